"""Exact instants: a deadline in the reader's hour, the Secretariat's and UTC, and how long is left."""

from datetime import datetime, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.core import clock
from pilares.core.templatetags.ui.library import register
from pilares.core.zones import Hour, hours, in_words


@register.simple_tag
def deadline(instant: datetime) -> SafeString:
    """An exact instant in one line: «Friday 20 August 2021, 19:00 (Ottawa) · 17:00 (San José) · …»."""
    return format_html('<time datetime="{}">{}</time>', instant.isoformat(), in_words(instant))


@register.simple_tag
def deadline_clock(instant: datetime, label: str = "", over: str = "") -> SafeString:
    """How long is left until an instant, and the instant in the reader's zone, San José and UTC.

    `label` names the section; `over` is what is said instead of the time left («The deadline has passed»),
    by default once the instant has passed.
    """
    now = clock.now()
    if over or now >= instant:
        left = format_html('<p class="rotulo">{}</p><b>{}</b>', label, over or _("The deadline has passed"))
    else:
        opened = hours(now)[0]
        about = _("when this page was opened, %(hour)s in %(city)s") % {
            "hour": opened.hour,
            "city": opened.name,
        }
        left = format_html(
            '<p class="rotulo">{}</p><b>{}</b><span class="menor">{}</span>',
            _("Closes in"), time_left(instant - now), about,
        )  # fmt: skip
    places = hours(instant)
    cells = format_html_join(
        "",
        '<div><p class="rotulo">{}</p><b>{}</b> <span class="menor">{}</span></div>',
        (
            (_place(hour, yours=n == 0 and len(places) == 3), hour.hour, hour.day)
            for n, hour in enumerate(places)
        ),
    )
    return format_html(
        '<section class="reloj" aria-label="{}"><div class="cuenta">{}</div>{}</section>',
        label or _("Deadline"), left, cells,
    )  # fmt: skip


def _place(hour: Hour, *, yours: bool) -> str:
    if yours:
        return _("Your time, %(city)s") % {"city": hour.city}
    return f"{hour.city} ({hour.offset})" if hour.city else "UTC"


def time_left(rest: timedelta) -> str:
    """Return how long something still takes: days and hours, or hours and minutes on the last day."""
    minutes = max(int(rest.total_seconds() // 60), 0)
    days, hours_left = minutes // 1440, minutes % 1440 // 60
    if days >= 2:
        said = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
        return f"{said} {hours_left} h" if hours_left else said
    return _("%(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": minutes % 60}
