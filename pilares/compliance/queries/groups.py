"""What the text asks of each working group (§1.5, §3.9, §3.10, §4.1, §4.2), and how each rule is answered."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilares.compliance import maths
from pilares.compliance.maths import Answer, Span
from pilares.compliance.models import Presentation
from pilares.compliance.queries.facts import ActivityFact, Facts
from pilares.compliance.queries.rules import Fact, Finding
from pilares.compliance.queries.words import (
    activity_fact,
    address,
    day_words,
    edit_url,
    held_by,
    in_plan,
    meeting_fact,
    no_plan_year,
    record_url,
    step_words,
    to_mend,
)
from pilares.compliance.queries.years import Year
from pilares.meetings.models import Mandate
from pilares.meetings.queries import count_in
from pilares.monitoring.access import why_not_one_more_priority
from pilares.monitoring.queries.values import year_words
from pilares.people.models import Body
from pilares.plans.models import Parameters

#: the steps of a group's plan by which its activities of a year are chosen (§3.9)
CHOOSING = frozenset({"review", "present", "endorse", "enter_force", "close_review"})
STANDS = frozenset({"endorse", "enter_force"})


def ad_hoc(body: Body) -> bool:
    """Whether a group stands outside the plan's own count (nota 8)."""
    return body.kind == Body.Kind.AD_HOC


def outside() -> Finding:
    """Return the answer for an ad hoc group where the rule speaks of the plan's own groups (nota 8)."""
    return Finding(Answer.NOT_APPLICABLE, _("Ad hoc groups stand outside this rule (note 8)"))


def rows_of(facts: Facts, body: Body) -> tuple[ActivityFact, ...]:
    """Return the group's rows of the matrix that the reader may see."""
    return facts.activities.get(body.pk, ())


def plan_way(facts: Facts, body: Body, text: str) -> Fact:
    """Return where the group's plan is worked on."""
    return Fact(text, in_plan(facts, "monitoring:group_plan", body.slug))


# --- The plan of the group ---------------------------------------------------------------------------------


def most_priority(facts: Facts, body: Body, _year: Year) -> Finding:
    """«Un máximo de tres actividades» (§3.9): the check that refuses a fourth answers here as well."""
    if ad_hoc(body):
        return outside()
    chosen = [row for row in rows_of(facts, body) if row.slot]
    taken, most = len(chosen), facts.parameters.priority_activities
    said = ngettext(
        "%(taken)s of at most %(most)s activity", "%(taken)s of at most %(most)s activities", most
    )
    short = said % {"taken": taken, "most": most}
    refusal = why_not_one_more_priority(body, facts.plan, taken=most)
    code = refusal.code if refusal else ""
    if facts.now.as_of != facts.today:
        return Finding(Answer.NO_DATA, _("Not known as of that day"), code=code)
    answer = maths.holds(why_not_one_more_priority(body, facts.plan, taken=taken - 1) is None)
    return Finding(
        answer,
        short,
        tuple(Fact(row.code, address("monitoring:activity", row.code)) for row in chosen),
        mend=to_mend(answer, plan_way(facts, body, _("Return activities to the candidates"))),
        code=code,
    )


def three_year_plan(facts: Facts, body: Body, _year: Year) -> Finding:
    """The group's plan is defined for the plan's period, and the RCGM has it by its first year's end."""
    if ad_hoc(body):
        return outside()
    stands = next((step for step in facts.steps.get(body.pk, ()) if step.verb in STANDS), None)
    first = facts.years[0].plan if facts.years else None
    answer = maths.by_the_day(stands.on if stands else None, first.ends_on if first else None, facts.now)
    wanted = facts.parameters.years
    covered = [n for n in range(1, wanted + 1) if any(n in row.years for row in rows_of(facts, body))]
    known = tuple(
        Fact(
            _("%(year)s: %(count)s")
            % {"year": year_words(n), "count": sum(1 for r in rows_of(facts, body) if n in r.years)}
        )
        for n in range(1, wanted + 1)
    )
    short = _("No plan endorsed by the RCGM yet")
    if stands:
        short = _("Plan since %(day)s, with activities in %(covered)s of %(wanted)s years") % {
            "day": day_words(stands.on),
            "covered": len(covered),
            "wanted": wanted,
        }
    return Finding(
        answer,
        short,
        known,
        due_on=first.ends_on if first else None,
        mend=to_mend(
            answer, plan_way(facts, body, _("Review the draft, present it and record the RCGM's decision"))
        ),
    )


