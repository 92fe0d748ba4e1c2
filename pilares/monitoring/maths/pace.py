"""Step 3: what is expected at a date, and how progress stands against it (monitoring-model §5)."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from pilares.monitoring.maths.amounts import at_least, exact, percentage, total
from pilares.monitoring.maths.answers import (
    THRESHOLDS,
    Basis,
    Expected,
    Formula,
    Pace,
    TargetInForce,
    Thresholds,
)
from pilares.monitoring.maths.figures import HUNDRED, ZERO
from pilares.monitoring.maths.inputs import Configuration, Period
from pilares.monitoring.maths.targets import percent_of_way, target_of

#: a day of the way, counted from the first as 1, and the per cent that is expected at its end
Point = tuple[int, Fraction]


def expected_at(
    configuration: Configuration,
    periods: tuple[Period, ...],
    on: date,
    *,
    formula: Formula,
    baseline: Fraction | None,
    target: TargetInForce | None,
) -> Expected | None:
    """Return E at the end of a day, between the points of the way; None where nothing can be expected.

    The way goes from 0 on the eve of the indicator's own window to 100 on its last day, through the interim
    targets if there are any, in straight lines: without them E = 100·days so far / days of the window.
    """
    window = configuration.window(periods)
    if window is None or not has_way(formula, target):
        return None
    length = (window[1] - window[0]).days + 1
    day = max(0, min(length, (on - window[0]).days + 1))
    interim = interim_points(configuration, periods, on, formula=formula, baseline=baseline, target=target)
    if interim is None:
        return None
    days = {(end - window[0]).days + 1: percent for end, percent in interim}
    between = sorted(point for point in days.items() if 0 < point[0] < length) if days else []
    first, last = (0, ZERO), (length, HUNDRED)
    if not between:
        return Expected(Fraction(100 * day, length), Basis.LINEAR, day, first, last)
    points = [first, *between, last]
    before = max(point for point in points[:-1] if point[0] <= day)
    after = min(point for point in points if point[0] > before[0])
    percent = before[1] + (after[1] - before[1]) * Fraction(day - before[0], after[0] - before[0])
    return Expected(percent, Basis.INTERIM, day, before, after)


def has_way(formula: Formula, target: TargetInForce | None) -> bool:
    """Whether there is a way to a target at all: not where something is kept, in range, met or judged."""
    if formula is Formula.MILESTONES:
        return True
    return formula in {Formula.LEVEL, Formula.FLOW} and target is not None and target.value is not None


def interim_points(
    configuration: Configuration,
    periods: tuple[Period, ...],
    on: date,
    *,
    formula: Formula,
    baseline: Fraction | None,
    target: TargetInForce | None,
) -> list[tuple[date, Fraction]] | None:
    """Return the interim targets in per cent of the whole, within 0 and 100, by the day they are due.

    None: there are some, but without a baseline nobody can say how far they are.
    """
    if formula is Formula.MILESTONES:
        return milestones_due(configuration)
    whole = target.value if target else None
    values = list(interim_values(configuration, periods, on))
    if whole is None or not values:
        return []
    if formula is Formula.FLOW:
        points = [(end, percentage(value, whole) if whole > 0 else ZERO) for end, value in values]
    elif baseline is None:
        return None
    else:
        points = [(end, percent_of_way(value, baseline, whole) or ZERO) for end, value in values]
    return [(end, max(ZERO, min(HUNDRED, percent))) for end, percent in points]


def interim_values(
    configuration: Configuration, periods: tuple[Period, ...], on: date
) -> Iterator[tuple[date, Fraction]]:
    """Yield what is due by the end of each period; yearly targets of a flow add up, to the first gap."""
    until = ZERO
    for period in periods:
        target = target_of(period, on)
        if target is not None and target.value is not None:
            until += target.value
            yield period.ends_on, until if configuration.sums_targets else target.value
        elif configuration.sums_targets:
            return


def milestones_due(configuration: Configuration) -> list[tuple[date, Fraction]]:
    """Return the weights due by each day that a milestone is due on, added up; nothing if none is dated."""
    dated = [(step.due_on, exact(step.weight)) for step in configuration.milestones if step.due_on]
    days = sorted({due for due, _ in dated})
    return [(day, total([weight for due, weight in dated if due <= day])) for day in days]


def pace_of(
    percent: Fraction | None, expected: Expected | None, thresholds: Thresholds = THRESHOLDS
) -> Pace | None:
    """Return the pace of a progress P: 100 or more is reached, below 0 a regression, else by R = P/E.

    R ≥ 95 % on course, R ≥ 60 % insufficient, else limited. Where nothing is expected yet (E = 0), all is on
    course; without an expectation there is no pace.
    """
    if percent is None:
        return None
    if at_least(percent, HUNDRED):
        return Pace.REACHED
    if percent.numerator < 0:
        return Pace.REGRESSION
    if expected is None:
        return None
    if not expected.exact_percent:
        return Pace.ON_COURSE
    ratio = percentage(percent, expected.exact_percent)
    if at_least(ratio, thresholds.on_course):
        return Pace.ON_COURSE
    return Pace.INSUFFICIENT if at_least(ratio, thresholds.insufficient) else Pace.LIMITED
