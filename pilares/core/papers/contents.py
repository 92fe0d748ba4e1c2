"""A table of contents in a Word file: read and followed at once; Word counts its pages when asked."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


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


def fill(place: Paragraph, entries: list[tuple[str, int, str]], levels: int) -> None:
    """Write the contents where `place` stands, one heading a line, as one field that Word can fill anew."""
    last = place
    for position, (text, level, name) in enumerate(entries):
        line = place if position == 0 else _after(last)
        if position == 0:
            _mark(line, "begin")
            instruction = _element("instrText")
            instruction.text = f' TOC \\o "1-{levels}" \\h \\z \\u '
            line.add_run()._r.append(instruction)  # noqa: SLF001
            _mark(line, "separate")
        line.paragraph_format.left_indent = (level - 1) * 228_600  # a quarter of an inch a level
        line.paragraph_format.space_after = 0
        link = _element("hyperlink", anchor=name, history="1")
        run = line.add_run(text)
        link.append(run._r)  # noqa: SLF001
        line._p.append(link)  # noqa: SLF001
        last = line
    if entries:
        _mark(last, "end")


def _mark(line: Paragraph, kind: str) -> None:
    mark = _element("fldChar", fldCharType=kind)
    if kind == "begin":
        mark.set(qn("w:dirty"), "true")
    line.add_run()._r.append(mark)  # noqa: SLF001


def _after(line: Paragraph) -> Paragraph:
    """Add a paragraph after another."""
    made = _element("p")
    line._p.addnext(made)  # noqa: SLF001
    return Paragraph(made, line._parent)  # noqa: SLF001
