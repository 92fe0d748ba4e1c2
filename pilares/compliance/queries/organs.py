"""What the text asks of the Vice-Ministerial Meeting and of the RCGM (§1.5, §1.6 Tabla 2, §4.2)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.compliance import maths
from pilares.compliance.maths import Answer
from pilares.compliance.models import Presentation
from pilares.compliance.queries.facts import Facts
from pilares.compliance.queries.organ_facts import EventFact
from pilares.compliance.queries.rules import Fact, Finding
from pilares.compliance.queries.words import (
    cited_words,
    day_words,
    event_fact,
    given_in,
    held_by,
    in_plan,
    meeting_fact,
    no_plan_year,
    plan_url,
    record_url,
    to_mend,
)
from pilares.compliance.queries.years import Year
from pilares.people.models import Body
from pilares.plans.models import VersionEvent

S = VersionEvent.Step


def approved(facts: Facts, _body: Body, _year: Year) -> Finding:
    """Every version that came into force was approved by the Vice-Ministerial Meeting (§1.5, Tabla 2)."""
    mine = {n: _step(facts, n, S.APPROVED, "RVM") for n in facts.organs.in_force}
    return _versions(facts, mine, _("No version is in force yet"), _("approved by the RVM"))


def recommended(facts: Facts, _body: Body, _year: Year) -> Finding:
    """What was approved had been recommended by the RCGM, not after (Tabla 2, AC-24)."""
    mine: dict[int, EventFact | None] = {}
    for number in facts.organs.in_force:
        before = _step(facts, number, S.RECOMMENDED, "GRCM")
        after = _step(facts, number, S.APPROVED, "RVM")
        late = before and after and before.on and after.on and before.on > after.on
        mine[number] = None if late else before
    return _versions(facts, mine, _("No version is in force yet"), _("recommended by the RCGM"))


def three_years(facts: Facts, _body: Body, _year: Year) -> Finding:
    """The plan is approved for so many years, and each of them has its dates (§1.5, Tabla 2)."""
    dated = [year for year in facts.years if year.plan]
    wanted = facts.parameters.years
    said = ngettext(
        "%(dated)s of %(wanted)s year with its dates",
        "%(dated)s of %(wanted)s years with their dates",
        wanted,
    )
    short = said % {"dated": len(dated), "wanted": wanted}
    way = Fact(_("Record the dates of the years of the plan"), plan_url(facts))
    if len(dated) < wanted:
        return Finding(Answer.NO_DATA, short, mend=(way,))
    answer = maths.holds(len(dated) == wanted)
    told = tuple(
        Fact(f"{day_words(y.plan.starts_on)} – {day_words(y.plan.ends_on)}") for y in dated if y.plan
    )
    return Finding(answer, short, told, mend=to_mend(answer, way))


def proposed(facts: Facts, _body: Body, _year: Year) -> Finding:
    """The RCGM submits the plan to the approval of the Vice-Ministerial Meeting (Tabla 2, GRCM a)."""
    first = next((e for e in facts.organs.events if e.step == S.RECOMMENDED and e.body == "GRCM"), None)
    short = _("No recommendation recorded")
    if first:
        short = _("Recommended on %(day)s") % {"day": day_words(first.on)} if first.on else _("Recommended")
    answer = maths.holds(bool(first) or None)
    return Finding(answer, short, tuple(event_fact(facts, e) for e in [first] if e))


def informed(facts: Facts, _body: Body, year: Year) -> Finding:
    """The Vice-Ministerial Meeting is informed of the plan, by the PPT and the SE (Tabla 2, GRCM c)."""
    span = year.calendar
    held = held_by(facts, "RVM", span)
    given = [p for p in given_in(facts, Presentation.Kind.ANNUAL_REPORT, span) if p.meeting_id]
    answer = maths.by_the_end(len(given), 1, span, facts.now)
    there = {p.meeting_id for p in given}
    short = _("No report to the RVM recorded in %(year)s") % {"year": year.number}
    if given:
        short = _("Informed on %(day)s") % {"day": day_words(given[-1].on)}
    told = [
        meeting_fact(m, _("report presented") if m.pk in there else _("no report recorded")) for m in held
    ]
    ppt = facts.body("PPT")
    way = Fact(
        _("Record the report that was presented"), record_url(year, ppt, "ANNUAL_REPORT") if ppt else ""
    )
    return Finding(answer, short, tuple(told), due_on=span.ends_on, mend=to_mend(answer, way))


def aspects(facts: Facts, _body: Body, year: Year) -> Finding:
    """Critical aspects are identified in the year, and each that is open has a strategy (GRCM d)."""
    if year.plan is None:
        return no_plan_year(year)
    mine = facts.organs.aspects
    found = [a for a in mine if a.on in year.plan]
    bare = [a for a in mine if a.addressed and not a.has_strategy]
    answer = maths.by_the_end(len(found), 1, year.plan, facts.now)
    if bare and facts.now.as_of == facts.today and facts.today in year.plan:
        answer = maths.worst(answer, facts.now.before(year.plan.ends_on))
    short = ngettext(
        "%(count)s critical aspect identified in the year",
        "%(count)s critical aspects identified in the year",
        len(found),
    ) % {"count": len(found)}
    url = in_plan(facts, "monitoring:critical_aspects")
    told = [Fact(short, url)]
    if bare:
        said = ngettext("%(count)s without a strategy", "%(count)s without a strategy", len(bare))
        told.append(Fact(said % {"count": len(bare)}, url))
    way = Fact(_("Write down the critical aspects and their strategies"), url)
    return Finding(answer, short, tuple(told), due_on=year.plan.ends_on, mend=to_mend(answer, way))


def plan_reviewed(facts: Facts, body: Body, year: Year) -> Finding:
    """The RCGM reviews and updates the plan each year, «so that the activities stay relevant» (GRCM e)."""
    if year.plan is None:
        return no_plan_year(year)
    noted = given_in(facts, Presentation.Kind.PLAN_REVIEW, year.plan)
    steps = {S.ENDORSED, S.RECOMMENDED}
    moved = [e for e in facts.organs.events if e.body == "GRCM" and e.step in steps and e.on in year.plan]
    days = sorted([*(p.on for p in noted), *(e.on for e in moved if e.on)])
    answer = maths.by_the_end(len(days), 1, year.plan, facts.now)
    short = _("No review of the plan recorded in the year")
    if days:
        short = _("Reviewed on %(day)s") % {"day": day_words(days[-1])}
    told = [Fact(cited_words(p), on=p.on) for p in noted] + [event_fact(facts, e) for e in moved]
    way = Fact(_("Record the review of the plan"), record_url(year, body, "PLAN_REVIEWED"))
    return Finding(answer, short, tuple(told), due_on=year.plan.ends_on, mend=to_mend(answer, way))


def next_plan(facts: Facts, _body: Body, _year: Year) -> Finding:
    """Before the plan ends, the countries settle its changes or the next three years (§4.2, last §)."""
    ends = [year.plan.ends_on for year in facts.years if year.plan]
    last, done = (max(ends) if ends else None), facts.organs.next_plan
    answer = maths.by_the_day(done, last, facts.now)
    short = _("No later plan recommended or approved yet")
    if done:
        short = _("Settled on %(day)s") % {"day": day_words(done)}
    told = (Fact(_("Last day of the plan"), plan_url(facts), last),) if last else ()
    return Finding(answer, short, told, due_on=last)


def _step(facts: Facts, version: int, step: str, body: str) -> EventFact | None:
    mine = (e for e in facts.organs.events if e.version == version and e.step == step)
    return next((e for e in mine if e.body in {body, ""}), None)


def _versions(facts: Facts, mine: dict[int, EventFact | None], none: str, said: str) -> Finding:
    """Answer what is asked of every version that came into force."""
    if not mine:
        return Finding(Answer.NO_DATA, none)
    done = [event for event in mine.values() if event]
    counted = {"done": len(done), "of": len(mine), "said": said}
    versions = ngettext(
        "%(done)s of %(of)s version %(said)s", "%(done)s of %(of)s versions %(said)s", len(mine)
    )
    answer = maths.holds(len(done) == len(mine))
    return Finding(answer, versions % counted, tuple(event_fact(facts, e) for e in done))
