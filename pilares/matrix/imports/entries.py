"""The rows of a file, one for each activity, whatever the sheets, merged cells and headings they stand in."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext, override

from pilares.core.search import fold
from pilares.core.tables import Table, type_of_value
from pilares.matrix.imports.book import Book, Page, written_value
from pilares.matrix.imports.labels import LANGUAGES, Shape

KEYS = frozenset({"id", "version", "code"})
#: fields that hold several values, one a line
LISTS = frozenset(
    {
        "pillars", "themes", "results", "indicators", "indicators_and_leads", "parties", "risks",
        "targets", "countries", "principles", "completion", "monitoring",
    }
)  # fmt: skip
type_of_columns = Mapping[str, Mapping[int, str]]


@dataclass(frozen=True)
class Cell:
    """One cell: its text, its value, and where it stands, counted from 0."""

    text: str
    value: type_of_value
    sheet: str
    row: int
    column: int
    formula: bool = False

    @property
    def place(self) -> str:
        """Return the reference that a spreadsheet shows: C5."""
        return f"{letters(self.column)}{self.row + 1}"


@dataclass(frozen=True)
class Source:
    """A row of a sheet, with the rows that merged cells join to it."""

    table: Table
    row: int
    #: the field of each column
    columns: Mapping[int, str]
    joined: tuple[int, ...] = ()

    def cell(self, column: int) -> Cell:
        """Return the cell of a column; in a field of several values, with those of the joined rows."""
        value = self._value(self.row, column)
        text = written_value(value)
        if self.joined and self.columns[column] in LISTS:
            said = text.splitlines()
            for row in self.joined:
                more = written_value(self._value(row, column)).splitlines()
                said += [line for line in more if line not in said]
            text = value = "\n".join(said)
        formula = (self.row, column) in self.table.formulas
        return Cell(text, value, self.table.name, self.row, column, formula)

    def _value(self, row: int, column: int) -> type_of_value:
        cells = self.table.rows[row]
        return cells[column] if column < len(cells) else None

    def differing(self, exported: Mapping[str, str]) -> Iterator[tuple[str, Cell]]:
        """Yield the fields whose cell does not say what was exported; fast for the many that do."""
        cells, width = self.table.rows[self.row], len(self.table.rows[self.row])
        for column, name in self.columns.items():
            if name in KEYS:
                continue
            said = exported.get(name, "")
            value = cells[column] if column < width else None
            text = value.isoformat() if isinstance(value, date) else value
            if (text == said or (text is None and not said)) and not self.joined:
                continue
            cell = self.cell(column)
            if cell.text != written_value(said):
                yield name, cell


@dataclass
class Entry:
    """What the file says of one activity; several sheets may say something of it."""

    sources: list[Source]
    id: int | None = None
    version: int | None = None
    code: str = ""
    #: the heading that stands above it, where a sheet names groups so (§3.9)
    heading: str = ""
    #: from a sheet of an official shape: a new one is a row of the matrix, not a mere candidate
    official: bool = False
    #: the columns are those of our CSV file
    records: bool = False

    @property
    def sheet(self) -> str:
        """The first sheet that speaks of it."""
        return self.sources[0].table.name

    @property
    def row(self) -> int:
        """Its row in that sheet, counted from 0."""
        return self.sources[0].row

    @property
    def key(self) -> str:
        """What its answers are kept under."""
        return f"{self.sheet}|{self.row}"

    def cells(self, name: str) -> list[Cell]:
        """Return what each sheet says in a field."""
        return [s.cell(column) for s in self.sources for column, said in s.columns.items() if said == name]

    def text(self, name: str) -> str:
        """Return the first text of a field that is not empty."""
        return next((cell.text for cell in self.cells(name) if cell.text), "")

    def differing(self, exported: Mapping[str, str]) -> dict[str, list[Cell]]:
        """Return the cells that do not say what was exported, by field."""
        found: dict[str, list[Cell]] = {}
        for source in self.sources:
            for name, cell in source.differing(exported):
                found.setdefault(name, []).append(cell)
        return found


@dataclass(frozen=True)
class Entries:
    """All rows, and how many held nothing that could be an activity."""

    rows: tuple[Entry, ...]
    empty: int


def letters(column: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    said, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


def read_entries(book: Book, columns: type_of_columns, is_group: Callable[[str], bool]) -> Entries:
    """Gather the rows of every sheet; `columns` says which field each column of a sheet holds."""
    found: list[Entry] = []
    by_id: dict[int, Entry] = {}
    by_words: dict[str, Entry] = {}
    empty = 0
    for page in book.pages:
        seen_here: set[int] = set()
        for entry in _rows(page, columns.get(page.name, {}), is_group):
            if entry.id is None and not entry.code and not entry.text("title"):
                empty += 1
                continue
            other = _same(entry, by_id, by_words, seen_here)
            if other is None:
                found.append(entry)
            else:
                _add(other, entry)
            if entry.id is not None:
                by_id.setdefault(entry.id, entry)
                seen_here.add(entry.id)
            else:
                by_words.setdefault(_words(entry), other or entry)
            if entry.code:
                by_words.setdefault(f"code {entry.code}", other or entry)
    return Entries(tuple(found), empty)


@lru_cache(maxsize=1)
def objectives() -> tuple[str, ...]:
    """Return how the line begins that says a group's objective under its heading (§3.9)."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(f"{fold(gettext('Specific objective'))}:")
    return tuple(found)


