"""The tables of core, the trail, the outbox and the index, and the question that its apps ask of theirs."""

from pilares.core.among import Among, Given
from pilares.core.index import Indexed
from pilares.core.letters import Letter
from pilares.core.trail import Entry

__all__ = ["Among", "Entry", "Given", "Indexed", "Letter"]
