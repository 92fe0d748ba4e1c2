"""What pages, papers and letters read of the past."""

from pilares.memory.queries.changes import changes_since
from pilares.memory.queries.shapes import Change, Changes, GroupChanges, Kind, Subject
from pilares.memory.queries.words import sentence

__all__ = ["Change", "Changes", "GroupChanges", "Kind", "Subject", "changes_since", "sentence"]
