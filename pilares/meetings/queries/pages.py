"""A meeting as its reader may see it: what one may not see is absent, and so is every trace of its number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import Wording, reading_language
from pilares.core.zones import city_of
from pilares.meetings.models import (
    AgendaItem,
    Attendance,
    CommentPeriod,
    CountryComment,
    Meeting,
    Minutes,
    MinutesParagraph,
    Paper,
    Session,
)
from pilares.meetings.queries.decisions import DecisionCard, cards, visible_decisions
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Country, Membership
from pilares.people.queries import in_alphabetical_order


@dataclass(frozen=True)
class AgendaLine:
    """A point of the agenda."""

    pk: int
    title: Wording
    tier: str
    closed: bool


@dataclass(frozen=True)
class SessionView:
    """A session, numbered among those that the reader may see."""

    pk: int
    number: int
    title: Wording
    starts_at: datetime | None
    ends_at: datetime | None
    #: whose hours these are: the reader's own
    city: str
    tier: str
    closed: bool
    agenda: tuple[AgendaLine, ...]


@dataclass(frozen=True)
class ParagraphView:
    """A paragraph of the minutes, numbered among those that the reader may see."""

    pk: int
    number: int
    text: Wording
    closed: bool


@dataclass(frozen=True)
class MinutesView:
    """The minutes and how far their approval has come."""

    pk: int
    status: str
    status_words: str
    approved_on: date | None
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True)
class PaperLine:
    """A file of the meeting."""

    pk: int
    url: str
    title: Wording
    kind: str
    name: str
    size: int
    tier: str
    closed: bool


@dataclass(frozen=True)
class PresenceLine:
    """A country or an organisation and whether it took part."""

    name: str
    presence: str
    words: str
    institutions: tuple[Wording, ...]


@dataclass(frozen=True)
class CommentLine:
    """What a country wrote."""

    country: str
    text: str
    written_at: datetime


@dataclass(frozen=True)
class PeriodView:
    """A period for comments."""

    pk: int
    about: str
    country: str
    closes_at: datetime
    open: bool
    comments: tuple[CommentLine, ...]


@dataclass(frozen=True)
class MeetingPage:
    """Everything of a meeting that one reader may see and that is not behind closed doors."""

    meeting: Meeting
    bodies: tuple[str, ...]
    host: str
    presidency: str
    status_words: str
    tier_words: str
    sessions: tuple[SessionView, ...]
    #: the reader may open a page of what is kept behind closed doors
    has_closed: bool
    participation: str
    attendance: tuple[PresenceLine, ...]
    members_present: int
    members: int
    minutes: MinutesView | None
    papers: tuple[PaperLine, ...]
    decisions: tuple[DecisionCard, ...]
    periods: tuple[PeriodView, ...]

    @property
    def closed_session(self) -> bool:
        """Whether a session shown leads behind closed doors already."""
        return any(session.closed for session in self.sessions)


@dataclass(frozen=True)
class ClosedPage:
    """What is kept behind closed doors, for somebody who may open it."""

    meeting: Meeting
    sessions: tuple[SessionView, ...]
    points: tuple[AgendaLine, ...]
    paragraphs: tuple[ParagraphView, ...]
    papers: tuple[PaperLine, ...]
    decisions: tuple[DecisionCard, ...]
    #: the records whose opening is written down
    opened: tuple[Session | AgendaItem | MinutesParagraph | Paper, ...] = ()
    opened_decisions: tuple[int, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing that the reader may open."""
        return not (self.sessions or self.points or self.paragraphs or self.papers or self.decisions)


def find_meeting(user: type_of_reader, code: str) -> Meeting | None:
    """Return a meeting by its code, if the reader may see it."""
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(user)
    return (
        rows.select_related("body", "presidency", "host").prefetch_related("joint_with").filter(code=code)
    ).first()


