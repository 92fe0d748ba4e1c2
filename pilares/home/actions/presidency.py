"""The demo's annual plan of the presidency: written, consulted, decided, in execution, as an illustration."""

from typing import Any

from pilares.core.access import Tier
from pilares.core.trail import Entry
from pilares.home.actions.rows import Known, read, without
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.actions import presidency_plans as acts
from pilares.monitoring.models import Activity, PresidencyLine, PresidencyPlan, PresidencyPlanStep
from pilares.people.models import Presidency
from pilares.plans.models import Pillar, VersionEvent


def load_presidency(now: Known) -> None:
    """Let the presidency write its plan and take it along every step up to its execution."""
    rows = read("presidency")
    term = Presidency.objects.select_related("country").get(label=rows["term"])
    endorsed, approved = _decide(now, rows)
    plan = PresidencyPlan.objects.create(presidency=term, plan=now.plan, illustrative=True)
    _take_up(now, plan, rows["activities"])
    _add(now, plan, rows["initiatives"])
    se, ppt = now.users["se"], now.users["ppt"]
    acts.consult(plan, by=ppt)
    acts.endorse(plan, decision=endorsed, by=se)
    acts.approve(plan, decision=approved, on=rows["in_force_from"], by=se)
    acts.start(plan, tier=Tier.PUBLIC, by=ppt)
    _date(plan, rows["steps"])


def _decide(now: Known, rows: dict[str, Any]) -> list[Decision]:
    held = rows["meeting"]
    meeting = Meeting.objects.create(
        body=now.bodies[held["body"]],
        presidency_id=held["presidency"],
        illustrative=True,
        **without(held, "body", "presidency"),
    )
    found = {**now.meetings, meeting.code: meeting}
    return [
        Decision.objects.create(meeting=found[row["meeting"]], illustrative=True, **without(row, "meeting"))
        for row in rows["decisions"]
    ]


def _take_up(now: Known, plan: PresidencyPlan, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        activity = Activity.objects.get(code=row["code"])
        for line in acts.take_up(plan, [activity], by=now.users["ppt"]):
            PresidencyLine.objects.filter(pk=line.pk).update(**without(row, "code"))


def _add(now: Known, plan: PresidencyPlan, rows: list[dict[str, Any]]) -> None:
    pillars = {pillar.number: pillar for pillar in Pillar.objects.filter(plan=now.plan)}
    last = plan.lines.count()
    for order, row in enumerate(rows, start=last + 1):
        line = PresidencyLine.objects.create(
            annual_plan=plan, order=order, illustrative=True, **without(row, "pillars")
        )
        line.pillars.set([pillars[number] for number in row["pillars"]])


def _date(plan: PresidencyPlan, rows: list[dict[str, Any]]) -> None:
    """Give each step, and what it left behind, the day on which it is said to have happened."""
    for row in rows:
        step = PresidencyPlanStep.objects.get(annual_plan=plan, verb=row["verb"])
        PresidencyPlanStep.objects.filter(pk=step.pk).update(at=row["at"])
        Entry.objects.filter(model=plan._meta.label_lower, object_id=plan.pk, verb=row["verb"]).update(
            at=row["at"]
        )
    last = rows[-1]["at"]
    steps = PresidencyPlanStep.objects.filter(annual_plan=plan).exclude(version=None)
    versions = [step.version_id or 0 for step in steps]
    Entry.objects.filter(model="plans.version", object_id__in=versions).update(at=last)
    VersionEvent.objects.filter(version__in=versions).update(at=last)
