"""A table of a text as plain lines: one row a line, and a bar between its cells."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pilares.plans.models import Block
from pilares.plans.queries.lines import Line, Mode, Sheet, lines_of
from pilares.plans.queries.texts import as_mapping

BAR = re.compile(r"(?<!\\)\|")
type_of_rows = list[list[str]]


def rows_of(lines: str) -> type_of_rows:
    r"""Return the cells of each line that says something; `\|` is a bar within a cell."""
    rows = []
    for line in lines.splitlines():
        said = line.strip()
        if not said:
            continue
        cells = [cell.strip().replace("\\|", "|") for cell in BAR.split(said)]
        if len(cells) > 2 and cells[0] == cells[-1] == "":  # as tables are drawn with bars around them
            cells = cells[1:-1]
        rows.append(cells)
    return rows


def in_lines(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as lines, so that they are read again as they were."""
    said = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    return "\n".join(f"| {line} |" if line.startswith((" |", "|")) else line for line in said)


def part_of(cell: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the one paragraph of a cell; `None` where the cell holds more, or takes several columns."""
    parts = cell["blocks"]
    plain = len(parts) == 1 and parts[0]["kind"] == Block.Kind.PARAGRAPH and cell.get("span", 1) == 1
    if not plain or parts[0]["marker"] or any("\n" in (parts[0][lang] or "") for lang in ("es", "en")):
        return None
    found: dict[str, Any] = parts[0]
    return found


def is_plain(block: Block) -> bool:
    """Whether a table is one paragraph a cell, so that it can be written as lines."""
    if not block.table:
        return False
    return all(part_of(cell) is not None for row in block.table["rows"] for cell in row)


def words_of(block: Block, language: str) -> str:
    """Return what a block says in one language: a table as its lines, anything else as its text."""
    if not block.table:
        return block.text_es if language == "es" else block.text_en
    rows = [
        [" ".join(part[language] or "" for part in cell["blocks"] if part["kind"] != "table") for cell in row]
        for row in block.table["rows"]
    ]
    return in_lines(rows) if any(any(row) for row in rows) else ""


def drawn(table: Mapping[str, Any], anchor: str, section: str, mode: Mode) -> Line:
    """Return a table as the page of its section draws it."""
    block = Block(anchor=anchor, kind=Block.Kind.TABLE, table=dict(table))
    (line,) = lines_of([as_mapping(block)], section, Sheet(mode, {}, {}))
    return line
