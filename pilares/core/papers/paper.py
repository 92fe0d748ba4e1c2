"""A paper as it is written, from its title to its bytes."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from pilares.core.bilingual import Wording, reading_language
from pilares.core.papers import contents, layout, packing, press
from pilares.core.papers.footnotes import Footnotes
from pilares.core.papers.paging import pages_of
from pilares.core.papers.rows import tied, written
from pilares.core.papers.words import (
    ABREAST,
    Cell,
    Drawing,
    Line,
    Link,
    Note,
    Run,
    as_cell,
    as_line,
    type_of_cell,
    type_of_text,
)


class Paper:
    """A Word file in the reader's language, on Letter or A4, upright or across.

    `warning` stands above every page (illustrative data), `footer` below it, before the page's number;
    `watermark` are the words that lie behind each page of a draft.
    """

    def __init__(
        self,
        title: str,
        *,
        footer: str,
        warning: str = "",
        paper: str = "letter",
        landscape: bool = False,
        watermark: str = "",
    ) -> None:
        self.document, self.notes = docx.Document(), Footnotes()
        self._blocks: list[dict[str, Any]] = []
        self._noted: set[int] = set()
        #: whether what comes next begins a page
        self._turning = False
        #: the headings so far: where each stands, its text, its level and its name
        self._headings: list[tuple[Paragraph, str, int, str]] = []
        self._contents: tuple[Paragraph, int, int] | None = None
        #: where drawings stand, each with its alternative and how wide it is
        self._drawings: list[tuple[Paragraph, str, str, int]] = []
        self._frame = {
            "title": title, "footer": footer, "warning": warning, "paper": paper, "landscape": landscape,
            "lang": reading_language(), "watermark": watermark,
        }  # fmt: skip
        packing.spare(self.document)
        layout.dress(self.document)
        self.width = layout.lay(self.document, paper, landscape=landscape)
        layout.name(self.document, title, warning)
        layout.run_along(self.document, warning, footer)
        if watermark:
            layout.lay_behind(self.document, watermark)

    def title(self, text: type_of_text, subtitle: str = "") -> None:
        """Open the paper with its title and a line below it."""
        self._keep("title", line=text, subtitle=subtitle)
        self._say(self.document.add_paragraph(style="Title"), text)
        if subtitle:
            self.document.add_paragraph(subtitle, style="Subtitle")

    def cover(self, text: type_of_text, subtitle: str, facts: Sequence[type_of_text]) -> None:
        """Open with a page of its own: the title in the middle, and under it what has to be known of it."""
        self._keep("cover", line=text, subtitle=subtitle, lines=facts)
        self.document.add_paragraph(subtitle, style="Subtitle").paragraph_format.space_before = Pt(130)
        self._say(self.document.add_paragraph(style="Title"), text)
        for fact in facts:
            self._say(self.document.add_paragraph(), fact)

    def heading(self, text: type_of_text, level: int = 1) -> Paragraph:
        """Write a real heading of a level from 1 to 3."""
        self._keep("heading", line=text, level=level)
        heading: Paragraph = self.document.add_heading(level=level)
        self._turn_before(heading)
        self._say(heading, text)
        name = contents.bookmark(heading, len(self._headings) + 1)
        self._headings.append((heading, str(text), level, name))
        return heading

    def paragraph(self, text: type_of_text, *, style: str | None = None) -> Paragraph:
        """Write a paragraph, and return it for what follows in it: a run, a note."""
        self._keep("paragraph", line=text)
        paragraph = self.document.add_paragraph(style=style)
        self._turn_before(paragraph)
        self._say(paragraph, text)
        return paragraph

    def bullets(self, items: Sequence[type_of_text]) -> None:
        """Write a list, one item each."""
        self._keep("bullets", lines=items)
        for item in items:
            self._say(self.document.add_paragraph(style="List Bullet"), item)

    def items(self, items: Sequence[tuple[str, type_of_text]]) -> None:
        """Write a list whose items keep the markers that the source gives them: a), i., 1."""
        self._keep("items", markers=[marker for marker, _text in items], lines=[text for _m, text in items])
        for marker, text in items:
            paragraph = self.document.add_paragraph(style="List")
            paragraph.add_run(f"{marker}\t")
            self._say(paragraph, text)

    def caption(self, text: type_of_text) -> None:
        """Write the line that names the table below it, and stays with it."""
        self._keep("caption", line=text)
        paragraph = self.document.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = True
        self._say(paragraph, text)

    def contents(self, label: str, levels: int = 2) -> None:
        """Leave a place for the table of contents, which is filled when the paper is written."""
        self._keep("contents", label=label, levels=levels)
        self._turn_before(self.document.add_paragraph(label, style="Subtitle"))
        self._contents = (self.document.add_paragraph(), levels, self.width)

    def table(
        self,
        heads: Sequence[type_of_cell],
        rows: Sequence[Sequence[type_of_cell]],
        *,
        shares: Sequence[float],
        caption: str = "",
        over: Sequence[type_of_cell] = (),
    ) -> list[list[_Cell]]:
        """Draw a table whose headers repeat on each page and whose rows do not break; return its cells.

        `shares` are the parts of the line that the columns take; `caption` is read aloud as its title;
        `over` is a row of headers above the others. A row with a very long cell may break.
        """
        strong = [replace(as_cell(value), bold=True) for value in heads]
        headers: list[list[type_of_cell]] = [list(over), [*strong]] if over else [[*strong]]
        self._keep("table", heads=headers, rows=rows, shares=list(shares), caption=caption)
        drawn = self.document.add_table(rows=0, cols=len(shares), style="Table Grid")
        drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        parts = layout.columns(drawn, self.width, shares)
        said = [[as_cell(value) for value in row] for row in (*headers, *rows)]
        cells = self._rows(drawn, said, parts, headers=len(headers))
        if caption:
            title = OxmlElement("w:tblCaption")
            title.set(qn("w:val"), caption)
            drawn._tbl.tblPr.append(title)  # noqa: SLF001 (python-docx's own door to the markup)
        return cells[len(headers) :]

    def _rows(
        self, drawn: Table, said: Sequence[Sequence[Cell]], parts: Sequence[int], *, headers: int
    ) -> list[list[_Cell]]:
        """Write the rows of a table, and then the notes and links in them; return a cell for each value."""
        made = written(said, parts, headers=headers)
        drawn._tbl.extend(made)  # noqa: SLF001
        cells = [[_Cell(cell, drawn) for cell in row.tc_lst] for row in made]
        for row, places in zip(said, cells, strict=True):
            for cell, place in zip(row, places, strict=True):
                lines = list(map(as_line, cell.lines))
                if any(map(tied, lines)):
                    self._fill(place, cell, lines)
        return cells

    def note(self, paragraph: Paragraph, number: int, label: str, text: str, lang: str) -> None:
        """End a paragraph with a real footnote that keeps the plan's number (nota 7)."""
        self._note(paragraph, Note(number, label, text, lang))

    def picture(self, png: bytes, alternative: str, share: float = 1.0, *, svg: str = "") -> None:
        """Set a picture across a share of the line, with the words that stand for it; PDF takes its SVG."""
        if svg:
            self._keep("picture", svg=svg, alt=alternative, share=share)
        shape = self.document.add_picture(BytesIO(png), width=Emu(int(self.width * share)))
        about = shape._inline.docPr  # noqa: SLF001
        about.set("descr", alternative)

    def drawing(self, svg: str, alternative: str, share: float = 1.0) -> None:
        """Set a drawing, as a picture of it in Word, with the words that stand for it."""
        self._keep("picture", svg=svg, alt=alternative, share=share)
        place = self.document.add_paragraph()
        place.paragraph_format.line_spacing = 1.0
        place.paragraph_format.keep_with_next = True  # how to read it stands under it
        self._drawings.append((place, svg, alternative, int(self.width * share)))

    def drawings(self, items: Sequence[Drawing]) -> None:
        """Set drawings two abreast, each under its name and over how to read it; a pair stays on one page."""
        plain = [
            {
                "name": self._plain(one.name),
                "svg": one.svg,
                "alt": one.alternative,
                "about": self._plain(one.about),
            }
            for one in items
        ]
        self._keep("drawings", items=plain, share=ABREAST)
        table = self.document.add_table(rows=0, cols=2)
        for at in range(0, len(items), 2):
            for one, cell in zip(items[at : at + 2], layout.unbroken_row(table), strict=False):
                cell.paragraphs[0].style = "Caption"
                self._say(cell.paragraphs[0], one.name)
                place = cell.add_paragraph()
                place.paragraph_format.line_spacing = 1.0
                self._drawings.append((place, one.svg, one.alternative, int(self.width * ABREAST)))
                if one.about:
                    self._say(cell.add_paragraph(), one.about)

    def counts(self, items: Sequence[tuple[int, str, str]]) -> None:
        """Write a few large numbers side by side, each with its name and what has to be known of it."""
        self._keep("counts", items=[list(item) for item in items])
        drawn = self.document.add_table(rows=1, cols=len(items))
        for cell, (number, name, about) in zip(drawn.rows[0].cells, items, strict=True):
            figure = cell.paragraphs[0].add_run(str(number))
            figure.font.size = Pt(24)
            cell.add_paragraph().add_run(name).bold = True
            if about:
                cell.add_paragraph(about)

    def turn(self, *, landscape: bool) -> None:
        """Begin a page laid across or upright: a wide table needs the long side."""
        self._keep("turn", landscape=landscape)
        self.width = layout.turn(self.document, landscape=landscape)

    def new_page(self) -> None:
        """Begin a page with the heading, the paragraph or the contents that come next."""
        self._keep("page")
        self._turning = True

    def _turn_before(self, paragraph: Paragraph) -> None:
        if self._turning:
            paragraph.paragraph_format.page_break_before = True
            self._turning = False

    def plain(self) -> dict[str, Any]:
        """Return the paper as plain data, from which it is printed; pictures that are not SVG stay out."""
        return {**self._frame, "blocks": self._blocks}

    def printed(self, *others: "Paper") -> bytes:
        """Return the PDF: tagged, with bookmarks and its language. Raises `press.NotPrinted`.

        With `others`, each shorter than the one before, it is the first that fits one page.
        """
        ways = [one.plain()["blocks"] for one in (self, *others)] if others else []
        return press.printed({**self.plain(), "ways": ways})

    def _keep(self, kind: str, **about: Any) -> None:
        """Keep a block as plain data; a note is whole where it is first mentioned."""
        block: dict[str, Any] = {"kind": kind, **about}
        if "line" in about:
            block["line"] = self._plain(about["line"])
        if "lines" in about:
            block["lines"] = [self._plain(line) for line in about["lines"]]
        for part in {"heads", "rows"} & set(about):
            block[part] = [[self._cell(as_cell(value)) for value in row] for row in about[part]]
        self._blocks.append(block)

    def _cell(self, said: Cell) -> dict[str, Any]:
        lines = [self._plain(line, bold=said.bold, italic=said.italic) for line in said.lines]
        return {"lines": lines, "span": said.span, "long": said.long}

    def _plain(self, text: type_of_text, *, bold: bool = False, italic: bool = False) -> list[dict[str, Any]]:
        """Return a line as plain data: its runs, and the notes where they stand."""
        line, own = as_line(text), self._frame["lang"]
        runs: list[dict[str, Any]] = []
        for number, one in enumerate(line.texts):
            if isinstance(one, Note):
                runs.append({"note": self._noted_once(one)})
                continue
            lang = one.lang if isinstance(one, Wording) and one.text else line.lang or own
            run = one if isinstance(one, Run) else Run(str(one))
            look = {"bold": bold or run.bold or number in line.bold, "italic": italic or run.italic}
            out = {"url": one.url} if isinstance(one, Link) else {}
            runs.append({"text": run.text, "lang": lang, **look, **out})
        return [*runs, *({"note": self._noted_once(note)} for note in line.notes)]

    def _noted_once(self, note: Note) -> dict[str, Any]:
        first = note.number not in self._noted
        self._noted.add(note.number)
        words = [{"text": run.text, "bold": run.bold, "italic": run.italic} for run in note.words]
        return {"number": note.number, "label": note.label, "lang": note.lang, "first": first, "runs": words}

    def _fill(self, place: _Cell, said: Cell, lines: Sequence[Line]) -> None:
        """Write those lines of a cell in which a note or a link stands."""
        for paragraph, line in zip(place.paragraphs, lines, strict=True):
            if tied(line):
                for run in self._say(paragraph, line):
                    stand_out(run, bold=said.bold, italic=said.italic)

    def _say(self, paragraph: Paragraph, text: type_of_text) -> list[Any]:
        """Write a text, or a line of several with its notes; return the runs."""
        line, runs = as_line(text), []
        for number, one in enumerate(line.texts):
            if isinstance(one, Note):
                self._note(paragraph, one)
                continue
            run = say(paragraph, one, line.lang)
            stand_out(run, bold=number in line.bold)
            runs.append(run)
        for note in line.notes:
            self._note(paragraph, note)
        return runs

    def _note(self, paragraph: Paragraph, note: Note) -> None:
        self.notes.refer(paragraph, note, layout.LANGUAGES[note.lang])

    def written(self) -> bytes:
        """Return the DOCX."""
        if self._contents is not None:
            place, levels, width = self._contents
            paged = list(zip(self._headings, pages_of(self.plain()), strict=True))
            for (heading, _text, _level, _name), (_page, pinned) in paged:
                if pinned:
                    heading.paragraph_format.page_break_before = True
            entries = [(text, level, name, page) for (_h, text, level, name), (page, _p) in paged]
            entries = [entry for entry in entries if entry[1] <= levels]
            contents.dress(self.document, levels, width)
            contents.fill(place, entries, levels)
            self._contents = None
        self._draw()
        self.notes.attach(self.document)
        return packing.packed(self.document)

    def _draw(self) -> None:
        """Put the drawings where they stand, as pictures: Word opens them everywhere."""
        pictures = press.rasters([svg for _place, svg, _alt, _width in self._drawings])
        for number, (png, drawn) in enumerate(zip(pictures, self._drawings, strict=True), start=1):
            place, _svg, alternative, width = drawn
            layout.set_picture(place, png, alternative, width, f"drawing{number}")
        self._drawings = []


def say(paragraph: Any, text: str | Wording | Run | Link, other: str = "") -> Any:
    """Write words in their own language, so that they are read aloud in it, and return their run.

    `other` is the language of plain words, where it is not the reader's.
    """
    run = paragraph.add_run(text.text if isinstance(text, Run) else str(text))
    if isinstance(text, Link):
        contents.lead_out(paragraph, run, text.url)
    if isinstance(text, Run):
        stand_out(run, bold=text.bold, italic=text.italic)
    spoken = text.lang if isinstance(text, Wording) and text.text else other
    if spoken and spoken != reading_language():
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), layout.LANGUAGES[spoken])
        run._r.get_or_add_rPr().append(lang)  # noqa: SLF001
    return run


def stand_out(run: Any, *, bold: bool = False, italic: bool = False) -> None:
    """Make a run bold or italic; one that is neither is not touched: a table has thousands."""
    if bold:
        run.bold = True
    if italic:
        run.italic = True
