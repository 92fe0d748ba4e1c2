"""Between two plans, and once the next one is in force: each is read where it was."""

import csv
import io
from datetime import date

import pytest
from django.utils.html import strip_tags

from pilares.core.access import Tier
from pilares.core.index import rebuild
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.models import Activity, GroupPlan, GroupPlanStep
from pilares.monitoring.queries.plan_tables import snapshot_of
from pilares.people.models import Body
from pilares.plans import actions as plans
from pilares.plans.models import Document, Section, Version
from pilares.succession import actions
from pilares.succession.models import Destination

HEADER = "Plan 2019-2022 concluido. Próximo plan en elaboración"
OPEN = "El Plan Estratégico 2019-2022 aún no está cerrado: ciérrelo primero."


@pytest.fixture
def decisions(world):
    found = {}
    for code, verb, paragraph in (("GRCM", "recommend", "2"), ("RVM", "decide", "3")):
        meeting = Meeting.objects.create(
            code=f"{code}-2022-11", body=Body.objects.get(code=code), name_es=code, tier=Tier.PUBLIC,
            starts_on=date(2022, 11, 28),
        )  # fmt: skip
        found[code] = Decision.objects.create(
            meeting=meeting, paragraph=paragraph, verb=verb, text_es="…", tier=Tier.PUBLIC
        )
    return found


@pytest.fixture
def drafted(plan, add_activity, secretariat, decisions, move_clock):
    """One activity that continues in the plan 2023-2025, whose draft the RCGM has recommended."""
    move_clock("2022-11-30T12:00:00-06:00")
    Section.objects.create(
        version=plan.versions.get(), anchor="3.3", number="3.3", order=1, title_es="Misión"
    )
    old = add_activity("IRR", 1, "Ruta regional", state="in_process", themes=("crisis",))
    Destination.objects.create(
        activity=old, way="continue", reason_es="Sigue.", body=Body.objects.get(code="GRCM")
    )
    group_plan = GroupPlan.objects.create(plan=plan, group=old.group, status="in_force")
    GroupPlanStep.objects.create(
        group_plan=group_plan, verb="present", status="presented", at="2019-11-12T12:00Z",
        snapshot=snapshot_of(group_plan),
    )  # fmt: skip
    return actions.begin_next(
        plan, period="2023-2025", title_es="Plan 2023-2025", title_en="", years=3, priority_activities=3,
        meetings_a_year=2, by=secretariat,
    )  # fmt: skip


def said(response):
    assert response.status_code == 200
    return " ".join(strip_tags(response.content.decode()).split())


def bring_into_force(following, decisions, secretariat, presidency, sign_in, plan):
    """Consulted, recommended, approved, countersigned; and not before the other is closed."""
    version = plans.circulate(following.versions.get(), by=secretariat)
    meeting = decisions["GRCM"].meeting
    version = plans.recommend(version, meeting=meeting, paragraph="2", by=secretariat)
    rvm = decisions["RVM"].meeting
    plans.record_approval(
        version, body=rvm.body, meeting=rvm, paragraph="4", on=date(2022, 11, 30), by=secretariat
    )
    address = f"/es/documentos/{following.code}/v1/refrendar"
    before = sign_in(presidency).post(address)
    assert (before.status_code, OPEN in said_of(before)) == (422, True)
    actions.conclude(plan, decision=decisions["RVM"], by=secretariat)
    return address


def said_of(response):
    return " ".join(strip_tags(response.content.decode()).split())


def test_each_plan_is_read_and_measured_in_its_time(
    drafted, plan, decisions, sign_in, secretariat, presidency, member, nobody
):
    new = Activity.objects.get(predecessor__code="IRR-A1")
    step = GroupPlanStep.objects.get(verb="present")
    address = bring_into_force(drafted, decisions, secretariat, presidency, sign_in, plan)

    visitor = sign_in(nobody)
    assert HEADER in said(visitor.get("/es/"))
    assert visitor.get("/es/plan/").url == "/es/plan/2019-2022/"
    assert visitor.get("/es/plan/2023-2025/").status_code == 404
    assert "2023-2025" not in said(visitor.get("/es/matriz"))
    assert "2023-2025" not in said(visitor.get("/es/matriz?plan=2023-2025"))
    reader = sign_in(member)
    assert new.code not in said(reader.get("/es/matriz"))
    there = said(reader.get("/es/matriz?plan=2023-2025"))
    assert [new.code in there, "IRR-A1 " in there] == [True, False]
    assert "1 de 3" in said(reader.get("/es/grupos/migracion-irregular-y-masiva?plan=2023-2025"))

    assert sign_in(presidency).post(address).status_code == 302
    assert Version.objects.get(document=drafted).status == "in_force"
    visitor = sign_in(nobody)
    assert HEADER not in said(visitor.get("/es/"))
    assert visitor.get("/es/plan/").url == "/es/plan/2023-2025/"
    assert Document.objects.the_plan() == drafted
    old = said(visitor.get("/es/matriz?plan=2019-2022"))
    assert ["IRR-A1" in old, "Plan 2019-2022 (concluido)" in old] == [True, True]
    for page in ("/es/plan/2019-2022/", "/es/actividades/IRR-A1", "/es/indicadores/IRR-A1-I1"):
        assert visitor.get(page).status_code == 200
    shown = sign_in(member).get(f"/es/grupos/migracion-irregular-y-masiva/plan/presentado/{step.pk}")
    assert shown.status_code == 200


