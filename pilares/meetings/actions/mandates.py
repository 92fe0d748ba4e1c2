"""Mandates of the groups: objective, mandate, term, and their extensions by a decision (§3.10, AC-13)."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.trail import record
from pilares.meetings.access import why_not_conclude, why_not_extend, why_not_extend_by
from pilares.meetings.actions.writing import rewrite
from pilares.meetings.models import Decision, Mandate, Meeting
from pilares.people.access import why_not_keep_the_register
from pilares.people.models import User


@transaction.atomic
def give_mandate(*, by: User, **said: Any) -> Mandate:
    """Record what a group is for and until when; `said` holds the columns."""
    require(why_not_keep_the_register(by))
    mandate = Mandate(**said, illustrative=settings.DEMO)
    mandate.full_clean()
    mandate.save()
    record(mandate, "give_mandate", by=by, person=str(mandate.body.short))
    return mandate


@transaction.atomic
def extend_mandate(mandate: Mandate, *, ends_on: date, decision: Decision, by: User) -> Mandate:
    """Extend a term by a decision; the earlier date stays in its own row.

    Raises ValidationError where the new end is not later than the present one.
    """
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    require(why_not_extend(by, mandate))
    require(why_not_extend_by(decision))
    held = decision.meeting
    if held.status == Meeting.Status.CANCELLED or (held.starts_on and held.starts_on > clock.today()):
        raise ValidationError(
            {"decision": _("This meeting was not held yet. Record what it decided once it is.")}
        )
    end = mandate.ends_on or ends_on
    if ends_on <= end:
        raise ValidationError({"ends_on": _("The new end must be later than the present one.")})
    extension = Mandate(
        body=mandate.body, extends=mandate, starts_on=end + timedelta(days=1), ends_on=ends_on,
        decision=decision, illustrative=settings.DEMO,
    )  # fmt: skip
    extension.full_clean()
    extension.save()
    record(
        extension, "extend_mandate", by=by, person=str(mandate.body.short), ends_on=ends_on, before=end,
        decision=decision.citation,
    )  # fmt: skip
    return extension


@transaction.atomic
def conclude_mandate(mandate: Mandate, *, on: date, decision: Decision | None, by: User) -> Mandate:
    """Record that a group has finished its work; what it did stays to be read."""
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    require(why_not_conclude(by, mandate))
    mandate.concluded_on, mandate.concluded_by = on, decision
    mandate.full_clean()
    mandate.save(update_fields=["concluded_on", "concluded_by"])
    citation = decision.citation if decision else ""
    record(mandate, "conclude_mandate", by=by, person=str(mandate.body.short), ends_on=on, decision=citation)
    return mandate


@transaction.atomic
def rewrite_mandate(mandate: Mandate, *, stamp: str, by: User, **said: Any) -> Mandate:
    """Correct how a mandate was written down; the slower of two writers is refused."""
    require(why_not_keep_the_register(by))
    return rewrite(mandate, said, stamp=stamp, verb="rewrite_mandate", by=by)
