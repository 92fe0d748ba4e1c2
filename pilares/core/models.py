"""The tables of core: the trail, and the parameters that only the CRM can set."""

from pilares.core.trail import Entry

__all__ = ["Entry"]
