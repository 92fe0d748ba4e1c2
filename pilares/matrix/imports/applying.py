"""Writing what a person saw and accepted: one transaction, one act that names the file (AC-09)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, Refused, require
from pilares.core.edits import Conflict, as_text
from pilares.core.trail import record
from pilares.matrix.access import why_not_import
from pilares.matrix.imports.comparing import compare
from pilares.matrix.imports.comparison import CellLine, Comparison, Kind, RowLine
from pilares.matrix.imports.keeping import drop_tables
from pilares.matrix.imports.parts import INDICATOR, MODELS, PartChange
from pilares.matrix.models import Import
from pilares.monitoring import actions
from pilares.monitoring.actions.activities import party_token
from pilares.monitoring.actions.many import (
    Declaration,
    Edit,
    PartEdit,
    Stopped,
    add_parts,
    declare_many,
    edit_many,
    edit_parts,
)
from pilares.monitoring.models import Activity, Indicator, ResponsibleParty
from pilares.people.models import Body, User

#: figures of an indicator: their own verb knows what follows from them
FIGURES = frozenset({"baseline", "target"})
ALREADY = Reason("ALREADY_APPLIED", _("This file was applied already. Its page says what it wrote."))
UNDECIDED = Reason("UNDECIDED", _("Choose in each conflict what stays, then apply."))
NOTHING = Reason("NOTHING_TO_APPLY", _("Nothing of this file would change the matrix."))
LEAVE_OUT = _("Keep it as a candidate, or leave it out")
ON_ITS_PAGE = _("Make this change on the page of the activity, or take it back in the file.")


class Changed(Exception):
    """What would be written is not what the person saw: the comparison is to be shown anew."""

    def __init__(self, comparison: Comparison, stopped: Stopped | None = None) -> None:
        self.comparison, self.stopped = comparison, stopped
        super().__init__()


def apply(import_: Import, *, seal: str, by: User) -> Comparison:
    """Write every row that may be written, as the person saw it under this seal.

    Raises `Refused` while something is undecided, and `Changed` when the matrix is not what was seen any
    more; then nothing is written.
    """
    try:
        return _apply(import_, seal=seal, by=by)
    except Stopped as stopped:  # somebody was faster than the lock: nothing was written
        raise Changed(compare(import_, by=by), stopped) from stopped


@transaction.atomic
def _apply(import_: Import, *, seal: str, by: User) -> Comparison:
    locked = (
        Import.objects.select_for_update(of=("self",)).select_related("plan__parameters").get(pk=import_.pk)
    )
    require(why_not_import(by, locked.plan))
    require(None if locked.staged else ALREADY)
    seen = compare(locked, by=by)
    if seen.seal != seal:
        raise Changed(seen)
    require(UNDECIDED if seen.undecided or any(row.waits for row in seen.writing) else None)
    require(None if seen.writing else NOTHING)
    written = _write(seen, locked, by=by) | {"problems": problems_of(seen)}
    locked.status, locked.applied_at = Import.Status.APPLIED, clock.now()
    locked.counts, locked.written = seen.counts, written
    locked.save(update_fields=["status", "applied_at", "counts", "written"])
    record(locked, "import", by=by, file=locked.name, size=locked.size, counts=seen.counts)
    transaction.on_commit(lambda: drop_tables(locked.file))
    import_.refresh_from_db()
    return seen


def problems_of(seen: Comparison) -> list[list[Any]]:
    """Return what of the file was not written, cell by cell and by rule, to be kept with it."""
    cells = [
        [p.sheet, p.row, p.place, p.column, str(p.expected), p.found, str(p.mend)]
        for p in seen.asked.problems
    ]
    return cells + [
        [
            row.entry.sheet, row.entry.row + 1,
            ", ".join(_place(cell, row) for cell in row.cells),
            ", ".join(cell.label for cell in row.cells),
            str(reason) if reason.citation in str(reason) else f"{reason} {reason.citation}",
            f"{row.code} {row.title}".strip(),
            str(LEAVE_OUT if row.becomes else ON_ITS_PAGE),
        ]
        for row in seen.of(Kind.BLOCKED)
        for reason in row.reasons
    ]  # fmt: skip


def _place(cell: CellLine, row: RowLine) -> str:
    """Return where a cell of a row stands, with its sheet where that is another one."""
    return cell.place if cell.sheet == row.entry.sheet else f"{cell.sheet}!{cell.place}"


def reason_of(import_: Import) -> str:
    """Return what the trail says of each row that a file changed."""
    return f"«{import_.name}»"


def _write(seen: Comparison, import_: Import, *, by: User) -> dict[str, Any]:
    """Write the rows; return what was written, field by field, from what to what."""
    rows = [row for row in seen.writing if row.kind != Kind.NEW]
    new = [_propose(row, import_, by=by) for row in seen.of(Kind.NEW) if row.writes]
    edits = _edit(rows, import_, by=by)
    states = _declare(rows, by=by)
    parts, added = _parts(rows, by=by)
    moved = [_prioritise(row, by=by) for row in rows if row.prioritise]
    return {"new": new, "edits": edits, "states": states, "parts": parts, "added": added, "stages": moved}


def _edit(rows: Sequence[RowLine], import_: Import, *, by: User) -> list[dict[str, Any]]:
    edits = [
        Edit(row.pk or 0, row.changes, {name: row.values[name] for name in row.changes})
        for row in rows
        if row.changes
    ]
    orders = _orders([edit.activity for edit in edits if "parties" in edit.changes])
    done = edit_many(edits, by=by, reason=reason_of(import_))
    return [
        {
            "activity": edit.activity,
            "moves": {name: [edit.base[name], as_text(edit.changes[name])] for name in sorted(one.written)},
            "parties": orders.get(edit.activity, []),
        }
        for edit, one in zip(edits, done, strict=True)
        if one.written
    ]


def _orders(activities: Sequence[int]) -> dict[int, list[str]]:
    """Return the responsible parties in their order, which their canonical text forgets."""
    found: dict[int, list[str]] = defaultdict(list)
    for party in ResponsibleParty.objects.filter(activity__in=activities):
        found[party.activity_id].append(party_token(party))
    return found


def _declare(rows: Sequence[RowLine], *, by: User) -> list[dict[str, Any]]:
    declaring = {row.pk: row for row in rows if row.declares and row.pk}
    columns = ("state", "state_on", "state_note_es", "state_note_en", "shortfall_es", "shortfall_en")
    standing = Activity.objects.filter(pk__in=declaring).only(*columns, "shortfall_evidence")
    before = {activity.pk: declaration_of(activity) for activity in standing}
    declare_many(
        [
            Declaration(pk, row.state or "", row.on, row.note, base=before[pk][0])
            for pk, row in declaring.items()
        ],
        by=by,
    )
    return [
        {"activity": pk, "before": before[pk], "after": [row.state, as_text(row.on), row.note, "", ""]}
        for pk, row in declaring.items()
    ]


def declaration_of(activity: Activity) -> list[str]:
    """Return state, day and reason as they stand, and why it is completed below a target (AC-14)."""
    note = activity.state_note_es or activity.state_note_en
    shortfall = activity.shortfall_es or activity.shortfall_en
    return [activity.state, as_text(activity.state_on), note, shortfall, activity.shortfall_evidence]


def _parts(rows: Sequence[RowLine], *, by: User) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Write the changes of parts and the new parts, kind by kind."""
    changed: dict[str, list[PartChange]] = defaultdict(list)
    new: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        for part in row.parts:
            if part.pk:
                changed[part.kind].append(part)
            else:
                new[part.kind].append(MODELS[part.kind](activity_id=row.pk, **part.changes))
    kept: list[dict[str, Any]] = []
    for kind, parts in changed.items():
        kept += _edit_parts(kind, _joined(parts), by=by)
    added = []
    for kind, parts in new.items():
        created = add_parts(MODELS[kind], parts, by=by)
        added += [{"kind": kind, "part": part.pk, "texts": texts_of(part)} for part in created]
    return kept, added


