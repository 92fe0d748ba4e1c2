"""No text of a person becomes a formula, in any file, whichever program opens it."""

import csv
import re
import subprocess
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from pilares.matrix import exports
from pilares.matrix.queries import View
from pilares.matrix.tests.exports.files import book, read, records
from pilares.monitoring.models import Activity, Indicator, Result, Risk
from tests.needs import SOFFICE

HOSTILE = (
    '=HYPERLINK("http://malo.example";"clic")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "texto;=1+1",
    "{=1+1}",
    "http://malo.example",
    "=1+1 & «Ruta» <b>",
)


@pytest.fixture
def hostile(add, plan) -> list[str]:
    """Activities whose every text would run in a spreadsheet."""
    for number, text in enumerate(HOSTILE, 1):
        activity = add(
            f"PROT-A{number}", "ninez", title_es=text, title_en="", state="completed",
            state_on=date(2021, 1, 1), state_note_es=text,
        )  # fmt: skip
        Result.objects.create(activity=activity, text_es=text)
        Indicator.objects.create(
            activity=activity,
            code=f"{activity.code}-I1",
            name_es=text,
            measured_by_es=text,
            unit_es=text,
            target=1,
        )
        Risk.objects.create(activity=activity, text_es=text)
    return [activity.code for activity in Activity.objects.order_by("code")]


@pytest.mark.parametrize("view", ["3.9", "4.2", "4.3"])
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(hostile, view):
    sheets = book(View(view))
    found = [c for sheet in sheets.worksheets for row in sheet.iter_rows() for c in row]
    assert {c.coordinate for c in found if c.data_type == "f" or c.hyperlink} == set()


def test_a_text_that_looks_like_a_formula_stays_a_text_when_its_cell_is_edited(hostile):
    cells = [c for (c,) in book(View("4.3")).worksheets[0].iter_rows(min_row=2, min_col=3, max_col=3)]
    marked = {str(c.value) for c in cells if c.quotePrefix}
    assert {text[0] for text in marked} >= {"=", "+", "-", "@"}
    assert "{=1+1}" not in marked


def test_hostile_texts_come_back_as_they_were_written(hostile):
    with translation.override("es"):
        file = exports.workbook(read())
    first = CalamineWorkbook.from_filelike(BytesIO(file)).get_sheet_by_index(0).to_python()
    titles = {str(row[7]): row[2] for row in first[1:]}
    assert titles == {f"PROT-A{n}": text.replace("\r", "\n") for n, text in enumerate(HOSTILE, 1)} | {
        "PROT-A6": titles["PROT-A6"]  # a carriage return is written as XML may hold it
    }


def test_whatever_a_spreadsheet_would_run_has_an_apostrophe_before_it(hostile):
    written = {record["código"]: record["actividad"] for record in records()}
    assert [written[f"PROT-A{n}"] for n in range(1, len(HOSTILE) + 1)] == [
        '\'=HYPERLINK("http://malo.example";"clic")',
        "'+1+1",
        "'-2+3+cmd|' /C calc'!A0",
        "'@SUM(1)",
        "'\t'=1+1",
        "'\r'=1+1",
        "texto;'=1+1",
        "{=1+1}",
        "http://malo.example",
        "'=1+1 & «Ruta» <b>",
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_no_cell_begins_a_formula_whichever_separator_it_is_read_with(hostile, separator):
    with translation.override("es"):
        text = exports.comma_separated(read()).decode("utf-8-sig")
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
    begins = {cell for row in rows for cell in row if cell.lstrip(' "')[:1] in tuple("=+-@\t\r")}
    assert begins == set()


@pytest.mark.office
def test_libreoffice_computes_nothing_from_the_files(hostile, tmp_path):
    with translation.override("es"):
        (tmp_path / "libro.xlsx").write_bytes(exports.workbook(read()))
        (tmp_path / "datos.csv").write_bytes(exports.comma_separated(read()))
    office = [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    for name in ("libro.xlsx", "datos.csv"):
        converted = ["--convert-to", "fods", "--outdir", str(tmp_path), str(tmp_path / name)]
        subprocess.run([*office, *converted], check=True, capture_output=True, timeout=180)
    for name in ("libro.fods", "datos.fods"):
        flat = (tmp_path / name).read_text()
        assert re.findall(r"table:formula|text:a |xlink:href=\"http", flat) == [], name
    assert "Matriz 4.3 (ilustrativa)" in (tmp_path / "libro.fods").read_text()
