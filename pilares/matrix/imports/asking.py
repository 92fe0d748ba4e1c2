"""What only the person can settle, asked once: unknown values, the order of dates, the decimal sign."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilares.core.search import fold
from pilares.matrix.imports.entries import Cell
from pilares.matrix.imports.vocabulary import Vocabulary
from pilares.matrix.imports.written import Amount, Day, Ways, mark_of, order_of, read_amount, read_day

#: the answer that leaves a cell as it is online
KEEP = "="
SHOWN = 5


@dataclass(frozen=True)
class Problem:
    """Something of the file that is not written, with what would mend it."""

    sheet: str
    row: int
    place: str
    column: str
    expected: str | Promise
    found: str
    mend: str | Promise


@dataclass
class Unknown:
    """A value that nobody knows, and where it stands."""

    kind: str
    text: str
    places: list[str] = field(default_factory=list)
    answer: str = ""

    @property
    def key(self) -> str:
        """What its answer is kept under."""
        return f"{self.kind}|{fold(self.text)}"


@dataclass
class Normalised:
    """A value that was known under another spelling."""

    found: str
    understood: str
    times: int = 1


@dataclass
class Asked:
    """Everything that was asked of a file so far, and what the person answered."""

    vocabulary: Vocabulary
    answers: Mapping[str, Any]
    unknown: dict[str, Unknown] = field(default_factory=dict)
    normalised: dict[tuple[str, str], Normalised] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    #: days in figures that could be two days, with both, and numbers with a mark
    days: dict[str, Day] = field(default_factory=dict)
    amounts: dict[str, Amount] = field(default_factory=dict)
    orders: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    #: how many rows declare a state without its day or its reason
    without_day: int = 0
    without_reason: int = 0

    def ways_of(self, text: str) -> Ways:
        """How a day or a number is to be read, as far as the person said of it or of the whole file."""
        order = self.answers.get("orders", {}).get(text) or self.answers.get("order", "")
        return Ways(order, self.answers.get("marks", {}).get(text) or self.answers.get("mark", ""))

    def value(self, kind: str, text: str, cell: Cell) -> str | None:
        """Return the value that a text names, `KEEP` to leave the cell, or `None` while it is asked."""
        found = self.vocabulary.find(kind, text)
        if found is not None:
            return found
        unknown = self.unknown.setdefault(f"{kind}|{fold(text)}", Unknown(kind, text))
        unknown.places.append(f"{cell.sheet}, {cell.place}")
        unknown.answer = self.answers.get("values", {}).get(unknown.key, "")
        return unknown.answer or None

    def spelt(self, cell: Cell, kind: str, value: str) -> None:
        """Note a value that was understood although it is written otherwise."""
        found = cell.value if isinstance(cell.value, str) else cell.text
        if found not in self.vocabulary.kinds[kind].spellings and self.vocabulary.find(kind, found) == value:
            self.understood(found, self.vocabulary.label(kind, value))

    def understood(self, found: str, words: str) -> None:
        """Note a text that was taken for what it surely is."""
        known = self.normalised.setdefault((found, words), Normalised(found, words, 0))
        known.times += 1

    def day(self, text: str, cell: Cell) -> Day | None:
        """Read a day, and note what its order can only be or that it could be another day."""
        found = read_day(text, cell.value if text == cell.text else None, self.ways_of(text))
        if order := order_of(text):
            self.orders.append(order)
        if found and found.other:
            self.days.setdefault(text, found)
        return found

    def amount(self, text: str, cell: Cell) -> Amount | None:
        """Read a number, and note that its mark is to be confirmed."""
        found = read_amount(text, cell.value if text == cell.text else None, self.ways_of(text))
        if found and found.marked:
            self.amounts.setdefault(text, found)
            if mark := mark_of(text):
                self.marks.append(mark)
        return found

    def problem(
        self, cell: Cell, column: str, expected: str | Promise, mend: str | Promise, found: str = ""
    ) -> None:
        """Note what cannot be written, where, and what would mend it."""
        self.problems.append(
            Problem(cell.sheet, cell.row + 1, cell.place, column, expected, found or cell.text, mend)
        )

    # --- What is still to be answered ---

    @property
    def values_open(self) -> bool:
        """Whether a value waits for its decision."""
        return any(not unknown.answer for unknown in self.unknown.values())

    @property
    def mixes_orders(self) -> bool:
        """Whether the file writes days in both orders: one answer would not hold for all of them."""
        return len(set(self.orders)) > 1

    @property
    def mixes_marks(self) -> bool:
        """Whether the file writes numbers with both signs before the decimals."""
        return len(set(self.marks)) > 1

    @property
    def doubtful(self) -> list[str]:
        """The numbers that could be two numbers."""
        return [text for text, amount in self.amounts.items() if amount.doubtful]

    @property
    def order_open(self) -> bool:
        """Whether a day could be two days and nobody said which."""
        if self.mixes_orders:
            return bool(self.days.keys() - self.answers.get("orders", {}).keys())
        return bool(self.days) and not self.answers.get("order")

    @property
    def mark_open(self) -> bool:
        """Whether a number has a mark and nobody said what it means."""
        if self.mixes_marks:
            return bool(set(self.doubtful) - self.answers.get("marks", {}).keys())
        return bool(self.amounts) and not self.answers.get("mark")

    @property
    def ways_open(self) -> bool:
        """Whether the step of dates and numbers has a question."""
        declared = (self.without_day and not self.answers.get("declared_on")) or (
            self.without_reason and not self.answers.get("reason")
        )
        return self.order_open or self.mark_open or bool(declared)


EXPECTED = {
    "day": _("a day, as 14 November 2021 or 2021-11-14"),
    "number": _("a number"),
    "one": _("one of the values of the list"),
    "text": _("a text of at most %(most)s characters"),
    "same": _("the same text in every sheet"),
    "unchanged": _("what stands online: this column is not imported"),
    "line": _("the lines that stand online, changed or with others after them"),
    "own": _("the activity that has this number"),
    "known": _("a row of the matrix"),
    "title": _("the activity in words"),
}
