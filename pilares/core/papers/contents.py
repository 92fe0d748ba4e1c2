"""A table of contents in a Word file, with the page of each heading as it opens (docs/papers.md).

No field is marked to be filled anew: Word would ask, with words that frighten, whether the file may reach for
other files. The page numbers are fields of their own, which Word counts again when it prints.
"""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

QUARTER = 228_600  # of an inch a level, in English Metric Units


def _element(name: str, /, **attributes: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def bookmark(heading: Paragraph, number: int) -> str:
    """Give a heading a name that the contents lead to, and return it."""
    name = f"_Toc{number:04}"
    start = _element("bookmarkStart", id=str(1000 + number), name=name)
    heading._p.insert(1 if heading._p.pPr is not None else 0, start)  # noqa: SLF001 (python-docx's own door)
    heading._p.append(_element("bookmarkEnd", id=str(1000 + number)))  # noqa: SLF001
    return name


def lead_out(paragraph: Paragraph, run: Run, url: str) -> None:
    """Make the words of a run lead to an address on the web."""
    link = _element("hyperlink", history="1")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.font.underline = True
    run._r.addprevious(link)  # noqa: SLF001
    link.append(run._r)  # noqa: SLF001


def dress(document: Document, levels: int, width: int) -> None:
    """Make the styles in which Word keeps the lines of contents, so that they look the same once updated."""
    for level in range(1, levels + 1):
        style = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.element.set(qn("w:styleId"), f"TOC{level}")
        if isinstance(style, ParagraphStyle):
            style.base_style = document.styles["Normal"]
            lines = style.paragraph_format
            lines.left_indent, lines.space_after = Emu((level - 1) * QUARTER), Emu(0)
            lines.tab_stops.add_tab_stop(Emu(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def fill(place: Paragraph, entries: list[tuple[str, int, str, int]], levels: int) -> None:
    """Write the contents where `place` stands, one heading a line with its page, as one field of Word."""
    last = place
    for position, (text, level, name, page) in enumerate(entries):
        line = place if position == 0 else _after(last)
        line.style = f"toc {level}"
        if position == 0:
            _mark(line, "begin", f' TOC \\o "1-{levels}" \\h \\z \\u ')
        link = _element("hyperlink", anchor=name, history="1")
        for run in (line.add_run(text), line.add_run("\t")):
            link.append(run._r)  # noqa: SLF001
        line._p.append(link)  # noqa: SLF001
        _number(line, link, name, page)
        last = line
    if entries:
        _mark(last, "end")


def _number(line: Paragraph, link: Any, name: str, page: int) -> None:
    """Write the page of a heading as a field that Word counts."""
    runs = [*_mark(line, "begin", f" PAGEREF {name} \\h "), line.add_run(str(page)), *_mark(line, "end")]
    for run in runs:
        link.append(run._r)  # noqa: SLF001


def _mark(line: Paragraph, kind: str, instruction: str = "") -> list[Any]:
    """Begin a field with what it asks for, or end it; return the runs."""
    runs = []
    marks = [_element("fldChar", fldCharType=kind)]
    if instruction:
        asked = _element("instrText")
        asked.text = instruction
        asked.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        marks += [asked, _element("fldChar", fldCharType="separate")]
    for mark in marks:
        run = line.add_run()
        run._r.append(mark)  # noqa: SLF001
        runs.append(run)
    return runs


def _after(line: Paragraph) -> Paragraph:
    """Add a paragraph after another."""
    made = _element("p")
    line._p.addnext(made)  # noqa: SLF001
    return Paragraph(made, line._parent)  # noqa: SLF001
