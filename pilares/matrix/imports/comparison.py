"""What would become of each row: the file, the matrix of today, and what was exported, side by side."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.matrix.imports.asking import Asked
from pilares.matrix.imports.book import Book
from pilares.matrix.imports.entries import Entry
from pilares.matrix.imports.parts import PartChange


class Kind(StrEnum):
    """What would become of a row."""

    NEW = "new"
    UPDATED = "updated"
    CONFLICT = "conflict"
    BLOCKED = "blocked"
    #: nothing of it could be understood or may be written; the problems say why
    UNREAD = "unread"
    NOT_FOUND = "not_found"
    LEFT_OUT = "left_out"
    UNCHANGED = "unchanged"


#: the counts of a file that would do nothing
NOTHING: dict[str, int] = dict.fromkeys([*(kind.value for kind in Kind), "absent"], 0)

#: what a person chooses for a cell that both the file and somebody online changed
FILE, ONLINE = "file", "online"
#: what becomes of a new row: a priority activity of its group, a candidate, or nothing
PRIORITY, CANDIDATE, OUT = "priority", "candidate", "out"

MIXED_UP = Reason(
    "ROW_MIXED_UP",
    _(
        "This row has the activity of another row: the hidden columns may have stayed behind when it was "
        "sorted. Undo the sorting, or export again."
    ),
)


@dataclass(frozen=True)
class CellLine:
    """One cell: what was exported, what stands online, what the file says."""

    name: str
    label: str
    #: `None` when nobody knows what was exported
    exported: str | None
    online: str
    file: str
    sheet: str
    place: str
    conflict: bool = False
    #: `file` or `online`, once the person chose
    choice: str = ""
    #: what the cell was understood to say, where it is not what it says
    understood: str = ""


@dataclass
class RowLine:
    """One row of the comparison, with what would be written of it."""

    kind: Kind
    entry: Entry
    pk: int | None = None
    code: str = ""
    title: str = ""
    group: int | None = None
    cells: list[CellLine] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)
    #: canonical texts of the activity as it stood when it was compared
    values: Mapping[str, str] = field(default_factory=dict)
    state: str | None = None
    on: date | None = None
    note: str = ""
    prioritise: bool = False
    parts: list[PartChange] = field(default_factory=list)
    #: `priority`, `candidate` or `out`, for a new row
    becomes: str = ""
    #: waits for an answer of the steps before
    waits: bool = False

    @property
    def place(self) -> str:
        """Where it stands in the file."""
        return f"{self.entry.sheet}, {self.entry.row + 1}"

    @property
    def key(self) -> str:
        """What its answers are kept under."""
        return str(self.pk) if self.pk else self.entry.key

    @property
    def declares(self) -> bool:
        """Whether it declares a state, or another day or reason for the same."""
        return self.state is not None

    @property
    def writes(self) -> bool:
        """Whether anything of it would be written now."""
        if self.kind in {Kind.NEW, Kind.UPDATED, Kind.CONFLICT}:
            return bool(self.changes or self.parts or self.declares or self.prioritise)
        return False

    @property
    def undecided(self) -> bool:
        """Whether a conflict of it waits for a choice."""
        return any(cell.conflict and not cell.choice for cell in self.cells)


@dataclass(frozen=True)
class Comparison:
    """Everything that a file would do, and what it still asks."""

    book: Book
    asked: Asked
    rows: tuple[RowLine, ...]
    #: activities that were exported and are not in the file: they are never removed
    absent: tuple[str, ...]
    #: rows that named no activity at all
    empty: int = 0
    #: columns whose suggested meaning waits for a yes or no
    columns_open: bool = False

    def of(self, *kinds: Kind) -> tuple[RowLine, ...]:
        """Return the rows of these kinds."""
        return tuple(row for row in self.rows if row.kind in kinds)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind there are, and how many are absent."""
        found = Counter(str(row.kind) for row in self.rows)
        return NOTHING | dict(found) | {"absent": len(self.absent)}

    @property
    def writing(self) -> tuple[RowLine, ...]:
        """The rows of which something would be written."""
        return tuple(row for row in self.rows if row.writes)

    @property
    def changes(self) -> int:
        """How many cells would be written, a new row counting as one."""
        kept = (
            1 if row.kind == Kind.NEW else sum(c.choice != ONLINE for c in row.cells) for row in self.writing
        )
        return sum(kept)

    @property
    def answered(self) -> bool:
        """Whether the steps before the comparison have nothing left to ask."""
        return not (self.columns_open or self.values_asked or self.asked.ways_open)

    @property
    def values_asked(self) -> bool:
        """Whether the step of values has a question: a value that nobody knows, or a row without group."""
        return self.asked.values_open or any(row.waits and row.group is None for row in self.newcomers)

    @property
    def newcomers(self) -> tuple[RowLine, ...]:
        """The rows that name no activity, or repeat one: the person says what they are."""
        return tuple(row for row in self.rows if row.pk is None and row.becomes)

    @property
    def undecided(self) -> tuple[RowLine, ...]:
        """The rows in conflict that wait for a choice."""
        return tuple(row for row in self.rows if row.kind == Kind.CONFLICT and row.undecided)

    @cached_property
    def seal(self) -> str:
        """What the person saw, in one text: if the matrix or the answers change, so does it."""
        said = hashlib.sha256()
        for row in self.rows:
            if row.kind != Kind.UNCHANGED:
                said.update(repr(_summary(row)).encode())
        said.update(repr((self.absent, len(self.rows))).encode())
        return said.hexdigest()


def _summary(row: RowLine) -> Sequence[object]:
    cells = [(c.name, c.exported, c.online, c.file, c.conflict) for c in row.cells]
    reasons = [reason.code for reason in row.reasons]
    declared = (row.state, row.on, row.note)
    return (row.kind.value, row.key, row.code, row.group, row.becomes, declared, cells, reasons)
