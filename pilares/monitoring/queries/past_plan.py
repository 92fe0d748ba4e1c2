"""The plan of a group as it stood at the end of a day, and what is other today (§3.9, AC-23)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from pilares.core.days import AsOf, Past, differences, end_of, first_day
from pilares.monitoring.models import Activity, GroupPlan, GroupPlanStep, Review
from pilares.monitoring.queries.group_plans import (
    TOLD,
    GroupPlanPage,
    ReviewRef,
    group_plan_page,
    notes_of,
    status_words,
    steps_of,
    told_steps,
    version_in_force,
)
from pilares.monitoring.queries.past import reached_then
from pilares.monitoring.queries.past_rows import activities_then
from pilares.monitoring.queries.plan_tables import Table, TableRow, draft_table, snapshot_of, table_in_force
from pilares.monitoring.queries.values import year_words
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Standing
from pilares.plans.models import Document
from pilares.plans.queries.parameters import values_then


def group_plan_then(
    body: Body, plan: Document, user: type_of_reader, as_of: AsOf, day: date
) -> tuple[GroupPlanPage, Past]:
    """Read the plan of a group of a day that is over; a constant number of queries.

    Members read the draft of that day too; others what was in force and could be seen then and can today.
    """
    now, until, standing = group_plan_page(body, plan, user), end_of(day), standing_of(user)
    steps = [step for step in steps_of(now.group_plan) if step.at < until]
    found = _rows(now.group_plan, until, user)
    if not found and not any(standing.member or step.verb in TOLD for step in steps):
        return now, Past(as_of, day, known=False, first=_first(now.group_plan, standing))
    held = _plan_then(now.group_plan, steps)
    snapshot = snapshot_of(held, [one for one in found if one.stage in Activity.ROWS], on=day)
    if snapshot["places"]:
        snapshot["places"] = int(values_then(plan, until)["priority_activities"])
    seen = frozenset(one.code for one in found)
    table = (draft_table if standing.member else table_in_force)(snapshot, seen)
    since = version_in_force(held, steps)
    then = replace(
        now,
        page=replace(now.page, as_of=day),
        group_plan=held,
        status=status_words(held, steps, since, standing),
        in_force=since,
        table=table,
        beside=table_in_force(snapshot, seen) if standing.member and table.pending else None,
        notes=notes_of(plan, table.notes, user),
        steps=tuple(told_steps(held, steps, standing)),
        reviews=_reviews(now.group_plan, user, until, standing),
        main=None,
        others=(),
        barred=(),
    )
    untold = (
        _("The mandate and the members of the group are told by today's page alone, with their dates."),
    )
    return then, Past(as_of, day, differences=differences(_said(then), _said(now)), untold=untold)


def _rows(group_plan: GroupPlan, until: datetime, user: type_of_reader) -> list[Activity]:
    """Return the activities of the group as they stood, seen by who may today and could have then."""
    standing = standing_of(user)
    today = Activity.objects.visible_to(user).filter(plan=group_plan.plan_id, group=group_plan.group_id)
    stood = activities_then(today.select_related("group", "plan__parameters"), until)
    found = [one for one in stood if reached_then(one, standing)]
    known = {one.pk: one for one in found}
    for one in found:
        one.replaced_by = known.get(one.replaced_by_id or 0)
    return found


def _plan_then(group_plan: GroupPlan, steps: list[GroupPlanStep]) -> GroupPlan:
    """Return the record of the plan as its steps until then leave it; it is not to be saved."""
    moved = sum({"amend": 1, "drop_change": -1}.get(step.verb, 0) for step in steps)
    status = steps[-1].status if steps else GroupPlan.Status.DRAFT
    return GroupPlan(
        pk=group_plan.pk, plan=group_plan.plan, group=group_plan.group, status=status, version=1 + moved
    )


def _first(group_plan: GroupPlan, standing: Standing) -> date | None:
    """Return the first day on record that the reader may know of."""
    steps = [step.at for step in steps_of(group_plan) if standing.member or step.verb in TOLD]
    begun: Any = None
    if standing.member:
        lines = Activity.history.filter(plan_id=group_plan.plan_id, group_id=group_plan.group_id)
        begun = lines.order_by("history_date").values_list("history_date", flat=True).first()
    return first_day(min(filter(None, [*steps[:1], begun]), default=None))


def _reviews(
    group_plan: GroupPlan, user: type_of_reader, until: datetime, standing: Standing
) -> tuple[ReviewRef, ...]:
    if not group_plan.pk:
        return ()
    asked = Review.objects.visible_to(user).filter(group_plan=group_plan, opened_at__lt=until)
    found = []
    for review in asked.select_related("year"):
        closed = review.closed_at if review.closed_at and review.closed_at < until else None
        if closed or standing.member:
            found.append(ReviewRef(review.year.number, year_words(review.year.number), closed))
    return tuple(found)


# --- What is other today ---------------------------------------------------------------------------------


def _said(work: GroupPlanPage) -> dict[str, str]:
    """Return what a plan says, by label: the same labels then and today, so that they can be compared."""
    number = _("Version %(number)s") % {"number": work.in_force} if work.in_force else _("None yet")
    told = {_("Where the plan stands"): work.status, _("Version in force"): number}
    return told | _table(work.table)


def _table(table: Table) -> dict[str, str]:
    told: dict[str, str] = {_("Objective of the group"): str(table.objective)}
    for row in (*table.rows, *table.leaving):
        told |= _row(row)
    return told


def _row(row: TableRow) -> dict[str, str]:
    label = _("%(part)s: %(field)s")
    change = str(Activity.Stage(row.change).label) if row.change else ""
    awaits = _("%(title)s (pending endorsement: %(stage)s)")
    title = awaits % {"title": row.title, "stage": change} if change else str(row.title)
    return {
        row.code: title,
        label % {"part": row.code, "field": _("Themes")}: "; ".join(str(theme) for theme, _new in row.themes),
        label % {"part": row.code, "field": _("Expected result")}: "; ".join(map(str, row.results)),
        label % {"part": row.code, "field": _("Indicators")}: "; ".join(map(str, row.indicators)),
        label % {"part": row.code, "field": _("Principles")}: "; ".join(
            f"{one.letter}) {one.name}" for one in row.principles
        ),
    }
