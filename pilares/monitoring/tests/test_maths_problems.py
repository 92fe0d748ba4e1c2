"""What contradicts itself and yields no percentage, and the mean of what does (§5)."""

from datetime import date
from decimal import Decimal

import pytest

from pilares.monitoring.maths import (
    BaselineStatus,
    Configuration,
    Direction,
    Keep,
    Measure,
    Milestone,
    OverCountries,
    OverTime,
    Problem,
    Progress,
    Result,
    Target,
    activity_mean,
    configuration_problems,
    progress,
)
from pilares.monitoring.tests.figures import FIRST, LAST, flow, level, year

# what is wrong


@pytest.mark.parametrize(
    ("configuration", "problems"),
    [
        (level(), ()),
        (level(0, baseline=0), (Problem.ZERO_TO_ZERO,)),
        (level(5, baseline=5), (Problem.TARGET_EQUALS_BASELINE,)),
        (level(5, baseline=9), (Problem.TARGET_ON_WRONG_SIDE,)),
        (level(5, baseline=5, direction=Direction.MAINTAIN, keep=Keep.AT_LEAST), ()),
        (level(5, direction=Direction.MAINTAIN), (Problem.KEEP_MISSING,)),
        (level(direction=None), (Problem.DIRECTION_MISSING,)),
        (level(over_time=None), (Problem.AGGREGATION_MISSING,)),
        (level(baseline_status=BaselineStatus.NOT_APPLICABLE), (Problem.LEVEL_WITHOUT_BASELINE,)),
        (level(baseline=None), ()),
        (level(targets=()), ()),
        (level(12, natural_max=11), (Problem.TARGET_OUTSIDE_LIMITS,)),
        (flow(), ()),
        (flow(direction=None), ()),
        (flow(0), (Problem.FLOW_TARGET_NOT_POSITIVE,)),
        (flow(-3), (Problem.FLOW_TARGET_NOT_POSITIVE,)),
        (flow(direction=Direction.DESCENDING), (Problem.FLOW_DESCENDS,)),
        (flow(measure=Measure.PERCENTAGE), (Problem.PERCENTAGE_NOT_POOLED,)),
        (flow(measure=Measure.ORDINAL), (Problem.MEASURE_NOT_ADDED,)),
        (level(measure=Measure.PERCENTAGE, over_time=OverTime.AVERAGE), (Problem.PERCENTAGE_NOT_POOLED,)),
        (level(measure=Measure.PERCENTAGE, pair_defined=False), (Problem.PERCENTAGE_WITHOUT_PAIR,)),
        (level(measure=Measure.PERCENTAGE, over_time=OverTime.RATIO), ()),
        (level(over_time=OverTime.RATIO, over_countries=OverCountries.COUNT), (Problem.COUNT_NOT_POOLED,)),
        (level(measure=Measure.NOMINAL, over_countries=OverCountries.SUM), (Problem.MEASURE_NOT_ADDED,)),
        (level(direction=Direction.RANGE), (Problem.RANGE_INCOMPLETE,)),
        (
            level(direction=Direction.RANGE, targets=(Target(15, FIRST, upper=10),)),
            (Problem.RANGE_UPSIDE_DOWN,),
        ),
        (Configuration(measure=Measure.MILESTONE), (Problem.MILESTONES_MISSING,)),
        (
            Configuration(measure=Measure.MILESTONE, milestones=(Milestone(1, 60), Milestone(2, 50))),
            (Problem.MILESTONE_WEIGHTS,),
        ),
        (
            Configuration(measure=Measure.MILESTONE, milestones=(Milestone(1, 100), Milestone(2, 0))),
            (Problem.MILESTONE_WITHOUT_WEIGHT,),
        ),
        (Configuration(measure=Measure.QUALITATIVE), ()),
        (Configuration(measure=Measure.NOMINAL), ()),
    ],
)
def test_a_configuration_that_contradicts_itself_is_told_so_and_yields_no_percentage(configuration, problems):
    assert configuration_problems(configuration) == problems
    found = progress(configuration, [year(1, 3)], on=LAST)
    assert (found.problems, found.result is Result.CONFIGURATION) == (problems, bool(problems))
    assert not problems or (found.percent, found.expected, found.pace, found.display.code) == (
        None,
        None,
        None,
        problems[0],
    )


def test_a_flow_of_which_a_year_has_no_target_has_no_total():
    years = (year(1, 3, target=2), year(2))
    assert configuration_problems(flow(targets=()), years) == (Problem.PERIOD_WITHOUT_TARGET,)


def test_the_newest_version_is_checked_before_it_is_in_force():
    versions = (Target(10, FIRST), Target(0, date(2022, 1, 1)))
    assert configuration_problems(flow(targets=versions)) == (Problem.FLOW_TARGET_NOT_POSITIVE,)
    assert configuration_problems(flow(targets=versions), on=FIRST) == ()


# the mean of an activity


def of_value(value: int | None, configuration: Configuration | None = None) -> Progress:
    return progress(configuration or level(), [year(1, value)], on=LAST)


def test_the_mean_of_an_activity_caps_leaves_out_what_has_no_data_and_says_so():
    kept = level(5, direction=Direction.MAINTAIN, keep=Keep.AT_LEAST)
    mean = activity_mean([of_value(14), of_value(-3), of_value(5), of_value(None), of_value(6, kept)])
    assert (mean.percent, mean.with_data, mean.indicators, mean.without_percentage) == (
        Decimal("50.0"),
        3,
        4,
        1,
    )


def test_without_data_there_is_no_mean():
    mean = activity_mean([of_value(None)])
    assert (mean.percent, mean.with_data, mean.indicators) == (None, 0, 1)
