"""Step 1, within a period: what the countries report becomes one figure (monitoring-model §5).

Missing is never zero; sets are united and never added; percentages are pooled and never averaged; two sources
of one country are never added (E-4).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from pilares.monitoring.maths.amounts import exact, percentage, total
from pilares.monitoring.maths.inputs import (
    Accepted,
    Configuration,
    Countries,
    Entry,
    Judged,
    Judgement,
    Keep,
    Key,
    Measure,
    Number,
    OverCountries,
    Pair,
    Period,
    Value,
)

HUNDRED = Fraction(100)
ZERO = Fraction(0)
#: what can be read as a percentage, and as a number
SHARES = (Number, Pair)
SIZES = (Number, Countries)


class State(StrEnum):
    """What there is of a period, or of the whole."""

    DATA = "data"
    NO_DATA = "no_data"
    #: its denominator is zero: there was nothing to measure
    NOT_APPLICABLE = "not_applicable"
    #: two sources of one country say different things, and none is said to count (E-4)
    CONFLICT = "conflict"
    #: what is not aggregable stands side by side
    SEPARATE = "separate"


class Note(StrEnum):
    """What a reader of a figure should know of how it came about."""

    #: a value of a kind that does not fit the measure was left out, not guessed
    UNFIT_VALUE = "unfit_value"
    #: a figure of the region stands beside figures of countries: only the region's enters
    REGION_AND_COUNTRIES = "region_and_countries"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from."""

    #: the countries that report it; the empty code is the region as a whole
    sources: frozenset[str] = frozenset()
    #: whether something not validated entered
    preliminary: bool = False
    notes: frozenset[Note] = frozenset()


class Figure(NamedTuple):
    """What one period says, or all of them together, exactly."""

    state: State
    number: Fraction | None = None
    #: a numerator and its denominator, where they are pooled
    pair: tuple[Fraction, Fraction] | None = None
    #: the countries counted, or the milestones accepted
    members: frozenset[Key] | None = None
    judgement: Judgement | None = None
    origin: Origin = Origin()


#: an entry with its value, which is there
Said = tuple[Entry, Value]


def figure_of(configuration: Configuration, period: Period, *, preliminary: bool = False) -> Figure:
    """Return the figure of a period over its countries, from what is validated (or also what waits)."""
    reported = counted(configuration, period.entries, preliminary=preliminary)
    said = [one for one in reported if fits(configuration, *one)]
    notes = {Note.UNFIT_VALUE} if len(said) < len(reported) else set()
    if not said:
        return Figure(State.NO_DATA, origin=Origin(notes=frozenset(notes)))
    if configuration.unites:
        return of_members(configuration, named_by_all(configuration, said), origin_of(said, notes))
    region = [one for one in said if not one[0].country]
    if region and len(region) < len(said):
        said = region
        notes.add(Note.REGION_AND_COUNTRIES)
    said, agreed = once_each(said)
    origin = origin_of(said, notes)
    return over_countries(configuration, said, origin) if agreed else Figure(State.CONFLICT, origin=origin)


def counted(configuration: Configuration, entries: Iterable[Entry], *, preliminary: bool) -> list[Said]:
    """Return the entries that have a value and enter; one that waits fills what no validated one says."""
    said = [(entry, entry.value) for entry in entries if entry.value is not None]
    validated = [one for one in said if one[0].validated]
    if not preliminary or len(validated) == len(said):
        return validated
    settled = set() if configuration.unites else {entry.country for entry, _ in validated}
    return [one for one in said if one[0].validated or one[0].country not in settled]


def fits(configuration: Configuration, entry: Entry, value: Value) -> bool:
    """Whether a value is of the kind that the measure and its aggregation can read."""
    if configuration.measure is Measure.MILESTONE:
        return isinstance(value, Accepted)
    if configuration.measure is Measure.QUALITATIVE:
        return isinstance(value, Judged)
    if configuration.pools:
        return isinstance(value, Pair)
    if configuration.unites and not entry.country:
        return isinstance(value, Countries)
    return isinstance(value, SHARES if configuration.measure is Measure.PERCENTAGE else SIZES)