@pytest.fixture
def in_force(drafted, plan, decisions, sign_in, secretariat, presidency):
    """The plan 2023-2025 in force since 30 November 2022; the one before it concluded on that day."""
    address = bring_into_force(drafted, decisions, secretariat, presidency, sign_in, plan)
    assert sign_in(presidency).post(address).status_code == 302
    return drafted


def chosen_years(response):
    """The years that a page of compliance lets choose, with their addresses."""
    html = response.content.decode().partition('aria-label="Año"')[2].partition("</nav>")[0]
    return [part.partition('"')[0] for part in html.split('href="')[1:]]


def test_the_years_of_both_plans_are_read_each_at_its_address(in_force, sign_in, member):
    reader = sign_in(member)
    old = [f"/es/cumplimiento/{year}" for year in (2020, 2021, 2022)]
    for address in old:
        page = reader.get(address)
        assert page.status_code == 200
        assert chosen_years(page) == old
        assert "Plan 2019-2022 (concluido)" in said(page)
    # no dates of the new plan are recorded yet: it has the year in which it entered into force
    now = reader.get("/es/cumplimiento/")
    assert chosen_years(now) == ["/es/cumplimiento/2022?plan=2023-2025"]
    new = reader.get("/es/cumplimiento/2022?plan=2023-2025")
    assert chosen_years(new) == ["/es/cumplimiento/2022?plan=2023-2025"]
    for page in (now, new):
        html = page.content.decode()
        assert 'href="/es/cumplimiento/2022/proteccion?plan=2023-2025"' in html
        assert 'href="/es/cumplimiento/2022.xlsx?plan=2023-2025"' in html
    for year in (1, 2, 3):
        in_force.plan_years.filter(number=year).update(
            starts_on=date(2021 + year, 11, 15), ends_on=date(2022 + year, 11, 14)
        )
    assert chosen_years(reader.get("/es/cumplimiento/")) == [
        f"/es/cumplimiento/{year}" for year in (2023, 2024, 2025)
    ]
    one = reader.get("/es/cumplimiento/2021/proteccion")
    assert 'href="/es/grupos/proteccion/plan?plan=2019-2022"' in one.content.decode()
    whole = reader.get("/es/cumplimiento/todo.csv?plan=2019-2022").content.decode("utf-8-sig")
    assert {row[0] for row in csv.reader(io.StringIO(whole))} - {"Año"} == {"2020", "2021", "2022"}


def test_the_matrix_of_a_day_is_that_of_the_plan_in_force_on_that_day(in_force, move_clock, sign_in, member):
    new = Activity.objects.get(predecessor__code="IRR-A1")
    move_clock("2023-03-01T12:00:00-06:00")
    reader = sign_in(member)
    before, after = (said(reader.get(f"/es/matriz?al={day}")) for day in ("2022-11-15", "2023-02-01"))
    assert ["Plan 2019-2022 (concluido)" in before, f"{new.code} " in before] == [True, False]
    assert [new.code in after, "IRR-A1 " in after] == [True, False]


def test_the_plan_of_a_group_on_a_day_is_that_of_the_plan_in_force_on_that_day(in_force, sign_in, member):
    reader = sign_in(member)
    address = "/es/grupos/migracion-irregular-y-masiva/plan"
    assert "Plan del grupo 2019-2022" in said(reader.get(f"{address}?al=2022-11-15"))
    assert "Plan del grupo 2023-2025" in said(reader.get(address))


def test_lists_and_search_say_of_which_plan_each_record_is(in_force, sign_in, member):
    new = Activity.objects.get(predecessor__code="IRR-A1")
    reader = sign_in(member)
    now = said(reader.get("/es/indicadores/"))
    assert [f"{new.code}-I1" in now, "IRR-A1-I1" in now] == [True, False]
    before = said(reader.get("/es/indicadores/?plan=2019-2022"))
    assert [f"{new.code}-I1" in before, "IRR-A1-I1" in before] == [False, True]
    csv_before = reader.get("/es/indicadores.csv?plan=2019-2022").content.decode()
    assert [f"{new.code}-I1" in csv_before, "IRR-A1-I1" in csv_before] == [False, True]
    rebuild()
    found = said(reader.get("/es/buscar?q=ruta"))
    assert "IRR-A1 · Migración Irregular y Masiva · Plan 2019-2022 (concluido)" in found
    assert f"{new.code} · Migración Irregular y Masiva · Priorizada · Plan 2023-2025" in found
    assert "Plan 2019-2022 (concluido)" in said(reader.get("/es/actividades/IRR-A1"))
    assert "Continúa IRR-A1 · Plan 2019-2022" in said(reader.get(f"/es/actividades/{new.code}"))
