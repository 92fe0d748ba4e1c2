"""Meetings and what they decided, as the Secretariat keeps them."""

from typing import Any

from django.conf import settings
from django.db import transaction

from pilares.core.access import require
from pilares.core.trail import record
from pilares.meetings.actions.writing import rewrite
from pilares.meetings.models import Decision, Meeting
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


@transaction.atomic
def record_decision(meeting: Meeting, *, by: User, **said: Any) -> Decision:
    """Write down a paragraph of the conclusions of a meeting, with its verb."""
    require(why_not_keep_the_register(by))
    decision = Decision(meeting=meeting, **said, illustrative=settings.DEMO)
    decision.full_clean()
    decision.save()
    record(decision, "record_decision", by=by)
    return decision


@transaction.atomic
def rewrite_decision(decision: Decision, *, stamp: str, by: User, **said: Any) -> Decision:
    """Correct how a decision was written down; the slower of two writers is refused."""
    require(why_not_keep_the_register(by))
    return rewrite(decision, said, stamp=stamp, verb="rewrite_decision", by=by)
