"""Values told apart by sex, age, country…: the public is not shown how few people there are (§3.6 g)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from pilares.monitoring.models import Dimension, Measurement
from pilares.monitoring.queries.categories import CATEGORIES
from pilares.monitoring.queries.words import number_words
from pilares.people.access import type_of_reader


@dataclass(frozen=True)
class Cell:
    """One category and its value; what is too small to be published has none, and says so."""

    name: str
    value: Decimal | None
    hidden: bool = False

    @property
    def words(self) -> str:
        """The value, or that it is not published."""
        if self.hidden:
            return _("Not published")
        return number_words(self.value) if self.value is not None else _("No data")


@dataclass(frozen=True)
class Breakdown:
    """The values of one period told apart by one dimension, or by several together."""

    period: int
    name: str
    cells: tuple[Cell, ...]

    @property
    def hides(self) -> bool:
        """Whether something is left out because it is small."""
        return any(cell.hidden for cell in self.cells)


def breakdowns_of(
    indicator: int, user: type_of_reader, *, least: int, published: bool
) -> tuple[Breakdown, ...]:
    """Read what is validated and told apart, by period; one query.

    `published`: as the public may see it, so that no value between 0 and `least` is shown or can be worked
    out from the others.
    """
    rows = (
        Measurement.objects.visible_to(user)
        .counted()
        .filter(period__indicator=indicator)
        .exclude(dimensions={})
        .order_by("period__starts_on", "period", "pk")
        .values_list("period", "dimensions", "value", "numerator")
    )
    sums: dict[tuple[int, tuple[str, ...]], dict[tuple[str, ...], Decimal]] = defaultdict(dict)
    for period, dimensions, value, numerator in rows:
        number = value if value is not None else numerator
        if number is None:
            continue
        keys = tuple(sorted(dimensions))
        cells = sums[(period, keys)]
        category = tuple(str(dimensions[key]) for key in keys)
        cells[category] = cells.get(category, Decimal(0)) + number
    return tuple(
        Breakdown(
            period, _names_of(keys), _cells(cells, least=least if published else 0, alone=len(keys) == 1)
        )
        for (period, keys), cells in sums.items()
    )


def _names_of(keys: Sequence[str]) -> str:
    names = dict(Dimension.choices)
    return " × ".join(str(names.get(key, key)) for key in keys)


def _cells(cells: Mapping[tuple[str, ...], Decimal], *, least: int, alone: bool) -> tuple[Cell, ...]:
    hidden = withheld(list(cells.values()), least) if alone else _all_or_none(cells.values(), least)
    return tuple(
        Cell(
            " · ".join(str(CATEGORIES.get(part, part)) for part in category),
            None if at in hidden else value,
            at in hidden,
        )
        for at, (category, value) in enumerate(cells.items())
    )


def withheld(values: Sequence[Decimal], least: int) -> frozenset[int]:
    """Return which of the values that add up to a total are left out, by position.

    Those above zero and below `least`; and, so that nobody subtracts them from the total, the next smallest
    ones until two are left out and add up to `least`. Zero tells of nobody, and stays.
    """
    small = {at for at, value in enumerate(values) if 0 < value < least}
    if not small:
        return frozenset()
    others = sorted((at for at, value in enumerate(values) if value >= least), key=lambda at: values[at])
    while others and (len(small) < 2 or sum(values[at] for at in small) < least):
        small.add(others.pop(0))
    return frozenset(small)


def _all_or_none(values: Iterable[Decimal], least: int) -> frozenset[int]:
    """Of a table of two dimensions all is left out if one cell is small: its margins would tell."""
    found = list(values)
    return frozenset(range(len(found))) if any(0 < value < least for value in found) else frozenset()
