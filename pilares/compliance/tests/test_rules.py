"""Each rule of the plan on facts of one's own: met, due soon, not yet due and not met at its borders."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from pilares.compliance.maths import Answer, Moment, Span
from pilares.compliance.models import Presentation
from pilares.compliance.queries import RULES, Facts, judge
from pilares.compliance.queries.facts import ActivityFact, StepFact
from pilares.compliance.queries.organ_facts import (
    AspectFact,
    CommitmentFact,
    EventFact,
    InputFact,
    OrganFacts,
    YearPlanFact,
)
from pilares.compliance.queries.unanswered import NOT_ANSWERED
from pilares.compliance.queries.years import Year
from pilares.core.bilingual import Wording
from pilares.meetings.models import Mandate
from pilares.meetings.queries import MeetingFact
from pilares.monitoring.queries.names import Register
from pilares.people.models import Body, Country, Seat
from pilares.people.models.presidencies import Troika
from pilares.plans.models import Document, Parameters

MET, NOT_MET, SOON = Answer.MET, Answer.NOT_MET, Answer.DUE_SOON
LATER, UNKNOWN, OUTSIDE = Answer.NOT_YET_DUE, Answer.NO_DATA, Answer.NOT_APPLICABLE
CODES = ("PROT", "EXTRA", "RVM", "GRCM", "PPT", "TROIKA", "SE", "PF", "TRIPARTITO")
KINDS = {"PROT": "group", "EXTRA": "ad_hoc"}
BODIES = {
    code: Body(pk=n, code=code, kind=KINDS.get(code, "organ"), short_es=code, slug_es=code.lower())
    for n, code in enumerate(CODES, 1)
}
PROT, GRCM, RVM, PPT = (BODIES[code].pk for code in ("PROT", "GRCM", "RVM", "PPT"))
YEARS = tuple(
    Year(
        number,
        Span(date(number, 1, 1), date(number, 12, 31)),
        number - 2019,
        Span(date(number - 1, 11, 15), date(number, 11, 14)),
        "México",
        Span(date(number, 1, 1), date(number, 12, 31)),
    )
    for number in (2020, 2021, 2022)
)
OF_2021 = YEARS[1]
WHOLE = ActivityFact(
    code="PROT-A1", group=PROT, slot=1, in_force=True, state="in_process", state_on=None, placed=True,
    proposed=False, has_result=True, has_indicator=True, led=True, dated=True, measurable=True,
    has_party=True, has_risk=True, monitored_by=None, years=(2,),
)  # fmt: skip
MEXICO, OTHER = Country(code="MX", name_es="México"), Country(code="XX", name_es="Otro")
NOTHING = OrganFacts(
    troika=Troika(None, None, None), presided=False, members=frozenset({"MX", "GT"}), focal=frozenset(),
    outsiders={}, in_force=(), events=(), next_plan=None, commitments=(), aspects=(), inputs=(),
    year_plans=(), charter_changed_on=None, updates=(),
)  # fmt: skip


def moment(day: date) -> dict:
    return {"now": Moment(day, timedelta(days=120)), "today": day}


def world(**changes) -> Facts:
    """Return a plan of which nothing is recorded but its years, on 15 October 2021."""
    plan = Document(pk=1, period="2019-2022")
    plan.shown_version = 1
    empty = Facts(
        plan=plan, parameters=Parameters(document=plan), user=AnonymousUser(), years=YEARS,
        **moment(date(2021, 10, 15)),
        bodies=tuple(BODIES.values()), activities={}, statuses={}, steps={}, meetings={}, mandates={},
        seats={}, presentations={}, explanations={}, organs=NOTHING, register=Register({}, {}),
    )  # fmt: skip
    organs = {name: changes.pop(name) for name in tuple(changes) if hasattr(NOTHING, name)}
    day = changes.pop("day", None)
    return replace(empty, organs=replace(NOTHING, **organs), **(moment(day) if day else {}), **changes)


def ask(code: str, body: str, facts: Facts, year: Year = OF_2021):
    rule = next(rule for rule in RULES if rule.code == code)
    assert rule.binds(BODIES[body])
    return judge(rule, facts, BODIES[body], year)


def rows(*changes: dict) -> dict:
    return {PROT: tuple(replace(WHOLE, **change) for change in changes)}


def steps(*verbs: tuple[str, date, str]) -> dict:
    return {PROT: tuple(StepFact(*verb) for verb in verbs)}


def met(body: int, *days: date, status: str = "held") -> dict:
    name = Wording("", "es")
    return {
        body: tuple(
            MeetingFact(n, f"M-{n}", name, day, status, "", "members", joint=False, illustrative=True)
            for n, day in enumerate(days)
        )
    }


def given(kind: str, body: int, on: date, **columns) -> dict:
    at = datetime(2021, 1, 1, tzinfo=UTC)
    return {(kind, body): (Presentation(kind=kind, body_id=body, year=2021, on=on, at=at, **columns),)}


def mandate(ends_on: date | None) -> dict:
    return {PROT: (Mandate(pk=1, body_id=PROT, starts_on=date(2019, 11, 15), ends_on=ends_on),)}


def event(step: str, body: str, on: date | None, version: int = 1) -> EventFact:
    return EventFact(version, step, body, on, "")


NOVEMBER, DECEMBER = date(2021, 11, 15), date(2022, 1, 1)  # the day after each year's last
SUMMER = date(2021, 7, 1)  # more than 120 days before both
REPORT, ANNUAL, REVIEW = "group_report", "annual_report", "plan_review"
CASES = [
    ("MAX_PRIORITY", "PROT", {"activities": rows({}, {"slot": 2}, {"slot": 3})}, MET),
    ("MAX_PRIORITY", "PROT", {"activities": rows(*({"slot": n} for n in range(1, 5)))}, NOT_MET),
    ("MAX_PRIORITY", "PROT", {}, MET),
    ("MAX_PRIORITY", "EXTRA", {"activities": rows({})}, OUTSIDE),
    ("PRIORITISED_YEARLY", "PROT", {"steps": steps(("present", date(2020, 11, 15), ""))}, MET),
    ("PRIORITISED_YEARLY", "PROT", {"steps": steps(("present", date(2020, 11, 14), ""))}, SOON),
    ("PRIORITISED_YEARLY", "PROT", {"day": SUMMER}, LATER),
    ("PRIORITISED_YEARLY", "PROT", {"day": NOVEMBER}, NOT_MET),
    ("PRIORITISED_YEARLY", "EXTRA", {}, OUTSIDE),
    ("MANDATE_IN_TERM", "PROT", {"mandates": mandate(date(2022, 11, 14))}, MET),
    ("MANDATE_IN_TERM", "PROT", {"mandates": mandate(date(2021, 10, 15))}, SOON),
    ("MANDATE_IN_TERM", "PROT", {"mandates": mandate(date(2021, 10, 14))}, NOT_MET),
    ("MANDATE_IN_TERM", "PROT", {"mandates": mandate(None)}, UNKNOWN),
    ("MANDATE_IN_TERM", "PROT", {}, UNKNOWN),
    ("MEMBERS_OF_THE_GROUP", "PROT", {"seats": {PROT: (Seat(country=MEXICO),)}}, MET),
    ("MEMBERS_OF_THE_GROUP", "PROT", {"seats": {PROT: (Seat(country=OTHER),)}}, NOT_MET),
    ("MEMBERS_OF_THE_GROUP", "PROT", {}, UNKNOWN),
    ("OPEN_WORK_ONLY", "PROT", {}, MET),
    ("OPEN_WORK_ONLY", "PROT", {"outsiders": {PROT: 1}}, NOT_MET),
    ("THREE_YEAR_PLAN", "PROT", {"steps": steps(("enter_force", date(2021, 10, 15), ""))}, MET),
    ("THREE_YEAR_PLAN", "PROT", {}, NOT_MET),
    ("THREE_YEAR_PLAN", "PROT", {"day": date(2020, 11, 14)}, SOON),
    ("THREE_YEAR_PLAN", "PROT", {"day": date(2020, 1, 15)}, LATER),
    ("THEME_OF_THE_PLAN", "PROT", {"activities": rows({})}, MET),
    ("THEME_OF_THE_PLAN", "PROT", {"activities": rows({}, {"proposed": True})}, SOON),
    ("REPORT_TO_RCGM", "PROT", {"presentations": given(REPORT, PROT, date(2021, 6, 25))}, MET),
    ("REPORT_TO_RCGM", "PROT", {"presentations": given(REPORT, PROT, date(2020, 12, 31))}, SOON),
    ("REPORT_TO_RCGM", "PROT", {"day": SUMMER}, LATER),
    ("REPORT_TO_RCGM", "PROT", {"day": DECEMBER}, NOT_MET),
    ("MEETINGS_A_YEAR", "PROT", {"meetings": met(PROT, date(2021, 1, 1), date(2021, 3, 1))}, MET),
    ("MEETINGS_A_YEAR", "PROT", {"meetings": met(PROT, date(2021, 3, 1), date(2021, 3, 1))}, SOON),
    ("MEETINGS_A_YEAR", "PROT", {"meetings": met(PROT, date(2020, 12, 31), date(2021, 3, 1))}, SOON),
    ("MEETINGS_A_YEAR", "PROT", {"meetings": met(PROT, SUMMER), "day": SUMMER}, LATER),
    ("MEETINGS_A_YEAR", "PROT", {"meetings": met(PROT, SUMMER), "day": DECEMBER}, NOT_MET),
    ("MEETINGS_A_YEAR", "EXTRA", {}, SOON),
    ("YEARLY_REVIEW", "PROT", {"steps": steps(("close_review", date(2021, 10, 1), "2"))}, MET),
    ("YEARLY_REVIEW", "PROT", {"steps": steps(("close_review", date(2021, 10, 1), "1"))}, SOON),
    ("YEARLY_REVIEW", "PROT", {"steps": steps(("open_review", date(2021, 10, 1), "2"))}, SOON),
    ("YEARLY_REVIEW", "PROT", {"day": SUMMER}, LATER),
    ("YEARLY_REVIEW", "PROT", {"day": NOVEMBER}, NOT_MET),
    ("RESULTS_AND_INDICATORS", "PROT", {"activities": rows({})}, MET),
    ("RESULTS_AND_INDICATORS", "PROT", {"activities": rows({"has_indicator": False})}, SOON),
    ("RESULTS_AND_INDICATORS", "PROT", {}, UNKNOWN),
    ("EIGHT_ITEMS", "PROT", {"activities": rows({})}, MET),
    ("EIGHT_ITEMS", "PROT", {"activities": rows({"state": ""})}, SOON),
    ("EIGHT_ITEMS", "PROT", {"activities": rows({"state": "", "years": (3,)})}, MET),  # it is to begin
    ("EIGHT_ITEMS", "PROT", {"activities": rows({"state": ""}), "day": SUMMER}, LATER),
    ("EIGHT_ITEMS", "PROT", {"activities": rows({"state": ""}), "day": NOVEMBER}, UNKNOWN),
    ("APPROVED_BY_RVM", "RVM", {"in_force": (1,), "events": (event("approved", "RVM", SUMMER),)}, MET),
    ("APPROVED_BY_RVM", "RVM", {"in_force": (1,), "events": (event("approved", "GRCM", SUMMER),)}, NOT_MET),
    ("APPROVED_BY_RVM", "RVM", {}, UNKNOWN),
    (
        "RECOMMENDED_BEFORE",
        "RVM",
        {
            "in_force": (1,),
            "events": (event("recommended", "GRCM", SUMMER), event("approved", "RVM", SUMMER)),
        },
        MET,
    ),
    (
        "RECOMMENDED_BEFORE",
        "RVM",
        {
            "in_force": (1,),
            "events": (event("recommended", "GRCM", NOVEMBER), event("approved", "RVM", SUMMER)),
        },
        NOT_MET,
    ),
    ("THREE_YEAR_PERIOD", "RVM", {}, MET),
    ("THREE_YEAR_PERIOD", "RVM", {"years": YEARS[:2]}, UNKNOWN),
    ("PROPOSED_BY_RCGM", "GRCM", {"events": (event("recommended", "GRCM", None),)}, MET),
    ("PROPOSED_BY_RCGM", "GRCM", {}, UNKNOWN),
    ("RVM_INFORMED", "GRCM", {"presentations": given(ANNUAL, PPT, date(2021, 10, 1), meeting_id=1)}, MET),
    ("RVM_INFORMED", "GRCM", {"presentations": given(ANNUAL, PPT, date(2021, 10, 1))}, SOON),
    ("RVM_INFORMED", "GRCM", {"day": DECEMBER}, NOT_MET),
    (
        "CRITICAL_ASPECTS",
        "GRCM",
        {"aspects": (AspectFact(1, SUMMER, addressed=True, has_strategy=True),)},
        MET,
    ),
    (
        "CRITICAL_ASPECTS",
        "GRCM",
        {"aspects": (AspectFact(1, SUMMER, addressed=True, has_strategy=False),)},
        SOON,
    ),
    ("CRITICAL_ASPECTS", "GRCM", {"day": SUMMER}, LATER),
    ("CRITICAL_ASPECTS", "GRCM", {"day": NOVEMBER}, NOT_MET),
    ("PLAN_REVIEWED", "GRCM", {"events": (event("endorsed", "GRCM", SUMMER, 2),)}, MET),
    ("PLAN_REVIEWED", "GRCM", {"presentations": given(REVIEW, GRCM, SUMMER)}, MET),
    ("PLAN_REVIEWED", "GRCM", {}, SOON),
    ("NEXT_PLAN", "GRCM", {}, LATER),
    ("NEXT_PLAN", "GRCM", {"day": date(2022, 11, 14)}, SOON),
    ("NEXT_PLAN", "GRCM", {"day": date(2022, 11, 15)}, NOT_MET),
    ("NEXT_PLAN", "GRCM", {"next_plan": SUMMER}, MET),
    ("GROUPS_LED", "PPT", {"troika": Troika(None, MEXICO, None), "presided": True}, MET),
    ("GROUPS_LED", "PPT", {"troika": Troika(None, MEXICO, None)}, NOT_MET),
    ("GROUPS_LED", "PPT", {}, UNKNOWN),
    ("PPT_PLAN_CONSULTED", "PPT", {"year_plans": (YearPlanFact("2021", 3, 3, 1, SUMMER),)}, MET),
    ("PPT_PLAN_CONSULTED", "PPT", {"year_plans": (YearPlanFact("2021", 3, 3, 1, None),)}, SOON),
    ("PPT_PLAN_CONSULTED", "PPT", {"day": DECEMBER}, NOT_MET),
    ("PPT_PLAN_ALIGNED", "PPT", {"year_plans": (YearPlanFact("2021", 3, 3, 1, None),)}, MET),
    ("PPT_PLAN_ALIGNED", "PPT", {"year_plans": (YearPlanFact("2021", 3, 2, 1, None),)}, SOON),
    ("PPT_PLAN_ALIGNED", "PPT", {"day": SUMMER}, LATER),
    ("ANNUAL_REPORT", "PPT", {"presentations": given(ANNUAL, PPT, SUMMER, letters=["a", "b", "c"])}, MET),
    ("ANNUAL_REPORT", "PPT", {"presentations": given(ANNUAL, PPT, SUMMER, letters=["a", "b"])}, SOON),
    ("ANNUAL_REPORT", "PPT", {"day": DECEMBER}, NOT_MET),
    ("TROIKA_KNOWN", "TROIKA", {"troika": Troika(MEXICO, MEXICO, MEXICO)}, MET),
    ("TROIKA_KNOWN", "TROIKA", {"troika": Troika(MEXICO, MEXICO, None)}, UNKNOWN),
    ("MANDATES_CARRIED_OUT", "SE", {}, OUTSIDE),
    ("MANDATES_CARRIED_OUT", "SE", {"commitments": (CommitmentFact("", "", "", SUMMER, settled=True),)}, MET),
    (
        "MANDATES_CARRIED_OUT",
        "SE",
        {"commitments": (CommitmentFact("", "", "", SUMMER, settled=False),)},
        NOT_MET,
    ),
    (
        "MANDATES_CARRIED_OUT",
        "SE",
        {"commitments": (CommitmentFact("", "", "", date(2021, 10, 15), settled=False),)},
        SOON,
    ),
    ("REGISTER_KEPT", "SE", {"activities": rows({})}, MET),
    ("REGISTER_KEPT", "SE", {"activities": rows({"years": ()})}, SOON),
    ("MATRIX_UPDATED", "SE", {"updates": (date(2021, 10, 15),)}, MET),
    ("MATRIX_UPDATED", "SE", {"updates": (date(2020, 11, 14),)}, SOON),
    ("CHARTER_REFLECTED", "SE", {}, OUTSIDE),
    ("CHARTER_REFLECTED", "SE", {"charter_changed_on": SUMMER}, SOON),
    (
        "CHARTER_REFLECTED",
        "SE",
        {"charter_changed_on": SUMMER, "events": (event("approved", "RVM", SUMMER, 2),)},
        MET,
    ),
    ("CHARTER_REFLECTED", "SE", {"charter_changed_on": SUMMER, "day": NOVEMBER}, NOT_MET),
    ("FOCAL_POINTS", "PF", {"focal": frozenset({"MX", "GT"})}, MET),
    ("FOCAL_POINTS", "PF", {"focal": frozenset({"MX"})}, UNKNOWN),
    ("INPUTS_CONSIDERED", "TRIPARTITO", {}, OUTSIDE),
    ("INPUTS_CONSIDERED", "TRIPARTITO", {"inputs": (InputFact("AP-2021-001", 2021, answered=True),)}, MET),
    ("INPUTS_CONSIDERED", "TRIPARTITO", {"inputs": (InputFact("AP-2021-001", 2021, answered=False),)}, SOON),
]


@pytest.mark.parametrize(("code", "body", "changes", "answer"), CASES)
def test_a_rule_answers_from_its_facts(code, body, changes, answer):
    line = ask(code, body, world(**changes))
    assert line.finding.answer == answer
    assert bool(line.finding.short)
    assert not (line.finding.mend and answer in {MET, OUTSIDE})


def test_every_rule_has_its_cases():
    assert {case[0] for case in CASES} == {rule.code for rule in RULES}


def test_a_rule_has_one_code_and_quotes_the_source_to_the_letter():
    source = (Path(settings.BASE_DIR) / "pilares/plans/data/plan_2019_2022.json").read_text()
    words = json.dumps(json.loads(source), ensure_ascii=False)
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert [rule.code for rule in RULES if rule.quote not in words] == []
    assert [citation for citation, quote, _why in NOT_ANSWERED if quote not in words] == []
    anchors = {rule.anchor for rule in RULES if not rule.anchor.startswith("nota-")}
    assert [anchor for anchor in sorted(anchors) if f'"anchor": "{anchor}"' not in words] == []


def test_the_maximum_answers_with_the_code_that_refuses_a_fourth_activity():
    facts = world(activities=rows({}, {"slot": 2}, {"slot": 3}))
    assert ask("MAX_PRIORITY", "PROT", facts).code == "MAX_PRIORITY_3"
    facts.parameters.priority_activities = 4
    assert ask("MAX_PRIORITY", "PROT", facts).code == "MAX_PRIORITY_4"


def test_the_numbers_are_those_of_the_plan():
    facts = world(meetings=met(PROT, date(2021, 3, 1)))
    assert ask("MEETINGS_A_YEAR", "PROT", facts).finding.answer == SOON
    facts.parameters.meetings_a_year = 1
    assert ask("MEETINGS_A_YEAR", "PROT", facts).finding.answer == MET


def test_meetings_are_counted_in_the_year_that_the_plan_chooses():
    facts = world(meetings=met(PROT, date(2020, 11, 20), date(2021, 3, 1)))
    assert ask("MEETINGS_A_YEAR", "PROT", facts).finding.answer == SOON
    facts.parameters.meetings_year = Parameters.MeetingsYear.PLAN_YEAR
    assert ask("MEETINGS_A_YEAR", "PROT", facts).finding.answer == MET
    assert ask("MEETINGS_A_YEAR", "PROT", facts).due_on is None


def test_a_day_of_another_year_is_asked_for_by_its_own_link():
    line = ask("MANDATE_IN_TERM", "PROT", world(mandates=mandate(date(2022, 11, 14))), YEARS[0])
    assert (line.finding.answer, line.finding.facts[0].url) == (
        UNKNOWN,
        "/es/cumplimiento/2020?al=2020-12-31",
    )
    assert ask("MANDATE_IN_TERM", "PROT", world(), YEARS[2]).finding.answer == LATER


def test_the_annex_says_what_was_held_of_what_was_foreseen():
    line = ask("MEETINGS_A_YEAR", "PROT", world(meetings=met(PROT, date(2021, 3, 1)), day=DECEMBER))
    assert line.sentence == "PROT realizó 1 de las 2 reuniones anuales previstas (§3.10 e)"
