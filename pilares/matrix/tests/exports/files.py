"""The files of the matrix as their readers open them, and the plan's own words to compare with."""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from pilares.matrix import exports
from pilares.matrix.queries import Filters, View, read_matrix

ROOT = Path(settings.BASE_DIR)
PLAN: Any = json.loads((ROOT / "pilares/plans/data/plan_2019_2022.json").read_text())
NOTE_7 = next(note for note in PLAN["notes"] if note["number"] == 7)["es"]
VISITOR = AnonymousUser()


def read(view: View = View.FOLLOW_UP, user=VISITOR, **asked):
    return read_matrix(user, Filters(view=view, **asked), everything=True)


def book(view: View = View.FOLLOW_UP, user=VISITOR, language: str = "es", **asked):
    """Return the workbook as openpyxl reads it."""
    with translation.override(language):
        return openpyxl.load_workbook(BytesIO(exports.workbook(read(view, user, **asked))))


def cells(sheet) -> list[list[object]]:
    """Return the visible cells of a sheet, row by row."""
    shown = [c for c in range(1, sheet.max_column + 1) if not hides(sheet, c)]
    return [[sheet.cell(r, c).value for c in shown] for r in range(1, sheet.max_row + 1)]


def hides(sheet, column: int) -> bool:
    hidden = [d for d in sheet.column_dimensions.values() if d.hidden]
    return any(d.min <= column <= d.max for d in hidden)


def records(user=VISITOR, language: str = "es", **asked) -> list[dict[str, str]]:
    with translation.override(language):
        text = exports.comma_separated(read(user=user, **asked)).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def document(user=VISITOR, language: str = "es", **asked) -> dict:
    with translation.override(language):
        return json.loads(exports.open_data(read(user=user, **asked)))


def printed(anchor: str, language: str) -> list[str]:
    """Return the words of the last heading row of a table of the plan."""
    section = next(s for s in PLAN["sections"] for b in s["blocks"] if b["anchor"] == anchor)
    table = next(b for b in section["blocks"] if b["anchor"] == anchor)
    row = table["rows"][table["header_rows"] - 1]
    return [cell["blocks"][0][language] for cell in row]
