"""The calendar's page: the agenda from a day on, and the month beside it (screens.md 15)."""

from calendar import Calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.bilingual import reading_language
from pilares.home.queries.calendar import Asked, Event, Kind, events
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body

#: how far the agenda looks ahead while no month is asked for
AHEAD = timedelta(days=92)


@dataclass(frozen=True)
class Wanted:
    """What an address asks of the calendar, and what in it was not understood."""

    month: date | None = None
    group: str = ""
    kind: Kind | None = None
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class Day:
    """A day of the month with what falls on it."""

    on: date
    here: bool
    today: bool
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Choice:
    """A link of the calendar's bar."""

    text: str
    url: str
    on: bool = False


@dataclass(frozen=True)
class CalendarPage:
    """Everything that the page shows."""

    wanted: Wanted
    title: str
    agenda: tuple[tuple[date, tuple[Event, ...]], ...]
    weeks: tuple[tuple[Day, ...], ...]
    month: date
    previous: str
    following: str
    group: Body | None
    groups: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    #: the calendar with nothing taken out of it
    plain: str
    #: the first and the last day of the agenda
    since: date
    until: date


def kind_words() -> dict[Kind, str]:
    """Return what the kinds are called."""
    return {
        Kind.MEETING: _("Meetings"),
        Kind.WINDOW: _("Reporting windows"),
        Kind.REQUEST: _("Figures asked of you"),
        Kind.ACTIVITY: _("Deadlines of activities"),
        Kind.TEXT: _("Texts in consultation"),
    }


#: the kinds that a reader without an office never has
INNER = {Kind.WINDOW, Kind.REQUEST, Kind.TEXT}


def read_wanted(query: Mapping[str, str]) -> Wanted:
    """Read an address's query, in either language; what is not understood is left out and named."""
    asked = {
        "month": query.get("mes") or query.get("month") or "",
        "group": query.get("grupo") or query.get("group") or "",
        "kind": query.get("tipo") or query.get("kind") or "",
    }
    month, kind = _month(asked["month"]), KINDS.get(asked["kind"])
    ignored = [asked[name] for name, read in (("month", month), ("kind", kind)) if asked[name] and not read]
    return Wanted(month, asked["group"], kind, tuple(ignored))


#: how the kinds are called in the address, in Spanish and in English
KINDS = {
    "reuniones": Kind.MEETING, "ventanas": Kind.WINDOW, "datos": Kind.REQUEST, "actividades": Kind.ACTIVITY,
    "textos": Kind.TEXT, **{kind.value: kind for kind in Kind},
}  # fmt: skip


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01") if len(text) == 7 and "2000" <= text[:4] <= "2099" else None
    except ValueError:
        return None


def _named(groups: Iterable[Body], name: str) -> Body | None:
    """Return the group that an address names by its slug in either language, or by its code."""
    wanted = name.lower()
    return next((g for g in groups if wanted in {g.slug_es, g.slug_en, g.code.lower()}), None)


def find_group(name: str) -> Body | None:
    """Return the group that an address names, if there is one."""
    return _named(_groups(), name)


def _groups() -> tuple[Body, ...]:
    return tuple(Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC)))


def calendar_address(wanted: Wanted, group: Body | None, language: str = "") -> str:
    """Return the calendar's address for what is asked, in the words of a language."""
    spanish = (language or reading_language()) == "es"
    kind = next((word for word, kind in KINDS.items() if kind is wanted.kind), "") if spanish else wanted.kind
    asked = {
        "mes" if spanish else "month": f"{wanted.month:%Y-%m}" if wanted.month else "",
        "grupo" if spanish else "group": group.slug if group else "",
        "tipo" if spanish else "kind": str(kind or ""),
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('home:calendar')}{'?' if query else ''}{query}"


def public_feeds() -> tuple[Choice, ...]:
    """Return the addresses of the public files: of everything, and of each group."""
    here = settings.ADDRESS
    groups = ((g.name.text, reverse("home:calendar_group", args=[g.slug])) for g in _groups())
    every = (_("Everything that is public"), reverse("home:calendar_ics"))
    return tuple(Choice(text, here + path) for text, path in (every, *groups))


def calendar_page(user: type_of_reader, wanted: Wanted) -> CalendarPage:
    """Read the agenda and the month; the number of queries does not depend on what there is."""
    today, groups = clock.today(), _groups()
    group = _named(groups, wanted.group)
    if wanted.group and group is None:
        wanted = Wanted(wanted.month, "", wanted.kind, (*wanted.ignored, wanted.group))
    month = wanted.month or today.replace(day=1)
    following = (month + timedelta(days=32)).replace(day=1)
    since, until = (month, following - timedelta(days=1)) if wanted.month else (today, today + AHEAD)
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    days = (min(since, weeks[0][0]), max(until, weeks[-1][-1]))
    found = events(Asked(user, *days, group), (wanted.kind,) if wanted.kind else ())
    inside = [event for event in found if since <= event.on <= until or _runs(event, since)]
    before = (month - timedelta(days=1)).replace(day=1)
    return CalendarPage(
        wanted=wanted,
        title=date_format(month, "F Y"),
        agenda=tuple((day, tuple(those)) for day, those in groupby(inside, lambda event: event.on)),
        weeks=tuple(tuple(_day(day, month, today, found) for day in week) for week in weeks),
        month=month,
        previous=calendar_address(replace(wanted, month=before), group),
        following=calendar_address(replace(wanted, month=following), group),
        group=group,
        groups=tuple(
            Choice(g.short.text, calendar_address(wanted, None if g == group else g), g == group)
            for g in groups
        ),
        kinds=tuple(_kinds(user, wanted, group)),
        plain=calendar_address(Wanted(month=wanted.month), None),
        since=since,
        until=until,
    )


def _kinds(user: type_of_reader, wanted: Wanted, group: Body | None) -> Iterator[Choice]:
    for kind, text in kind_words().items():
        if standing_of(user).offices or kind not in INNER:
            on = wanted.kind is kind
            yield Choice(text, calendar_address(replace(wanted, kind=None if on else kind), group), on)


def _runs(event: Event, day: date) -> bool:
    """Whether something that began before a day still goes on."""
    return event.on < day and event.until is not None and event.until >= day


def _day(day: date, month: date, today: date, found: tuple[Event, ...]) -> Day:
    here = tuple(event for event in found if event.on == day or (_runs(event, day)))
    return Day(day, day.month == month.month, day == today, here)
