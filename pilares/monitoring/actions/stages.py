"""The stages of an activity in its group's plan: prioritised, replaced, withdrawn, endorsed (§3.9, AC-01)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, require
from pilares.core.trail import record
from pilares.meetings.models import Decision
from pilares.monitoring import access
from pilares.monitoring.models import Activity
from pilares.monitoring.workflow import ACTIVITY
from pilares.people.models import Body, User

NOT_FROM_HERE = Reason("WRONG_STAGE", _("This step does not start from where the record stands now."))
_MOVED = ["stage", "next_stage", "slot", "stage_reason", "stage_decision", "replaced_by", "version"]


def _lock(activity: Activity) -> Activity:
    """Return the activity as it stands, with its group's row held: the places of a plan are counted alone."""
    Body.objects.select_for_update().get(pk=activity.group_id)
    return (
        Activity.objects.select_for_update(of=("self",))
        .select_related("group", "plan__parameters")
        .get(pk=activity.pk)
    )


def _free_slot(activity: Activity) -> int | None:
    """Return the lowest free place in the draft plan of a standing group; ad hoc groups have none."""
    if activity.group.kind != Body.Kind.GROUP:
        return None
    plan, group = activity.plan, activity.group
    taken = set(Activity.objects.filter(plan=plan, group=group).values_list("slot", flat=True))
    return next(n for n in range(1, plan.parameters.priority_activities + 1) if n not in taken)


def _move(activity: Activity, verb: str, *, by: User, reason: str = "") -> Activity:
    activity.version += 1
    activity.save(update_fields=_MOVED)
    record(activity, verb, by=by, stage=activity.stage, next_stage=activity.next_stage, reason=reason)
    return activity


def _needs(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it stays in the history.")})


@transaction.atomic
def prioritise(activity: Activity, *, by: User) -> Activity:
    """Give a candidate a free place among the group's priority activities.

    Raises `Refused` with the code `MAX_PRIORITY_n` when no place is free (§3.9), also in a race.
    """
    locked = _lock(activity)
    require(ACTIVITY.why_not("prioritise", by, locked))
    locked.stage, locked.slot, locked.consulted_on = ACTIVITY.target("prioritise"), _free_slot(locked), None
    return _move(locked, "prioritise", by=by)


@transaction.atomic
def set_aside(activity: Activity, *, by: User) -> Activity:
    """Return a priority activity that the RCGM has not endorsed to the candidates."""
    locked = _lock(activity)
    require(ACTIVITY.why_not("set_aside", by, locked))
    locked.stage, locked.slot = ACTIVITY.target("set_aside"), None
    return _move(locked, "set_aside", by=by)


@transaction.atomic
def replace(activity: Activity, *, successor: Activity, reason: str, by: User) -> Activity:
    """Give the activity's place to a candidate; the version in force shows it until endorsed (AC-01)."""
    locked = _lock(activity)
    require(ACTIVITY.why_not("replace", by, locked))
    _needs(reason)
    if successor.group_id != locked.group_id or successor.stage != Activity.Stage.PROPOSED:
        raise ValidationError({"successor": _("Choose a candidate of the same group.")})
    locked.next_stage, locked.slot = ACTIVITY.target("replace"), None
    locked.stage_reason, locked.replaced_by = reason.strip(), successor
    _move(locked, "replace", by=by, reason=reason)
    prioritise(successor, by=by)
    return locked


@transaction.atomic
def withdraw(activity: Activity, *, reason: str, by: User) -> Activity:
    """Take an activity out of the plan; a candidate leaves at once, a priority activity once endorsed."""
    locked = _lock(activity)
    require(ACTIVITY.why_not("withdraw", by, locked))
    _needs(reason)
    locked.stage_reason, locked.slot = reason.strip(), None
    if locked.stage == Activity.Stage.PROPOSED:
        locked.stage = ACTIVITY.target("withdraw")
    else:
        locked.next_stage = ACTIVITY.target("withdraw")
    return _move(locked, "withdraw", by=by, reason=reason)


@transaction.atomic
def keep(activity: Activity, *, by: User) -> Activity:
    """Take back a replacement or withdrawal that was not endorsed; it needs a free place (§3.9)."""
    locked = _lock(activity)
    require(access.why_not_keep(by, locked))
    locked.next_stage, locked.stage_reason, locked.replaced_by = "", "", None
    locked.slot = _free_slot(locked)
    return _move(locked, "keep", by=by)


@transaction.atomic
def endorse(activity: Activity, *, decision: Decision, by: User) -> Activity:
    """Record that the RCGM endorsed what the group drafted: it is in force, or it leaves the plan.

    A replacement is one change: what leaves and what takes its place are endorsed together, so that the
    version in force never shows both (AC-01). Where the group's plan is recorded, its own endorsement does
    this for all that waits, and nothing is endorsed beside it.
    """
    locked = _lock(activity)
    require(ACTIVITY.why_not("endorse", by, locked))
    return _endorse(locked, decision, by)


@transaction.atomic
def endorse_with_plan(activity: Activity, *, decision: Decision, by: User) -> Activity:
    """Endorse an activity as part of its group's plan, whose own step was allowed before."""
    return _endorse(_lock(activity), decision, by)


def _endorse(locked: Activity, decision: Decision, by: User) -> Activity:
    change = _one_change(locked)
    for part in change:
        require(access.why_not_endorse_with_plan(by, part))
        require(None if part.stage in ACTIVITY.steps["endorse"].sources else NOT_FROM_HERE)
    for part in change:
        part.stage = part.next_stage or ACTIVITY.target("endorse")
        part.next_stage, part.stage_decision = "", decision
        _move(part, "endorse", by=by)
    return locked


def _one_change(activity: Activity) -> list[Activity]:
    """Return the activity with whatever its drafted replacement brings in or takes out, in turn."""
    drafted = Activity.objects.select_related("group", "plan").filter(group=activity.group_id)
    change, pending = [activity], [activity]
    while pending:
        one = pending.pop()
        near = list(drafted.filter(replaced_by=one, next_stage=Activity.Stage.REPLACED))
        if one.next_stage == Activity.Stage.REPLACED and one.replaced_by_id:
            near += drafted.filter(pk=one.replaced_by_id, stage=Activity.Stage.PRIORITISED)
        new = [other for other in near if other not in change]
        change += new
        pending += new
    return change


@transaction.atomic
def ask_rcgm(activity: Activity, *, by: User) -> Activity:
    """Note that the group asks the RCGM about a candidate for which its plan has no place (AC-01)."""
    locked = _lock(activity)
    require(access.why_not_ask_rcgm(by, locked))
    locked.consulted_on = clock.today()
    locked.save(update_fields=["consulted_on"])
    record(locked, "ask_rcgm", by=by)
    return locked
