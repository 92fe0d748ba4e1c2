"""The thirteen weaknesses of 2017 (§3.1 a-m): what in this system answers each, and what is recorded today.

Facts are counted, with their day; nobody is judged and nothing is scored (M20).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.compliance.queries.facts import ActivityFact, Facts
from pilares.compliance.queries.rules import Fact
from pilares.compliance.queries.words import address, day_words, in_plan, plan_url
from pilares.consensus.models import Round
from pilares.core.bilingual import Wording
from pilares.meetings.models import Decision
from pilares.monitoring.models import (
    Activity,
    Indicator,
    Level,
    Measurement,
    Request,
    SupportOffer,
    SupportRequest,
)
from pilares.plans.models import VersionEvent, Weakness


@dataclass(frozen=True)
class Evidence:
    """What the thirteen rest on beside the facts of the rules; each number is of rows that may be seen."""

    indicators: int
    measurable: int
    impact: int
    asked: int
    answered: int
    validated: int
    committing: int
    dated: int
    rounds: int
    candidates: int
    support_asked: int
    support_offered: int
    support_confirmed: int


@dataclass(frozen=True)
class WeaknessLine:
    """One weakness, verbatim, with what answers it and the present evidence."""

    letter: str
    text: Wording
    anchor: str
    answered_by: tuple[Fact, ...]
    evidence: tuple[Fact, ...]


@dataclass(frozen=True)
class WeaknessesPage:
    """All of them, as of a day."""

    lines: tuple[WeaknessLine, ...]
    as_of: date


type_of_tell = Callable[[Facts, Evidence], tuple[tuple[Fact, ...], tuple[Fact, ...]]]


def weaknesses_page(facts: Facts) -> WeaknessesPage:
    """Return the weaknesses of the plan's own text with their evidence; a constant number of queries."""
    evidence = read_evidence(facts)
    lines = []
    for row in Weakness.objects.filter(plan=facts.plan):
        tell = TELL.get(row.letter)
        ways, told = tell(facts, evidence) if tell else ((), ())
        kept = tuple(way for way in ways if way.url)
        lines.append(WeaknessLine(row.letter, row.text, row.anchor, kept, told))
    return WeaknessesPage(tuple(lines), facts.today)


def read_evidence(facts: Facts) -> Evidence:
    """Count what the reader may see."""
    user, plan = facts.user, facts.plan
    indicators = Indicator.objects.visible_to(user).filter(
        activity__plan=plan, activity__stage__in=Activity.ROWS
    )
    asked = Request.objects.filter(period__indicator__in=indicators)
    committing = Decision.objects.visible_to(user).filter(
        verb__in=Decision.COMMITTING, outcome=Decision.Outcome.ADOPTED
    )
    offers = SupportOffer.objects.visible_to(user).filter(activity__plan=plan)
    figures = Measurement.objects.visible_to(user).counted().filter(period__indicator__in=indicators)
    waiting = Q(measurement=None) | Q(measurement__status__in=("draft", "returned"))
    return Evidence(
        indicators=indicators.count(),
        measurable=indicators.filter(targets__isnull=False).distinct().count(),
        impact=indicators.filter(level=Level.IMPACT).count(),
        asked=asked.count(),
        answered=asked.exclude(waiting).count(),
        validated=figures.filter(total=None).count(),
        committing=committing.count(),
        dated=committing.filter(due_on__isnull=False).count(),
        rounds=Round.objects.visible_to(user).count(),
        candidates=Activity.objects.visible_to(user).filter(plan=plan, stage="proposed").count(),
        support_asked=SupportRequest.objects.visible_to(user).filter(activity__plan=plan).count(),
        support_offered=offers.count(),
        support_confirmed=offers.confirmed().count(),
    )


def _of(one: str, many: str, count: int, of: int) -> str:
    return (one if of == 1 else many) % {"count": count, "of": of}


