"""«¿Cómo se calcula?»: the calculation taken apart (AC-16)."""

from datetime import date
from fractions import Fraction

from pilares.monitoring.maths import (
    Basis,
    Configuration,
    Countries,
    Judged,
    Judgement,
    Measure,
    OverTime,
    Pace,
    Pair,
    State,
    StepCode,
    Target,
    derivation,
)
from pilares.monitoring.tests.figures import FIRST, LAST, level, year

# how it is calculated


def test_the_calculation_can_be_printed_step_by_step():
    distinct = level(5, over_time=OverTime.DISTINCT, baseline_on=date(2020, 11, 15))
    years = [
        year(1, Countries(frozenset({"CR", "GT"})), target=2),
        year(2, Countries(frozenset({"GT", "MX"}))),
        year(3),
    ]
    found = derivation(distinct, years, on=date(2022, 12, 31))
    aggregate, judge, expect, compare = found.steps
    assert (aggregate.code, aggregate.rule, aggregate.result) == (
        StepCode.AGGREGATE,
        OverTime.DISTINCT,
        Fraction(3),
    )
    assert [sorted(map(str, term.members or ())) for term in aggregate.terms] == [["CR", "GT"], ["GT", "MX"]]
    assert [(term.name, term.number, term.on) for term in judge.terms] == [
        ("value", Fraction(3), None),
        ("baseline", Fraction(0), date(2020, 11, 15)),
        ("target", Fraction(5), FIRST),
    ]
    assert (judge.code, judge.rule, judge.result) == (StepCode.JUDGE, "level", Fraction(60))
    assert (expect.code, expect.rule, expect.result) == (StepCode.EXPECT, Basis.INTERIM, Fraction(70))
    assert (compare.code, compare.rule, compare.result) == (
        StepCode.COMPARE,
        Pace.INSUFFICIENT,
        Fraction(600, 7),
    )
    assert [(line.state, line.value, line.cumulative) for line in found.lines] == [
        (State.DATA, 2, 2),
        (State.DATA, 2, 3),
        (State.NO_DATA, None, None),
    ]


def test_the_latest_alone_enters_the_calculation():
    found = derivation(level(), [year(1, 4), year(2, 12)], on=LAST)
    aggregate = found.steps[0]
    assert [term.number for term in aggregate.terms] == [12]
    assert [step.code for step in found.steps] == [
        StepCode.AGGREGATE,
        StepCode.JUDGE,
        StepCode.CAP,
        StepCode.EXPECT,
        StepCode.COMPARE,
    ]


def test_a_pool_is_printed_with_its_numerators_and_denominators():
    pooling = level(80, measure=Measure.PERCENTAGE, over_time=OverTime.RATIO)
    found = derivation(pooling, [year(1, Pair(9, 10)), year(2, Pair(10, 90))], on=LAST)
    assert [(term.number, term.denominator) for term in found.steps[0].terms] == [
        (Fraction(9), Fraction(10)),
        (Fraction(10), Fraction(90)),
    ]
    assert found.progress.pair == (Fraction(19), Fraction(100))
    assert [step.result for step in found.steps if step.code is StepCode.ROUND] == [Fraction(238, 10)]


def test_both_targets_are_printed_if_it_was_revised():
    versions = (Target(11, FIRST), Target(8, date(2022, 6, 25)))
    found = derivation(level(targets=versions), [year(1, 4), year(2, 6)], on=LAST)
    judged = [step for step in found.steps if step.code in {StepCode.JUDGE, StepCode.JUDGE_ORIGINAL}]
    assert [(step.code, step.result, step.terms[-1].number, step.terms[-1].on) for step in judged] == [
        (StepCode.JUDGE, Fraction(75), Fraction(8), date(2022, 6, 25)),
        (StepCode.JUDGE_ORIGINAL, Fraction(600, 11), Fraction(11), FIRST),
    ]


def test_what_cannot_be_judged_is_taken_apart_as_far_as_it_got():
    assert [step.code for step in derivation(level(baseline=None), [year(1, 6)], on=LAST).steps] == [
        StepCode.AGGREGATE
    ]
    assert derivation(level(), [year(1)], on=LAST).steps == ()


def test_a_judgement_needs_no_steps():
    found = derivation(
        Configuration(measure=Measure.QUALITATIVE), [year(1, Judged(Judgement.COMPLETE))], on=LAST
    )
    assert (found.steps, found.progress.judgement) == ((), Judgement.COMPLETE)
