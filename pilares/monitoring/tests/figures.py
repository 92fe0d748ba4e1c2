"""Indicators and years to calculate with: a window of three years of 365 days."""

from datetime import date
from decimal import Decimal

from pilares.monitoring.maths import (
    Configuration,
    Direction,
    Entry,
    Measure,
    Number,
    OverTime,
    Period,
    Target,
    Value,
)

FIRST = date(2021, 1, 1)
LAST = date(2023, 12, 31)


def level(target: int | str = 10, *, baseline: int | None = 0, **rest) -> Configuration:
    given = {
        "measure": Measure.UNIT,
        "direction": Direction.ASCENDING,
        "over_time": OverTime.LATEST,
        "baseline": baseline,
        "targets": (Target(Decimal(target), FIRST),),
        "starts_on": FIRST,
        "ends_on": LAST,
    }
    return Configuration(**(given | rest))


def flow(target: int | str = 10, **rest) -> Configuration:
    return level(target, baseline=None, over_time=OverTime.SUM, **rest)


def year(number: int, *entries: Entry | Value | int | None, target: int | None = None) -> Period:
    """The nth year of the window, with what was reported for it."""
    return Period(
        date(2020 + number, 1, 1),
        date(2020 + number, 12, 31),
        tuple(entry_of(entry) for entry in entries),
        () if target is None else (Target(target, FIRST),),
    )


def entry_of(said: Entry | Value | int | None) -> Entry:
    if isinstance(said, Entry):
        return said
    return Entry(Number(said) if isinstance(said, int) else said)


def of(country: str, said: Value | int, *, validated: bool = True) -> Entry:
    return Entry(Number(said) if isinstance(said, int) else said, country, validated)
