"""What is not a matrix is refused politely, each in its own words, and nothing of it is kept."""

import zipfile
from io import BytesIO

import openpyxl
import pytest

from pilares.matrix.models import Import
from pilares.matrix.tests.imports.files import OFFICIAL, words


def repacked(data: bytes, **changed: bytes) -> bytes:
    """Return a package with parts changed or added; `__` stands for a slash, `_` for a point."""
    parts = {name.replace("__", "/").replace("_", "."): value for name, value in changed.items()}
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            after.writestr(part.filename, parts.pop(part.filename, before.read(part.filename)))
        for name, value in parts.items():
            after.writestr(name, value)
    return file.getvalue()


def other_plan(trip) -> bytes:
    sheet = trip.book["_pilares"]
    for row in sheet.iter_rows():
        if row[0].value == "plan":
            row[1].value = "plan-2023-2025"
    return trip.written()


def of_a_real_instance(trip) -> bytes:
    sheet = trip.book["_pilares"]
    for row in sheet.iter_rows():
        if row[0].value == "illustrative":
            row[1].value = "false"
    return trip.written()


def shopping_list() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Producto", "Precio"])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def far_cell(trip) -> bytes:
    trip.book.worksheets[OFFICIAL]["XFD1048576"] = "x"
    return trip.written()


def too_long(trip) -> bytes:
    sheet = trip.book.worksheets[OFFICIAL]
    for row in range(2, 10_003):
        sheet.cell(row, 3).value = f"Actividad {row}"
    return trip.written()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
NO_SPREADSHEET = "Este archivo no es una hoja de cálculo."
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
CUT_XML = b"<worksheet><sheetData></worksheet>"
CASES = {
    "a picture": (lambda _t: b"\x89PNG\r\n\x1a\n....", "m.png", NO_SPREADSHEET),
    "a text that calls itself a workbook": (lambda _t: b"hola", "m.xlsx", NO_SPREADSHEET),
    "a Word document": (
        lambda _t: repacked(b"PK\x05\x06" + b"\0" * 18, word__document_xml=b"<w/>"), "m.xlsx", NO_SPREADSHEET,
    ),
    "a truncated file": (lambda t: t.written()[:-2000], "m.xlsx", "El archivo no está completo"),
    "a damaged file": (
        lambda t: repacked(t.written(), xl__worksheets__sheet1_xml=CUT_XML), "m.xlsx", "está dañado",
    ),
    "a file with a password": (
        lambda _t: OLE + "EncryptedPackage".encode("utf-16-le"), "m.xlsx", "está protegido con contraseña.",
    ),
    "an old workbook": (lambda _t: OLE, "m.xls", "en un formato anterior de Excel"),
    "a file with macros": (
        lambda t: repacked(t.written(), xl__vbaProject_bin=b"x"), "m.xlsx", "El archivo contiene macros",
    ),
    "a file that says it holds macros": (lambda t: t.written(), "m.xlsm", "El archivo contiene macros"),
    "a bomb": (
        lambda t: repacked(t.written(), xl__media__image1_png=b"\0" * 50_000_000), "m.xlsx",
        "Al descomprimirse, el archivo sería mucho más grande",
    ),
    "a file with entities": (
        lambda t: repacked(t.written(), xl__sharedStrings_xml=ENTITIES), "m.xlsx", "declara entidades",
    ),
    "a cell at the end of the sheet": (far_cell, "m.xlsx", "más filas de las que se pueden leer"),
    "more rows than can be read": (too_long, "m.xlsx", "más de 10 000 filas"),
    "too big a file": (lambda _t: b"PK\x03\x04" + b"\0" * (10 * 1024 * 1024), "m.xlsx", "pesa más de 10 MB"),
    "a file of another plan": (other_plan, "m.xlsx", "El archivo es de otro plan: es de «plan-2023-2025»"),
    "a real file in the demonstration": (of_a_real_instance, "m.xlsx", "Uno de los dos es una demostración"),
    "no matrix": (lambda _t: shopping_list(), "m.xlsx", "tiene las columnas de la matriz."),
    "an empty file": (lambda _t: b"", "m.xlsx", "El archivo está vacío."),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_is_no_matrix_is_refused_in_its_own_words(trip, case):
    make, name, said = CASES[case]
    trip.out()
    page = trip.send(make(trip), name)
    assert page.status_code == 422
    assert said in words(page)
    assert Import.objects.count() == 0


def test_sending_nothing_asks_for_a_file(trip):
    page = trip.client.post(trip.url(), {"sent": "1"})
    assert page.status_code == 422
    assert "Elija un archivo." in words(page)


def test_the_limit_is_said_before(trip):
    assert "10 MB y 10 000 filas como máximo" in words(trip.client.get(trip.url()))


def test_what_the_file_remembers_is_not_believed_once_somebody_changed_it(trip):
    sheet = trip.out()["_pilares"]
    for row in sheet.iter_rows():
        if row[0].value == "exported_at":
            row[1].value = "2021-10-01T00:00:00-06:00"
    trip.back()
    assert trip.compared().context["seen"].book.remembers is False
