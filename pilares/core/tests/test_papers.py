"""Word files as they open: contents with their pages, notes with the plan's numbers, drawings (M3, M15)."""

import re
import struct
import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree

import docx.shared
import pytest
from docx.oxml.ns import qn

from pilares.core.bilingual import Wording
from pilares.core.papers import Cell, Line, Link, Note, Paper, Run
from pilares.core.papers.letters import lines_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><rect width="100" height="50"/></svg>'


def paper(*numbers, **how):
    """A paper with contents, two sections and a note for each number."""
    made = Paper("Informe", footer="Pilares", **how)
    made.title("Informe", "Datos al 15 de octubre de 2021")
    made.contents("Contenido")
    made.heading("a) Avances")
    for number in numbers:
        made.paragraph(Line(("Principio",), notes=(Note(number, f"Nota {number}", "Reserva.", "es"),)))
    made.new_page()
    made.heading("b) Balance")
    made.heading("Grupos", level=2)
    made.table(("Código", "Actividad"), [(f"A{n}", "Ruta") for n in range(120)], shares=(0.2, 0.8))
    made.heading("c) Recomendaciones")
    return made


def parts(made):
    """The parts of a Word file, as trees."""
    with zipfile.ZipFile(BytesIO(made.written())) as file:
        names = ("document", "settings", "footnotes")
        found = {name for name in names if f"word/{name}.xml" in file.namelist()}
        return {name: ElementTree.fromstring(file.read(f"word/{name}.xml")) for name in found}


def values(tree, name, attribute="w:val"):
    return [one.get(qn(attribute)) for one in tree.iter(qn(name))]


def contents_of(made):
    """The lines of the contents: style, text, page."""
    document = docx.Document(BytesIO(made.written()))
    lines = [p for p in document.paragraphs if str(p.style and p.style.name).startswith("toc ")]
    return [(str(p.style and p.style.name), *p.text.split("\t")) for p in lines]


def test_the_contents_say_the_page_of_each_heading_as_the_file_opens():
    assert contents_of(paper()) == [
        ("toc 1", "a) Avances", "1"),
        ("toc 1", "b) Balance", "2"),
        ("toc 2", "Grupos", "2"),
        ("toc 1", "c) Recomendaciones", "5"),
    ]


def test_word_asks_nothing_as_it_opens_the_file_and_counts_the_pages_anew_when_it_prints():
    found = parts(paper())
    assert (
        values(found["settings"], "w:updateFields"),
        values(found["document"], "w:fldChar", "w:dirty"),
    ) == (
        [],
        [None] * 15,
    )
    asked = [(one.text or "").strip() for one in found["document"].iter(qn("w:instrText"))]
    assert asked == ['TOC \\o "1-2" \\h \\z \\u', *(f"PAGEREF _Toc000{n} \\h" for n in (1, 2, 3, 4))]
    assert values(found["document"], "w:hyperlink", "w:anchor") == [f"_Toc000{n}" for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("numbers", "start", "marks"),
    [((1, 2), [], [None, None]), ((7,), ["7", "7"], [None]), ((2, 7), [], ["1", "1"])],
)
def test_a_note_has_the_number_of_the_plan_once(numbers, start, marks):
    """Word counts from the first number; only where numbers are left out do they stand as text."""
    found = parts(paper(*numbers))
    assert values(found["settings"], "w:numStart") + values(found["document"], "w:numStart") == start
    assert values(found["document"], "w:footnoteReference", "w:customMarkFollows") == marks
    texts = ["".join(note.itertext()) for note in found["footnotes"].iter(qn("w:footnote"))][2:]
    shown = [str(number) if mark else "" for number, mark in zip(numbers, marks, strict=True)]
    assert texts == [f"{text} Nota {number}: Reserva." for text, number in zip(shown, numbers, strict=True)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("size", "width", "height"),
    [
        ("letter", docx.shared.Inches(8.5), docx.shared.Inches(11)),
        ("a4", docx.shared.Mm(210), docx.shared.Mm(297)),
    ],
)
def test_a_drawing_is_as_wide_as_the_line_on_which_it_was_set(size, width, height):
    made = paper(paper=size)
    made.drawing(SVG, "Un rectángulo.")
    made.turn(landscape=True)
    document = docx.Document(BytesIO(made.written()))
    sizes = [(section.page_width, section.page_height) for section in document.sections]
    assert [
        (abs(one - a) < 1000, abs(other - b) < 1000)
        for (one, other), (a, b) in zip(sizes, ((width, height), (height, width)), strict=True)
    ] == [(True, True)] * 2
    (shape,) = document.inline_shapes
    assert abs(shape.width - (width - 2 * docx.shared.Mm(18))) < 1000
    assert shape._inline.docPr.get("descr") == "Un rectángulo."


def test_words_break_where_the_line_ends_and_after_a_hyphen():
    texts = ("", "Ruta", "Ruta regional de", "Pro-Témpore Pro-Témpore")
    assert [lines_of(text, 60, 10) for text in texts] == [1, 1, 2, 2]


