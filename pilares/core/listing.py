"""A list that a page shows, as a file to take away: one row for each of its lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from pilares.core import sheets
from pilares.core.kinds import CSV, XLSX


@dataclass(frozen=True)
class Listing:
    """What the list is called, its columns with their widths in characters, and the row of a line."""

    title: Promise
    columns: Sequence[tuple[Promise, int]]
    row: Callable[[Any], Sequence[sheets.type_of_cell]]

    @property
    def files(self) -> dict[str, tuple[Callable[[Sequence[Any]], bytes], str]]:
        """How each kind of file is written from the lines, and its media type."""
        return {"csv": (self.comma_separated, CSV), "xlsx": (self.workbook, XLSX)}

    def comma_separated(self, lines: Sequence[Any]) -> bytes:
        """Return the lines as CSV."""
        labels = [str(label) for label, _width in self.columns]
        return sheets.comma_separated(labels, list(map(self.row, lines)))

    def workbook(self, lines: Sequence[Any]) -> bytes:
        """Return the lines as a workbook of one sheet."""
        title = str(self.title)
        columns = tuple(sheets.Column(str(label), width) for label, width in self.columns)
        sheet = sheets.Sheet(title, columns, list(map(self.row, lines)), frozen=1)
        return sheets.workbook([sheet], title=title, author="Pilares")
