"""A paper as it is written, from its title to its bytes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
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
from pilares.core.papers import contents, layout, press
from pilares.core.papers.footnotes import Footnotes


@dataclass(frozen=True)
class Note:
    """A footnote with the number that the plan gives it (nota 7), in the language in which it was made."""

    number: int
    label: str
    text: str
    lang: str


@dataclass(frozen=True)
class Line:
    """A paragraph of several texts, of which those in `bold` stand out, and the notes that end it."""

    texts: tuple[str | Wording, ...]
    bold: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()

    def __str__(self) -> str:
        return "".join(map(str, self.texts))


type_of_text = str | Wording | Line


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
        self._blocks: list[dict[str, Any]] = []
        self._noted: set[int] = set()
        #: the headings so far: text, level and the name of each
        self._headings: list[tuple[str, int, str]] = []
        self._contents: tuple[Paragraph, int] | None = None
        self._frame = {
            "title": title, "footer": footer, "warning": warning, "paper": paper, "landscape": landscape,
            "lang": reading_language(),
        }  # fmt: skip
        layout.dress(self.document)
        self.width = layout.lay(self.document, paper, landscape=landscape)
        layout.name(self.document, title, warning)
        layout.run_along(self.document, warning, footer)

    def title(self, text: type_of_text, subtitle: str = "") -> None:
        """Open the paper with its title and a line below it."""
        self._keep("title", line=text, subtitle=subtitle)
        self._say(self.document.add_paragraph(style="Title"), text)
        if subtitle:
            self.document.add_paragraph(subtitle, style="Subtitle")

    def heading(self, text: type_of_text, level: int = 1) -> Paragraph:
        """Write a real heading of a level from 1 to 3."""
        self._keep("heading", line=text, level=level)
        heading: Paragraph = self.document.add_heading(level=level)
        self._say(heading, text)
        self._headings.append((str(text), level, contents.bookmark(heading, len(self._headings) + 1)))
        return heading

    def paragraph(self, text: type_of_text, *, style: str | None = None) -> Paragraph:
        """Write a paragraph, and return it for what follows in it: a run, a note."""
        self._keep("paragraph", line=text)
        paragraph = self.document.add_paragraph(style=style)
        self._say(paragraph, text)
        return paragraph

    def bullets(self, items: Sequence[type_of_text]) -> None:
        """Write a list, one item each."""
        self._keep("bullets", lines=items)
        for item in items:
            self._say(self.document.add_paragraph(style="List Bullet"), item)

    def contents(self, label: str, levels: int = 2) -> None:
        """Leave a place for the table of contents, which is filled when the paper is written."""
        self._keep("contents", label=label, levels=levels)
        self.document.add_paragraph(label, style="Subtitle")
        self._contents = (self.document.add_paragraph(), levels)

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
        self._keep("table", heads=list(heads), rows=rows, shares=list(shares), caption=caption)
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
                self._fill(cell, value)
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

    def picture(self, png: bytes, alternative: str, share: float = 1.0, *, svg: str = "") -> None:
        """Set a picture across a share of the line, with the words that stand for it; PDF takes its SVG."""
        if svg:
            self._keep("picture", svg=svg, alt=alternative, share=share)
        shape = self.document.add_picture(BytesIO(png), width=Emu(int(self.width * share)))
        about = shape._inline.docPr  # noqa: SLF001
        about.set("descr", alternative)

    def turn(self, *, landscape: bool) -> None:
        """Begin a page laid across or upright: a wide table needs the long side."""
        self._keep("turn", landscape=landscape)
        self.width = layout.turn(self.document, landscape=landscape)

    def new_page(self) -> None:
        """Begin a page."""
        self._keep("page")
        self.document.add_page_break()  # type: ignore[no-untyped-call]

    def plain(self) -> dict[str, Any]:
        """Return the paper as plain data, from which it is printed; pictures that are not SVG stay out."""
        return {**self._frame, "blocks": self._blocks}

    def printed(self) -> bytes:
        """Return the PDF: tagged, with bookmarks and its language. Raises `press.NotPrinted`."""
        return press.printed(self.plain())

    def _keep(self, kind: str, **about: Any) -> None:
        """Keep a block as plain data; a note is whole where it is first mentioned."""
        block: dict[str, Any] = {"kind": kind, **about}
        if "line" in about:
            block["line"] = self._plain(about["line"])
        if "lines" in about:
            block["lines"] = [self._plain(line) for line in about["lines"]]
        if "rows" in about:
            block["rows"] = [[self._cell(value) for value in row] for row in about["rows"]]
        self._blocks.append(block)

    def _cell(self, value: type_of_cell) -> list[dict[str, Any]]:
        said = value if isinstance(value, Cell) else Cell((value,))
        return [self._plain(line, bold=said.bold, italic=said.italic) for line in said.lines]

    def _plain(self, text: type_of_text, *, bold: bool = False, italic: bool = False) -> dict[str, Any]:
        line = text if isinstance(text, Line) else Line((text,))
        runs = [
            {
                "text": str(one),
                "lang": one.lang if isinstance(one, Wording) and one.text else self._frame["lang"],
                "bold": bold or number in line.bold,
                "italic": italic,
            }
            for number, one in enumerate(line.texts)
        ]
        notes = []
        for note in line.notes:
            notes.append({**asdict(note), "first": note.number not in self._noted})
            self._noted.add(note.number)
        return {"runs": runs, "notes": notes}

    def _fill(self, cell: _Cell, value: type_of_cell) -> None:
        """Write the paragraphs of a cell."""
        said = value if isinstance(value, Cell) else Cell((value,))
        for number, line in enumerate(said.lines):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            for run in self._say(paragraph, line):
                run.bold, run.italic = said.bold or run.bold, said.italic or None

    def _say(self, paragraph: Paragraph, text: type_of_text) -> list[Any]:
        """Write a text, or a line of several with its notes; return the runs."""
        line = text if isinstance(text, Line) else Line((text,))
        runs = [say(paragraph, one) for one in line.texts]
        for number in line.bold:
            runs[number].bold = True
        for note in line.notes:
            self.note(paragraph, note.number, note.label, note.text, note.lang)
        return runs

    def written(self) -> bytes:
        """Return the DOCX."""
        if self._contents is not None:
            place, levels = self._contents
            contents.fill(place, [one for one in self._headings if one[1] <= levels], levels)
            self._contents = None
        self.notes.attach(self.document)
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()


def say(paragraph: Any, text: str | Wording) -> Any:
    """Write words in their own language, so that they are read aloud in it, and return their run."""
    run = paragraph.add_run(str(text))
    if isinstance(text, Wording) and text.text and text.lang != reading_language():
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), layout.LANGUAGES[text.lang])
        run._r.get_or_add_rPr().append(lang)  # noqa: SLF001
    return run
