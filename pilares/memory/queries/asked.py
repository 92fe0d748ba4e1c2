"""The figures that were asked for, and the windows: only to those whom they concern, and who steers (M17)."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pilares.core.access import Tier
from pilares.core.trail import Entry
from pilares.memory import maths
from pilares.memory.queries.acts import REQUEST, WINDOW, Acts
from pilares.memory.queries.shapes import Change, Kind, Subject
from pilares.monitoring.models import Activity, Period, Request, Window
from pilares.monitoring.queries.figures import period_words
from pilares.monitoring.queries.names import Register
from pilares.monitoring.queries.ways import address
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Country

WITHDRAWN = "withdraw_request"


def requests_of(
    acts: Acts, asked: "QuerySet[Activity]", user: type_of_reader, register: Register
) -> dict[int, list[Change]]:
    """Return what was asked of each activity, by its key, as far as the reader is concerned."""
    of_request: dict[int, list[Entry]] = defaultdict(list)
    for entry in acts.others[REQUEST]:
        of_request[entry.object_id].append(entry)
    told: dict[int, list[Change]] = defaultdict(list)
    if not of_request:
        return told
    seen = Request.objects.visible_to(user).filter(pk__in=list(of_request))
    rows = seen.filter(period__indicator__activity__in=asked.values("pk"))
    for row in rows.select_related("period__indicator", "period__year", "country"):
        country = row.country.name.text if row.country else ""
        label = _label(row.period, country)
        told[row.period.indicator.activity_id] += _asked(row, label, of_request[row.pk], register)
    if standing_of(user).steers:
        for activity, change in _withdrawn(of_request, asked, register):
            told[activity].append(change)
    return told


def _label(period: Period, country: str) -> str:
    place = ", ".join(part for part in (period_words(period), country) if part)
    return _("%(part)s: %(field)s") % {"part": period.indicator.code, "field": place}


def _asked(row: Request, label: str, entries: list[Entry], register: Register) -> Iterable[Change]:
    """Yield the day by which a figure is asked, net of its moves, and that it was passed on."""
    moves = [
        (e, *e.details["changes"]["due_on"]) for e in entries if "due_on" in e.details.get("changes", {})
    ]
    asked = next((entry for entry in entries if entry.verb == "ask"), None)
    days = [(before, after) for _entry, before, after in moves]
    if asked or days:
        before, after = maths.net(days) if days else ("", row.due_on.isoformat())
        last, said = (moves[-1][0] if moves else asked), _("figure asked for, by")
        assert last is not None  # noqa: S101 (one of them is there)
        yield Change(
            Kind.REQUEST,
            f"{label}, {said}",
            "" if asked else _day(before),
            _day(after),
            last.at,
            register.capacity(last.capacity, "", in_full=True),
            reason=str(last.details.get("reason") or ""),
            edits=len(days) or 1,
            cancelled=not asked and before == after,
            tier=Tier.MEMBERS,
        )
    for entry in entries:
        if entry.verb == "reassign":
            by = register.capacity(entry.capacity, "", in_full=True)
            said = _("passed on")
            yield Change(Kind.REQUEST, f"{label}, {said}", "", "", entry.at, by, tier=Tier.MEMBERS)


def _withdrawn(
    of_request: dict[int, list[Entry]], asked: "QuerySet[Activity]", register: Register
) -> Iterable[tuple[int, Change]]:
    """Yield, for who steers, what is asked for no longer; asked and withdrawn in one span, it is nothing."""
    gone = {pk: some[-1] for pk, some in of_request.items() if some[-1].verb == WITHDRAWN}
    gone = {pk: entry for pk, entry in gone.items() if all(e.verb != "ask" for e in of_request[pk])}
    if not gone:
        return
    wanted = Period.objects.filter(indicator__activity__in=asked.values("pk"))
    periods = wanted.select_related("indicator", "year").in_bulk([e.details["period"] for e in gone.values()])
    countries = {country.code: country.name.text for country in Country.objects.all()}
    for entry in gone.values():
        if period := periods.get(entry.details["period"]):
            label, said = (
                _label(period, countries.get(entry.details["country"], "")),
                _("asked for no longer"),
            )
            by = register.capacity(entry.capacity, "", in_full=True)
            yield (
                period.indicator.activity_id,
                Change(Kind.REQUEST, f"{label}, {said}", "", "", entry.at, by, tier=Tier.MEMBERS),
            )


def _day(text: str) -> str:
    day = parse_date(text) if text else None
    return date_format(day, "DATE_FORMAT") if day else ""


# --- Windows -----------------------------------------------------------------------------------------------


def windows_of(acts: Acts, user: type_of_reader, register: Register) -> Iterable[Subject]:
    """Yield the windows that were set or moved, for who steers alone, as their page is."""
    if not standing_of(user).steers:
        return
    of_window: dict[int, list[Entry]] = defaultdict(list)
    for entry in acts.others[WINDOW]:
        of_window[entry.object_id].append(entry)
    rows = Window.objects.in_bulk(list(of_window)) if of_window else {}
    for pk, window in rows.items():
        changes = tuple(_window(of_window[pk], register))
        if changes:
            where = address("monitoring:window", str(pk))
            yield Subject(
                _("Reporting window"),
                window.name,
                where,
                Tier.MEMBERS,
                changes,
                f"zz{pk:06d}",
                f"window-{pk}",
            )


def _window(entries: list[Entry], register: Register) -> Iterable[Change]:
    moved: dict[str, list[tuple[str, str]]] = defaultdict(list)
    by = {entry.pk: register.capacity(entry.capacity, "", in_full=True) for entry in entries}
    for entry in entries:
        if entry.verb == "open_window":
            days = [_day(entry.details.get(name, "")) for name in ("opens", "closes")]
            yield Change(
                Kind.REQUEST, _("Window set"), "", " – ".join(filter(None, days)), entry.at, by[entry.pk]
            )
        for name, (before, after) in (entry.details.get("changes") or {}).items():
            moved[name].append((before, after))
    last = entries[-1]
    for name, edits in moved.items():
        before, after = maths.net(edits)
        label = str(capfirst(Window._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
        say = _day if name.endswith("_on") else str
        reason = str(last.details.get("reason") or "")
        yield Change(
            Kind.REQUEST, label, say(before), say(after), last.at, by[last.pk], reason=reason,
            edits=len(edits), cancelled=before == after,
        )  # fmt: skip
