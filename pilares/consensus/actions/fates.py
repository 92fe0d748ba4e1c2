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

WHY = _("Say why: the country reads it beside its observation.")


@dataclass(frozen=True)
class Said:
    """What is said of one observation."""

    fate: str
    why_es: str = ""
    why_en: str = ""


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


def _changes(row: Observation, one: Said) -> bool:
    return (row.fate, row.why_es, row.why_en) != (one.fate, one.why_es, one.why_en)


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
    now.fate, now.settled_at, now.settled_by = Observation.Fate.INTEGRATED, clock.now(), by
    now.save(update_fields=["note_number", "fate", "settled_at", "settled_by"])
    record(now, "attach_declaration", by=by, note=note.number)
    return now