def _rows(facts: Facts) -> list[ActivityFact]:
    """Return the rows of the plan's own groups: ad hoc groups stand outside its totals (AC-13)."""
    own = {body.pk for body in facts.bodies if body.kind == "group"}
    return [row for group, rows in facts.activities.items() if group in own for row in rows]


def _section(facts: Facts, anchor: str, text: str) -> Fact:
    number = facts.plan.shown_version
    return Fact(text, address("plans:section", facts.plan.period, str(number), anchor) if number else "")


def _approval(facts: Facts) -> tuple[Fact, ...]:
    done = VersionEvent.Step.APPROVED
    mine = [e for e in facts.organs.events if e.step == done]
    if not mine:
        return (Fact(_("No approval of the plan is recorded")),)
    return tuple(
        Fact(
            " · ".join(
                part
                for part in (
                    _("Version %(number)s approved by the Vice-Ministerial Meeting") % {"number": e.version},
                    e.citation,
                )
                if part
            ),
            plan_url(facts),
            e.on,
        )
        for e in mine
    )


def _a(facts: Facts, _e: Evidence) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    ways = (_section(facts, "3.3", _("§3.3 Mission")), _section(facts, "3.4", _("§3.4 Vision")))
    return ways, _approval(facts)


def _b(facts: Facts, e: Evidence) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    ways = (Fact(_("Matrix"), in_plan(facts, "matrix:matrix")), Fact(_("My work"), address("home:my_work")))
    told = (
        Fact(
            _of(
                _("%(count)s of %(of)s figure asked for is answered"),
                _("%(count)s of %(of)s figures asked for are answered"),
                e.answered,
                e.asked,
            )
        ),
        Fact(ngettext("%(n)s validated figure", "%(n)s validated figures", e.validated) % {"n": e.validated}),
    )
    return ways, told


def _c(facts: Facts, e: Evidence) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    told = (
        Fact(
            _of(
                _("%(count)s of %(of)s indicator can be measured"),
                _("%(count)s of %(of)s indicators can be measured"),
                e.measurable,
                e.indicators,
            )
        ),
        Fact(
            _of(
                _("%(count)s of %(of)s indicator is of impact"),
                _("%(count)s of %(of)s indicators are of impact"),
                e.impact,
                e.indicators,
            )
        ),
    )
    return (Fact(_("Matrix"), in_plan(facts, "matrix:matrix")),), told


def _d(facts: Facts, e: Evidence) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    rows, groups = _rows(facts), [b for b in facts.bodies if b.kind == "group"]
    chosen = [row for row in rows if row.slot]
    busy = {row.group for row in chosen}
    told = (
        Fact(
            ngettext("%(n)s priority activity", "%(n)s priority activities", len(chosen)) % {"n": len(chosen)}
        ),
        Fact(
            _of(
                _("%(count)s of %(of)s group has prioritised"),
                _("%(count)s of %(of)s groups have prioritised"),
                len(busy),
                len(groups),
            )
        ),
        Fact(ngettext("%(n)s candidate", "%(n)s candidates", e.candidates) % {"n": e.candidates}),
    )
    return (Fact(_("Groups and their plans"), in_plan(facts, "monitoring:groups")),), told


def _e(facts: Facts, _e: Evidence) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    rows = _rows(facts)
    told = (
        Fact(
            _of(
                _("%(count)s of %(of)s activity with a measurable indicator"),
                _("%(count)s of %(of)s activities with a measurable indicator"),
                sum(row.measurable for row in rows),
                len(rows),
            )
        ),
        Fact(
            _of(
                _("%(count)s of %(of)s activity with a registered indicator"),
                _("%(count)s of %(of)s activities with a registered indicator"),
                sum(row.has_indicator for row in rows),
                len(rows),
            )
        ),
    )
    return (Fact(_("Matrix"), in_plan(facts, "matrix:matrix")),), told


def _f(facts: Facts, _e: Evidence) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    return (Fact(facts.plan.title.text, plan_url(facts)),), _approval(facts)


