"""What must hold of any figures at all, tried on many that nobody would think of (monitoring-model §5)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from pilares.monitoring.maths import (
    Accepted,
    Configuration,
    Countries,
    Direction,
    Entry,
    Keep,
    Measure,
    Milestone,
    Number,
    OverTime,
    Pair,
    Period,
    Progress,
    Result,
    Target,
    Value,
    activity_mean,
    derivation,
    progress,
    rounded,
)

FIRST = date(2021, 1, 1)
LAST = date(2023, 12, 31)

amounts = st.decimals(-(10**6), 10**6, places=4)
positive = st.decimals("0.0001", 10**6, places=4)
counts = st.integers(0, 10**6)
pairs = st.builds(Pair, counts, counts)
states = st.frozensets(
    st.sampled_from(["BZ", "CA", "CR", "DO", "GT", "HN", "MX", "NI", "PA", "SV", "US"])
).map(Countries)
numbers = amounts.map(Number)
days = st.dates(date(2020, 1, 1), date(2025, 1, 1))
of_numbers = st.sampled_from(
    [OverTime.SUM, OverTime.LATEST, OverTime.AVERAGE, OverTime.MAXIMUM, OverTime.MINIMUM]
)
any_time = st.sampled_from([time for time in OverTime if time is not OverTime.NONE])


def series(values: st.SearchStrategy, *, least: int = 0) -> st.SearchStrategy[list]:
    return st.lists(st.none() | values, min_size=least, max_size=8)


def values_for(time: OverTime) -> st.SearchStrategy:
    return {OverTime.RATIO: pairs, OverTime.DISTINCT: states}.get(time, numbers)


def periods_of(values: Sequence[Value | None]) -> list[Period]:
    """Ninety days for each value, one after the other."""
    starts = [FIRST + timedelta(days=90 * at) for at in range(len(values))]
    return [
        Period(start, start + timedelta(days=89), (Entry(value),), key=at)
        for at, (start, value) in enumerate(zip(starts, values, strict=True))
    ]


def measured(time: OverTime, baseline: Decimal | int, target: Decimal | int, **rest) -> Configuration:
    given = {
        "measure": Measure.PERCENTAGE if time is OverTime.RATIO else Measure.UNIT,
        "direction": Direction.ASCENDING if target > baseline else Direction.DESCENDING,
        "over_time": time,
        "baseline": baseline,
        "targets": (Target(target, FIRST),),
        "starts_on": FIRST,
        "ends_on": LAST,
    }
    return Configuration(**(given | rest))


@st.composite
def figures(draw, time: st.SearchStrategy[OverTime] = any_time, *, least: int = 0):
    """A sound configuration and what was reported for it."""
    over_time = draw(time)
    baseline, target = draw(amounts), draw(positive if over_time is OverTime.SUM else amounts)
    assume(baseline != target)
    direction = {"direction": Direction.ASCENDING} if over_time is OverTime.SUM else {}
    configuration = measured(over_time, baseline, target, **direction)
    return configuration, draw(series(values_for(over_time), least=least))


def apart_from(found: Progress, *names: str) -> dict[str, object]:
    return {name: value for name, value in found._asdict().items() if name not in names}


def value_at(configuration: Configuration, values: list[Value | None]) -> Fraction | None:
    return progress(configuration, periods_of(values), on=LAST).value


@given(figures(), st.randoms(use_true_random=False), days)
def test_the_order_in_which_periods_are_given_does_not_matter(case, chance, on):
    configuration, values = case
    periods = periods_of(values)
    shuffled = list(periods)
    chance.shuffle(shuffled)
    assert progress(configuration, shuffled, on=on) == progress(configuration, periods, on=on)
    assert derivation(configuration, shuffled, on=on) == derivation(configuration, periods, on=on)


@given(figures(any_time.filter(lambda time: time is not OverTime.LATEST)), st.randoms(use_true_random=False))
def test_the_order_in_time_matters_to_the_latest_alone(case, chance):
    configuration, values = case
    moved = list(values)
    chance.shuffle(moved)
    assert value_at(configuration, moved) == value_at(configuration, values)


@given(figures(), st.data(), days)
def test_a_period_without_data_changes_the_coverage_and_nothing_else(case, data, on):
    configuration, values = case
    known = periods_of(values)
    where = data.draw(st.integers(0, 20))
    late = FIRST + timedelta(days=90 * len(values) + 400 + where)
    silent = Period(late, late + timedelta(days=30), data.draw(st.sampled_from([(), (Entry(None),)])))
    before, after = (progress(configuration, periods, on=on) for periods in (known, [*known, silent]))
    aside = ("coverage", "cautions")
    assert apart_from(after, *aside) == apart_from(before, *aside)
    assert after.coverage == replace(before.coverage, periods=before.coverage.periods + 1)


@given(figures())
def test_silence_within_the_series_changes_the_coverage_and_nothing_else(case):
    configuration, values = case
    spoken = [value for value in values if value is not None]
    with_silence, without = (
        progress(configuration, periods_of(chosen), on=LAST) for chosen in (values, spoken)
    )
    aside = ("coverage", "cautions", "as_of", "pace", "expected")
    assert apart_from(with_silence, *aside) == apart_from(without, *aside)
    assert with_silence.coverage.with_data == without.coverage.with_data


@given(st.lists(pairs, min_size=1, max_size=8))
def test_pooling_is_the_sum_above_over_the_sum_below(reported):
    applying = [pair for pair in reported if pair.denominator]
    found = value_at(measured(OverTime.RATIO, 0, 80), list(reported))
    if not applying:
        assert found is None
        return
    assert found == Fraction(100 * sum(p.numerator for p in applying), sum(p.denominator for p in applying))


@given(st.lists(st.builds(Pair, counts, st.integers(1, 10**6)), min_size=2, max_size=8))
def test_pooling_is_the_mean_of_percentages_only_weighted_by_denominators(reported):
    shares = [Fraction(100 * pair.numerator, pair.denominator) for pair in reported]
    weights = [pair.denominator for pair in reported]
    weighted = sum(share * weight for share, weight in zip(shares, weights, strict=True)) / sum(weights)
    found = value_at(measured(OverTime.RATIO, 0, 80), list(reported))
    assert found == weighted
    assert min(shares) <= weighted <= max(shares)


@given(st.lists(counts, min_size=1, max_size=8), st.integers(1, 10**6))
def test_with_equal_denominators_pooling_equals_the_mean(above, below):
    found = value_at(measured(OverTime.RATIO, 0, 80), [Pair(number, below) for number in above])
    assert found == sum(Fraction(100 * number, below) for number in above) / len(above)


@given(st.integers(1, 999), st.integers(1, 999), st.integers(1, 1000), st.integers(1, 1000))
def test_with_unequal_ones_two_different_shares_pool_to_something_else(first, second, below, other):
    one, two = Pair(first, 1000 * below), Pair(second, 1000 * other)
    shares = Fraction(100 * first, 1000 * below), Fraction(100 * second, 1000 * other)
    assume(below != other)
    assume(shares[0] != shares[1])
    assert value_at(measured(OverTime.RATIO, 0, 80), [one, two]) != sum(shares) / 2


@given(figures(of_numbers.filter(lambda time: time is not OverTime.SUM)), days)
def test_descending_mirrors_ascending(case, on):
    configuration, values = case
    turned = {Direction.ASCENDING: Direction.DESCENDING, Direction.DESCENDING: Direction.ASCENDING}
    swapped = {OverTime.MAXIMUM: OverTime.MINIMUM, OverTime.MINIMUM: OverTime.MAXIMUM}
    (target,) = configuration.targets
    mirrored = measured(
        swapped.get(configuration.time, configuration.time),
        -configuration.baseline,
        -target.value,
        direction=turned[configuration.direction],
    )
    opposite = [None if value is None else Number(-value.value) for value in values]
    one = progress(configuration, periods_of(values), on=on)
    other = progress(mirrored, periods_of(opposite), on=on)
    said = ("result", "exact_percent", "percent", "capped", "expected", "pace", "coverage", "cautions")
    assert [getattr(one, name) for name in said] == [getattr(other, name) for name in said]


@given(figures(of_numbers), positive, days)
def test_progress_does_not_depend_on_the_unit(case, unit, on):
    configuration, values = case
    (target,) = configuration.targets
    scaled = replace(
        configuration,
        baseline=Fraction(configuration.baseline) * Fraction(unit),
        targets=(Target(Fraction(target.value) * Fraction(unit), FIRST),),
    )
    larger = [None if value is None else Number(Fraction(value.value) * Fraction(unit)) for value in values]
    one = progress(configuration, periods_of(values), on=on)
    other = progress(scaled, periods_of(larger), on=on)
    said = ("result", "exact_percent", "expected", "pace", "cautions")
    assert [getattr(one, name) for name in said] == [getattr(other, name) for name in said]


@given(figures(), days)
def test_in_means_progress_is_within_0_and_100(case, on):
    configuration, values = case
    found = progress(configuration, periods_of(values), on=on)
    capped = found.exact_capped
    assert (capped is None) == (found.exact_percent is None)
    assert capped is None or (0 <= capped <= 100 and capped in {0, 100, found.exact_percent})
    assert found.expected is None or 0 <= found.expected.exact_percent <= 100


@given(figures(), days)
def test_the_result_is_told_by_the_exact_percentage(case, on):
    configuration, values = case
    found = progress(configuration, periods_of(values), on=on)
    if found.exact_percent is None:
        assert found.result in {Result.NO_DATA, Result.NOT_APPLICABLE}
    else:
        said = {Result.REACHED: found.exact_percent >= 100, Result.REGRESSION: found.exact_percent < 0}
        assert [result for result, so in said.items() if so] == [r for r in said if r is found.result]
        assert (found.result is Result.IN_PROGRESS) == (0 <= found.exact_percent < 100)


@given(of_numbers, amounts, positive, st.data())
def test_more_of_an_ascending_value_is_never_less_progress(time, baseline, gap, data):
    start = Decimal(0) if time is OverTime.SUM else baseline
    configuration = measured(time, start, start + gap)
    values = data.draw(series(numbers, least=1))
    where = data.draw(st.integers(0, len(values) - 1))
    assume(values[where] is not None)
    more = list(values)
    more[where] = Number(values[where].value + data.draw(positive))
    less, greater = (progress(configuration, periods_of(v), on=LAST).exact_percent for v in (values, more))
    assert less is not None
    assert greater is not None
    assert less <= greater


@given(figures(st.just(OverTime.LATEST)), st.data())
def test_the_latest_is_the_last_that_is_not_empty_whatever_came_before(case, data):
    configuration, values = case
    spoken = [at for at, value in enumerate(values) if value is not None]
    assume(spoken)
    last = spoken[-1]
    others = data.draw(st.lists(st.none() | numbers, min_size=last, max_size=last))
    one, other = (
        progress(configuration, periods_of(v), on=LAST) for v in (values, [*others, *values[last:]])
    )
    assert one.as_of is not None
    assert one.value == other.value == Fraction(values[last].value)
    assert one.as_of == other.as_of
    assert (one.exact_percent, one.result, one.pace) == (other.exact_percent, other.result, other.pace)


@given(st.lists(states, min_size=1, max_size=6), st.data())
def test_a_country_said_again_counts_once(reported, data):
    distinct = measured(OverTime.DISTINCT, 0, 11)
    again = data.draw(st.lists(st.sampled_from(reported), max_size=6))
    one, other = (progress(distinct, periods_of(v), on=LAST) for v in (reported, [*reported, *again]))
    assert (one.value, one.members, one.exact_percent) == (other.value, other.members, other.exact_percent)
    assert one.members == frozenset().union(*(value.codes for value in reported))
    together = [Period(FIRST, LAST, tuple(Entry(value) for value in [*reported, *again]))]
    assert progress(distinct, together, on=LAST).members == one.members


@given(st.lists(st.integers(1, 100), min_size=1, max_size=8), st.data())
def test_milestones_only_ever_add_up(weights, data):
    scale = Fraction(100, sum(weights))
    steps = tuple(Milestone(at, weight * scale) for at, weight in enumerate(weights))
    configuration = Configuration(measure=Measure.MILESTONE, milestones=steps)
    subsets = st.frozensets(st.sampled_from(range(len(weights))))
    accepted = data.draw(st.lists(subsets.map(Accepted), min_size=1, max_size=4))
    shares = [
        progress(configuration, periods_of(list(accepted[: at + 1])), on=LAST).exact_percent
        for at in range(len(accepted))
    ]
    assert shares == sorted(share for share in shares if share is not None)
    assert all(share is not None and 0 <= share <= 100 for share in shares)


@given(amounts, amounts, st.sampled_from(Keep))
def test_what_is_maintained_has_no_percentage(value, target, keep):
    configuration = measured(OverTime.LATEST, target, target, direction=Direction.MAINTAIN, keep=keep)
    found = progress(configuration, periods_of([Number(value)]), on=LAST)
    held = value >= target if keep is Keep.AT_LEAST else value <= target
    assert found.result is (Result.MAINTAINED if held else Result.NOT_MAINTAINED)
    assert (found.exact_percent, found.expected, found.pace) == (None, None, None)


@given(st.lists(figures(of_numbers), max_size=5))
def test_the_mean_of_an_activity_is_within_0_and_100_and_counts_what_has_data(cases):
    answers = [progress(configuration, periods_of(values), on=LAST) for configuration, values in cases]
    mean = activity_mean(answers)
    assert mean.indicators == len(answers)
    assert mean.with_data == sum(answer.exact_percent is not None for answer in answers)
    assert (mean.exact_percent is None) == (mean.with_data == 0)
    assert mean.exact_percent is None or 0 <= mean.exact_percent <= 100


@given(figures(), days)
def test_the_steps_end_in_the_numbers_that_are_shown(case, on):
    configuration, values = case
    periods = periods_of(values)
    found = derivation(configuration, periods, on=on)
    assert found.progress == progress(configuration, periods, on=on)
    results = {step.code.value: step.result for step in found.steps}
    said = found.progress
    if said.exact_percent is None:
        return
    assert (results["aggregate"], results["judge"]) == (said.value, said.exact_percent)
    assert results.get("round", said.exact_percent) == Fraction(rounded(said.exact_percent))
    assert results.get("cap", said.exact_percent) == said.exact_capped


@given(st.fractions(), st.integers(0, 4))
def test_rounding_is_never_off_by_more_than_half_a_step_and_never_minus_zero(number, places):
    found = rounded(number, places)
    assert abs(Fraction(found) - number) <= Fraction(1, 2 * 10**places)
    assert found.as_tuple().exponent == -places
    assert found != 0 or not found.is_signed()
    assert rounded(-number, places) == found.copy_negate()
