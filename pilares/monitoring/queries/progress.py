"""The figures of indicators: the same value, progress and words on every page, cell and file (AC-16).

Only what is validated and counts enters; members also get, marked, the figure with what waits for validation.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.bilingual import reading_language
from pilares.core.zones import day_there
from pilares.monitoring import maths
from pilares.monitoring.models import Indicator
from pilares.monitoring.queries import words
from pilares.monitoring.queries.facts import (
    COLUMNS,
    Facts,
    facts_of_records,
    read_facts,
    read_periods,
    type_of_span,
)
from pilares.monitoring.queries.reported import Reported, entry_of, reported_in
from pilares.people.access import type_of_reader

LONG_AGO = datetime.min.replace(tzinfo=UTC)
#: indicators whose figures a process remembers, several times what the CRM has
REMEMBERED = 2048


@dataclass(frozen=True)
class Strip:
    """The squares beside a figure of small whole numbers."""

    value: int
    target: int
    total: int


@dataclass(frozen=True)
class Progress:
    """What every surface says of one indicator."""

    code: str
    answer: maths.Progress
    way: words.Way
    #: when the last of the values that enter was validated
    validated_at: datetime | None
    #: the highest value that there can be: the countries there are, for instance
    most: int | None = None
    #: the same with what waits for validation, for the members who may see it; never public
    preliminary: "Progress | None" = None
    #: what it follows from
    measured: "Measured | None" = field(default=None, compare=False, repr=False)

    @cached_property
    def value(self) -> str:
        """«3 of 5 countries», «42 days (baseline 60, target 30)», «No data»."""
        return words.value_words(self.answer, self.way)

    @cached_property
    def progress(self) -> str:
        """«60 %», «140 %», «−12.5 % (regression)», «It is maintained», or why it cannot be said."""
        return words.progress_words(self.answer, self.way)

    @cached_property
    def text(self) -> str:
        """Both: «3 of 5 countries · 60 %»."""
        return f"{self.value} · {self.progress}" if self.progress else self.value

    @cached_property
    def checked(self) -> str:
        """As a check page says it: «3 of 5 countries (60 %)»."""
        return f"{self.value} ({self.progress})" if self.progress else self.value

    @property
    def plain_value(self) -> Decimal | None:
        """The value as a number for files, exact; nothing where there are no data."""
        return None if self.answer.value is None else maths.plain(self.answer.value)

    @property
    def has_data(self) -> bool:
        """Whether anything validated was reported; zero is something."""
        return self.answer.value is not None or self.answer.judgement is not None

    @property
    def short(self) -> bool:
        """Whether it is known that its target is not met (§4.2 a)."""
        return self.answer.reached is False

    @cached_property
    def coverage(self) -> str:
        """«1 of 2 periods with data»."""
        return words.coverage_words(self.answer)

    @property
    def validated_on(self) -> date | None:
        """The day of it, in the reader's zone."""
        return day_there(self.validated_at) if self.validated_at else None

    @property
    def validated(self) -> str:
        """«validated on 12 October 2021»; nothing while nothing is."""
        day = self.validated_on
        return words.validated_words(day) if day else ""

    @cached_property
    def strip(self) -> Strip | None:
        """The squares to draw; none for what has no small units, or is not counted up to a target."""
        target = self.answer.target.value if self.answer.target else None
        value, steps = self.answer.value, self.way.steps
        if self.way.measure == maths.Measure.MILESTONE:
            return Strip(len(self.answer.members or ()), steps, steps) if steps else None
        if self.way.measure != maths.Measure.UNIT or value is None or target is None:
            return None
        rising = self.way.direction in {maths.Direction.ASCENDING, maths.Direction.MAINTAIN}
        if not rising or value.denominator != 1 or target.denominator != 1 or value < 0:
            return None
        whole = max(int(value), int(target), 1, self.most or 0)
        return Strip(int(value), int(target), whole)


