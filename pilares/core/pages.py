"""The frame of every page: navigation, languages, light or dark, the demo's banner."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.bilingual import reading_language

THEMES = ("claro", "oscuro")
THEME_COOKIE = "pilares_tema"


@dataclass(frozen=True)
class Item:
    """One entry of the main navigation."""

    label: str
    url: str
    current: bool


def navigation(request: HttpRequest) -> tuple[Item, ...]:
    """Return the main navigation for this reader; `settings.NAVIGATION` names the pages."""
    signed_in = bool(getattr(request, "user", None) and request.user.is_authenticated)
    items = []
    for label, name, private in settings.NAVIGATION:
        if private and not signed_in:
            continue
        if isinstance(private, str) and not getattr(request.user.standing, private):  # type: ignore[union-attr]
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        home = url.count("/") == 2  # /es/ is the beginning of every address
        items.append(
            Item(str(label), url, request.path == url if home else request.path.startswith(url.rstrip("/")))
        )
    return tuple(items)


def alternates(request: HttpRequest) -> dict[str, str]:
    """Return this page's address in every language; a view may set `request.alternates` itself.

    An address that leads nowhere has no translation: the other language's home stands in for it.
    """
    known: dict[str, str] = getattr(request, "alternates", {})
    here, current = request.get_full_path(), reading_language()
    found = {}
    for code, _name in settings.LANGUAGES:
        there = known.get(code) or translate_url(here, code)
        found[code] = f"/{code}/" if there == here and code != current else there
    return found


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give every template what the frame of the page needs; of who signed in, their standing is asked."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    pages, places = navigation(request), settings.NAVIGATION_PLACES
    return {
        "navigation": pages[:places],
        "more": pages[places:],
        "alternates": alternates(request),
        "language": reading_language(),
        "theme": theme if theme in THEMES else "",
        "demo": settings.DEMO,
        "today": clock.today(),
    }


def past_day(typed: str) -> tuple[date | None, str]:
    """Return the day that an address asks for, or nothing and why it cannot be shown."""
    if not (typed := typed.strip()):
        return None, ""
    today = clock.today()
    try:
        found = parse_date(typed)
    except ValueError:
        found = None
    if found is None:
        said = _("«%(typed)s» is no day: write year, month and day as in %(today)s.")
        return None, said % {"typed": typed[:40], "today": today.isoformat()}
    if found > today:
        said = _("%(day)s is still to come: nothing is known of it yet.")
        return None, said % {"day": date_format(found, "DATE_FORMAT")}
    return found, ""
