"""A person puts one critical aspect before the vice-ministers; nothing is chosen by counting (AC-24)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.trail import record
from pilares.monitoring.models import CriticalAspect
from pilares.people.models import User
from pilares.plans.models import Document
from pilares.reports.access import why_not_choose
from pilares.reports.models import ChosenAspect
from pilares.reports.queries.sheets import chosen_by


@transaction.atomic
def choose_aspect(plan: Document, *, aspect: CriticalAspect | None, before: int, by: User) -> ChosenAspect:
    """Put an aspect on the sheet, or none; said twice it is written down once.

    `before` is the choice that the person had read (0 for none). Raises ValidationError where somebody chose
    another one meanwhile.
    """
    require(why_not_choose(by))
    Document.objects.select_for_update().get(pk=plan.pk)
    last = ChosenAspect.objects.filter(plan=plan).last()
    if last is not None and last.aspect_id == (aspect.pk if aspect else None):
        return last
    if (last.pk if last else 0) != before:
        raise ValidationError(
            _("The %(who)s chose another one meanwhile. Read it below, and choose again if it has to change.")
            % {"who": chosen_by(last) if last else ""},
            code="stale",
        )
    chosen = ChosenAspect(plan=plan, aspect=aspect, by=by, at=clock.now(), capacity=by.standing.capacity)
    chosen.full_clean()
    chosen.save()
    record(chosen, "choose", by=by, before=last.aspect_id if last else None, after=chosen.aspect_id)
    return chosen
