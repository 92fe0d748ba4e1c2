"""The demo's second window of 2021: what is asked, what was begun or sent, and a country that differs."""

from datetime import datetime
from typing import Any

from pilares.core.trail import Entry
from pilares.home.actions.rows import Known, read, without
from pilares.monitoring.models import Measurement, Period, Request, Window
from pilares.people.models import User

NOT_COLUMNS = ("indicator", "year", "country", "as", "at", "countries")


def load_windows(now: Known) -> None:
    """Open the window, ask for figures, and write what people have begun, sent, or report differently."""
    rows = read("windows")
    window = Window.objects.create(plan=now.plan, illustrative=True, **rows["window"])
    trail = [_entry(now.users["se"], "open_window", window, rows["opened_at"])]
    for row in rows["requests"]:
        trail += _ask(now, window, row, rows["asked_at"])
    for row in rows["sources"]:
        sent = {"status": Measurement.Status.SENT, "counts": False, "sent_at": row["at"]}
        _report(_period(now, row), None, row, {**sent, "entered_as": row["as"]})
    Entry.objects.bulk_create(sorted(trail, key=lambda entry: entry.at))


def _period(now: Known, row: dict[str, Any]) -> Period:
    found: Period = Period.objects.get(indicator__code=row["indicator"], year=now.years[row["year"]])
    return found


def _ask(now: Known, window: Window, row: dict[str, Any], at: datetime) -> list[Entry]:
    period, to = _period(now, row), now.users.get(row.get("to", ""))
    figure = row.get("figure")
    if figure and to:
        status = {"status": figure["status"], "entered_as": to.standing.capacity}
        if figure["status"] == Measurement.Status.SENT:
            status["sent_at"] = figure["at"]
        answer: Measurement | None = _report(period, to, without(figure, "status"), status)
    else:
        known = Measurement.objects.counted().filter(period=period, country=row.get("country"), dimensions={})
        answer = known.first()
    request = Request.objects.create(
        window=window,
        period=period,
        country_id=row.get("country"),
        to=to,
        due_on=window.closes_on,
        sent_at=at,
        sent_by=now.users["se"],
        measurement=answer,
    )
    trail = [_entry(now.users["se"], "ask", request, at)]
    if figure and answer and to:
        trail.append(_entry(to, "report", answer, figure["at"], indicator=period.indicator_id))
        if answer.status == Measurement.Status.SENT:
            trail.append(_entry(to, "send", answer, figure["at"], indicator=period.indicator_id))
    return trail


def _report(period: Period, by: User | None, row: dict[str, Any], status: dict[str, Any]) -> Measurement:
    """Save a figure so that its history says when and by whom."""
    figure = Measurement(
        period=period, country_id=row.get("country"), entered_by=by, **status, **without(row, *NOT_COLUMNS)
    )
    kept: Any = figure
    kept._history_date, kept._history_user = row["at"], by  # noqa: SLF001 (simple_history's own door)
    figure.save()
    figure.countries.set(row.get("countries", ()))
    return figure


def _entry(by: User, verb: str, obj: Any, at: datetime, **details: Any) -> Entry:
    return Entry(
        at=at,
        by=by,
        capacity=by.standing.capacity,
        verb=verb,
        model=obj._meta.label_lower,
        object_id=obj.pk,
        label=str(obj)[:200],
        details=details,
    )
