"""Taking an import back within seven days: field by field, except what somebody changed since."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilares.core import clock
from pilares.core.access import Reason, require
from pilares.core.edits import as_text
from pilares.core.trail import record
from pilares.matrix.access import why_not_undo
from pilares.matrix.imports.applying import declaration_of, reason_of, texts_of
from pilares.matrix.imports.labels import label_of
from pilares.matrix.imports.parts import MODELS
from pilares.matrix.models import Import
from pilares.monitoring import access, actions
from pilares.monitoring.actions.activities import COLUMNS, SETS, values_of
from pilares.monitoring.actions.many import (
    Declaration,
    Edit,
    PartEdit,
    declare_many,
    edit_many,
    edit_parts,
    remove_parts,
    with_their_own,
)
from pilares.monitoring.actions.states import Explanation
from pilares.monitoring.models import Activity
from pilares.people.models import User

#: how a field of the action is called on the page
NAMES = {
    "title_es": "title", "title_en": "title", "primary_theme": "themes", "principal": "parties",
    "years": "completion", "tier": "visibility",
}  # fmt: skip
#: the fields that are related records
RELATED = frozenset({*SETS, "themes", "parties"})
SINCE = gettext_lazy("somebody changed it since")


@dataclass(frozen=True)
class Kept:
    """Something that is not taken back, and why."""

    code: str
    what: str
    why: str


@dataclass
class Undoing:
    """What would be taken back, counted, and what would not."""

    fields: int = 0
    activities: int = 0
    kept: list[Kept] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    parts: dict[str, list[PartEdit]] = field(default_factory=lambda: defaultdict(list))
    removed: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    withdrawn: list[Activity] = field(default_factory=list)
    set_aside: list[Activity] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        """Whether anything can be taken back."""
        return bool(self.fields or self.activities)


def read_undoing(import_: Import, *, by: User) -> Undoing:
    """Say what taking an import back would do now, in a constant number of queries."""
    return _Reading(import_, by).done()


@transaction.atomic
def undo(import_: Import, *, by: User) -> Undoing:
    """Take back what nobody changed since; the rest stays and is said. Raises `Refused`."""
    locked = Import.objects.select_for_update(of=("self",)).get(pk=import_.pk)
    require(why_not_undo(by, locked))
    found = read_undoing(locked, by=by)
    reason = _("Undone: %(file)s") % {"file": reason_of(locked)}
    declare_many(found.declarations, by=by)
    edit_many(found.edits, by=by, reason=reason)
    for kind, edits in found.parts.items():
        edit_parts(MODELS[kind], edits, by=by)
    for kind, keys in found.removed.items():
        remove_parts(MODELS[kind], keys, by=by)
    for activity in found.set_aside:
        actions.set_aside(activity, by=by)
    for activity in found.withdrawn:
        actions.withdraw(activity, reason=reason, by=by)
    locked.status, locked.undone_at = Import.Status.UNDONE, clock.now()
    locked.save(update_fields=["status", "undone_at"])
    kept = [f"{one.code}: {one.what}" for one in found.kept]
    record(locked, "undo_import", by=by, file=locked.name, fields=found.fields, kept=kept)
    import_.refresh_from_db()
    return found


class _Reading:
    def __init__(self, import_: Import, by: User) -> None:
        self.written: Mapping[str, Any] = import_.written
        self.by, self.import_, self.out = by, import_, Undoing()
        keys = {one["activity"] for name in ("edits", "states", "new") for one in self.written.get(name, ())}
        keys |= set(self.written.get("stages", ()))
        names = {name for one in self.written.get("edits", ()) for name in one["moves"]}
        self.parts, self.parts_of = self._parts_now(), self._count_parts()
        keys |= {part.activity_id for parts in self.parts.values() for part in parts.values()}
        rows = Activity.objects.filter(pk__in=keys)
        related = {"placed" if name == "themes" else name for name in names & RELATED}
        self.activities = {a.pk: a for a in with_their_own(rows.prefetch_related(*sorted(related)))}

    def _count_parts(self) -> dict[int, dict[str, int]]:
        """Count the parts of the activities that the import proposed: somebody may have added some."""
        new = [one["activity"] for one in self.written.get("new", ())]
        found: dict[int, dict[str, int]] = {pk: dict.fromkeys(MODELS, 0) for pk in new}
        for kind, model in MODELS.items() if new else ():
            rows = model._default_manager.filter(activity__in=new).order_by()
            for pk, number in rows.values_list("activity").annotate(n=Count("pk")):
                found[pk][kind] = number
        return found

    def _parts_now(self) -> dict[str, dict[int, Any]]:
        keys: dict[str, list[int]] = defaultdict(list)
        for name in ("parts", "added"):
            for one in self.written.get(name, ()):
                keys[one["kind"]].append(one["part"])
        return {kind: MODELS[kind]._default_manager.in_bulk(list(set(found))) for kind, found in keys.items()}

    def done(self) -> Undoing:
        for one in self.written.get("edits", ()):
            self._edit(one)
        for one in self.written.get("states", ()):
            self._declare(one)
        for one in self.written.get("parts", ()):
            self._part(one)
        for one in self.written.get("added", ()):
            self._added(one)
        for pk in self.written.get("stages", ()):
            self._stage(pk)
        for one in self.written.get("new", ()):
            self._new(one)
        return self.out

    def _keep(self, code: str, what: object, why: object = SINCE) -> None:
        self.out.kept.append(Kept(code, str(what), str(why)))

    def _may(self, activity: Activity | None, what: str, *checks: Reason | None) -> bool:
        """Whether the person may change an activity now; if not, what would stay is said."""
        if activity is None:
            return False
        reasons = [access.why_not_edit(self.by, activity), *checks]
        if reason := next(filter(None, reasons), None):
            self._keep(activity.code, what, reason)
            return False
        return True

    def _edit(self, one: Mapping[str, Any]) -> None:
        activity = self.activities.get(one["activity"])
        names = list(one["moves"])
        if activity is None or not self._may(activity, ", ".join(dict.fromkeys(map(field_label, names)))):
            return
        now = values_of(activity, tuple(names))
        changes: dict[str, Any] = {}
        for name, (before, after) in one["moves"].items():
            if now[name] != after:
                self._keep(activity.code, field_label(name))
            else:
                changes[name] = one["parties"] if name == "parties" else restored(name, before)
        if changes:
            self.out.edits.append(Edit(activity.pk, changes, {name: now[name] for name in changes}))
            self.out.fields += len(changes)

    def _declare(self, one: Mapping[str, Any]) -> None:
        activity = self.activities.get(one["activity"])
        label = field_label("state")
        if activity is None or not self._may(
            activity, label, access.why_not_declare_state(self.by, activity)
        ):
            return
        if declaration_of(activity) != one["after"]:
            self._keep(activity.code, label)
            return
        state, day, note, shortfall, evidence = one["before"]
        self.out.declarations.append(
            Declaration(
                activity.pk,
                state,
                date.fromisoformat(day) if day else None,
                note or _("Undone: %(file)s") % {"file": reason_of(self.import_)},
                base=activity.state,
                explanation=Explanation(shortfall, evidence),
            )
        )
        self.out.fields += 1

    def _part(self, one: Mapping[str, Any]) -> None:
        part = self.parts[one["kind"]].get(one["part"])
        activity = self.activities.get(part.activity_id) if part else None
        if part is None or activity is None or not self._may(activity, str(part)):
            return
        changes: dict[str, Any] = {}
        for name, (before, after) in one["moves"].items():
            now = as_text(getattr(part, name))
            if now != after:
                self._keep(activity.code, str(part))
            elif name == "target" and part.targets.exists():
                self._keep(activity.code, str(part), _("its target is in force since: a decision revises it"))
            else:
                changes[name] = _value(part, name, before)
        if changes:
            base = {name: as_text(getattr(part, name)) for name in changes}
            self.out.parts[one["kind"]].append(PartEdit(part.pk, changes, base))
            self.out.fields += len(changes)

    def _added(self, one: Mapping[str, Any]) -> None:
        part = self.parts[one["kind"]].get(one["part"])
        activity = self.activities.get(part.activity_id) if part else None
        if part is None or activity is None or not self._may(activity, str(part)):
            return
        if texts_of(part) != one["texts"]:
            self._keep(activity.code, str(part))
            return
        self.out.removed[one["kind"]].append(part.pk)
        self.out.fields += 1

    def _stage(self, pk: int) -> None:
        activity = self.activities.get(pk)
        label = field_label("stage")
        if activity is None or not self._may(activity, label):
            return
        if activity.stage != Activity.Stage.PRIORITISED or activity.next_stage:
            self._keep(activity.code, label)
            return
        self.out.set_aside.append(activity)
        self.out.fields += 1

    def _new(self, one: Mapping[str, Any]) -> None:
        activity = self.activities.get(one["activity"])
        if activity is None or not self._may(activity, _("the whole activity")):
            return
        drafts = {Activity.Stage.PROPOSED, Activity.Stage.PRIORITISED}
        same = activity.version == one["version"] and self.parts_of.get(activity.pk, {}) == one["parts"]
        if not same or activity.stage not in drafts or activity.next_stage:
            self._keep(activity.code, _("the whole activity"))
            return
        if activity.stage == Activity.Stage.PRIORITISED:
            self.out.set_aside.append(activity)
        self.out.withdrawn.append(activity)
        self.out.activities += 1


def field_label(name: str) -> str:
    """Return how a field of the action is called."""
    return label_of(NAMES.get(name, name))


def restored(name: str, text: str) -> Any:
    """Return the value of a field from its canonical text."""
    if name in COLUMNS:
        return _value(Activity, name, text)
    if name in {"primary_theme", "principal"}:
        return text
    return [key for key in text.split(",") if key]


def _value(model: Any, name: str, text: str) -> Any:
    """Return the value of a column from its canonical text."""
    column = model._meta.get_field(name)
    return column.to_python(text) if text else (None if column.null else "")