def prioritised(facts: Facts, body: Body, year: Year) -> Finding:
    """Each year the countries choose which themes and activities the group's plan includes (§3.9)."""
    if ad_hoc(body):
        return outside()
    if year.plan is None:
        return no_plan_year(year)
    chosen = [s for s in facts.steps.get(body.pk, ()) if s.verb in CHOOSING and s.on in year.plan]
    answer = maths.by_the_end(len(chosen), 1, year.plan, facts.now)
    last = chosen[-1].on if chosen else None
    short = _("Chosen on %(day)s") % {"day": day_words(last)} if last else _("No choice recorded in the year")
    return Finding(
        answer,
        short,
        tuple(
            Fact(step_words(step.verb), in_plan(facts, "monitoring:group_plan", body.slug), step.on)
            for step in chosen
        ),
        due_on=year.plan.ends_on,
        mend=to_mend(
            answer, plan_way(facts, body, _("Review and present the plan, or close the yearly review"))
        ),
    )


def themes(facts: Facts, body: Body, year: Year) -> Finding:
    """Every activity stands under a theme of the plan and its pillar (§3.10 a): none only proposed."""
    return _every(
        facts,
        body,
        year,
        lambda row: [] if row.placed and not row.proposed else [_theme_problem(row)],
        _("under a theme of the plan"),
    )


def results(facts: Facts, body: Body, year: Year) -> Finding:
    """Every activity has expected results and indicators, and they are in the matrix (§3.9, §4.1)."""

    def missing(row: ActivityFact) -> list[str]:
        return [
            *([] if row.has_result else [_("expected result")]),
            *([] if row.has_indicator else [_("indicator")]),
        ]

    return _every(facts, body, year, missing, _("with result and indicator"))


def eight_fields(facts: Facts, body: Body, year: Year) -> Finding:
    """Every activity has the eight items of §4.2; a state is asked for once its first year has begun."""
    begun = {y.plan_number for y in facts.years if y.plan and y.plan.starts_on <= facts.now.as_of}
    return _every(facts, body, year, lambda row: missing_items(row, begun), _("with the eight items"))


#: the eight items of §4.2, in its order
ITEMS = (
    gettext_lazy("programmatic pillar"),
    gettext_lazy("theme"),
    gettext_lazy("activity"),
    gettext_lazy("indicators and who measures them"),
    gettext_lazy("responsible party"),
    gettext_lazy("deadline to monitor"),
    gettext_lazy("status"),
    gettext_lazy("assumptions or risks"),
)


def missing_items(row: ActivityFact, begun: "set[int | None]") -> "list[str | Promise]":
    """Return which of the eight items of §4.2 an activity lacks, in words."""
    to_come = bool(row.years) and bool(begun) and not begun & set(row.years)
    there = (
        row.placed,
        row.placed,
        bool(row.code),
        row.led,
        row.has_party,
        row.monitored_by is not None or row.dated,
        bool(row.state) or to_come,
        row.has_risk,
    )
    return [words for found, words in zip(there, ITEMS, strict=True) if not found]


def _every(
    facts: Facts,
    body: Body,
    year: Year,
    missing: "Callable[[ActivityFact], Sequence[str | Promise]]",
    said: str,
) -> Finding:
    """Answer what is asked of every activity, until the year's end: the register serves its review (§4.2)."""
    rows = rows_of(facts, body)
    lacking = [(row, found) for row in rows if (found := missing(row))]
    complete = len(rows) - len(lacking)
    answer = maths.all_of(complete, len(rows), year.plan, facts.now, facts.today)
    known = facts.now.as_of == facts.today and (year.plan is None or facts.today in year.plan)
    if not rows:
        short = _("No activity prioritised yet")
    elif known:
        counted = {"complete": complete, "of": len(rows), "said": said}
        short = _("%(complete)s of %(of)s %(said)s") % counted
    else:
        short = _("Not known as of that day")
    named = lacking if known and facts.in_full else []
    told = tuple(activity_fact(row.code, ", ".join(map(str, found))) for row, found in named)
    complete_them = _("Complete %(code)s")
    mend = [Fact(complete_them % {"code": row.code}, edit_url(row.code)) for row, _f in named]
    return Finding(
        answer,
        short,
        told,
        due_on=year.plan.ends_on if year.plan else None,
        mend=to_mend(answer, *mend),
    )


