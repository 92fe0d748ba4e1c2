"""Results, indicators, risks and milestones: added, edited and removed with their activity's permission."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.edits import Merge, put
from pilares.core.trail import Entry, record
from pilares.monitoring import access
from pilares.monitoring.actions.activities import reindex
from pilares.monitoring.actions.indicators import start_measuring
from pilares.monitoring.models import Activity, Indicator, Milestone, Result, Risk
from pilares.people.models import User

Part = TypeVar("Part", Result, Indicator, Risk, Milestone)
#: within how long what is alike in every field is a form sent twice: a slow line tries again for minutes
TWICE_WITHIN = timedelta(minutes=10)


@transaction.atomic
def add_part(part: Part, *, activity: Activity, by: User) -> Part:
    """Add a result, indicator, risk or milestone; an indicator gets the next free code, never a used one.

    What the same person added a moment ago, alike in every word, is a form sent twice: it is given back.
    """
    locked = (
        Activity.objects.select_for_update(of=("self",)).select_related("group", "plan").get(pk=activity.pk)
    )
    require(access.why_not_edit(by, locked))
    part.activity = locked
    if (sent := _sent_before(part, locked, by)) is not None:
        return sent
    if isinstance(part, Indicator):
        part.code = _next_code(locked)
        part.order = locked.indicators.count()
    part.full_clean(exclude=["activity"])
    part.save()
    reindex(locked)
    record(locked, f"add_{part._meta.model_name}", by=by, label=str(part))
    if isinstance(part, Indicator):
        start_measuring(part, by=by)
    return part


def _sent_before(part: Part, activity: Activity, by: User) -> Part | None:
    """Return what the same person added to the activity within the last minutes, alike in every field."""
    columns = [f for f in part._meta.concrete_fields if f.name not in {"id", "code", "order", "version"}]
    typed = {f.attname: getattr(part, f.attname) for f in columns if not isinstance(f, models.JSONField)}
    listed = [f.attname for f in columns if isinstance(f, models.JSONField)]
    for same in type(part).objects.filter(**typed).order_by("-pk"):
        added = Entry.objects.filter(
            model=activity._meta.label_lower, object_id=activity.pk, by=by,
            verb=f"add_{part._meta.model_name}", details__label=str(same),
            at__gte=clock.now() - TWICE_WITHIN,
        )  # fmt: skip
        if all(getattr(same, name) == getattr(part, name) for name in listed) and added.exists():
            return same
    return None


def _next_code(activity: Activity) -> str:
    used = Indicator.history.filter(activity_id=activity.pk).values_list("code", flat=True)
    number = max((int(code.rpartition("I")[2]) for code in used), default=0) + 1
    return f"{activity.code}-I{number}"


@transaction.atomic
def edit_part(part: Part, *, changes: Mapping[str, Any], base: Mapping[str, str], by: User) -> Merge:
    """Write what differs from `base`; raises `Conflict` when somebody changed the same field (AC-10)."""
    locked = (
        type(part)
        .objects.select_for_update(of=("self",))
        .select_related("activity__group", "activity__plan")
        .get(pk=part.pk)
    )
    require(access.why_not_edit(by, locked.activity))
    merged = put(locked, changes, base=base)
    if not merged.write:
        return merged
    if isinstance(locked, Indicator):
        keep_versions(locked, merged.write)
        locked.version += 1
    locked.full_clean(exclude=["activity"])
    locked.save()
    reindex(locked.activity)
    record(locked, "edit", by=by, changes=merged.moved)
    if isinstance(locked, Indicator):
        start_measuring(locked, by=by)
    return merged


def keep_versions(indicator: Indicator, written: Iterable[str]) -> None:
    """Refuse to edit a target that has versions: only a decision revises it (AC-17)."""
    if {"target", "target_upper"} & set(written) and indicator.targets.filter(period=None).exists():
        raise ValidationError({"target": _("The target is in force: a decision revises it.")})


@transaction.atomic
def remove_part(part: Part, *, by: User) -> None:
    """Take a result, indicator, risk or milestone out; its history stays."""
    locked = (
        Activity.objects.select_for_update(of=("self",))
        .select_related("group", "plan")
        .get(pk=part.activity_id)
    )
    require(access.why_not_edit(by, locked))
    label, kind = str(part), part._meta.model_name
    part.delete()
    reindex(locked)
    record(locked, f"remove_{kind}", by=by, label=label)
