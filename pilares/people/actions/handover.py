"""The handover: it is accepted once, and what came too late is sent by the office or discarded (AC-11)."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.trail import record
from pilares.people.access import why_not_accept_handover, why_not_settle_kept
from pilares.people.models import Handover, KeptForm, Presidency, User

#: beyond these characters a form is too large to be kept
MOST = 400_000
Outcome = KeptForm.Outcome


@transaction.atomic
def accept_handover(term: Presidency, *, note: str, by: User) -> Handover:
    """Record that the incoming presidency took over what a term hands over; sent twice, it is done once."""
    term = Presidency.objects.select_for_update(of=("self",)).select_related("country").get(pk=term.pk)
    require(why_not_accept_handover(by, term))
    handover = Handover(
        presidency=term,
        accepted_at=clock.now(),
        accepted_by=by,
        capacity=by.standing.capacity,
        note=note.strip(),
    )
    handover.full_clean()
    handover.save()
    record(term, "accept_handover", by=by, note=handover.note)
    return handover


@transaction.atomic
def keep_form(
    term: Presidency, *, path: str, fields: Mapping[str, Sequence[str]], files: Sequence[str], by: User
) -> KeptForm | None:
    """Keep what somebody typed whose term had ended; the same form again is the same record."""
    typed = json.dumps(fields, sort_keys=True)
    if len(typed) > MOST or len(path) > KeptForm._meta.get_field("path").max_length:  # type: ignore[operator]
        return None
    seal = hashlib.sha256(f"{by.pk} {path} {typed}".encode()).hexdigest()
    kept, new = KeptForm.objects.get_or_create(
        key=seal,
        defaults={
            "presidency": term,
            "by": by,
            "at": clock.now(),
            "path": path,
            "fields": dict(fields),
            "files": list(files),
        },
    )
    if new:
        record(kept, "keep_form", by=by, presidency=term)
    return kept


@transaction.atomic
def discard_kept(kept: KeptForm, *, reason: str, by: User) -> KeptForm:
    """Set a kept form aside, with a reason; what was typed stays to be read."""
    kept = _held(kept)
    require(why_not_settle_kept(by, kept))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it stays with what was kept.")})
    return _settle(kept, Outcome.DISCARDED, reason.strip(), by)


@transaction.atomic
def mark_sent(kept: KeptForm, *, by: User) -> KeptForm | None:
    """Write down that the office sent a kept form as its own; nothing where it is settled already."""
    kept = _held(kept)
    if why_not_settle_kept(by, kept) is not None:
        return None
    return _settle(kept, Outcome.SENT, "", by)


def _held(kept: KeptForm) -> KeptForm:
    return KeptForm.objects.select_for_update(of=("self",)).get(pk=kept.pk)


def _settle(kept: KeptForm, outcome: str, reason: str, by: User) -> KeptForm:
    kept.outcome, kept.reason, kept.settled_at, kept.settled_by = outcome, reason, clock.now(), by
    kept.full_clean(exclude=["fields", "files"])
    kept.save(update_fields=["outcome", "reason", "settled_at", "settled_by"])
    record(kept, f"kept_{outcome}", by=by, reason=reason)
    return kept
