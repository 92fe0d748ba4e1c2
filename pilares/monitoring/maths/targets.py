"""Targets by their versions: which one is in force when, and what it asks (monitoring-model §2, AC-17)."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from pilares.monitoring.maths.amounts import Amount, exact_or_none, percentage, total
from pilares.monitoring.maths.answers import TargetInForce
from pilares.monitoring.maths.inputs import Configuration, Period, Target, in_order


def target_problem(direction: str, baseline: Amount | None, target: Amount | None) -> str:
    """Say why a target cannot be measured from a baseline: "same", "opposite", or nothing.

    A level indicator needs a target that differs from its baseline, on the side of its direction.
    """
    if baseline is None or target is None or direction not in {"ascending", "descending"}:
        return ""
    if target == baseline:
        return "same"
    return "" if (target > baseline) == (direction == "ascending") else "opposite"


def in_force(
    targets: tuple[Target, ...], on: date | None, *, period: Period | None = None
) -> TargetInForce | None:
    """Return the version in force at the end of a day; the first if none was yet, the last without a day."""
    if not targets:
        return None
    ordered = sorted(targets, key=lambda target: target.valid_from) if len(targets) > 1 else targets
    begun = sum([on is None or target.valid_from <= on for target in ordered]) or 1
    found = ordered[begun - 1]
    return TargetInForce(
        value=exact_or_none(found.value),
        upper=exact_or_none(found.upper),
        version=begun,
        versions=len(ordered),
        valid_from=found.valid_from,
        key=found.key,
        period=period,
    )


def target_at(
    configuration: Configuration, periods: tuple[Period, ...], on: date | None
) -> TargetInForce | None:
    """Return the target of the whole at a day: its own, else what the targets of its periods make.

    Of a flow with yearly targets that is ΣT, where each closed period keeps the target that was in force at
    its end; of anything else, the target of the last period that has one. None if there is no target.
    """
    window = configuration.window(periods)
    if configuration.targets:
        return in_force(configuration.targets, earlier(on, window[1] if window else None))
    own = [target for period in periods if (target := target_of(period, on))]
    if not own:
        return None
    return summed(own, len(periods)) if configuration.sums_targets else own[-1]


def target_of(period: Period, on: date | None) -> TargetInForce | None:
    """Return a period's own target at a day; once it has ended, for ever the one in force at its end."""
    return in_force(period.targets, earlier(on, period.ends_on), period=period)


def earlier(on: date | None, end: date | None) -> date | None:
    """Return the earlier of two days, where no day is the last of all."""
    return on if end is None else end if on is None else min(on, end)


def summed(own: list[TargetInForce], periods: int) -> TargetInForce:
    """Return ΣT; without a value if a period has none, because a missing target is not zero."""
    values = [part.value for part in own if part.value is not None]
    uppers = [part.upper for part in own if part.upper is not None]
    return TargetInForce(
        value=total(values) if len(values) == periods else None,
        upper=total(uppers) if len(uppers) == periods else None,
        version=0,
        versions=0,
        valid_from=max(part.valid_from for part in own if part.valid_from),
        parts=tuple(own),
    )


def original_target(configuration: Configuration, periods: tuple[Period, ...]) -> TargetInForce | None:
    """Return the target of the whole as it was first agreed."""
    return target_at(configuration, periods, date.min)


@dataclass(frozen=True, slots=True)
class TargetStep:
    """Days, both included, through which one target stands: the chart draws it as a step (AC-17)."""

    starts_on: date
    ends_on: date
    target: TargetInForce


def target_steps(configuration: Configuration, periods: tuple[Period, ...]) -> tuple[TargetStep, ...]:
    """Return the target day by day: each period's own, else the whole's, cut where a version begins."""
    steps: list[TargetStep] = []
    for period in in_order(periods):
        targets = period.targets or configuration.targets
        cuts = {t.valid_from for t in targets if period.starts_on < t.valid_from <= period.ends_on}
        starts = [period.starts_on, *sorted(cuts)]
        ends = [*(start - timedelta(days=1) for start in starts[1:]), period.ends_on]
        for start, end in zip(starts, ends, strict=True):
            target = in_force(targets, end, period=period if period.targets else None)
            if target:
                steps.append(TargetStep(start, end, target))
    return tuple(steps)


def percent_of_way(value: Fraction, baseline: Fraction, target: Fraction) -> Fraction | None:
    """Return 100·(A − B)/(T − B): one formula for both directions, as the signs cancel; None if T = B."""
    return None if target == baseline else percentage(value - baseline, target - baseline)


def percent_of_total(value: Fraction, target: Fraction) -> Fraction | None:
    """Return 100·A/ΣT of a flow; None unless ΣT > 0."""
    return percentage(value, target) if target > 0 else None
