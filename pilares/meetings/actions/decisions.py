"""Conclusions, as the Secretariat and the presidency that leads the meeting write them down."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, require
from pilares.core.bilingual import Language
from pilares.core.trail import record
from pilares.meetings.access import (
    why_not_conclude_meeting,
    why_not_follow_up,
    why_not_keep_meeting,
    why_not_open_up,
    why_not_reach_further,
    why_not_yet,
)
from pilares.meetings.actions.writing import rewrite
from pilares.meetings.models import Decision, FollowUp, Meeting
from pilares.meetings.workflow import FOLLOW_UP
from pilares.people.models import User

NUMBERED = Reason("ALREADY_NUMBERED", _("This decision already has its paragraph."))
NO_WAY_THERE = Reason("WRONG_STAGE", _("The follow-up cannot go there from where it stands."))
UNDER_SILENCE = Reason(
    "UNDER_SILENCE", _("The delegations keep silence on these words until it expires: they stay as they are.")
)
NOT_ADOPTED = Reason("NOT_ADOPTED", _("Only a decision that was adopted is numbered."))


@transaction.atomic
def record_decision(meeting: Meeting, *, by: User, **said: Any) -> Decision:
    """Write down a paragraph of the conclusions of a meeting, with its verb."""
    require(why_not_conclude_meeting(by, meeting))
    decision = Decision(meeting=meeting, **said, illustrative=settings.DEMO)
    if decision.paragraph and (same := _same(decision)):
        return same  # the second click of the same form
    require(why_not_yet(meeting) if decision.outcome == Decision.Outcome.ADOPTED else None)
    require(why_not_reach_further(decision.tier, meeting))
    _cited_once(decision, decision.paragraph)
    decision.full_clean()
    decision.save()
    record(decision, "record_decision", by=by)
    return decision


def _cited_once(decision: Decision, paragraph: str) -> None:
    """Say beside the paragraph that another decision of the meeting has it; its words may be closed."""
    others = Decision.objects.filter(meeting=decision.meeting, paragraph=paragraph).exclude(pk=decision.pk)
    if paragraph and others.exists():
        said = _("%(code)s, §%(paragraph)s is already recorded: correct that one, or give another paragraph.")
        raise ValidationError({"paragraph": said % {"code": decision.meeting.code, "paragraph": paragraph}})


def _same(decision: Decision) -> Decision | None:
    said = {name: getattr(decision, name) for name in ("paragraph", "verb", "text_es", "text_en", "tier")}
    found: Decision | None = Decision.objects.filter(meeting=decision.meeting, **said).first()
    return found


@transaction.atomic
def rewrite_decision(
    decision: Decision, *, stamp: str, by: User, opened_by: Decision | None = None, **said: Any
) -> Decision:
    """Correct how a decision was written down; the slower of two writers is refused."""
    meeting, tier = decision.meeting, said.get("tier", decision.tier)
    require(UNDER_SILENCE if decision.outcome_now == Decision.Outcome.UNDER_SILENCE else None)
    require(why_not_keep_meeting(by, meeting) or why_not_reach_further(tier, meeting))
    require(why_not_open_up(decision.tier, tier, meeting, opened_by))
    _cited_once(decision, said.get("paragraph", ""))
    details = {"decision": opened_by.citation} if opened_by else {}
    return rewrite(decision, said, stamp=stamp, verb="rewrite_decision", by=by, **details)


@transaction.atomic
def number_decision(decision: Decision, *, meeting: Meeting, paragraph: str, by: User) -> Decision:
    """Give an adopted decision the paragraph under which a meeting records it; before, it has none."""
    require(why_not_conclude_meeting(by, meeting))
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    require(NUMBERED if decision.paragraph else None)
    require(None if decision.outcome == Decision.Outcome.ADOPTED else NOT_ADOPTED)
    require(why_not_yet(meeting))
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


@transaction.atomic
def follow_up(
    decision: Decision, *, on: date, state: str, text_es: str, text_en: str, tier: str, by: User
) -> FollowUp:
    """Add a dated entry about what became of a commitment; its state moves by the table, or stays."""
    decision = Decision.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=decision.pk)
    require(why_not_follow_up(by, decision))
    if state != decision.follow_up:
        verb = next((v for v in FOLLOW_UP.steps if FOLLOW_UP.target(v) == state and _open(v, decision)), "")
        require(FOLLOW_UP.why_not(verb, by, decision) if verb else NO_WAY_THERE)
    same: FollowUp | None = decision.follow_ups.filter(
        on=on, state=state, text_es=text_es, text_en=text_en
    ).first()
    if same is not None:
        return same
    entry = FollowUp(
        decision=decision, on=on, state=state, text_es=text_es, text_en=text_en, tier=tier, written_by=by,
        original_language=Language.ES if text_es else Language.EN, written_at=clock.now(),
        illustrative=settings.DEMO,
    )  # fmt: skip
    entry.full_clean()
    entry.save()
    before, decision.follow_up = decision.follow_up, state
    decision.save(update_fields=["follow_up"])
    record(decision, "follow_up", by=by, changes={"follow_up": [before, state]})
    return entry


def _open(verb: str, decision: Decision) -> bool:
    return decision.follow_up in FOLLOW_UP.steps[verb].sources
