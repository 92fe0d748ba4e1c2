"""What counts, and how it becomes one figure: the rules that no golden value pins (§5, E-4)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from pilares.monitoring.maths import (
    Caution,
    Countries,
    Coverage,
    Entry,
    Keep,
    Measure,
    Number,
    OverCountries,
    OverTime,
    Pair,
    Period,
    Result,
    State,
    exact,
    period_lines,
    plain,
    preliminary_progress,
    progress,
    rounded,
)
from pilares.monitoring.tests.figures import FIRST, LAST, flow, level, of, year

# what enters


def test_what_waits_for_validation_is_for_members_alone():
    years = [year(1, 4), year(2, Entry(Number(6), validated=False))]
    public, members = progress(level(), years, on=LAST), preliminary_progress(level(), years, on=LAST)
    assert members is not None
    assert (public.percent, public.preliminary, public.coverage) == (Decimal("40.0"), False, Coverage(1, 2))
    assert (members.percent, members.preliminary, members.coverage) == (Decimal("60.0"), True, Coverage(2, 2))
    assert Caution.PRELIMINARY in members.cautions


def test_if_nothing_waits_there_is_no_preliminary_figure():
    assert preliminary_progress(level(), [year(1, 4)], on=LAST) is None


def test_what_is_validated_is_not_replaced_by_what_waits():
    years = [year(1, of("GT", 4), of("GT", 9, validated=False), of("HN", 1, validated=False))]
    summed = level(over_countries=OverCountries.SUM)
    members = preliminary_progress(summed, years, on=LAST)
    assert members is not None
    assert members.value == 5


def test_two_sources_of_one_country_are_never_summed():
    years = [year(1, of("GT", 4), of("GT", 6), of("HN", 1))]
    found = progress(level(over_countries=OverCountries.SUM), years, on=LAST)
    assert (found.result, found.value, found.percent) == (Result.CONFLICT, None, None)


def test_two_sources_that_agree_are_one():
    years = [year(1, of("GT", 4), of("GT", 4), of("HN", 1))]
    assert progress(level(over_countries=OverCountries.SUM), years, on=LAST).value == 5


def test_a_figure_of_the_region_is_not_added_to_those_of_its_countries():
    found = progress(level(over_countries=OverCountries.SUM), [year(1, 7, of("GT", 4), of("HN", 1))], on=LAST)
    assert (found.value, found.cautions) == (Fraction(7), (Caution.REGION_AND_COUNTRIES,))


def test_a_value_that_does_not_fit_the_measure_is_left_out_and_said():
    found = progress(
        level(measure=Measure.PERCENTAGE, over_time=OverTime.RATIO),
        [year(1, 50), year(2, Pair(1, 4))],
        on=LAST,
    )
    assert (found.value, found.coverage) == (Fraction(25), Coverage(1, 2))
    assert Caution.UNFIT_VALUE in found.cautions


def test_a_float_is_refused():
    with pytest.raises(TypeError):
        exact(0.1)


# over the countries


def test_countries_that_meet_are_counted_among_those_that_report():
    counting = level(5, over_countries=OverCountries.COUNT, meets=80, measure=Measure.PERCENTAGE)
    years = [year(1, of("CR", Pair(8, 10)), of("GT", Pair(79, 100)), of("HN", Pair(0, 0)), of("MX", 95))]
    found = progress(counting, years, on=LAST)
    assert (found.value, found.members, found.percent) == (
        Fraction(2),
        frozenset({"CR", "MX"}),
        Decimal("40.0"),
    )


def test_a_country_may_be_counted_for_staying_below():
    counting = level(5, over_countries=OverCountries.COUNT, meets=30, meets_when=Keep.AT_MOST)
    assert progress(counting, [year(1, of("CR", 30), of("GT", 31))], on=LAST).members == frozenset({"CR"})


def test_yes_of_each_country_is_a_number_of_countries_and_no_category():
    counting = level(11, measure=Measure.NOMINAL, over_countries=OverCountries.COUNT)
    found = progress(counting, [year(1, of("CR", 1), of("GT", 0), of("HN", 1))], on=LAST)
    assert (found.value, found.percent) == (Fraction(2), Decimal("18.2"))


def test_distinct_countries_may_be_named_or_report_for_themselves():
    distinct = level(5, over_time=OverTime.DISTINCT)
    years = [year(1, Countries(frozenset({"CR", "GT"}))), year(2, of("GT", 1), of("MX", 1), of("HN", 0))]
    found = progress(distinct, years, on=LAST)
    assert (found.value, found.percent) == (Fraction(3), Decimal("60.0"))
    assert found.members == frozenset({"CR", "GT", "MX"})


def test_an_empty_set_of_countries_is_a_reported_zero():
    found = progress(level(5, over_time=OverTime.DISTINCT), [year(1, Countries(frozenset()))], on=LAST)
    assert (found.result, found.percent, found.coverage) == (
        Result.IN_PROGRESS,
        Decimal("0.0"),
        Coverage(1, 1),
    )


def test_numerators_and_denominators_of_countries_are_pooled():
    pooling = level(
        80,
        measure=Measure.PERCENTAGE,
        over_countries=OverCountries.RATIO,
        over_time=OverTime.RATIO,
    )
    years = [year(1, of("CR", Pair(9, 10)), of("GT", Pair(10, 90)), of("HN", Pair(0, 0)))]
    assert progress(pooling, years, on=LAST).pair == (Fraction(19), Fraction(100))


def test_what_is_not_aggregable_over_countries_stands_side_by_side():
    found = progress(level(), [year(1, of("CR", 1), of("GT", 2)), year(2)], on=LAST)
    assert (found.result, found.coverage) == (Result.NOT_AGGREGATED, Coverage(1, 2))


def test_values_of_different_countries_do_not_become_one_over_time_either():
    both = [year(1, of("CR", 1), of("GT", 2))], [year(1, of("CR", 1)), year(2, of("GT", 2))]
    assert [progress(level(), years, on=LAST).result for years in both] == [Result.NOT_AGGREGATED] * 2
    assert progress(level(), [year(1, of("CR", 1)), year(2, of("CR", 2))], on=LAST).value == 2


def test_pairs_of_countries_are_not_pooled_where_it_is_not_aggregable_over_countries():
    apart = level(measure=Measure.PERCENTAGE, over_time=OverTime.RATIO)
    (line,) = period_lines(apart, [year(1, of("CR", Pair(1, 2)), of("GT", Pair(1, 4)))], on=LAST)
    assert (line.state, line.value) == (State.SEPARATE, None)


def test_what_is_not_aggregable_over_time_stands_side_by_side_unless_there_is_one_value():
    apart = level(over_time=OverTime.NONE)
    assert progress(apart, [year(1, 4), year(2, 5)], on=LAST).result is Result.NOT_AGGREGATED
    assert progress(apart, [year(1), year(2, 5)], on=LAST).percent == Decimal("50.0")


def test_fewer_countries_in_the_latest_period_are_said():
    years = [year(1, of("CR", 1), of("GT", 2)), year(2, of("CR", 1))]
    found = progress(level(over_countries=OverCountries.SUM), years, on=date(2022, 12, 31))
    assert (found.value, found.cautions) == (Fraction(1), (Caution.FEWER_COUNTRIES,))


def test_the_region_as_a_whole_speaks_for_all_its_countries():
    years = [year(1, of("CR", 1), of("GT", 2)), year(2, 3)]
    assert progress(level(over_countries=OverCountries.SUM), years, on=date(2022, 12, 31)).cautions == ()


# over time


@pytest.mark.parametrize(
    ("over_time", "value"),
    [
        (OverTime.SUM, Fraction(10)),
        (OverTime.LATEST, Fraction(4)),
        (OverTime.AVERAGE, Fraction(10, 3)),
        (OverTime.MAXIMUM, Fraction(5)),
        (OverTime.MINIMUM, Fraction(1)),
    ],
)
def test_values_become_one_exactly(over_time, value):
    assert progress(level(over_time=over_time), [year(1, 5), year(2, 1), year(3, 4)], on=LAST).value == value


def test_an_average_is_of_the_periods_with_data():
    found = progress(level(over_time=OverTime.AVERAGE), [year(1, 5), year(2), year(3, 4)], on=LAST)
    assert (found.value, found.coverage) == (Fraction(9, 2), Coverage(2, 3))


def test_the_latest_says_of_which_period_it_is():
    found = progress(level(), [year(1, 4), year(2), year(3)], on=date(2022, 3, 1))
    assert found.as_of is not None
    assert (found.as_of.starts_on, found.cautions) == (FIRST, (Caution.NOT_CURRENT,))


def test_the_latest_of_the_present_period_is_current():
    assert progress(level(), [year(1, 4), year(2)], on=date(2021, 12, 31)).cautions == ()


def test_periods_that_share_days_are_said():
    whole = Period(FIRST, LAST, (Entry(Number(1)),))
    assert progress(flow(), [whole, year(2, 1)], on=LAST).cautions == (Caution.PERIODS_OVERLAP,)


# rounding and cautions


@pytest.mark.parametrize(
    ("number", "read"),
    [
        (Fraction(2375, 100), "23.8"),
        (Fraction(5, 100), "0.1"),
        (Fraction(49, 1000), "0.0"),
        (Fraction(-49, 1000), "0.0"),
        (Fraction(-1225, 100), "-12.3"),
        (Fraction(200, 3), "66.7"),
        (Fraction(10**24 * 3 + 1, 2), "1500000000000000000000000.5"),
    ],
)
def test_a_half_is_rounded_away_from_zero_once_and_zero_has_no_sign(number, read):
    assert str(rounded(number)) == read


@pytest.mark.parametrize(
    ("number", "read"),
    [("5.0000", "5"), ("1000", "1000"), ("2.5000", "2.5"), ("0", "0"), (f"{10**30}.5", f"{10**30}.5")],
)
def test_a_number_is_read_without_zeros_at_its_end(number, read):
    assert str(plain(Decimal(number))) == read


def test_nearly_there_is_not_there():
    found = progress(level(4000), [year(1, 3999)], on=date(2021, 6, 1))
    assert (found.percent, found.result, found.reached) == (Decimal("100.0"), Result.IN_PROGRESS, False)
    assert found.cautions == (Caution.ROUNDS_TO_TARGET,)


@pytest.mark.parametrize(("value", "flagged"), [(13, ()), (14, (Caution.TARGET_UNDERESTIMATED,))])
def test_far_beyond_the_target_asks_whether_it_was_too_low(value, flagged):
    assert progress(level(), [year(1, value)], on=FIRST).cautions == flagged
