"""What became of each observation, one by one or a paragraph at once (Tabla 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.consensus.access import why_not_attach, why_not_settle
from pilares.consensus.actions.rounds import held
from pilares.consensus.models import Observation, Round
from pilares.core import clock
from pilares.core.access import require
from pilares.core.trail import record, record_many
from pilares.people.models import User
from pilares.plans.actions import attach_note

OVERTAKEN = _(
    "Another person recorded this observation meanwhile: it stands above. What you chose is kept here and "
    "not saved; record again to put it in its place."
)
WHY = _("Say why: the country reads it beside its observation.")


@dataclass(frozen=True)
class Said:
    """What is said of one observation."""

    fate: str
    why_es: str = ""
    why_en: str = ""
    #: what was recorded when the page was opened: fate and both reasons; nothing where that is not known
    seen: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What is recorded if nobody else was here."""
        return self.fate, self.why_es, self.why_en


@transaction.atomic
def settle(round_: Round, said: Mapping[int, Said], *, by: User) -> int:
    """Record the fate of observations by their key, all or none; return how many changed.

    Raises `ValidationError` by the observation's key where a reason is missing.
    """
    locked = held(round_)
    require(why_not_settle(by, locked))
    rows = list(
        Observation.objects.select_for_update(of=("self",)).filter(
            round=locked, pk__in=said, withdrawn_at=None
        )
    )
    missing: dict[str, Any] = {
        str(row.pk): WHY
        for row in rows
        if said[row.pk].fate in {Observation.Fate.PARTLY, Observation.Fate.NOT_INTEGRATED}
        and not (said[row.pk].why_es or said[row.pk].why_en)
    }
    missing |= {
        str(row.pk): ValidationError(OVERTAKEN, code="overtaken")
        for row in rows
        if _overtaken(row, said[row.pk])
    }
    if missing:
        raise ValidationError(missing)
    changed = [row for row in rows if _changes(row, said[row.pk])]
    now = clock.now()
    for row in changed:
        one = said[row.pk]
        row.fate, row.why_es, row.why_en = one.fate, one.why_es, one.why_en
        row.settled_at, row.settled_by = (now, by) if one.fate else (None, None)
    Observation.objects.bulk_update(changed, ["fate", "why_es", "why_en", "settled_at", "settled_by"])
    record_many([(row, "settle_observation", {"fate": row.fate}) for row in changed], by=by)
    return len(changed)


def recorded(row: Observation) -> tuple[str, ...]:
    """Return what is recorded of an observation, as a page carries it along."""
    return row.fate, row.why_es, row.why_en


def _changes(row: Observation, one: Said) -> bool:
    """Whether there is something to write; what one did not touch is left as another person made it."""
    return one.words not in (recorded(row), one.seen)


def _overtaken(row: Observation, one: Said) -> bool:
    """Whether another person recorded something else since the page was opened (AC-10)."""
    return bool(one.seen) and recorded(row) != one.seen and _changes(row, one)


@transaction.atomic
def attach(observation: Observation, *, by: User) -> Observation:
    """Make a country's declaration or reservation a note of the version, at its exact words (AC-04).

    It is kept in the language in which it was said, and cannot change once the text is adopted.
    """
    round_ = held(observation.round)
    now = Observation.objects.select_for_update(of=("self",)).select_related("country").get(pk=observation.pk)
    now.round = round_
    require(why_not_attach(by, now))
    note = attach_note(
        round_.version,
        anchor=now.anchor,
        kind=now.kind,
        text=now.text or now.proposed,
        language=now.language,
        country=now.country,
        words=now.words,
        by=by,
    )
    now.note_number = note.number
    if not now.fate:  # what was said of it stays as the country read it
        now.fate, now.settled_at, now.settled_by = Observation.Fate.INTEGRATED, clock.now(), by
    now.save(update_fields=["note_number", "fate", "settled_at", "settled_by"])
    record(now, "attach_declaration", by=by, note=note.number)
    return now
