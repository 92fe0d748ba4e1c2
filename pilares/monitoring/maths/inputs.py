"""What the arithmetic is given: how an indicator is measured, its periods, targets and values (§2, §5).

The codes are those that the database keeps, so `OverTime(indicator.over_time)` is all the translation needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from django.utils.functional import cached_property  # Python 3.11 locks its own at each first use

from pilares.monitoring.maths.amounts import Amount, exact_or_none


class Measure(StrEnum):
    """What kind of thing a value is."""

    UNIT = "unit"
    PERCENTAGE = "percentage"
    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    QUALITATIVE = "qualitative"
    MILESTONE = "milestone"


class Direction(StrEnum):
    """Where a value is meant to go."""

    ASCENDING = "ascending"
    DESCENDING = "descending"
    MAINTAIN = "maintain"
    RANGE = "range"


class Keep(StrEnum):
    """On which side of the target a value that is to be maintained must stay: A ≥ T or A ≤ T."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class OverTime(StrEnum):
    """How the values of the periods become one."""

    SUM = "sum"
    LATEST = "latest"
    AVERAGE = "average"
    MAXIMUM = "maximum"
    MINIMUM = "minimum"
    DISTINCT = "distinct"
    RATIO = "ratio"
    NONE = "none"


class OverCountries(StrEnum):
    """How the values of the countries become the value of a period."""

    SUM = "sum"
    RATIO = "ratio"
    COUNT = "count"
    NONE = "none"


class BaselineStatus(StrEnum):
    """What is known of where an indicator starts; only an established baseline is a number."""

    ESTABLISHED = "established"
    TO_BE_ESTABLISHED = "to_be_established"
    NOT_APPLICABLE = "not_applicable"


class TargetKind(StrEnum):
    """Whether the targets of the periods of a flow add up, or each is the total until its end."""

    YEARLY = "yearly"
    CUMULATIVE = "cumulative"


class Judgement(StrEnum):
    """The five steps of the OGP completion scale: how a qualitative indicator is judged."""

    NO_EVIDENCE = "no_evidence"
    NOT_STARTED = "not_started"
    LIMITED = "limited"
    SUBSTANTIAL = "substantial"
    COMPLETE = "complete"


#: what names a milestone or a row of the caller: its primary key or code
Key = int | str


@dataclass(frozen=True, slots=True)
class Number:
    """A number; a rank where the measure is ordinal; 1 for yes and 0 for no where it is nominal."""

    value: Amount


@dataclass(frozen=True, slots=True)
class Pair:
    """A numerator and its denominator, kept apart so that they can be pooled."""

    numerator: Amount
    denominator: Amount


@dataclass(frozen=True, slots=True)
class Countries:
    """A set of countries by code; an empty set is a reported zero."""

    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The milestones accepted so far, or in the period: they are united, so both are read alike."""

    milestones: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Judged:
    """A step of the five-step judgement."""

    judgement: Judgement


Value = Number | Pair | Countries | Accepted | Judged


class Entry(NamedTuple):
    """What one source reports for a period: a value, or none, which is «no data» and never zero.

    The caller passes totals only (no disaggregated values) and, of the sources of one country, the one that
    counts (E-4). Drafts and returned measurements are not passed; what waits for validation is, with
    `validated=False`.
    """

    value: Value | None
    #: code of the country for which it is reported; empty for the region as a whole
    country: str = ""
    validated: bool = True
    observed_on: date | None = None
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """One version of a target; `upper` is the upper end of a range. Versions are append-only (AC-17)."""

    value: Amount | None
    valid_from: date
    upper: Amount | None = None
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both included, with what was reported for it and its own targets, if it has any."""

    starts_on: date
    ends_on: date
    entries: tuple[Entry, ...] = ()
    targets: tuple[Target, ...] = ()
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step that is accepted or not; `due_on` makes it expected from that day."""

    key: Key
    weight: Amount
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """How an indicator is measured (monitoring-model §2, «Measure», «Baseline», «Targets»)."""

    measure: Measure
    #: None: not yet said. A flow, a milestone, a category and a judgement need none
    direction: Direction | None = None
    #: on which side to stay; asked of `maintain` alone
    keep: Keep | None = None
    #: None: not yet said. Milestones are united and a judgement is the latest, whatever it says
    over_time: OverTime | None = None
    over_countries: OverCountries = OverCountries.NONE
    #: the value from which (or down to which) a country is counted as meeting, for `OverCountries.COUNT`
    meets: Amount = 1
    meets_when: Keep = Keep.AT_LEAST
    baseline: Amount | None = None
    baseline_status: BaselineStatus = BaselineStatus.ESTABLISHED
    baseline_on: date | None = None
    #: the versions of the target of the whole; those of a period stand in the period
    targets: tuple[Target, ...] = ()
    target_kind: TargetKind = TargetKind.YEARLY
    milestones: tuple[Milestone, ...] = ()
    #: the indicator's own window, both days included; without it, from the first period to the last
    starts_on: date | None = None
    ends_on: date | None = None
    #: whether it is said what the numerator and the denominator of a percentage are
    pair_defined: bool = True
    natural_min: Amount | None = None
    natural_max: Amount | None = None

    @cached_property
    def time(self) -> OverTime:
        """How its periods become one, with what its measure leaves no choice about."""
        if self.measure is Measure.MILESTONE:
            return OverTime.DISTINCT
        if self.measure is Measure.QUALITATIVE:
            return OverTime.LATEST
        if self.over_time is None:
            return OverTime.LATEST if self.measure is Measure.NOMINAL else OverTime.NONE
        return self.over_time

    @cached_property
    def counts(self) -> bool:
        """Whether its figure is a number of countries, whatever each of them reports."""
        if self.measure in {Measure.MILESTONE, Measure.QUALITATIVE}:
            return False
        return self.over_countries is OverCountries.COUNT or self.over_time is OverTime.DISTINCT

    @cached_property
    def pools(self) -> bool:
        """Whether numerators and denominators are added apart: the only way to unite percentages."""
        if self.counts or self.measure in {Measure.MILESTONE, Measure.QUALITATIVE}:
            return False
        added = self.measure is Measure.PERCENTAGE and self.over_countries is OverCountries.SUM
        return added or OverTime.RATIO is self.over_time or self.over_countries is OverCountries.RATIO

    @cached_property
    def unites(self) -> bool:
        """Whether its figure is a union: different countries, or accepted milestones."""
        return self.time is OverTime.DISTINCT

    @property
    def sums_targets(self) -> bool:
        """Whether the targets of its periods add up to the whole: a flow with a target for each year."""
        return self.time is OverTime.SUM and self.target_kind is TargetKind.YEARLY

    @cached_property
    def known_baseline(self) -> Fraction | None:
        """Its baseline if it is established; to be established and not applicable are not zero."""
        return exact_or_none(self.baseline) if self.baseline_status is BaselineStatus.ESTABLISHED else None

    def window(self, periods: tuple[Period, ...]) -> tuple[date, date] | None:
        """Return its first and last day: its own, else those of its periods, or None."""
        starts = self.starts_on or min([period.starts_on for period in periods], default=None)
        ends = self.ends_on or max([period.ends_on for period in periods], default=None)
        return (starts, ends) if starts and ends and starts <= ends else None


def in_order(periods: Sequence[Period]) -> tuple[Period, ...]:
    """Return the periods by their days: the order in which they are given never matters."""
    return tuple(sorted(periods, key=lambda period: (period.ends_on, period.starts_on)))
