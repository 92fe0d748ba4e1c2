"""The rows of a table in Word, written as text and read once: a report has thousands of cells."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pilares.core.bilingual import Wording, reading_language
from pilares.core.papers.layout import LANGUAGES
from pilares.core.papers.words import Cell, Line, Link, Note, Run, as_line

#: what Word holds as an element of its own among the letters of a run
BREAKS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:br/>"}
PIECES = re.compile(r"([\t\n\r])")
TWENTIETH = 635  # English Metric Units of a twentieth of a point
TINT = '<w:shd w:val="clear" w:color="auto" w:fill="E9E6DA"/>'


def written(rows: Sequence[Sequence[Cell]], parts: Sequence[int], *, headers: int) -> list[Any]:
    """Return the rows of a table, the first of which are its headers; a line that is tied stays empty.

    A row does not break where a page ends, unless a cell of it is very long.
    """
    said = "".join(_row(row, parts, header=number < headers) for number, row in enumerate(rows))
    return list(parse_xml(f"<w:tbl {nsdecls('w')}>{said}</w:tbl>"))


def tied(line: Line) -> bool:
    """Whether a note or a link stands in a line: other parts of the file hold what they lead to."""
    return bool(line.notes) or any(isinstance(one, Note | Link) for one in line.texts)


def _row(cells: Sequence[Cell], parts: Sequence[int], *, header: bool) -> str:
    marks = ("" if any(cell.long for cell in cells) else "<w:cantSplit/>") + (
        "<w:tblHeader/>" if header else ""
    )
    look = f"<w:trPr>{marks}</w:trPr>" if marks else ""
    return f"<w:tr>{look}{''.join(_cells(cells, parts, header=header))}</w:tr>"


def _cells(cells: Sequence[Cell], parts: Sequence[int], *, header: bool) -> Iterator[str]:
    at = 0
    for cell in cells:
        wide = round(sum(parts[at : at + cell.span]) / TWENTIETH)
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        tint = TINT if header else ""
        lines = "".join(_line(as_line(line), cell) for line in cell.lines) or "<w:p/>"
        yield f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{wide}"/>{span}{tint}</w:tcPr>{lines}</w:tc>'
        at += cell.span


def _line(line: Line, cell: Cell) -> str:
    if tied(line):
        return "<w:p/>"
    runs = (
        _run(text, line, bold=cell.bold or at in line.bold, italic=cell.italic)
        for at, text in enumerate(line.texts)
        if not isinstance(text, Note | Link)
    )
    return f"<w:p>{''.join(runs)}</w:p>"


def _run(text: str | Wording | Run, line: Line, *, bold: bool, italic: bool) -> str:
    """Write words in their own language, so that they are read aloud in it."""
    own = text if isinstance(text, Run) else Run(str(text))
    strong, slanted = bold or own.bold, italic or own.italic
    spoken = text.lang if isinstance(text, Wording) and text.text else line.lang
    foreign = bool(spoken) and spoken != reading_language()
    look = "".join(
        mark
        for mark, meant in (
            ("<w:b/>", strong),
            ("<w:i/>", slanted),
            (f'<w:lang w:val="{LANGUAGES[spoken]}"/>' if foreign else "", foreign),
        )
        if meant
    )
    letters = "".join(map(_piece, PIECES.split(own.text)))
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{letters}</w:r>"


def _piece(letters: str) -> str:
    if not letters or letters in BREAKS:
        return BREAKS.get(letters, "")
    kept = ' xml:space="preserve"' if letters.strip() != letters else ""
    return f"<w:t{kept}>{escape(letters)}</w:t>"
