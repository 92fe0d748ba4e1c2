"""The golden values: progress_cases.csv, every row and every column, and the rest of the table (§5)."""

import csv
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pilares.monitoring.maths import (
    Accepted,
    BaselineStatus,
    Configuration,
    Countries,
    Direction,
    Entry,
    Formula,
    Judged,
    Judgement,
    Keep,
    Measure,
    Milestone,
    Number,
    OverTime,
    Pace,
    Pair,
    Period,
    Problem,
    Progress,
    Result,
    Says,
    Target,
    progress,
)

DATA = Path(__file__).parent / "data"
#: the given cases, and others of the same rules worked out by hand
ROWS, MORE = (
    list(csv.DictReader((DATA / name).open(encoding="utf-8")))
    for name in ("progress_cases.csv", "progress_more.csv")
)

#: three years of 365 days, so that a third of the way is a third
YEARS = tuple((date(year, 1, 1), date(year, 12, 31)) for year in (2021, 2022, 2023))
#: what the file expects tells at the end of which year each of its rows is looked at
LOOKED_AT = {"33.3": YEARS[0][1], "66.7": YEARS[1][1], "100": YEARS[2][1], "": YEARS[2][1]}

KINDS: dict[str, dict[str, Any]] = {
    "level_asc": {"direction": Direction.ASCENDING},
    "level_desc": {"direction": Direction.DESCENDING},
    "flow": {"direction": Direction.ASCENDING},
    "maintain_asc": {"direction": Direction.MAINTAIN, "keep": Keep.AT_LEAST},
    "maintain_desc": {"direction": Direction.MAINTAIN, "keep": Keep.AT_MOST},
    "range": {"direction": Direction.RANGE},
}
RESULTS = {
    "en_avance": Result.IN_PROGRESS,
    "alcanzada": Result.REACHED,
    "no_alcanzada": Result.NOT_REACHED,
    "sin_dato": Result.NO_DATA,
    "sin_linea_base": Result.NO_BASELINE,
    "config": Result.CONFIGURATION,
    "se_mantiene": Result.MAINTAINED,
    "no_se_mantiene": Result.NOT_MAINTAINED,
    "retroceso": Result.REGRESSION,
}
PACES = {
    "": None,
    "meta_alcanzada": Pace.REACHED,
    "en_curso": Pace.ON_COURSE,
    "insuficiente": Pace.INSUFFICIENT,
    "limitado": Pace.LIMITED,
    "retroceso": Pace.REGRESSION,
}
#: the words of the file, by the code that the pages hang theirs on
WORDS = {
    Says.PERCENT: "{percent} %",
    Says.REGRESSION: "{percent} %",
    Says.NO_DATA: "Sin dato",
    Says.NO_BASELINE: "No calculable: falta línea base",
    Says.MAINTAINED: "Se mantiene",
    Says.NOT_MAINTAINED: "No se mantiene",
    Says.IN_RANGE: "Dentro del rango",
    Says.OUT_OF_RANGE: "Fuera del rango",
    Problem.TARGET_EQUALS_BASELINE: "Meta igual a la línea base: declare el indicador como «mantener»",
    Problem.FLOW_TARGET_NOT_POSITIVE: "Meta inválida: un flujo necesita una meta mayor que cero",
}


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def value_of(said: object) -> Number | Pair | Countries | None:
    if said is None:
        return None
    if isinstance(said, int | Decimal):
        return Number(said)
    assert isinstance(said, list)
    if all(isinstance(part, str) for part in said):
        return Countries(frozenset(said))
    return Pair(*said)


def periods_of(*said: object) -> tuple[Period, ...]:
    values = [one if one is None or isinstance(one, Accepted | Judged) else value_of(one) for one in said]
    return tuple(
        Period(starts, ends, (Entry(value),)) for (starts, ends), value in zip(YEARS, values, strict=False)
    )


def targets_of(text: str) -> tuple[Target, ...]:
    if not text.startswith("["):
        return (Target(Decimal(text), YEARS[0][0]),)
    lower, upper = json.loads(text, parse_float=Decimal)
    return (Target(lower, YEARS[0][0], upper=upper),)


def answer_to(
    kind: str, aggregation: str, said: list[object], baseline: str, target: str, on: date, **rest
) -> Progress:
    over_time = OverTime(aggregation)
    configuration = Configuration(
        measure=Measure.PERCENTAGE if over_time is OverTime.RATIO else Measure.UNIT,
        over_time=over_time,
        baseline=number(baseline),
        targets=targets_of(target),
        starts_on=YEARS[0][0],
        ends_on=YEARS[-1][1],
        **KINDS[kind],
        **rest,
    )
    return progress(configuration, periods_of(*said), on=on)