def drawn(*shapes):
    """The file with one drawing, as what stands in it, how each part is packed, and its picture."""
    look = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" {shapes[0]}>{shapes[1]}</svg>'
    made = Paper("Informe", footer="Pilares")
    made.drawing(look, "Un dibujo.")
    with zipfile.ZipFile(BytesIO(made.written())) as file:
        packed = {one.filename: one.compress_type for one in file.infolist()}
        return packed, file.read("word/media/drawing1.png")


BAR = '<rect x="10" y="10" width="30" height="20" fill="currentColor"/><circle cx="70" cy="25" r="14" {}/>'


@pytest.mark.django_db
def test_a_drawing_in_one_ink_is_a_picture_of_its_tints_on_white():
    _packed, png = drawn('color="#16233a"', BAR.format('fill="none" stroke="currentColor"'))
    head, colours, rows = png[16:26], png[png.index(b"PLTE") + 4 :][:768], pixels(png)
    assert struct.unpack(">IIBB", head) == (1000, 500, 8, 3)
    assert (colours[:3], colours[-3:]) == (b"\xff\xff\xff", b"\x16\x23\x3a")
    # beside the bar and in it; beside the circle, on its line and in it; the bar is whole
    places = [rows[y][x] for x, y in ((50, 150), (150, 150), (550, 250), (560, 250), (700, 250))]
    assert places == [0, 255, 0, 255, 0]
    assert sum(row[:450].count(255) for row in rows) == 300 * 200
    # what rounds the line off is neither white nor the full ink
    assert {tint for row in rows for tint in row} - {0, 255} != set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "more", ['fill="#aa0000"', 'fill="red"', 'fill="url(#a)"', 'style="fill: green"', 'stroke="#aa0000"']
)
def test_a_drawing_of_several_colours_keeps_them(more):
    _packed, png = drawn('color="#16233a"', BAR.format(more))
    assert png[25] == 6


@pytest.mark.django_db
def test_a_file_packs_its_words_and_no_picture_twice_and_holds_nothing_of_the_template_in_vain():
    packed, _png = drawn('color="#16233a"', BAR.format(""))
    assert packed.pop("word/media/drawing1.png") == zipfile.ZIP_STORED
    assert set(packed.values()) == {zipfile.ZIP_DEFLATED}
    assert {"word/stylesWithEffects.xml", "docProps/thumbnail.jpeg"} & set(packed) == set()


def pixels(png):
    """The tints of each row of a picture of one byte a pixel, whatever filters it was written with."""
    wide, high = struct.unpack(">II", png[16:24])
    raw = zlib.decompress(png[png.index(b"IDAT") + 4 : png.index(b"IEND") - 8])
    rows, above = [], bytes(wide)
    for at in range(0, high * (wide + 1), wide + 1):
        kind, row = raw[at], bytearray(raw[at + 1 : at + 1 + wide])
        for x in range(wide if kind else 0):
            left, corner = (row[x - 1], above[x - 1]) if x else (0, 0)
            guess = left + above[x] - corner
            near = [(abs(guess - one), place) for place, one in enumerate((left, above[x], corner))]
            nearest = (left, above[x], corner)[min(near)[1]]
            row[x] = (row[x] + (0, left, above[x], (left + above[x]) // 2, nearest)[kind]) & 255
        above = bytes(row)
        rows.append(above)
    return rows


@pytest.mark.django_db
def test_a_table_says_its_words_with_their_looks_their_language_and_their_notes_in_their_places():
    note = Note(7, "México", "Reserva.", "es")
    several = Line(("Uno ", Run("dos", bold=True), " & <tres>\tcuatro"))
    rows: list[list[Cell | Line | str]] = [
        [Cell((several, Wording("Four", "en")), italic=True), "a"],
        [Cell(("ancha",), span=2)],
        [Cell((Line(("antes", note, " y después"), bold=(0,)), "")), "x" * 901],
        [Line((Link("https://a.example/1"),)), ""],
    ]
    made = Paper("Informe", footer="Pilares")
    made.table(("Uno", "Dos"), rows, shares=(0.5, 0.5), over=(Cell(("Todo",), span=2),))
    (table,) = docx.Document(BytesIO(made.written())).tables
    looks = [
        [(run.text, bool(run.bold), bool(run.italic)) for p in cell.paragraphs for run in p.runs]
        for row in table.rows
        for cell in dict.fromkeys(row.cells)
    ]
    assert looks == [
        [("Todo", False, False)],
        [("Uno", True, False)],
        [("Dos", True, False)],
        [
            ("Uno ", False, True), ("dos", True, True), (" & <tres>\tcuatro", False, True),
            ("Four", False, True),
        ],
        [("a", False, False)],
        [("ancha", False, False)],
        [("antes", True, False), ("", False, False), (" y después", False, False), ("", False, False)],
        [("x" * 901, False, False)],
        [],
        [("", False, False)],
    ]  # fmt: skip
    markup = table._tbl.xml
    (link,) = table.rows[-1].cells[0].paragraphs[0].hyperlinks
    assert (link.address, link.text) == ("https://a.example/1", "https://a.example/1")
    assert re.findall(r'w:lang w:val="([^"]*)"', markup) == ["en-US"]
    assert [markup.count(f"<w:{mark}/>") for mark in ("tblHeader", "cantSplit")] == [2, 5]
    assert markup.count('w:gridSpan w:val="2"') == 2
    assert markup.count("w:footnoteReference ") == 1
