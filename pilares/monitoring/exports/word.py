"""The plan of a group as a Word file: the table of §3.9, with headings, notes and where it stands (M8)."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording
from pilares.core.papers import Cell, Paper
from pilares.core.papers.paper import say
from pilares.monitoring.queries.plan_files import PlanFile
from pilares.monitoring.queries.plan_tables import TableRow
from pilares.plans.queries import NoteLine

#: the five columns of §3.9 as shares of the line
SHARES = (0.26, 0.18, 0.16, 0.2, 0.2)


def word(file: PlanFile, *, paper: str = "letter") -> bytes:
    """Return the DOCX of a group's plan in the reader's language, on Letter or A4."""
    day = _("Data as of %(date)s") % {"date": date_format(file.table.as_of, "DATE_FORMAT")}
    written = Paper(
        f"{file.group}. {file.plan}",
        footer=f"Pilares · {file.plan} · {file.status} · {day}",
        warning=_warning(file),
        paper=paper,
        landscape=True,
    )
    _open(written, file)
    _table(written, file)
    if file.table.leaving:
        written.heading(_("Leaves the plan, pending endorsement"), level=2)
        _rows_alone(written, file.table.leaving)
    _close(written, file)
    return written.written()


def _warning(file: PlanFile) -> str:
    return _("Illustrative data. Not commitments of the RCM.") if file.illustrative or settings.DEMO else ""


def _open(written: Paper, file: PlanFile) -> None:
    version = _("Version %(number)s") % {"number": file.table.version}
    said = [file.plan, version, file.status, file.decision, file.mandate]
    written.title(file.group, " · ".join(part for part in said if part))
    written.heading(_("Specific objective"))
    written.paragraph(file.table.objective if file.table.objective.text else _("To be defined"))
    written.heading(_("Priority activities"))


def _table(written: Paper, file: PlanFile) -> None:
    """Draw the five columns of §3.9, with the notes that reserve a principle of some row."""
    heads = (
        _("Priority activities"),
        _("Theme"),
        _("Pillar addressed"),
        _("Expected result(s)"),
        _("Result indicators"),
    )
    free = [(Cell((_("Activity to be prioritised"),), italic=True), "", "", "", "")] * len(file.table.free)
    rows = [*map(_row, file.table.rows), *free]
    cells = written.table(heads, rows, shares=SHARES, caption=_("Priority activities"))
    by_number = {note.number: note for note in file.notes}
    for row, made in zip(file.table.rows, cells, strict=False):
        title = made[0].paragraphs[0]
        title.add_run(f"{row.code}. ").bold = True
        say(title, row.title)
        if row.joins:
            made[0].add_paragraph().add_run(_("Joins the plan: pending endorsement")).italic = True
        for principle in row.principles:
            if note := by_number.get(principle.note):
                tagged = made[0].add_paragraph(
                    _("Principle %(letter)s)") % {"letter": principle.letter} + " "
                )
                say(tagged, principle.name)
                written.note(tagged, note.number, note.label, _cited(note), note.sides[0].lang)


def _row(row: TableRow) -> tuple[Cell, ...]:
    proposed = _("%(theme)s (proposed theme)")
    themes = [Wording(proposed % {"theme": t}, t.lang) if late else t for t, late in row.themes]
    said = themes, [p.name for p in row.pillars], row.results, row.indicators
    return (Cell(), *map(_list, said))


def _list(items: Sequence[Wording]) -> Cell:
    """Several values in one cell, each in its paragraph; what is not known says so."""
    return Cell(tuple(items)) if items else Cell((_("To be defined"),), italic=True)


def _cited(note: NoteLine) -> str:
    text = " ".join(side.plain for side in note.sides)
    cited = f"{text} ({note.original})" if note.original else text
    return f"{cited} {note.later}".strip()


def _rows_alone(written: Paper, rows: Sequence[TableRow]) -> None:
    for row in rows:
        paragraph = written.document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{row.code}. ").bold = True
        say(paragraph, row.title)
        if row.replaced_by:
            paragraph.add_run(_(" (its place goes to %(code)s)") % {"code": row.replaced_by})


def _close(written: Paper, file: PlanFile) -> None:
    source = _("Source: RCM, %(plan)s, data as of %(date)s. Shape of the table: §3.9.")
    day = date_format(file.table.as_of, "DATE_FORMAT")
    written.paragraph("")
    written.paragraph(source % {"plan": file.plan, "date": day})
