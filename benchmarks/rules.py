"""The plan's own rules for twenty groups over ten years, as the Secretariat reads them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client

from pilares.meetings.models import Mandate, Meeting
from pilares.monitoring.models import GroupPlan, GroupPlanStep
from pilares.people.models import Appointment, Body, User
from pilares.plans.models import Document, PlanYear

GROUPS, FIRST, YEARS = 20, 2015, 10


def compliance() -> Callable[[], Any]:
    """Lay the groups, their meetings and their plans once, and ask for one year of them."""
    user, _made = User.objects.get_or_create(email="rules@example.invalid")
    Appointment.objects.get_or_create(
        user=user, office="secretariat", defaults={"starts_at": datetime(2019, 1, 1, tzinfo=UTC)}
    )
    if not Body.objects.filter(code="G01").exists():
        _lay()
    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    client.force_login(user)
    return lambda: client.get("/es/cumplimiento/2021")


def _lay() -> None:
    plan = Document.objects.the_plan()
    if plan is None:
        raise RuntimeError("the plan is not loaded")
    for number in range(1, YEARS + 1):
        year = FIRST + number
        days = {"starts_on": date(year - 1, 11, 15), "ends_on": date(year, 11, 14)}
        PlanYear.objects.update_or_create(plan=plan, number=number, defaults=days)
    known = Body.objects.filter(kind="group").count()
    for number in range(1, GROUPS - known + 1):
        code = f"G{number:02d}"
        names = dict.fromkeys(("name_es", "name_en", "short_es", "short_en"), f"Grupo {number}")
        Body.objects.create(
            code=code, kind="group", slug_es=f"grupo-{number}", slug_en=f"group-{number}",
            order=500 + number, **names,
        )  # fmt: skip
    for body in Body.objects.filter(kind="group"):
        _work(plan, body)


def _work(plan: Document, body: Body) -> None:
    """Give a group two meetings a year, a mandate, and the steps of its plan."""
    Mandate.objects.create(body=body, starts_on=date(2015, 1, 1), ends_on=date(2026, 1, 1))
    group_plan = GroupPlan.objects.create(plan=plan, group=body, status="in_force")
    years = range(FIRST + 1, FIRST + YEARS + 1)
    Meeting.objects.bulk_create(
        Meeting(
            body=body, code=f"{body.code}-{year}-{n}", name_es="Reunión", name_en="Meeting",
            starts_on=date(year, 3 * n, 1), ends_on=date(year, 3 * n, 1), status="held",
        )
        for year in years
        for n in (1, 2)
    )  # fmt: skip
    GroupPlanStep.objects.bulk_create(
        GroupPlanStep(
            group_plan=group_plan, verb="close_review", status="in_force", note=str(year - FIRST),
            at=datetime(year, 10, 1, tzinfo=UTC),
        )
        for year in years
    )  # fmt: skip
