"""Which English texts of a report lag behind the Spanish ones: named before it is frozen (AC-20)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilares.reports.models import GroupReport, GroupReportText, Report, ReportText
from pilares.reports.queries.shelves import group_report_url

ENGLISH = "en"
#: what of an activity or an indicator a person writes, how it is called and where it is brought up to date
PLACES: dict[str, tuple[str | Promise, str]] = {
    "title": (gettext_lazy("Activity"), "matrix:edit"),
    "results": (gettext_lazy("Expected results"), "monitoring:activity"),
    "name": (gettext_lazy("Indicator"), "monitoring:edit_indicator"),
    "pace_note": (gettext_lazy("Pace"), "matrix:pace"),
    "state_note": (gettext_lazy("Status"), "matrix:state"),
    "explanation": (gettext_lazy("Explanation"), "matrix:state"),
}


@dataclass(frozen=True)
class Lag:
    """One English text that is missing, or older than the Spanish one, and where it is brought up to date."""

    name: str
    why: str
    url: str


@dataclass(frozen=True)
class Late:
    """Where in the facts a text lags: the code of its record, its name there, and how."""

    code: str
    key: str
    how: str


def late_in(facts: Mapping[str, Any], texts: Mapping[str, Any]) -> tuple[Late, ...]:
    """Return the English texts that lag: those of the rows, then those that people wrote beside them."""
    rows = [late for row in facts["rows"] for late in _look(row["code"], "", row)]
    written = [late for part, said in texts.items() for late in _look("", part, said)]
    return (*rows, *written)


def _look(code: str, key: str, value: Any) -> Iterator[Late]:
    if isinstance(value, list):
        for inner in value:
            yield from _look(code, key, inner)
    elif isinstance(value, Mapping):
        if value.get("lag") and value.get("of") == ENGLISH:
            yield Late(code, key, value["lag"])
        own = value.get("code", code)
        for name, inner in value.items():
            yield from _look(own, name, inner)


def lags_of(
    report: Report | GroupReport, facts: Mapping[str, Any], texts: Mapping[str, Any]
) -> tuple[Lag, ...]:
    """Return each English text that lags once, in words, for whoever writes the report."""
    return tuple(dict.fromkeys(_lag(report, late) for late in late_in(facts, texts)))


def _lag(report: Report | GroupReport, late: Late) -> Lag:
    why = _("missing") if late.how == "pending" else _("outdated")
    if not late.code:
        title, url = _written(report)(late.key)
        return Lag(title, why, url)
    label, page = PLACES.get(late.key, ("", "monitoring:activity"))
    name = f"{late.code}, {label}" if label else late.code
    return Lag(name, why, reverse(page, args=[late.code]))


def _written(report: Report | GroupReport) -> Callable[[str], tuple[str, str]]:
    """Return how a part that people write is called in this report, and where it is written."""
    if isinstance(report, Report):
        return lambda part: (
            str(ReportText.Part(part).label), reverse("reports:write", args=[report.label, part])
        )  # fmt: skip
    return lambda part: (
        str(GroupReportText.Part(part).label), group_report_url(report, "group_write", part)
    )  # fmt: skip
