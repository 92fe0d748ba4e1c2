"""What the text asks of the organs (§1.5, §1.6 Tabla 2, §4.2, nota 4), and how each rule is answered."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.compliance import maths
from pilares.compliance.maths import Answer, Span
from pilares.compliance.models import Presentation
from pilares.compliance.queries.facts import Facts
from pilares.compliance.queries.organ_facts import EventFact
from pilares.compliance.queries.rules import Fact, Finding
from pilares.compliance.queries.words import (
    day_words,
    decision_url,
    edit_url,
    held_by,
    meeting_fact,
    record_url,
    to_mend,
)
from pilares.compliance.queries.years import Year
from pilares.monitoring.queries.ways import address
from pilares.people.models import Body
from pilares.plans.models import VersionEvent

S = VersionEvent.Step


def no_plan_year(year: Year) -> Finding:
    """Return the answer where nobody recorded a year of the plan that ends in this one."""
    said = _("No year of the plan that ends in %(year)s is recorded") % {"year": year.number}
    return Finding(Answer.NO_DATA, said)


def plan_url(facts: Facts) -> str:
    """Return the page of the plan."""
    return address("plans:plan", facts.plan.period)


# --- Vice-Ministerial Meeting ------------------------------------------------------------------------------


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


# --- RCGM --------------------------------------------------------------------------------------------------


def proposed(facts: Facts, _body: Body, _year: Year) -> Finding:
    """The RCGM submits the plan to the approval of the Vice-Ministerial Meeting (Tabla 2, GRCM a)."""
    first = next((e for e in facts.organs.events if e.step == S.RECOMMENDED and e.body == "GRCM"), None)
    short = _("No recommendation recorded")
    if first:
        short = _("Recommended on %(day)s") % {"day": day_words(first.on)} if first.on else _("Recommended")
    answer = maths.holds(bool(first) or None)
    return Finding(answer, short, tuple(_event(facts, e) for e in [first] if e))


def informed(facts: Facts, _body: Body, year: Year) -> Finding:
    """The Vice-Ministerial Meeting is informed of the plan, by the PPT and the SE (Tabla 2, GRCM c)."""
    span = year.calendar
    held = held_by(facts, "RVM", span)
    given = [p for p in _given(facts, Presentation.Kind.ANNUAL_REPORT, span) if p.meeting_id]
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
    url = address("monitoring:critical_aspects")
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
    noted = _given(facts, Presentation.Kind.PLAN_REVIEW, year.plan)
    steps = {S.ENDORSED, S.RECOMMENDED}
    moved = [e for e in facts.organs.events if e.body == "GRCM" and e.step in steps and e.on in year.plan]
    days = sorted([*(p.on for p in noted), *(e.on for e in moved if e.on)])
    answer = maths.by_the_end(len(days), 1, year.plan, facts.now)
    short = _("No review of the plan recorded in the year")
    if days:
        short = _("Reviewed on %(day)s") % {"day": day_words(days[-1])}
    told = [Fact(_cited(p), on=p.on) for p in noted] + [_event(facts, e) for e in moved]
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


# --- Presidency and Troika ---------------------------------------------------------------------------------


def annual_report(facts: Facts, body: Body, year: Year) -> Finding:
    """The annual report is prepared, and it includes a, b and c (§4.2)."""
    mine = facts.presentations.get((Presentation.Kind.ANNUAL_REPORT, body.pk), ())
    given = [p for p in mine if p.year == year.number]
    letters = sorted({letter for p in given for letter in p.letters})
    wanted = Presentation.LETTERS
    answer = maths.by_the_end(len(letters), len(wanted), year.calendar, facts.now)
    short = _("No annual report recorded for %(year)s") % {"year": year.number}
    if given:
        said = {"letters": ", ".join(letters) or "–", "wanted": ", ".join(wanted)}
        short = _("Report with %(letters)s of %(wanted)s") % said
    told = tuple(Fact(_cited(p) or _("Report finished"), on=p.on) for p in given)
    way = Fact(_("Record the annual report"), record_url(year, body, "ANNUAL_REPORT"))
    return Finding(answer, short, told, due_on=year.calendar.ends_on, mend=to_mend(answer, way))


def presided(facts: Facts, _body: Body, _year: Year) -> Finding:
    """The presidency leads the groups (§3.10): it is known which country presides, and who acts for it."""
    current = facts.organs.troika.current
    register = address("people:presidencies")
    if current is None:
        way = Fact(_("Record the presidency"), register)
        return Finding(Answer.NO_DATA, _("It is not recorded who presides"), mend=(way,))
    answer = maths.holds(facts.organs.presided)
    country = current.name.text
    short = _("%(country)s presides") % {"country": country}
    if not facts.organs.presided:
        short = _("%(country)s presides; nobody holds the office yet") % {"country": country}
    way = Fact(_("Invite the people of the presidency"), address("people:people"))
    return Finding(answer, short, (Fact(short, address("people:actors")),), mend=to_mend(answer, way))


def troika(facts: Facts, _body: Body, _year: Year) -> Finding:
    """The Troika is made of the outgoing, the current and the incoming presidency (nota 4)."""
    three = facts.organs.troika
    known = [c for c in (three.outgoing, three.current, three.incoming) if c]
    short = _("%(known)s of 3 presidencies known") % {"known": len(known)}
    told = tuple(
        Fact(f"{label}: {country.name.text if country else _('not recorded')}")
        for label, country in (
            (_("Outgoing"), three.outgoing),
            (_("Current"), three.current),
            (_("Incoming"), three.incoming),
        )
    )
    answer = maths.holds(len(known) == len(told) or None)
    way = Fact(_("Record the presidency"), address("people:presidencies"))
    return Finding(answer, short, told, mend=to_mend(answer, way))


# --- Secretariat and focal points --------------------------------------------------------------------------


def register(facts: Facts, _body: Body, year: Year) -> Finding:
    """The register says of each activity in which years of the plan it is worked on (§4.2)."""
    rows = [row for rows in facts.activities.values() for row in rows]
    undated = [row for row in rows if not row.years]
    complete = len(rows) - len(undated)
    answer = maths.all_of(complete, len(rows), year.plan, facts.now, facts.today)
    short = _("No activity in the register yet")
    if rows:
        said = _("%(complete)s of %(of)s activities with the years in which they are worked on")
        short = said % {"complete": complete, "of": len(rows)}
    if facts.now.as_of != facts.today or (year.plan and facts.today not in year.plan):
        short, undated = _("Known of today only"), []
    told = [Fact(row.code, address("monitoring:activity", row.code)) for row in undated]
    mend = [Fact(_("Complete %(code)s") % {"code": row.code}, edit_url(row.code)) for row in undated]
    due = year.plan.ends_on if year.plan else None
    return Finding(answer, short, tuple(told), due_on=due, mend=to_mend(answer, *mend))


def matrix_updated(facts: Facts, _body: Body, year: Year) -> Finding:
    """The follow-up matrix is kept up to date (§4.2): something in it was changed in the year."""
    if year.plan is None:
        return no_plan_year(year)
    days = [day for day in facts.organs.updates if day in year.plan]
    answer = maths.by_the_end(len(days), 1, year.plan, facts.now)
    short = _("No change in the year")
    if days:
        short = _("Last changed on %(day)s") % {"day": day_words(days[-1])}
    told = (Fact(short, address("matrix:matrix")),)
    way = Fact(_("Update the matrix"), address("matrix:matrix"))
    return Finding(answer, short, told, due_on=year.plan.ends_on, mend=to_mend(answer, way))


def commitments(facts: Facts, _body: Body, year: Year) -> Finding:
    """What was entrusted with a deadline in the year is fulfilled, or said to be without effect (SE a)."""
    mine = [c for c in facts.organs.commitments if c.due_on in year.calendar]
    if not mine:
        said = _("No decision with a deadline in %(year)s is recorded") % {"year": year.number}
        return Finding(Answer.NOT_APPLICABLE, said)
    if facts.now.as_of != facts.today:
        return Finding(Answer.NO_DATA, _("Known of today only"))
    waiting = [c for c in mine if not c.settled]
    answer = maths.worst(Answer.MET, *(facts.now.before(c.due_on) for c in waiting))
    said = ngettext(
        "%(done)s of %(of)s decision fulfilled", "%(done)s of %(of)s decisions fulfilled", len(mine)
    )
    short = said % {"done": len(mine) - len(waiting), "of": len(mine)}
    told = tuple(Fact(c.citation, decision_url(c.meeting, c.paragraph), c.due_on) for c in waiting)
    due = min((c.due_on for c in waiting), default=None)
    words = _("Record the follow-up of %(decision)s")
    mend = [Fact(words % {"decision": c.citation}, decision_url(c.meeting, c.paragraph)) for c in waiting]
    return Finding(answer, short, told, due_on=due, mend=to_mend(answer, *mend))


def focal_points(facts: Facts, _body: Body, _year: Year) -> Finding:
    """Each Member Country has a designated focal point (Tabla 2, Puntos Focales).

    One that this register does not hold may be designated all the same: that is no answer.
    """
    of, known = facts.organs.members, facts.organs.focal
    short = _("%(known)s of %(of)s countries with a focal point in the register")
    short %= {"known": len(known), "of": len(of)}
    answer = maths.holds((bool(of) and len(known) == len(of)) or None)
    way = Fact(_("Invite the focal points"), address("people:people"))
    told = (Fact(short, address("people:actors")),)
    return Finding(answer, short, told, mend=to_mend(answer, way))


def inputs(facts: Facts, _body: Body, year: Year) -> Finding:
    """What civil society contributes is considered, and answered, within the year (Tabla 2, RROCM)."""
    mine = [one for one in facts.organs.inputs if one.year == year.number]
    if not mine:
        said = _("No input received in %(year)s") % {"year": year.number}
        return Finding(Answer.NOT_APPLICABLE, said)
    done = sum(one.answered for one in mine)
    answer = maths.by_the_end(done, len(mine), year.calendar, facts.now)
    said = ngettext("%(done)s of %(of)s input answered", "%(done)s of %(of)s inputs answered", len(mine))
    short, url = said % {"done": done, "of": len(mine)}, address("consensus:inputs")
    told = tuple(Fact(one.reference, url) for one in mine if not one.answered)
    way = Fact(_("Answer the inputs"), url)
    return Finding(answer, short, told, due_on=year.calendar.ends_on, mend=to_mend(answer, way))


# --- What several share ------------------------------------------------------------------------------------


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
    return Finding(answer, versions % counted, tuple(_event(facts, e) for e in done))


def _event(facts: Facts, event: EventFact) -> Fact:
    label = str(S(event.step).label) if event.step in S.values else event.step
    told = [_("Version %(number)s") % {"number": event.version}, label, event.citation]
    return Fact(" · ".join(part for part in told if part), plan_url(facts), event.on)


def _given(facts: Facts, kind: str, span: Span) -> list[Presentation]:
    rows = [row for (of, _body), found in facts.presentations.items() if of == kind for row in found]
    return sorted((row for row in rows if row.on in span), key=lambda row: (row.on or date.min, row.pk))


def _cited(row: Presentation) -> str:
    """Return the decision or the meeting of a record; members read both."""
    if row.decision:
        return row.decision.citation
    return row.meeting.code if row.meeting else row.note
