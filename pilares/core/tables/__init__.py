"""Spreadsheets and comma-separated files, read safely: bytes in, tables of plain values out.

Nothing in a file is run, resolved or trusted: formulas are taken as their text, hidden sheets say that
they are hidden, and a file that could hurt is refused with a reason before a library opens it.
"""

from pilares.core.tables.keeping import packed, unpacked
from pilares.core.tables.packages import MOST_BYTES, MOST_MEGABYTES, Unreadable
from pilares.core.tables.reading import Table, read_tables, type_of_value

__all__ = [
    "MOST_BYTES",
    "MOST_MEGABYTES",
    "Table",
    "Unreadable",
    "packed",
    "read_tables",
    "type_of_value",
    "unpacked",
]
