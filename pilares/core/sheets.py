"""Spreadsheets and comma-separated files: sheets of plain values in, bytes out.

No text becomes a formula: in a workbook every text is written as a text, and in a comma-separated
file whatever a spreadsheet would run is preceded by an apostrophe (OWASP, «CSV injection»).
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from math import ceil
from typing import Any

import xlsxwriter

from pilares.core import clock

type_of_cell = str | int | Decimal | date | None

#: what Excel holds in a cell, and in a header or footer
LONGEST_CELL, LONGEST_FOOTER, LONGEST_NAME = 32_767, 255, 31
CUT = " […]"
LINE, HIGHEST = 13.0, 409.0  # a line of text, and what Excel allows a row, in points
#: columns at the right of a locked sheet's own in which people may add theirs
SPARE = 20
#: what people may still do in a sheet whose labels are locked
ALLOWED = dict.fromkeys(
    (
        "format_cells", "format_columns", "format_rows", "insert_columns", "insert_rows", "delete_rows",
        "insert_hyperlinks", "sort", "autofilter", "objects", "scenarios",
    ),
    True,
)  # fmt: skip
LETTER = 1  # the region's paper, in the numbering of the format

#: where a spreadsheet begins a formula, at the start of a text, a line or what another separator would cut
RUNS = re.compile(r"(^|[\r\n\t;|])(?=\s*[=+\-@＝＋－＠]|[\t\r])")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its label, its width in characters, and the choices of its cells."""

    label: str
    width: float = 20
    choices: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Heading:
    """A row that names those below it, across the visible columns."""

    text: str
    strong: bool = True


@dataclass(frozen=True)
class Sheet:
    """One sheet: the labels stand in its first row, frozen and repeated on every printed page."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[type_of_cell] | Heading]
    #: columns that stay in sight while one scrolls to the right
    frozen: int = 0
    hidden: bool = False
    #: left, middle and right of the printed footer; `{page}` and `{pages}` are numbers of pages
    footer: tuple[str, str, str] = ("", "", "")
    header: str = ""
    #: the labels cannot be changed by mistake; rows still can be, and no password keeps anybody out
    locked: bool = False


def workbook(sheets: Iterable[Sheet], *, title: str, author: str) -> bytes:
    """Return an XLSX workbook; its first sheet is the one it opens on."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": title, "author": author, "created": clock.now().replace(tzinfo=None)})
        formats = _formats(book)
        taken: set[str] = set()
        for sheet in sheets:
            name = sheet_name(sheet.name, taken)
            taken.add(name.casefold())
            _write(book.add_worksheet(name), sheet, formats)
    return file.getvalue()


def sheet_name(text: str, taken: Iterable[str] = ()) -> str:
    """Return a name that Excel accepts: 31 characters, none of `[]:*?/\\`, unlike those `taken`."""
    clean = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", text).strip().strip("'")[:LONGEST_NAME].strip() or "1"
    name, number = clean, 2
    while name.casefold() in taken:
        name, number = f"{clean[: LONGEST_NAME - 4]} ({number})", number + 1
    return name


