"""The steps of a group's plan: drafted, reviewed, presented, endorsed, in force, closed (§3.9, §3.10, M8)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.trail import record
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.actions.stages import endorse_with_plan
from pilares.monitoring.models import GroupPlan, GroupPlanStep
from pilares.monitoring.queries.plan_tables import snapshot_of
from pilares.monitoring.workflow import GROUP_PLAN
from pilares.people.models import Body, User
from pilares.plans.models import Document

#: what the RCGM does with a plan that is presented to it: it endorses it, or takes note of it
ENDORSING = (Decision.Verb.ENDORSE, Decision.Verb.TAKE_NOTE, Decision.Verb.APPROVE)
RCGM = "GRCM"
NEEDS_MEETING_OR_NOTE = _("Choose the meeting, or write how the group reviewed it.")


def lock(group_plan: GroupPlan) -> GroupPlan:
    """Return the plan as it stands, with its group held; the first step of a group begins its record."""
    Body.objects.select_for_update().get(pk=group_plan.group_id)
    GroupPlan.objects.get_or_create(
        plan_id=group_plan.plan_id,
        group_id=group_plan.group_id,
        defaults={"illustrative": group_plan.illustrative},
    )
    return (
        GroupPlan.objects.select_for_update(of=("self",))
        .select_related("group", "plan__parameters")
        .get(plan_id=group_plan.plan_id, group_id=group_plan.group_id)
    )


def move(group_plan: GroupPlan, verb: str, *, by: User, **about: Any) -> GroupPlan:
    """Take a plan that is held along one step, and write down who, when, where and on which decision."""
    group_plan.status = GROUP_PLAN.target(verb)
    group_plan.save(update_fields=["status", "version"])
    step = GroupPlanStep(
        group_plan=group_plan,
        verb=verb,
        status=group_plan.status,
        at=clock.now(),
        by=by,
        capacity=by.standing.capacity,
        **about,
    )
    step.full_clean(exclude=["group_plan", "by", "meeting", "decision", "snapshot"])
    step.save()
    said = {name: str(value) for name, value in about.items() if value and name != "snapshot"}
    record(group_plan, verb, by=by, status=group_plan.status, version=group_plan.version, **said)
    return group_plan


def needs(note: str, words: Any) -> str:
    """Return a note without its margins; raises `ValidationError` where nothing was written."""
    if not note.strip():
        raise ValidationError({"note": words})
    return note.strip()


REASON = _("Write the reason: it stays in the history.")


@transaction.atomic
def review(group_plan: GroupPlan, *, by: User, meeting: Meeting | None = None, note: str = "") -> GroupPlan:
    """Record that the group reviewed its draft, at one of its meetings or as the note says."""
    locked = lock(group_plan)
    require(GROUP_PLAN.why_not("review", by, locked))
    if meeting is None:
        needs(note, NEEDS_MEETING_OR_NOTE)
    elif meeting.body_id != locked.group_id:
        raise ValidationError({"meeting": _("Choose a meeting of the group.")})
    return move(locked, "review", by=by, meeting=meeting, note=note.strip())


@transaction.atomic
def present(group_plan: GroupPlan, *, by: User, meeting: Meeting | None = None, note: str = "") -> GroupPlan:
    """Present the plan to the RCGM: the table of §3.9 is kept as it stands now, for ever."""
    locked = lock(group_plan)
    require(GROUP_PLAN.why_not("present", by, locked))
    if meeting is not None and meeting.body.code != RCGM:
        raise ValidationError({"meeting": _("Choose a meeting of the RCGM.")})
    return move(locked, "present", by=by, meeting=meeting, note=note.strip(), snapshot=snapshot_of(locked))


@transaction.atomic
def take_back(group_plan: GroupPlan, *, note: str, by: User) -> GroupPlan:
    """Return a plan to draft, because the group or the RCGM wants it otherwise."""
    locked = lock(group_plan)
    require(GROUP_PLAN.why_not("take_back", by, locked))
    return move(locked, "take_back", by=by, note=needs(note, REASON))


@transaction.atomic
def endorse(group_plan: GroupPlan, *, decision: Decision, by: User, note: str = "") -> GroupPlan:
    """Record that the RCGM endorsed or took note of the plan: what was presented is so from now on.

    Every activity that waits is endorsed by the same decision; where one is refused, nothing is written.
    """
    locked = lock(group_plan)
    require(GROUP_PLAN.why_not("endorse", by, locked))
    if decision.meeting.body.code != RCGM or decision.verb not in ENDORSING:
        raise ValidationError(
            {"decision": _("Choose a decision by which the RCGM endorses, approves or takes note.")}
        )
    held = decision.meeting
    if held.status == Meeting.Status.CANCELLED or (held.starts_on and held.starts_on > clock.today()):
        raise ValidationError(
            {"decision": _("This meeting was not held yet. Record what it decided once it is.")}
        )
    for code in locked.changes():
        waiting = locked.pending().filter(code=code).first()
        if waiting is not None:  # a replacement is endorsed whole, so its other half is done already
            endorse_with_plan(waiting, decision=decision, by=by)
    return move(locked, "endorse", by=by, meeting=decision.meeting, decision=decision, note=note.strip())


@transaction.atomic
def enter_force(group_plan: GroupPlan, *, by: User, note: str = "") -> GroupPlan:
    """Record that the endorsed plan is the one in force."""
    locked = lock(group_plan)
    require(GROUP_PLAN.why_not("enter_force", by, locked))
    return move(locked, "enter_force", by=by, note=note.strip())


@transaction.atomic
def amend(group_plan: GroupPlan, *, note: str, by: User) -> GroupPlan:
    """Begin a change of a plan in force: the draft of its next version; the RCGM endorses it (AC-24)."""
    locked = lock(group_plan)
    require(GROUP_PLAN.why_not("amend", by, locked))
    locked.version += 1
    return move(locked, "amend", by=by, note=needs(note, REASON))


@transaction.atomic
def drop_change(group_plan: GroupPlan, *, note: str, by: User) -> GroupPlan:
    """Give up a change that was begun: the version in force goes on."""
    locked = lock(group_plan)
    require(GROUP_PLAN.why_not("drop_change", by, locked))
    locked.version -= 1
    return move(locked, "drop_change", by=by, note=needs(note, REASON))


@transaction.atomic
def close(group_plan: GroupPlan, *, note: str, by: User) -> GroupPlan:
    """Close the plan of a group at the end of its term: it stays to be read."""
    locked = lock(group_plan)
    require(GROUP_PLAN.why_not("close", by, locked))
    return move(locked, "close", by=by, note=needs(note, REASON))


def close_with_plan(plan: Document, *, decision: Decision, by: User) -> None:
    """Close the groups' plans with the Strategic Plan that holds them; what was a draft stays one (AC-12).

    Whoever concluded the Strategic Plan was allowed to, and its guard bars every other step since.
    """
    running = (GroupPlan.Status.IN_FORCE, GroupPlan.Status.IN_REVIEW)
    for group_plan in GroupPlan.objects.filter(plan=plan, status__in=running).select_related("group", "plan"):
        move(group_plan, "close", by=by, decision=decision)
