"""The groups and the plan of each: three places, candidates, pillars attended (§3.9; screens.md 8)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.access import Reason
from pilares.core.bilingual import Wording
from pilares.core.numbers import natural
from pilares.core.search import fold
from pilares.core.templatetags.ui.pictures import TimePicture, UnitPicture
from pilares.core.trail import Entry
from pilares.monitoring import access
from pilares.monitoring.models import Activity, GroupPlan
from pilares.monitoring.queries.history import ACTIVITY
from pilares.monitoring.queries.mandates import MandateLine, mandate_line
from pilares.monitoring.queries.names import (
    WITH_THEMES,
    Card,
    GroupName,
    Register,
    card,
    group_name,
    read_register,
)
from pilares.monitoring.queries.pictures import deadlines_picture, states_picture
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Presidency, Seat, Standing
from pilares.plans.access import why_not_within
from pilares.plans.models import Document


@dataclass(frozen=True)
class GroupLine:
    """A group in the list of groups."""

    group: GroupName
    about: Wording
    #: activities in its plan that the reader sees, and the places there are; 0 places for an ad hoc group
    taken: int
    places: int


@dataclass(frozen=True)
class GroupsPage:
    """Standing groups, ad hoc groups, and the most activities that each plan may have (§3.9)."""

    plan: Document | None
    standing: tuple[GroupLine, ...]
    ad_hoc: tuple[GroupLine, ...]


@dataclass(frozen=True)
class Member:
    """A country in a group with its institutions (§3.10)."""

    country: str
    institutions: tuple[Wording, ...]


@dataclass(frozen=True)
class Candidate:
    """An activity that waits for a place."""

    card: Card
    proposed_by: str
    proposed_on: date | None
    consulted_on: date | None


@dataclass(frozen=True)
class Attended:
    """A pillar and how many of the group's activities serve it."""

    number: int
    name: Wording
    slug: str
    count: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """Its number, as the glyph takes it."""
        return (self.number,)


@dataclass(frozen=True)
class TakenUp:
    """A document with the codes of the group's activities that take it up (Tabla 1)."""

    document: Document
    codes: tuple[str, ...]


@dataclass(frozen=True)
class GroupPage:
    """The plan of a group for one reader: the draft for members, the version in force for others."""

    group: GroupName
    about: Wording
    plan: Document | None
    mandate: MandateLine | None
    led_by: str
    supported_by: tuple[str, ...]
    members: tuple[Member, ...]
    draft: bool
    places: int
    slots: tuple[Card | None, ...]
    #: drafted out of the plan, pending endorsement
    leaving: tuple[Card, ...]
    closed: tuple[Card, ...]
    left: tuple[Card, ...]
    candidates: tuple[Candidate, ...]
    pillars: tuple[Attended, ...]
    documents: tuple[TakenUp, ...]
    works_here: bool
    why_not: Reason | None
    endorses: bool
    as_of: date
    #: the deadlines of its activities along the years of the plan, and their states
    pictures: tuple[UnitPicture | TimePicture, ...]

    @property
    def active(self) -> tuple[Card, ...]:
        """The activities that stand in a place."""
        return tuple(one for one in self.slots if one is not None)

    @property
    def pending(self) -> bool:
        """Whether the draft that a member reads differs from the version in force."""
        return self.draft and (bool(self.leaving) or any(one.stage != "in_force" for one in self.active))


def groups_page(user: type_of_reader, plan: Document | None = None) -> GroupsPage:
    """Read the list of groups with their counts in a plan; a constant number of queries."""
    plan = plan or Document.objects.the_plan()
    seen = Activity.objects.visible_to(user).filter(plan=plan)
    shown = Q(slot__isnull=False) | Q(group__kind=Body.Kind.AD_HOC, next_stage="")
    if not standing_of(user).member:
        shown = Q(stage=Activity.Stage.IN_FORCE)
    rows = seen.in_the_matrix().filter(shown).order_by().values_list("group").annotate(n=Count("pk"))
    taken = dict(rows)
    most = plan.parameters.priority_activities if plan else 0
    bodies = Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC))
    lines = [
        GroupLine(
            group=group_name(body),
            about=body.about,
            taken=taken.get(body.pk, 0),
            places=most if body.kind == Body.Kind.GROUP else 0,
        )
        for body in bodies
    ]
    return GroupsPage(
        plan=plan,
        standing=tuple(line for line in lines if not line.group.ad_hoc),
        ad_hoc=tuple(line for line in lines if line.group.ad_hoc),
    )


