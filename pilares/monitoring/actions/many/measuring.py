"""Adding periods with their first targets, and reporting figures, for many indicators at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.edits import as_text
from pilares.core.trail import record_many
from pilares.monitoring import access
from pilares.monitoring.actions.many.activities import lock_many
from pilares.monitoring.actions.many.stopping import create_with_history, naming
from pilares.monitoring.actions.measuring import ALREADY_SENT
from pilares.monitoring.models import Indicator, Measurement, Period, Target
from pilares.monitoring.workflow import MEASUREMENT
from pilares.people.models import User

UNCHECKED = [field.name for field in Measurement._meta.fields if field.is_relation]


@dataclass(frozen=True)
class NewPeriod:
    """A period of an indicator, with its first target where there is one."""

    indicator: int
    starts_on: date
    ends_on: date
    target: Decimal | None = None


@dataclass(frozen=True)
class NewFigure:
    """A value of a period for a country, or for the region where it is empty."""

    period: int
    value: Decimal
    country: str = ""
    institution: str = ""
    comment: str = ""


@transaction.atomic
def add_periods(rows: Sequence[NewPeriod], *, by: User) -> list[Period]:
    """Do for many periods what `add_period` and `set_targets` do for one. Raises `Stopped`."""
    indicators = Indicator.objects.in_bulk({row.indicator for row in rows})
    activities = lock_many(one.activity_id for one in indicators.values())
    spans: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for key, starts, ends in Period.objects.filter(indicator__in=indicators).values_list(
        "indicator", "starts_on", "ends_on"
    ):
        spans[key].append((starts, ends))
    years: dict[int, list[Any]] = {}
    periods = []
    for row in rows:
        indicator = indicators[row.indicator]
        activity = activities[indicator.activity_id]
        with naming(indicator.code):
            require(access.why_not_edit(by, activity))
            if any(starts <= row.ends_on and row.starts_on <= ends for starts, ends in spans[row.indicator]):
                raise ValidationError(
                    {"starts_on": _("It shares days with another period of this indicator.")}
                )
            spans[row.indicator].append((row.starts_on, row.ends_on))
            if activity.plan_id not in years:
                years[activity.plan_id] = list(activity.plan.plan_years.all())
            period = Period(indicator=indicator, starts_on=row.starts_on, ends_on=row.ends_on)
            period.year = _year_of(row, years[activity.plan_id])
            period.clean_fields(exclude=["indicator", "year", "locked_by"])
        periods.append(period)
    created = Period.objects.bulk_create(periods)
    _set_targets(rows, created, by=by)
    record_many([(p.indicator, "add_period", {"label": str(p)}) for p in created], by=by)
    return created


def _year_of(row: NewPeriod, years: Sequence[Any]) -> Any:
    """Return the year of the plan in which a period lies, if it lies in one."""
    dated = (year for year in years if year.starts_on and year.ends_on)
    return next((y for y in dated if y.starts_on <= row.starts_on and row.ends_on <= y.ends_on), None)


def _set_targets(rows: Sequence[NewPeriod], periods: Sequence[Period], *, by: User) -> None:
    """Write the first targets of new periods; a decision revises them later (AC-17)."""
    targets, acts = [], []
    for row, period in zip(rows, periods, strict=True):
        if row.target is None:
            continue
        target = Target(
            indicator=period.indicator, period=period, value=row.target, valid_from=period.starts_on,
            by=by, at=clock.now(),
        )  # fmt: skip
        with naming(period.indicator.code):
            target.clean_fields(exclude=["indicator", "period", "decision", "by", "countersigned_by"])
        targets.append(target)
        acts.append((period.indicator, "set_targets", {"changes": {str(period): ["", as_text(row.target)]}}))
    Target.objects.bulk_create(targets)
    record_many(acts, by=by)


@transaction.atomic
def report_many(figures: Sequence[NewFigure], *, by: User) -> list[Measurement]:
    """Do for many values what `report` and `send` do for one: they wait for validation by somebody else.

    It is for periods of which nothing was reported. Raises `Stopped`; then nothing is written.
    """
    related = ("indicator__activity__group", "indicator__activity__plan")
    locked = Period.objects.select_for_update(of=("self",)).select_related(*related)
    periods = locked.in_bulk({figure.period for figure in figures})
    taken: set[tuple[int, str | None]] = set(
        Measurement.objects.filter(period__in=periods).values_list("period", "country")
    )
    made = []
    for figure in figures:
        period = periods[figure.period]
        with naming(period.indicator.code):
            require(access.why_not_report(by, period, figure.country))
            require(ALREADY_SENT if (period.pk, figure.country or None) in taken else None)
            made.append(_figure(figure, period, by))
        taken.add((period.pk, figure.country or None))
    created: list[Measurement] = create_with_history(made, by=by)
    for verb in ("report", "send"):
        record_many([(one, verb, {"indicator": one.period.indicator_id}) for one in created], by=by)
    return created


def _figure(figure: NewFigure, period: Period, by: User) -> Measurement:
    found = Measurement(
        period=period, country_id=figure.country or None, value=figure.value, form_key=uuid4(),
        institution=figure.institution.strip(), comment=figure.comment.strip(),
        entered_by=by, entered_as=by.standing.capacity,
    )  # fmt: skip
    require(MEASUREMENT.why_not("send", by, found))
    found.status, found.sent_at = MEASUREMENT.target("send"), clock.now()
    found.clean_fields(exclude=UNCHECKED)
    return found
