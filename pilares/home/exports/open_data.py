"""A table as CSV, XLSX or JSON; each row says of when it is, under which terms, and what to mind."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pilares.core import clock, sheets
from pilares.core.kinds import CSV, JSON, XLSX
from pilares.core.sheets import type_of_cell
from pilares.home.exports.datasets import LABELS, Dataset

#: what every row of CSV and XLSX says at its end; JSON says it once
LAST = ("notes", "data_as_of", "licence")


def warning() -> str:
    """Return what is to be minded in every row of a demonstration."""
    return _("Illustrative data. Not commitments of the RCM.") if settings.DEMO else ""


def licence() -> str:
    """Return the terms of use, or that the CRM has not set them (PILARES_DATA_LICENCE)."""
    return settings.DATA_LICENCE or _("Licence to be defined")


def _table(dataset: Dataset) -> tuple[list[str], list[list[type_of_cell]]]:
    labels = [str(LABELS[name]) for name in (*(field.name for field in dataset.fields), *LAST)]
    end: list[type_of_cell] = [warning(), clock.today(), licence()]
    return labels, [[*(_cell(field.tell(row)) for field in dataset.fields), *end] for row in dataset.rows()]


def _cell(value: Any) -> type_of_cell:
    if value is None or isinstance(value, int | Decimal | date):
        return value
    return str(value)


def comma_separated(dataset: Dataset) -> bytes:
    """Return the table as CSV."""
    return sheets.comma_separated(*_table(dataset))


def workbook(dataset: Dataset) -> bytes:
    """Return the table as a workbook, with a second sheet that says what each column holds."""
    labels, rows = _table(dataset)
    title = str(dataset.title)
    footer = ("Pilares", str(clock.today()), "{page}/{pages}")
    columns = tuple(sheets.Column(label, 24) for label in labels)
    about = [[str(field.label), str(field.about)] for field in dataset.fields]
    heads = (sheets.Column(_("Column"), 24), sheets.Column(_("What it holds"), 90))
    pages = [
        sheets.Sheet(title, columns, rows, frozen=1, footer=footer),
        sheets.Sheet(_("Read me"), heads, about, footer=footer),
    ]
    return sheets.workbook(pages, title=title, author="Pilares")


def as_json(dataset: Dataset) -> bytes:
    """Return the table as a JSON document: names in English and stable, what is not known is null."""
    document = {
        "dataset": dataset.slug,
        "title": str(dataset.title),
        "language": get_language(),
        "as_of": clock.today().isoformat(),
        "warning": warning() or None,
        "licence": licence(),
        "columns": {field.name: str(field.about) for field in dataset.fields},
        "rows": [{field.name: _value(field.tell(row)) for field in dataset.fields} for row in dataset.rows()],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    cell = _cell(value)
    return cell.isoformat() if isinstance(cell, date) else None if cell == "" else cell


#: how each kind of file is written, and its media type
FORMATS: dict[str, tuple[Callable[[Dataset], bytes], str]] = {
    "csv": (comma_separated, CSV),
    "xlsx": (workbook, XLSX),
    "json": (as_json, JSON),
}


def written(dataset: Dataset, suffix: str) -> tuple[bytes, str]:
    """Return a table as a file of that kind, and its media type."""
    write, media_type = FORMATS[suffix]
    return write(dataset), media_type