def read_meeting(meeting: Meeting, user: type_of_reader) -> MeetingPage:
    """Return a meeting's page, in a constant number of queries."""
    sessions = _sessions(meeting, user)
    paragraphs = _paragraphs(meeting, user)
    papers = _papers(meeting, user)
    found = list(visible_decisions(user).filter(meeting=meeting))
    decisions = sorted(cards(found, user), key=lambda card: paragraph_order(card.paragraph))
    member = standing_of(user).member
    attendance = list(meeting.attendance.select_related("country", "organisation"))
    countries = member_countries(meeting)
    present = [row for row in attendance if row.presence == Attendance.Presence.PRESENT]
    codes = {country.pk for country in countries}
    closed = (
        any(s.closed or any(point.closed for point in s.agenda) for s in sessions)
        or any(p.closed for p in paragraphs)
        or any(p.closed for p in papers)
        or any(d.closed for d in decisions)
    )
    return MeetingPage(
        meeting=meeting,
        bodies=tuple(body.name.text for body in meeting.bodies),
        host=meeting.host.name.text if meeting.host else "",
        presidency=meeting.presidency.name.text if meeting.presidency else "",
        status_words=str(meeting.get_status_display()),
        tier_words=str(meeting.get_tier_display()),
        sessions=sessions,
        has_closed=closed,
        participation=participation(present),
        attendance=_presences(attendance, countries) if member else (),
        members_present=sum(row.country_id in codes for row in present),
        members=len(countries),
        minutes=_minutes(meeting, user, [p for p in paragraphs if not p.closed]),
        papers=tuple(p for p in papers if not p.closed),
        decisions=tuple(d for d in decisions if not d.closed),
        periods=_periods(meeting) if member else (),
    )


def read_closed(meeting: Meeting, user: type_of_reader) -> ClosedPage:
    """Return what is behind closed doors and open to the reader, with what is to be written down."""
    sessions = tuple(s for s in _sessions(meeting, user) if s.closed)
    points = AgendaItem.objects.visible_to(user).filter(session__meeting=meeting, tier=Tier.CLOSED)
    alone = points.exclude(session__tier=Tier.CLOSED)
    paragraphs = tuple(p for p in _paragraphs(meeting, user) if p.closed)
    papers = tuple(p for p in _papers(meeting, user) if p.closed)
    decisions = tuple(d for d in cards(visible_decisions(user).filter(meeting=meeting), user) if d.closed)
    opened = (
        *Session.objects.filter(pk__in=[s.pk for s in sessions]).select_related("meeting"),
        *alone,
        *MinutesParagraph.objects.filter(pk__in=[p.pk for p in paragraphs]),
    )
    return ClosedPage(
        meeting=meeting,
        sessions=sessions,
        points=tuple(_point(item) for item in alone),
        paragraphs=paragraphs,
        papers=papers,
        decisions=tuple(sorted(decisions, key=lambda card: paragraph_order(card.paragraph))),
        opened=opened,
        opened_decisions=tuple(d.pk for d in decisions),
    )


def member_countries(meeting: Meeting) -> tuple[Country, ...]:
    """Return the Member Countries on the day of a meeting, in the reader's order."""
    day = meeting.starts_on or meeting.ends_on
    seats = Membership.objects.in_force(day).filter(kind=Membership.Kind.MEMBER).select_related("country")
    return tuple(in_alphabetical_order((s.country for s in seats), lambda country: country.name.text))


def participation(present: Iterable[Attendance]) -> str:
    """Return «con la participación de …», countries in the reader's order; nothing where nobody is recorded.

    Nothing is said of whoever is not in it: a seat is neither presence nor consent (E-1).
    """
    names = [row.country.name.text for row in present if row.country]
    ordered = in_alphabetical_order(names, lambda name: name)
    if not ordered:
        return ""
    return _("with the participation of %(countries)s") % {
        "countries": get_text_list(list(ordered), _("and"))
    }


def paragraph_order(paragraph: str) -> tuple[tuple[int, str], ...]:
    """Sort paragraphs as people count: 2 before 10, 4 before 4 a, those without a number last."""
    pieces = paragraph.replace(".", " ").replace("-", " ").split()
    return tuple((int(p), "") if p.isdigit() else (0, p) for p in pieces) or ((10**6, ""),)