def _joined(parts: Sequence[PartChange]) -> list[PartChange]:
    """Join what several columns ask of one part."""
    found: dict[int, PartChange] = {}
    for part in parts:
        key = part.pk or 0
        known = found.get(key, part)
        found[key] = replace(
            part, changes={**known.changes, **part.changes}, base={**known.base, **part.base}
        )
    return list(found.values())


def _edit_parts(kind: str, parts: Sequence[PartChange], *, by: User) -> list[dict[str, Any]]:
    figures = [part for part in parts if kind == INDICATOR and FIGURES & part.changes.keys()]
    plain = [part for part in parts if part not in figures]
    for part in figures:
        indicator = Indicator.objects.get(pk=part.pk or 0)
        try:
            actions.edit_part(indicator, changes=part.changes, base=part.base, by=by)
        except (Refused, ValidationError, Conflict) as cause:
            raise Stopped(indicator.code, cause) from cause
    edit_parts(MODELS[kind], [PartEdit(p.pk or 0, p.changes, p.base) for p in plain], by=by)
    return [
        {
            "kind": kind,
            "part": part.pk,
            "moves": {name: [part.base[name], as_text(value)] for name, value in part.changes.items()},
        }
        for part in parts
    ]


def texts_of(part: Any) -> dict[str, str]:
    """Return the texts by which a part is known to be as the import left it."""
    names = ("text_es", "text_en", "name_es", "name_en", "measured_by_es", "measured_by_en")
    return {name: as_text(getattr(part, name)) for name in names if hasattr(part, name)}


def _propose(row: RowLine, import_: Import, *, by: User) -> dict[str, Any]:
    """Add a new activity with its parts; it becomes a priority of its group, or stays a candidate (§3.9)."""
    group = Body.objects.prefetch_related("mandates").get(pk=row.group or 0)
    try:
        activity = actions.propose(group=group, plan=import_.plan, by=by, **row.changes)
        for part in row.parts:
            actions.add_part(MODELS[part.kind](**part.changes), activity=activity, by=by)
        if row.prioritise:
            actions.prioritise(activity, by=by)
        if row.declares:
            actions.declare_state(activity, state=row.state or "", on=row.on, reason=row.note, by=by)
    except (Refused, ValidationError, Conflict) as cause:
        raise Stopped(row.place, cause) from cause
    activity.refresh_from_db()
    parts = {kind: sum(part.kind == kind for part in row.parts) for kind in MODELS}
    return {"activity": activity.pk, "version": activity.version, "code": activity.code, "parts": parts}


def _prioritise(row: RowLine, *, by: User) -> int:
    activity = Activity.objects.select_related("group", "plan__parameters").get(pk=row.pk or 0)
    try:
        actions.prioritise(activity, by=by)
    except (Refused, ValidationError, Conflict) as cause:
        raise Stopped(activity.code, cause) from cause
    return activity.pk
