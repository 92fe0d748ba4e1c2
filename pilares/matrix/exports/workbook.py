"""The matrix as an XLSX workbook: official shape, register, notes, reading sheet."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core import sheets
from pilares.core.sheets import Heading, Sheet, type_of_cell
from pilares.matrix.exports.background import Background, read_background
from pilares.matrix.exports.columns import KEYS, REGISTER, Field, shape_of
from pilares.matrix.exports.reading import keys_sheet, notes_sheet, reading_sheet, type_of_held
from pilares.matrix.exports.rows import Row
from pilares.matrix.queries import Line, Matrix, View

type_of_cells = dict[int, dict[str, type_of_cell]]


def workbook(matrix: Matrix) -> bytes:
    """Return the workbook of what a reader may see; the matrix was read for that reader, whole."""
    background = read_background(matrix)
    held = {
        _official_name(matrix, background): (*shape_of(matrix.filters.view)[1], *KEYS),
        _("Register"): REGISTER,
    }
    official, register = held
    cells = _cells(matrix, background, held)
    pages = [
        _official_sheet(official, held[official], matrix, cells),
        Sheet(
            register,
            _columns(REGISTER),
            [_row(x, cells, REGISTER) for x in matrix.lines],
            frozen=1,
            locked=True,
        ),
        *([notes_sheet(background)] if background.notes else []),
        reading_sheet(matrix, background, held),
        # a file of a day that is over never comes back into the matrix of today
        *([] if matrix.filters.as_of else [keys_sheet(matrix, background, held, cells)]),
    ]
    return sheets.workbook(
        [replace(page, header=background.warning, footer=_footer(background)) for page in pages],
        title=background.source,
        author="Pilares",
    )


def _cells(matrix: Matrix, background: Background, held: type_of_held) -> type_of_cells:
    """Return what each row says in each of its columns; several sheets show some of them."""
    names = tuple(dict.fromkeys(field.name for fields in held.values() for field in fields))
    found = {}
    for line in matrix.lines:
        row = Row(line, background)
        found[line.pk] = {name: getattr(row, name) for name in names}
    return found


def _official_name(matrix: Matrix, background: Background) -> str:
    """The tab says that the data are illustrative: it stays in sight wherever the reader scrolls."""
    words = _("Matrix %(section)s (illustrative)") if background.illustrative else _("Matrix %(section)s")
    return words % {"section": shape_of(matrix.filters.view)[0]}


def _official_sheet(name: str, fields: tuple[Field, ...], matrix: Matrix, cells: type_of_cells) -> Sheet:
    """The official shape, one row an activity; by group where the plan prints one table for each (§3.9)."""
    if matrix.filters.view == View.PLANNING:
        return Sheet(name, _columns(fields), list(_by_group(matrix, cells, fields)), locked=True)
    rows = [_row(line, cells, fields) for line in matrix.lines]
    return Sheet(name, _columns(fields), rows, frozen=2, locked=True)


def _by_group(
    matrix: Matrix, cells: type_of_cells, fields: tuple[Field, ...]
) -> Iterator[tuple[type_of_cell, ...] | Heading]:
    """Yield each group's heading and specific objective, then its activities (§3.9)."""
    for band in matrix.bands:
        if not band.lines and (band.ad_hoc or matrix.filters.narrowed):
            continue
        yield Heading(band.name.text)
        objective = band.objective.text or _("To be defined")
        yield Heading(_("Specific objective: %(objective)s") % {"objective": objective}, strong=False)
        for line in band.lines:
            yield _row(line, cells, fields)


def _columns(fields: tuple[Field, ...]) -> tuple[sheets.Column, ...]:
    return tuple(field.column() for field in fields)


def _row(line: Line, cells: type_of_cells, fields: tuple[Field, ...]) -> tuple[type_of_cell, ...]:
    mine = cells[line.pk]
    return tuple(mine[field.name] for field in fields)


def _footer(background: Background) -> tuple[str, str, str]:
    """Product and plan, how far it may go, date and page (screens.md 2.2, 9)."""
    day = date_format(background.as_of, "DATE_FORMAT")
    return (
        f"Pilares · {background.plan_version}",
        str(background.tier.label),
        _("Data as of %(date)s") % {"date": day} + " · {page}/{pages}",
    )