def _sessions(meeting: Meeting, user: type_of_reader) -> tuple[SessionView, ...]:
    agenda: dict[int, list[AgendaLine]] = {}
    for item in AgendaItem.objects.visible_to(user).filter(session__meeting=meeting):
        agenda.setdefault(item.session_id, []).append(_point(item))
    return tuple(
        SessionView(
            pk=session.pk,
            number=number,
            title=session.title,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            city=city_of(timezone.get_current_timezone()),
            tier=str(session.get_tier_display()),
            closed=session.tier == Tier.CLOSED,
            agenda=tuple(agenda.get(session.pk, ())),
        )
        for number, session in enumerate(Session.objects.visible_to(user).filter(meeting=meeting), 1)
    )


def _point(item: AgendaItem) -> AgendaLine:
    return AgendaLine(item.pk, item.title, str(item.get_tier_display()), item.tier == Tier.CLOSED)


def _paragraphs(meeting: Meeting, user: type_of_reader) -> tuple[ParagraphView, ...]:
    found = MinutesParagraph.objects.visible_to(user).filter(minutes__meeting=meeting)
    return tuple(
        ParagraphView(
            pk=row.pk,
            number=number,
            text=row.text,
            closed=row.tier == Tier.CLOSED or (row.session is not None and row.session.tier == Tier.CLOSED),
        )
        for number, row in enumerate(found.select_related("session"), 1)
    )


def _minutes(meeting: Meeting, user: type_of_reader, paragraphs: list[ParagraphView]) -> MinutesView | None:
    minutes = Minutes.objects.visible_to(user).filter(meeting=meeting).first()
    if minutes is None or not (standing_of(user).member or minutes.status == Minutes.Status.APPROVED):
        return None
    return MinutesView(
        pk=minutes.pk,
        status=minutes.status,
        status_words=str(minutes.get_status_display()),
        approved_on=minutes.approved_on,
        paragraphs=tuple(paragraphs),
    )


def _papers(meeting: Meeting, user: type_of_reader) -> tuple[PaperLine, ...]:
    found = Paper.objects.visible_to(user).filter(meeting=meeting).select_related("session")
    return tuple(
        PaperLine(
            pk=row.pk,
            url=reverse("meetings:paper", args=[row.key]),
            title=row.title,
            kind=str(row.get_kind_display()),
            name=row.name,
            size=row.size,
            tier=str(row.get_tier_display()),
            closed=row.tier == Tier.CLOSED or (row.session is not None and row.session.tier == Tier.CLOSED),
        )
        for row in found
    )


def _presences(rows: list[Attendance], countries: tuple[Country, ...]) -> tuple[PresenceLine, ...]:
    """Return every Member Country, recorded or not, then whoever else was recorded."""
    by_country = {row.country_id: row for row in rows if row.country_id}
    member = [_presence(country.name.text, by_country.pop(country.pk, None)) for country in countries]
    others = [_presence(str(row.country or row.organisation), row) for row in rows if _other(row, by_country)]
    return (*member, *in_alphabetical_order(others, lambda line: line.name))


def _other(row: Attendance, left: dict[str, Attendance]) -> bool:
    return row.organisation_id is not None or row.country_id in left


def _presence(name: str, row: Attendance | None) -> PresenceLine:
    said = Attendance.Presence(row.presence) if row else Attendance.Presence.NOT_RECORDED
    whole = row.institutions if row else Wording("", reading_language())
    names = [line.strip() for line in whole.text.splitlines() if line.strip()]
    institutions = tuple(Wording(line, whole.lang, whole.pending) for line in names)
    return PresenceLine(name, said.value, str(said.label), institutions)


def _periods(meeting: Meeting) -> tuple[PeriodView, ...]:
    now = clock.now()
    comments: dict[int, list[CommentLine]] = {}
    for one in CountryComment.objects.filter(period__meeting=meeting).select_related("country"):
        line = CommentLine(one.country.name.text, one.text, one.written_at)
        comments.setdefault(one.period_id, []).append(line)
    return tuple(
        PeriodView(
            pk=period.pk,
            about=str(period.get_about_display()),
            country=period.country.name.text if period.country else "",
            closes_at=period.closes_at,
            open=now < period.closes_at,
            comments=tuple(comments.get(period.pk, ())),
        )
        for period in CommentPeriod.objects.filter(meeting=meeting).select_related("country")
    )
