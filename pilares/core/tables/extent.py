"""How far a sheet goes and what stands beside its values, with the limits that no sheet passes."""

from dataclasses import dataclass, field

from pilares.core.tables.packages import Unreadable

MOST_COLUMNS = 200
#: rows beyond those that the caller asked for: titles above, headings between, notes below
LEEWAY = 1_000
#: first row, first column, last row, last column, counted from 0
type_of_span = tuple[int, int, int, int]


@dataclass
class Layout:
    """One sheet: its extent in rows and columns, and what stands beside the values."""

    rows: int = 0
    columns: int = 0
    merged: list[type_of_span] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    #: the text of each formula, with its sign
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)

    def reach(self, row: int, column: int, most_rows: int) -> None:
        """Note a cell that holds something, counted from 0. Raises `Unreadable` beyond the limits."""
        if row >= self.rows:
            if row >= most_rows + LEEWAY:
                raise Unreadable("TOO_MANY_ROWS")
            self.rows = row + 1
        if column >= self.columns:
            if column >= MOST_COLUMNS:
                raise Unreadable("TOO_MANY_COLUMNS")
            self.columns = column + 1
