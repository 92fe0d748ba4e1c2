"""Meetings, as the Secretariat keeps them."""

from typing import Any

from django.conf import settings
from django.db import transaction

from pilares.core.access import require
from pilares.core.trail import record
from pilares.meetings.actions.writing import rewrite
from pilares.meetings.models import Meeting
from pilares.people.access import why_not_keep_the_register
from pilares.people.models import User


@transaction.atomic
def record_meeting(*, by: User, **said: Any) -> Meeting:
    """Write a meeting down, convened or held; `said` holds its columns."""
    require(why_not_keep_the_register(by))
    meeting = Meeting(**said, illustrative=settings.DEMO)
    meeting.full_clean()
    meeting.save()
    record(meeting, "record_meeting", by=by)
    return meeting


@transaction.atomic
def rewrite_meeting(meeting: Meeting, *, stamp: str, by: User, **said: Any) -> Meeting:
    """Correct a meeting; the slower of two writers is refused."""
    require(why_not_keep_the_register(by))
    return rewrite(meeting, said, stamp=stamp, verb="rewrite_meeting", by=by)
