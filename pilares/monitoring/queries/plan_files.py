"""What a file of a group's plan holds, today or as it stood at the end of a day (§3.9)."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.monitoring.queries.group_plans import (
    GroupPlanPage,
    notes_of,
    plan_of_group,
    seen_codes,
    status_words,
    steps_of,
    told_steps,
    version_in_force,
)
from pilares.monitoring.queries.mandates import MandateLine, mandate_line
from pilares.monitoring.queries.plan_tables import Table, draft_table, snapshot_of, table_in_force
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body
from pilares.plans.models import Document
from pilares.plans.queries import NoteLine


@dataclass(frozen=True)
class PlanFile:
    """What a file of a group's plan holds."""

    group: str
    slug: str
    plan: str
    status: str
    #: meeting and paragraph of the endorsement of the version in force, where the reader may know of it
    decision: str
    mandate: str
    table: Table
    notes: tuple[NoteLine, ...]
    illustrative: bool


def plan_file(body: Body, plan: Document, user: type_of_reader) -> PlanFile:
    """Read what a file of a group's plan holds; a constant number of queries."""
    standing, group_plan = standing_of(user), plan_of_group(body, plan)
    steps = steps_of(group_plan)
    since = version_in_force(group_plan, steps)
    snapshot, seen = snapshot_of(group_plan), seen_codes(group_plan, user)
    table = (draft_table if standing.member else table_in_force)(snapshot, seen)
    told = tuple(told_steps(group_plan, steps, standing))
    status = _marked(status_words(group_plan, steps, since, standing), table)
    mandate = mandate_line(body, user)
    return PlanFile(
        group=body.name.text,
        slug=body.slug,
        plan=plan.title.text,
        status=status,
        decision=next((step.decision for step in told if step.decision), ""),
        mandate=_term(mandate),
        table=table,
        notes=notes_of(plan, table.notes, user),
        illustrative=group_plan.illustrative,
    )


def plan_file_then(work: GroupPlanPage) -> PlanFile:
    """Return what a file of a group's plan of a day that is over holds; its mandate is told by today's."""
    return PlanFile(
        group=work.page.group.name.text,
        slug=work.page.group.slug,
        plan=work.group_plan.plan.title.text,
        status=_marked(work.status, work.table),
        decision=next((step.decision for step in work.steps if step.decision), ""),
        mandate="",
        table=work.table,
        notes=work.notes,
        illustrative=work.group_plan.illustrative,
    )


def _marked(status: str, table: Table) -> str:
    """Say of a table that holds what awaits endorsement that it is marked."""
    marked = _("draft: what awaits endorsement is marked")
    return f"{status} · {marked}" if table.pending else status


def _term(mandate: MandateLine | None) -> str:
    if mandate is None or mandate.term.ends_on is None:
        return _("Mandate: no dates recorded")
    day = date_format(mandate.term.ends_on, "DATE_FORMAT")
    if mandate.expired:
        return _("Mandate expired on %(date)s") % {"date": day}
    return _("Mandate in force until %(date)s") % {"date": day}
