"""What each changed row would write, and the rules of the plan that may refuse it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pilares.core import clock
from pilares.core.access import Reason
from pilares.core.edits import as_text
from pilares.core.search import only_lost_marks
from pilares.matrix.exports.background import Background
from pilares.matrix.exports.records import Record
from pilares.matrix.exports.rows import Row
from pilares.matrix.exports.rows import day as day_words
from pilares.matrix.exports.stamp import written
from pilares.matrix.imports.asking import EXPECTED, Asked
from pilares.matrix.imports.book import written_value
from pilares.matrix.imports.comparison import ONLINE, CellLine, Kind, RowLine
from pilares.matrix.imports.entries import Cell
from pilares.matrix.imports.fields import Reading, Sight, in_words, reader_of, too_many
from pilares.matrix.imports.labels import label_of
from pilares.matrix.imports.matching import Pending
from pilares.matrix.imports.parts import SPEAKS_OF, Held, Lines, PartChange, line_reader_of
from pilares.matrix.queries import Line
from pilares.monitoring import access
from pilares.monitoring.actions.activities import values_of
from pilares.monitoring.actions.many import below_many
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.values import number_words
from pilares.people.models import Body, User
from pilares.plans.models import Document


@dataclass
class Places:
    """The places of the groups' plans, with those that this same file already takes (§3.9)."""

    plan: Document
    taken: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        slots = Activity.objects.filter(plan=self.plan, slot__isnull=False).order_by()
        self.taken = dict(slots.values_list("group").annotate(n=Count("pk")))

    def why_not_take(self, group: Body) -> Reason | None:
        """Take a place, or say why there is none."""
        taken = self.taken.get(group.pk, 0)
        reason = access.why_not_one_more_priority(group, self.plan, taken=taken)
        if reason is None:
            self.taken[group.pk] = taken + 1
        return reason


@dataclass(frozen=True)
class Online:
    """What stands online of the rows that the file changes."""

    background: Background
    lines: Mapping[int, Line]
    activities: Mapping[int, Activity]
    held: Mapping[str, Mapping[int, Any]]
    language: str


class Judge:
    """Reads changed rows one by one; asks the database nothing."""

    def __init__(self, online: Online, asked: Asked, places: Places, by: User) -> None:
        self.online, self.asked, self.places, self.by = online, asked, places, by

    def judge(self, row: Pending) -> RowLine | None:
        """Return what would become of a row; `None` for one that went away meanwhile."""
        activity = self.online.activities.get(row.known.pk)
        line = self.online.lines.get(row.known.pk)
        return _Row(self, row, line, activity).done() if line and activity else None

    def check_targets(self, lines: Iterable[RowLine]) -> None:
        """Block «Completed» with a target that is not met: its page asks for the explanation (AC-14)."""
        completed = [x for x in lines if x.pk and x.state == Activity.State.COMPLETED and not x.reasons]
        below = below_many([line.pk for line in completed if line.pk], self.by)
        for line in completed:
            activity = self.online.activities[line.pk or 0]
            if reason := access.why_not_complete(activity, below.get(activity.pk, ()), ""):
                line.reasons.append(reason)
                line.kind = Kind.BLOCKED


