"""The report's rows as comma-separated values and JSON, as far as the reader may see (docs/open-data.md)."""

import json
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from pilares.core import sheets
from pilares.core.bilingual import Wording, reading_language
from pilares.core.templatetags.ui.marks import state_words
from pilares.reports.maths import Totals
from pilares.reports.queries.reading_shapes import Entry, NoteToPrint, Telling

COLUMNS = (
    pgettext_lazy("column of a file", "code"),
    pgettext_lazy("column of a file", "group"),
    pgettext_lazy("column of a file", "heading"),
    pgettext_lazy("column of a file", "activity"),
    pgettext_lazy("column of a file", "indicators"),
    pgettext_lazy("column of a file", "figures"),
    pgettext_lazy("column of a file", "completion_date"),
    pgettext_lazy("column of a file", "state"),
    pgettext_lazy("column of a file", "qualified"),
    pgettext_lazy("column of a file", "explanation"),
    pgettext_lazy("column of a file", "data_as_of"),
)


def comma_separated(told: Telling) -> bytes:
    """Return one row an activity, in UTF-8 with its mark; texts in the reader's language."""
    rows = [
        (
            row.code,
            row.group,
            row.heading,
            row.title.text,
            " | ".join(f"{value.code}: {value.name}" for value in row.values),
            " | ".join(f"{value.code}: {value.text}" for value in row.values),
            row.due_on,
            state_words(row.state),
            " | ".join(row.under),
            row.explanation.text,
            told.cut_off,
        )
        for row in told.rows
    ]
    return sheets.comma_separated([str(label) for label in COLUMNS], rows)


def open_data(told: Telling) -> bytes:
    """Return the report as a JSON document in UTF-8."""
    return json.dumps(document_of(told), ensure_ascii=False, indent=1).encode()


def document_of(told: Telling) -> dict[str, Any]:
    """Return what every report's JSON document says."""
    return {
        "report": told.label,
        "plan": text_of(told.plan),
        "version": told.version,
        "language": reading_language(),
        "data_as_of": told.cut_off.isoformat(),
        "frozen": told.frozen is not None,
        "seal": told.frozen.seal if told.frozen else None,
        "illustrative": told.illustrative,
        "warning": _("Illustrative data. Not commitments of the RCM.") if told.illustrative else "",
        "licence": settings.DATA_LICENCE or _("Terms of use to be defined by the RCM"),
        "totals": _totals(told.totals),
        "rows": [_row(row) for row in told.rows],
        "texts": [{"part": part.part, **text_of(part.text)} for part in told.texts],
        "annexes": {
            annex.key: [{"about": item.code or None, "text": item.text} for item in annex.items]
            for annex in told.annexes
        },
        "notes": [_note(note) for note in told.notes],
        "corrigenda": [
            {
                "number": one.number, "date": one.on.isoformat(), "code": one.code, "what": one.label,
                "old": one.old.text, "new": one.new.text, "reason": one.reason.text,
            }
            for one in told.corrections
        ],
    }  # fmt: skip


def _totals(totals: Totals) -> dict[str, int]:
    return {
        "activities": totals.total,
        "achieved": totals.achieved,
        "achieved_with_target_not_met": totals.achieved_short,
        "in_process": totals.in_process,
        "pending": totals.pending,
        "modified_by_decision": totals.modified,
        "ad_hoc": totals.ad_hoc,
    }


def _note(note: NoteToPrint) -> dict[str, Any]:
    since = [
        {"kind": one.kind, "said": one.said, "text": one.text, "language": one.lang} for one in note.since
    ]
    return {
        "n": note.number, "label": note.label, "text": note.text.text, "original": note.original,
        "since": since,
    }  # fmt: skip


def _row(row: Entry) -> dict[str, Any]:
    return {
        "code": row.code,
        "group": row.group,
        "heading": row.heading,
        "activity": text_of(row.title),
        "state": row.state or None,
        "qualified": list(row.under),
        "completion_date": row.due_on.isoformat() if row.due_on else None,
        "plan_years": list(row.years),
        "indicators": [{"code": v.code, **text_of(v.name), "figure": v.text} for v in row.values],
        "explanation": row.explanation.text or None,
        "decision": row.decision or None,
        "notes": list(row.notes),
    }


def text_of(wording: Wording) -> dict[str, str]:
    """Return a text with its language."""
    return {"text": wording.text, "lang": wording.lang}
