"""The values of a file's cells, with what its layout adds to them."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from pilares.core.pasted import legible
from pilares.core.tables.extent import LEEWAY, MOST_COLUMNS, Layout, type_of_span
from pilares.core.tables.layout import layouts_of
from pilares.core.tables.packages import Kind, Unreadable, kind_of, parts_of

type_of_value = str | int | float | bool | date | None
DELIMITERS = ";,\t"
LONGEST_FIELD = 128 * 1024


@dataclass(frozen=True)
class Table:
    """One sheet, from its cell A1: dense rows of values, and what stands beside them; counted from 0."""

    name: str
    rows: list[list[type_of_value]]
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    #: cells that hold a formula; their value is its text
    formulas: frozenset[tuple[int, int]] = frozenset()
    #: merged cells; each row of one repeats its value in the first column
    merged: tuple[type_of_span, ...] = ()

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max(map(len, self.rows), default=0)


def read_tables(data: bytes, name: str, *, rows: int) -> tuple[Table, ...]:
    """Return every sheet of a spreadsheet, or the one table of a CSV file.

    `rows` is how many the caller can take in a sheet, give or take titles and notes. Raises `Unreadable`.
    """
    kind = kind_of(data, name)
    if kind == Kind.CSV:
        return (_comma_separated(data, name, rows),)
    layouts = layouts_of(data, parts_of(data), kind, rows)
    try:
        return tuple(_sheets(data, layouts))
    except Unreadable:
        raise
    except PasswordError as error:
        raise Unreadable("PASSWORD") from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the library is no Exception
        raise Unreadable("DAMAGED") from error


def _sheets(data: bytes, layouts: dict[str, Layout]) -> list[Table]:
    found = []
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            if about.name not in layouts:
                raise Unreadable("DAMAGED")  # a sheet that nobody has measured is not opened
            cells = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
            hidden = about.visible != SheetVisibleEnum.Visible
            found.append(_table(about.name, cells, layouts[about.name], hidden=hidden))
    return found


def _table(name: str, cells: list[list[Any]], layout: Layout, *, hidden: bool) -> Table:
    rows = [[_value(cell) for cell in row] for row in cells]
    for (row, column), said in layout.formulas.items():
        _put(rows, row, column, said)
    for top, left, bottom, _right in layout.merged:
        first = rows[top][left] if top < len(rows) and left < len(rows[top]) else None
        if first is None:
            continue
        for row in range(top + 1, min(bottom, layout.rows + LEEWAY) + 1):
            if row < len(rows):
                _put(rows, row, left, first)
    return Table(
        name=name,
        rows=rows,
        hidden=hidden,
        hidden_columns=frozenset(layout.hidden_columns),
        formulas=frozenset(layout.formulas),
        merged=tuple(layout.merged),
    )


def _put(rows: list[list[type_of_value]], row: int, column: int, value: type_of_value) -> None:
    rows.extend([] for _missing in range(len(rows), row + 1))
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = value


def _value(cell: Any) -> type_of_value:
    """Return a value as people see it: whole numbers whole, midnight a day, nothing for an empty text."""
    if isinstance(cell, str):
        return legible(cell) or None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time() else cell
    if isinstance(cell, time | timedelta):
        return str(cell)
    value: type_of_value = cell
    return value


def _comma_separated(data: bytes, name: str, most: int) -> Table:
    text = _decoded(data)
    if "\x00" in text:
        raise Unreadable("NOT_A_SPREADSHEET")
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=lambda mark: _outside_quotes(head).count(mark))
    rows: list[list[type_of_value]] = []
    before = csv.field_size_limit(LONGEST_FIELD)
    try:
        for record in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) >= most + LEEWAY:
                raise Unreadable("TOO_MANY_ROWS")
            if len(record) > MOST_COLUMNS:
                raise Unreadable("TOO_MANY_COLUMNS")
            rows.append([legible(field) or None for field in record])
    except csv.Error as error:
        raise Unreadable("DAMAGED") from error
    finally:
        csv.field_size_limit(before)
    return Table(name=name, rows=rows)


def _decoded(data: bytes) -> str:
    """Return the text of a CSV file, in the encodings in which spreadsheets write them."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])