def _g(_facts: Facts, e: Evidence) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    told = (
        Fact(
            _of(
                _("%(count)s of %(of)s decision that commits has a deadline"),
                _("%(count)s of %(of)s decisions that commit have a deadline"),
                e.dated,
                e.committing,
            )
        ),
    )
    return (Fact(_("Decisions"), address("meetings:decisions")),), told


def _h(facts: Facts, _e: Evidence) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    closed = [s for steps in facts.steps.values() for s in steps if s.verb == "close_review"]
    last = facts.organs.updates[-1:] if facts.organs.updates else ()
    matrix = in_plan(facts, "matrix:matrix")
    told = (
        Fact(
            ngettext("%(n)s yearly review closed", "%(n)s yearly reviews closed", len(closed))
            % {"n": len(closed)}
        ),
        *(Fact(_("Matrix last changed on %(day)s") % {"day": day_words(day)}, matrix) for day in last),
    )
    return (Fact(_("Plan"), plan_url(facts)), Fact(_("Matrix"), in_plan(facts, "matrix:matrix"))), told


def _i(facts: Facts, e: Evidence) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    ways = (
        _section(facts, "3.5", _("§3.5 Objectives")),
        Fact(_("Texts in consultation"), address("consensus:texts")),
    )
    told = (
        Fact(
            ngettext("%(n)s round of consultation", "%(n)s rounds of consultation", e.rounds)
            % {"n": e.rounds}
        ),
    )
    return ways, told


def _j(facts: Facts, e: Evidence) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    asked = ngettext(
        "%(n)s support asked for by a group", "%(n)s supports asked for by groups", e.support_asked
    )
    told = (
        Fact(asked % {"n": e.support_asked}),
        Fact(
            _of(
                _("%(count)s of %(of)s offer was accepted by the group"),
                _("%(count)s of %(of)s offers were accepted by the group"),
                e.support_confirmed,
                e.support_offered,
            )
        ),
    )
    return (Fact(_("Opportunities for support"), in_plan(facts, "monitoring:support")),), told


def _k(facts: Facts, _e: Evidence) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    rows = _rows(facts)
    told = (
        Fact(
            _of(
                _("%(count)s of %(of)s activity stands under a theme of the plan"),
                _("%(count)s of %(of)s activities stand under a theme of the plan"),
                sum(row.placed and not row.proposed for row in rows),
                len(rows),
            )
        ),
    )
    ways = (Fact(_("Pillars and themes"), address("monitoring:pillars", facts.plan.period)),)
    return ways, told


def _l(facts: Facts, e: Evidence) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    members, focal = facts.organs.members, facts.organs.focal
    told = (
        Fact(
            _("%(known)s of %(of)s countries with a focal point in the register")
            % {"known": len(focal), "of": len(members)}
        ),
        Fact(ngettext("%(n)s candidate", "%(n)s candidates", e.candidates) % {"n": e.candidates}),
    )
    ways = (
        Fact(_("Actors"), address("people:actors")),
        Fact(_("Groups and their plans"), in_plan(facts, "monitoring:groups")),
    )
    return ways, told


def _m(facts: Facts, _e: Evidence) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    mine = facts.organs.inputs
    told = (
        Fact(
            _of(
                _("%(count)s of %(of)s input of the RNCOM has its answer"),
                _("%(count)s of %(of)s inputs of the RNCOM have their answer"),
                sum(one.answered for one in mine),
                len(mine),
            )
        ),
    )
    return (Fact(_("Inputs of the RNCOM"), in_plan(facts, "consensus:inputs")),), told


TELL: dict[str, type_of_tell] = {
    "a": _a,
    "b": _b,
    "c": _c,
    "d": _d,
    "e": _e,
    "f": _f,
    "g": _g,
    "h": _h,
    "i": _i,
    "j": _j,
    "k": _k,
    "l": _l,
    "m": _m,
}
