"""The figures of indicators: the same value, progress and words on every page, cell and file (AC-16).

Only what is validated and counts enters; members also get, marked, the figure with what waits for validation.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.bilingual import reading_language, wording
from pilares.monitoring import maths
from pilares.monitoring.models import Indicator, IndicatorMilestone, Measurement, Period, Target
from pilares.monitoring.queries import words
from pilares.people.access import standing_of, type_of_reader

COUNTED = Measurement.Status.VALIDATED
AWAITING = Measurement.Status.SENT
COLUMNS = (
    "pk", "code", "measure", "direction", "keep", "over_time", "over_countries", "meets", "meets_when",
    "baseline_status", "baseline", "baseline_on", "target", "target_upper", "target_kind", "natural_min",
    "natural_max", "decimals", "unit_es", "unit_en", "numerator_es", "numerator_en", "denominator_es",
    "denominator_en",
)  # fmt: skip
ENTRIES = (
    "pk", "period", "country", "value", "numerator", "denominator", "judgement", "no_data_reason", "status",
    "observed_on", "validated_at",
)  # fmt: skip


@dataclass(frozen=True)
class Strip:
    """The squares beside a figure of small whole numbers."""

    value: int
    target: int
    total: int


@dataclass(frozen=True)
class Progress:
    """What every surface says of one indicator."""

    code: str
    answer: maths.Progress
    way: words.Way
    #: when the last of the values that enter was validated
    validated_on: date | None
    #: the highest value that there can be: the countries there are, for instance
    most: int | None = None
    #: the same with what waits for validation, for the members who may see it; never public
    preliminary: "Progress | None" = None

    @cached_property
    def value(self) -> str:
        """«3 of 5 countries», «42 days (baseline 60, target 30)», «No data»."""
        return words.value_words(self.answer, self.way)

    @cached_property
    def progress(self) -> str:
        """«60 %», «140 %», «−12.5 % (regression)», «It is maintained», or why it cannot be said."""
        return words.progress_words(self.answer, self.way)

    @cached_property
    def text(self) -> str:
        """Both: «3 of 5 countries · 60 %»."""
        return f"{self.value} · {self.progress}" if self.progress else self.value

    @cached_property
    def checked(self) -> str:
        """As a check page says it: «3 of 5 countries (60 %)»."""
        return f"{self.value} ({self.progress})" if self.progress else self.value

    @property
    def has_data(self) -> bool:
        """Whether anything validated was reported; zero is something."""
        return self.answer.value is not None or self.answer.judgement is not None

    @property
    def short(self) -> bool:
        """Whether it is known that its target is not met (§4.2 a)."""
        return self.answer.reached is False

    @property
    def coverage(self) -> str:
        """«1 of 2 periods with data»."""
        return words.coverage_words(self.answer)

    @property
    def validated(self) -> str:
        """«validated on 12 October 2021»; nothing while nothing is."""
        if self.validated_on is None:
            return ""
        return _("validated on %(date)s") % {"date": date_format(self.validated_on, "DATE_FORMAT")}

    @property
    def strip(self) -> Strip | None:
        """The squares to draw; none for what has no small units, or is not counted up to a target."""
        target = self.answer.target.value if self.answer.target else None
        value, steps = self.answer.value, self.way.steps
        if self.way.measure == maths.Measure.MILESTONE:
            return Strip(len(self.answer.members or ()), steps, steps) if steps else None
        if self.way.measure != maths.Measure.UNIT or value is None or target is None:
            return None
        rising = self.way.direction in {maths.Direction.ASCENDING, maths.Direction.MAINTAIN}
        if not rising or value.denominator != 1 or target.denominator != 1 or value < 0:
            return None
        whole = max(int(value), int(target), 1, self.most or 0)
        return Strip(int(value), int(target), whole)


@dataclass(frozen=True)
class Measured:
    """How an indicator is measured and what was reported for it, as the arithmetic takes it."""

    code: str
    configuration: maths.Configuration
    periods: tuple[maths.Period, ...]
    way: words.Way
    #: when each period's last value was validated
    validated: Mapping[int, date] = field(default_factory=dict)

    @property
    def counted(self) -> tuple[maths.Period, ...]:
        """The periods with what is validated only."""
        return tuple(
            replace(period, entries=tuple(e for e in period.entries if e.validated))
            for period in self.periods
        )


def progress_of(indicators: Iterable[int], user: type_of_reader) -> dict[int, Progress]:
    """Return what is said of each of these indicators, by primary key; the number of queries is constant."""
    today = clock.today()
    return {pk: progress_from(one, today) for pk, one in measured(indicators, user).items()}


def progress_from(one: Measured, on: date) -> Progress:
    """Return what is said of one indicator on a day; asks the database nothing."""
    answer = maths.progress(one.configuration, one.periods, on=on)
    last = max(one.validated.values(), default=None)
    highest = one.configuration.natural_max
    most = int(highest) if highest is not None and highest == int(highest) else None
    said = Progress(one.code, answer, one.way, last, most)
    if all(entry.validated for period in one.periods for entry in period.entries):
        return said
    waiting = maths.preliminary_progress(one.configuration, one.periods, on=on)
    return replace(said, preliminary=replace(said, answer=waiting)) if waiting else said


def shortfalls(found: Iterable[Progress]) -> tuple[str, ...]:
    """Return the figures that are known to be below their target: what «Completed» must say (AC-14)."""
    return tuple(one.value for one in found if one.short)


def shortfall_words(found: Iterable[Progress]) -> str:
    """Return «target not met: 3 of 5 countries», or nothing."""
    below = shortfalls(found)
    return _("target not met: %(figures)s") % {"figures": "; ".join(below)} if below else ""


# --- Reading -----------------------------------------------------------------------------------------------


def measured(indicators: Iterable[int], user: type_of_reader) -> dict[int, Measured]:
    """Read these indicators with what the reader may see of their values, in seven queries."""
    keys = list(dict.fromkeys(indicators))
    if not keys:
        return {}
    rows = Indicator.objects.filter(pk__in=keys).order_by().values_list(*COLUMNS)
    steps = _steps(keys)
    wholes, by_period = _targets(keys)
    periods = _periods(keys)
    reported = _reported(keys, user)
    reader = reading_language()
    found = {}
    for row in rows:
        facts: dict[str, Any] = dict(zip(COLUMNS, row, strict=True))
        configuration = _configuration(facts, wholes.get(facts["pk"], ()), steps.get(facts["pk"], ()))
        spans = tuple(
            maths.Period(
                starts,
                ends,
                tuple(_entry(configuration, entry) for entry in reported.get(pk, ())),
                by_period.get(pk, ()),
                pk,
            )
            for pk, starts, ends in periods.get(facts["pk"], ())
        )
        found[facts["pk"]] = Measured(
            code=facts["code"],
            configuration=configuration,
            periods=spans,
            way=_way(facts, len(configuration.milestones), reader),
            validated={
                pk: max(days)
                for pk, _starts, _ends in periods.get(facts["pk"], ())
                if (days := [entry.validated_on for entry in reported.get(pk, ()) if entry.validated_on])
            },
        )
    return found


def _way(facts: Mapping[str, Any], steps: int, reader: str) -> words.Way:
    return words.Way(
        measure=facts["measure"],
        direction=facts["direction"],
        keep=facts["keep"],
        unit=wording(facts["unit_es"], facts["unit_en"], reader=reader).text,
        decimals=facts["decimals"],
        steps=steps,
    )


def _configuration(
    facts: Mapping[str, Any], targets: tuple[maths.Target, ...], steps: tuple[maths.Milestone, ...]
) -> maths.Configuration:
    """Translate an indicator's columns; what is not said yet stays unsaid."""
    if not targets and facts["target"] is not None:  # not measurable yet: its first version is not written
        begins = facts["baseline_on"] or date.min
        targets = (maths.Target(facts["target"], begins, facts["target_upper"]),)
    pair = all(facts[f"{name}_es"] or facts[f"{name}_en"] for name in ("numerator", "denominator"))
    return maths.Configuration(
        measure=maths.Measure(facts["measure"] or maths.Measure.UNIT),
        direction=maths.Direction(facts["direction"]) if facts["direction"] else None,
        keep=maths.Keep(facts["keep"]) if facts["keep"] else None,
        over_time=maths.OverTime(facts["over_time"]) if facts["over_time"] else None,
        over_countries=maths.OverCountries(facts["over_countries"] or maths.OverCountries.NONE),
        meets=facts["meets"] if facts["meets"] is not None else 1,
        meets_when=maths.Keep(facts["meets_when"] or maths.Keep.AT_LEAST),
        baseline=facts["baseline"],
        baseline_status=maths.BaselineStatus(
            facts["baseline_status"] or maths.BaselineStatus.TO_BE_ESTABLISHED
        ),
        baseline_on=facts["baseline_on"],
        targets=targets,
        target_kind=maths.TargetKind(facts["target_kind"] or maths.TargetKind.YEARLY),
        milestones=steps,
        pair_defined=pair,
        natural_min=facts["natural_min"],
        natural_max=facts["natural_max"],
    )


