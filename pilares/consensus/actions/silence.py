"""The silence procedure's acts; its outcome follows from the clock, and is written down once (AC-05, AC-06).

An objection and the writing down of the outcome hold the same row: whoever comes second finds it decided.
"""

import uuid
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.consensus.access import (
    rule_in_force,
    voice_of,
    why_not_earlier,
    why_not_follow,
    why_not_number,
    why_not_object,
    why_not_open_silence,
    why_not_put_off,
    why_not_record_rule,
    why_not_so_soon,
)
from pilares.consensus.actions.letters import tell_silence
from pilares.consensus.actions.rounds import continue_as_next
from pilares.consensus.models import DeadlineMove, Objection, Reading, Round, Silence, SilenceRule
from pilares.consensus.queries.texts import snapshot
from pilares.core import clock
from pilares.core.access import Tier, require
from pilares.core.trail import record
from pilares.meetings.actions import number_decision, record_decision, set_outcome
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import User
from pilares.plans.actions import circulate
from pilares.plans.models import Version


@transaction.atomic
def record_rule(
    *,
    text_es: str,
    source: str,
    adopted_on: date,
    decision: Decision,
    by: User,
    text_en: str = "",
    minimum_hours: int = 72,
) -> SilenceRule:
    """Record the rule that authorises the procedure; a rule before it ends, and stays to be read."""
    require(why_not_record_rule(by))
    now = clock.now()
    SilenceRule.objects.filter(ended_at=None).update(ended_at=now)
    rule = SilenceRule(
        text_es=text_es,
        text_en=text_en,
        source=source,
        adopted_on=adopted_on,
        decision=decision,
        minimum_hours=minimum_hours,
        recorded_at=now,
        recorded_by=by,
        illustrative=settings.DEMO,
    )
    rule.full_clean()
    rule.save()
    record(rule, "record_silence_rule", by=by, source=source)
    return rule


@transaction.atomic
def end_rule(rule: SilenceRule, *, by: User) -> SilenceRule:
    """End the rule: no procedure is opened any more, and those that run follow it to their end."""
    require(why_not_record_rule(by))
    if rule.ended_at is None:
        rule.ended_at = clock.now()
        rule.save(update_fields=["ended_at"])
        record(rule, "end_silence_rule", by=by)
    return rule


@transaction.atomic
def open_silence(
    version: Version,
    *,
    meeting: Meeting,
    verb: str,
    text_es: str,
    text_en: str = "",
    closes_at: datetime,
    by: User,
    since: Round | None = None,
    before: Version | None = None,
) -> Silence:
    """Open the procedure that the chair proposed at a meeting without objection, on a paragraph of it."""
    version = Version.objects.select_for_update(of=("self",)).select_related("document").get(pk=version.pk)
    require(why_not_open_silence(by, version))
    rule, now = rule_in_force(), clock.now()
    if rule is None:  # `why_not_open_silence` said so
        raise ValidationError(_("No rule that authorises the silence procedure is recorded."))
    require(why_not_so_soon(rule, now, closes_at))
    if version.status == Version.Status.DRAFT:
        version = circulate(version, by=by)
    decision = record_decision(
        meeting,
        by=by,
        verb=verb,
        text_es=text_es,
        text_en=text_en,
        tier=Tier.MEMBERS,
        outcome=Decision.Outcome.UNDER_SILENCE,
        silent_until=closes_at,
    )
    silence = Silence(
        rule=rule, version=version, text=snapshot(version), since=since, before=before, decision=decision,
        opened_at=now, opened_by=by, closes_at=closes_at, illustrative=settings.DEMO,
    )  # fmt: skip
    silence.full_clean()
    silence.save()
    record(silence, "open_silence", by=by, closes_at=closes_at.isoformat())
    tell_silence("silence_opened", silence)
    return silence


def held(silence: Silence) -> Silence:
    """Return a procedure as it stands, held: one act at a time decides on it."""
    locked: Silence = (
        Silence.objects.select_for_update(of=("self",))
        .select_related("version__document", "decision__meeting", "rule")
        .get(pk=silence.pk)
    )
    return locked


@transaction.atomic
def put_off(silence: Silence, *, becomes: datetime, reason: str, by: User) -> Silence:
    """Give more time while the procedure runs; everybody is told, and the history keeps both instants."""
    locked = held(silence)
    require(why_not_put_off(by, locked))
    if becomes == locked.closes_at and locked.moves.filter(becomes=becomes).exists():
        return locked  # the second click of the same form
    require(why_not_earlier(locked.closes_at, becomes))
    move = DeadlineMove(
        silence=locked, was=locked.closes_at, becomes=becomes, reason=reason, at=clock.now(), by=by
    )
    move.full_clean()
    move.save()
    locked.closes_at = locked.decision.silent_until = becomes
    locked.save(update_fields=["closes_at"])
    locked.decision.save(update_fields=["silent_until"])
    record(locked, "put_off_silence", by=by, was=move.was.isoformat(), becomes=becomes.isoformat())
    tell_silence("silence_moved", locked, mark=move.pk)
    return locked


