"""What is wrong with how an indicator is configured, before any value (monitoring-model §2 «Medible», §5)."""

from collections.abc import Iterator
from datetime import date

from pilares.monitoring.maths.amounts import exact, exact_or_none, total
from pilares.monitoring.maths.answers import Formula, Problem, TargetInForce
from pilares.monitoring.maths.inputs import (
    BaselineStatus,
    Configuration,
    Direction,
    Measure,
    OverCountries,
    OverTime,
    Period,
    in_order,
)
from pilares.monitoring.maths.targets import target_at, target_problem

ADDED = {OverTime.SUM, OverTime.AVERAGE}
#: what makes no sense of ranks, and of categories
UNFIT = {
    Measure.ORDINAL: {OverTime.SUM, OverTime.RATIO},
    Measure.NOMINAL: {OverTime.SUM, OverTime.AVERAGE, OverTime.RATIO},
}
WITHOUT_DIRECTION = {Formula.FLOW, Formula.MILESTONES, Formula.NOMINAL, Formula.JUDGEMENT}


def formula_of(configuration: Configuration) -> Formula:
    """Return the formula that measure, direction and aggregation lead to (§5, step 2)."""
    measure = configuration.measure
    if measure is Measure.QUALITATIVE:
        return Formula.JUDGEMENT
    if measure is Measure.MILESTONE:
        return Formula.MILESTONES
    if measure is Measure.NOMINAL and not configuration.counts:
        return Formula.NOMINAL
    if configuration.direction is Direction.MAINTAIN:
        return Formula.MAINTAIN
    if configuration.direction is Direction.RANGE:
        return Formula.RANGE
    return Formula.FLOW if configuration.time is OverTime.SUM else Formula.LEVEL


def configuration_problems(
    configuration: Configuration, periods: tuple[Period, ...] = (), *, on: date | None = None
) -> tuple[Problem, ...]:
    """Return what contradicts itself, with the target in force on a day, or the newest one.

    What is merely not there yet (target, baseline to be established, data) is a result, not a contradiction.
    """
    target = target_at(configuration, in_order(periods), on)
    return tuple(problems_with(configuration, target))


def problems_with(configuration: Configuration, target: TargetInForce | None) -> Iterator[Problem]:
    """Yield the contradictions of a configuration with its target, the one to be said first at the front."""
    formula = formula_of(configuration)
    yield from problems_of_shape(configuration, formula)
    if formula is Formula.MILESTONES:
        yield from problems_of_milestones(configuration)
    elif target is not None and formula is not Formula.JUDGEMENT:
        yield from problems_of_target(configuration, formula, target)


def problems_of_shape(configuration: Configuration, formula: Formula) -> Iterator[Problem]:
    """Yield what does not go together whatever the target."""
    if configuration.direction is None and formula not in WITHOUT_DIRECTION:
        yield Problem.DIRECTION_MISSING
    if configuration.over_time is None and formula in {Formula.LEVEL, Formula.MAINTAIN, Formula.RANGE}:
        yield Problem.AGGREGATION_MISSING
    if formula is Formula.MAINTAIN and configuration.keep is None:
        yield Problem.KEEP_MISSING
    if formula is Formula.FLOW and configuration.direction is Direction.DESCENDING:
        yield Problem.FLOW_DESCENDS
    if formula is Formula.LEVEL and configuration.baseline_status is BaselineStatus.NOT_APPLICABLE:
        yield Problem.LEVEL_WITHOUT_BASELINE
    if configuration.measure in {Measure.MILESTONE, Measure.QUALITATIVE}:
        return
    if configuration.counts:
        if configuration.over_time is OverTime.RATIO:
            yield Problem.COUNT_NOT_POOLED
        return
    yield from problems_of_adding(configuration)


def problems_of_adding(configuration: Configuration) -> Iterator[Problem]:
    """Yield what is added or averaged though it cannot be: percentages, ranks, categories."""
    percentages = configuration.measure is Measure.PERCENTAGE or configuration.pools
    if percentages and not configuration.pair_defined:
        yield Problem.PERCENTAGE_WITHOUT_PAIR
    if percentages and configuration.over_time in ADDED:
        yield Problem.PERCENTAGE_NOT_POOLED
    unfit = UNFIT.get(configuration.measure, set())
    over_countries = configuration.over_countries in {OverCountries.SUM, OverCountries.RATIO}
    if configuration.over_time in unfit or (unfit and over_countries):
        yield Problem.MEASURE_NOT_ADDED


def problems_of_milestones(configuration: Configuration) -> Iterator[Problem]:
    """Yield what is wrong with the weights: each above zero, all together 100 (§5)."""
    weights = [exact(milestone.weight) for milestone in configuration.milestones]
    if not weights:
        yield Problem.MILESTONES_MISSING
        return
    if min(weights) <= 0:
        yield Problem.MILESTONE_WITHOUT_WEIGHT
    if total(weights) != 100:
        yield Problem.MILESTONE_WEIGHTS


def problems_of_target(
    configuration: Configuration, formula: Formula, target: TargetInForce
) -> Iterator[Problem]:
    """Yield why a target cannot be judged as it stands."""
    if target.parts and target.value is None:
        yield Problem.PERIOD_WITHOUT_TARGET
    elif formula is Formula.FLOW:
        if target.value is not None and target.value <= 0:
            yield Problem.FLOW_TARGET_NOT_POSITIVE
    elif formula is Formula.RANGE:
        yield from problems_of_range(target)
    elif formula is Formula.LEVEL:
        yield from problems_of_level(configuration, target)
    if formula is not Formula.FLOW and not target.parts and outside_limits(configuration, target):
        yield Problem.TARGET_OUTSIDE_LIMITS


def problems_of_range(target: TargetInForce) -> Iterator[Problem]:
    """Yield why a range cannot be judged: it needs both ends, the lower one not above the upper one."""
    if target.value is None or target.upper is None:
        if target.value is not None or target.upper is not None:
            yield Problem.RANGE_INCOMPLETE
    elif target.value > target.upper:
        yield Problem.RANGE_UPSIDE_DOWN


def problems_of_level(configuration: Configuration, target: TargetInForce) -> Iterator[Problem]:
    """Yield why a level has no way to go from its baseline to its target."""
    baseline = configuration.known_baseline
    problem = target_problem(configuration.direction or "", baseline, target.value)
    if problem == "same":
        yield Problem.ZERO_TO_ZERO if target.value == 0 else Problem.TARGET_EQUALS_BASELINE
    elif problem == "opposite":
        yield Problem.TARGET_ON_WRONG_SIDE


def outside_limits(configuration: Configuration, target: TargetInForce) -> bool:
    """Whether a target is beyond the lowest or the highest possible value."""
    lowest, highest = exact_or_none(configuration.natural_min), exact_or_none(configuration.natural_max)
    ends = [end for end in (target.value, target.upper) if end is not None]
    below = lowest is not None and any(end < lowest for end in ends)
    return below or (highest is not None and any(end > highest for end in ends))
