"""The presidencies: the Troika's line of time, each term with what is dated in it, and the panel (M1, M6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.meetings.models import Decision, Meeting
from pilares.meetings.queries import MeetingCount, held_in
from pilares.monitoring.models import Activity, GroupPlan, PresidencyPlan
from pilares.monitoring.queries.ways import address
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Presidency
from pilares.people.queries import PresidencyLine, presidency_without_people, read_presidencies
from pilares.plans.models import Document
from pilares.plans.queries.meeting_year import MeetingYear, meeting_year
from pilares.reports.models import Report

ENDED = (Activity.State.COMPLETED, Activity.State.NOT_ACHIEVED)
#: what the plan's text says where nobody set another number (§3.10 e)
MEETINGS_A_YEAR = 2


@dataclass(frozen=True)
class Place:
    """One of the three places of the Troika."""

    place: str
    country: str
    label: str
    starts_at: datetime | None
    url: str

    @property
    def known(self) -> bool:
        """Whether it is known who takes it."""
        return bool(self.country)


@dataclass(frozen=True)
class PresidenciesPage:
    """The three presidencies of today, and every one that is recorded, latest first."""

    places: tuple[Place, ...]
    terms: tuple[PresidencyLine, ...]
    #: the country in office none of whose people has an account: the Secretariat stands in
    vacant: str
    panel: str
    handover: str
    as_of: datetime


@dataclass(frozen=True)
class HeldMeeting:
    """A meeting of a presidency, with what it decided, as far as the reader may see."""

    code: str
    url: str
    name: Wording
    starts_on: date | None
    place: str
    status: str
    held: bool
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class GroupCount:
    """How many meetings a group held in the term."""

    name: Wording
    slug: str
    held: int


@dataclass(frozen=True)
class TermPage:
    """A presidency with what is dated in its term; it reads the same after the year."""

    term: Presidency
    line: PresidencyLine
    before: PresidencyLine | None
    after: PresidencyLine | None
    begins: date | None
    #: the first day of the following term, where it is known
    ends: date | None
    in_office: bool
    meetings: tuple[HeldMeeting, ...]
    groups: tuple[GroupCount, ...]
    annual_plan: PresidencyPlan | None
    plan_url: str
    report_url: str
    handover_url: str
    panel_url: str
    accepted_at: datetime | None
    vacant: str

    @property
    def decisions(self) -> int:
        """How many decisions the reader sees."""
        return sum(len(meeting.decisions) for meeting in self.meetings)


def presidencies_page(user: type_of_reader) -> PresidenciesPage:
    """Read the Troika and the recorded terms; a constant number of queries."""
    terms = Presidency.objects.around(clock.now())
    named = (("outgoing", terms.before), ("current", terms.current), ("incoming", terms.after))
    current = terms.current
    inside = may_read_handover(user)
    return PresidenciesPage(
        places=tuple(_place(name, term) for name, term in named),
        terms=tuple(reversed(read_presidencies())),
        vacant=presidency_without_people(),
        panel=address("home:panel") if inside else "",
        handover=address("home:handover", current.label) if inside and current else "",
        as_of=clock.now(),
    )


def may_read_handover(user: type_of_reader) -> bool:
    """Whether the reader serves the handover: the Troika and the Secretariat (screens.md 19)."""
    standing = standing_of(user)
    return standing.steers or bool(standing.troika)


def _place(name: str, term: Presidency | None) -> Place:
    if term is None:
        return Place(name, "", "", None, "")
    url = address("home:presidency", term.label)
    return Place(name, term.country.name.text, term.label, term.starts_at, url)


def days_of(term: Presidency) -> tuple[date | None, date | None]:
    """Return the first day of a term and that of the following one; what nobody recorded is `None`."""
    following = Presidency.objects.filter(order__gt=term.order).order_by("order").first()
    ends = begins_on(following) if following is not None else None
    return begins_on(term), ends


def begins_on(term: Presidency) -> date | None:
    """Return the day on which a term begins, where the instance stands, or is first seen in office."""
    if term.starts_at is None:
        return term.seen_from
    return timezone.localtime(term.starts_at, timezone.get_default_timezone()).date()


def term_page(term: Presidency, user: type_of_reader) -> TermPage:
    """Read a presidency: its meetings, what they decided, its groups and its plan; permanent (AC-11)."""
    lines = read_presidencies()
    at = next(i for i, line in enumerate(lines) if line.pk == term.pk)
    begins, ends = days_of(term)
    current = Presidency.objects.presiding(clock.now())
    in_office = current is not None and current.pk == term.pk
    plan = PresidencyPlan.objects.visible_to(user).filter(presidency=term).first()
    inside = may_read_handover(user)
    handover = getattr(term, "handover", None)
    return TermPage(
        term=term,
        line=lines[at],
        before=lines[at - 1] if at and lines[at - 1].followed else None,
        after=lines[at + 1] if at + 1 < len(lines) and term.followed else None,
        begins=begins,
        ends=ends,
        in_office=in_office,
        meetings=tuple(_meetings(term, begins, ends, user)),
        groups=tuple(_groups(begins, ends, user)),
        annual_plan=plan,
        plan_url=address("monitoring:presidency_plan", term.label) if plan else "",
        report_url=_report(term, user),
        handover_url=address("home:handover", term.label) if inside else "",
        panel_url=address("home:panel") if inside and in_office else "",
        accepted_at=handover.accepted_at if handover else None,
        vacant=presidency_without_people() if in_office else "",
    )


def _report(term: Presidency, user: type_of_reader) -> str:
    """Return where the report of the year is read, once the reader may read it."""
    report = Report.objects.visible_to(user).filter(presidency=term).first()
    return address("reports:report", report.label) if report is not None else ""


def _within(begins: date, ends: date | None) -> Q:
    return Q(starts_on__gte=begins) & (Q(starts_on__lt=ends) if ends else Q())


def _meetings(
    term: Presidency, begins: date | None, ends: date | None, user: type_of_reader
) -> Iterable[HeldMeeting]:
    """Yield the meetings of a country's presidency in the days of its term, earliest first."""
    if begins is None:
        return
    found = Meeting.objects.visible_to(user).filter(_within(begins, ends), presidency=term.country_id)
    meetings = list(found.exclude(status=Meeting.Status.CANCELLED).order_by("starts_on", "code"))
    decided: dict[int, list[Decision]] = {}
    seen = (
        Decision.objects.visible_to(user).filter(meeting__in=[m.pk for m in meetings]).exclude(paragraph="")
    )
    for decision in sorted(seen.select_related("meeting"), key=lambda d: _as_counted(d.paragraph)):
        decided.setdefault(decision.meeting_id, []).append(decision)
    for meeting in meetings:
        yield HeldMeeting(
            code=meeting.code,
            url=address("meetings:page", meeting.code),
            name=meeting.name,
            starts_on=meeting.starts_on,
            place=meeting.place.text,
            status=meeting.get_status_display(),
            held=meeting.status == Meeting.Status.HELD,
            decisions=tuple(decided.get(meeting.pk, ())),
        )


