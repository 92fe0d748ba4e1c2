"""The calendar as its files say it, which programs read again and again (E-3)."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.icalendar import Occasion
from pilares.core.trail import OPENED, Entry
from pilares.home.queries.calendar import Asked, Event, events
from pilares.people.access import type_of_reader
from pilares.people.models import Body

BACK, AHEAD = timedelta(days=92), timedelta(days=730)


def calendar_feed(user: type_of_reader, group: Body | None = None) -> tuple[str, tuple[Occasion, ...]]:
    """Return what a reader may see at this moment, from three months ago until in two years."""
    today = clock.today()
    found = events(Asked(user, today - BACK, today + AHEAD, group))
    changes = changes_of(found)
    name = _("RCM calendar")
    if group:
        name = f"{name}: {group.short.text}"
    if settings.DEMO:
        mark = _("illustrative data")
        name = f"{name} ({mark})"
    host = urlsplit(settings.ADDRESS).hostname or "pilares"
    return name, tuple(_occasion(one, host, changes) for one in found)


def changes_of(found: tuple[Event, ...]) -> dict[tuple[str, int], tuple[int, datetime]]:
    """Return how often the record behind each event was acted on, and when last; one query."""
    where = Q()
    for model in {event.model for event in found}:
        where |= Q(model=model, object_id__in=[event.pk for event in found if event.model == model])
    if not found:
        return {}
    rows = Entry.objects.filter(where).exclude(verb=OPENED).order_by().values_list("model", "object_id")
    return {(model, pk): (n, at) for model, pk, n, at in rows.annotate(n=Count("pk"), at=Max("at"))}


def _occasion(one: Event, host: str, changes: dict[tuple[str, int], tuple[int, datetime]]) -> Occasion:
    sequence, stamp = changes.get((one.model, one.pk), (0, clock.now()))
    about = [one.about, _("Illustrative data.") if one.illustrative else ""]
    return Occasion(
        uid=f"{one.key}@{host}",
        sequence=sequence,
        stamp=stamp,
        title=one.title,
        starts=one.at or one.on,
        ends=one.ends_at if one.at else one.until,
        about="\n".join(part for part in about if part),
        place=one.place,
        url=settings.ADDRESS + one.url if one.url else "",
        cancelled=one.cancelled,
    )
