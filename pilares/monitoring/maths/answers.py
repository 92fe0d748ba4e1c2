"""What the arithmetic answers: codes on which the words hang, and exact numbers (monitoring-model §5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from pilares.monitoring.maths.amounts import plain, rounded
from pilares.monitoring.maths.figures import HUNDRED, ZERO
from pilares.monitoring.maths.inputs import Judgement, Key, Period


class Formula(StrEnum):
    """Which formula an indicator is judged by."""

    #: P = 100·A/ΣT
    FLOW = "flow"
    #: P = 100·(A − B)/(T − B), ascending and descending alike; ranks too
    LEVEL = "level"
    #: A ≥ T, or A ≤ T
    MAINTAIN = "maintain"
    #: lower end ≤ A ≤ upper end
    RANGE = "range"
    #: P = Σ weights of the accepted milestones
    MILESTONES = "milestones"
    #: A = T, met or not met
    NOMINAL = "nominal"
    #: five-step judgement, no number
    JUDGEMENT = "judgement"


class Result(StrEnum):
    """What can be said of an indicator at a date."""

    IN_PROGRESS = "in_progress"
    REACHED = "reached"
    #: a range or a category that is not as targeted
    NOT_REACHED = "not_reached"
    REGRESSION = "regression"
    MAINTAINED = "maintained"
    NOT_MAINTAINED = "not_maintained"
    JUDGED = "judged"
    NO_DATA = "no_data"
    NO_TARGET = "no_target"
    NO_BASELINE = "no_baseline"
    #: every denominator is zero
    NOT_APPLICABLE = "not_applicable"
    #: what is not aggregable stands side by side
    NOT_AGGREGATED = "not_aggregated"
    #: two sources of one country say different things (E-4)
    CONFLICT = "conflict"
    #: the configuration contradicts itself: see `problems`
    CONFIGURATION = "configuration"


class Pace(StrEnum):
    """How progress stands against what is expected; a signal that never changes the official state."""

    REACHED = "reached"
    ON_COURSE = "on_course"
    INSUFFICIENT = "insufficient"
    LIMITED = "limited"
    REGRESSION = "regression"


class Problem(StrEnum):
    """Why an indicator cannot be measured as configured; any of them keeps it from being «medible»."""

    DIRECTION_MISSING = "direction_missing"
    AGGREGATION_MISSING = "aggregation_missing"
    #: on which side of the target to stay is not said
    KEEP_MISSING = "keep_missing"
    #: a level whose baseline is «not applicable»: if it starts from nothing, the baseline is 0
    LEVEL_WITHOUT_BASELINE = "level_without_baseline"
    #: declare it as «maintain»
    TARGET_EQUALS_BASELINE = "target_equals_baseline"
    #: the same, from zero to zero
    ZERO_TO_ZERO = "zero_to_zero"
    TARGET_ON_WRONG_SIDE = "target_on_wrong_side"
    #: a flow needs a target above zero
    FLOW_TARGET_NOT_POSITIVE = "flow_target_not_positive"
    #: a sum that should go down has no formula: measure a level, or maintain it at most at the target
    FLOW_DESCENDS = "flow_descends"
    #: some periods of a flow have a target and others none: a missing target is not zero
    PERIOD_WITHOUT_TARGET = "period_without_target"
    RANGE_INCOMPLETE = "range_incomplete"
    RANGE_UPSIDE_DOWN = "range_upside_down"
    TARGET_OUTSIDE_LIMITS = "target_outside_limits"
    MILESTONES_MISSING = "milestones_missing"
    MILESTONE_WITHOUT_WEIGHT = "milestone_without_weight"
    #: the weights must sum to 100
    MILESTONE_WEIGHTS = "milestone_weights"
    #: a percentage needs its numerator and its denominator
    PERCENTAGE_WITHOUT_PAIR = "percentage_without_pair"
    #: percentages are pooled, never added nor averaged
    PERCENTAGE_NOT_POOLED = "percentage_not_pooled"
    #: ranks are not added; categories neither added nor averaged
    MEASURE_NOT_ADDED = "measure_not_added"
    #: a number of countries has no numerator and denominator to pool over time
    COUNT_NOT_POOLED = "count_not_pooled"


class Caution(StrEnum):
    """What stands beside a figure so that nobody is misled by it; it blocks nothing."""

    PRELIMINARY = "preliminary"
    #: above 130 %: «¿meta subestimada?»
    TARGET_UNDERESTIMATED = "target_underestimated"
    #: reads 100.0 % by rounding, but the target is not reached
    ROUNDS_TO_TARGET = "rounds_to_target"
    #: the latest value is of a period before the present one: «dato de 2020»
    NOT_CURRENT = "not_current"
    #: fewer countries report in the latest period than in one before
    FEWER_COUNTRIES = "fewer_countries"
    REGION_AND_COUNTRIES = "region_and_countries"
    UNFIT_VALUE = "unfit_value"
    #: two periods share days: something may be counted twice
    PERIODS_OVERLAP = "periods_overlap"


class Says(StrEnum):
    """What a figure says in a cell; where the configuration is wrong, the `Problem` is said instead."""

    PERCENT = "percent"
    REGRESSION = "regression"
    MAINTAINED = "maintained"
    NOT_MAINTAINED = "not_maintained"
    IN_RANGE = "in_range"
    OUT_OF_RANGE = "out_of_range"
    MET = "met"
    NOT_MET = "not_met"
    JUDGED = "judged"
    NO_DATA = "no_data"
    NO_TARGET = "no_target"
    NO_BASELINE = "no_baseline"
    NOT_APPLICABLE = "not_applicable"
    NOT_AGGREGATED = "not_aggregated"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the paces part, in per cent of what is expected: one set for the whole plan, printed."""

    on_course: Fraction = Fraction(95)
    insufficient: Fraction = Fraction(60)
    #: above this progress, in per cent, the target may have been set too low
    underestimated: Fraction = Fraction(130)


THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many periods have data, of those that apply: «2 of 3»."""

    with_data: int
    periods: int
    #: periods left out of both numbers because their denominator is zero
    not_applicable: int = 0


@dataclass(frozen=True, slots=True)
class TargetInForce:
    """A target with the version that it is; a sum of the targets of periods has its parts."""

    value: Fraction | None
    upper: Fraction | None = None
    #: 1 for the first; of `versions` that there are. 0: a sum, see its parts
    version: int = 1
    versions: int = 1
    valid_from: date | None = None
    key: Key | None = None
    #: the period whose own target it is
    period: Period | None = None
    parts: tuple["TargetInForce", ...] = ()

    @property
    def revised(self) -> bool:
        """Whether it is not the one first agreed."""
        return self.version > 1 or any(part.revised for part in self.parts)


@dataclass(frozen=True, slots=True)
class Against:
    """The progress against another version of the target."""

    target: TargetInForce
    exact_percent: Fraction | None

    @property
    def percent(self) -> Decimal | None:
        """Rounded half up to one decimal."""
        return None if self.exact_percent is None else rounded(self.exact_percent)


class Basis(StrEnum):
    """From what the expected progress is reckoned."""

    LINEAR = "linear"
    INTERIM = "interim"


@dataclass(frozen=True, slots=True)
class Expected:
    """The progress expected at the end of a day, in per cent, between two points of the way."""

    exact_percent: Fraction
    basis: Basis
    #: days of the way so far, and between which (day, per cent) it stands
    day: int
    before: tuple[int, Fraction]
    after: tuple[int, Fraction]

    @property
    def percent(self) -> Decimal:
        """Rounded half up to one decimal."""
        return rounded(self.exact_percent)


@dataclass(frozen=True, slots=True)
class Display:
    """The code that a cell puts into words, and the numbers in it, as they are to be read."""

    code: Says | Problem
    numbers: Mapping[str, Decimal]
    judgement: Judgement | None = None


class Progress(NamedTuple):
    """The progress of an indicator at a date: the same for page, cell, file and report (AC-16).

    A tuple with names, as others of which a page of a thousand indicators makes thousands: it is made in a
    third of the time of a frozen dataclass.
    """

    result: Result
    formula: Formula
    on: date
    coverage: Coverage
    #: the aggregated value A, exact: 10/3 is not 3.3
    value: Fraction | None = None
    #: numerator and denominator, where they were pooled
    pair: tuple[Fraction, Fraction] | None = None
    #: the countries counted, or the milestones accepted
    members: frozenset[Key] | None = None
    judgement: Judgement | None = None
    #: the period that the value is of, if it is of one: «dato de 2020»
    as_of: Period | None = None
    baseline: Fraction | None = None
    target: TargetInForce | None = None
    exact_percent: Fraction | None = None
    #: against the target first agreed; only if it was revised
    original: Against | None = None
    expected: Expected | None = None
    pace: Pace | None = None
    problems: tuple[Problem, ...] = ()
    cautions: tuple[Caution, ...] = ()
    #: whether something not validated entered: hatched, for members only, never public
    preliminary: bool = False

    @property
    def percent(self) -> Decimal | None:
        """Progress rounded half up to one decimal, beyond 100 and below 0 as it is; None without one."""
        return None if self.exact_percent is None else rounded(self.exact_percent)

    @property
    def exact_capped(self) -> Fraction | None:
        """Progress within 0 and 100, as it enters means and bars."""
        return None if self.exact_percent is None else max(ZERO, min(HUNDRED, self.exact_percent))

    @property
    def capped(self) -> Decimal | None:
        """Progress within 0 and 100, rounded half up to one decimal."""
        return None if self.exact_capped is None else rounded(self.exact_capped)

    @property
    def expected_percent(self) -> Decimal | None:
        """What is expected at the date, rounded half up to one decimal; None where nothing is."""
        return None if self.expected is None else self.expected.percent

    @property
    def reached(self) -> bool | None:
        """Whether the target is met (§4.2 a: «meta no alcanzada»); None where it cannot be told."""
        return REACHED.get(self.result)

    @property
    def display(self) -> Display:
        """What a cell says: its code, with those there are of `percent`, `value`, `target` and `upper`."""
        target = self.target
        known: dict[str, Decimal | Fraction | None] = {
            "value": self.value,
            "target": target.value if target else None,
            "upper": target.upper if target else None,
        }
        numbers = {name: plain(number) for name, number in known.items() if number is not None}
        if self.percent is not None:
            numbers["percent"] = self.percent
        return Display(self.says, numbers, self.judgement)

    @property
    def says(self) -> Says | Problem:
        """The code on which the words of the cell hang."""
        if self.problems:
            return self.problems[0]
        return SAYS.get((self.result, self.formula)) or SAYS_ALWAYS[self.result]


REACHED: Mapping[Result, bool] = {
    Result.REACHED: True,
    Result.MAINTAINED: True,
    Result.IN_PROGRESS: False,
    Result.REGRESSION: False,
    Result.NOT_MAINTAINED: False,
    Result.NOT_REACHED: False,
}
SAYS: Mapping[tuple[Result, Formula], Says] = {
    (Result.REACHED, Formula.RANGE): Says.IN_RANGE,
    (Result.NOT_REACHED, Formula.RANGE): Says.OUT_OF_RANGE,
    (Result.REACHED, Formula.NOMINAL): Says.MET,
    (Result.NOT_REACHED, Formula.NOMINAL): Says.NOT_MET,
}
SAYS_ALWAYS: Mapping[Result, Says] = {
    Result.IN_PROGRESS: Says.PERCENT,
    Result.REACHED: Says.PERCENT,
    Result.REGRESSION: Says.REGRESSION,
    Result.MAINTAINED: Says.MAINTAINED,
    Result.NOT_MAINTAINED: Says.NOT_MAINTAINED,
    Result.JUDGED: Says.JUDGED,
    Result.NO_DATA: Says.NO_DATA,
    Result.NO_TARGET: Says.NO_TARGET,
    Result.NO_BASELINE: Says.NO_BASELINE,
    Result.NOT_APPLICABLE: Says.NOT_APPLICABLE,
    Result.NOT_AGGREGATED: Says.NOT_AGGREGATED,
    Result.CONFLICT: Says.CONFLICT,
}


@dataclass(frozen=True, slots=True)
class Mean:
    """The single figure of an activity, if one is unavoidable: a mean with its coverage (§5, step 4)."""

    exact_percent: Fraction | None
    #: indicators whose progress entered, of those that have a percentage by nature
    with_data: int
    indicators: int
    #: those that are maintained, in range, met or judged: they stand beside, in words
    without_percentage: int

    @property
    def percent(self) -> Decimal | None:
        """Rounded half up to one decimal; None if no indicator has data."""
        return None if self.exact_percent is None else rounded(self.exact_percent)
