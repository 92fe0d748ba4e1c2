"""Two people at once: different fields both succeed, the same field is never overwritten in silence (AC-10).

Values are compared as the canonical texts that `as_text` gives, so that a form can carry the value
that it was opened with (`base`) in a hidden field.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from pilares.core import clock
from pilares.core.bilingual import Bilingual, lag


def as_text(value: Any) -> str:
    """Return one text for a value, the same wherever it comes from: column, form or file."""
    if value is None:
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, str | int):
        return str(value).replace("\r\n", "\n").strip()
    if isinstance(value, Iterable):
        return ",".join(sorted(as_text(item) for item in value))
    return str(value)


@dataclass(frozen=True)
class Clash:
    """A field that two people changed: what both started from, what stands now, and what was typed."""

    field: str
    base: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merge:
    """What of mine can be written, and what somebody else changed since I began."""

    #: each field to write, with its text before and its text after: what the trail keeps
    moved: dict[str, list[str]]
    overtaken: frozenset[str]

    @property
    def write(self) -> frozenset[str]:
        """The names of the fields to write."""
        return frozenset(self.moved)

    @property
    def texts(self) -> dict[str, str]:
        """What each field to write becomes, as text."""
        return {name: after for name, (_before, after) in self.moved.items()}


class Conflict(Exception):
    """Somebody saved the same field first; nothing was written. Views answer it with 412."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        self.clashes = clashes
        super().__init__(", ".join(clash.field for clash in clashes))


def merge(*, base: Mapping[str, str], current: Mapping[str, str], changes: Mapping[str, Any]) -> Merge:
    """Set my values against the texts that I started from and those that stand now.

    Raises `Conflict` where somebody else changed one of the same fields meanwhile.
    """
    moved, clashes, overtaken = {}, [], set()
    for field in sorted(changes):
        value, now = as_text(changes[field]), current[field]
        before = base.get(field, now)
        if now != before:
            overtaken.add(field)
        if value in (now, before):
            continue
        if now != before:
            clashes.append(Clash(field, before, now, value))
        else:
            moved[field] = [now, value]
    if clashes:
        raise Conflict(tuple(clashes))
    return Merge(moved, frozenset(overtaken))


def put(row: models.Model, changes: Mapping[str, Any], *, base: Mapping[str, str]) -> Merge:
    """Set on a row, unsaved, the columns that differ from `base`, and since when its translation lags.

    Raises `Conflict` where somebody else changed one of the same columns meanwhile; then nothing is set.
    """
    before = {name: as_text(getattr(row, name)) for name in changes}
    merged = merge(base=base, current=before, changes=changes)
    if merged.write and isinstance(row, Bilingual):
        row.outdated_since = lag(row, before, merged.texts, clock.now())
    for name in merged.write:
        setattr(row, name, changes[name])
    return merged
