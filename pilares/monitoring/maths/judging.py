"""Steps 2 and 4: the progress of an indicator at a date, and an activity's mean (monitoring-model §5)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from pilares.monitoring.maths.aggregates import over_time
from pilares.monitoring.maths.amounts import at_least, rounded, total
from pilares.monitoring.maths.answers import (
    THRESHOLDS,
    Against,
    Caution,
    Coverage,
    Formula,
    Mean,
    Problem,
    Progress,
    Result,
    TargetInForce,
    Thresholds,
)
from pilares.monitoring.maths.figures import HUNDRED, Figure, State, figure_of
from pilares.monitoring.maths.inputs import Configuration, Keep, Period, in_order
from pilares.monitoring.maths.pace import expected_at, pace_of
from pilares.monitoring.maths.problems import formula_of, problems_with
from pilares.monitoring.maths.targets import original_target, percent_of_total, percent_of_way, target_at

#: what is said when there is no figure
WITHOUT_FIGURE = {
    State.NO_DATA: Result.NO_DATA,
    State.NOT_APPLICABLE: Result.NOT_APPLICABLE,
    State.CONFLICT: Result.CONFLICT,
    State.SEPARATE: Result.NOT_AGGREGATED,
}
WITH_PERCENTAGE = {Formula.FLOW, Formula.LEVEL, Formula.MILESTONES}
#: results that still have something expected of them
ON_THE_WAY = {Result.IN_PROGRESS, Result.REACHED, Result.REGRESSION, Result.NO_DATA, Result.NO_BASELINE}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a figure comes to against a target."""

    result: Result
    percent: Fraction | None = None


def progress(
    configuration: Configuration,
    periods: Sequence[Period],
    *,
    on: date,
    preliminary: bool = False,
    thresholds: Thresholds = THRESHOLDS,
) -> Progress:
    """Return the progress of an indicator at the end of a day, from what is validated.

    With `preliminary`, what waits for validation fills what nothing validated says: for members, hatched,
    never public. The order in which the periods are given does not matter.
    """
    ordered = in_order(periods)
    figures = [figure_of(configuration, period, preliminary=preliminary) for period in ordered]
    return progress_of(configuration, ordered, figures, on=on, thresholds=thresholds)


def progress_of(
    configuration: Configuration,
    ordered: tuple[Period, ...],
    figures: Sequence[Figure],
    *,
    on: date,
    thresholds: Thresholds,
) -> Progress:
    """Return the progress that the figures of periods in order of time come to."""
    formula = formula_of(configuration)
    figure, at = over_time(configuration, figures)
    target = target_at(configuration, ordered, on)
    baseline = configuration.known_baseline
    problems = tuple(problems_with(configuration, target))
    judged = outcome(configuration, formula, problems, figure, baseline, target)
    expected = None
    if judged.result in ON_THE_WAY:
        expected = expected_at(configuration, ordered, on, formula=formula, baseline=baseline, target=target)
    return Progress(
        result=judged.result,
        formula=formula,
        on=on,
        coverage=coverage_of(figures),
        value=figure.number,
        pair=figure.pair,
        members=figure.members,
        judgement=figure.judgement,
        as_of=None if at is None else ordered[at],
        baseline=baseline,
        target=target,
        exact_percent=judged.percent,
        original=against_original(configuration, ordered, formula, figure, target),
        expected=expected,
        pace=pace_of(judged.percent, expected, thresholds),
        problems=problems,
        cautions=tuple(cautions_of(ordered, figures, figure, at, judged, on, thresholds)),
        preliminary=figure.origin.preliminary,
    )


def preliminary_progress(
    configuration: Configuration,
    periods: Sequence[Period],
    *,
    on: date,
    thresholds: Thresholds = THRESHOLDS,
) -> Progress | None:
    """Return what members see hatched beside the public figure; None if nothing waits for validation."""
    found = progress(configuration, periods, on=on, preliminary=True, thresholds=thresholds)
    return found if found.preliminary else None


def outcome(
    configuration: Configuration,
    formula: Formula,
    problems: tuple[Problem, ...],
    figure: Figure,
    baseline: Fraction | None,
    target: TargetInForce | None,
) -> Outcome:
    """Judge a figure: first what stands in the way (configuration, data, target), then the formula."""
    if problems:
        return Outcome(Result.CONFIGURATION)
    if figure.state is not State.DATA:
        return Outcome(WITHOUT_FIGURE[figure.state])
    if formula is Formula.JUDGEMENT:
        return Outcome(Result.JUDGED)
    value = figure.number
    if value is None:
        return Outcome(Result.NO_DATA)
    if formula is Formula.NOMINAL:
        wanted = target.value if target and target.value is not None else 1
        return Outcome(Result.REACHED if value == wanted else Result.NOT_REACHED)
    if formula is not Formula.MILESTONES and (target is None or target.value is None):
        return Outcome(Result.NO_TARGET)
    if formula in WITH_PERCENTAGE:
        return on_the_way(percent_of(formula, value, baseline, target))
    return kept(configuration, formula, value, target)


