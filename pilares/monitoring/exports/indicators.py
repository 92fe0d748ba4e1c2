"""The data of one indicator to be taken away, as its reader sees them: CSV, JSON, the chart as an image."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from pilares.core import sheets
from pilares.core.kinds import CSV, JSON
from pilares.core.templatetags.ui.charts import alone
from pilares.monitoring import maths
from pilares.monitoring.queries.sheet import IndicatorPage, PeriodRow

#: the columns of the file of one indicator
LABELS = (
    pgettext_lazy("column of a file", "code"),
    pgettext_lazy("column of a file", "indicator"),
    pgettext_lazy("column of a file", "period"),
    pgettext_lazy("column of a file", "from"),
    pgettext_lazy("column of a file", "until"),
    pgettext_lazy("column of a file", "reported"),
    pgettext_lazy("column of a file", "in_the_period"),
    pgettext_lazy("column of a file", "until_then"),
    pgettext_lazy("column of a file", "target"),
    pgettext_lazy("column of a file", "target_met"),
    pgettext_lazy("column of a file", "validated_on"),
    pgettext_lazy("column of a file", "figure"),
    pgettext_lazy("column of a file", "progress"),
    pgettext_lazy("column of a file", "coverage"),
    pgettext_lazy("column of a file", "references"),
    pgettext_lazy("column of a file", "data_as_of"),
    pgettext_lazy("column of a file", "source"),
    pgettext_lazy("column of a file", "licence"),
)


def comma_separated(page: IndicatorPage) -> bytes:
    """Return a row for each period; where the data come from stands in each row."""
    labels = [str(label) for label in LABELS]
    return sheets.comma_separated(labels, [_row(page, row) for row in page.rows])


def _row(page: IndicatorPage, row: PeriodRow) -> list[Any]:
    figure = page.figure
    met = "" if row.met is None else _("yes") if row.met else _("no")
    return [
        page.line.code, page.line.name.text, row.name, row.starts_on, row.ends_on, row.reported, row.value,
        row.total, row.target, met, row.validated_on, figure.value, figure.progress, figure.coverage,
        "; ".join(page.references), page.as_of, page.citation, page.licence,
    ]  # fmt: skip


def open_data(page: IndicatorPage) -> bytes:
    """Return the indicator with its periods, versions of the target and calculation; names are stable."""
    figure, indicator = page.figure, page.line.indicator
    answer = figure.answer
    document = {
        "code": page.line.code,
        "indicator": {"text": page.line.name.text, "lang": page.line.name.lang},
        "activity": page.activity.code,
        "unit": indicator.unit.text or None,
        "measure": indicator.measure or None,
        "direction": indicator.direction or None,
        "over_time": indicator.over_time or None,
        "figure": figure.value,
        "progress": figure.progress or None,
        "value": number(answer.value),
        "percent": number(answer.percent),
        "coverage": figure.coverage or None,
        "validated_on": figure.validated_on and figure.validated_on.isoformat(),
        "baseline": number(indicator.baseline),
        "baseline_date": indicator.baseline_on and indicator.baseline_on.isoformat(),
        "periods": [_period(row) for row in page.rows],
        "targets": [_target(version) for version in page.versions if version.number],
        "calculation": [page.explained.rule, *page.explained.steps],
        "disaggregation": [_told_apart(name, part) for name, part in page.breakdowns],
        "references": [_reference(one) for one in indicator.references],
        "as_of": page.as_of.isoformat(),
        "source": page.citation,
        "licence": page.licence,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _reference(reference: str) -> dict[str, str]:
    vocabulary, _colon, code = reference.partition(":")
    return {"vocabulary": vocabulary, "code": code}


def _target(version: Any) -> dict[str, Any]:
    return {
        "version": version.number,
        "period": version.period or None,
        "valid_from": version.since.isoformat(),
        "value": version.value,
        "decision": version.citation or None,
        "in_force": version.in_force,
        "dated_before_a_closed_period": version.retroactive,
    }


def _told_apart(period: str, part: Any) -> dict[str, Any]:
    values = [{"category": cell.name, "value": cell.words} for cell in part.cells]
    return {"period": period, "by": part.name, "values": values}


def _period(row: PeriodRow) -> dict[str, Any]:
    return {
        "period": row.name,
        "from": row.starts_on.isoformat(),
        "until": row.ends_on.isoformat(),
        "reported": row.reported or None,
        "in_the_period": row.value or None,
        "until_then": row.total or None,
        "target": row.target or None,
        "target_met": row.met,
        "validated_on": row.validated_on and row.validated_on.isoformat(),
    }


def number(value: maths.Amount | None) -> int | float | None:
    """Return a number as JSON has it, at most to four decimals."""
    if value is None:
        return None
    said: Decimal = maths.plain(value)
    return int(said) if said == said.to_integral_value() else float(said)


def image(page: IndicatorPage) -> bytes:
    """Return the chart as an SVG file that stands alone; nothing where there is nothing to draw."""
    return alone(page.chart).encode() if page.chart else b""


FILES: dict[str, tuple[Callable[[IndicatorPage], bytes], str]] = {
    "csv": (comma_separated, CSV),
    "json": (open_data, JSON),
    "svg": (image, "image/svg+xml"),
}
