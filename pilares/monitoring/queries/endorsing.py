"""Which decisions can be cited as the RCGM's endorsement: those that it took (§3.9, §3.10 b)."""

from typing import Any

from pilares.core import clock
from pilares.meetings.models import Decision, Meeting
from pilares.people.access import type_of_reader


def taken_by_the_rcgm(user: type_of_reader) -> Any:
    """Return what the RCGM decided, as far as the reader sees it; nothing of a meeting that was not held."""
    of_the_rcgm = Decision.objects.visible_to(user).filter(meeting__body__code="GRCM")
    held = of_the_rcgm.exclude(meeting__status=Meeting.Status.CANCELLED)
    return held.exclude(meeting__starts_on__gt=clock.today()).select_related("meeting__body")