# --- Its work in a year ------------------------------------------------------------------------------------


def span_of_meetings(facts: Facts, year: Year) -> Span | None:
    """Return the year in which meetings are counted: the plan's parameter says which (§3.10 e)."""
    of_plan = facts.parameters.meetings_year == Parameters.MeetingsYear.PLAN_YEAR
    return year.plan if of_plan else year.calendar


def meetings(facts: Facts, body: Body, year: Year) -> Finding:
    """«Al menos, dos reuniones anuales» (§3.10 e), in the year that the setting says."""
    span, wanted = span_of_meetings(facts, year), facts.parameters.meetings_a_year
    if span is None:
        return no_plan_year(year)
    count = count_in(facts.meetings.get(body.pk, ()), span.starts_on, min(span.ends_on, facts.now.as_of))
    ahead = count_in(facts.meetings.get(body.pk, ()), span.starts_on, span.ends_on).convened
    held = count.number
    answer = maths.by_the_end(held, wanted, span, facts.now)
    said = ngettext(
        "%(held)s of %(wanted)s meeting in %(year)s", "%(held)s of %(wanted)s meetings in %(year)s", wanted
    )
    line = ngettext(
        "%(group)s held %(held)s of the %(wanted)s yearly meeting",
        "%(group)s held %(held)s of the %(wanted)s yearly meetings",
        wanted,
    )
    told = {"held": held, "wanted": wanted, "year": year.number, "group": body.short.text}
    return Finding(
        answer,
        said % told,
        (
            *(meeting_fact(m, _("held")) for m in count.held),
            *(meeting_fact(m, _("convened")) for m in ahead),
        ),
        due_on=span.ends_on,
        mend=to_mend(answer, Fact(_("Convene a meeting of the group"), address("meetings:convene"))),
        line=line % told,
    )


def reviewed(facts: Facts, body: Body, year: Year) -> Finding:
    """«Una revisión, actualización y evaluación de los resultados alcanzados anualmente» (§1.5, §3.10)."""
    if ad_hoc(body):
        return outside()
    if year.plan is None or year.plan_number is None:
        return no_plan_year(year)
    number = str(year.plan_number)
    mine = [s for s in facts.steps.get(body.pk, ()) if s.note == number]
    closed = next((s for s in mine if s.verb == "close_review"), None)
    opened = next((s for s in mine if s.verb == "open_review"), None)
    answer = maths.by_the_day(closed.on if closed else None, year.plan.ends_on, facts.now)
    if year.plan.starts_on > facts.now.as_of:
        answer = Answer.NOT_YET_DUE
    short = _("No review of the %(year)s yet") % {"year": year_words(year.plan_number)}
    if closed:
        short = _("Review closed on %(day)s") % {"day": day_words(closed.on)}
    elif opened:
        short = _("Review open since %(day)s") % {"day": day_words(opened.on)}
    url = in_plan(facts, "monitoring:group_plan", body.slug)
    told = [Fact(step_words(s.verb), url, s.on) for s in (opened, closed) if s]
    way = _("Close the yearly review") if opened else _("Open the yearly review")
    return Finding(
        answer, short, tuple(told), due_on=year.plan.ends_on, mend=to_mend(answer, plan_way(facts, body, way))
    )


