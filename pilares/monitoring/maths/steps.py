"""«¿Cómo se calcula?»: a progress taken apart, so that a page can print each step of it (§5, AC-16)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from pilares.monitoring.maths.aggregates import over_time
from pilares.monitoring.maths.amounts import exact, percentage, rounded
from pilares.monitoring.maths.answers import (
    REACHED,
    THRESHOLDS,
    Formula,
    Progress,
    Result,
    TargetInForce,
    Thresholds,
)
from pilares.monitoring.maths.figures import Figure, State, figure_of
from pilares.monitoring.maths.inputs import Configuration, Direction, Key, OverTime, Period, in_order
from pilares.monitoring.maths.judging import WITH_PERCENTAGE, kept, percent_of, progress_of
from pilares.monitoring.maths.problems import formula_of
from pilares.monitoring.maths.targets import in_force, target_of


class StepCode(StrEnum):
    """What a step does; its words hang on the code and on its `rule`."""

    #: the periods become one value; rule: an `OverTime`
    AGGREGATE = "aggregate"
    #: the targets of the periods become one; rule: `OverTime.SUM`
    SUM_TARGETS = "sum_targets"
    #: the value is judged; rule: a `Formula`, or `Keep` for what is maintained
    JUDGE = "judge"
    #: the same against the target first agreed
    JUDGE_ORIGINAL = "judge_original"
    #: to one decimal, half up
    ROUND = "round"
    #: within 0 and 100, as it enters means and bars
    CAP = "cap"
    #: what is expected at the date; rule: a `Basis`
    EXPECT = "expect"
    #: progress by what is expected, in per cent; rule: a `Pace`
    COMPARE = "compare"


@dataclass(frozen=True, slots=True)
class Term:
    """One number that enters a step, by the name that the words of the step give it."""

    name: str
    number: Fraction | None = None
    #: of a term that is a pair: what is below the line
    denominator: Fraction | None = None
    #: of a term that is a set
    members: frozenset[Key] | None = None
    #: the day it is of: of the baseline, of the target's version
    on: date | None = None
    #: the period it is of
    period: Period | None = None
    #: the target it is
    target: TargetInForce | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the calculation; `result` is exact and is None where a step answers in a word."""

    code: StepCode
    rule: str
    terms: tuple[Term, ...]
    result: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLine:
    """A row of the table under the chart: what a period says, and how it stands against its target then."""

    period: Period
    state: State
    #: whether it has begun by the date; one that has not is not «missing»
    begun: bool
    figure: Figure
    #: the figure of the period alone, and of all the periods until it
    value: Fraction | None
    cumulative: Fraction | None
    #: its own target, else the one of the whole, as in force at its end or at the date
    target: TargetInForce | None
    has_own_target: bool
    exact_percent: Fraction | None
    #: whether its own target, or what is to be maintained, was met; None where it cannot be told
    met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """The whole calculation: the rule, what entered it and when, and each step with its numbers."""

    progress: Progress
    formula: Formula
    time: OverTime
    configuration: Configuration
    lines: tuple[PeriodLine, ...]
    steps: tuple[Step, ...]
    thresholds: Thresholds


def derivation(
    configuration: Configuration,
    periods: Sequence[Period],
    *,
    on: date,
    preliminary: bool = False,
    thresholds: Thresholds = THRESHOLDS,
) -> Derivation:
    """Return how the progress at a date is calculated, from the same numbers as `progress`."""
    ordered = in_order(periods)
    figures = [figure_of(configuration, period, preliminary=preliminary) for period in ordered]
    found = progress_of(configuration, ordered, figures, on=on, thresholds=thresholds)
    lines = lines_of(configuration, ordered, figures, on)
    return Derivation(
        progress=found,
        formula=found.formula,
        time=configuration.time,
        configuration=configuration,
        lines=lines,
        steps=tuple(steps_of(configuration, found, lines)),
        thresholds=thresholds,
    )


def period_lines(
    configuration: Configuration, periods: Sequence[Period], *, on: date, preliminary: bool = False
) -> tuple[PeriodLine, ...]:
    """Return a line for each period in order of time; closed ones keep the target in force then (§5)."""
    ordered = in_order(periods)
    figures = [figure_of(configuration, period, preliminary=preliminary) for period in ordered]
    return lines_of(configuration, ordered, figures, on)


def lines_of(
    configuration: Configuration, ordered: tuple[Period, ...], figures: list[Figure], on: date
) -> tuple[PeriodLine, ...]:
    """Return the lines of periods in order of time, from their figures."""
    return tuple(line_of(configuration, ordered[at], figures[: at + 1], on) for at in range(len(ordered)))


