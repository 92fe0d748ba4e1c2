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

    write: frozenset[str]
    clashes: tuple[Clash, ...]
    overtaken: frozenset[str]


class Conflict(Exception):
    """Somebody saved the same field first; nothing was written. Views answer it with 412."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        self.clashes = clashes
        super().__init__(", ".join(clash.field for clash in clashes))


def merge(*, base: Mapping[str, str], current: Mapping[str, str], mine: Mapping[str, str]) -> Merge:
    """Set my texts against those that I started from and those that stand now."""
    write, clashes, overtaken = set(), [], set()
    for field, value in mine.items():
        now, before = current[field], base.get(field, current[field])
        if now != before:
            overtaken.add(field)
        if value in (now, before):
            continue
        if now != before:
            clashes.append(Clash(field, before, now, value))
        else:
            write.add(field)
    return Merge(frozenset(write), tuple(clashes), frozenset(overtaken))
