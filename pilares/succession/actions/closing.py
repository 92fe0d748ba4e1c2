"""The plan is closed, and the next one is begun with what goes on in it (§4.2, AC-12)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from pilares.core.access import Refused
from pilares.meetings.models import Decision
from pilares.monitoring.actions.group_plans import close_with_plan
from pilares.people.models import User
from pilares.plans import actions as plans
from pilares.plans.models import Document
from pilares.succession.actions.carrying import follow
from pilares.succession.models import Destination


@transaction.atomic
def conclude(plan: Document, *, decision: Decision, by: User) -> Document:
    """Close the plan by a decision of the Vice-Ministers: its group plans close with it.

    Raises `Refused` with what is still undecided, before anything is written.
    """
    closed = plans.conclude(plan, decision=decision, by=by)
    close_with_plan(closed, decision=decision, by=by)
    return closed


@transaction.atomic
def begin_next(plan: Document, *, by: User, **typed: Any) -> Document:
    """Begin the draft of the next plan, and carry into it what the destinations say.

    Raises `ValidationError` that names the activity for which there is no place (§3.9); nothing is written.
    """
    following = plans.begin_next(plan, by=by, **typed)
    rows = Destination.objects.filter(activity__plan=plan).exclude(way="")
    for row in rows.select_related("activity__group", "activity__plan"):
        try:
            follow(row, following, by=by)
        except Refused as refused:
            raise ValidationError(f"{row.activity.code}: {refused.reason}") from refused
    return following