def on_the_way(percent: Fraction | None) -> Outcome:
    """Tell reached, in progress and regression apart; without a percentage, the baseline is missing."""
    if percent is None:
        return Outcome(Result.NO_BASELINE)
    if at_least(percent, HUNDRED):
        return Outcome(Result.REACHED, percent)
    return Outcome(Result.REGRESSION if percent.numerator < 0 else Result.IN_PROGRESS, percent)


def percent_of(
    formula: Formula, value: Fraction, baseline: Fraction | None, target: TargetInForce | None
) -> Fraction | None:
    """Return P of a flow, a level or milestones, exactly; None if it cannot be calculated."""
    if formula is Formula.MILESTONES:
        return value
    if target is None or target.value is None:
        return None
    if formula is Formula.FLOW:
        return percent_of_total(value, target.value)
    if formula is Formula.LEVEL and baseline is not None:
        return percent_of_way(value, baseline, target.value)
    return None


def kept(
    configuration: Configuration, formula: Formula, value: Fraction, target: TargetInForce | None
) -> Outcome:
    """Judge what is to be maintained (A ≥ T or A ≤ T) or to stay within a range, both ends included."""
    lower, upper = (target.value, target.upper) if target else (None, None)
    if lower is None or (formula is Formula.RANGE and upper is None):
        return Outcome(Result.NO_TARGET)
    if upper is not None and formula is Formula.RANGE:
        return Outcome(Result.REACHED if lower <= value <= upper else Result.NOT_REACHED)
    held = value >= lower if configuration.keep is Keep.AT_LEAST else value <= lower
    return Outcome(Result.MAINTAINED if held else Result.NOT_MAINTAINED)


def against_original(
    configuration: Configuration,
    periods: tuple[Period, ...],
    formula: Formula,
    figure: Figure,
    target: TargetInForce | None,
) -> Against | None:
    """Return progress against the target first agreed, if it was revised: a report prints both (AC-17)."""
    if target is None or not target.revised:
        return None
    first = original_target(configuration, periods)
    if first is None:
        return None
    baseline = configuration.known_baseline
    number = figure.number if figure.state is State.DATA else None
    sound = not any(problems_with(configuration, first))
    return Against(
        first, percent_of(formula, number, baseline, first) if number is not None and sound else None
    )


def coverage_of(figures: Sequence[Figure]) -> Coverage:
    """Count the periods with data that can be used; those that do not apply are in neither number."""
    absent = sum(1 for figure in figures if figure.state is State.NOT_APPLICABLE)
    present = sum(1 for figure in figures if figure.state in {State.DATA, State.SEPARATE})
    return Coverage(with_data=present, periods=len(figures) - absent, not_applicable=absent)


def fewer_countries(figure: Figure, before: Sequence[Figure]) -> bool:
    """Whether fewer countries stand behind a figure than behind one before; the region stands for all."""
    now = figure.origin.sources
    return "" not in now and any(len(now) < len(one.origin.sources - {""}) for one in before)


def cautions_of(
    periods: tuple[Period, ...],
    figures: Sequence[Figure],
    figure: Figure,
    at: int | None,
    judged: Outcome,
    on: date,
    thresholds: Thresholds,
) -> Iterator[Caution]:
    """Yield what must stand beside the figure."""
    if figure.origin.preliminary:
        yield Caution.PRELIMINARY
    if judged.percent is not None and not at_least(thresholds.underestimated, judged.percent):
        yield Caution.TARGET_UNDERESTIMATED
    if judged.result is Result.IN_PROGRESS and judged.percent is not None and rounded(judged.percent) >= 100:
        yield Caution.ROUNDS_TO_TARGET
    if at is not None:
        if any(period.starts_on <= on for period in periods[at + 1 :]):
            yield Caution.NOT_CURRENT
        if fewer_countries(figure, figures[:at]):
            yield Caution.FEWER_COUNTRIES
    yield from sorted({Caution(note) for one in figures for note in one.origin.notes})
    if any(after.starts_on <= before.ends_on for before, after in pairwise(periods)):
        yield Caution.PERIODS_OVERLAP


def activity_mean(answers: Iterable[Progress]) -> Mean:
    """Return the mean of progress within 0 and 100 over the indicators with data, and how many those are.

    Only for an activity, where a single figure is unavoidable: never for a group, a pillar or the plan.
    """
    found = list(answers)
    measured = [answer for answer in found if answer.formula in WITH_PERCENTAGE]
    capped = [answer.exact_capped for answer in measured if answer.exact_capped is not None]
    return Mean(
        exact_percent=total(capped) / len(capped) if capped else None,
        with_data=len(capped),
        indicators=len(measured),
        without_percentage=len(found) - len(measured),
    )
