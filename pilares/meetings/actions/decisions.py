"""Conclusions, as the Secretariat and the presidency that leads the meeting write them down."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason, require
from pilares.core.trail import record
from pilares.meetings.access import why_not_keep_meeting, why_not_reach_further
from pilares.meetings.actions.writing import rewrite
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import User

NUMBERED = Reason("ALREADY_NUMBERED", _("This decision already has its paragraph."))
NOT_ADOPTED = Reason("NOT_ADOPTED", _("Only a decision that was adopted is numbered."))


@transaction.atomic
def record_decision(meeting: Meeting, *, by: User, **said: Any) -> Decision:
    """Write down a paragraph of the conclusions of a meeting, with its verb."""
    require(why_not_keep_meeting(by, meeting))
    decision = Decision(meeting=meeting, **said, illustrative=settings.DEMO)
    require(why_not_reach_further(decision.tier, meeting))
    decision.full_clean()
    decision.save()
    record(decision, "record_decision", by=by)
    return decision


@transaction.atomic
def rewrite_decision(decision: Decision, *, stamp: str, by: User, **said: Any) -> Decision:
    """Correct how a decision was written down; the slower of two writers is refused."""
    require(why_not_keep_meeting(by, decision.meeting))
    require(why_not_reach_further(said.get("tier", decision.tier), decision.meeting))
    return rewrite(decision, said, stamp=stamp, verb="rewrite_decision", by=by)


@transaction.atomic
def number_decision(decision: Decision, *, meeting: Meeting, paragraph: str, by: User) -> Decision:
    """Give an adopted decision the paragraph under which a meeting records it; before, it has none."""
    require(why_not_keep_meeting(by, meeting))
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    require(NUMBERED if decision.paragraph else None)
    require(None if decision.outcome == Decision.Outcome.ADOPTED else NOT_ADOPTED)
    require(why_not_reach_further(decision.tier, meeting))
    taken_in = decision.session
    decision.meeting, decision.paragraph = meeting, paragraph
    decision.session = taken_in if taken_in is None or taken_in.meeting_id == meeting.pk else None
    decision.full_clean()
    decision.save(update_fields=["meeting", "paragraph", "session"])
    record(decision, "number_decision", by=by, paragraph=paragraph)
    return decision


@transaction.atomic
def set_outcome(decision: Decision, *, outcome: str, by: User | None, reason: str = "") -> Decision:
    """Record how far a decision has come; `by` is nobody where a recorded instant passed by itself."""
    if by is not None:
        require(why_not_keep_meeting(by, decision.meeting))
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    before, decision.outcome = decision.outcome, outcome
    decision.full_clean()
    decision.save(update_fields=["outcome"])
    record(decision, "set_outcome", by=by, changes={"outcome": [before, outcome]}, reason=reason)
    return decision
