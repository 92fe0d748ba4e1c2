"""What an address asks of the matrix that there is not: it is left out and named, never an empty matrix."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from pilares.core.search import fold
from pilares.matrix.queries.filters import Filters
from pilares.people.access import type_of_reader
from pilares.people.models import Body, Country, Membership
from pilares.plans.models import Principle, Theme
from pilares.plans.queries.standing import plan_asked

GROUPS = (Body.Kind.GROUP, Body.Kind.AD_HOC)


def known(filters: Filters, user: type_of_reader) -> tuple[Filters, tuple[str, ...]]:
    """Return the filters without what names nothing, and those names; one query for each kind in use."""
    kept: dict[str, tuple[str, ...]] = {}
    left: list[str] = []
    for field, names in KINDS.items():
        if asked := getattr(filters, field):
            found = {name.lower() for row in names(asked, user) for name in row if name}
            kept[field] = tuple(value for value in asked if value.lower() in found)
            left += [value for value in asked if value.lower() not in found]
    return replace(filters, **kept) if left else filters, tuple(left)  # type: ignore[arg-type]


def _groups(asked: tuple[str, ...], _user: type_of_reader) -> Any:
    codes = [name.upper() for name in asked]
    named = Q(code__in=codes) | Q(slug_es__in=asked) | Q(slug_en__in=asked)
    return Body.objects.filter(named, kind__in=GROUPS).values_list("code", "slug_es", "slug_en")


def _themes(asked: tuple[str, ...], user: type_of_reader) -> Any:
    named = Q(code__in=asked) | Q(slug_es__in=asked) | Q(slug_en__in=asked)
    return Theme.objects.visible_to(user).filter(named).values_list("code", "slug_es", "slug_en")


KINDS: dict[str, Callable[[tuple[str, ...], type_of_reader], Any]] = {
    "groups": _groups,
    "themes": _themes,
    "countries": lambda asked, _user: Country.objects.filter(pk__in=asked).values_list("pk"),
    "principles": lambda asked, _user: Principle.objects.filter(letter__in=asked).values_list("letter"),
}


@dataclass(frozen=True)
class Offered:
    """One filter with everything that can be chosen in it."""

    field: str
    title: str
    choices: tuple[tuple[str, str, bool], ...]


def offered(filters: Filters, user: type_of_reader) -> tuple[Offered, ...]:
    """Return the filters that are too long for a menu: themes, countries, principles."""
    plan = plan_asked(filters.plan, user)
    themes = ((t.code, t.name.text) for t in Theme.objects.visible_to(user).filter(plan=plan))
    seats = Membership.objects.in_force().filter(kind=Membership.Kind.MEMBER)
    countries = ((c.code, c.name.text) for c in Country.objects.filter(memberships__in=seats).distinct())
    principles = ((p.letter, f"{p.letter}) {p.name}") for p in Principle.objects.filter(plan=plan))
    return (
        _offered("themes", _("Theme"), sorted(themes, key=_by_words), filters),
        _offered("countries", _("Country"), sorted(countries, key=_by_words), filters),
        _offered("principles", _("Principle"), list(principles), filters),
    )


def _by_words(pair: tuple[str, str]) -> str:
    return fold(pair[1])


def _offered(field: str, title: str, pairs: list[tuple[str, str]], filters: Filters) -> Offered:
    on = {value.lower() for value in getattr(filters, field)}
    return Offered(field, title, tuple((value, text, value.lower() in on) for value, text in pairs))
