"""Which activity each row of a file speaks of, among those that the person may see."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from pilares.core.search import fold
from pilares.matrix.exports.stamp import Remembered
from pilares.matrix.imports.asking import EXPECTED, Asked
from pilares.matrix.imports.comparison import MIXED_UP, Kind, RowLine
from pilares.matrix.imports.entries import Cell, Entry
from pilares.matrix.imports.labels import label_of
from pilares.monitoring.models import Activity


@dataclass(frozen=True)
class Known:
    """An activity that the person may see."""

    pk: int
    code: str
    version: int


@dataclass
class Pending:
    """A row that says something else than what was exported, or of which nobody knows what was."""

    entry: Entry
    known: Known
    remembered: Remembered | None
    differing: dict[str, list[Cell]] = field(default_factory=dict)


@dataclass
class Matched:
    """The rows, told apart."""

    pending: list[Pending] = field(default_factory=list)
    #: rows that would be new, each with the code of the row that it is a copy of
    newcomers: list[tuple[Entry, str]] = field(default_factory=list)
    #: rows of which all is said already
    settled: list[RowLine] = field(default_factory=list)
    #: codes of activities that were exported and that no row speaks of
    absent: list[str] = field(default_factory=list)


def match(
    entries: Iterable[Entry],
    *,
    seen: Iterable[tuple[int, str, int]],
    exported: Mapping[int, Remembered] | None,
    asked: Asked,
) -> Matched:
    """Tell the rows apart; `seen` are the keys, codes and versions of what the person may see."""
    return _Matching({row[0]: Known(*row) for row in seen}, exported, asked).done(entries)


class _Matching:
    def __init__(
        self, known: Mapping[int, Known], exported: Mapping[int, Remembered] | None, asked: Asked
    ) -> None:
        self.known, self.sealed, self.exported, self.asked = (
            known,
            exported is not None,
            exported or {},
            asked,
        )
        self.by_code = {one.code: one for one in known.values()}
        self.out = Matched()

    def done(self, entries: Iterable[Entry]) -> Matched:
        met: set[int] = set()
        for entry in entries:
            one = self._find(entry)
            if one is None and (entry.id is not None or entry.code):
                self._not_found(entry)
            elif one is None:
                self.out.newcomers.append((entry, ""))
            elif one.pk in met:  # a copy of a row, perhaps with another activity in it
                self.out.newcomers.append((entry, one.code))
            else:
                met.add(one.pk)
                self._weigh(Pending(entry, one, self.exported.get(one.pk)))
        self.out.absent = [self.known[pk].code for pk in self.exported if pk not in met and pk in self.known]
        return self.out

    def _find(self, entry: Entry) -> Known | None:
        """Find the activity: by its number where the file's seal is whole, otherwise by its code."""
        if self.sealed and entry.id is not None:
            return self.known.get(entry.id)
        if entry.code:
            return self.by_code.get(entry.code)
        return self.known.get(entry.id) if entry.id is not None else None

    def _not_found(self, entry: Entry) -> None:
        """Say the same of a row that does not exist and of one that the person may not see."""
        cell = (entry.cells("code") or entry.cells("id"))[0]
        mend = _("Check the code. To add the activity as new, empty the hidden columns of the row.")
        self.asked.problem(cell, label_of("code"), EXPECTED["known"], mend, entry.code or str(entry.id))
        line = RowLine(Kind.NOT_FOUND, entry, code=entry.code, title=entry.text("title"))
        self.out.settled.append(line)

    @cached_property
    def titles(self) -> dict[str, int]:
        """Return whose each exported title is, where only one row had it."""
        folded = {pk: fold(one.texts.get("title", "")) for pk, one in self.exported.items()}
        times = Counter(folded.values())
        return {title: pk for pk, title in folded.items() if title and times[title] == 1}

    def _weigh(self, row: Pending) -> None:
        """Find what the file changed; a row that it left as it was is settled."""
        if row.remembered is None:
            self.out.pending.append(row)
            return
        row.differing = row.entry.differing(row.remembered.texts)
        title = next((cell.text for cell in row.differing.get("title", ())), "")
        if title and self.titles.get(fold(title), row.known.pk) != row.known.pk:
            self._settle(row, Kind.BLOCKED, title).reasons.append(MIXED_UP)
        elif row.differing:
            self.out.pending.append(row)
        else:
            self._settle(row, Kind.UNCHANGED, row.remembered.texts.get("title", ""))

    def _settle(self, row: Pending, kind: Kind, title: str) -> RowLine:
        line = RowLine(kind, row.entry, row.known.pk, row.known.code, title)
        self.out.settled.append(line)
        return line


def seen_by(activities: "Iterable[Activity]") -> list[tuple[int, str, int]]:
    """Return key, code and version of each activity of a query that is already for one person."""
    rows = activities.values_list("pk", "code", "version")  # type: ignore[attr-defined]
    return list(rows)
