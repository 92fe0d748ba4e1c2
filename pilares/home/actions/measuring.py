"""The demo's figures: periods, targets with their versions, and validated values with who sent them."""

from datetime import datetime
from typing import Any

from pilares.core.trail import Entry
from pilares.home.actions.rows import Known, read, without
from pilares.monitoring.models import Indicator, IndicatorMilestone, Measurement, Period, Target
from pilares.people.models import User


def load_measuring(now: Known) -> None:
    """Write what the indicators of the demo were measured with, as if it had been reported in its day."""
    indicators = {one.code: one for one in Indicator.objects.select_related("activity__plan")}
    trail: list[Entry] = []
    for code, row in read("measuring").items():
        trail += _measure(now, indicators[code], row)
    Entry.objects.bulk_create(sorted(trail, key=lambda entry: entry.at))


def _measure(now: Known, indicator: Indicator, row: dict[str, Any]) -> list[Entry]:
    periods = {
        number: Period.objects.create(
            indicator=indicator, starts_on=year.starts_on, ends_on=year.ends_on, year=year
        )
        for number, year in now.years.items()
        if year.starts_on and year.ends_on
    }
    steps = [
        IndicatorMilestone.objects.create(indicator=indicator, order=order, **step)
        for order, step in enumerate(row.get("steps", ()))
    ]
    _set_targets(now, indicator, row, periods)
    said = [entry for one in row["measurements"] for entry in _report(now, periods[one["year"]], one, steps)]
    return [*said, _set_pace(now, indicator, row["pace"])] if "pace" in row else said


def _set_pace(now: Known, indicator: Indicator, row: dict[str, Any]) -> Entry:
    """Write the thresholds of the pace that a decision set for one indicator; return what the trail says."""
    decision, by = now.decisions[row["decision"]], now.users[row["by"]]
    indicator.pace_on_course, indicator.pace_insufficient = row["on_course"], row["insufficient"]
    indicator.pace_decision, indicator.pace_reason = decision, row["reason"]
    kept: Any = indicator
    kept._history_date, kept._history_user = row["at"], by  # noqa: SLF001 (simple_history's own door)
    indicator.save()
    thresholds = [" / ", f"{row['on_course']} / {row['insufficient']}"]
    return Entry(
        at=row["at"],
        by=by,
        capacity=by.standing.capacity,
        verb="set_pace",
        model=Indicator._meta.label_lower,
        object_id=indicator.pk,
        label=str(indicator)[:200],
        details={
            "changes": {"pace_thresholds": thresholds},
            "reason": row["reason"],
            "label": decision.citation,
        },
    )


def _set_targets(now: Known, indicator: Indicator, row: dict[str, Any], periods: dict[int, Period]) -> None:
    """Write version 1 of each target, and the versions that a decision made of them since (AC-17)."""
    begun = min(period.starts_on for period in periods.values())
    agreed = datetime.fromisoformat("2020-04-01T09:30:00-06:00")
    if indicator.measure != Indicator.Measure.MILESTONE:
        Target.objects.create(
            indicator=indicator,
            value=row.get("first", indicator.target),
            valid_from=begun,
            decision=now.decisions[row["decision"]],
            by=now.users["se"],
            at=agreed,
        )
    for number, value in row["targets"].items():
        period = periods[int(number)]
        Target.objects.create(
            indicator=indicator, period=period, value=value, valid_from=period.starts_on,
            by=now.users["se"], at=agreed,
        )  # fmt: skip
    for version in row.get("revisions", ()):
        Target.objects.create(
            indicator=indicator,
            decision=now.decisions[version["decision"]],
            by=now.users[version["by"]],
            **without(version, "decision", "by"),
        )


def _report(now: Known, period: Period, row: dict[str, Any], steps: list[IndicatorMilestone]) -> list[Entry]:
    """Write one figure with its parts; return what the trail says of it: validated."""
    sender: User | None = now.users[row["by"]] if "by" in row else None
    validator, at = now.users[row["validated_by"]], row["validated_at"]
    columns = without(row, "year", "by", "as", "country", "countries", "milestones", "parts", "validated_by")
    shared: dict[str, Any] = {
        "period": period,
        "status": Measurement.Status.VALIDATED,
        "entered_by": sender,
        "entered_as": sender.standing.capacity if sender else row["as"],
        "sent_at": at,
        "validated_by": validator,
        "validated_as": validator.standing.capacity,
    }
    figure = _saved(Measurement(country_id=row.get("country"), **shared, **columns), at, sender)
    figure.countries.set(row.get("countries", ()))
    figure.milestones.set(steps[number - 1] for number in row.get("milestones", ()))
    for part in row.get("parts", ()):
        _saved(Measurement(total=figure, **shared, **(columns | part)), at, sender)
    return [
        Entry(
            at=at,
            by=validator,
            capacity=validator.standing.capacity,
            verb="validate",
            model=Measurement._meta.label_lower,
            object_id=figure.pk,
            label=str(figure),
            details={"indicator": period.indicator_id},
        )
    ]


def _saved(figure: Measurement, at: datetime, by: User | None) -> Measurement:
    """Save a figure so that its history says when and by whom."""
    kept: Any = figure
    kept._history_date, kept._history_user = at, by  # noqa: SLF001 (simple_history's own door)
    figure.save()
    return figure
