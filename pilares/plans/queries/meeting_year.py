"""In which year a plan counts meetings: the calendar's, or its own where a decision says so (§3.10 e)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pilares.plans.models import Document, Parameters, PlanYear


@dataclass(frozen=True)
class MeetingYear:
    """The days within which meetings are counted, both included, and what they are called."""

    starts_on: date
    ends_on: date
    words: str


def meeting_year(plan: Document | None, day: date) -> MeetingYear:
    """Return the year of a day; while the plan's own years have no dates, the calendar's."""
    if plan is not None and plan.parameters.meetings_year == Parameters.MeetingsYear.PLAN_YEAR:
        held = PlanYear.objects.filter(plan=plan, starts_on__lte=day, ends_on__gte=day).first()
        if held is not None and held.starts_on and held.ends_on:
            return MeetingYear(held.starts_on, held.ends_on, _("year %(n)s of the plan") % {"n": held.number})
    return MeetingYear(date(day.year, 1, 1), date(day.year, 12, 31), str(day.year))
