"""How a record of the register is rewritten: stamped, whole, with what changed in the trail."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, Refused
from pilares.core.bilingual import Bilingual, lag
from pilares.core.edits import as_text
from pilares.core.trail import record
from pilares.people.models import User

T = TypeVar("T", bound=models.Model)

CHANGED = _("Somebody changed this record while you were writing. Look at what it says now and save again.")


def stamp_of(row: models.Model, columns: Iterable[str]) -> str:
    """Return what tells one state of a record from another."""
    return "|".join(as_text(getattr(row, name)) for name in columns)


def rewrite(row: T, said: dict[str, Any], *, stamp: str, verb: str, by: User) -> T:
    """Write the columns of `said`, unless the record has changed since `stamp` was taken; raises Refused."""
    now = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if stamp_of(now, said) != stamp:
        raise Refused(Reason("CHANGED_MEANWHILE", CHANGED))
    before = {name: getattr(now, name) for name in said}
    changes = {
        name: [_shown(before[name]), _shown(value)]
        for name, value in said.items()
        if as_text(before[name]) != as_text(value)
    }
    columns = list(said)
    if isinstance(now, Bilingual):
        now.outdated_since = lag(now, before, said, clock.now())
        columns.append("outdated_since")
    for name, value in said.items():
        setattr(now, name, value)
    now.full_clean()
    now.save(update_fields=columns)
    record(now, verb, by=by, changes=changes)
    return now


def _shown(value: Any) -> str:
    return str(value) if isinstance(value, models.Model) else as_text(value)
