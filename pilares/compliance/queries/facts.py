"""What rules are judged by, read at once for every body and every year: a constant number of queries.

Everything of which one may know starts from `visible_to`. A group's meetings are counted by the one function
of `meetings`; a closed session belongs to its meeting and is never read here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from pilares.compliance.maths import Moment
from pilares.compliance.models import Explanation, Presentation
from pilares.compliance.queries.organ_facts import OrganFacts, read_organs
from pilares.compliance.queries.years import Year, read_years
from pilares.core import clock
from pilares.meetings.access import may_cite, may_name
from pilares.meetings.models import Mandate
from pilares.meetings.queries import MeetingFact, meetings_of
from pilares.monitoring.models import (
    Activity,
    ActivityPlacement,
    GroupPlan,
    GroupPlanStep,
    Indicator,
    ResponsibleParty,
    Result,
    Risk,
    Target,
)
from pilares.monitoring.queries.names import Register, read_register
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Seat
from pilares.plans.models import Document, Parameters

#: the organs of Tabla 2 that the text binds, in its order
ORGANS = ("RVM", "GRCM", "PPT", "TROIKA", "SE", "PF", "TRIPARTITO")


@dataclass(frozen=True)
class ActivityFact:
    """What the register holds of a row of the matrix, as §4.2 asks."""

    code: str
    group: int
    slot: int | None
    in_force: bool
    state: str
    state_on: date | None
    placed: bool
    #: its theme was only proposed: no decision has added it to the plan yet
    proposed: bool
    has_result: bool
    has_indicator: bool
    #: every indicator says who measures it
    led: bool
    #: every indicator says by when
    dated: bool
    measurable: bool
    has_party: bool
    has_risk: bool
    monitored_by: date | None
    #: the years of the plan in which it is worked on
    years: tuple[int, ...]


@dataclass(frozen=True)
class StepFact:
    """A step of a group's plan with its day."""

    verb: str
    on: date
    note: str


@dataclass(frozen=True)
class Facts:
    """All of it, by the primary keys of bodies."""

    plan: Document
    parameters: Parameters
    user: type_of_reader
    now: Moment
    today: date
    years: tuple[Year, ...]
    bodies: tuple[Body, ...]
    activities: dict[int, tuple[ActivityFact, ...]]
    #: the group's plan: its status, and its steps oldest first
    statuses: dict[int, str]
    steps: dict[int, tuple[StepFact, ...]]
    meetings: dict[int, tuple[MeetingFact, ...]]
    mandates: dict[int, tuple[Mandate, ...]]
    seats: dict[int, tuple[Seat, ...]]
    presentations: dict[tuple[str, int], tuple[Presentation, ...]]
    explanations: dict[tuple[str, int, int], Explanation]
    organs: OrganFacts
    #: the words for the offices in which explanations were written
    register: Register
    #: whether what answers rest on and what would mend them stand beside them, activity by activity
    in_full: bool = True

    def body(self, code: str) -> Body | None:
        """Return one of the bodies by its code."""
        return next((body for body in self.bodies if body.code == code), None)

    def year(self, number: int) -> Year | None:
        """Return one of the years by its number."""
        return next((year for year in self.years if year.number == number), None)


def soon() -> timedelta:
    """Return how long before a deadline «due soon» begins: a setting."""
    return timedelta(days=settings.DUE_SOON_DAYS)


def read_facts(
    plan: Document, user: type_of_reader, as_of: date | None = None, *, explained: bool = True
) -> Facts:
    """Read everything that the rules of a plan rest on, for one reader and one day.

    The answers do not depend on what is told beside them: the explanations, and each activity that they
    rest on. Whoever shows only answers leaves both out.
    """
    today = clock.today()
    day = as_of or today
    bodies = _bodies()
    groups = [body.pk for body in bodies if body.is_group]
    found = Explanation.objects.visible_to(user).filter(plan=plan) if explained else ()
    years = read_years(plan, day)
    said = {(e.rule, e.body_id, e.year): e for e in found}
    return Facts(
        plan=plan,
        parameters=plan.parameters,
        user=user,
        now=Moment(day, soon()),
        today=today,
        years=years,
        bodies=bodies,
        activities=_activities(plan, user),
        statuses=dict(GroupPlan.objects.filter(plan=plan).values_list("group", "status")),
        steps=_steps(plan, day),
        meetings=meetings_of([body.pk for body in bodies], user=user),
        mandates=_by_body(Mandate.objects.filter(body__in=groups)),
        seats=_by_body(Seat.objects.filter(body__in=groups).in_force(day)),
        presentations=_presentations(plan, user, day),
        explanations=said,
        register=read_register() if said else Register({}, {}),
        in_full=explained,
        organs=read_organs(plan, user, day, [year.plan for year in years if year.plan]),
    )


