"""What the text asks of the Secretariat, the focal points and civil society (Tabla 2, §4.2, nota 6)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.compliance import maths
from pilares.compliance.maths import Answer
from pilares.compliance.queries.facts import Facts
from pilares.compliance.queries.rules import Fact, Finding
from pilares.compliance.queries.words import (
    address,
    day_words,
    decision_url,
    edit_url,
    event_fact,
    in_plan,
    no_plan_year,
    plan_url,
    to_mend,
)
from pilares.compliance.queries.years import Year
from pilares.people.models import Body
from pilares.plans.models import VersionEvent

S = VersionEvent.Step


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
        short, undated = _("Not known as of that day"), []
    named = undated if facts.in_full else []
    told = [Fact(row.code, address("monitoring:activity", row.code)) for row in named]
    mend = [Fact(_("Complete %(code)s") % {"code": row.code}, edit_url(row.code)) for row in named]
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
    told = (Fact(short, in_plan(facts, "matrix:matrix")),)
    way = Fact(_("Update the matrix"), in_plan(facts, "matrix:matrix"))
    return Finding(answer, short, told, due_on=year.plan.ends_on, mend=to_mend(answer, way))


def commitments(facts: Facts, _body: Body, year: Year) -> Finding:
    """What was entrusted with a deadline in the year is fulfilled, or said to be without effect (SE a)."""
    mine = [c for c in facts.organs.commitments if c.due_on in year.calendar]
    if not mine:
        said = _("No decision with a deadline in %(year)s is recorded") % {"year": year.number}
        return Finding(Answer.NOT_APPLICABLE, said)
    if facts.now.as_of != facts.today:
        return Finding(Answer.NO_DATA, _("Not known as of that day"))
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


def charter_reflected(facts: Facts, _body: Body, year: Year) -> Finding:
    """A change of the Charter is reflected in the plan (nota 6), by the year's review of the plan.

    The note sets no day; the review of the year of the plan does (documented default).
    """
    since = facts.organs.charter_changed_on
    if since is None:
        return Finding(Answer.NOT_APPLICABLE, _("No change of the Charter is recorded"))
    if year.plan is None:
        return no_plan_year(year)
    if since > year.plan.ends_on:
        return Finding(Answer.NOT_APPLICABLE, _("The Charter changed later"))
    after = [e for e in facts.organs.events if e.step in {S.APPROVED, S.IN_FORCE} and e.on and e.on >= since]
    answer = maths.by_the_end(len(after), 1, year.plan, facts.now)
    short = _("The Charter changed on %(day)s") % {"day": day_words(since)}
    way = Fact(_("Reflect the change in a version of the plan"), plan_url(facts))
    told = (Fact(short, address("plans:library")), *(event_fact(facts, e) for e in after))
    return Finding(answer, short, told, due_on=year.plan.ends_on, mend=to_mend(answer, way))


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
    short, url = said % {"done": done, "of": len(mine)}, in_plan(facts, "consensus:inputs")
    told = tuple(Fact(one.reference, url) for one in mine if not one.answered)
    way = Fact(_("Answer the inputs"), url)
    return Finding(answer, short, told, due_on=year.calendar.ends_on, mend=to_mend(answer, way))
