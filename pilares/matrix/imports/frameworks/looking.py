"""What a framework would become, in a constant number of queries whatever its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.core.search import fold
from pilares.core.tables import Table
from pilares.matrix.imports.book import MOST_ROWS, TOO_MANY, NotOurs
from pilares.matrix.imports.frameworks.columns import Column, Frame, positions, read_frame
from pilares.matrix.imports.frameworks.destination import Destination, read_destination
from pilares.matrix.imports.frameworks.judging import Judge, Proposal, joined
from pilares.matrix.imports.frameworks.reading import Line, Reader, lines_of
from pilares.matrix.imports.frameworks.traps import Trap
from pilares.matrix.imports.keeping import tables_of
from pilares.matrix.models import Import
from pilares.people.models import Country, User

NO_LABELS = Reason(
    "NO_LABELS", _("No sheet of the file has a row of labels. Write in one row what each column holds.")
)
NOT_MAPPED = Reason("NOT_MAPPED", _("Say which column holds the indicator."))


@dataclass(frozen=True)
class Framework:
    """A file as it was understood so far."""

    frame: Frame
    at: Mapping[str, Column]
    lines: tuple[Line, ...]
    proposals: tuple[Proposal, ...]
    traps: tuple[Trap, ...]
    destination: Destination

    @property
    def mapped(self) -> bool:
        """Whether the person said which column holds the indicator."""
        return "indicator" in self.at

    @property
    def ready(self) -> tuple[Proposal, ...]:
        """The indicators that would be created now: nothing of them waits."""
        return tuple(one for one in self.proposals if not any(line.waits or line.out for line in one.lines))

    @property
    def waiting(self) -> int:
        """The rows that stay out until somebody decides."""
        return sum(line.waits and not line.out for line in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        """What there would be, and the rows by what becomes of them."""
        ready = self.ready
        spans = [span for one in ready for span in one.spans]
        return {
            "rows": len(self.lines),
            "read": sum(len(one.lines) for one in ready),
            "waiting": self.waiting,
            "out": sum(line.out for line in self.lines),
            "indicators": len(ready),
            "results": len({self.destination.place_of(one.result) for one in ready if one.result}),
            "activities": len(self.destination.new_activities([one.result for one in ready])),
            "periods": len(spans),
            "targets": sum(span.target is not None for span in spans),
            "figures": sum(span.actual is not None for span in spans),
        }

    @property
    def open(self) -> int:
        """How many distinct problems wait for a decision, of the rows that are not left out."""
        out = {line.row + 1 for line in self.lines if line.out}
        waits = {line.row + 1 for line in self.lines if line.waits}
        return len({trap.key for trap in self.traps if trap.row in waits - out and trap.kind.options})

    @property
    def seal(self) -> str:
        """The digest of what would be written: `apply` writes only what the person saw."""
        said = [
            repr((one.name, one.result, one.country, sorted(map(str, one.values.items())), one.spans))
            for one in self.ready
        ]
        return sha256("\n".join([self.destination.seal, *said]).encode()).hexdigest()


def open_frame(tables: tuple[Table, ...]) -> Frame:
    """Find the sheet that has labels. Raises `NotOurs`, with the reason."""
    frame = read_frame(tables)
    if frame is None:
        raise NotOurs(NO_LABELS)
    if len(frame.table.rows) - frame.header - 1 > MOST_ROWS:
        raise NotOurs(TOO_MANY)
    return frame


def look(import_: Import, *, by: User) -> Framework:
    """Say what a framework would become as it was mapped and decided so far."""
    frame = open_frame(tables_of(import_))
    answers = import_.answers
    at = positions(frame, answers.get("mapping", {}))
    destination = read_destination(import_, by=by)
    if "indicator" not in at:
        return Framework(frame, at, (), (), (), destination)
    reader = Reader(answers.get("decisions", {}), {name: column.label for name, column in at.items()})
    lines = tuple(lines_of(frame, at, reader))
    years = {name.partition("@")[2] for name in at if "@" in name}
    judge = Judge(reader, _members(), years)
    judged = [judge.judge(line) for line in lines if not line.out]
    proposals = joined([one for one in judged if one is not None], reader)
    _refuse_known(proposals, reader, destination)
    traps = tuple(trap for line in lines for trap in line.traps)
    return Framework(frame, at, lines, tuple(proposals), traps, destination)


def _members() -> dict[str, str]:
    """Return the codes of the Member Countries by their folded names and codes, in one query."""
    rows = Country.objects.filter(memberships__kind="member").distinct()
    found: dict[str, str] = {}
    for row in rows:
        found |= {fold(word): row.code for word in (row.name_es, row.name_en, row.code, row.iso3) if word}
    return found


def _refuse_known(proposals: list[Proposal], reader: Reader, destination: Destination) -> None:
    """Ask of what the activity has already: sent twice, a file never doubles an activity unasked."""
    for one in proposals:
        if fold(one.name) in destination.names:
            line = one.lines[0]
            reader.decide(line, "ALREADY_THERE", line.cells.get("indicator"), found=one.name)


def unread(framework: Framework) -> list[str]:
    """Return the columns that nobody reads, as their labels stand."""
    read = {column.at for column in framework.at.values()}
    return [column.label for column in framework.frame.columns if column.at not in read]
