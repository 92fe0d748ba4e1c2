"""The tables of core: the trail, the outbox, and the parameters that only the CRM can set."""

from pilares.core.letters import Letter
from pilares.core.trail import Entry

__all__ = ["Entry", "Letter"]