def _bodies() -> tuple[Body, ...]:
    """Return the groups in their order, then the organs that the text binds, in that of Tabla 2."""
    bound = Q(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC)) | Q(code__in=ORGANS)
    found = list(Body.objects.filter(bound))
    kinds = {Body.Kind.GROUP: 0, Body.Kind.AD_HOC: 1}
    order = {code: at for at, code in enumerate(ORGANS)}
    return tuple(sorted(found, key=lambda b: (kinds.get(Body.Kind(b.kind), 2), order.get(b.code, b.order))))


def _by_body(rows: Iterable[Any]) -> dict[int, tuple[Any, ...]]:
    found = defaultdict(list)
    for row in rows:
        found[row.body_id].append(row)
    return {key: tuple(value) for key, value in found.items()}


def _activities(plan: Document, user: type_of_reader) -> dict[int, tuple[ActivityFact, ...]]:
    """Return what the register holds of each row that the reader may see, in two queries."""
    mine = {"activity": OuterRef("pk")}
    placed, indicators = ActivityPlacement.objects.filter(**mine), Indicator.objects.filter(**mine)
    rows = (
        Activity.objects.visible_to(user)
        .in_the_matrix()
        .filter(plan=plan)
        .annotate(
            placed_once=Exists(placed.filter(primary=True)),
            only_proposed=Exists(
                placed.filter(placement__theme__original=False, placement__theme__added_by=None)
            ),
            has_result=Exists(Result.objects.filter(**mine)),
            has_indicator=Exists(indicators),
            unled=Exists(indicators.filter(measured_by_es="", measured_by_en="")),
            undated=Exists(indicators.filter(monitored_by=None)),
            measurable=Exists(Target.objects.filter(indicator__activity=OuterRef("pk"))),
            has_party=Exists(ResponsibleParty.objects.filter(**mine)),
            has_risk=Exists(Risk.objects.filter(**mine)),
        )
        .values_list(
            "pk", "code", "group", "slot", "stage", "state", "state_on", "monitored_by", "placed_once",
            "only_proposed", "has_result", "has_indicator", "unled", "undated", "measurable", "has_party",
            "has_risk",
        )
    )  # fmt: skip
    years = defaultdict(list)
    through = Activity.years.through.objects.filter(activity__plan=plan)
    for pk, number in through.values_list("activity", "planyear__number"):
        years[pk].append(number)
    found = defaultdict(list)
    for row in rows:
        found[row[2]].append(_activity(row, tuple(sorted(years[row[0]]))))
    return {key: tuple(value) for key, value in found.items()}


def _activity(row: tuple[Any, ...], years: tuple[int, ...]) -> ActivityFact:
    _pk, code, group, slot, stage, state, state_on, monitored_by, placed, proposed, *rest = row
    result, indicator, unled, undated, measurable, party, risk = rest
    return ActivityFact(
        code=code,
        group=group,
        slot=slot,
        in_force=stage == Activity.Stage.IN_FORCE,
        state=state,
        state_on=state_on,
        placed=placed,
        proposed=proposed,
        has_result=result,
        has_indicator=indicator,
        led=indicator and not unled,
        dated=indicator and not undated,
        measurable=measurable,
        has_party=party,
        has_risk=risk,
        monitored_by=monitored_by,
        years=years,
    )


def _steps(plan: Document, as_of: date) -> dict[int, tuple[StepFact, ...]]:
    """Return the steps of each group's plan until a day, oldest first."""
    found = defaultdict(list)
    steps = GroupPlanStep.objects.filter(group_plan__plan=plan).order_by("at", "pk")
    for group, verb, at, note in steps.values_list("group_plan__group", "verb", "at", "note"):
        if (on := timezone.localtime(at).date()) <= as_of:
            found[group].append(StepFact(verb, on, note))
    return {key: tuple(value) for key, value in found.items()}


def _presentations(
    plan: Document, user: type_of_reader, as_of: date
) -> dict[tuple[str, int], tuple[Presentation, ...]]:
    found, standing = defaultdict(list), standing_of(user)
    rows = Presentation.objects.visible_to(user).filter(plan=plan, on__lte=as_of)
    for row in rows.select_related("meeting__body", "decision__meeting__body", "decision__session"):
        if not may_name(standing, row.meeting):
            row.meeting, row.note = None, ""  # that it was presented is known; where, to who may know of it
        if not may_cite(standing, row.decision):
            row.decision = None
        found[row.kind, row.body_id].append(row)
    return {key: tuple(value) for key, value in found.items()}
