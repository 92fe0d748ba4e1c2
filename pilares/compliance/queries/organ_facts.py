"""What the rules of the organs rest on: presidencies, versions of the plan, decisions, critical aspects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.utils import timezone

from pilares.compliance.maths import Span
from pilares.consensus.models import Input
from pilares.core.trail import OPENED, Entry
from pilares.meetings.models import Decision
from pilares.monitoring.models import (
    Activity,
    CriticalAspect,
    PresidencyLine,
    PresidencyPlan,
    PresidencyPlanStep,
)
from pilares.people.access import type_of_reader
from pilares.people.models import Appointment, Membership, Presidency
from pilares.people.models.presidencies import Troika
from pilares.plans.models import Document, Version, VersionEvent

DAY = timedelta(days=1)
FOR_COUNTRIES = (Appointment.Office.GROUP_MEMBER,)


@dataclass(frozen=True)
class EventFact:
    """A step of a version of a plan: which, before which organ, on which day, by which decision."""

    version: int
    step: str
    body: str
    on: date | None
    citation: str


@dataclass(frozen=True)
class CommitmentFact:
    """A decision that commits somebody, that the reader may see, with its deadline."""

    citation: str
    meeting: str
    paragraph: str
    due_on: date
    settled: bool


@dataclass(frozen=True)
class AspectFact:
    """A critical aspect that the reader may see."""

    pk: int
    on: date
    addressed: bool
    has_strategy: bool


@dataclass(frozen=True)
class InputFact:
    """An input of the RNCOM that the reader may see, with whether it has its answer."""

    reference: str
    year: int
    answered: bool


@dataclass(frozen=True)
class YearPlanFact:
    """The annual plan of a presidency that the reader may see: its lines, and when it was consulted."""

    label: str
    lines: int
    #: lines under a pillar, and lines that take up an activity of the Strategic Plan
    aligned: int
    advancing: int
    consulted_on: date | None


@dataclass(frozen=True)
class OrganFacts:
    """All of it."""

    troika: Troika
    #: whether somebody holds the office of the presidency for the country in office
    presided: bool
    #: the codes of the Member Countries of the day, and of those with a focal point
    members: frozenset[str]
    focal: frozenset[str]
    #: offices in a group that are not a Member Country's, by group
    outsiders: dict[int, int]
    #: versions that came into force until the day, and their steps
    in_force: tuple[int, ...]
    events: tuple[EventFact, ...]
    #: the day on which a later plan was recommended or approved
    next_plan: date | None
    commitments: tuple[CommitmentFact, ...]
    aspects: tuple[AspectFact, ...]
    inputs: tuple[InputFact, ...]
    year_plans: tuple[YearPlanFact, ...]
    #: the day from which the last changed Charter is in force, where it changed at all
    charter_changed_on: date | None
    #: the last days on which something in the matrix was changed: of each year of the plan, and of all
    updates: tuple[date, ...]


def read_organs(plan: Document, user: type_of_reader, as_of: date, years: Sequence[Span]) -> OrganFacts:
    """Read what the rules of the organs rest on; a constant number of queries."""
    at = timezone.make_aware(datetime.combine(as_of, time(12)), timezone.get_default_timezone())
    troika = Presidency.objects.troika(at)
    members = frozenset(_members(as_of))
    held = _appointments(at)
    presiding = troika.current.code if troika.current else ""
    settled = Decision.FollowUpState.FULFILLED, Decision.FollowUpState.WITHOUT_EFFECT
    outsiders: dict[int, int] = {}
    for one in held:
        if one.office in FOR_COUNTRIES and one.country_id not in members and one.body_id:
            outsiders[one.body_id] = outsiders.get(one.body_id, 0) + 1
    focal = Appointment.Office.FOCAL_POINT
    events = tuple(_events(as_of))
    mine = tuple(fact for plan_pk, fact in events if plan_pk == plan.pk)
    done = {VersionEvent.Step.RECOMMENDED, VersionEvent.Step.APPROVED}
    return OrganFacts(
        troika=troika,
        presided=any(a.office == Appointment.Office.PRESIDENCY and a.country_id == presiding for a in held),
        members=members,
        focal=members & {a.country_id for a in held if a.office == focal and a.country_id},
        outsiders=outsiders,
        in_force=tuple(_in_force(plan)),
        events=mine,
        next_plan=min(
            (f.on for plan_pk, f in events if plan_pk != plan.pk and f.step in done and f.on), default=None
        ),
        commitments=tuple(
            CommitmentFact(d.citation, d.meeting.code, d.paragraph, d.due_on, d.follow_up in settled)
            for d in _commitments(user)
            if d.due_on
        ),
        aspects=tuple(_aspects(plan, user, as_of)),
        inputs=tuple(_inputs(plan, user, as_of)),
        year_plans=tuple(_year_plans(plan, user, as_of)),
        charter_changed_on=_charter_changed_on(user, as_of),
        updates=tuple(_updates(user, as_of, years)),
    )


def _members(as_of: date) -> Iterable[str]:
    seats = Membership.objects.in_force(as_of).filter(kind=Membership.Kind.MEMBER)
    return seats.values_list("country", flat=True)


def _appointments(at: datetime) -> list[Appointment]:
    """Return the offices in force at an instant that the rules speak of."""
    office = Appointment.Office
    asked = Appointment.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at),
        office__in=(office.PRESIDENCY, office.FOCAL_POINT, office.GROUP_MEMBER),
        starts_at__lte=at,
        user__is_active=True,
    )
    return list(asked.order_by().only("office", "country", "body"))


def _in_force(plan: Document) -> Iterable[int]:
    """Return the numbers of the versions that are or were in force."""
    came = (*Version.STANDING, Version.Status.SUPERSEDED)
    return Version.objects.filter(document=plan, status__in=came).values_list("number", flat=True)


def _events(as_of: date) -> Iterable[tuple[int, EventFact]]:
    """Yield the steps of every strategic plan until a day, each with its plan."""
    steps = VersionEvent.objects.filter(version__document__kind=Document.Kind.STRATEGIC_PLAN)
    for event in steps.select_related(
        "version", "body", "meeting__body", "decision__meeting__body", "decision__session"
    ):
        meeting = event.meeting or (event.decision.meeting if event.decision else None)
        on = event.ends_on or event.starts_on or (meeting.ends_on if meeting else None)
        body = event.body or (meeting.body if meeting else None)
        if on is None or on <= as_of:
            cited = event.decision.citation if event.decision and event.citable(event.decision) else ""
            yield (
                event.version.document_id,
                EventFact(event.version.number, event.step, body.code if body else "", on, cited),
            )


def _commitments(user: type_of_reader) -> Iterable[Decision]:
    seen = Decision.objects.visible_to(user).filter(
        verb__in=Decision.COMMITTING, outcome=Decision.Outcome.ADOPTED, due_on__isnull=False
    )
    found: Iterable[Decision] = seen.select_related("meeting").order_by("due_on", "pk")
    return found


def _aspects(plan: Document, user: type_of_reader, as_of: date) -> Iterable[AspectFact]:
    seen = CriticalAspect.objects.visible_to(user).filter(plan=plan, identified_on__lte=as_of)
    for one in seen:
        open_ = one.status in {CriticalAspect.Status.OPEN, CriticalAspect.Status.UNDER_WAY}
        yield AspectFact(one.pk, one.identified_on, open_, bool(one.strategy_es or one.strategy_en))


def _inputs(plan: Document, user: type_of_reader, as_of: date) -> Iterable[InputFact]:
    """Yield the inputs received until a day; an answer that came later was not there yet."""
    for one in Input.objects.visible_to(user).filter(plan=plan).order_by("year", "number"):
        if timezone.localtime(one.received_at).date() <= as_of:
            answered = one.answered and (one.answered_on is None or one.answered_on <= as_of)
            yield InputFact(one.reference, one.year, answered)


def _year_plans(plan: Document, user: type_of_reader, as_of: date) -> Iterable[YearPlanFact]:
    """Yield the annual plans of the presidencies, each counted by its lines; two queries."""
    seen = PresidencyPlan.objects.visible_to(user).filter(plan=plan)
    lines: dict[int, list[tuple[str, bool]]] = {}
    aligned = Exists(PresidencyLine.pillars.through.objects.filter(presidencyline=OuterRef("pk")))
    rows = PresidencyLine.objects.visible_to(user).filter(annual_plan__plan=plan).order_by()
    for key, kind, under_a_pillar in rows.values_list("annual_plan", "kind", aligned):
        lines.setdefault(key, []).append((kind, under_a_pillar))
    consulted = PresidencyPlanStep.objects.filter(annual_plan=OuterRef("pk"), verb="consult").order_by("at")
    first = Subquery(consulted.values("at")[:1])
    for key, label, at in seen.values_list("pk", "presidency__label", first):
        day = timezone.localtime(at).date() if at else None
        mine = lines.get(key, [])
        yield YearPlanFact(
            label=label,
            lines=len(mine),
            aligned=sum(under_a_pillar for _kind, under_a_pillar in mine),
            advancing=sum(kind == PresidencyLine.Kind.ACTIVITY for kind, _under in mine),
            consulted_on=day if day and day <= as_of else None,
        )


def _charter_changed_on(user: type_of_reader, as_of: date) -> date | None:
    """Return since when a later version of the Charter is in force, or nothing while it has one only."""
    adopted = (*Version.STANDING, Version.Status.SUPERSEDED)
    versions = Version.objects.visible_to(user).filter(document__kind=Document.Kind.CHARTER)
    later = versions.filter(status__in=adopted, number__gt=1, in_force_from__lte=as_of)
    day: date | None = later.aggregate(last=Max("in_force_from"))["last"]
    return day


def _updates(user: type_of_reader, as_of: date, spans: Sequence[Span]) -> Iterable[date]:
    """Return the last days on which the trail holds a change of an activity that the reader may see.

    That is the last of each year and the last of all, in one query that asks the trail's index for each
    activity: a trail of years holds acts by the ten thousand.
    """
    end = _midnight(as_of + DAY)
    whiles = [Q(at__gte=_midnight(span.starts_on), at__lt=_midnight(span.ends_on + DAY)) for span in spans]
    acts = Entry.objects.filter(model=Activity._meta.label_lower, object_id=OuterRef("pk"), at__lt=end)
    days = acts.exclude(verb=OPENED).order_by("-at").values("at")
    last = [Subquery(days.filter(within)[:1]) for within in (Q(), *whiles)]
    found = Activity.objects.visible_to(user).order_by().values_list(*last)
    return sorted({timezone.localtime(at).date() for row in found for at in row if at})


def _midnight(day: date) -> datetime:
    """Return the beginning of a day where the reader is."""
    return timezone.make_aware(datetime.combine(day, time()))
