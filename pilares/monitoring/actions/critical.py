"""The verbs of critical aspects: identified by people, followed up, resolved or closed (M16)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, require
from pilares.core.bilingual import lag
from pilares.core.edits import Merge, as_text, merge
from pilares.core.once import once
from pilares.core.trail import record
from pilares.monitoring import access
from pilares.monitoring.models import Activity, CriticalAspect, CriticalEntry
from pilares.monitoring.workflow import CRITICAL_ASPECT
from pilares.people.models import Body, User

#: what is not a column: the activities that it may hinder, and who addresses it
SETS = ("activities",)
OWNERS = {"country": "owner_country_id", "body": "owner_body_id", "organisation": "owner_organisation_id"}
NOT_THEIRS = Reason("NOT_ITS_BODY", _("You do not write for that group or organ."))


@once
@transaction.atomic
def identify(
    *, identified_by: Body, by: User, form_key: UUID, changes: Mapping[str, Any], **columns: Any
) -> CriticalAspect:
    """Write a critical aspect down; the same form sent again answers with what it wrote."""
    known: CriticalAspect | None = CriticalAspect.objects.filter(form_key=form_key).first()
    if known is not None:
        return known
    require(access.why_not_identify(by, columns.get("plan")))
    require(None if access.may_identify(by, identified_by) else NOT_THEIRS)
    aspect = CriticalAspect(identified_by=identified_by, form_key=form_key, **columns)
    for name, value in changes.items():
        _put(aspect, name, value)
    require(access.why_not_set_aspect_tier(by, CriticalAspect().tier, aspect.tier))
    aspect.full_clean()
    aspect.save()
    aspect.activities.set(_seen(by, changes.get("activities", ())))
    record(aspect, "identify", by=by)
    return aspect


def owner_key(aspect: CriticalAspect) -> str:
    """Return who addresses it as one text, `country:GT`; empty where it is said in words or not at all."""
    return next((f"{kind}:{key}" for kind, name in OWNERS.items() if (key := getattr(aspect, name))), "")


def texts_of(aspect: CriticalAspect, names: Iterable[str]) -> dict[str, str]:
    """Return the canonical texts of what a form writes."""
    special = {"activities": lambda: as_text(aspect.activities.all()), "owner": lambda: owner_key(aspect)}
    return {n: special[n]() if n in special else as_text(getattr(aspect, n)) for n in names}


def _put(aspect: CriticalAspect, name: str, value: Any) -> None:
    if name in SETS:
        return
    if name != "owner":
        setattr(aspect, name, value)
        return
    kind, _colon, key = str(value or "").partition(":")
    for each, column in OWNERS.items():
        setattr(aspect, column, key if each == kind else None)


def _seen(by: User, chosen: Iterable[Activity]) -> list[Activity]:
    """Keep the activities that the person may see."""
    keys = [activity.pk for activity in chosen]
    return list(Activity.objects.visible_to(by).filter(pk__in=keys))


@transaction.atomic
def edit_aspect(
    aspect: CriticalAspect, *, changes: Mapping[str, Any], base: Mapping[str, str], by: User
) -> Merge:
    """Write what differs from `base`; raises `Conflict` when somebody changed the same field (AC-10)."""
    locked = _locked(aspect)
    require(access.why_not_work_on_aspect(by, locked))
    before = texts_of(locked, changes)
    merged = merge(base=base, current=before, changes=changes)
    if not merged.write:
        return merged
    if "tier" in merged.write:
        require(access.why_not_set_aspect_tier(by, locked.tier, changes["tier"]))
    locked.outdated_since = lag(locked, before, merged.texts, clock.now())
    for name in merged.write:
        _put(locked, name, changes[name])
    locked.version += 1
    locked.full_clean()
    locked.save()
    if "activities" in merged.write:
        hidden = locked.activities.exclude(pk__in=Activity.objects.visible_to(by).values("pk"))
        locked.activities.set([*hidden, *_seen(by, changes["activities"])])
    record(locked, "edit", by=by, changes=merged.moved)
    return merged


def _locked(aspect: CriticalAspect) -> CriticalAspect:
    rows = CriticalAspect.objects.select_for_update(of=("self",)).select_related("identified_by")
    found: CriticalAspect = rows.get(pk=aspect.pk)
    return found


@transaction.atomic
def move_aspect(
    aspect: CriticalAspect, verb: str, *, on: date, by: User, reason_es: str = "", reason_en: str = "",
    decision: Any = None,
) -> CriticalAspect:  # fmt: skip
    """Take a step of its workflow, with its day, why, and the decision where there is one."""
    locked = _locked(aspect)
    require(CRITICAL_ASPECT.why_not(verb, by, locked))
    before = locked.status
    locked.status, locked.status_on = CRITICAL_ASPECT.target(verb), on
    locked.status_reason_es, locked.status_reason_en = reason_es, reason_en
    if decision is not None:
        locked.decision = decision
    locked.version += 1
    locked.full_clean()
    locked.save()
    record(locked, verb, by=by, on=on, status=[before, locked.status], reason=reason_es or reason_en)
    return locked


@transaction.atomic
def follow_up(
    aspect: CriticalAspect, *, on: date, text_es: str, text_en: str, form_key: UUID, by: User
) -> CriticalEntry:
    """Add what was done or seen on a day; the same form sent again adds nothing."""
    locked = _locked(aspect)
    require(access.why_not_work_on_aspect(by, locked))
    known: CriticalEntry | None = locked.entries.filter(form_key=form_key).first()
    if known is not None:
        return known
    entry = CriticalEntry(aspect=locked, on=on, text_es=text_es, text_en=text_en, form_key=form_key)
    entry.entered_as = by.standing.capacity
    entry.full_clean(exclude=["aspect"])
    entry.save()
    record(locked, "follow_up", by=by, on=on)
    return entry