def _as_counted(paragraph: str) -> tuple[tuple[int, str], ...]:
    """Sort paragraphs as people count: 2 before 10."""
    pieces = paragraph.replace(".", " ").split()
    return tuple((int(p), "") if p.isdigit() else (0, p) for p in pieces)


def _groups(begins: date | None, ends: date | None, user: type_of_reader) -> Iterable[GroupCount]:
    if begins is None:
        return
    bodies = list(Body.objects.filter(kind=Body.Kind.GROUP))
    until = ends - timedelta(days=1) if ends else max(begins, clock.today())
    counts = held_in([body.pk for body in bodies], begins, until, user=user)
    for body in bodies:
        yield GroupCount(body.name, body.slug, counts[body.pk].number)


# --- The panel ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PanelLine:
    """A group as whoever leads it sees it (§3.10)."""

    name: Wording
    slug: str
    held: int
    plan: str
    in_force: int
    overdue: int
    silent: int
    next_due: date | None
    next_code: str
    next_meeting: date | None

    @property
    def behind(self) -> bool:
        """Whether it held no meeting yet."""
        return self.held == 0


@dataclass(frozen=True)
class Panel:
    """The four groups of the plan side by side."""

    term: Presidency | None
    lines: tuple[PanelLine, ...]
    wanted: int
    #: the days in which meetings are counted: the calendar year, unless the CRM says otherwise
    year: MeetingYear
    convenes: bool
    vacant: str
    as_of: date


def panel(user: type_of_reader) -> Panel:
    """Read the panel of the presidency; a constant number of queries."""
    today, plan = clock.today(), Document.objects.the_plan()
    bodies = list(Body.objects.filter(kind=Body.Kind.GROUP))
    keys = [body.pk for body in bodies]
    year = meeting_year(plan, today)
    counts = held_in(keys, year.starts_on, year.ends_on, user=user)
    plans = {p.group_id: p for p in GroupPlan.objects.filter(plan=plan, group__in=keys)}
    rows: dict[int, list[Activity]] = {key: [] for key in keys}
    seen = Activity.objects.visible_to(user).filter(plan=plan, stage=Activity.Stage.IN_FORCE)
    for activity in seen:
        rows.setdefault(activity.group_id, []).append(activity)
    return Panel(
        term=Presidency.objects.presiding(clock.now()),
        lines=tuple(
            _panel_line(body, rows[body.pk], counts[body.pk], plans.get(body.pk), today) for body in bodies
        ),
        wanted=plan.parameters.meetings_a_year if plan else MEETINGS_A_YEAR,
        year=year,
        convenes=standing_of(user).steers,
        vacant=presidency_without_people(),
        as_of=today,
    )


def _panel_line(
    body: Body, rows: list[Activity], count: MeetingCount, plan: GroupPlan | None, today: date
) -> PanelLine:
    ahead = [a for a in rows if a.due_on and a.due_on >= today and a.state not in ENDED]
    nearest = min(ahead, key=lambda a: (a.due_on, a.sort_key), default=None)
    convened = [fact.day for fact in count.convened if fact.day and fact.day >= today]
    status = plan.status if plan else GroupPlan.Status.DRAFT
    return PanelLine(
        name=body.name,
        slug=body.slug,
        held=count.number,
        plan=str(GroupPlan.Status(status).label),
        in_force=len(rows),
        overdue=sum(a.overdue(today) for a in rows),
        silent=sum(not a.state for a in rows),
        next_due=nearest.due_on if nearest else None,
        next_code=nearest.code if nearest else "",
        next_meeting=min(convened, default=None),
    )
