"""What the bar above the matrix offers: views, filters that are on or off, each with its address."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from pilares.matrix.queries.filters import Filters, View
from pilares.matrix.queries.matrix import Matrix
from pilares.monitoring.models import Activity

type_of_address = Callable[[Filters], str]


@dataclass(frozen=True)
class Choice:
    """One link of the bar: its words, whether it is on, and where it leads."""

    text: str
    url: str
    on: bool = False
    #: number of the pillar whose glyph stands before the words
    pillar: int = 0


@dataclass(frozen=True)
class Choices:
    """Everything that the bar offers."""

    views: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    pillars: tuple[Choice, ...]
    states: tuple[Choice, ...]
    deadlines: tuple[Choice, ...]
    scopes: tuple[Choice, ...]
    gender: tuple[Choice, ...]
    support: tuple[Choice, ...]
    sorts: tuple[Choice, ...]
    #: what is on now, each with the address that takes it off
    active: tuple[Choice, ...]
    #: rows of candidates and of what left the plan, on or off
    extras: tuple[Choice, ...]
    clear: str
    previous: str
    following: str


def choices_of(matrix: Matrix, address: type_of_address) -> Choices:
    """Return the bar for what is asked now."""
    asked = matrix.filters
    link = _Link(asked, address)
    return Choices(
        views=tuple(_views(asked, address)),
        groups=tuple(
            link.toggle("groups", band.slug, band.short.text, also=band.code) for band in matrix.bands
        ),
        pillars=tuple(
            link.toggle("pillars", n, _("Pillar %(number)s") % {"number": n}, pillar=n) for n in (1, 2, 3)
        ),
        states=tuple(link.toggle("states", value, text) for value, text in _states()),
        deadlines=tuple(link.toggle("deadlines", value, text) for value, text in _deadlines(matrix)),
        scopes=tuple(link.toggle("scopes", value, text) for value, text in _scopes()),
        gender=tuple(
            link.toggle("gender", value, str(text)) for value, text in Activity.GenderMarker.choices
        ),
        support=tuple(link.toggle("support", value, text) for value, text in _support()),
        sorts=tuple(
            Choice(text, address(replace(asked, sort=value, page=1)), asked.sort == value)
            for value, text in _sorts()
        ),
        active=tuple(_active(matrix, address)),
        extras=tuple(_extras(asked, address)),
        clear=address(Filters(view=asked.view)),
        previous=address(replace(asked, page=asked.page - 1)) if asked.page > 1 else "",
        following=address(replace(asked, page=asked.page + 1)) if asked.page < matrix.pages else "",
    )


class _Link:
    """Builds the address that puts one value of a filter on or takes it off."""

    def __init__(self, asked: Filters, address: type_of_address) -> None:
        self.asked, self.address = asked, address

    def toggle(self, name: str, value: object, text: str, *, also: object = None, pillar: int = 0) -> Choice:
        """Return the choice for one value; `also` is another way to write the same value."""
        current = getattr(self.asked, name)
        on = value in current or (also is not None and also in current)
        kept = tuple(v for v in current if v not in (value, also))
        wanted: Any = {name: kept if on else (*current, value), "page": 1}
        return Choice(text, self.address(replace(self.asked, **wanted)), on, pillar)


def _views(asked: Filters, address: type_of_address) -> list[Choice]:
    texts = {
        View.PLANNING: _("Official 3.9"),
        View.EIGHT_ITEMS: _("4.2 complete"),
        View.FOLLOW_UP: _("Official 4.3"),
        View.MINE: _("My rows"),
        View.OVERDUE: _("Overdue"),
    }
    return [
        Choice(text, address(replace(asked, view=view, page=1)), asked.view == view)
        for view, text in texts.items()
    ]


def _states() -> list[tuple[str, str]]:
    return [
        ("completed", _("Completed")),
        ("in_process", _("In process of implementation")),
        ("not_achieved", _("Not achieved")),
        ("none", _("No status reported")),
    ]


def _deadlines(matrix: Matrix) -> list[tuple[str, str]]:
    years = [(str(y.number), _("Year %(number)s") % {"number": y.number}) for y in matrix.years]
    return [*years, ("soon", _("Within 30 days")), ("overdue", _("Overdue"))]


def _scopes() -> list[tuple[str, str]]:
    return [("national", _("National")), ("subregional", _("Subregional")), ("regional", _("Regional"))]


def _support() -> list[tuple[str, str]]:
    return [("with", _("With support")), ("without", _("Without support"))]


def _sorts() -> list[tuple[str, str]]:
    return [
        ("", _("Group and number")),
        ("deadline", _("Deadline")),
        ("state", _("Status")),
        ("updated", _("Last declared")),
    ]


def _active(matrix: Matrix, address: type_of_address) -> list[Choice]:
    """The filters that are on and have no chip of their own in the bar."""
    asked = matrix.filters
    named = {band.slug: band.short.text for band in matrix.bands} | {
        b.code: b.short.text for b in matrix.bands
    }
    themes = {t.code: t.name.text for line in matrix.lines for t in line.themes}
    actors = {p.token: p.name for line in matrix.lines for p in line.parties}
    labels: dict[str, Callable[[object], str]] = {
        "groups": lambda v: named.get(str(v), str(v)),
        "themes": lambda v: _("Theme: %(name)s") % {"name": themes.get(str(v), v)},
        "countries": lambda v: _("Country: %(name)s") % {"name": actors.get(f"country:{v}", v)},
        "principles": lambda v: _("Principle %(letter)s") % {"letter": v},
        "gender": lambda v: _("Gender marker %(number)s") % {"number": v},
        "states": lambda v: dict(_states())[str(v)],
        "deadlines": lambda v: dict(_deadlines(matrix)).get(str(v), str(v)),
        "scopes": lambda v: dict(_scopes())[str(v)],
        "support": lambda v: dict(_support())[str(v)],
    }
    found = [
        Choice(label(value), address(asked.without(name, value)), on=True)
        for name, label in labels.items()
        for value in getattr(asked, name)
    ]
    if asked.words:
        found.append(Choice(f"«{asked.words}»", address(asked.without("words")), on=True))
    return found


def _extras(asked: Filters, address: type_of_address) -> list[Choice]:
    replaced = Choice(
        _("Include replaced"), address(replace(asked, replaced=not asked.replaced, page=1)), asked.replaced
    )
    candidates = Choice(
        _("Include candidates"),
        address(replace(asked, candidates=not asked.candidates, page=1)),
        asked.candidates,
    )
    return [replaced, candidates]
