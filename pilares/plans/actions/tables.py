"""Tables join a draft and are rewritten row by row: a row that stays keeps its anchors, and none returns."""

import re
import uuid
from collections.abc import Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.bilingual import lag
from pilares.core.edits import Clash, Conflict, as_text
from pilares.core.trail import record
from pilares.people.models import User
from pilares.plans.actions.arranging import add_block
from pilares.plans.actions.editing import Cell, held
from pilares.plans.actions.notes import question_notes
from pilares.plans.models import Block, Section
from pilares.plans.queries.tables import is_plain, part_of, rows_of, words_of

GIVEN = re.compile(r"\.f(\d+)\.c\d+$")
NOT_PLAIN = _("This table is written cell by cell, in the form of its section.")
type_of_pair = tuple[str, str]


def table_of(lines_es: str, lines_en: str, *, heads: bool, anchor: str) -> dict[str, Any]:
    """Return a new table, with an anchor for each cell."""
    rows = _pairs(lines_es, lines_en)
    cells = [
        [_cell(f"{anchor}.f{at}.c{place}", pair) for place, pair in enumerate(row, 1)]
        for at, row in enumerate(rows, 1)
    ]
    return {"header_rows": int(heads), "rows": cells, "rows_given": len(rows)}


@transaction.atomic
def add_table(
    section: Section,
    *,
    lines_es: str,
    lines_en: str = "",
    heads: bool = True,
    by: User,
    after: Block | None = None,
    form_key: uuid.UUID | None = None,
) -> Block:
    """Add a table to a section of a draft, after a paragraph or at the end; a form adds one."""
    block = add_block(
        section, by=by, kind=Block.Kind.TABLE, text_es=lines_es, text_en=lines_en, after=after,
        form_key=form_key,
    )  # fmt: skip
    if block.table is None:
        block.text_es = block.text_en = ""
        block.table = table_of(lines_es, lines_en, heads=heads, anchor=block.anchor)
        block.save(update_fields=["text_es", "text_en", "table"])
    return block


@transaction.atomic
def rewrite_table(
    block: Block, *, lines_es: str, lines_en: str, heads: bool, base: Mapping[str, str], by: User
) -> bool:
    """Write a table anew; whoever began from other words is refused. Return whether anything changed.

    `base` holds what the person began from: `lines_es`, `lines_en`.
    """
    version = held(block.section.version, by)
    block = Block.objects.select_related("section").get(pk=block.pk)
    if not is_plain(block) or block.table is None:
        raise ValidationError(NOT_PLAIN)
    now = {f"lines_{lang}": as_text(words_of(block, lang)) for lang in ("es", "en")}
    mine = {"lines_es": lines_es, "lines_en": lines_en}
    if clashes := tuple(
        Clash(name, base[name], now[name], mine[name]) for name in now if as_text(base[name]) != now[name]
    ):
        raise Conflict(clashes)
    before = block.table
    block.table = _rewritten(block, _pairs(lines_es, lines_en), heads=heads)
    if block.table == before:
        return False
    block.save(update_fields=["table"])
    after = {f"lines_{lang}": words_of(block, lang) for lang in ("es", "en")}
    moved = {name: [now[name], after[name]] for name in now if now[name] != after[name]}
    record(block, "rewrite_table", by=by, version=str(version), changes=moved)
    question_notes(version)
    return True


def _pairs(lines_es: str, lines_en: str) -> list[list[type_of_pair]]:
    """Return the cells of both languages together; where one has no table, its cells are empty."""
    nothing: list[str] = []
    rows = zip_longest(rows_of(lines_es), rows_of(lines_en), fillvalue=nothing)
    return [list(zip_longest(spanish, english, fillvalue="")) for spanish, english in rows]


def _cell(anchor: str, pair: type_of_pair) -> dict[str, Any]:
    es, en = pair
    paragraph = {"anchor": anchor, "kind": "paragraph", "marker": None, "level": 0, "mark": None}
    return {"blocks": [{**paragraph, "es": es, "en": en}]}


def _rewritten(block: Block, rows: list[list[type_of_pair]], *, heads: bool) -> dict[str, Any]:
    """Return the table with new rows; the rows that stay, changed or not, are the rows they were."""
    table = block.table or {}
    old = [[part_of(cell) or {} for cell in row] for row in table["rows"]]
    said = [tuple((part["es"] or "", part["en"] or "") for part in row) for row in old]
    given = max([table.get("rows_given", 0), *map(_number, (part["anchor"] for row in old for part in row))])
    found: list[list[dict[str, Any]]] = []
    steps = SequenceMatcher(None, said, [tuple(row) for row in rows], autojunk=False).get_opcodes()
    for kind, start, end, first, last in steps:
        if kind == "delete":
            continue
        for kept, row in zip_longest(old[start:end], rows[first:last]):
            if row is None:  # there are fewer rows than there were
                continue
            if not kept:
                given += 1
            found.append(_row(block, kept or [], row, stem=f"{block.anchor}.f{given}"))
    return {**table, "header_rows": int(heads), "rows": found, "rows_given": given}


def _number(anchor: str) -> int:
    number = GIVEN.search(anchor)
    return int(number[1]) if number else 0


def _row(
    block: Block, kept: list[dict[str, Any]], row: list[type_of_pair], *, stem: str
) -> list[dict[str, Any]]:
    if kept:
        stem = str(kept[0]["anchor"]).rpartition(".")[0]
    cells = []
    for place, pair in enumerate(row, 1):
        if place > len(kept):
            cells.append(_cell(f"{stem}.c{place}", pair))
            continue
        cell = Cell(block, dict(kept[place - 1]))
        before = {"text_es": cell.text_es, "text_en": cell.text_en}
        after = {"text_es": pair[0], "text_en": pair[1]}
        cell.outdated_since = lag(cell, before, after, clock.now())  # type: ignore[arg-type]
        cell.text_es, cell.text_en = pair
        cells.append({"blocks": [cell.written()]})
    return cells