@dataclass(frozen=True, eq=False)
class Measured:
    """How an indicator is measured and what was reported for it, as the arithmetic takes it.

    What was read alike is one object (`_measured`), so that what follows from it is worked out once.
    """

    code: str
    configuration: maths.Configuration
    periods: tuple[maths.Period, ...]
    way: words.Way
    #: when each period's last value was validated
    validated: Mapping[maths.Key | None, datetime] = field(default_factory=dict)
    thresholds: maths.Thresholds = maths.THRESHOLDS

    @property
    def counted(self) -> tuple[maths.Period, ...]:
        """The periods with what is validated only."""
        return tuple(
            replace(period, entries=tuple(e for e in period.entries if e.validated))
            for period in self.periods
        )


def progress_of(indicators: Iterable[int], user: type_of_reader) -> dict[int, Progress]:
    """Return what is said of each of these indicators, by primary key; three queries for any number."""
    return progress_of_all(measured(indicators, user))


def progress_of_all(found: Mapping[int, Measured]) -> dict[int, Progress]:
    """Return what is said today of indicators that were read; asks the database nothing."""
    today = clock.today()
    return {pk: progress_from(one, today) for pk, one in found.items()}


@lru_cache(REMEMBERED)
def progress_from(one: Measured, on: date) -> Progress:
    """Return what is said of one indicator on a day; asks the database nothing."""
    answer = maths.progress(one.configuration, one.periods, on=on, thresholds=one.thresholds)
    last = max(one.validated.values(), default=None)
    highest = one.configuration.natural_max
    most = int(highest) if highest is not None and highest == int(highest) else None
    said = Progress(one.code, answer, one.way, last, most, measured=one)
    if all(entry.validated for period in one.periods for entry in period.entries):
        return said
    waiting = maths.preliminary_progress(one.configuration, one.periods, on=on, thresholds=one.thresholds)
    return replace(said, preliminary=replace(said, answer=waiting)) if waiting else said


def value_after(one: Measured, known: frozenset[int]) -> str:
    """Return the value alone, in words, from these measurements only: «2 countries»."""
    spans = tuple(
        replace(period, entries=tuple(e for e in period.entries if e.key in known)) for period in one.counted
    )
    answer = maths.progress(one.configuration, spans, on=clock.today())
    if answer.value is None or one.way.measure == maths.Measure.MILESTONE:
        return words.value_words(answer, one.way)
    return f"{words.amount_words(answer.value, one.way)} {one.way.unit_of(answer.value)}".strip()


def shortfalls(found: Iterable[Progress]) -> tuple[str, ...]:
    """Return the figures that are known to be below their target: what «Completed» must say (AC-14)."""
    return tuple(one.value for one in found if one.short)


def shortfall_words(found: Iterable[Progress]) -> str:
    """Return «Target not met: 3 of 5 countries», or nothing."""
    below = shortfalls(found)
    return _("Target not met: %(figures)s") % {"figures": "; ".join(below)} if below else ""


# --- Reading -----------------------------------------------------------------------------------------------


def measured(
    indicators: Iterable[int], user: type_of_reader, *, until: datetime | None = None
) -> dict[int, Measured]:
    """Read these indicators with what the reader may see of their values, in three queries.

    With `until`, the values that counted at that instant: those corrected since, and none validated since.
    """
    keys = list(dict.fromkeys(indicators))
    if not keys:
        return {}
    return measured_from(read_facts(keys), user, until=until)


def measured_records(indicators: Iterable[Indicator], user: type_of_reader) -> dict[int, Measured]:
    """Return how indicators that were read as records are measured, by primary key; four queries."""
    return measured_from(facts_of_records(indicators), user)


def measured_from(
    found: Iterable[Facts], user: type_of_reader, *, until: datetime | None = None
) -> dict[int, Measured]:
    """Return how indicators that were read are measured, with their periods and values; two queries."""
    known = list(found)
    if not known:
        return {}
    keys = [facts.pk for facts in known]
    return measured_with(known, read_periods(keys), reported_in(keys, user, until))


def measured_with(
    found: Iterable[Facts],
    periods: Mapping[int, Sequence[type_of_span]],
    reported: Mapping[int, list["Reported"]],
) -> dict[int, Measured]:
    """Return how indicators are measured, with all that was read of them; asks the database nothing."""
    reader = reading_language()
    return {facts.pk: _measured_as(facts, periods.get(facts.pk, ()), reported, reader) for facts in found}


