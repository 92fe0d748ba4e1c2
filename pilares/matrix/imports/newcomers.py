"""Rows that name no activity: they may become one, once the person says of which group."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.matrix.imports.asking import EXPECTED, Asked
from pilares.matrix.imports.comparison import CANDIDATE, OUT, PRIORITY, CellLine, Kind, RowLine
from pilares.matrix.imports.entries import Cell, Entry
from pilares.matrix.imports.fields import READERS, Sight, in_words, too_many
from pilares.matrix.imports.judging import Places, declare
from pilares.matrix.imports.labels import label_of
from pilares.matrix.imports.parts import line_reader_of
from pilares.matrix.imports.vocabulary import GROUP, STAGE
from pilares.monitoring import access
from pilares.monitoring.models import Activity
from pilares.people.models import Body, User

#: what a new row does not bring: its code is given to it, its pillar follows from its theme
NOT_BROUGHT = frozenset(
    {"id", "version", "code", "group", "stage", "decision", "pillars", "pillar_numbers", "targets"}
)


class Newcomers:
    """Reads new rows; the groups are read once."""

    def __init__(self, asked: Asked, places: Places, by: User, language: str) -> None:
        self.asked, self.places, self.by, self.language = asked, places, by, language
        bodies = Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC))
        self.groups = {str(body.pk): body for body in bodies.prefetch_related("mandates")}

    def rows(self, newcomers: Iterable[tuple[Entry, str]]) -> list[RowLine]:
        """Return what would become of each."""
        return [self._row(entry, copied) for entry, copied in newcomers]

    def _row(self, entry: Entry, copied: str) -> RowLine:
        out = RowLine(Kind.NEW, entry, code=copied, title=entry.text("title"))
        out.becomes = self.asked.answers.get("becomes", {}).get(entry.key, "") or self._usual(entry, copied)
        group = self._group(entry)
        out.group = group.pk if group else None
        if out.becomes == OUT:
            out.kind = Kind.LEFT_OUT
            if copied:
                self._report_copy(entry, copied)
            return out
        self._read(out)
        if not out.title:
            cell = next(cell for s in entry.sources for cell in map(s.cell, s.columns) if cell.text)
            mend = _("Write it, or delete the row.")
            self.asked.problem(cell, label_of("title"), EXPECTED["title"], mend)
            out.kind = Kind.UNREAD
        elif group is None:
            out.waits = True
        else:
            self._judge(out, group)
        return out

    def _usual(self, entry: Entry, copied: str) -> str:
        """A copy stays out; a row of an official sheet is one of the matrix; any other is a candidate."""
        stage = self.asked.vocabulary.find(STAGE, entry.text("stage"))
        if copied:
            return OUT
        if stage:
            return CANDIDATE if stage == Activity.Stage.PROPOSED else PRIORITY
        return PRIORITY if entry.official else CANDIDATE

    def _group(self, entry: Entry) -> Body | None:
        answer = self.asked.answers.get("groups", {}).get(entry.key, "")
        said = entry.text("group") or entry.heading
        return self.groups.get(answer or self.asked.vocabulary.find(GROUP, said) or "")

    def _report_copy(self, entry: Entry, copied: str) -> None:
        cell = (entry.cells("title") or entry.cells("code") or entry.cells("id"))[0]
        mend = _("The row repeats the number of %(code)s. If it is a new activity, choose so in step 2.")
        self.asked.problem(cell, label_of("code"), EXPECTED["own"], mend % {"code": copied}, copied)

    def _read(self, out: RowLine) -> None:
        sight = Sight(out.entry, {}, self.language, self.asked)
        seen: set[str] = set()
        for source in out.entry.sources:
            for column, name in source.columns.items():
                cell = source.cell(column)
                if cell.text and name not in NOT_BROUGHT and name not in seen:
                    seen.add(name)
                    self._cell(out, name, cell, sight)
        if out.changes:
            out.changes["original_language"] = self.language

    def _cell(self, out: RowLine, name: str, cell: Cell, sight: Sight) -> None:
        changes: dict[str, Any] = {}
        understood = ""
        if too_many(cell, sight, name):
            return
        if reader := line_reader_of(name, records=out.entry.records):
            found = reader(cell, sight, ())
            if found is None:
                return
            out.parts += found.parts
            changes = found.changes
        elif name in READERS:
            reading = READERS[name](cell, sight)
            if reading is None:
                return
            out.waits = out.waits or reading.waits
            out.state = reading.state if name == "state" else out.state
            out.on = reading.on if name == "state_on" else out.on
            out.note = (reading.note or "") if name == "state_note" else out.note
            changes = reading.changes
            understood = in_words(reading, cell.text, sight)
        for key, value in changes.items():
            out.changes.setdefault(key, value)
        label = label_of(name, records=out.entry.records)
        out.cells.append(
            CellLine(name, label, None, "", cell.text, cell.sheet, cell.place, understood=understood)
        )

    def _judge(self, out: RowLine, group: Body) -> None:
        state, day, note = out.state, out.on, out.note
        out.state, out.on, out.note = None, None, ""
        plan = self.places.plan
        reasons: list[Reason | None] = [access.why_not_propose(self.by, group, plan)]
        if out.becomes == PRIORITY:
            reasons.append(self.places.why_not_take(group))
        if state:
            stage = Activity.Stage.PRIORITISED if out.becomes == PRIORITY else Activity.Stage.PROPOSED
            new = Activity(plan=plan, group=group, stage=stage)
            reasons.append(access.why_not_declare_state(self.by, new))
            declare(out, self.asked, state=state, day=day, note=note)
        out.prioritise = out.becomes == PRIORITY
        out.reasons += dict.fromkeys(filter(None, reasons))
        if out.reasons:
            out.kind = Kind.BLOCKED
