"""How every paper looks: its type, its margins, what runs above and below each page."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.shape import CT_Inline
from docx.parts.image import ImagePart
from docx.shared import Emu, Inches, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from pilares.core import clock
from pilares.core.bilingual import reading_language

#: drawings are numbered apart from all that is numbered before them
FIRST_DRAWING = 10_000
#: the languages as Word names them; the Secretariat sits in San José
LANGUAGES = {"es": "es-CR", "en": "en-US"}
#: Letter is the region's paper
PAPERS = {"letter": (Inches(8.5), Inches(11)), "a4": (Mm(210), Mm(297))}
#: the room above and below the words of a cell, in twentieths of a point
ROOM = '<w:tblCellMar {}><w:top w:w="45" w:type="dxa"/><w:bottom w:w="45" w:type="dxa"/></w:tblCellMar>'
#: words across the page, behind its text: the shape that Word itself draws
WATERMARK = (
    '<w:r {} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    "<w:pict>"
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="watermark" type="#_x0000_t136" alt="{words}" style="position:absolute;margin-left:0;'
    "margin-top:0;width:440pt;height:70pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#d9d9d9" stroked="f">'
    '<v:fill opacity=".6"/><v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string="{words}"/>'
    "</v:shape></w:pict></w:r>"
)
INK = RGBColor(0x1B, 0x25, 0x3F)
MARGIN = Mm(18)
SIZES = (("Title", 20.0), ("Heading 1", 13.0), ("Heading 2", 11.0), ("Heading 3", 10.5), ("Subtitle", 10.5))


def dress(document: Document) -> None:
    """Set the language, the type and the colours of the styles; Word's own headings stay headings."""
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), LANGUAGES[reading_language()])
    _type(document.styles["Normal"], 10)
    for name, size in SIZES:
        style = document.styles[name]
        _type(style, size)
        if isinstance(style, ParagraphStyle):
            style.font.color.rgb = INK
            style.font.italic = False
            for mark in ("w:spacing", "w:kern"):
                for element in style.element.get_or_add_rPr().findall(qn(mark)):
                    style.element.get_or_add_rPr().remove(element)
            for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
                style.element.get_or_add_pPr().remove(border)
    for name, size in (("List", 10), ("List Bullet", 10), ("Caption", 10), ("Header", 8), ("Footer", 8)):
        _type(document.styles[name], size)
    lettered = document.styles["List"]
    if isinstance(lettered, ParagraphStyle):
        lettered.paragraph_format.left_indent, lettered.paragraph_format.first_line_indent = Mm(9), Mm(-9)
        lettered.paragraph_format.tab_stops.add_tab_stop(Mm(9))
    caption = document.styles["Caption"]
    if isinstance(caption, ParagraphStyle):
        caption.font.color.rgb, caption.font.bold = INK, True
        caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(12), Pt(4)
    _dress_notes(document)


def _dress_notes(document: Document) -> None:
    """Make the styles of footnotes, which python-docx does not bring, as Word makes them."""
    small = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    _type(small, 8.5)
    small.element.set(qn("w:styleId"), "FootnoteText")
    if isinstance(small, ParagraphStyle):
        small.paragraph_format.space_after, small.paragraph_format.line_spacing = Pt(2), 1.0
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


def lay(document: Document, paper: str, *, landscape: bool) -> int:
    """Lay the page upright or across, and return how wide a line is, in English Metric Units."""
    section, (short, long) = document.sections[0], PAPERS[paper]
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
    width, height = (long, short) if landscape else (short, long)
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    return int(width) - 2 * int(MARGIN)


def turn(document: Document, *, landscape: bool) -> int:
    """Begin a section laid across or upright, on the same paper, and return how wide a line is."""
    before = document.sections[-1]
    section = document.add_section(WD_SECTION.NEW_PAGE)
    short, long = sorted((before.page_width or 0, before.page_height or 0))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = (long, short) if landscape else (short, long)
    section.page_width, section.page_height = width, height
    return int(width) - 2 * int(MARGIN)


def name(document: Document, title: str, warning: str) -> None:
    """Write the file's properties: title, language, what it warns of, and when it was made."""
    facts = document.core_properties
    facts.title, facts.author, facts.last_modified_by = title, "Pilares", "Pilares"
    facts.language, facts.comments = LANGUAGES[reading_language()], warning
    at: datetime = clock.now()
    facts.created = facts.modified = at.replace(tzinfo=None)


def run_along(document: Document, above: str, below: str) -> None:
    """Write what every page says, above and below, with its number and how many there are."""
    section = document.sections[0]
    section.header.paragraphs[0].text = above
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{below} · ")
    count_pages(foot)


def count_pages(paragraph: Paragraph) -> None:
    """End a paragraph with «3 / 7», which Word counts."""
    for instruction in ("PAGE", "NUMPAGES"):
        if instruction == "NUMPAGES":
            paragraph.add_run(" / ")
        paragraph._p.append(field(instruction, "1"))  # noqa: SLF001 (python-docx's own door to the markup)


def field(instruction: str, text: str) -> Any:
    """Return a field that Word fills, with what it shows until then."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    said = OxmlElement("w:t")
    said.text = text
    run.append(said)
    element.append(run)
    return element


def columns(table: Table, width: int, shares: Iterable[float]) -> list[int]:
    """Give the columns their shares of the line, say which cells are headers, and return their widths."""
    parts = [int(width * share) for share in shares]
    for column, part in zip(table.columns, parts, strict=True):
        column.width = part
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001
    if look is not None:
        look.addprevious(parse_xml(ROOM.format(nsdecls("w"))))
    if look is not None:
        for key, value in (("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1"), ("noVBand", "1")):
            look.set(qn(f"w:{key}"), value)
    return parts


def unbroken_row(table: Table) -> Sequence[_Cell]:
    """Add a row that stays on one page, and return its cells."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 (python-docx's own door)
    cells: Sequence[_Cell] = row.cells
    return cells


def lay_behind(document: Document, words: str) -> None:
    """Lay words behind every page, as Word's own watermark does."""
    holder = document.sections[0].header.paragraphs[0]
    holder._p.append(parse_xml(WATERMARK.format(nsdecls("w"), words=escape(words, {'"': "&quot;"}))))  # noqa: SLF001


def set_picture(place: Paragraph, png: bytes, alternative: str, width: int, name: str) -> None:
    """Set a picture that no other place of the paper shows, so that it is not compared with all of them."""
    image = Image.from_blob(png)
    kept = ImagePart.from_image(image, PackURI(f"/word/media/{name}.png"))
    across, down = image.scaled_dimensions(Emu(width), None)
    key = place.part.relate_to(kept, RELATIONSHIP_TYPE.IMAGE)
    shape = CT_Inline.new_pic_inline(FIRST_DRAWING + len(place.part.rels), key, f"{name}.png", across, down)
    shape.docPr.set("descr", alternative)
    place.add_run()._r.add_drawing(shape)  # noqa: SLF001
