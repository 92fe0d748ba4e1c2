"""Days and numbers as people write them in cells; what can be read in two ways is asked once (AC-09)."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.utils.dates import MONTHS
from django.utils.translation import override

from pilares.core.numbers import read_number
from pilares.core.search import fold
from pilares.core.tables import type_of_value
from pilares.matrix.imports.labels import LANGUAGES

DMY, MDY = "dmy", "mdy"
FIGURES = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[t ]\d{2}:\d{2}.*)?")
DAY_FIRST = re.compile(r"(\d{1,2})\.?[ \-/]+(?:de )?([a-z]+)\.?[ \-/,]+(?:de |del )?(\d{4}|\d{2})")
MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
NUMBER = re.compile(r"[+\-−]?\d[\d.,'’\u00a0\u2009\u202f ]*")
MARKED = re.compile(r"\d[.,]\d")


@dataclass(frozen=True)
class Day:
    """A day that was read; `other` is what the other order of day and month would make of it."""

    value: date
    other: date | None = None


@dataclass(frozen=True)
class Ways:
    """How the person says that this file writes days and numbers; empty while nobody asked."""

    order: str = ""
    mark: str = ""


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Return the numbers of the months by their folded names, whole and short, in both languages."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            for number, name in MONTHS.items():
                word = fold(str(name))
                found[word] = found[word[:3]] = number
    return found | {"set": 9, "setiembre": 9, "sept": 9}


def read_day(text: str, value: type_of_value, ways: Ways) -> Day | None:
    """Return the day that a cell says, or `None`."""
    if isinstance(value, date):
        return Day(value.date() if isinstance(value, datetime) else value)
    words = fold(text).strip(" .;,")
    if found := ISO.fullmatch(words):
        return _day(found[1], found[2], found[3])
    if found := FIGURES.fullmatch(words):
        return _in_figures(found[1], found[2], found[3], ways)
    if found := DAY_FIRST.fullmatch(words):
        return _day(found[3], months().get(found[2], 0), found[1])
    if found := MONTH_FIRST.fullmatch(words):
        return _day(found[3], months().get(found[1], 0), found[2])
    return None


def _in_figures(first: str, second: str, year: str, ways: Ways) -> Day | None:
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first and month_first and day_first != month_first:
        chosen, other = (month_first, day_first) if ways.order == MDY else (day_first, month_first)
        return Day(chosen.value, other.value)
    return day_first or month_first


def order_of(text: str) -> str:
    """Return the order that a day in figures can only have, or nothing."""
    found = FIGURES.fullmatch(fold(text).strip(" .;,"))
    if not found:
        return ""
    first, second = int(found[1]), int(found[2])
    return DMY if first > 12 >= second else MDY if second > 12 >= first else ""


def _day(year: object, month: object, day: object) -> Day | None:
    number = int(str(year))
    try:
        return Day(date(number + 2000 if number < 100 else number, int(str(month)), int(str(day))))
    except ValueError:
        return None


@dataclass(frozen=True)
class Amount:
    """A number that was read, and whether it has a mark that the person confirms."""

    value: Decimal
    marked: bool
    #: whether the other mark would make another number of it: 1.234
    doubtful: bool = False


def read_amount(text: str, value: type_of_value, ways: Ways) -> Amount | None:
    """Return the number that a cell says, or `None`; a number of the spreadsheet itself is never in doubt."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Amount(Decimal(repr(value)), marked=False)
    found = read_number(text, ways.mark or ",")
    return Amount(found.value, bool(MARKED.search(text)), found.doubtful) if found else None


def mark_of(text: str) -> str:
    """Return the decimal mark that a number can only have, or nothing."""
    with_comma, with_point = read_number(text, ","), read_number(text, ".")
    if not with_comma or with_comma.doubtful or not with_point:
        return ""
    last = max(".,", key=text.rfind)
    return last if text.count(last) == 1 else "." if last == "," else ","
