"""The numbers that the plan's text sets are changed by a decision; each change stays on record (§1.5)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.edits import as_text, put
from pilares.core.trail import record
from pilares.meetings.models import Decision
from pilares.people.access import why_not_keep_the_register
from pilares.people.models import User
from pilares.plans.access import why_not_within
from pilares.plans.models import Document, ParameterChange, Parameters, PlanYear

#: parameters that keep their own decision, for the texts that cite it
DECIDED = {"completed_needs_target": "completed_decision", "meetings_year": "meetings_year_decision"}
NAMES = (
    "priority_activities", "meetings_a_year", "meetings_year", "years", "completed_needs_target",
    "small_number",
)  # fmt: skip


@transaction.atomic
def change_parameters(
    plan: Document,
    *,
    changes: dict[str, Any],
    base: dict[str, str],
    by: User,
    decision: Decision | None = None,
    reason: str = "",
) -> list[ParameterChange]:
    """Change what differs, by a decision or for a reason; raises `Conflict` where somebody was faster."""
    require(why_not_keep_the_register(by) or why_not_within(plan))
    parameters = Parameters.objects.select_for_update(of=("self",)).get(document=plan)
    merged = put(parameters, changes, base=base)
    if merged.write and decision is None and not reason.strip():
        raise ValidationError({"reason": _("Choose the decision, or write the reason: it stays on record.")})
    for name in merged.write & DECIDED.keys():
        setattr(parameters, DECIDED[name], decision)
    parameters.full_clean(exclude=["document"])
    parameters.save()
    made = [
        ParameterChange(
            plan=plan, name=name, before=before, after=after, decision=decision,
            reason=reason.strip(), at=clock.now(), by=by,
        )
        for name, (before, after) in merged.moved.items()
    ]  # fmt: skip
    ParameterChange.objects.bulk_create(made)
    if made:
        record(parameters, "change_parameters", by=by, changes={c.name: [c.before, c.after] for c in made})
    return made


@transaction.atomic
def date_plan_years(plan: Document, *, years: dict[int, tuple[date | None, date | None]], by: User) -> None:
    """Record the dates of the years of a plan: the text does not give them, nothing derives them (§4.3)."""
    require(why_not_keep_the_register(by) or why_not_within(plan))
    moved = {}
    for year in PlanYear.objects.select_for_update().filter(plan=plan, number__in=years):
        before, after = (year.starts_on, year.ends_on), years[year.number]
        if before != after:
            year.starts_on, year.ends_on = after
            year.illustrative = False
            year.full_clean(exclude=["plan"])
            year.save(update_fields=["starts_on", "ends_on", "illustrative"])
            moved[year.number] = [as_text(day) for day in (*before, *after)]
    if moved:
        record(plan, "date_plan_years", by=by, changes={str(k): v for k, v in moved.items()})