def _measured_as(
    facts: Facts, periods: Iterable[type_of_span], reported: Mapping[int, list["Reported"]], reader: str
) -> Measured:
    spans = tuple(periods)
    said = tuple([tuple(reported.get(span[0], ())) for span in spans])
    return _measured(
        facts.how, tuple(facts.targets.values()), tuple(facts.steps.values()), spans, said, reader
    )


@lru_cache(REMEMBERED)
def _measured(
    how: tuple[Any, ...],
    targets: tuple[maths.Target, ...],
    steps: tuple[maths.Milestone, ...],
    periods: tuple[type_of_span, ...],
    reported: tuple[tuple["Reported", ...], ...],
    reader: str,
) -> Measured:
    """Translate what was read of an indicator for one language; all that it depends on is given to it."""
    columns = dict(zip(COLUMNS, how, strict=True))
    configuration = _configuration(columns, targets, steps)
    spans: list[maths.Period] = []
    validated: dict[maths.Key | None, datetime] = {}
    for (pk, starts, ends, own), said in zip(periods, reported, strict=True):
        entries = tuple([entry_of(configuration, one) for one in said])
        spans.append(maths.Period(starts, ends, entries, own, pk))
        for one in said:
            if one.validated_at and one.validated_at > validated.get(pk, LONG_AGO):
                validated[pk] = one.validated_at
    return Measured(
        code=columns["code"],
        configuration=configuration,
        periods=tuple(spans),
        way=_way(columns, len(steps), reader),
        validated=validated,
        thresholds=_thresholds(columns),
    )


def _thresholds(facts: Mapping[str, Any]) -> maths.Thresholds:
    """Return where the paces part: the plan's, unless a decision said otherwise of this indicator."""
    if facts["pace_on_course"] is None:
        return maths.THRESHOLDS
    own = Fraction(facts["pace_on_course"]), Fraction(facts["pace_insufficient"])
    return replace(maths.THRESHOLDS, on_course=own[0], insufficient=own[1])


def configuration_of(indicator: Indicator, steps: tuple[maths.Milestone, ...] = ()) -> maths.Configuration:
    """Return how an indicator that is not saved yet would be measured; asks the database nothing."""
    return _configuration({name: getattr(indicator, name) for name in COLUMNS}, (), steps)


def _way(facts: Mapping[str, Any], steps: int, reader: str) -> words.Way:
    unit, one = words.units_of(facts, reader)
    return words.Way(
        measure=facts["measure"],
        direction=facts["direction"],
        keep=facts["keep"],
        unit=unit,
        decimals=facts["decimals"],
        steps=steps,
        one=one,
    )


def _configuration(
    facts: Mapping[str, Any], targets: tuple[maths.Target, ...], steps: tuple[maths.Milestone, ...]
) -> maths.Configuration:
    """Translate an indicator's columns; what is not said yet stays unsaid."""
    if facts["measure"] == maths.Measure.MILESTONE:
        targets = ()  # its weights are its target
    elif not targets and facts["target"] is not None:  # not measurable yet: its first version is not written
        begins = facts["baseline_on"] or date.min
        targets = (maths.Target(facts["target"], begins, facts["target_upper"]),)
    pair = all(facts[f"{name}_es"] or facts[f"{name}_en"] for name in ("numerator", "denominator"))
    return maths.Configuration(
        measure=maths.Measure(facts["measure"] or maths.Measure.UNIT),
        direction=maths.Direction(facts["direction"]) if facts["direction"] else None,
        keep=maths.Keep(facts["keep"]) if facts["keep"] else None,
        over_time=maths.OverTime(facts["over_time"]) if facts["over_time"] else None,
        over_countries=maths.OverCountries(facts["over_countries"] or maths.OverCountries.NONE),
        meets=facts["meets"] if facts["meets"] is not None else 1,
        meets_when=maths.Keep(facts["meets_when"] or maths.Keep.AT_LEAST),
        baseline=facts["baseline"],
        baseline_status=maths.BaselineStatus(
            facts["baseline_status"] or maths.BaselineStatus.TO_BE_ESTABLISHED
        ),
        baseline_on=facts["baseline_on"],
        targets=targets,
        target_kind=maths.TargetKind(facts["target_kind"] or maths.TargetKind.YEARLY),
        milestones=steps,
        pair_defined=pair,
        natural_min=facts["natural_min"],
        natural_max=facts["natural_max"],
    )
