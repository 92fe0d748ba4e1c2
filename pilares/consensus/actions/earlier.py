"""Steps of a text from before it was agreed here: recorded, corrected, taken out (Tabla 3)."""

import uuid
from typing import Any

from django.conf import settings
from django.db import transaction

from pilares.consensus.access import why_not_record_step
from pilares.consensus.models import EarlierStep
from pilares.core import clock
from pilares.core.access import require
from pilares.core.trail import record
from pilares.people.models import User
from pilares.plans.models import Document


@transaction.atomic
def record_step(document: Document, *, form_key: uuid.UUID, by: User, **said: Any) -> EarlierStep:
    """Write a step down with the date that its source gives; a second click of a form writes nothing."""
    require(why_not_record_step(by))
    Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    known: EarlierStep | None = EarlierStep.objects.filter(form_key=form_key, document=document).first()
    if known is not None:
        return known
    step = EarlierStep(
        document=document, form_key=form_key, recorded_at=clock.now(), recorded_by=by,
        illustrative=settings.DEMO, **said,
    )  # fmt: skip
    step.full_clean()
    step.save()
    record(step, "record_earlier_step", by=by, when=step.when)
    return step


@transaction.atomic
def correct_step(step: EarlierStep, *, by: User, **said: Any) -> EarlierStep:
    """Correct what was written down; the trail keeps what it said before."""
    require(why_not_record_step(by))
    now: EarlierStep = EarlierStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    changed = {name: told for name, told in said.items() if getattr(now, name) != told}
    if not changed:
        return now
    before = {name: str(getattr(now, name) or "") for name in changed}
    for name, told in changed.items():
        setattr(now, name, told)
    now.full_clean()
    now.save(update_fields=list(changed))
    record(now, "correct_earlier_step", by=by, before=before)
    return now


@transaction.atomic
def remove_step(step: EarlierStep, *, by: User) -> None:
    """Take out what should not have been written down; the trail keeps its words."""
    require(why_not_record_step(by))
    kept = {
        name: str(getattr(step, name)) for name in ("what_es", "what_en", "became_es", "became_en", "source")
    }
    record(step, "remove_earlier_step", by=by, when=step.when, **kept)
    step.delete()
