"""What a framework's file is told back: what stayed out, what was decided, what was mended (AC-09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilares.core import sheets
from pilares.core.sheets import Column, Sheet
from pilares.matrix.imports.entries import letters
from pilares.matrix.imports.frameworks.columns import Column as Labelled
from pilares.matrix.imports.frameworks.looking import Framework, unread
from pilares.matrix.imports.frameworks.reading import EVERY
from pilares.matrix.imports.frameworks.traps import KINDS, Kind, Trap
from pilares.matrix.models import Import

SHOWN = 5
type_of_rows = list[list[Any]]


@dataclass(frozen=True)
class Group:
    """One distinct problem: where it stands, how often, and what was decided."""

    key: str
    code: str
    kind: Kind
    found: str
    places: tuple[str, ...]
    rows: int
    answer: str

    @property
    def more(self) -> int:
        """How many places are not shown."""
        return max(0, self.rows - len(self.places))

    @property
    def decided(self) -> str:
        """What was decided, in words."""
        return decided_words(self.kind, self.answer)


def decided_words(kind: Kind, answer: str) -> str:
    """Return an answer in words."""
    return str(dict(kind.options).get(answer, ""))


def groups_of(traps: Sequence[Trap], decisions: dict[str, str]) -> list[Group]:
    """Return the distinct problems, in the order of the kinds; those that only report at the end."""
    by_key: dict[str, list[Trap]] = {}
    for trap in traps:
        by_key.setdefault(trap.key, []).append(trap)
    order = {code: at for at, code in enumerate(KINDS)}
    found = []
    for key, several in by_key.items():
        first = several[0]
        answer = decisions.get(key, decisions.get(f"{first.code}|{EVERY}", ""))
        texts = list(dict.fromkeys(trap.found for trap in several if trap.found))
        places = tuple(f"{trap.place or trap.row}: «{trap.found}»" for trap in several[:SHOWN])
        found.append(Group(key, first.code, first.kind, ", ".join(texts[:3]), places, len(several), answer))
    return sorted(found, key=lambda one: (one.kind.harmless, order[one.code], -one.rows))


def reported(seen: Framework) -> dict[str, type_of_rows]:
    """Return what the file is told back, to be kept with it once it is applied."""
    out = {line.row + 1 for line in seen.lines if line.out or line.waits}
    left: type_of_rows = []
    noted: type_of_rows = []
    for trap in seen.traps:
        kept_out = trap.row in out and not trap.kind.harmless
        (left if kept_out else noted).append(_row(trap))
    noted += [_unread(seen, column) for column in seen.frame.columns if column.label in unread(seen)]
    return {"problems": left, "noted": noted}


def _unread(seen: Framework, column: Labelled) -> list[Any]:
    row = seen.frame.header + 1
    return [
        seen.frame.table.name, row, f"{letters(column.at)}{row}", column.label,
        _("a column of an indicator"), column.sample, _("Not read. It stays in your file."),
    ]  # fmt: skip


def _row(trap: Trap) -> list[Any]:
    return [
        trap.sheet, trap.row, trap.place, trap.column, str(trap.kind.expected), trap.found,
        str(trap.kind.mend),
    ]  # fmt: skip


def framework_errors(import_: Import, seen: Framework | None) -> bytes:
    """Return the workbook: what stayed out, and what was noted or decided of what came in."""
    said = reported(seen) if seen else import_.written
    columns = (
        Column(pgettext("part of a workbook", "Sheet"), 22),
        Column(_("Row"), 7),
        Column(_("Cell"), 9),
        Column(_("Column"), 26),
        Column(_("Expected"), 40),
        Column(_("Found"), 40),
        Column(_("How to mend it"), 60),
    )
    pages = [
        Sheet(_("To mend"), columns, said.get("problems", []), header=import_.name),
        Sheet(_("Noted"), columns, said.get("noted", []), header=import_.name),
    ]
    return sheets.workbook(
        pages, title=_("What to mend in %(file)s") % {"file": import_.name}, author="Pilares"
    )
