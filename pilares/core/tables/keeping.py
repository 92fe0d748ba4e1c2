"""Tables kept aside, so that a file which was judged and read once is not read again at every step."""

import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from pilares.core.tables.reading import Table

#: what was kept by another version of this file is not understood, and the spreadsheet is read again
FORMAT = 1


def packed(tables: Sequence[Table]) -> bytes:
    """Return tables as bytes that `unpacked` understands: data alone, nothing that could run."""
    said = {
        "format": FORMAT,
        "tables": [
            [t.name, t.rows, t.hidden, sorted(t.hidden_columns), sorted(t.formulas), t.merged] for t in tables
        ],
    }
    return zlib.compress(json.dumps(said, default=_day, separators=(",", ":")).encode(), 1)


def unpacked(data: bytes) -> tuple[Table, ...] | None:
    """Return the tables that were kept; `None` for what is of another format or not whole."""
    try:
        said = json.loads(zlib.decompress(data), object_hook=_understood)
    except (zlib.error, ValueError):
        return None
    if said.get("format") != FORMAT:
        return None
    return tuple(
        Table(name, rows, hidden, frozenset(columns), frozenset(_tuples(formulas)), tuple(_tuples(merged)))
        for name, rows, hidden, columns, formulas, merged in said["tables"]
    )


def _tuples(rows: Sequence[Sequence[int]]) -> Iterator[Any]:
    return map(tuple, rows)


def _day(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    raise TypeError(f"no cell holds {value!r}")


def _understood(said: dict[str, Any]) -> Any:
    if "instant" in said:
        return datetime.fromisoformat(said["instant"])
    return date.fromisoformat(said["day"]) if "day" in said else said
