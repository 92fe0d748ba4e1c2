"""The parts of a meeting: sessions, points of the agenda, paragraphs of the minutes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from pilares.core.access import require
from pilares.core.trail import record
from pilares.meetings.access import (
    why_not_keep_meeting,
    why_not_open_up,
    why_not_reach_further,
    why_not_write_minutes,
)
from pilares.meetings.actions.writing import rewrite
from pilares.meetings.models import AgendaItem, Decision, Meeting, Minutes, MinutesParagraph, Session
from pilares.people.models import User

type_of_part = Session | AgendaItem | MinutesParagraph


def meeting_of(part: type_of_part) -> Meeting:
    """Return the meeting from which a part hangs."""
    if isinstance(part, Session):
        return part.meeting
    return part.session.meeting if isinstance(part, AgendaItem) else part.minutes.meeting


@transaction.atomic
def add_part(part: type_of_part, *, by: User) -> type_of_part:
    """Put a new part after the others of its kind."""
    _guard(part, by)
    require(why_not_reach_further(part.tier, meeting_of(part)))
    part.order = (_beside(part).aggregate(last=Max("order"))["last"] or 0) + 1
    part.full_clean()
    part.save()
    record(meeting_of(part), f"add_{part._meta.model_name}", by=by, part=str(part))
    return part


@transaction.atomic
def rewrite_part(
    part: type_of_part, *, stamp: str, by: User, opened_by: Decision | None = None, **said: Any
) -> type_of_part:
    """Correct a part; what was closed is opened only by a decision of those who met (AC-07)."""
    _guard(part, by)
    tier, meeting = said.get("tier", part.tier), meeting_of(part)
    require(why_not_reach_further(tier, meeting) or why_not_open_up(part.tier, tier, meeting, opened_by))
    details = {"decision": opened_by.citation} if opened_by else {}
    return rewrite(part, said, stamp=stamp, verb=f"rewrite_{part._meta.model_name}", by=by, **details)


@transaction.atomic
def remove_part(part: type_of_part, *, by: User) -> None:
    """Take out a part that nothing hangs from; raises ValidationError where something does."""
    _guard(part, by)
    if isinstance(part, Session) and (
        part.papers.exists() or part.paragraphs.exists() or part.decisions.exists()
    ):
        raise ValidationError(_("Papers, minutes or decisions belong to this session: move them first."))
    record(meeting_of(part), f"remove_{part._meta.model_name}", by=by, part=str(part))
    part.delete()


@transaction.atomic
def minutes_of(meeting: Meeting) -> Minutes:
    """Return a meeting's minutes, begun as a draft of the meeting's own tier."""
    found, _new = Minutes.objects.get_or_create(meeting=meeting, defaults={"tier": meeting.tier})
    return found


def _guard(part: type_of_part, by: User) -> None:
    if isinstance(part, MinutesParagraph):
        require(why_not_write_minutes(by, part.minutes))
    else:
        require(why_not_keep_meeting(by, meeting_of(part)))


def _beside(part: type_of_part) -> Any:
    """Return the parts among which a new one takes its place."""
    if isinstance(part, Session):
        return part.meeting.sessions
    return part.session.agenda if isinstance(part, AgendaItem) else part.minutes.paragraphs