class _Row:
    def __init__(self, judge: Judge, row: Pending, line: Line, activity: Activity) -> None:
        self.judge, self.row, self.activity, self.asked = judge, row, activity, judge.asked
        self.language = judge.online.language
        shape = Record if row.entry.records else Row
        self.rendered = shape(line, judge.online.background)
        self.out = RowLine(
            Kind.UNCHANGED, row.entry, activity.pk, activity.code, line.title.text, activity.group_id
        )
        self.shown: dict[str, str] = {}
        self.state: str | None = None
        self.day: date | None = None
        self.note: str | None = None
        self.problems = len(self.asked.problems)
        #: what the last cell was understood to say
        self.understood = ""

    def online(self, name: str) -> str:
        """Return what stands online in a field, as a file in its language would say it."""
        if name not in self.shown:
            with override(self.language):
                self.shown[name] = written_value(written(getattr(self.rendered, name, "")))
        return self.shown[name]

    def done(self) -> RowLine:
        """Read every cell that differs, then say what would become of the row."""
        for name, cells in self._differing().items():
            self._weigh(name, cells)
        self.out.values = values_of(self.activity, tuple(self.out.changes))
        self._declare()
        self._decide()
        return self.out

    def _differing(self) -> dict[str, list[Cell]]:
        if self.row.remembered is not None:
            return self.row.differing
        names = {name for source in self.row.entry.sources for name in source.columns.values()}
        return self.row.entry.differing({name: self.online(name) for name in names - {"id", "version"}})

    def _weigh(self, name: str, cells: list[Cell]) -> None:
        """Read a cell, unless nothing in it is new; what was changed on both sides needs a choice."""
        online = self.online(name)
        differing = [cell for cell in cells if cell.text != online]
        if not differing:
            return
        cell = differing[0]
        if any(other.text != cell.text for other in differing):
            mend = _("Two sheets of the file say different things: write the same in both.")
            self.asked.problem(differing[-1], label_of(name), cell.text, mend)
            return
        known = self.row.remembered.texts.get(name) if self.row.remembered else None
        exported = None if known is None else written_value(known)
        before = online if exported is None else exported
        if only_lost_marks(before, cell.text):
            self.asked.understood(cell.text, before)
            return
        conflict = online != exported if exported is not None else self._other_version()
        choice = self.asked.answers.get("choices", {}).get(f"{self.out.key}|{name}", "") if conflict else ""
        line = CellLine(
            name, label_of(name, records=self.row.entry.records), exported, online, cell.text,
            cell.sheet, cell.place, conflict, choice,
        )  # fmt: skip
        if choice == ONLINE or self._read(name, cell):
            self.out.cells.append(replace(line, understood=self.understood))

    def _other_version(self) -> bool:
        """Whether the row was exported before somebody changed it; unknown in a file that has no numbers."""
        version = self.row.entry.version
        return version is not None and version != self.activity.version

    def _read(self, name: str, cell: Cell) -> bool:
        """Take what a cell asks for; return whether it asks for anything."""
        self.understood = ""
        values = {key: getattr(self.activity, key) for key in ("stage", "title_es", "title_en")}
        if name == "themes":
            values |= values_of(self.activity, ("themes", "primary_theme"))
        sight = Sight(self.row.entry, values, self.language, self.asked, {name: self.online(name)})
        if too_many(cell, sight, name):
            return False
        if reader := line_reader_of(name, records=self.row.entry.records):
            held: tuple[Held, ...] = tuple(
                self.judge.online.held.get(SPEAKS_OF[name], {}).get(self.activity.pk, ())
            )
            found = reader(cell, sight, held)
            self.understood = parts_in_words(found, held) if found else ""
            return found is not None and self._take_lines(found, name, cell)
        reading = reader_of(name, told=self.row.remembered is not None)(cell, sight)
        if reading is None:
            return False
        self.understood = in_words(reading, cell.text, sight)
        return self._take(reading, name, cell)

    def _take_lines(self, found: Lines, name: str, cell: Cell) -> bool:
        self.out.parts += found.parts
        changed = self._put(found.changes, name, cell)
        return bool(found.parts) or changed

    def _take(self, reading: Reading, name: str, cell: Cell) -> bool:
        if reading.waits:
            self.out.waits = True
            return True
        self.out.prioritise = self.out.prioritise or bool(reading.stage)
        taken = bool(reading.stage)
        if reading.state is not None and reading.state != self.activity.state:
            self.state = reading.state
            taken = True
        if name == "state_on" and reading.on != self.activity.state_on:
            self.day = reading.on
            taken = taken or reading.on is not None
        if reading.note is not None:
            self.note = reading.note
            taken = True
        return self._put(reading.changes, name, cell) or taken

    def _put(self, changes: Mapping[str, Any], name: str, cell: Cell) -> bool:
        """Keep the fields that differ from what stands online; two columns never say two things of one."""
        now = values_of(self.activity, tuple(changes))
        taken = False
        for key, value in changes.items():
            if as_text(value) == now[key]:
                continue
            if key in self.out.changes and as_text(self.out.changes[key]) != as_text(value):
                mend = _("Two columns of the file say different things of the same: write the same in both.")
                self.asked.problem(cell, label_of(name), EXPECTED["same"], mend)
                continue
            self.out.changes[key] = value
            taken = True
        return taken

    def _declare(self) -> None:
        """Put the declaration together: a state has its day, and the meeting or reason (§4.2.7)."""
        if self.state is None and self.day is None and self.note is None:
            return
        declare(
            self.out,
            self.asked,
            state=self.activity.state if self.state is None else self.state,
            day=self.day or (None if self.state is not None else self.activity.state_on),
            note=self.note or ("" if self.state is not None else self.activity.state_note.text),
        )

    def _decide(self) -> None:
        out = self.out
        wanted = bool(out.changes or out.parts or out.declares or out.prioritise or out.waits)
        if wanted:
            out.reasons += dict.fromkeys(filter(None, self._why_not()))
        if out.reasons:
            out.kind = Kind.BLOCKED
        elif any(cell.conflict for cell in out.cells):
            out.kind = Kind.CONFLICT
        elif wanted:
            out.kind = Kind.UPDATED
        elif len(self.asked.problems) > self.problems:
            out.kind = Kind.UNREAD

    def _why_not(self) -> list[Reason | None]:
        by, out = self.judge.by, self.out
        reasons = [access.why_not_edit(by, self.activity)]
        if out.declares:
            reasons.append(access.why_not_declare_state(by, self.activity))
        if "tier" in out.changes:
            reasons.append(access.why_not_set_tier(by, self.activity, out.changes["tier"]))
        if out.prioritise:
            reasons.append(access.why_not_work_in(by, self.activity.group))
            reasons.append(self.judge.places.why_not_take(self.activity.group))
        return reasons


