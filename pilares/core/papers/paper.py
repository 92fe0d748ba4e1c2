"""A paper as it is written, from its title to its bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from pilares.core.bilingual import Wording, reading_language
from pilares.core.papers import layout
from pilares.core.papers.footnotes import Footnotes

type_of_text = str | Wording


@dataclass(frozen=True)
class Cell:
    """What stands in a cell of a table: its paragraphs, in their languages, and how they look."""

    lines: tuple[type_of_text, ...] = ()
    bold: bool = False
    italic: bool = False


type_of_cell = type_of_text | Cell


class Paper:
    """A Word file in the reader's language, on Letter or A4, upright or across.

    `warning` stands above every page (illustrative data), `footer` below it, before the page's number.
    """

    def __init__(
        self, title: str, *, footer: str, warning: str = "", paper: str = "letter", landscape: bool = False
    ) -> None:
        self.document, self.notes = docx.Document(), Footnotes()
        layout.dress(self.document)
        self.width = layout.lay(self.document, paper, landscape=landscape)
        layout.name(self.document, title, warning)
        layout.run_along(self.document, warning, footer)

    def title(self, text: type_of_text, subtitle: str = "") -> None:
        """Open the paper with its title and a line below it."""
        say(self.document.add_paragraph(style="Title"), text)
        if subtitle:
            self.document.add_paragraph(subtitle, style="Subtitle")

    def heading(self, text: type_of_text, level: int = 1) -> Paragraph:
        """Write a real heading of a level from 1 to 3."""
        heading: Paragraph = self.document.add_heading(level=level)
        say(heading, text)
        return heading

    def paragraph(self, text: type_of_text, *, style: str | None = None) -> Paragraph:
        """Write a paragraph, and return it for what follows in it: a run, a note."""
        paragraph = self.document.add_paragraph(style=style)
        say(paragraph, text)
        return paragraph

    def bullets(self, items: Sequence[type_of_text]) -> None:
        """Write a list, one item each."""
        for item in items:
            self.paragraph(item, style="List Bullet")

    def contents(self, label: str, levels: int = 2) -> None:
        """Write a table of contents, which Word fills from the headings when it opens the file."""
        self.paragraph(label, style="Subtitle")
        paragraph = self.document.add_paragraph()
        paragraph._p.append(layout.field(f'TOC \\o "1-{levels}" \\h \\z \\u', "…"))  # noqa: SLF001
        update = OxmlElement("w:updateFields")
        update.set(qn("w:val"), "true")
        self.document.settings.element.append(update)

    def table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[type_of_cell]],
        *,
        shares: Sequence[float],
        caption: str = "",
    ) -> list[list[_Cell]]:
        """Draw a table whose first row repeats on each page and whose rows do not break; return its cells.

        `shares` are the parts of the line that the columns take; `caption` is read aloud as its title.
        """
        drawn = self.document.add_table(rows=1, cols=len(heads), style="Table Grid")
        drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        for cell, head in zip(drawn.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(head).bold = True
            layout.shade(cell)
        layout.mark_row(drawn.rows[0], "tblHeader")
        cells = []
        for row in rows:
            made = list(drawn.add_row().cells)
            for cell, value in zip(made, row, strict=True):
                fill(cell, value)
            cells.append(made)
        layout.measure(drawn, self.width, shares)
        if caption:
            title = OxmlElement("w:tblCaption")
            title.set(qn("w:val"), caption)
            drawn._tbl.tblPr.append(title)  # noqa: SLF001 (python-docx's own door to the markup)
        return cells

    def note(self, paragraph: Paragraph, number: int, label: str, text: str, lang: str) -> None:
        """End a paragraph with a real footnote that keeps the plan's number (nota 7)."""
        self.notes.refer(paragraph, number, label, text, layout.LANGUAGES[lang])

    def picture(self, png: bytes, alternative: str, share: float = 1.0) -> None:
        """Set a picture across a share of the line, with the words that stand for it."""
        shape = self.document.add_picture(BytesIO(png), width=Emu(int(self.width * share)))
        about = shape._inline.docPr  # noqa: SLF001
        about.set("descr", alternative)

    def new_page(self) -> None:
        """Begin a page."""
        self.document.add_page_break()  # type: ignore[no-untyped-call]

    def written(self) -> bytes:
        """Return the DOCX."""
        self.notes.attach(self.document)
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()


def fill(cell: _Cell, value: type_of_cell) -> None:
    """Write the paragraphs of a cell."""
    said = value if isinstance(value, Cell) else Cell((value,))
    for number, line in enumerate(said.lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        run = say(paragraph, line)
        run.bold, run.italic = said.bold or None, said.italic or None


def say(paragraph: Any, text: type_of_text) -> Any:
    """Write words in their own language, so that they are read aloud in it, and return their run."""
    run = paragraph.add_run(str(text))
    if isinstance(text, Wording) and text.text and text.lang != reading_language():
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), layout.LANGUAGES[text.lang])
        run._r.get_or_add_rPr().append(lang)  # noqa: SLF001
    return run
