"""Indicators with their values, in one call, for the tests of figures."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pilares.monitoring.models import Indicator, Measurement, Period, Target
from pilares.people.models import Country

VALIDATED = datetime(2021, 10, 12, 16, tzinfo=UTC)
COMPLETE = {
    "definition_es": "Qué cuenta.", "frequency": "yearly", "verification_es": "Nota oficial",
    "monitored_by": date(2021, 10, 15), "measure": "unit", "direction": "ascending", "over_time": "latest",
    "over_countries": "none", "baseline_status": "established", "baseline": 0,
    "baseline_on": date(2019, 11, 15),
}  # fmt: skip


def measure(
    indicator: Indicator,
    values: Sequence[object],
    *,
    target: Any = None,
    status: str = "validated",
    **columns: Any,
) -> Indicator:
    """Give an indicator periods with these values: a number, a pair, countries, or `None` for nothing."""
    years = list(indicator.activity.plan.plan_years.all())
    upper = target[1] if isinstance(target, tuple) else None
    lower = target[0] if isinstance(target, tuple) else target
    told = COMPLETE | {"target": lower, "target_upper": upper} | columns
    Indicator.objects.filter(pk=indicator.pk).update(**told)
    Indicator.history.filter(id=indicator.pk).update(**told)  # it has been so since it was written
    if lower is not None:
        Target.objects.create(
            indicator=indicator, value=lower, upper=upper, valid_from=date(2019, 11, 15), at=VALIDATED
        )
    for year, value in zip(years, values, strict=False):
        span: dict[str, Any] = {"starts_on": year.starts_on, "ends_on": year.ends_on, "year": year}
        period = Period.objects.create(indicator=indicator, **span)
        if value is not None:
            report(period, value, status=status)
    return Indicator.objects.get(pk=indicator.pk)


def report(period: Period, value: object, *, status: str = "validated", **more: Any) -> Measurement:
    """Report one value for a period: a number, a pair, or the codes of countries."""
    columns: dict[str, Any] = dict(more)
    countries: Iterable[str] = ()
    if isinstance(value, tuple):
        columns["numerator"], columns["denominator"] = value
    elif isinstance(value, set):
        countries = value
    elif value is not None:
        columns["value"] = Decimal(str(value))
    figure = Measurement.objects.create(
        period=period, status=status, validated_at=VALIDATED if status == "validated" else None, **columns
    )
    figure.countries.set(Country.objects.filter(pk__in=countries))
    return figure
