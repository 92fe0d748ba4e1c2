"""The demo's plans of the groups: each step is relived, and what was presented is as it stood that day."""

from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from pilares.core.trail import Entry
from pilares.home.actions.rows import Known, read, without
from pilares.monitoring.models import Activity, GroupPlan, GroupPlanStep, Indicator, Review, ReviewLine
from pilares.monitoring.queries.group_plans import step_of
from pilares.monitoring.queries.plan_tables import PARTS, snapshot_of


def load_group_plans(now: Known) -> None:
    """Write the four groups' plans in force, one of them in its yearly review."""
    for row in read("group_plans"):
        group_plan = GroupPlan.objects.create(
            plan=now.plan, group=now.bodies[row["group"]], illustrative=True
        )
        for step in row["steps"]:
            _take(now, group_plan, step)
        for review in row.get("reviews", ()):
            _review(now, group_plan, review)


def _take(now: Known, group_plan: GroupPlan, row: dict[str, Any]) -> None:
    at, verb = row["at"], row["verb"]
    group_plan.version += verb == "amend"
    group_plan.status = step_of(verb).target
    group_plan.save(update_fields=["status", "version"])
    by = now.users.get(row.get("by", ""))
    decision = now.decisions.get(row.get("decision", ""))
    capacity = by.standing.capacity if by else row["as"]
    GroupPlanStep.objects.create(
        group_plan=group_plan,
        verb=verb,
        status=group_plan.status,
        at=at,
        by=by,
        capacity=capacity,
        decision=decision,
        meeting=decision.meeting if decision else now.meetings.get(row.get("meeting", "")),
        note=row.get("note", ""),
        snapshot=_presented(group_plan, at) if verb == "present" else None,
    )
    details = {"status": group_plan.status, "version": group_plan.version}
    Entry.objects.create(
        at=at,
        by=by,
        capacity=capacity,
        verb=verb,
        model=group_plan._meta.label_lower,
        object_id=group_plan.pk,
        label=str(group_plan),
        details=details,
    )


def _presented(group_plan: GroupPlan, at: datetime) -> dict[str, Any]:
    """Return the table of §3.9 as it stood at an instant, from the history of the activities."""
    then = Activity.history.as_of(at).filter(group_id=group_plan.group_id, stage__in=Activity.ROWS)
    activities = list(then.order_by("code"))
    prefetch_related_objects(activities, *PARTS)
    day = timezone.localtime(at).date().isoformat()
    return {**snapshot_of(group_plan, activities), "as_of": day}


def _review(now: Known, group_plan: GroupPlan, row: dict[str, Any]) -> None:
    review = Review.objects.create(
        group_plan=group_plan,
        year=now.years[row["year"]],
        meeting=now.meetings[row["meeting"]],
        closed_by=now.users.get(row.get("by", "")),
        **without(row, "year", "meeting", "by", "lines"),
    )
    for line in row["lines"]:
        activity = Activity.objects.get(code=line["activity"])
        stood = _stood(activity, review.closed_at) if review.closed_at else None
        ReviewLine.objects.create(review=review, activity=activity, stood=stood, **without(line, "activity"))


def _stood(activity: Activity, at: datetime) -> dict[str, Any]:
    """Return what stood beside a line that day; no figure had been validated then."""
    then = activity.history.as_of(at)
    indicators = Indicator.objects.filter(activity=activity).order_by("order", "pk")
    return {
        "state": then.state,
        "state_on": then.state_on.isoformat() if then.state_on else "",
        "due_on": then.due_on.isoformat() if then.due_on else "",
        "figures": [
            [one.code, [one.name_es, one.name_en, one.original_language], ["", ""]] for one in indicators
        ],
    }
