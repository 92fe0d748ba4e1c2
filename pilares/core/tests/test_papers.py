"""Word files as they open: contents with their pages, notes with the plan's numbers, drawings (M3, M15)."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree

import docx.shared
import pytest
from docx.oxml.ns import qn

from pilares.core.papers import Line, Note, Paper
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
