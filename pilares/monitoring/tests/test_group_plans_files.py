"""The plan of a group as a Word file in the shape of §3.9, with its note and its languages (AC-04, M8)."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Inches, Mm

from pilares.monitoring.models import Activity

PAGE = "/es/grupos/proteccion/plan.docx"
HEADS = [
    "Actividades prioritarias",
    "Tema",
    "Pilar que se atiende",
    "Resultado (s) esperado (s)",
    "Indicadores de resultados",
]

NOTE_7 = (
    "Estados Unidos no es parte de la Convención sobre los Derechos del Niño. "
    "(Original: español. No consta una versión oficial en inglés)"
)


def opened(response):
    assert response.status_code == 200
    return docx.Document(BytesIO(response.content))


def part(response, name):
    with zipfile.ZipFile(BytesIO(response.content)) as file:
        return ElementTree.fromstring(file.read(name)) if name in file.namelist() else None


def test_the_table_has_the_five_columns_and_a_header_that_repeats(client, three):
    response = client.get(PAGE)
    assert response["Content-Disposition"] == 'attachment; filename="pilares-proteccion-2021-10-15.docx"'
    document = opened(response)
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == HEADS
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows[1:]] == [False] * 3
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
    assert [cell.text for cell in table.rows[1].cells] == [
        "PROT-A1. Ruta regional de referencia",
        "Víctimas de trata",
        "Preparación y protección",
        "Resultado 1 de Ruta regional de referencia",
        "Países con Ruta regional de referencia",
    ]


def test_it_has_real_headings_a_language_and_a_title(client, three):
    document = opened(client.get(PAGE))
    styles = [
        (p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith(("Title", "Head"))
    ]
    assert styles == [
        ("Title", "Grupo de Trabajo sobre Protección"),
        ("Heading 1", "Objetivo específico"),
        ("Heading 1", "Actividades prioritarias"),
    ]
    languages = {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"es-CR"}
    assert document.core_properties.language == "es-CR"
    english = opened(client.get("/en/groups/protection/plan.docx"))
    assert english.core_properties.language == "en-US"
    assert english.paragraphs[0].text == "Working Group on Protection"


@pytest.mark.parametrize(("query", "width"), [("", Inches(11)), ("?a4", Mm(297))])
def test_it_is_laid_on_letter_or_a4(client, three, query, width):
    section = opened(client.get(PAGE + query)).sections[0]
    assert abs(section.page_width - width) < Mm(1)


def test_the_demo_says_on_every_page_that_data_are_illustrative(client, three):
    header = opened(client.get(PAGE)).sections[0].header.paragraphs[0].text
    assert header == "Datos ilustrativos. No son compromisos de la CRM."


def test_a_real_instance_says_nothing_of_the_kind(client, three, real_instance):
    assert opened(client.get(PAGE)).sections[0].header.paragraphs[0].text == ""


def test_note_seven_is_a_real_footnote_said_once(client, three, plan):
    three[0].principles.set(plan.principles.all())
    response = client.get(PAGE)
    notes = part(response, "word/footnotes.xml")
    said = ["".join(note.itertext()) for note in notes.iter(qn("w:footnote"))]
    assert said[2:] == [f" Nota 7, declaración de Estados Unidos: {NOTE_7}"]
    body = part(response, "word/document.xml")
    (mark,) = body.iter(qn("w:footnoteReference"))
    assert (mark.get(qn("w:id")), mark.get(qn("w:customMarkFollows"))) == ("1", None)
    from_seven = [one.get(qn("w:val")) for one in part(response, "word/settings.xml").iter(qn("w:numStart"))]
    assert from_seven == ["7"]
    again = [f.get(qn("w:instr")) for f in body.iter(qn("w:fldSimple"))]
    assert again == [r" NOTEREF _RefNota7 \f \h "]


def test_without_the_principle_there_is_no_footnote(client, add_activity):
    add_activity("PROT", 1, "Ruta")
    assert part(client.get(PAGE), "word/footnotes.xml") is None


def test_english_keeps_the_note_in_spanish_and_says_so_to_screen_readers(client, three):
    notes = part(client.get("/en/groups/protection/plan.docx"), "word/footnotes.xml")
    assert [lang.get(qn("w:val")) for lang in notes.iter(qn("w:lang"))] == ["es-CR"]
    assert "Original: Spanish. No official English version recorded" in "".join(notes.itertext())


def test_the_file_shows_no_more_than_the_page(client, sign_in, member, three):
    Activity.objects.filter(pk=three[0].pk).update(stage="prioritised")
    assert len(opened(client.get(PAGE)).tables[0].rows) == 4  # two in force, one free place
    assert "PROT-A1" not in opened(client.get(PAGE)).tables[0].rows[1].cells[0].text
    cell = opened(sign_in(member).get(PAGE)).tables[0].rows[1].cells[0]
    assert cell.text == "PROT-A1. Ruta regional de referencia\nEntra en el plan: pendiente de aval"


def test_the_excel_of_the_plan_is_that_of_the_matrix(client, three):
    link = "/es/matriz.xlsx?vista=3.9&amp;grupo=proteccion"
    assert link in client.get("/es/grupos/proteccion/plan").content.decode()
    assert client.get(link.replace("&amp;", "&")).status_code == 200
