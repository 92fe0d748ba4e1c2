"""The plan of a group as a Word file: the table of §3.9, with headings, notes and where it stands (M8)."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell

from pilares.core import clock
from pilares.core.bilingual import Wording, reading_language
from pilares.monitoring.exports.footnotes import Footnotes
from pilares.monitoring.queries.group_plans import PlanFile
from pilares.monitoring.queries.plan_tables import Table, TableRow
from pilares.plans.queries import NoteLine

#: the languages as Word names them; the Secretariat sits in San José
LANGUAGES = {"es": "es-CR", "en": "en-US"}
INK = RGBColor(0x1B, 0x25, 0x3F)
#: the five columns of §3.9 as shares of the line
SHARES = (0.26, 0.18, 0.16, 0.2, 0.2)
MARGIN = Mm(18)
PAPERS = {"letter": (Inches(8.5), Inches(11)), "a4": (Mm(210), Mm(297))}


def word(file: PlanFile, *, paper: str = "letter") -> bytes:
    """Return the DOCX of a group's plan in the reader's language, on Letter or A4."""
    document, notes = docx.Document(), Footnotes()
    _dress(document)
    width = _lay(document, paper)
    _name(document, file)
    _running(document, file)
    _open(document, file)
    by_number = {note.number: note for note in file.notes}
    _table(document, file.table, width, notes, by_number)
    if file.table.leaving:
        document.add_heading(_("Leaves the plan, pending endorsement"), level=2)
        _rows_alone(document, file.table.leaving)
    _close(document, file)
    notes.attach(document)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _dress(document: Document) -> None:
    """Set the language, the type and the colours of the styles; Word's own headings stay headings."""
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), LANGUAGES[reading_language()])
    _type(document.styles["Normal"], 10)
    for name, size in (("Title", 20), ("Heading 1", 13), ("Heading 2", 11), ("Subtitle", 10.5)):
        style = document.styles[name]
        _type(style, size)
        if isinstance(style, ParagraphStyle):
            style.font.color.rgb = INK
            style.font.italic = False
    small = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    _type(small, 8.5)
    small.element.set(qn("w:styleId"), "FootnoteText")
    raised = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    raised.element.set(qn("w:styleId"), "FootnoteReference")
    raised.font.superscript = True


def _type(style: Any, size: float) -> None:
    style.font.name, style.font.size = "Arial", Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), "Arial")
    for kind in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)


def _lay(document: Document, paper: str) -> int:
    """Lay the page across, and return how wide a line is."""
    section, (short, long) = document.sections[0], PAPERS[paper]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = long, short
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    return int(long) - 2 * int(MARGIN)


def _name(document: Document, file: PlanFile) -> None:
    facts = document.core_properties
    facts.title, facts.author, facts.last_modified_by = f"{file.group}. {file.plan}", "Pilares", "Pilares"
    facts.language, facts.comments = LANGUAGES[reading_language()], _warning(file)
    at: datetime = clock.now()
    facts.created = facts.modified = at.replace(tzinfo=None)


def _warning(file: PlanFile) -> str:
    return _("Illustrative data. Not commitments of the RCM.") if file.illustrative or settings.DEMO else ""