def line_of(configuration: Configuration, period: Period, until: list[Figure], on: date) -> PeriodLine:
    """Return the line of a period, from the figures of the periods until it and its own, the last."""
    figure = until[-1]
    total = over_time(configuration, until)[0]
    present = figure.state is State.DATA
    target = target_of(period, on) or in_force(configuration.targets, min(on, period.ends_on))
    own = bool(period.targets)
    alone = own and configuration.sums_targets
    judged = figure.number if alone else total.number
    line = PeriodLine(
        period=period,
        state=figure.state,
        begun=period.starts_on <= on,
        figure=figure,
        value=figure.number,
        cumulative=total.number if present else None,
        target=target,
        has_own_target=own,
        exact_percent=None,
        met=None,
    )
    return against_target(configuration, line, judged) if present and judged is not None else line


def against_target(configuration: Configuration, line: PeriodLine, judged: Fraction) -> PeriodLine:
    """Return a line with how its figure stands against its target; only an own target is due by then."""
    formula = formula_of(configuration)
    if formula in {Formula.MAINTAIN, Formula.RANGE}:
        return replace(line, met=REACHED.get(kept(configuration, formula, judged, line.target).result))
    if formula not in WITH_PERCENTAGE:
        return line
    percent = percent_of(formula, judged, configuration.known_baseline, line.target)
    wanted = line.target.value if line.target and line.has_own_target else None
    if wanted is None:
        return replace(line, exact_percent=percent)
    down = formula is Formula.LEVEL and configuration.direction is Direction.DESCENDING
    return replace(line, exact_percent=percent, met=judged <= wanted if down else judged >= wanted)


def steps_of(configuration: Configuration, found: Progress, lines: tuple[PeriodLine, ...]) -> Iterator[Step]:
    """Yield the steps that lead to a progress, as far as it got."""
    entering = [line for line in lines if line.state is State.DATA]
    if found.as_of is not None:
        entering = [line for line in entering if line.period == found.as_of]
    if entering and found.value is not None:
        yield Step(
            StepCode.AGGREGATE, configuration.time, tuple(term_of(line) for line in entering), found.value
        )
    if found.target is not None and found.target.parts:
        parts = tuple(
            Term("target", part.value, period=part.period, target=part) for part in found.target.parts
        )
        yield Step(StepCode.SUM_TARGETS, OverTime.SUM, parts, found.target.value)
    if found.problems or found.value is None:
        return
    yield from judging(configuration, found)
    yield from reading(found)


def term_of(line: PeriodLine) -> Term:
    """Return what a period puts into the aggregate: a number, a pair, or a set."""
    above, below = line.figure.pair or (line.value, None)
    return Term("value", above, below, line.figure.members, period=line.period)


def judging(configuration: Configuration, found: Progress) -> Iterator[Step]:
    """Yield how the value is judged: by the target in force, and by the first one if it was revised."""
    formula, value = found.formula, Term("value", found.value)
    if formula is Formula.MILESTONES:
        accepted = [step for step in configuration.milestones if step.key in (found.members or ())]
        weights = tuple(
            Term("weight", exact(step.weight), members=frozenset({step.key})) for step in accepted
        )
        yield Step(StepCode.JUDGE, formula, weights, found.exact_percent)
        return
    if found.result in {Result.NO_TARGET, Result.NO_BASELINE}:
        return
    baseline = Term("baseline", found.baseline, on=configuration.baseline_on)
    given = (value, baseline) if formula is Formula.LEVEL else (value,)
    rule = (configuration.keep or formula) if formula is Formula.MAINTAIN else formula
    yield Step(StepCode.JUDGE, rule, (*given, *target_terms(found.target)), found.exact_percent)
    if found.original is not None and found.original.exact_percent is not None:
        terms = (*given, *target_terms(found.original.target))
        yield Step(StepCode.JUDGE_ORIGINAL, rule, terms, found.original.exact_percent)


def target_terms(target: TargetInForce | None) -> tuple[Term, ...]:
    """Return the target, and the upper end of a range, with the version that they are."""
    if target is None:
        return ()
    ends = (("target", target.value), ("upper", target.upper))
    return tuple(
        Term(name, end, on=target.valid_from, target=target) for name, end in ends if end is not None
    )


def reading(found: Progress) -> Iterator[Step]:
    """Yield how a percentage is read: rounded, capped, and beside what is expected."""
    percent, expected = found.exact_percent, found.expected
    if percent is None:
        return
    given = (Term("percent", percent),)
    if rounded(percent) != percent:
        yield Step(StepCode.ROUND, "half_up", given, exact(rounded(percent)))
    if found.exact_capped != percent:
        yield Step(StepCode.CAP, "0_to_100", given, found.exact_capped)
    if expected is None:
        return
    (start, low), (end, high) = expected.before, expected.after
    named: dict[str, int | Fraction] = {
        "day": expected.day,
        "from_day": start,
        "from_percent": low,
        "to_day": end,
        "to_percent": high,
    }
    terms = tuple(Term(name, Fraction(number)) for name, number in named.items())
    yield Step(StepCode.EXPECT, expected.basis, terms, expected.exact_percent)
    if found.pace is not None and expected.exact_percent:
        terms = (*given, Term("expected", expected.exact_percent))
        yield Step(StepCode.COMPARE, found.pace, terms, percentage(percent, expected.exact_percent))
