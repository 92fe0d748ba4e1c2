"""The files of a report, read back: the same numbers in both languages, on Letter and on A4 (M15)."""

import re
import subprocess
import zipfile
from io import BytesIO

import docx.oxml
import pytest
from docx.oxml.ns import qn

from pilares.plans.models import PlanYear
from tests.needs import SOFFICE
from tests.pdf import is_readable_aloud, pages_of, size_of

ES, EN = "/es/informes/2021", "/en/reports/2021"
FIGURES = re.compile(r"^[a-z]\)|\d+")
SIZES = {"": (612, 792), "?a4": (595, 842)}


@pytest.fixture
def report(plan, world, add_activity, sign_in, secretariat):
    """A report with a row under each heading, a reserved principle and pictures; the client that wrote it."""
    PlanYear.objects.filter(plan=plan, number=1).update(starts_on="2019-11-15", ends_on="2020-11-14")
    add_activity("PROT", 1, "Lograda", state="completed", principles="f", due_on="2020-06-30")
    add_activity("IRR", 1, "En curso", state="in_process")
    add_activity("LAB", 1, "Pendiente", state="not_achieved")
    add_activity("FRO", 1, "Sustituida", stage="replaced", slot=None, stage_reason="Otra prioridad.")
    client = sign_in(secretariat)
    client.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"})
    return client


def opened(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content


def skeleton(content):
    """What is numbered in a Word file, without its words: headings, tables, notes, pictures, contents."""
    document = docx.Document(BytesIO(content))
    tables = [table for table in document.tables if not list(table._tbl.iter(qn("w:drawing")))]
    styled = [(str(p.style and p.style.name), p.text) for p in document.paragraphs]
    with zipfile.ZipFile(BytesIO(content)) as file:
        notes = docx.oxml.parse_xml(file.read("word/footnotes.xml"))
    return {
        "headings": [(name, FIGURES.findall(text)) for name, text in styled if name.startswith("Heading")],
        "captions": [name for name, _text in styled if name == "Caption"],
        "contents": [name for name, _text in styled if name.startswith("toc")],
        "tables": [(len(table.rows), len(table.columns)) for table in tables],
        "repeated": [len(list(table._tbl.iter(qn("w:tblHeader")))) for table in tables],
        "notes": [one.get(qn("w:id")) for one in notes.iter(qn("w:footnote"))],
        "start": [one.get(qn("w:val")) for one in document.settings.element.iter(qn("w:numStart"))],
        "pictures": len(document.inline_shapes),
    }


@pytest.mark.parametrize("paper", SIZES)
def test_both_languages_have_the_same_sections_tables_notes_and_pictures(report, paper):
    spanish, english = (skeleton(opened(report, f"{one}.docx{paper}")) for one in (ES, EN))
    assert spanish == english
    assert spanish["start"] == ["7"]
    assert set(spanish["repeated"]) == {1}
    assert len(spanish["contents"]) == len(spanish["headings"])
    assert [first for _name, (first, *_rest) in (h for h in spanish["headings"] if h[1])][:4] == [
        "a)", "1", "1", "1",
    ]  # fmt: skip


@pytest.mark.pdf
@pytest.mark.parametrize("paper", SIZES)
def test_the_pdf_is_tagged_has_bookmarks_and_says_its_language_on_either_paper(report, paper):
    for language, address in (("es", ES), ("en", EN)):
        content = opened(report, f"{address}.pdf{paper}")
        assert (is_readable_aloud(content, language), size_of(content)) == (True, SIZES[paper])
        headings = skeleton(opened(report, f"{address}.docx{paper}"))["headings"]
        levels = [content.count(f"/S/H{level}".encode()) for level in (1, 2)]
        first, second = (sum(name == f"Heading {level}" for name, _n in headings) for level in (1, 2))
        assert levels == [first + 1, second]  # the contents are a section of their own
        assert content.count(b"/Title") == first + 1 + second + 1  # a bookmark for each, and the file's own


@pytest.mark.office
@pytest.mark.writer
@pytest.mark.pdf
@pytest.mark.parametrize("paper", SIZES)
def test_the_pages_that_the_contents_name_are_those_on_which_an_office_lays_them(report, paper, tmp_path):
    content = opened(report, f"{ES}.docx{paper}")
    (tmp_path / "informe.docx").write_bytes(content)
    office = [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    asked = [*office, "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "informe.docx")]
    subprocess.run(asked, check=True, capture_output=True, timeout=120)
    pages = pages_of((tmp_path / "informe.pdf").read_bytes())
    document = docx.Document(BytesIO(content))
    lines = [
        p.text.split("\t") for p in document.paragraphs if str(p.style and p.style.name).startswith("toc")
    ]
    assert len(lines) > 12
    assert [title for title, page in lines if title not in pages[int(page) - 1]] == []