@transaction.atomic
def read(silence: Silence, *, by: User) -> Reading:
    """Record for the country alone that its delegate read the text; once."""
    locked = held(silence)
    require(why_not_object(by, locked))
    country = voice_of(by, locked.version.document).country
    reading, _new = Reading.objects.get_or_create(
        silence=locked, country=country, defaults={"by": by, "at": clock.now()}
    )
    return reading


@transaction.atomic
def object_to(silence: Silence, *, key: uuid.UUID, by: User, **said: Any) -> Objection:
    """Write down an objection or an amendment: in time it breaks the silence, later it is a declaration.

    Its instant is taken once the row is held, so that it and the writing down of the outcome agree.
    """
    locked = held(silence)
    if known := Objection.objects.filter(key=key, silence=locked, by=by).first():
        return known
    require(why_not_object(by, locked))
    now = clock.now()
    late = now >= locked.closes_at
    objection = Objection(
        key=key,
        silence=locked,
        country=voice_of(by, locked.version.document).country,
        at=now,
        by=by,
        late=late,
        illustrative=settings.DEMO,
        **said,
    )
    objection.full_clean()
    objection.save()
    record(objection, "declare_after_adoption" if late else "break_silence", by=by)
    if late:
        _write_down(locked)
        tell_silence("late", locked, mark=objection.pk, about=objection)
    else:
        locked.broken_at = now
        locked.save(update_fields=["broken_at"])
        _write_down(locked, about=objection)
    return objection


@transaction.atomic
def write_down(silence: Silence) -> bool:
    """Write down what a procedure has come to and announce it, once; return whether that was new."""
    return _write_down(held(silence))


def _write_down(locked: Silence, about: Objection | None = None) -> bool:
    state = locked.state
    if locked.settled_at is not None or state == Silence.State.OPEN:
        return False
    kept = state == Silence.State.KEPT
    locked.settled_at = clock.now()
    locked.save(update_fields=["settled_at"])
    outcome = Decision.Outcome.ADOPTED if kept else Decision.Outcome.NOT_ADOPTED
    set_outcome(locked.decision, outcome=outcome, by=None, reason=str(locked.closes_at if kept else ""))
    record(locked, "keep_silence" if kept else "lose_silence", by=None, at=locked.closes_at.isoformat())
    tell_silence("silence_kept" if kept else "silence_broken", locked, about=about)
    return True


@transaction.atomic
def number(silence: Silence, *, meeting: Meeting, paragraph: str, by: User) -> Silence:
    """Record the paragraph that the next meeting gave to the decision that silence adopted."""
    locked = held(silence)
    require(why_not_number(by, locked))
    _write_down(locked)
    number_decision(locked.decision, meeting=meeting, paragraph=paragraph, by=by)
    record(locked, "number_silence", by=by, paragraph=paragraph)
    return locked


@transaction.atomic
def take_to_meeting(silence: Silence, *, meeting: Meeting, by: User) -> Decision:
    """Put the text that was not adopted before the next meeting, as a proposed conclusion of it; once."""
    locked = held(silence)
    require(why_not_follow(by, locked))
    earlier = locked.decision
    if known := Decision.objects.filter(takes_up=earlier, meeting=meeting).first():
        found: Decision = known
        return found
    decision = record_decision(
        meeting,
        by=by,
        verb=earlier.verb,
        text_es=earlier.text_es,
        text_en=earlier.text_en,
        tier=Tier.MEMBERS,
        outcome=Decision.Outcome.PROPOSED,
        takes_up=earlier,
    )
    locked.followed_by = "meeting"
    locked.save(update_fields=["followed_by"])
    record(locked, "take_to_meeting", by=by, meeting=meeting.code)
    return decision


@transaction.atomic
def next_version_after(silence: Silence, *, by: User) -> Version:
    """Begin the version that follows a broken silence, from the text that was not adopted."""
    locked = held(silence)
    require(why_not_follow(by, locked))
    draft = continue_as_next(locked.version, by=by)
    locked.followed_by = "version"
    locked.save(update_fields=["followed_by"])
    record(locked, "next_version", by=by, number=draft.number)
    return draft
