"""A decision as it stood at the end of a day, and what is other today (AC-23, AC-25)."""

from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from datetime import date, datetime

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.days import AsOf, Past, differences, end_of, first_day
from pilares.core.trail import Entry
from pilares.meetings.models import Decision, FollowUp
from pilares.meetings.queries.decisions import (
    Cited,
    DecisionCard,
    Declarations,
    FollowUpLine,
    decision_url,
    read_decision,
)
from pilares.people.access import standing_of, type_of_reader

#: what a correction may have written anew, as the trail keeps it
TEXTS = ("text_es", "text_en", "verb", "outcome", "paragraph")


def decision_then(
    decision: Decision, user: type_of_reader, as_of: AsOf, day: date
) -> tuple[DecisionCard, Past]:
    """Read a decision of a day that is over; a constant number of queries.

    Where nothing of that day may be told, it is that of today, of which only the citation is shown.
    """
    now, until = read_decision(user, decision), end_of(day)
    acts = _since(decision, until)
    written = next((act for act in acts if act.verb == "record_decision"), None)
    meeting = decision.meeting.starts_on or decision.meeting.ends_on
    if written is not None or meeting is None or meeting > day:
        return now, Past(as_of, day, known=False, first=first_day(written.at) if written else meeting)
    found, open_then = _undone(decision, acts, user)
    if not open_then:
        return now, Past(as_of, day, open=False)
    then = _card(found, user, day, until)
    moved = {name for act in acts for name in act.details.get("changes") or {}}
    told = (_("Who answers is told by today's page alone: it was corrected since."),)
    untold = told if any(name.startswith("to_") for name in moved) else ()
    return then, Past(as_of, day, differences=differences(_said(then), _said(now)), untold=untold)


def declared_then(declared: Declarations, until: datetime) -> Declarations:
    """Keep what had been declared until an instant."""
    before, after = (
        tuple(one for one in some if one.at < until) for some in (declared.before, declared.after)
    )
    return Declarations(before, after)


def _since(decision: Decision, until: datetime) -> list[Entry]:
    """Return the acts since an instant, the latest first: undone, they say what stood."""
    acts = Entry.objects.filter(model=decision._meta.label_lower, object_id=decision.pk, at__gte=until)
    return list(acts.order_by("-at", "-pk"))


def _undone(decision: Decision, acts: Iterable[Entry], user: type_of_reader) -> tuple[Decision, bool]:
    """Return a decision as it was written, not to be saved, and whether the reader could have read it."""
    found, standing, seen = copy(decision), standing_of(user), True
    for act in acts:
        for name, (before, _after) in (act.details.get("changes") or {}).items():
            if name == "tier":
                found.tier, seen = before, standing.reaches(before)
            elif name == "due_on":
                found.due_on = parse_date(str(before or ""))
            elif name in TEXTS:
                setattr(found, name, before)
    return found, seen


def _card(found: Decision, user: type_of_reader, day: date, until: datetime) -> DecisionCard:
    entries = list(
        FollowUp.objects.filter(decision=found.pk, written_at__lt=until).order_by("written_at", "pk")
    )
    found.follow_up = entries[-1].state if entries else Decision.FollowUpState.PENDING
    if found.outcome == Decision.Outcome.UNDER_SILENCE and found.silent_until and found.silent_until < until:
        found.outcome = Decision.Outcome.ADOPTED
    card, waits = (
        read_decision(user, found),
        (Decision.FollowUpState.PENDING, Decision.FollowUpState.UNDER_WAY),
    )
    seen = FollowUp.objects.visible_to(user).filter(pk__in=[one.pk for one in entries])
    later = Decision.objects.visible_to(user).filter(takes_up=found.pk, meeting__starts_on__gt=day)
    after = {decision_url(one.meeting.code, one.paragraph, one.pk) for one in later.select_related("meeting")}
    return replace(
        card,
        outcome=found.outcome,
        outcome_words=str(Decision.Outcome(found.outcome).label),
        overdue=card.commits and found.follow_up in waits and found.due_on is not None and found.due_on < day,
        taken_up_by=tuple(one for one in card.taken_up_by if one.url not in after),
        entries=tuple(
            FollowUpLine(one.on, str(one.get_state_display()), one.text, str(one.get_tier_display()))
            for one in seen
        ),
    )


def _said(card: DecisionCard) -> dict[str, str]:
    """Return what a decision says, by label: the same labels then and today, so that they can be compared."""

    def names(some: Iterable[Cited]) -> str:
        return "; ".join(one.citation for one in some)

    return {
        _("Decision"): str(card.text),
        _("Verb"): card.verb,
        _("Outcome"): card.outcome_words,
        _("Until when"): date_format(card.due_on, "DATE_FORMAT") if card.due_on else "",
        _("Follow-up"): card.state_words,
        _("What became of it"): "; ".join(
            f"{date_format(one.on, 'SHORT_DATE_FORMAT')} {one.text}" for one in card.entries
        ),
        _("Taken up by"): names(card.taken_up_by),
        _("Who may see it"): card.tier_words,
    }
