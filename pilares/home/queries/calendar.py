"""What comes, by day: each kind from what the reader may see at this moment (screens.md 15, E-3)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pilares.consensus.models import Round, Silence
from pilares.core.bilingual import Wording, reading_language
from pilares.meetings.models import Meeting, Session
from pilares.monitoring.models import Activity, Request, Window
from pilares.monitoring.queries.figures import period_words
from pilares.monitoring.queries.ways import address
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body

#: states in which a deadline binds nobody any more
ENDED = (Activity.State.COMPLETED, Activity.State.NOT_ACHIEVED)


class Kind(StrEnum):
    """What an event is; the calendar is narrowed by it."""

    MEETING = "meetings"
    WINDOW = "windows"
    REQUEST = "requests"
    ACTIVITY = "activities"
    TEXT = "texts"


@dataclass(frozen=True)
class Event:
    """Something that has a day."""

    #: never changes: `meeting-12`, `window-3-closes`
    key: str
    kind: Kind
    #: the record behind it, as the trail names it
    model: str
    pk: int
    on: date
    title: str
    lang: str = ""
    until: date | None = None
    at: datetime | None = None
    ends_at: datetime | None = None
    about: str = ""
    place: str = ""
    url: str = ""
    cancelled: bool = False
    illustrative: bool = False


@dataclass(frozen=True)
class Asked:
    """Whose calendar, of which days, of which group alone if of one."""

    user: type_of_reader
    since: date
    until: date
    group: Body | None = None

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """The same days as instants in the reader's zone."""
        first = datetime.combine(self.since, time.min)
        last = datetime.combine(self.until + timedelta(days=1), time.min)
        return timezone.make_aware(first), timezone.make_aware(last)


def events(asked: Asked, kinds: tuple[Kind, ...] = ()) -> tuple[Event, ...]:
    """Return what falls into these days, in order; a query for each kind, whatever their number."""
    wanted = kinds or tuple(Kind)
    found = [event for kind, read in SOURCES if kind in wanted for event in read(asked)]
    return tuple(sorted(found, key=_order))


def _order(event: Event) -> tuple[date, bool, datetime, str]:
    """By day; within it what has no hour first."""
    midnight = timezone.make_aware(datetime.combine(event.on, time.min))
    return event.on, event.at is not None, event.at or midnight, event.key


def _lang(said: Wording) -> str:
    return said.lang if said.lang != reading_language() else ""


def _day(instant: datetime) -> date:
    return timezone.localtime(instant).date()


def _meetings(asked: Asked) -> Iterator[Event]:
    falls = Q(starts_on__lte=asked.until) & (Q(ends_on__gte=asked.since) | Q(starts_on__gte=asked.since))
    seen = Meeting.objects.visible_to(asked.user).filter(falls)
    if asked.group:
        joint = Meeting.joint_with.through.objects.filter(body=asked.group).values("meeting")
        seen = seen.filter(Q(body=asked.group) | Q(pk__in=joint))
    for one in seen.select_related("body"):
        about = (one.body.short.text, str(one.get_modality_display()).lower() if one.modality else "")
        yield Event(
            key=f"meeting-{one.pk}", kind=Kind.MEETING, model="meetings.meeting", pk=one.pk,
            on=_day(one.starts_at) if one.starts_at else one.starts_on, until=one.ends_on, at=one.starts_at,
            title=one.name.text, lang=_lang(one.name), about=" · ".join(part for part in about if part),
            place=one.place.text, url=address("meetings:page", one.code),
            cancelled=one.status == Meeting.Status.CANCELLED, illustrative=one.illustrative,
        )  # fmt: skip


def _sessions(asked: Asked) -> Iterator[Event]:
    """The parts of meetings that have an hour of their own, open or closed, for whoever may know of them."""
    first, last = asked.instants
    seen = Session.objects.visible_to(asked.user).filter(starts_at__gte=first, starts_at__lt=last)
    if asked.group:
        seen = seen.filter(meeting__body=asked.group)
    for one in seen.select_related("meeting"):
        yield Event(
            key=f"session-{one.pk}", kind=Kind.MEETING, model="meetings.session", pk=one.pk,
            on=_day(one.starts_at), at=one.starts_at, ends_at=one.ends_at, title=one.title.text,
            lang=_lang(one.title), about=one.meeting.name.text, place=one.meeting.place.text,
            url=address("meetings:page", one.meeting.code),
            cancelled=one.meeting.status == Meeting.Status.CANCELLED, illustrative=one.meeting.illustrative,
        )  # fmt: skip