def _steps(keys: list[int]) -> dict[int, tuple[maths.Milestone, ...]]:
    rows = IndicatorMilestone.objects.filter(indicator__in=keys)
    return _gathered(
        (indicator, maths.Milestone(pk, weight, due))
        for indicator, pk, weight, due in rows.values_list("indicator", "pk", "weight", "due_on")
    )


def _targets(
    keys: list[int],
) -> tuple[dict[int, tuple[maths.Target, ...]], dict[int, tuple[maths.Target, ...]]]:
    """Return the versions that bind: of the whole by indicator, and of the periods by period."""
    rows = Target.objects.binding().filter(indicator__in=keys)
    wholes, parts = [], []
    for pk, indicator, period, value, upper, since in rows.values_list(
        "pk", "indicator", "period", "value", "upper", "valid_from"
    ):
        target = maths.Target(value, since, upper, pk)
        if period is None:
            wholes.append((indicator, target))
        else:
            parts.append((period, target))
    return _gathered(wholes), _gathered(parts)


def _periods(keys: list[int]) -> dict[int, tuple[tuple[int, date, date], ...]]:
    rows = Period.objects.filter(indicator__in=keys).values_list("indicator", "pk", "starts_on", "ends_on")
    return _gathered((indicator, (pk, starts, ends)) for indicator, pk, starts, ends in rows)


