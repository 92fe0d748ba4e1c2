"""What is due at a date, and which version of a target asks for it (§5 step 3, AC-17)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from pilares.monitoring.maths import (
    Accepted,
    Basis,
    Configuration,
    Direction,
    Entry,
    Measure,
    Milestone,
    Number,
    Pace,
    Period,
    Result,
    Target,
    TargetKind,
    period_lines,
    progress,
    target_steps,
)
from pilares.monitoring.tests.figures import FIRST, LAST, flow, level, year

# what is due


@pytest.mark.parametrize(
    ("on", "percent"),
    [
        (date(2020, 6, 1), "0.0"),
        (date(2021, 12, 31), "33.3"),
        (date(2022, 7, 2), "50.0"),
        (LAST, "100.0"),
        (date(2024, 6, 1), "100.0"),
    ],
)
def test_without_interim_targets_what_is_due_grows_day_by_day_over_the_own_window(on, percent):
    found = progress(level(), [year(1, 1)], on=on).expected
    assert found is not None
    assert (found.percent, found.basis) == (Decimal(percent), Basis.LINEAR)


def test_interim_targets_say_what_is_due_at_their_ends_and_the_way_between_is_straight():
    years = [year(1, 1, target=2), year(2, target=8), year(3)]
    due = {on: progress(level(), years, on=on).expected for on in (date(2021, 12, 31), date(2022, 12, 31))}
    assert {on: (e.percent, e.basis) for on, e in due.items() if e} == {
        date(2021, 12, 31): (Decimal("20.0"), Basis.INTERIM),
        date(2022, 12, 31): (Decimal("80.0"), Basis.INTERIM),
    }
    between = progress(level(), years, on=date(2022, 3, 14)).expected
    assert between is not None
    assert between.exact_percent == 20 + 60 * Fraction(73, 365)


def test_yearly_targets_of_a_flow_add_up_to_its_target_and_to_what_is_due():
    years = [year(1, 3, target=2), year(2, target=3), year(3, target=5)]
    found = progress(flow(targets=()), years, on=date(2022, 12, 31))
    assert found.target is not None
    assert (found.target.value, found.percent, found.expected_percent) == (
        Fraction(10),
        Decimal("30.0"),
        Decimal("50.0"),
    )


def test_cumulative_targets_of_a_flow_are_totals_until_then():
    years = [year(1, 3, target=2), year(2, target=5), year(3, target=12)]
    found = progress(flow(targets=(), target_kind=TargetKind.CUMULATIVE), years, on=date(2021, 12, 31))
    assert found.target is not None
    assert (found.target.value, found.percent, found.expected_percent) == (
        Fraction(12),
        Decimal("25.0"),
        Decimal("16.7"),
    )


def test_the_target_of_the_last_period_is_that_of_a_level_without_another():
    found = progress(level(targets=()), [year(1, 3, target=2), year(2, target=6)], on=LAST)
    assert found.percent == Decimal("50.0")


def test_an_interim_target_beyond_the_last_makes_nobody_owe_more_than_all():
    years = [year(1, 1, target=12), year(2), year(3)]
    assert progress(level(), years, on=date(2021, 12, 31)).expected_percent == Decimal("100.0")


def test_interim_targets_without_a_baseline_say_nothing_of_what_is_due():
    found = progress(level(baseline=None), [year(1, 1, target=2)], on=LAST)
    assert (found.result, found.expected) == (Result.NO_BASELINE, None)


def test_milestones_are_due_on_their_days():
    steps = (Milestone(1, 30, date(2021, 12, 31)), Milestone(2, 70, LAST))
    found = progress(
        Configuration(measure=Measure.MILESTONE, milestones=steps, starts_on=FIRST, ends_on=LAST),
        [year(1, Accepted(frozenset({1})))],
        on=date(2021, 12, 31),
    )
    assert (found.percent, found.expected_percent, found.pace) == (
        Decimal("30.0"),
        Decimal("30.0"),
        Pace.ON_COURSE,
    )


@pytest.mark.parametrize(
    ("value", "pace"),
    [
        (-1, Pace.REGRESSION),
        (0, Pace.LIMITED),
        (599, Pace.LIMITED),
        (600, Pace.INSUFFICIENT),
        (949, Pace.INSUFFICIENT),
        (950, Pace.ON_COURSE),
        (999, Pace.ON_COURSE),
        (1000, Pace.REACHED),
        (1300, Pace.REACHED),
    ],
)
def test_the_paces_part_at_95_and_60_per_cent_of_what_is_due(value, pace):
    assert progress(level(1000), [year(1, value)], on=LAST).pace is pace


def test_before_anything_is_due_all_is_on_course():
    assert progress(level(), [year(1, 0)], on=date(2020, 12, 31)).pace is Pace.ON_COURSE


def test_without_a_target_there_is_neither_progress_nor_expectation():
    found = progress(level(targets=()), [year(1, 3)], on=LAST)
    assert (found.result, found.value, found.expected) == (Result.NO_TARGET, Fraction(3), None)


# targets by their versions


def test_a_closed_period_of_a_flow_keeps_the_target_that_was_in_force_then():
    versions = (Target(4, FIRST), Target(2, date(2022, 6, 1)))
    years = [
        Period(date(2020 + n, 1, 1), date(2020 + n, 12, 31), (Entry(Number(2)),), versions) for n in (1, 2, 3)
    ]
    found = progress(flow(targets=()), years, on=LAST)
    assert found.target is not None
    assert found.original is not None
    assert [part.value for part in found.target.parts] == [4, 2, 2]
    assert (found.percent, found.original.percent) == (Decimal("75.0"), Decimal("50.0"))


def test_each_period_is_judged_by_its_own_target_in_force_then():
    versions = (Target(11, FIRST), Target(8, date(2022, 6, 25)))
    years = [year(1, 4, target=4), year(2, 6), year(3)]
    lines = period_lines(level(targets=versions), years, on=date(2022, 10, 15))
    assert [
        (line.value, line.target.value if line.target else None, line.met, line.begun) for line in lines
    ] == [
        (Fraction(4), Fraction(4), True, True),
        (Fraction(6), Fraction(8), None, True),
        (None, Fraction(8), None, False),
    ]


def test_a_descending_level_meets_its_interim_target_from_above():
    down = level(30, baseline=60, direction=Direction.DESCENDING)
    lines = period_lines(down, [year(1, 50, target=50), year(2, 45, target=40)], on=LAST)
    assert [line.met for line in lines] == [True, False]


def test_the_target_is_a_step_that_falls_where_it_is_revised():
    versions = (Target(11, FIRST), Target(8, date(2022, 6, 25)))
    steps = target_steps(level(targets=versions), (year(1, target=4), year(2)))
    assert [(step.starts_on, step.ends_on, step.target.value) for step in steps] == [
        (date(2021, 1, 1), date(2021, 12, 31), Fraction(4)),
        (date(2022, 1, 1), date(2022, 6, 24), Fraction(11)),
        (date(2022, 6, 25), date(2022, 12, 31), Fraction(8)),
    ]
