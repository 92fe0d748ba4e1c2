"""Adding, editing and removing results, indicators and risks of many activities at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from pilares.core.access import require
from pilares.core.bilingual import Bilingual
from pilares.core.edits import put
from pilares.core.history import delete_with_history
from pilares.core.trail import record_many
from pilares.monitoring import access
from pilares.monitoring.actions.indicators import start_measuring
from pilares.monitoring.actions.many.activities import lock_many, reindex_many
from pilares.monitoring.actions.many.stopping import create_with_history, naming, save_with_history
from pilares.monitoring.actions.parts import keep_versions
from pilares.monitoring.models import Indicator, Result, Risk, Target
from pilares.people.models import User

type_of_part = type[Result] | type[Indicator] | type[Risk]


@dataclass(frozen=True)
class PartEdit:
    """What is to be written of one part, by its key, and the texts that the person read."""

    part: int
    changes: Mapping[str, Any]
    base: Mapping[str, str]


@transaction.atomic
def edit_parts(kind: type_of_part, edits: Sequence[PartEdit], *, by: User) -> list[Any]:
    """Do to many parts of one kind what `edit_part` does to one. Raises `Stopped`; nothing is written."""
    rows: Any = kind._default_manager.select_for_update(of=("self",))
    keys = [edit.part for edit in edits]
    found = {part.pk: part for part in rows.filter(pk__in=keys).order_by("pk")}
    activities = lock_many(part.activity_id for part in found.values())
    written: list[Any] = []
    acts: list[tuple[Any, str, dict[str, Any]]] = []
    columns: set[str] = set()
    for edit in edits:
        part = found[edit.part]
        activity = activities[part.activity_id]
        with naming(activity.code):
            require(access.why_not_edit(by, activity))
            moves = _put(part, edit)
        if moves:
            written.append(part)
            columns |= moves.keys()
            acts.append((part, "edit", {"changes": moves}))
    extra = {"outdated_since"} if issubclass(kind, Bilingual) else set()
    extra |= {"version"} if kind is Indicator else set()
    save_with_history(written, sorted(columns | extra), by=by)
    reindex_many(part.activity_id for part in written)
    record_many(acts, by=by)
    if kind is Indicator:
        _start_measuring(written, by=by)
    return written


def _start_measuring(indicators: Sequence[Indicator], *, by: User) -> None:
    """Write version 1 of the targets that have none, where an indicator became measurable."""
    aimed = [one for one in indicators if one.target is not None or one.target_note]
    versioned = set(
        Target.objects.filter(indicator__in=aimed, period=None).values_list("indicator", flat=True)
    )
    for indicator in aimed:
        if indicator.pk not in versioned:
            start_measuring(indicator, by=by)


def _put(part: Any, edit: PartEdit) -> dict[str, list[str]]:
    """Set what differs, unsaved; return each field from its text before to its text after."""
    merged = put(part, edit.changes, base=edit.base)
    if not merged.write:
        return {}
    if isinstance(part, Indicator):
        keep_versions(part, merged.write)
        part.version += 1
    part.clean_fields(exclude={f.name for f in part._meta.concrete_fields} - merged.write)
    return merged.moved


@transaction.atomic
def add_parts(kind: type_of_part, parts: Sequence[Any], *, by: User) -> list[Any]:
    """Do for many new parts of one kind what `add_part` does for one; each names its activity."""
    activities = lock_many(part.activity_id for part in parts)
    codes = _Codes(list(activities)) if kind is Indicator else None
    for part in parts:
        activity = activities[part.activity_id]
        with naming(activity.code):
            require(access.why_not_edit(by, activity))
            if codes:
                part.code, part.order = codes.next(activity.pk, activity.code)
            part.clean_fields(exclude=["activity", "result"])
    created = create_with_history(parts, by=by)
    reindex_many(activities)
    verb = f"add_{kind._meta.model_name}"
    record_many([(activities[part.activity_id], verb, {"label": str(part)}) for part in created], by=by)
    return created


class _Codes:
    """The next free codes of indicators, never a used one."""

    def __init__(self, activities: Sequence[int]) -> None:
        self.last: dict[int, int] = defaultdict(int)
        self.held: dict[int, int] = defaultdict(int)
        used = Indicator.history.filter(activity_id__in=activities).values_list("activity_id", "code")
        for activity, code in used:
            self.last[activity] = max(self.last[activity], int(code.rpartition("I")[2]))
        for activity in Indicator.objects.filter(activity__in=activities).values_list("activity", flat=True):
            self.held[activity] += 1

    def next(self, activity: int, code: str) -> tuple[str, int]:
        """Return the code of the next indicator of an activity, and its place."""
        self.last[activity] += 1
        self.held[activity] += 1
        return f"{code}-I{self.last[activity]}", self.held[activity] - 1


@transaction.atomic
def remove_parts(kind: type_of_part, keys: Sequence[int], *, by: User) -> None:
    """Do to many parts of one kind what `remove_part` does to one; their history stays."""
    rows: Any = kind._default_manager.select_for_update(of=("self",))
    found = list(rows.filter(pk__in=keys).order_by("pk"))
    activities = lock_many(part.activity_id for part in found)
    acts = []
    for part in found:
        activity = activities[part.activity_id]
        with naming(activity.code):
            require(access.why_not_edit(by, activity))
        acts.append((activity, f"remove_{kind._meta.model_name}", {"label": str(part)}))
    delete_with_history(found, by=by)
    reindex_many(activities)
    record_many(acts, by=by)