@pytest.mark.parametrize("row", ROWS + MORE, ids=lambda row: row["id"])
def test_a_case_of_the_file_comes_out_as_it_says_in_every_column(row):
    said = json.loads(row["values"], parse_float=Decimal)
    found = answer_to(
        row["kind"], row["aggregation"], said, row["baseline"], row["target"], LOOKED_AT[row["expected_pct"]]
    )
    expected = number(row["expected_pct"])
    assert {
        "aggregated": found.value,
        "periods_with_data": f"{found.coverage.with_data}/{found.coverage.periods}",
        "result": found.result,
        "percent": found.percent,
        "capped": found.capped,
        "expected_pct": found.expected_percent,
        "pace": found.pace,
        "display": WORDS[found.display.code].format(**found.display.numbers),
    } == {
        "aggregated": None if not row["aggregated"] else Fraction(row["aggregated"]),
        "periods_with_data": row["periods_with_data"],
        "result": RESULTS[row["result"]],
        "percent": number(row["percent"]),
        "capped": number(row["capped"]),
        "expected_pct": expected,
        "pace": PACES[row["pace"]],
        "display": row["display"],
    }


def test_the_file_is_whole():
    assert len(ROWS) == 14


LAST = YEARS[2][1]


def test_p07_a_zero_target_may_be_descended_to():
    found = answer_to("level_desc", "latest", [5], "20", "0", LAST)
    assert (found.result, found.percent) == (Result.IN_PROGRESS, Decimal("75.0"))


def test_p09_what_should_be_kept_at_zero_and_is_one_is_not_maintained():
    found = answer_to("maintain_desc", "latest", [1], "0", "0", LAST)
    assert (found.result, found.display.code) == (Result.NOT_MAINTAINED, Says.NOT_MAINTAINED)
    assert (found.percent, found.capped, found.expected, found.pace) == (None, None, None, None)


def test_p11_a_target_equal_to_the_baseline_is_fine_where_it_is_maintained():
    found = answer_to("maintain_asc", "latest", [11], "11", "11", LAST)
    assert (found.result, found.problems) == (Result.MAINTAINED, ())


def test_p13_a_regression_is_shown_below_zero_and_counts_as_zero():
    found = answer_to("level_asc", "latest", [1], "2", "10", LAST)
    assert (found.result, found.percent, found.capped) == (
        Result.REGRESSION,
        Decimal("-12.5"),
        Decimal("0.0"),
    )
    assert (found.pace, found.display.code) == (Pace.REGRESSION, Says.REGRESSION)


@pytest.mark.parametrize(
    ("kind", "baseline", "target"), [("level_asc", "10", "2"), ("level_desc", "2", "10")]
)
def test_p16_a_target_on_the_wrong_side_of_the_baseline_is_an_error(kind, baseline, target):
    found = answer_to(kind, "latest", [5], baseline, target, LAST)
    assert (found.result, found.problems) == (Result.CONFIGURATION, (Problem.TARGET_ON_WRONG_SIDE,))
    assert (found.value, found.percent, found.expected) == (Fraction(5), None, None)


def test_p19_a_period_with_nothing_below_the_line_does_not_apply():
    found = answer_to("level_asc", "ratio", [[9, 10], [0, 0]], "0", "100", LAST)
    assert (found.value, found.percent) == (Fraction(90), Decimal("90.0"))
    assert (found.coverage.with_data, found.coverage.periods, found.coverage.not_applicable) == (1, 1, 1)


def test_if_nothing_applies_in_any_period_that_is_what_is_said():
    found = answer_to("level_asc", "ratio", [[0, 0], None], "0", "100", LAST)
    assert (found.result, found.display.code, found.value) == (
        Result.NOT_APPLICABLE,
        Says.NOT_APPLICABLE,
        None,
    )


def test_a_range_that_is_left_is_not_reached_and_its_ends_belong_to_it():
    said = {value: answer_to("range", "latest", [value], "", "[10, 15]", LAST) for value in (9, 10, 15, 16)}
    assert {value: (found.result, found.display.code) for value, found in said.items()} == {
        9: (Result.NOT_REACHED, Says.OUT_OF_RANGE),
        10: (Result.REACHED, Says.IN_RANGE),
        15: (Result.REACHED, Says.IN_RANGE),
        16: (Result.NOT_REACHED, Says.OUT_OF_RANGE),
    }


@pytest.fixture
def revised() -> Configuration:
    """FRO-A1-I1: target 11, lowered to 8 from 25 June 2021 (AC-17)."""
    return Configuration(
        measure=Measure.UNIT,
        direction=Direction.ASCENDING,
        over_time=OverTime.LATEST,
        baseline=0,
        targets=(Target(Decimal(11), date(2019, 11, 15)), Target(Decimal(8), date(2021, 6, 25))),
    )


PLAN_YEARS = (
    Period(
        date(2019, 11, 15), date(2020, 11, 14), (Entry(Number(4)),), (Target(Decimal(4), date(2019, 11, 15)),)
    ),
    Period(date(2020, 11, 15), date(2021, 11, 14), (Entry(Number(6)),)),
    Period(date(2021, 11, 15), date(2022, 11, 14)),
)