def _running(document: Document, file: PlanFile) -> None:
    """Write what every page says: that data are illustrative, plan, status, date and page."""
    section = document.sections[0]
    section.header.paragraphs[0].text = _warning(file)
    foot = section.footer.paragraphs[0]
    day = date_format(file.table.as_of, "DATE_FORMAT")
    as_of = _("Data as of %(date)s") % {"date": day}
    foot.add_run(f"Pilares · {file.plan} · {file.status} · {as_of} · ")
    for instruction in ("PAGE", "NUMPAGES"):
        if instruction == "NUMPAGES":
            foot.add_run(" / ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), instruction)
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        foot._p.append(field)  # noqa: SLF001 (python-docx's own door to the markup)


def _open(document: Document, file: PlanFile) -> None:
    document.add_paragraph(file.group, style="Title")
    version = _("Version %(number)s") % {"number": file.table.version}
    said = [file.plan, version, file.status, file.decision, file.mandate]
    document.add_paragraph(" · ".join(part for part in said if part), style="Subtitle")
    document.add_heading(_("Specific objective"), level=1)
    _say(document.add_paragraph(), file.table.objective, _("To be defined"))
    document.add_heading(_("Priority activities"), level=1)


def _table(
    document: Document, table: Table, width: int, notes: Footnotes, by_number: dict[int, NoteLine]
) -> None:
    """Draw the five columns of §3.9: the first row repeats on each page, no row breaks across pages."""
    heads = (
        _("Priority activities"),
        _("Theme"),
        _("Pillar addressed"),
        _("Expected result(s)"),
        _("Result indicators"),
    )
    drawn = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for cell, head in zip(drawn.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
        _shade(cell)
    _mark_row(drawn.rows[0], "tblHeader")
    for row in table.rows:
        _row(drawn, row, notes, by_number)
    for _place in table.free:
        drawn.add_row().cells[0].paragraphs[0].add_run(_("Activity to be prioritised")).italic = True
    for column, share in zip(drawn.columns, SHARES, strict=True):
        column.width = int(width * share)
    for row in drawn.rows:
        _mark_row(row, "cantSplit")
        for cell, share in zip(row.cells, SHARES, strict=True):
            cell.width = int(width * share)
    _look(drawn)


def _look(drawn: WordTable) -> None:
    """Tell readers aloud, too, that the first row and the first column hold headers."""
    look = drawn._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 (python-docx's own door to the markup)
    if look is not None:
        for name, value in (("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1"), ("noVBand", "1")):
            look.set(qn(f"w:{name}"), value)


def _mark_row(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))  # noqa: SLF001


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E9E6DA")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def _row(drawn: WordTable, row: TableRow, notes: Footnotes, by_number: dict[int, NoteLine]) -> None:
    first, themes, pillars, results, indicators = drawn.add_row().cells  # type: ignore[no-untyped-call]
    title = first.paragraphs[0]
    title.add_run(f"{row.code}. ").bold = True
    _say(title, row.title)
    if row.joins:
        first.add_paragraph().add_run(_("Joins the plan: pending endorsement")).italic = True
    for principle in row.principles:
        if note := by_number.get(principle.note):
            tagged = first.add_paragraph(_("Principle %(letter)s)") % {"letter": principle.letter} + " ")
            _say(tagged, principle.name)
            text = " ".join(side.plain for side in note.sides)
            notes.refer(tagged, note.number, note.label, _cited(text, note), LANGUAGES[note.sides[0].lang])
    proposed = _("%(theme)s (proposed theme)")
    _list(themes, [(t, proposed % {"theme": t} if late else t.text) for t, late in row.themes])
    _list(pillars, [(p.name, p.name.text) for p in row.pillars])
    _list(results, [(one, one.text) for one in row.results])
    _list(indicators, [(one, one.text) for one in row.indicators])


def _cited(text: str, note: NoteLine) -> str:
    return f"{text} ({note.original})" if note.original else text


def _list(cell: _Cell, items: Sequence[tuple[Wording, str]]) -> None:
    """Write several values in one cell, each in its paragraph."""
    for number, (wording, text) in enumerate(items):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        _say(paragraph, Wording(text, wording.lang, wording.pending))
    if not items:
        cell.paragraphs[0].add_run(_("To be defined")).italic = True


def _say(paragraph: Any, wording: Wording, unknown: str = "") -> None:
    """Write words in their own language, so that they are read aloud in it; say what is not known."""
    run = paragraph.add_run(wording.text or unknown)
    if wording.text and wording.lang != reading_language():
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), LANGUAGES[wording.lang])
        run._r.get_or_add_rPr().append(lang)  # noqa: SLF001 (python-docx's own door to the markup)


def _rows_alone(document: Document, rows: Sequence[TableRow]) -> None:
    for row in rows:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{row.code}. ").bold = True
        _say(paragraph, row.title)
        if row.replaced_by:
            paragraph.add_run(_(" (its place goes to %(code)s)") % {"code": row.replaced_by})


def _close(document: Document, file: PlanFile) -> None:
    source = _("Source: RCM, %(plan)s, data as of %(date)s. Shape of the table: §3.9.")
    day = date_format(file.table.as_of, "DATE_FORMAT")
    document.add_paragraph()
    document.add_paragraph(source % {"plan": file.plan, "date": day})
