"""The copies of a report as a page lists them: each with its own page and its own files (AC-15)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from pilares.reports.models import GroupReport, Report
from pilares.reports.models.parts import FrozenCopy

SUFFIXES = ("docx", "pdf", "csv", "json")


@dataclass(frozen=True)
class CopyRow:
    """A copy in the list: its number, when it was made, its page and its files by their suffix."""

    number: int
    at: datetime
    url: str
    files: Mapping[str, str]


def files_of(report: Report | GroupReport, copy: FrozenCopy | None = None) -> dict[str, str]:
    """Return where the files of a report are, or those of one of its copies, by their suffix."""
    prefix, parts = _parts(report)
    if copy is None:
        return {suffix: reverse(f"{prefix}file", args=[*parts, suffix]) for suffix in SUFFIXES}
    return {suffix: reverse(f"{prefix}copy_file", args=[*parts, copy.number, suffix]) for suffix in SUFFIXES}


def copy_rows(report: Report | GroupReport, copies: Iterable[FrozenCopy]) -> tuple[CopyRow, ...]:
    """Return the copies of a report in the order in which they were made."""
    prefix, parts = _parts(report)
    return tuple(
        CopyRow(
            number=copy.number,
            at=copy.at,
            url=reverse(f"{prefix}copy", args=[*parts, copy.number]),
            files=files_of(report, copy),
        )
        for copy in copies
    )


def _parts(report: Report | GroupReport) -> tuple[str, tuple[str, ...]]:
    """Return how the addresses of this kind of report begin, and what names it in them."""
    if isinstance(report, GroupReport):
        return "reports:group_", (report.group.slug, report.label)
    return "reports:", (report.label,)