def parts_in_words(found: Lines, held: Iterable[Held]) -> str:
    """Return which part gets another text and which is new: a line alone does not say it."""
    codes = {one.pk: str(one.columns.get("code") or "") for one in held}
    told: list[object] = []
    for part in found.parts:
        words = next((str(v) for name, v in part.changes.items() if name.startswith(WORDED)), "")
        before = next((v for name, v in part.base.items() if name.startswith(WORDED)), "")
        if part.pk is None:
            told.append(_("New: %(words)s") % {"words": words})
        elif words:
            code = codes.get(part.pk, "")
            told.append(f"{code}{': ' if code else ''}{before} → {words}")
        told += [f"{codes.get(part.pk or 0, '')}: {said}" for said in figures_in_words(part)]
    return "\n".join(str(line) for line in told)


def figures_in_words(part: PartChange) -> Iterator[str]:
    """Yield the numbers and the day of an indicator as they were understood: «1.234» could be two."""
    if part.pk is not None and "baseline" in part.changes:
        yield _("Baseline: %(value)s") % {"value": number_words(part.changes["baseline"])}
    if part.pk is not None and "target" in part.changes:
        yield _("Target: %(value)s") % {"value": number_words(part.changes["target"])}
    if part.pk is not None and "monitored_by" in part.changes:
        yield day_words(part.changes["monitored_by"])


#: how the columns begin that hold the text of a part
WORDED = ("text_", "name_")


def declare(out: RowLine, asked: Asked, *, state: str, day: date | None, note: str) -> None:
    """Note a declaration in a row; a day or a reason that the file does not say is asked once for all."""
    cell = next(
        (one[0] for name in ("state", "state_on", "state_note") if (one := out.entry.cells(name))), None
    )
    if cell is None or (not state and out.kind == Kind.NEW):
        return
    if state and day is None:
        asked.without_day += 1
        said = asked.answers.get("declared_on", "")
        day = date.fromisoformat(said) if said else None
        out.waits = out.waits or day is None
    if not note:
        asked.without_reason += 1
        note = asked.answers.get("reason", "")
        out.waits = out.waits or not note
    if day and day > clock.today():
        mend = _("Write the day on which the group declared it: today or earlier.")
        asked.problem(cell, label_of("state_on"), EXPECTED["day"], mend, day.isoformat())
        return
    out.state, out.on, out.note = state, day if state else None, note
