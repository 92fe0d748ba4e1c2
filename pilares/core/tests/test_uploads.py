"""Attached files are known by what they hold; numbers are read in both conventions."""

import zipfile
from decimal import Decimal
from io import BytesIO

import pytest

from pilares.core.numbers import read_number
from pilares.core.uploads import MOST_BYTES, NotAccepted, inspect

OOXML = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "xlsx": f'<Types><Override ContentType="{OOXML}.spreadsheetml.sheet.main+xml"/></Types>',
    "docx": f'<Types><Override ContentType="{OOXML}.wordprocessingml.document.main+xml"/></Types>',
    "xlsm": '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
    "pptx": f'<Types><Override ContentType="{OOXML}.presentationml.presentation.main+xml"/></Types>',
}


def package(**parts: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_TYPES", "[Content_Types].xml"), text)
    return file.getvalue()


def kind(data: bytes, name: str = "archivo") -> str:
    """Return the type of a file, or the code of the reason why it is refused."""
    try:
        return inspect(BytesIO(data), name=name, size=len(data)).media_type
    except NotAccepted as refused:
        return refused.reason.code


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"\xff\xd8\xff\xe0 ...", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (package(_TYPES=MAIN["xlsx"]), f"{OOXML}.spreadsheetml.sheet"),
        (package(_TYPES=MAIN["docx"]), f"{OOXML}.wordprocessingml.document"),
        (
            package(mimetype="application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
        ("País;Dato\nCosta Rica;3\n".encode("latin-1"), "text/plain"),
        ("Acta de la reunión".encode(), "text/plain"),
    ],
)
def test_what_may_be_attached(data, expected):
    assert kind(data) == expected


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"<!DOCTYPE html><p>hola", "FILE_TYPE"),
        (b"  <svg onload=alert(1)>", "FILE_TYPE"),
        (b"a,b\n<script>1</script>", "FILE_TYPE"),
        (b"MZ\x90\x00\x03", "FILE_TYPE"),
        (b"GIF89a\x01\x00\x01\x00", "FILE_TYPE"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "FILE_TYPE"),
        (package(_TYPES=MAIN["xlsm"]), "MACROS"),
        (package(_TYPES=MAIN["xlsx"], **{"xl/vbaProject.bin": "x"}), "MACROS"),
        (package(mimetype="application/vnd.oasis.opendocument.text", Basic__script="x"), "MACROS"),
        (package(_TYPES=MAIN["pptx"]), "FILE_TYPE"),
        (package(foto="x"), "FILE_TYPE"),
        (b"PK\x03\x04 cut short", "FILE_TYPE"),
    ],
)
def test_what_may_not(data, code):
    assert kind(data) == code


def test_a_file_over_ten_megabytes_is_refused_before_it_is_read():
    with pytest.raises(NotAccepted):
        inspect(BytesIO(b"%PDF-"), name="a.pdf", size=MOST_BYTES + 1)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("nota.pdf", "nota.pdf"),
        ("..\\..\\windows\\nota.pdf", "nota.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("foto.html", "foto.html.pdf"),
        ('a"b<c>\r\nX: y.pdf', "abcX y.pdf"),
        ("", "file.pdf"),
        ("ñandú.PDF", "ñandú.PDF"),
    ],
)
def test_a_name_keeps_what_harms_nobody(name, kept):
    assert inspect(BytesIO(b"%PDF-1"), name=name, size=6).name == kept


@pytest.mark.parametrize(
    ("typed", "with_point", "with_comma"),
    [
        ("1,234.5", "1234.5", "1234.5"),
        ("1.234,5", "1234.5", "1234.5"),
        ("1234", "1234", "1234"),
        ("0,5", "0.5", "0.5"),
        ("-3,25", "-3.25", "-3.25"),
        ("−3", "-3", "-3"),
        ("1.234.567", "1234567", "1234567"),
        ("1 234,5", "1234.5", "1234.5"),
        ("1,234", "1234", "1.234"),
        ("1.234", "1.234", "1234"),
    ],
)
def test_a_number_is_read_in_both_conventions(typed, with_point, with_comma):
    found = read_number(typed, "."), read_number(typed, ",")
    assert [r.value for r in found if r] == [Decimal(with_point), Decimal(with_comma)]
    assert {r.doubtful for r in found if r} == {with_point != with_comma}


@pytest.mark.parametrize("typed", ["", "tres", "1,2,3", "1.234.56", "12,34,567", "1e5", "1.2.3,4", "NaN"])
def test_what_is_no_number_is_not_guessed(typed):
    assert read_number(typed, ".") is None
