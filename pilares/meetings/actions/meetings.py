"""Meetings: written down, convened, held, cancelled; what hangs from one stays with it."""

from typing import Any

from django.conf import settings
from django.db import transaction

from pilares.core.access import require
from pilares.core.trail import record
from pilares.meetings.access import why_not_begin, why_not_convene, why_not_keep_meeting, why_not_open_up
from pilares.meetings.actions.writing import rewrite
from pilares.meetings.models import Decision, Meeting
from pilares.meetings.workflow import MEETING
from pilares.people.access import why_not_keep_the_register
from pilares.people.models import User


@transaction.atomic
def record_meeting(*, by: User, **said: Any) -> Meeting:
    """Write down a meeting that took place, or one that was convened elsewhere; `said` holds its columns."""
    require(why_not_keep_the_register(by))
    if said.get("status") == Meeting.Status.CONVENED:
        require(why_not_begin(said["body"]))
    return _write(said, "record_meeting", by=by)


@transaction.atomic
def convene(*, by: User, **said: Any) -> Meeting:
    """Convene a meeting of a body, alone or with others (§3.10)."""
    for body in (said["body"], *said.get("joint_with", ())):
        require(why_not_convene(by, body))
    return _write({**said, "status": Meeting.Status.CONVENED}, "convene", by=by)


@transaction.atomic
def rewrite_meeting(
    meeting: Meeting, *, stamp: str, by: User, opened_by: Decision | None = None, **said: Any
) -> Meeting:
    """Correct a meeting; the slower of two writers is refused."""
    require(why_not_keep_meeting(by, meeting))
    require(why_not_open_up(meeting.tier, said.get("tier", meeting.tier), meeting, opened_by))
    return rewrite(meeting, said, stamp=stamp, verb="rewrite_meeting", by=by, **_opening(opened_by))


@transaction.atomic
def move(meeting: Meeting, verb: str, *, by: User, reason: str = "") -> Meeting:
    """Hold a meeting, cancel it with its reason, or convene it again; asked twice, it happens once."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if meeting.status == MEETING.target(verb):
        return meeting
    require(MEETING.why_not(verb, by, meeting))
    meeting.status = MEETING.target(verb)
    meeting.cancelled_because = reason if meeting.status == Meeting.Status.CANCELLED else ""
    meeting.full_clean()
    meeting.save(update_fields=["status", "cancelled_because"])
    record(meeting, f"{verb}_meeting", by=by, reason=reason)
    return meeting


def _write(said: dict[str, Any], verb: str, *, by: User) -> Meeting:
    others = said.pop("joint_with", ())
    meeting = Meeting(**said, illustrative=settings.DEMO)
    meeting.full_clean()
    meeting.save()
    meeting.joint_with.set(others)
    record(meeting, verb, by=by)
    return meeting


def _opening(decision: Decision | None) -> dict[str, Any]:
    """Return what the trail says of the decision that opened what was closed."""
    return {"decision": decision.citation} if decision else {}
