"""Spreadsheets are read as people see them, and what could hurt is refused before a library opens it."""

import zipfile
import zlib
from datetime import date, datetime
from io import BytesIO
from struct import pack

import openpyxl
import pytest

from pilares.core.tables import MOST_BYTES, Unreadable, read_tables

ROW = "<table:table-row>{}</table:table-row>"
LONG_GAP = '<table:table-row table:number-rows-repeated="900000"/>'
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def xlsx(book: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def cell(text: str, **attributes: str) -> str:
    """Return a cell of an ODS file; `_` in an attribute of the table stands for a hyphen."""
    said = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<table:table-cell office:value-type="string"{said}><text:p>{text}</text:p></table:table-cell>'


def ods(rows: str, *, manifest: str = "") -> bytes:
    """Return an ODS file whose one sheet has these rows, in its own XML."""
    content = (
        f"<office:document-content {NAMES}><office:body><office:spreadsheet>"
        f'<table:table table:name="Hoja1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", f"<manifest:manifest>{manifest}</manifest:manifest>")
    return file.getvalue()


def code_of(data: bytes, name: str = "m.xlsx", rows: int = 100) -> str:
    with pytest.raises(Unreadable) as refused:
        read_tables(data, name, rows=rows)
    return refused.value.reason.code


def sheet_with(xml: bytes) -> bytes:
    """Return a workbook whose sheet is this XML."""
    before = xlsx(openpyxl.Workbook())
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(before)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            mine = part.filename == "xl/worksheets/sheet1.xml"
            new.writestr(part.filename, xml if mine else old.read(part.filename))
    return file.getvalue()


def cells(xml: bytes) -> bytes:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return sheet_with(head + xml + b"</sheetData></worksheet>")


# --- What people see -------------------------------------------------------------------------------


def test_values_come_as_what_they_are():
    book = openpyxl.Workbook()
    at_ten = datetime(2021, 4, 3, 10)  # noqa: DTZ001  a spreadsheet knows no zones
    book.worksheets[0].append(["texto", 5, 5.5, True, date(2021, 4, 3), at_ten, None, ""])
    (table,) = read_tables(xlsx(book), "m.xlsx", rows=10)
    assert table.rows == [["texto", 5, 5.5, True, date(2021, 4, 3), at_ten]]


def test_what_a_word_processor_left_in_a_text_is_a_new_line_or_nothing():
    for data, name in (
        (b'"Ruta\x0bregional\x1f"\r\n', "m.csv"),
        (cells(b'<row><c t="inlineStr"><is><t>Ruta_x000B_regional_x001F_</t></is></c></row>'), "m.xlsx"),
    ):
        (table,) = read_tables(data, name, rows=10)
        assert table.rows == [["Ruta\nregional"]]


def test_a_formula_is_its_text_and_never_its_result():
    book = openpyxl.Workbook()
    book.worksheets[0].append(['=HYPERLINK("http://example.org","x")', "=1+1"])
    (table,) = read_tables(xlsx(book), "m.xlsx", rows=10)
    assert table.rows == [['=HYPERLINK("http://example.org","x")', "=1+1"]]
    assert table.formulas == {(0, 0), (0, 1)}


def test_a_merged_cell_says_its_value_in_each_row_of_it():
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["B2"], sheet["B3"] = "uno", 1, 2, 3
    sheet.merge_cells("A1:A3")
    (table,) = read_tables(xlsx(book), "m.xlsx", rows=10)
    assert table.rows == [["uno", 1], ["uno", 2], ["uno", 3]]
    assert table.merged == ((0, 0, 2, 0),)


def test_what_is_hidden_says_so():
    book = openpyxl.Workbook()
    book.worksheets[0]["C1"] = "x"
    book.worksheets[0].column_dimensions["B"].hidden = True
    book.create_sheet("Oculta").sheet_state = "hidden"
    first, second = read_tables(xlsx(book), "m.xlsx", rows=10)
    assert (first.hidden, set(first.hidden_columns)) == (False, {1})
    assert (second.name, second.hidden) == ("Oculta", True)


def test_an_ods_file_is_read_alike():
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        + ROW.format(cell("uno", number_rows_spanned="2") + cell("a"))
        + ROW.format("<table:covered-table-cell/>" + cell("2", formula="of:=1+1"))
        + '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (table,) = read_tables(ods(rows), "m.ods", rows=10)
    assert table.rows[:2] == [["uno", "a"], ["uno", "=1+1"]]
    assert (set(table.hidden_columns), set(table.formulas)) == ({1}, {(1, 1)})


@pytest.mark.parametrize(
    "data",
    [
        "código;actividad\r\nPROT-A1;Ruta, regional\r\n".encode("cp1252"),
        '"código","actividad"\r\n"PROT-A1","Ruta, regional"\r\n'.encode("utf-8-sig"),
        "código\tactividad\nPROT-A1\tRuta, regional\n".encode("utf-16"),
    ],
)
def test_a_comma_separated_file_is_read_in_every_way_that_spreadsheets_write_it(data):
    (table,) = read_tables(data, "m.csv", rows=10)
    assert table.rows == [["código", "actividad"], ["PROT-A1", "Ruta, regional"]]


# --- What could hurt -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "TOO_MANY_ROWS"),
        (b'<row r="1"><c r="XFD1"><v>1</v></c></row>', "TOO_MANY_COLUMNS"),
        # the second cell gives no reference: it stands beside the empty one at the end of the sheet
        (b'<row r="1"><c r="XFC1"/><c><v>1</v></c></row>', "TOO_MANY_COLUMNS"),
        (b'<row r="1"><c r="A1"><v>1</v></c></row><row r="9999999"><c><v>1</v></c></row>', "TOO_MANY_ROWS"),
        (b'<row r="1"><c r="A9999999"><v>1</v></c></row>', "TOO_MANY_ROWS"),
        (b'<row r="1"><c r="1A"><v>1</v></c></row>', "DAMAGED"),
        (b'<row r="1"><c r="A1"><v>1</v></row>', "DAMAGED"),
    ],
)
def test_a_cell_far_away_is_refused_before_memory_is_asked_for_it(xml, code):
    assert code_of(cells(xml)) == code