def reported(facts: Facts, body: Body, year: Year) -> Finding:
    """The group presents its work reports to the RCGM (§3.10 b): at one meeting of the year at least.

    The text does not say how often; the meetings of the RCGM set the rhythm (documented default).
    """
    span = year.calendar
    held = held_by(facts, "GRCM", span)
    given = [
        p for p in facts.presentations.get((Presentation.Kind.GROUP_REPORT, body.pk), ()) if p.on in span
    ]
    answer = maths.by_the_end(len(given), 1, span, facts.now)
    there = {p.meeting_id for p in given}
    short = _("No report to the RCGM recorded in %(year)s") % {"year": year.number}
    if given:
        short = _("Reported to the RCGM on %(day)s") % {"day": day_words(given[-1].on)}
    told = [
        meeting_fact(m, _("report presented") if m.pk in there else _("no report recorded")) for m in held
    ]
    record = record_url(year, body, "REPORT_TO_RCGM")
    return Finding(
        answer,
        short,
        tuple(told),
        due_on=span.ends_on,
        mend=to_mend(answer, Fact(_("Record the report that was presented"), record)),
    )


def mandate(facts: Facts, body: Body, _year: Year) -> Finding:
    """«Un mandato específico, resultados esperados y un plazo determinado» that can be extended (§3.10)."""
    term = _last_term(facts.mandates.get(body.pk, ()), facts.now.as_of)
    way = Fact(_("Record the mandate or its extension"), address("meetings:mandates"))
    if term is None:
        return Finding(Answer.NO_DATA, _("No mandate recorded"), mend=(way,))
    answer = maths.while_it_lasts(term.starts_on, term.ends_on, facts.now)
    short = _("No end is recorded.")
    if term.ends_on:
        said = _("Expired on %(day)s") if term.ends_on < facts.now.as_of else _("In force until %(day)s")
        short = said % {"day": day_words(term.ends_on)}
    told = [Fact(_("Start of the term"), on=term.starts_on), Fact(_("End of the term"), on=term.ends_on)]
    url = in_plan(facts, "monitoring:group", body.slug)
    known = tuple(Fact(fact.text, url, fact.on) for fact in told if fact.on)
    return Finding(answer, short, known, due_on=term.ends_on, mend=to_mend(answer, way))


def members_only(facts: Facts, body: Body, _year: Year) -> Finding:
    """The groups are made of officials of the Member Countries (§3.10): a seat is a Member Country's."""
    seats = facts.seats.get(body.pk, ())
    if not seats:
        way = Fact(_("Record who sits in the group"), address("people:seats"))
        return Finding(Answer.NO_DATA, _("No seat recorded"), mend=(way,))
    countries = {seat.country_id for seat in seats}
    foreign = countries - facts.organs.members
    short = ngettext(
        "%(count)s country with a recorded seat", "%(count)s countries with a recorded seat", len(countries)
    ) % {"count": len(countries)}
    answer = maths.holds(not foreign)
    way = Fact(_("Record who sits in the group"), address("people:seats"))
    return Finding(
        answer,
        short,
        (Fact(_("Members of the group"), in_plan(facts, "monitoring:group", body.slug)),),
        mend=to_mend(answer, way),
    )


def open_work_only(facts: Facts, body: Body, _year: Year) -> Finding:
    """Observers and the RNCOM take part in open work alone (§3.10): no seat, and no office of the group."""
    wrong = facts.organs.outsiders.get(body.pk, 0)
    answer = maths.holds(wrong == 0)
    short = _("Nobody but Member Countries holds an office of the group")
    if wrong:
        said = ngettext(
            "%(count)s office of the group is not of a Member Country",
            "%(count)s offices of the group are not of a Member Country",
            wrong,
        )
        short = said % {"count": wrong}
    way = Fact(_("End the office"), address("people:people"))
    return Finding(answer, short, mend=to_mend(answer, way))


def _last_term(terms: "tuple[Mandate, ...]", as_of: date) -> Mandate | None:
    """Return the term in force on a day or, without one, the last that began before it."""
    begun = [t for t in terms if t.starts_on is None or t.starts_on <= as_of]
    return max(begun, key=lambda t: (t.starts_on or date.min, t.pk), default=None)


def _theme_problem(row: ActivityFact) -> str:
    return _("theme only proposed") if row.placed else _("no theme")