def origin_of(said: list[Said], notes: Collection[Note]) -> Origin:
    """Return where a figure comes from."""
    if len(said) == 1 and said[0][0].validated and not notes:
        return origin_of_one(said[0][0].country)
    return Origin(
        sources=frozenset([entry.country for entry, _ in said]),
        preliminary=not all(entry.validated for entry, _ in said),
        notes=frozenset(notes),
    )


@lru_cache(maxsize=64)
def origin_of_one(country: str) -> Origin:
    """Return where a validated figure of one source comes from: most figures do."""
    return Origin(sources=frozenset([country]))


def once_each(said: list[Said]) -> tuple[list[Said], bool]:
    """Return one entry for each country, and whether its sources agree; the same value said twice is one."""
    if len(said) == 1:
        return said, True
    kept: dict[str, Said] = {}
    agreed = [kept.setdefault(one[0].country, one)[1] == one[1] for one in said]
    return list(kept.values()), all(agreed)


def number_in(value: Value) -> Fraction | None:
    """Return the number that a value is: itself, a percentage, the size of a set; None if there is none."""
    if isinstance(value, Number):
        return exact(value.value)
    if isinstance(value, Pair):
        numerator, denominator = exact(value.numerator), exact(value.denominator)
        return percentage(numerator, denominator) if denominator > 0 else None
    return Fraction(len(value.codes)) if isinstance(value, Countries) else None


def meets(configuration: Configuration, value: Value) -> bool:
    """Whether what a country reports makes it one of those that are counted."""
    number = number_in(value)
    if number is None:
        return False
    bound = exact(configuration.meets)
    return number >= bound if configuration.meets_when is Keep.AT_LEAST else number <= bound


def named_by_all(configuration: Configuration, said: Iterable[Said]) -> frozenset[Key]:
    """Return the union of what entries name; a country that reports a number names itself if it meets."""
    members: set[Key] = set()
    for entry, value in said:
        if isinstance(value, Accepted):
            members |= value.milestones
        elif isinstance(value, Countries):
            members |= value.codes
        elif meets(configuration, value):
            members.add(entry.country)
    return frozenset(members)


def of_members(configuration: Configuration, members: frozenset[Key], origin: Origin) -> Figure:
    """Return the figure of a set: its size, or the sum of the weights of the accepted milestones."""
    if configuration.measure is Measure.MILESTONE:
        weights = [exact(step.weight) for step in configuration.milestones if step.key in members]
        return Figure(State.DATA, total(weights), members=members, origin=origin)
    return Figure(State.DATA, Fraction(len(members)), members=members, origin=origin)


def of_pairs(pairs: Iterable[tuple[Fraction, Fraction]], origin: Origin) -> Figure:
    """Return 100·Σnum/Σden; pairs with nothing below the line do not apply and are left out."""
    applying = [pair for pair in pairs if pair[1] > 0]
    if not applying:
        return Figure(State.NOT_APPLICABLE, origin=origin)
    above = total([pair[0] for pair in applying])
    below = total([pair[1] for pair in applying])
    return Figure(State.DATA, percentage(above, below), pair=(above, below), origin=origin)


def over_countries(configuration: Configuration, said: list[Said], origin: Origin) -> Figure:
    """Return the figure of a period from one entry for each country, or from the region's own."""
    values = [value for _, value in said]
    pairs = [(exact(v.numerator), exact(v.denominator)) for v in values if isinstance(v, Pair)]
    if len(values) > 1 and configuration.over_countries is OverCountries.NONE:
        return Figure(State.SEPARATE, origin=origin)
    if configuration.pools:
        return of_pairs(pairs, origin)
    if configuration.over_countries is OverCountries.COUNT and said[0][0].country:
        return of_members(configuration, named_by_all(configuration, said), origin)
    if len(values) == 1:
        return of_pairs(pairs, origin) if pairs else of_one(values[0], origin)
    if configuration.measure is Measure.QUALITATIVE:
        return Figure(State.SEPARATE, origin=origin)
    return Figure(State.DATA, total([number_in(value) or ZERO for value in values]), origin=origin)


def of_one(value: Value, origin: Origin) -> Figure:
    """Return the figure that a single value is."""
    if isinstance(value, Judged):
        return Figure(State.DATA, judgement=value.judgement, origin=origin)
    members: frozenset[Key] | None = frozenset(value.codes) if isinstance(value, Countries) else None
    return Figure(State.DATA, number_in(value), members=members, origin=origin)
