"""The table of observations as a Word file and as a workbook, in the reader's language."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _

from pilares.consensus.queries.compiled import Compiled
from pilares.core import clock, sheets
from pilares.core.kinds import WORD, XLSX
from pilares.core.papers import Cell, Paper
from pilares.core.zones import in_words


def _warning(table: Compiled) -> str:
    shown = table.round.illustrative or settings.DEMO
    return _("Illustrative data. Not commitments of the RCM.") if shown else ""


def _reach() -> str:
    return _("Member Countries: do not publish")


def word(table: Compiled) -> bytes:
    """Return the DOCX, across the page; what a country says stays in its language."""
    day = clock.today().isoformat()
    paper = Paper(
        table.title,
        footer=f"Pilares · {table.about} · {_reach()} · {day}",
        warning=_warning(table),
        landscape=True,
    )
    paper.title(table.title, f"{table.about} · {_('Deadline')}: {in_words(table.round.closes_at)}")
    paper.paragraph(_("Observations in the order of the text; countries in alphabetical order. Not votes."))
    heads = (_("Country"), _("Paragraph"), _("Observation"), _("What became of it"), _("Why"))
    rows = [
        (
            row.country,
            Cell((row.paragraph, *((row.late,) if row.late else ()))),
            Cell(
                tuple(
                    line
                    for line in (
                        row.said if row.said.text else "",
                        _("Proposed wording:") if row.proposed.text else "",
                        row.proposed if row.proposed.text else "",
                    )
                    if line
                )
            ),
            row.fate or _("Not said yet"),
            row.why,
        )
        for row in table.rows
    ]
    paper.table(heads, rows, shares=(0.13, 0.14, 0.4, 0.13, 0.2), caption=_("Observations of the countries"))
    return paper.written()


def excel(table: Compiled) -> bytes:
    """Return the XLSX: one row an observation."""
    columns = (
        sheets.Column(_("Country"), 20),
        sheets.Column(_("Paragraph"), 16),
        sheets.Column(_("What was sent"), 20),
        sheets.Column(_("Observation"), 60),
        sheets.Column(_("Proposed wording"), 60),
        sheets.Column(_("Language"), 10),
        sheets.Column(_("What became of it"), 20),
        sheets.Column(_("Why"), 40),
        sheets.Column(_("Date"), 12),
        sheets.Column(_("Late"), 12),
    )
    rows = [
        (
            row.country, row.paragraph, row.kind, row.said.text, row.proposed.text, row.said.lang, row.fate,
            row.why.text, row.on, row.late,
        )
        for row in table.rows
    ]  # fmt: skip
    footer = (f"{table.title} · {table.about}", _reach(), "{page} / {pages}")
    sheet = sheets.Sheet(
        _("Observations"), columns, rows, frozen=1, footer=footer, header=_warning(table), locked=True
    )
    return sheets.workbook([sheet], title=f"{table.title}. {table.about}", author="Pilares")


FILES: dict[str, tuple[str, Callable[[Compiled], bytes]]] = {"docx": (WORD, word), "xlsx": (XLSX, excel)}