def group_page(body: Body, user: type_of_reader, plan: Document | None = None) -> GroupPage:
    """Read the plan of a group; a constant number of queries, whatever it holds."""
    standing, today = standing_of(user), clock.today()
    plan = plan or Document.objects.the_plan()
    found = Activity.objects.visible_to(user).filter(plan=plan, group=body)
    activities = list(found.select_related("group").prefetch_related(WITH_THEMES))
    slots = _slots(activities, body, plan, standing, today)
    reason = access.why_not_work_in(user, body) or (why_not_within(plan) if plan else None)
    seats = list(Seat.objects.in_force(today).filter(body=body).select_related("country"))
    presidency = Presidency.objects.presiding(clock.now())
    taken = [one for one in slots if one is not None]
    return GroupPage(
        group=group_name(body),
        about=body.about,
        plan=plan,
        mandate=mandate_line(body, user),
        led_by=presidency.country.name.text if presidency else "",
        supported_by=tuple(m.country for m in _members(s for s in seats if s.role == Seat.Role.SUPPORT)),
        members=_members(s for s in seats if s.role == Seat.Role.MEMBER),
        draft=standing.member,
        places=_places(body, plan),
        slots=slots,
        leaving=_of(activities, standing, today, lambda a: standing.member and bool(a.next_stage)),
        closed=_of(activities, standing, today, lambda a: a.stage == Activity.Stage.CLOSED),
        left=_of(activities, standing, today, lambda a: a.left),
        candidates=_candidates(activities, standing, today, body),
        pillars=_pillars(plan, taken),
        documents=_documents(body, user),
        works_here=reason is None,
        why_not=reason if standing.member else None,
        endorses=standing.secretariat and not _planned(plan, body),
        as_of=today,
        pictures=_pictures(body, plan, taken, today),
    )


def _pictures(
    body: Body, plan: Document | None, shown: list[Card], today: date
) -> tuple[UnitPicture | TimePicture, ...]:
    """Return the states of the activities that are shown, and their deadlines; one query."""
    if plan is None or not shown:
        return ()
    states = [(body.name.text, [one.state for one in shown])]
    years = plan.plan_years.values_list("number", "starts_on", "ends_on")
    due = ((one.code, one.due_on, one.state) for one in shown)
    drawn = deadlines_picture(years, due, today, "deadlines")
    counted = states_picture(_("Activities by status"), states, "by-status")
    return (counted, drawn) if drawn else (counted,)


def _planned(plan: Document | None, body: Body) -> bool:
    """Whether the group's plan goes its own way to the RCGM, which then endorses it whole."""
    return GroupPlan.objects.filter(plan=plan, group=body).exists()


def _places(body: Body, plan: Document | None) -> int:
    """Return how many priority activities the group's plan may have; an ad hoc group stands outside."""
    return plan.parameters.priority_activities if plan and body.kind == Body.Kind.GROUP else 0


def _slots(
    activities: list[Activity], body: Body, plan: Document | None, standing: Standing, today: date
) -> tuple[Card | None, ...]:
    """Return the places in order: of the draft for members, of the version in force for others (AC-01)."""
    places = _places(body, plan)
    if not places:
        shown = [a for a in activities if a.stage in _STANDS and not (standing.member and a.next_stage)]
        return tuple(card(a, standing, today) for a in shown)
    if standing.member:
        held = {a.slot: card(a, standing, today) for a in activities if a.slot}
        return tuple(held.get(number) for number in range(1, places + 1))
    in_force = [card(a, standing, today) for a in activities if a.stage == Activity.Stage.IN_FORCE]
    empty: list[Card | None] = [None] * (places - len(in_force))
    return (*in_force, *empty)


_STANDS = (Activity.Stage.PRIORITISED, Activity.Stage.IN_FORCE)


def _of(
    activities: list[Activity], standing: Standing, today: date, keep: Callable[[Activity], bool]
) -> tuple[Card, ...]:
    return tuple(card(a, standing, today) for a in activities if keep(a))


def _candidates(
    activities: list[Activity], standing: Standing, today: date, body: Body
) -> tuple[Candidate, ...]:
    waiting = [a for a in activities if a.stage == Activity.Stage.PROPOSED]
    entries = Entry.objects.filter(model=ACTIVITY, verb="propose", object_id__in=[a.pk for a in waiting])
    proposals = {entry.object_id: entry for entry in entries} if standing.member else {}
    register = read_register() if standing.member else Register({}, {})
    return tuple(
        Candidate(
            card=card(a, standing, today),
            proposed_by=register.capacity(proposals[a.pk].capacity, body.code, in_full=True)
            if a.pk in proposals
            else "",
            proposed_on=proposals[a.pk].at.date() if a.pk in proposals else None,
            consulted_on=a.consulted_on,
        )
        for a in waiting
    )


def _members(seats: Iterable[Seat]) -> tuple[Member, ...]:
    """Return the countries in the alphabetical order of the reader's language, with their institutions."""
    by_country: dict[str, list[Wording]] = defaultdict(list)
    for seat in seats:
        name = seat.country.name.text
        by_country[name] += [seat.institution] if seat.institution else []
    return tuple(Member(name, tuple(by_country[name])) for name in sorted(by_country, key=fold))


def _pillars(plan: Document | None, shown: list[Card]) -> tuple[Attended, ...]:
    counts = Counter(number for one in shown for number in one.pillars)
    pillars = plan.pillars.order_by("number") if plan else ()
    return tuple(Attended(p.number, p.name, p.slug, counts[p.number]) for p in pillars)


def _documents(body: Body, user: type_of_reader) -> tuple[TakenUp, ...]:
    """Return what the group's activities take up, and the group's own documents (Tabla 1, Tabla 2)."""
    codes: dict[int, list[str]] = defaultdict(list)
    visible = Activity.objects.visible_to(user)
    rows = visible.filter(Q(group=body) | Q(sources__body=body)).exclude(sources=None)
    for document, code in rows.values_list("sources", "code").distinct():
        codes[document].append(code)
    found = Document.objects.visible_to(user).filter(Q(pk__in=codes) | Q(body=body)).order_by("order", "code")
    return tuple(
        TakenUp(document, tuple(sorted(codes.get(document.pk, ()), key=natural))) for document in found
    )
