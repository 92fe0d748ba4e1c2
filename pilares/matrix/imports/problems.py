"""The file of errors: where each stands, what was expected, what was found, and what mends it (AC-09)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilares.core import sheets
from pilares.core.sheets import Column, Sheet
from pilares.matrix.imports.applying import problems_of
from pilares.matrix.imports.asking import Problem
from pilares.matrix.imports.comparison import Comparison
from pilares.matrix.models import Import

SHOWN = 8


@dataclass(frozen=True)
class Repair:
    """What mends several problems of one kind, and where they stand."""

    mend: str
    places: tuple[str, ...]
    more: int


def repairs(problems: Iterable[Problem]) -> list[Repair]:
    """Group problems by what mends them (screens.md 20)."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in problems:
        found[str(one.mend)].append(f"{one.sheet}, {one.place}, {one.column}: «{one.found}»")
    return [Repair(mend, tuple(p[:SHOWN]), max(0, len(p) - SHOWN)) for mend, p in found.items()]


def errors_file(import_: Import, seen: Comparison | None) -> bytes:
    """Return the workbook of errors: of what would happen now, or of what an applied file left out."""
    rows = problems_of(seen) if seen else import_.written.get("problems", [])
    columns = (
        Column(pgettext("part of a workbook", "Sheet"), 22),
        Column(_("Row"), 7),
        Column(_("Cell"), 9),
        Column(_("Column"), 26),
        Column(_("Expected"), 40),
        Column(_("Found"), 40),
        Column(_("How to mend it"), 60),
    )
    page = Sheet(_("To mend"), columns, rows, header=import_.name)
    return sheets.workbook(
        [page], title=_("What to mend in %(file)s") % {"file": import_.name}, author="Pilares"
    )