def test_a_revised_target_is_answered_against_both(revised):
    found = progress(revised, PLAN_YEARS, on=date(2021, 10, 15))
    assert found.target is not None
    assert found.original is not None
    assert (found.target.value, found.target.version, found.percent) == (Fraction(8), 2, Decimal("75.0"))
    first = found.original
    assert (first.target.value, first.target.version, first.percent) == (Fraction(11), 1, Decimal("54.5"))


def test_a_version_is_in_force_from_its_first_day(revised):
    found = progress(revised, PLAN_YEARS, on=date(2021, 6, 25))
    assert found.percent == Decimal("75.0")


def test_a_window_that_is_over_keeps_the_target_in_force_at_its_end(revised):
    late = replace(revised, targets=(*revised.targets, Target(Decimal(6), date(2022, 12, 1))))
    assert progress(late, PLAN_YEARS, on=date(2023, 3, 1)).percent == Decimal("75.0")


def test_before_it_is_revised_there_is_one_target(revised):
    found = progress(revised, PLAN_YEARS, on=date(2021, 6, 24))
    assert found.target is not None
    assert (found.target.value, found.percent, found.original) == (Fraction(11), Decimal("54.5"), None)


@pytest.mark.parametrize(
    ("accepted", "percent", "result"),
    [
        ([], Decimal("0.0"), Result.IN_PROGRESS),
        (["text"], Decimal("30.0"), Result.IN_PROGRESS),
        (["text", "talk"], Decimal("50.0"), Result.IN_PROGRESS),
        (["text", "talk", "seal"], Decimal("100.0"), Result.REACHED),
    ],
)
def test_milestones_are_worth_their_weights(accepted, percent, result):
    steps = (Milestone("text", 30), Milestone("talk", 20), Milestone("seal", 50))
    found = progress(
        Configuration(measure=Measure.MILESTONE, milestones=steps),
        periods_of(Accepted(frozenset(accepted))),
        on=LAST,
    )
    assert (found.formula, found.result, found.percent) == (Formula.MILESTONES, result, percent)


def test_a_single_milestone_is_nothing_or_all():
    configuration = Configuration(measure=Measure.MILESTONE, milestones=(Milestone(1, 100),))
    none, whole = (
        progress(configuration, periods_of(Accepted(frozenset(done))), on=LAST) for done in ((), (1,))
    )
    assert (none.percent, whole.percent) == (Decimal("0.0"), Decimal("100.0"))


def test_what_is_accepted_in_one_period_stays_accepted():
    steps = (Milestone(1, 60), Milestone(2, 40))
    found = progress(
        Configuration(measure=Measure.MILESTONE, milestones=steps),
        periods_of(Accepted(frozenset({1})), Accepted(frozenset({2})), Accepted(frozenset())),
        on=LAST,
    )
    assert (found.value, found.members) == (Fraction(100), frozenset({1, 2}))


def test_ranks_go_the_way_of_a_level():
    found = progress(
        Configuration(
            measure=Measure.ORDINAL,
            direction=Direction.ASCENDING,
            over_time=OverTime.LATEST,
            baseline=1,
            targets=(Target(5, YEARS[0][0]),),
        ),
        periods_of(2, 4),
        on=LAST,
    )
    assert (found.formula, found.percent) == (Formula.LEVEL, Decimal("75.0"))


@pytest.mark.parametrize(
    ("reported", "result", "says"),
    [
        (1, Result.REACHED, Says.MET),
        (0, Result.NOT_REACHED, Says.NOT_MET),
        (None, Result.NO_DATA, Says.NO_DATA),
    ],
)
def test_a_category_is_met_or_not_and_never_a_percentage(reported, result, says):
    found = progress(Configuration(measure=Measure.NOMINAL), periods_of(reported), on=LAST)
    assert (found.result, found.display.code, found.percent, found.pace) == (result, says, None, None)


def test_a_quality_is_judged_and_has_no_number():
    found = progress(
        Configuration(measure=Measure.QUALITATIVE),
        periods_of(Judged(Judgement.LIMITED), Judged(Judgement.SUBSTANTIAL), None),
        on=LAST,
    )
    assert (found.result, found.judgement, found.display.judgement) == (
        Result.JUDGED,
        Judgement.SUBSTANTIAL,
        Judgement.SUBSTANTIAL,
    )
    assert (found.value, found.percent, found.expected) == (None, None, None)


def test_a_baseline_to_be_established_is_not_the_number_that_stands_there():
    found = answer_to(
        "level_asc", "latest", [6], "0", "10", LAST, baseline_status=BaselineStatus.TO_BE_ESTABLISHED
    )
    assert (found.result, found.percent) == (Result.NO_BASELINE, None)
    assert found.display.numbers == {"value": Decimal(6), "target": Decimal(10)}
