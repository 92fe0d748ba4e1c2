"""Real footnotes in a Word file, with the number that the plan gives them; python-docx knows none.

A note stands once; where its number appears again, a cross-reference leads to it (AC-04: nota 7).
"""

from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

#: what Word draws above footnotes; every file that has any must hold these two
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote>"
)


class Footnotes:
    """The footnotes of one document, gathered while it is written and added to it by `attach`."""

    def __init__(self) -> None:
        self.root = parse_xml(f"<w:footnotes {nsdecls('w')}>{SEPARATORS}</w:footnotes>")
        self.marked: dict[int, str] = {}

    def refer(self, paragraph: Paragraph, number: int, label: str, text: str, lang: str) -> None:
        """End a paragraph with the number of a note; its first mention carries the note."""
        if number in self.marked:
            _again(paragraph, number, self.marked[number])
            return
        key = len(self.marked) + 1
        self.marked[number] = name = f"_RefNota{number}"
        _bookmark(paragraph, key, name, _mark("footnoteReference", key, number))
        self.root.append(_footnote(key, number, label, text, lang))

    def attach(self, document: Document) -> None:
        """Add the footnotes to the document, if it has any."""
        if not self.marked:
            return
        blob = serialize_part_xml(self.root)
        package = document.part.package
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _element(name: str, /, **attributes: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _raised(number: int) -> Any:
    """Return a run with the number, raised, in the style of references."""
    run, look = _element("r"), _element("rPr")
    look.append(_element("rStyle", val="FootnoteReference"))
    look.append(_element("vertAlign", val="superscript"))
    run.append(look)
    text = _element("t")
    text.text = str(number)
    run.append(text)
    return run


def _mark(name: str, key: int, number: int) -> Any:
    """Return the run that refers to a footnote, with the plan's number for a mark."""
    run = _raised(number)
    run.insert(1, _element(name, id=str(key), customMarkFollows="1"))
    return run


def _bookmark(paragraph: Paragraph, key: int, name: str, run: Any) -> None:
    for element in (
        _element("bookmarkStart", id=str(key), name=name),
        run,
        _element("bookmarkEnd", id=str(key)),
    ):
        paragraph._p.append(element)  # noqa: SLF001 (python-docx's own door to the markup)


def _again(paragraph: Paragraph, number: int, name: str) -> None:
    field = _element("fldSimple", instr=f" NOTEREF {name} \\f \\h ")
    field.append(_raised(number))
    paragraph._p.append(field)  # noqa: SLF001


def _footnote(key: int, number: int, label: str, text: str, lang: str) -> Any:
    note, paragraph, look = _element("footnote", id=str(key)), _element("p"), _element("pPr")
    look.append(_element("pStyle", val="FootnoteText"))
    paragraph.append(look)
    paragraph.append(_raised(number))
    paragraph.append(_run(f" {label}: ", ""))
    paragraph.append(_run(text, lang))
    note.append(paragraph)
    return note


def _run(text: str, lang: str) -> Any:
    run = _element("r")
    if lang:
        look = _element("rPr")
        look.append(_element("lang", val=lang))
        run.append(look)
    words = _element("t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run
