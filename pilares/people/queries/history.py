"""What was done to the records of the register, in words, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pilares.core.trail import Entry


@dataclass(frozen=True)
class Change:
    """A field that was rewritten, with both texts."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryLine:
    """One act: when, by whom, what, on which record."""

    at: datetime
    by: str
    act: str
    label: str
    #: of what kind the record is, as in `meetings.session`
    model: str
    changes: tuple[Change, ...]


def read_history(
    *models: str, words: Mapping[str, Any], fields: Mapping[str, Any], limit: int = 20
) -> tuple[HistoryLine, ...]:
    """Return the last acts on records of these models; `words` says verbs and `fields` says field names.

    Acts whose verb has no words are left out.
    """
    entries = Entry.objects.filter(model__in=models, verb__in=list(words)).select_related("by")
    return tuple(
        HistoryLine(
            at=entry.at,
            by=str(entry.by or ""),
            act=str(words[entry.verb]),
            label=entry.details.get("person") or entry.label,
            model=entry.model,
            changes=tuple(
                Change(str(fields.get(name, name)), before, after)
                for name, (before, after) in (entry.details.get("changes") or {}).items()
            ),
        )
        for entry in entries[:limit]
    )