def comma_separated(labels: Sequence[str], rows: Iterable[Sequence[type_of_cell]]) -> bytes:
    """Return a CSV file in UTF-8 with BOM (Excel needs it), every field quoted, dates as in ISO 8601."""
    file = StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(labels)
    writer.writerows([disarmed(_plain(cell)) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def disarmed(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, whichever separator it was told to cut at."""
    return text if NUMBER.fullmatch(text) else RUNS.sub(r"\1'", text)


def _plain(cell: type_of_cell) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else number_words(cell)


def number_words(cell: str | int | Decimal) -> str:
    """Return a number without the zeros that its column stores after the point."""
    return f"{cell.normalize():f}" if isinstance(cell, Decimal) else str(cell)


# --- Workbooks ------------------------------------------------------------------------------------


def _formats(book: Any) -> dict[str, Any]:
    edge = {"border": 1, "border_color": "#857F70", "valign": "top", "text_wrap": True, "font_size": 10}
    open_ = {**edge, "locked": False}
    return {
        "label": book.add_format({**edge, "bold": True, "bg_color": "#EEEAE0", "valign": "vcenter"}),
        "text": book.add_format(open_),
        # without the mark, opening the cell to edit it would make a formula of its text
        "marked": book.add_format({**open_, "quote_prefix": True}),
        "number": book.add_format({**open_, "align": "left"}),
        "date": book.add_format({**open_, "num_format": "yyyy-mm-dd", "align": "left"}),
        "free": book.add_format({"locked": False, "valign": "top", "text_wrap": True, "font_size": 10}),
        "strong": book.add_format({**edge, "bold": True, "bg_color": "#E2ECF1"}),
        "heading": book.add_format(edge),
    }


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    widths = [column.width for column in sheet.columns if not column.hidden]
    shown = len(widths)
    page.set_row(0, _height([column.label for column in sheet.columns], widths, bold=True))
    for at, column in enumerate(sheet.columns):
        page.write_string(0, at, column.label, formats["label"])
        page.set_column(at, at, column.width, None, {"hidden": column.hidden})
    for at, row in enumerate(sheet.rows, 1):
        if isinstance(row, Heading):
            style = formats["strong" if row.strong else "heading"]
            page.merge_range(at, 0, at, shown - 1, "", style)
            page.write_string(at, 0, _fitting(row.text), style)
            page.set_row(at, _height([row.text], [sum(widths)]))
        else:
            _write_row(page, at, row, formats)
            # a row of a locked sheet can be deleted only if it is open to its last column
            page.set_row(at, _height(row, widths), formats["free"] if sheet.locked else None)
    _offer_choices(page, sheet)
    _arrange(page, sheet, shown)
    if sheet.locked:
        _lock_labels(page, sheet, formats)


def _write_row(page: Any, at: int, row: Sequence[type_of_cell], formats: dict[str, Any]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            style = formats["marked" if RUNS.match(cell) else "text"]
            page.write_string(at, column, _fitting(cell), style)
        elif isinstance(cell, date):
            page.write_datetime(at, column, cell, formats["date"])
        elif cell is None:
            page.write_blank(at, column, None, formats["text"])
        else:
            page.write_number(at, column, cell, formats["number"])


def _height(row: Sequence[type_of_cell], widths: Sequence[float], *, bold: bool = False) -> float:
    """Return the height in points at which every text of a row is whole.

    Excel would find it alone, but not LibreOffice, nor anybody for merged cells. `widths` are those of
    the visible columns, the first of the row, in characters.
    """
    fit, most = 0.85 if bold else 1.0, 1
    for cell, width in zip(row, widths, strict=False):
        if isinstance(cell, str) and (len(cell) > width * fit or "\n" in cell):
            lines = sum(max(1, ceil(len(line) / (width * fit))) for line in cell.split("\n"))
            most = max(most, lines)
    return min(LINE * most + 2, HIGHEST)


def _fitting(text: str) -> str:
    """Return a text that fits a cell; Excel refuses a file with a longer one."""
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def _lock_labels(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    """Protect the labels and headings alone: every other cell, also in new rows and columns, stays open."""
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width, formats["free"], {"hidden": column.hidden})
    page.set_column(len(sheet.columns), len(sheet.columns) + SPARE, None, formats["free"])
    page.protect("", ALLOWED)


def _offer_choices(page: Any, sheet: Sheet) -> None:
    """Let people choose from a list; another value is warned of, not refused: the import explains it."""
    last = max(len(sheet.rows), 1)
    for at, column in enumerate(sheet.columns):
        if column.choices:
            choice = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            page.data_validation(1, at, last, at, choice)


def _arrange(page: Any, sheet: Sheet, shown: int) -> None:
    page.freeze_panes(1, sheet.frozen)
    page.repeat_rows(0)
    page.set_paper(LETTER)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    page.print_area(0, 0, max(len(sheet.rows), 1), shown - 1)
    if sheet.header:
        page.set_header("&C&9 " + _printed(sheet.header))
    if any(sheet.footer):
        page.set_footer(_footer(sheet.footer))
    if sheet.hidden:
        page.hide()


def _footer(parts: tuple[str, str, str]) -> str:
    """Return the three parts of a footer in the code of the format; the longest gives way if it must."""
    said = [_printed(part).replace("{page}", "&P").replace("{pages}", "&N") for part in parts]
    while sum(map(len, said)) > LONGEST_FOOTER - len("&L&8 &C&8 &R&8 "):
        longest = max(range(3), key=lambda at: len(said[at]))
        said[longest] = said[longest][:-2].rstrip("&") + "…"
    return "".join(f"&{side}&8 {part}" for side, part in zip("LCR", said, strict=True) if part)


def _printed(text: str) -> str:
    """Return a text for a header or footer, where an ampersand gives orders."""
    return " ".join(text.replace("&", "&&").split())