def _gathered(pairs: Iterable[tuple[int, Any]]) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


@dataclass(frozen=True, slots=True)
class Reported:
    """A measurement as it was read: totals only, of each country the one that counts (E-4)."""

    pk: int
    country: str
    value: Decimal | None
    pair: tuple[Decimal, Decimal] | None
    judgement: str
    no_data: bool
    validated: bool
    observed_on: date | None
    validated_on: date | None
    countries: frozenset[str]
    steps: frozenset[int]


def _reported(keys: list[int], user: type_of_reader) -> dict[int, tuple[Reported, ...]]:
    """Read what counts, by period: what is validated and, for members who may see it, what waits to be."""
    wanted = (COUNTED, AWAITING) if standing_of(user).member else (COUNTED,)
    asked = Measurement.objects.visible_to(user).filter(
        period__indicator__in=keys, status__in=wanted, counts=True, dimensions={}
    )
    rows = list(asked.order_by("pk").values_list(*ENTRIES))
    if not rows:
        return {}
    of_these = {"measurement__period__indicator__in": keys}
    countries = _sets(Measurement.countries.through.objects.filter(**of_these), "country_id")
    steps = _sets(Measurement.milestones.through.objects.filter(**of_these), "indicatormilestone_id")
    return _gathered((row[1], _reported_row(row, countries, steps)) for row in rows)


def _sets(through: Any, column: str) -> dict[int, frozenset[Any]]:
    found: dict[int, set[Any]] = defaultdict(set)
    for measurement, key in through.values_list("measurement_id", column):
        found[measurement].add(key)
    return {measurement: frozenset(keys) for measurement, keys in found.items()}


def _reported_row(
    row: tuple[Any, ...], countries: Mapping[int, frozenset[str]], steps: Mapping[int, frozenset[int]]
) -> Reported:
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
        validated_on=_day(at) if status == COUNTED else None,
        countries=countries.get(pk, frozenset()),
        steps=steps.get(pk, frozenset()),
    )


def _day(at: datetime | None) -> date | None:
    return timezone.localtime(at).date() if at else None


def _entry(configuration: maths.Configuration, found: Reported) -> maths.Entry:
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