def _windows(asked: Asked) -> Iterator[Event]:
    """The two ends of a reporting window, for whoever holds an office: figures are asked of them."""
    standing = standing_of(asked.user)
    if not standing.offices or asked.group:
        return
    for one in Window.objects.filter(closes_on__gte=asked.since, opens_on__lte=asked.until):
        url = address("monitoring:window", str(one.pk)) if standing.steers else address("home:my_work")
        for end, day, said in (
            ("opens", one.opens_on, _("Opens: %(window)s")),
            ("closes", one.closes_on, _("Closes: %(window)s")),
        ):
            if asked.since <= day <= asked.until:
                yield Event(
                    key=f"window-{one.pk}-{end}", kind=Kind.WINDOW, model="monitoring.window", pk=one.pk,
                    on=day, title=said % {"window": one.name.text}, lang=_lang(one.name), url=url,
                    illustrative=one.illustrative,
                )  # fmt: skip


def _requests(asked: Asked) -> Iterator[Event]:
    """The days by which figures are asked of this person, while they have not answered."""
    if not asked.user.pk:
        return
    mine = Request.objects.asked_of(asked.user).unanswered()
    if asked.group:
        mine = mine.filter(period__indicator__activity__group=asked.group)
    due = mine.filter(due_on__gte=asked.since, due_on__lte=asked.until)
    for one in due.select_related("period__indicator__activity", "period__year", "country"):
        indicator = one.period.indicator
        about = (indicator.name.text, period_words(one.period), one.country.name.text if one.country else "")
        yield Event(
            key=f"request-{one.pk}", kind=Kind.REQUEST, model="monitoring.request", pk=one.pk, on=one.due_on,
            title=_("Figure due: %(code)s") % {"code": indicator.code},
            about=" · ".join(part for part in about if part),
            url=address("monitoring:report_request", str(one.pk)),
            illustrative=indicator.activity.illustrative,
        )  # fmt: skip


def _activities(asked: Asked) -> Iterator[Event]:
    """The deadlines of activities that are still worked on (§4.2.6)."""
    seen = Activity.objects.visible_to(asked.user).exclude(state__in=ENDED)
    seen = seen.filter(due_on__gte=asked.since, due_on__lte=asked.until, stage__in=Activity.ROWS)
    if asked.group:
        seen = seen.filter(group=asked.group)
    for one in seen.select_related("group"):
        assert one.due_on  # noqa: S101  the filter says so; for the type checker
        yield Event(
            key=f"activity-{one.pk}", kind=Kind.ACTIVITY, model="monitoring.activity", pk=one.pk,
            on=one.due_on,
            title=_("Deadline of %(code)s: %(title)s") % {"code": one.code, "title": one.title},
            lang=_lang(one.title), about=one.group.short.text,
            url=address("monitoring:activity", one.code), illustrative=one.illustrative,
        )  # fmt: skip


def _texts(asked: Asked) -> Iterator[Event]:
    """When observations on a text, or a silence, end: exact instants (Tabla 3)."""
    if asked.group:
        return
    first, last = asked.instants
    for model, name, said in (
        (Round, "round", _("Observations close: %(text)s")),
        (Silence, "silence", _("The silence procedure expires: %(text)s")),
    ):
        seen = model.objects.visible_to(asked.user).filter(closes_at__gte=first, closes_at__lt=last)
        for one in seen.select_related("version__document"):
            title = one.version.document.title
            yield Event(
                key=f"{name}-{one.pk}", kind=Kind.TEXT, model=f"consensus.{name}", pk=one.pk,
                on=_day(one.closes_at), at=one.closes_at, title=said % {"text": title.text},
                lang=_lang(title), url=address(f"consensus:{name}", str(one.pk)),
                illustrative=one.illustrative,
            )  # fmt: skip


SOURCES: tuple[tuple[Kind, Callable[[Asked], Iterator[Event]]], ...] = (
    (Kind.MEETING, _meetings),
    (Kind.MEETING, _sessions),
    (Kind.WINDOW, _windows),
    (Kind.REQUEST, _requests),
    (Kind.ACTIVITY, _activities),
    (Kind.TEXT, _texts),
)
