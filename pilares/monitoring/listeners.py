"""What happens to the text of a presidency's plan happens to the plan: one way of consulting, one status."""

from typing import Any

from django.dispatch import receiver

from pilares.core.trail import recorded
from pilares.monitoring.actions.presidency_plans import lock, write_step
from pilares.monitoring.models import PresidencyPlan
from pilares.monitoring.workflow import PRESIDENCY_PLAN
from pilares.people.models import User
from pilares.plans.models import Version, VersionEvent

#: the acts on a version, and the step of the plan that each one is
STEPS = {
    "circulate": "consult",
    "take_back": "take_back",
    "recommend": "endorse",
    "record_approval": "approve",
    "enter_force": "start",
}


@receiver(recorded, sender=Version, dispatch_uid="the presidency's plan follows its text")
def follow(obj: Version, verb: str, by: User | None, details: dict[str, Any], **_kwargs: Any) -> None:
    """Take the plan along the step that its text has just taken, wherever that was done."""
    step = STEPS.get(verb)
    plan = PresidencyPlan.objects.filter(document=obj.document_id).first() if step else None
    if step is None or plan is None:
        return
    held = lock(plan)
    if held.status not in PRESIDENCY_PLAN.steps[step].sources:
        return
    event = VersionEvent.objects.filter(version=obj).select_related("decision").last()
    decision = event.decision if event else None
    write_step(held, step, by=by, version=obj, decision=decision, note=str(details.get("reason") or ""))
