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

from pilares.core.papers.words import Note, Run

TIGHT = '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
#: what Word draws above footnotes; every file that has any must hold these two
SEPARATORS = (
    f'<w:footnote w:type="separator" w:id="-1"><w:p>{TIGHT}<w:r><w:separator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:type="continuationSeparator" w:id="0"><w:p>{TIGHT}<w:r><w:continuationSeparator/></w:r>'
    "</w:p></w:footnote>"
)


class Footnotes:
    """The footnotes of one document, gathered while it is written and added to it by `attach`."""

    def __init__(self) -> None:
        self.root = parse_xml(f"<w:footnotes {nsdecls('w')}>{SEPARATORS}</w:footnotes>")
        self.marked: dict[int, str] = {}
        #: for each note the run that refers to it and the run that opens it, in their order
        self.openings: list[tuple[Any, Any]] = []

    def refer(self, paragraph: Paragraph, note: Note, lang: str) -> None:
        """Write the number of a note where a paragraph has come to; its first mention carries the note."""
        number = note.number
        if number in self.marked:
            _again(paragraph, number, self.marked[number])
            return
        key = len(self.marked) + 1
        self.marked[number] = name = f"_RefNota{number}"
        mark, footnote = _mark("footnoteReference", key, number), _footnote(key, note, lang)
        _bookmark(paragraph, key, name, mark)
        self.root.append(footnote)
        self.openings.append((mark, footnote.find(qn("w:p")).find(qn("w:r"))))

    def attach(self, document: Document) -> None:
        """Add the footnotes to the document, if it has any."""
        if not self.marked:
            return
        self._count(document)
        blob = serialize_part_xml(self.root)
        package = document.part.package
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _count(self, document: Document) -> None:
        """Where their numbers follow each other, let Word count from the first: nota 7 alone begins at 7.

        Otherwise the plan's numbers stay as marks of their own: as ISO/IEC 29500 has it, Word then draws no
        number at the note itself, which opens with it as text. LibreOffice draws one, so it shows two there.
        """
        first = min(self.marked)
        if list(self.marked) != list(range(first, first + len(self.marked))):
            return
        _begin_at(document, first)
        for mark, opening in self.openings:
            del mark[1].attrib[qn("w:customMarkFollows")]
            mark.remove(mark.find(qn("w:t")))
            opening.replace(opening.find(qn("w:t")), _element("footnoteRef"))


def _begin_at(document: Document, first: int) -> None:
    """Say from which number the file counts its notes, and which two are the lines above them.

    Word reads it for the whole file, LibreOffice where each section begins.
    """
    if first == 1:
        return
    whole = _counted_from(first)
    whole.extend([_element("footnote", id="-1"), _element("footnote", id="0")])
    settings = document.settings.element
    before = settings.find(qn("w:compat"))  # the schema has an order
    settings.append(whole) if before is None else before.addprevious(whole)
    opening = document.sections[0]._sectPr  # noqa: SLF001 (python-docx's own door to the markup)
    after = opening.find(qn("w:type"))
    (opening.find(qn("w:pgSz")) if after is None else after).addprevious(_counted_from(first))


def _counted_from(first: int) -> Any:
    said = _element("footnotePr")
    said.append(_element("numStart", val=str(first)))
    return said


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


def _footnote(key: int, said: Note, lang: str) -> Any:
    note, paragraph, look = _element("footnote", id=str(key)), _element("p"), _element("pPr")
    look.append(_element("pStyle", val="FootnoteText"))
    paragraph.append(look)
    paragraph.append(_raised(said.number))
    paragraph.append(_run(Run(f" {said.label}: " if said.label else " "), ""))
    for run in said.words:
        paragraph.append(_run(run, lang))
    note.append(paragraph)
    return note


def _run(said: Run, lang: str) -> Any:
    run, look = _element("r"), _element("rPr")
    if said.bold:
        look.append(_element("b"))
    if said.italic:
        look.append(_element("i"))
    if lang:
        look.append(_element("lang", val=lang))
    if len(look):
        run.append(look)
    words = _element("t")
    words.text = said.text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run
