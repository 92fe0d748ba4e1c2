"""The files that came back, as their list shows them."""

from dataclasses import dataclass
from datetime import datetime

from pilares.matrix.models import STAGED_FOR, UNDONE_WITHIN, Import
from pilares.people.models import User

MOST = 30


@dataclass(frozen=True)
class ImportLine:
    """One file of the list."""

    pk: int
    name: str
    by: str
    at: datetime
    status: str
    label: str
    counts: dict[str, int]
    foreign: bool
    #: until when it waits, or can be undone
    until: datetime


def imports_of(user: User) -> tuple[ImportLine, ...]:
    """Return the files that a person may see, the last first; one query."""
    rows = Import.objects.visible_to(user).select_related("uploaded_by")
    return tuple(map(_line, rows[:MOST]))


def _line(one: Import) -> ImportLine:
    at = one.applied_at or one.uploaded_at
    return ImportLine(
        pk=one.pk,
        name=one.name,
        by=str(one.uploaded_by or ""),
        at=at,
        status=one.status,
        label=one.get_status_display(),
        counts=one.counts,
        foreign=one.foreign,
        until=at + (STAGED_FOR if one.staged else UNDONE_WITHIN),
    )
