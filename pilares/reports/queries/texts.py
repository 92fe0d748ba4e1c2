"""What a report says, as plain data: its facts, and what people wrote beside them."""

from collections.abc import Mapping
from typing import Any

from pilares.reports.models import Frozen, GroupReport, Report
from pilares.reports.queries.composing import compose, said, type_of_facts


def texts_of(report: Report | GroupReport) -> dict[str, Any]:
    """Return the texts of a report by their part: both languages, which lags, when and in which capacity."""
    return {
        text.part: {
            **said(text.text_es, text.text_en, original=text.original_language, late=text.outdated_since),
            "written_at": text.written_at.isoformat() if text.written_at else None,
            "capacity": text.capacity,
        }
        for text in report.texts.all()
    }


def facts_and_texts(report: Report, copy: Frozen | None = None) -> tuple[type_of_facts, Mapping[str, Any]]:
    """Return what a report says: composed while it is a draft, otherwise as it was kept.

    While it is consulted its texts are still written: the facts are those of the copy, the words of today.
    """
    kept = copy or (None if report.draft else report.copies.last())
    if kept is None:
        facts = compose(report.plan, presidency=report.presidency, cut_off=report.cut_off)
        return facts, texts_of(report)
    written = copy is None and report.status == Report.Status.IN_CONSULTATION
    return kept.facts, texts_of(report) if written else kept.texts
