"""The plan as an official document, Word and PDF: its own numbers, its notes at their anchors (M3, AC-04)."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Inches

from pilares.plans.models import Block, Version
from tests.pdf import is_readable_aloud, pages_of, size_of

FILE = "/es/plan/2019-2022/v1"
MODEL = "Actividad 1"


def opened(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content


def style_of(paragraph):
    return str(paragraph.style and paragraph.style.name)


def words_of(document):
    """Every paragraph of a Word file, those of its tables in their place."""
    paragraphs = document.element.body.iter(qn("w:p"))
    return ["".join(node.text or "" for node in p.iter(qn("w:t"))) for p in paragraphs]


def test_the_word_file_has_the_numbers_tables_and_notes_of_the_source(version, client):
    content = opened(client, f"{FILE}.docx")
    document = docx.Document(BytesIO(content))
    headings = {p.text: style_of(p) for p in document.paragraphs if style_of(p).startswith("Heading")}
    printed = [line for line in version.sections.order_by("order") if line.number]
    assert [(h.split("[^")[0], f"Heading {1 if '.' not in s.anchor else 2}")
            for s in printed for h in (s.heading_es,)] == [
        pair for pair in headings.items() if pair[0][0].isdigit()]  # fmt: skip
    captions = [p.text.partition(":")[0] for p in document.paragraphs if style_of(p) == "Caption"]
    assert captions[:3] == ["Tabla 1", "Tabla 2", "Tabla 3"]
    assert [len(t.rows) for t in document.tables[:3]] == [5, 11, 4]
    assert all("w:tblHeader" in t.rows[0]._tr.xml for t in document.tables)
    every = "\n".join(words_of(document))
    assert MODEL not in every
    assert every.count("Aún no se ha priorizado ninguna actividad.") == 5  # four groups of §3.9, and §4.3
    section = document.sections[0]
    assert "Público" in section.footer.paragraphs[0].text
    assert (section.page_width, section.page_height) == (Inches(8.5), Inches(11))
    with zipfile.ZipFile(BytesIO(content)) as file:
        notes, body = (file.read(f"word/{name}.xml").decode() for name in ("footnotes", "document"))
    reservation = version.notes.get(number=7).text_es
    assert reservation in notes
    assert notes.count("<w:footnoteRef/>") == 8
    principle = body.index("Interés Superior del Niño")
    assert body.index('<w:footnoteReference w:id="7"/>') - principle < 400


def test_every_line_of_the_source_is_printed_in_both_languages(version, client):
    for language, name in (("es", "text_es"), ("en", "text_en")):
        document = docx.Document(BytesIO(opened(client, f"/{language}/plan/2019-2022/v1.docx")))
        every = " ".join("\n".join(words_of(document)).split())
        blocks = Block.objects.filter(section__version=version).exclude(kind="table")
        texts = [getattr(block, name).replace("*", "").partition("[^")[0] for block in blocks]
        assert [text for text in texts if " ".join(text.split()) not in every] == []
    assert "Working translation; the original is in Spanish." in every


@pytest.mark.pdf
def test_the_pdf_says_the_same_and_may_be_read_aloud(version, client):
    content = opened(client, f"{FILE}.pdf?a4")
    assert (is_readable_aloud(content, "es"), size_of(content)) == (True, (595, 842))
    pages = pages_of(content)
    text = " ".join(pages)
    assert "Estados Unidos no es parte de la Convención sobre los Derechos del Niño" in text
    assert MODEL not in text
    assert [page.count("Público") for page in pages] == [2, *([1] * (len(pages) - 1))]


def test_a_draft_says_so_behind_every_page_of_its_file(version, sign_in, delegate):
    for status, marked in (("draft", True), ("in_force", False)):
        Version.objects.update(status=status)
        content = opened(sign_in(delegate), f"{FILE}.docx")
        with zipfile.ZipFile(BytesIO(content)) as file:
            headers = [file.read(name).decode() for name in file.namelist() if "header" in name]
        assert any("BORRADOR · no adoptado" in header for header in headers) is marked
