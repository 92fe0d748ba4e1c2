"""The measurements that enter figures, as they were read: what is validated and, for members, what waits."""

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from pilares.core.composed import Composed
from pilares.monitoring import maths
from pilares.monitoring.models import Measurement
from pilares.people.access import standing_of, type_of_reader

COUNTED = Measurement.Status.VALIDATED
AWAITING = Measurement.Status.SENT
ENTRY = (
    "pk", "period", "country", "value", "numerator", "denominator", "judgement", "no_data_reason", "status",
    "observed_on", "validated_at", "countries", "milestones",
)  # fmt: skip
NOBODY: frozenset[str] = frozenset()
NOTHING: frozenset[int] = frozenset()


class Reported(NamedTuple):
    """A measurement as it was read: totals only, of each country the one that counts (E-4)."""

    pk: int
    country: str
    value: Decimal | None
    pair: tuple[Decimal, Decimal] | None
    judgement: str
    no_data: bool
    validated: bool
    observed_on: date | None
    validated_at: datetime | None
    countries: frozenset[str]
    steps: frozenset[int]


def reported_in(
    keys: list[int], user: type_of_reader, until: datetime | None = None, *, corrected: bool = False
) -> dict[int, list[Reported]]:
    """Read what counts, by period: what is validated and, for members who may see it, what waits to be.

    With an instant, what counted then; `corrected` puts what it was corrected to since in its place.
    One query: a figure names countries or milestones, so it comes in as many rows as it names.
    """
    counted = _corrected_since if corrected else _counted_then
    rows = counted(keys, until) if until else _totals(_counting(user), keys)
    figures: dict[int, tuple[Any, ...]] = {}
    countries: dict[int, set[str]] = defaultdict(set)
    steps: dict[int, set[int]] = defaultdict(set)
    for *row, country, step in rows:
        figures[row[0]] = tuple(row)
        if country is not None:
            countries[row[0]].add(country)
        if step is not None:
            steps[row[0]].add(step)
    found: dict[int, list[Reported]] = defaultdict(list)
    for pk, row in figures.items():
        named = frozenset(countries[pk]) if pk in countries else NOBODY
        accepted = frozenset(steps[pk]) if pk in steps else NOTHING
        found[row[1]].append(_reported_row(row, named, accepted))
    return found


def _counting(user: type_of_reader) -> Any:
    wanted = (COUNTED, AWAITING) if standing_of(user).member else (COUNTED,)
    return Measurement.objects.visible_to(user).filter(status__in=wanted, counts=True)


def _totals(measurements: Any, keys: Any) -> Any:
    return (
        measurements.filter(period__indicator__among=keys, dimensions={}).order_by("pk").values_list(*ENTRY)
    )


def _counting_then(keys: Any, until: Any) -> Any:
    """Keep what counted at an instant, also what was corrected since; its activity is known to be seen."""
    later = Measurement.objects.filter(corrects=OuterRef("pk"), status=COUNTED, validated_at__since=until)
    counted = Q(counts=True) | Q(Exists(later))
    return _totals(Measurement.objects.filter(counted, status=COUNTED, validated_at__before=until), keys)


def _correcting_since(keys: Any, until: Any) -> Any:
    """Keep what counts today in the place of something that counted at an instant."""
    country = Coalesce("country", Value(""))
    before = Measurement.objects.filter(period=OuterRef("period"), status=COUNTED, validated_at__before=until)
    there = before.alias(of=country).filter(of=Coalesce(OuterRef("country"), Value("")), dimensions={})
    return _totals(Measurement.objects.filter(Exists(there), counts=True, status=COUNTED), keys)


_counted_then, _corrected_since = Composed(_counting_then), Composed(_correcting_since)


def _reported_row(row: tuple[Any, ...], countries: frozenset[str], steps: frozenset[int]) -> Reported:
    pk, _period, country, value, numerator, denominator, judgement, reason, status, observed, at = row
    paired = numerator is not None and denominator is not None
    return Reported(
        pk=pk,
        country=country or "",
        value=value,
        pair=(numerator, denominator) if paired else None,
        judgement=judgement,
        no_data=bool(reason),
        validated=status == COUNTED,
        observed_on=observed,
        validated_at=at if status == COUNTED else None,
        countries=countries,
        steps=steps,
    )


def entry_of(configuration: maths.Configuration, found: Reported) -> maths.Entry:
    return maths.Entry(
        value=None if found.no_data else _value(configuration, found),
        country=found.country,
        validated=found.validated,
        observed_on=found.observed_on,
        key=found.pk,
    )


def _value(configuration: maths.Configuration, found: Reported) -> maths.Value | None:
    """Return a value of the kind that the indicator measures; what was left empty is no value."""
    if configuration.measure is maths.Measure.MILESTONE:
        return maths.Accepted(found.steps)
    if configuration.measure is maths.Measure.QUALITATIVE:
        return maths.Judged(maths.Judgement(found.judgement)) if found.judgement else None
    if found.pair:
        return maths.Pair(*found.pair)
    if found.countries or (configuration.counts and found.value is None and not found.country):
        return maths.Countries(found.countries)
    return maths.Number(found.value) if found.value is not None else None
