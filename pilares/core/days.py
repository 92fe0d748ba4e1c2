"""A page as it stood at the end of a day, by the clock of the house, and what it says otherwise today."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override, pgettext

from pilares.core import clock
from pilares.core.pages import past_day
from pilares.core.redline import Run, redline

ISO = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")
#: the name of the day in the address, in Spanish and in English
NAMES = ("al", "as-of")


@dataclass(frozen=True)
class AsOf:
    """The day that an address asks for; without one, or with one that cannot be read, the page is today's."""

    typed: str = ""
    #: a day that is over
    day: date | None = None
    #: why what was typed is no such day, in a sentence
    problem: str = ""

    @property
    def query(self) -> str:
        """What an address says to keep the day, in the reader's language; nothing for today."""
        return f"?{self.name}={self.day.isoformat()}" if self.day else ""

    @property
    def name(self) -> str:
        """What the day is called in an address of the reader's language."""
        return pgettext("parameter of an address", "as-of")

    def query_in(self, language: str) -> str:
        """Return the same in another language."""
        with override(language):
            return self.query


def end_of(day: date) -> datetime:
    """Return the first instant after a day by the clock of the house, wherever the reader is."""
    midnight = datetime.combine(day + timedelta(days=1), time.min)
    return midnight.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


def written_days(text: str) -> str:
    """Return a text with the days that a program wrote in it, as 2019-06-30, as its reader writes them."""
    return ISO.sub(lambda found: _written(found[0]), text)


def _written(stamp: str) -> str:
    try:
        return date_format(date.fromisoformat(stamp), "DATE_FORMAT")
    except ValueError:  # it only looks like one
        return stamp


def day_in_the_house(at: datetime) -> date:
    """Return the day of an instant, in the time of the house."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def read_day(query: Mapping[str, str]) -> AsOf:
    """Read the day that an address asks for; today, here or in the house, is the page as it always is."""
    typed = next((query[name] for name in NAMES if name in query), "").strip()[:40]
    if not typed:
        return AsOf()
    day, problem = past_day(typed)
    if problem:
        return AsOf(typed, problem=problem)
    return AsOf(typed, day if day and day < day_in_the_house(clock.now()) else None)


# --- What stood, beside what stands ------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """Something that a page says otherwise today than it did on a day."""

    label: str
    #: empty where it was not there yet, or is there no more
    then: str
    today: str

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The words of both, where it is the same sentence rewritten; otherwise nothing."""
        runs = redline(self.then, self.today)
        kept = sum(len(run.text) for run in runs if run.kind == "equal")
        return runs if kept * 2 > max(len(self.then), len(self.today)) and len(self.then) > 40 else ()


@dataclass(frozen=True)
class Past:
    """What stands above a page of a day that is over."""

    as_of: AsOf
    day: date
    #: whether the reader could have read it then; if not, nothing of that day is said
    open: bool = True
    #: whether anything is on record of it so early
    known: bool = True
    #: if not, the first day of which there is a record, if there is any
    first: date | None = None
    differences: tuple[Difference, ...] = ()
    #: what the record cannot say of that day, in sentences
    untold: tuple[str, ...] = ()

    @property
    def told(self) -> bool:
        """Whether anything of that day can be shown."""
        return self.open and self.known

    @property
    def query(self) -> str:
        """What an address says to keep the day."""
        return self.as_of.query


def differences(then: Mapping[str, str], today: Mapping[str, str]) -> tuple[Difference, ...]:
    """Return what is said otherwise of the same labels, in the order of that day and then of today."""
    labels = [*then, *(label for label in today if label not in then)]
    found = (Difference(label, then.get(label, ""), today.get(label, "")) for label in labels)
    return tuple(one for one in found if one.then != one.today)


def first_day(at: datetime | None) -> date | None:
    """Return the day of the first act or line on record."""
    return timezone.localtime(at, ZoneInfo(settings.TIME_ZONE)).date() if at else None