def _words(entry: Entry) -> str:
    """Return by what the same activity is known in another sheet, where it has no number."""
    return f"code {entry.code}" if entry.code else f"title {fold(entry.text('title'))}"


def _same(
    entry: Entry, by_id: dict[int, Entry], by_words: dict[str, Entry], seen_here: set[int]
) -> Entry | None:
    """Return the row of another sheet that speaks of the same activity."""
    if entry.id is not None:
        return by_id.get(entry.id) if entry.id not in seen_here else None
    other = by_words.get(_words(entry))
    return other if other is not None and other.sheet != entry.sheet else None


def _add(entry: Entry, more: Entry) -> None:
    entry.sources += more.sources
    entry.code, entry.version = entry.code or more.code, entry.version or more.version
    entry.heading = entry.heading or more.heading
    entry.official = entry.official or more.official


def _rows(page: Page, columns: Mapping[int, str], is_group: Callable[[str], bool]) -> Iterator[Entry]:
    table, heading = page.table, ""
    tops = _joined(table, columns)
    wide = _wide(table, columns)
    below: dict[int, list[int]] = defaultdict(list)
    for row_below, top in tops.items():
        below[top].append(row_below)
    keys = {column: name for column, name in columns.items() if name in KEYS}
    official = page.shape == Shape.OFFICIAL
    for at in range(page.header + 1, len(table.rows)):
        row = table.rows[at]
        held = len(row) - row.count(None)
        if not held or at in tops:
            continue
        if held == 1:
            said = written_value(next(value for value in row if value is not None))
            if at in wide or is_group(said) or fold(said).startswith(objectives()):
                heading = said if is_group(said) else heading
                continue
        entry = Entry(
            [Source(table, at, columns, tuple(below.get(at, ())))], heading=heading, official=official
        )
        entry.records = page.shape == Shape.RECORDS
        for column, name in keys.items():
            if column < len(row) and row[column] is not None:
                _key(entry, name, written_value(row[column]))
        yield entry


def _key(entry: Entry, name: str, text: str) -> None:
    if name == "code":
        entry.code = text.upper()
    elif text.isdecimal() and len(text) < 16:
        setattr(entry, name, int(text))


def _joined(table: Table, columns: Mapping[int, str]) -> dict[int, int]:
    """Return the rows that a merged cell of their key or title joins to the one above, with its number."""
    names = {column for column, name in columns.items() if name in {"id", "code", "title"}}
    return {
        row: top
        for top, left, bottom, _right in table.merged
        if left in names
        for row in range(top + 1, min(bottom, len(table.rows) - 1) + 1)
    }


def _wide(table: Table, columns: Mapping[int, str]) -> set[int]:
    """Return the rows in which one cell is merged over many columns: headings, not activities."""
    most = max(2, len(columns) // 3)
    return {top for top, left, bottom, right in table.merged if top == bottom and right - left + 1 >= most}
