"""What people wrote in a report, as plain data."""

from typing import Any

from pilares.reports.models import GroupReport, Report
from pilares.reports.queries.composing import said


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
