"""The evaluation as a workbook: what it is, criteria, evidence, weaknesses, and where the unfinished goes."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording
from pilares.core.sheets import Column, Sheet, type_of_cell, workbook
from pilares.core.templatetags.ui.texts import lag_words
from pilares.succession.exports.table import as_sheet
from pilares.succession.queries.carrying import Table
from pilares.succession.queries.evaluating import EvaluationPage, Part, told_on


def as_workbook(page: EvaluationPage, table: Table | None, *, site: str) -> bytes:
    """Return the evaluation as a workbook; `table` for whoever reads it, `site` leads to the evidence."""
    day = date_format(told_on(page.evaluation), "DATE_FORMAT")
    demo = page.illustrative or settings.DEMO
    warning = _("Illustrative data. Not commitments of the RCM.") if demo else ""
    footer = ("Pilares", f"{page.title} · {day}", "{page} / {pages}")

    def sheet(name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[type_of_cell]]) -> Sheet:
        made = tuple(Column(label, width) for label, width in columns)
        return Sheet(name, made, rows, frozen=1, footer=footer, header=warning)

    about = [(_("Status"), page.status), (_("Data as of"), day), (page.terms.title, _written(page.terms))]
    if warning:
        about.append((_("Warning"), warning))
    sheets = [
        sheet(_("Evaluation"), ((page.title, 24), ("", 110)), about),
        sheet(_("Criteria"), [(_("Criterion"), 22), *((one, 44) for one in _parts(page))], _criteria(page)),
        sheet(_("Evidence"), _evidence_columns(), _evidence(page, site)),
    ]
    if page.weaknesses:
        columns = ((_("Weakness"), 60), (_("At the end of the plan"), 80))
        lines = [(f"{w.letter}) {w.weakness}", _written(w.part)) for w in page.weaknesses]
        sheets.append(sheet(_("Weaknesses of 2017"), columns, lines))
    if table is not None:
        sheets.append(as_sheet(table, warning))
    return workbook(sheets, title=page.title, author="Pilares")


def _parts(page: EvaluationPage) -> list[str]:
    return [part.title for part in page.criteria[0].parts]


def _criteria(page: EvaluationPage) -> list[list[type_of_cell]]:
    return [[one.title, *map(_written, one.parts)] for one in page.criteria]


def _evidence_columns() -> tuple[tuple[str, int], ...]:
    return (
        (_("Criterion"), 22),
        (_("Evidence"), 44),
        (_("What it shows"), 40),
        (_("Address"), 44),
    )


def _evidence(page: EvaluationPage, site: str) -> list[tuple[type_of_cell, ...]]:
    """Return a line for each piece of evidence, or that a criterion has none yet."""
    lines: list[tuple[type_of_cell, ...]] = []
    for one in page.criteria:
        if not one.proofs:
            lines.append((one.title, _("No evidence is linked yet."), "", ""))
        lines += [(one.title, proof.what, _said(proof.note), f"{site}{proof.url}") for proof in one.proofs]
    return lines


def _written(part: Part) -> str:
    return _said(part.text) or _("Not written yet.")


def _said(text: Wording) -> str:
    """Return a text with the mark of one that lags behind its original."""
    late = lag_words(text)
    return f"{text} ({late})" if late else text.text