def test_an_empty_styled_cell_far_away_harms_nobody():
    (table,) = read_tables(
        cells(b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>'), "m.xlsx", rows=9
    )
    assert table.rows == [[1]]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (
            ROW.replace("row>", 'row table:number-rows-repeated="900000">', 1).format(cell("x")),
            "TOO_MANY_ROWS",
        ),
        (ROW.format(cell("x", number_columns_repeated="9999")), "TOO_MANY_COLUMNS"),
        (LONG_GAP + ROW.format(cell("x")), "TOO_MANY_ROWS"),
    ],
)
def test_a_cell_that_repeats_itself_too_often_is_refused(rows, code):
    assert code_of(ods(rows), "m.ods") == code


def test_bytes_are_counted_as_they_come_and_not_as_the_file_declares_them():
    data = xlsx(openpyxl.Workbook())
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = packer.compress(b"\0" * 60_000_000) + packer.flush()
    name = b"xl/media/image1.png"
    local = pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(bomb), 10, len(name), 0) + name + bomb
    end = data.rindex(b"PK\x05\x06")
    start = int.from_bytes(data[end + 16 : end + 20], "little")
    entry = pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(bomb), 10, len(name), 0, 0, 0, 0, 0, start
    ) + name  # fmt: skip
    count = int.from_bytes(data[end + 10 : end + 12], "little") + 1
    directory = data[start:end] + entry
    tail = pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), start + len(local), 0)
    assert code_of(data[:start] + local + directory + tail) == "GROWS_TOO_MUCH"


def test_a_long_text_that_very_many_cells_share_is_refused():
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for _row in range(1000):
        sheet.append(["x" * 1000] * 150)
    assert code_of(xlsx(book), rows=1000) == "GROWS_TOO_MUCH"
    repeated = cell("x" * 20_000, number_columns_repeated="150")
    many = ROW.replace("row>", 'row table:number-rows-repeated="900">', 1).format(repeated)
    assert code_of(ods(many), "m.ods", rows=1000) == "GROWS_TOO_MUCH"


def test_merged_cells_that_join_the_sheet_over_and_over_are_refused():
    merged = b"".join(b'<mergeCell ref="A1:A1000"/>' for _span in range(300))
    xml = b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    assert (
        code_of(sheet_with(xml + b"<mergeCells>" + merged + b"</mergeCells></worksheet>")) == "GROWS_TOO_MUCH"
    )


def test_two_parts_of_one_name_are_refused():
    file = BytesIO(xlsx(openpyxl.Workbook()))
    with zipfile.ZipFile(file, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("xl/workbook.xml", "<workbook/>")
    assert code_of(file.getvalue()) == "DAMAGED"


def test_text_in_another_encoding_than_the_format_has_is_refused():
    assert (
        code_of(sheet_with('<?xml version="1.0" encoding="UTF-16"?><worksheet/>'.encode("utf-16")))
        == "DAMAGED"
    )
    assert code_of(sheet_with(b'<?xml version="1.0" encoding="ISO-8859-1"?><worksheet/>')) == "DAMAGED"


def test_entities_are_refused_wherever_they_are_declared():
    assert code_of(sheet_with(b'<!DOCTYPE a [<!ENTITY x "y">]><worksheet/>')) == "DECLARES_ENTITIES"


def test_a_password_is_recognised_in_ods_too():
    encrypted = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    assert code_of(ods("", manifest=encrypted), "m.ods") == "PASSWORD"


@pytest.mark.parametrize("part", ["Basic/script-lc.xml", "Scripts/python/x.py", "xl/macrosheets/sheet1.xml"])
def test_macros_are_recognised_wherever_they_stand(part):
    file = BytesIO(ods(""))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(part, "x")
    assert code_of(file.getvalue(), "m.ods") == "MACROS"


def test_a_size_beyond_the_limit_is_refused_by_its_size_alone():
    assert code_of(b"x" * (MOST_BYTES + 1), "m.csv") == "TOO_BIG"
