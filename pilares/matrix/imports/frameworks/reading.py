"""The rows of somebody else's sheet, each with its cells by field, and the decisions that were made."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pilares.core.numbers import read_number
from pilares.core.search import fold
from pilares.matrix.imports.book import written_value
from pilares.matrix.imports.entries import Cell
from pilares.matrix.imports.frameworks.columns import Column, Frame
from pilares.matrix.imports.frameworks.traps import EMPTY, OUT, Trap
from pilares.matrix.imports.written import MDY, Ways, read_day

TOTALS = re.compile(r"(sub)?total(es)?\b|gran total|grand total|suma\b|sum\b", re.IGNORECASE)
SIGNED = re.compile(
    r"(?P<before>[^\d\s+\-−]{0,4})\s*(?P<number>[+\-−]?\d[\d.,'’\s]*?)\s*(?P<after>[^\d]{0,12})"
)
YEAR = re.compile(r"(?:19|20)\d\d")
FOUR = Decimal("0.0001")
MOST = Decimal(10) ** 14
EVERY = "*"


@dataclass
class Line:
    """One row of values, with its traps; `out` once a decision or a rule leaves it out."""

    row: int
    sheet: str
    cells: Mapping[str, Cell]
    traps: list[Trap] = field(default_factory=list)
    out: bool = False
    #: whether something of it waits for a decision: it stays out meanwhile
    waits: bool = False

    def left(self) -> bool:
        """Whether it is left out by now."""
        return self.out


@dataclass
class Reader:
    """Reads the cells of lines, and asks what cannot be read in one way only."""

    decisions: Mapping[str, str]
    labels: Mapping[str, str]

    def decide(self, line: Line, code: str, cell: Cell | None, about: str = "", found: str = "") -> str:
        """Note a trap; return what was decided, or nothing: the line then waits."""
        label = self.labels.get(self._field(line, cell), "") if cell else ""
        place = cell.place if cell else ""
        said = found or (cell.text if cell else "")
        trap = Trap(code, about, line.sheet, line.row + 1, place, label, said)
        line.traps.append(trap)
        if trap.kind.harmless:
            return ""
        options = {value for value, _label in trap.kind.options}
        for key in (trap.own, trap.key, f"{code}|{EVERY}"):
            if (chosen := self.decisions.get(key, "")) in options:
                line.out = line.out or chosen == OUT
                return chosen
        line.waits = line.waits or bool(options)
        line.out = line.out or not options
        return ""

    @staticmethod
    def _field(line: Line, cell: Cell) -> str:
        return next((name for name, known in line.cells.items() if known is cell), "")

    def text(self, line: Line, name: str) -> str:
        """Return what a cell says, on one line, without the spaces that nobody sees."""
        cell = line.cells.get(name)
        if cell is None:
            return ""
        plain = " ".join(cell.text.split())
        if isinstance(cell.value, str) and cell.value != plain and cell.value.split() == plain.split():
            self.decide(line, "SPACES", cell, found=cell.value)
        return plain

    def amount(self, line: Line, name: str, *, percentage: bool = False) -> Decimal | None:
        """Return the number of a cell; none for an empty one, and for one that is left out or waits."""
        cell = line.cells.get(name)
        if cell is None or not cell.text:
            return None
        if cell.formula:
            self.decide(line, "FORMULA", cell, about=name)
            return None
        found = self._number(line, cell)
        if found is None:
            return None
        if abs(found) >= MOST:
            self.decide(line, "TOO_LARGE", cell, about=name)
            return None
        if (
            percentage
            and abs(found) > 100
            and self.decide(line, "OVER_100", cell, about=name) in {EMPTY, OUT}
        ):
            return None
        if found != found.quantize(FOUR):
            if self.decide(line, "DECIMALS", cell) in {EMPTY, OUT}:
                return None
            found = found.quantize(FOUR, ROUND_HALF_UP)
        return found

    def _number(self, line: Line, cell: Cell) -> Decimal | None:
        if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
            return Decimal(repr(cell.value))
        text = cell.text.strip()
        found = read_number(text, self.decisions.get("MARK|", "."))
        if found is not None:
            self.decide(line, "TEXT_NUMBERS", cell)
        else:
            parts = SIGNED.fullmatch(text)
            found = read_number(parts["number"], self.decisions.get("MARK|", ".")) if parts else None
            if parts is None or found is None:
                self.decide(line, "WORDS", cell, about=fold(text)[:120])
                return None
            sign = f"{parts['before'].strip()}…{parts['after'].strip()}"
            if self.decide(line, "SIGNED", cell, about=sign) != "number":
                return None
        if found.doubtful:
            self.decide(line, "MARK", cell)
        return found.value

    def day(self, line: Line, name: str) -> date | None:
        """Return the day of a cell, if it says one."""
        cell = line.cells.get(name)
        if cell is None or not cell.text:
            return None
        order = self.decisions.get("ORDER|", "")
        found = read_day(cell.text, cell.value, Ways(order=MDY if order == "mdy" else order))
        if found and found.other:
            self.decide(line, "ORDER", cell)
        return found.value if found else None

    def year(self, line: Line, name: str) -> str:
        """Return the year of a cell that says nothing else."""
        cell = line.cells.get(name)
        text = cell.text.strip().removesuffix(".0") if cell else ""
        return text if YEAR.fullmatch(text) else ""


def lines_of(frame: Frame, at: Mapping[str, Column], reader: Reader) -> Iterator[Line]:
    """Yield the rows that hold something; headings that are repeated, and totals, say what they are."""
    table = frame.table
    headings = {column.at: fold(column.label) for column in frame.columns}
    merged = {row for top, _left, bottom, _right in table.merged for row in range(top + 1, bottom + 1)}
    for row in range(frame.header + 1, len(table.rows)):
        values = table.rows[row]
        if not any(value is not None and value != "" for value in values):
            continue
        line = Line(row, table.name, {name: _cell(frame, row, column) for name, column in at.items()})
        cell = line.cells.get("indicator") or next(iter(line.cells.values()), None)
        if _repeats(values, headings):
            reader.decide(line, "HEADER", cell)
            line.out = True
        elif row in merged:
            reader.decide(line, "MERGED", cell)
        if not line.out and (total := _total(line, values)):
            reader.decide(line, "TOTAL", cell, about=fold(total), found=total)
        yield line


def _cell(frame: Frame, row: int, column: Column) -> Cell:
    values = frame.table.rows[row]
    value = values[column.at] if column.at < len(values) else None
    formula = (row, column.at) in frame.table.formulas
    return Cell(written_value(value), value, frame.table.name, row, column.at, formula)


def _repeats(values: Sequence[object], headings: Mapping[int, str]) -> bool:
    said = {at: fold(str(value)) for at, value in enumerate(values) if value is not None}
    same = sum(headings.get(at) == text for at, text in said.items())
    return same >= 2 and same * 2 > len(said)


def _total(line: Line, values: Sequence[object]) -> str:
    """Return the word by which a row looks like a total: in its indicator, or where the row begins."""
    indicator = line.cells.get("indicator")
    first = next((str(value) for value in values if value is not None), "")
    texts = (indicator.text if indicator else "", first)
    return next((text for text in texts if TOTALS.match(text.strip())), "")
