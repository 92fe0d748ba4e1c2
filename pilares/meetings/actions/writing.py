"""How a record of the register is rewritten: stamped, whole, with what changed in the trail."""

import json
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.access import Reason, Refused
from pilares.core.bilingual import Bilingual, lag
from pilares.core.edits import as_text
from pilares.core.trail import record
from pilares.people.models import User

T = TypeVar("T", bound=models.Model)


def value_of(row: models.Model, name: str) -> Any:
    """Return what a column holds, or the rows that it names where it names several."""
    if row._meta.get_field(name).many_to_many:
        return list(getattr(row, name).all())
    return getattr(row, name)


def said_text(value: Any) -> str:
    """Return one text for a value, also for several rows."""
    if isinstance(value, models.QuerySet | list | tuple):
        return ",".join(sorted(as_text(item) for item in value))
    return as_text(value)


def stamp_of(row: models.Model, columns: Iterable[str]) -> str:
    """Return what tells one state of a record from another."""
    return json.dumps([said_text(value_of(row, name)) for name in columns], ensure_ascii=False)


def rewrite(row: T, said: dict[str, Any], *, stamp: str, verb: str, by: User, **details: Any) -> T:
    """Write the columns of `said`, unless the record has changed since `stamp` was taken; raises Refused."""
    now = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if stamp_of(now, said) != stamp:
        raise Refused(Reason("CHANGED_MEANWHILE", _changed(now, said, stamp)))
    before = {name: value_of(now, name) for name in said}
    changes = {
        name: [_shown(before[name]), _shown(value)]
        for name, value in said.items()
        if said_text(before[name]) != said_text(value)
    }
    several = {name for name in said if now._meta.get_field(name).many_to_many}
    columns = [name for name in said if name not in several]
    if isinstance(now, Bilingual):
        now.outdated_since = lag(now, before, said, clock.now())
        columns.append("outdated_since")
    for name in columns:
        if name in said:
            setattr(now, name, said[name])
    now.full_clean()
    now.save(update_fields=columns)
    for name in several:
        getattr(now, name).set(said[name])
    record(now, verb, by=by, changes=changes, **details)
    return now


def _changed(now: models.Model, said: dict[str, Any], stamp: str) -> str:
    """Say that somebody was quicker, and what the record says now where it differs from what was read."""
    try:
        read = dict(zip(said, json.loads(stamp), strict=False))
    except (ValueError, TypeError):
        read = {}
    others = {
        name: _shown(value_of(now, name)) for name in said if said_text(value_of(now, name)) != read.get(name)
    }
    words = _("Somebody changed this record while you were writing. Your text is kept below. It now says:")
    return words + " " + " · ".join(f"«{text or '—'}»" for text in others.values())


def _shown(value: Any) -> str:
    if isinstance(value, list | models.QuerySet):
        return ", ".join(str(item) for item in value)
    return str(value) if isinstance(value, models.Model) else as_text(value)
