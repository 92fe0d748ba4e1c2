"""What stands in the tables that the plan prints as models: §3.9, a table a group, and §4.3."""

from pilares.core.bilingual import Wording
from pilares.matrix.exports.background import read_background
from pilares.matrix.exports.columns import FOLLOW_UP, PLANNING, Field
from pilares.matrix.exports.rows import Row
from pilares.matrix.queries import Filters, View, read_matrix
from pilares.people.access import type_of_reader
from pilares.plans.models import Document
from pilares.plans.queries.printing import Filled, Filling

type_of_cells = tuple[tuple[str | Wording, ...], ...]


def fill(plan: Document, user: type_of_reader) -> Filling:
    """Return the tables of the plan as this reader may see them; ad hoc groups stand outside it (nota 8)."""
    matrix = read_matrix(user, Filters(view=View.PLANNING), everything=True)
    if matrix.plan != plan:
        return Filling({}, matrix.as_of)
    background = read_background(matrix)
    tables: dict[str, Filled] = {}
    every: list[type_of_cells] = []
    for band in matrix.bands:
        if band.ad_hoc:
            continue
        rows = [Row(line, background) for line in band.lines]
        key = f"3.9.{band.code.lower()}"
        tables[key] = Filled(band.name, tuple(_cells(row, PLANNING) for row in rows), band.objective)
        if rows:
            every += [((band.name,),), *(_cells(row, FOLLOW_UP) for row in rows)]
    tables["4.3.matriz"] = Filled("", tuple(every))
    return Filling(tables, matrix.as_of, background.tier, background.illustrative)


def _cells(row: Row, fields: tuple[Field, ...]) -> type_of_cells:
    return tuple(
        (f"{row.code}. {row.title}",) if field.name == "title" else tuple(_lines(row, field))
        for field in fields
    )


def _lines(row: Row, field: Field) -> list[str | Wording]:
    """Return the values of a cell, one a line; what has no translation is in its own language."""
    line = row.line
    if field.name == "results":
        return [result.text for result in line.results]
    if field.name == "indicators":
        return [indicator.name for indicator in line.indicators]
    return [*str(getattr(row, field.name)).split("\n")]
