"""The plan of a group as it stood at the end of a day (§3.9, AC-23)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Tier
from pilares.monitoring import actions
from pilares.monitoring.actions import group_plans as acts
from pilares.monitoring.models import Activity, GroupPlan
from pilares.monitoring.tests.conftest import words_of
from pilares.plans.models import ParameterChange

PAGE, BEFORE, DAY, AFTER = "/es/grupos/proteccion/plan", "2021-06-10", "2021-06-30", "2021-07-15"


@pytest.fixture
def plan_in_force(
    move_clock, add_activity, plan, world, member, secretariat, decision, meeting
) -> list[Activity]:
    """Drafted on 5 June, endorsed and in force on 28 June; A3 is withdrawn in a draft of 10 July."""
    move_clock("2021-06-05T09:00:00-06:00")
    titles = ("Ruta regional de referencia", "Intercambio consular", "Directorio regional")
    for number, title in enumerate(titles, start=1):
        add_activity("PROT", number, title, themes=("trata",), stage="prioritised")
    group_plan = GroupPlan(plan=plan, group=world.bodies["PROT"])
    move_clock("2021-06-20T09:00:00-06:00")
    acts.review(group_plan, note="Reunión virtual.", by=member)
    acts.present(group_plan, meeting=meeting, by=member)
    move_clock("2021-06-28T09:00:00-06:00")
    held = acts.endorse(group_plan, decision=decision, by=secretariat)
    acts.enter_force(held, by=secretariat)
    move_clock("2021-07-10T09:00:00-06:00")
    acts.amend(group_plan, note="Cambió la prioridad.", by=member)
    rows = list(Activity.objects.order_by("sort_key"))
    actions.withdraw(rows[2], reason="Ya no hace falta", by=member)
    actions.edit(rows[0], changes={"title_es": "Otra ruta"}, base={}, by=member)
    move_clock("2021-10-15T09:00:00-06:00")
    return rows


def test_a_visitor_reads_the_version_in_force_of_that_day_beside_todays(client, plan_in_force):
    said = words_of(client.get(f"{PAGE}?al={DAY}"))
    assert "El plan del grupo como estaba al terminar el 30 de junio de 2021" in said
    assert "Versión 1 vigente" in said
    assert "PROT-A1 Ruta regional de referencia Otra ruta" in said
    table = said.partition("Tabla de §3.9")[2]
    assert [code for code in ("PROT-A1", "PROT-A2", "PROT-A3") if code in table] == [
        "PROT-A1", "PROT-A2", "PROT-A3",
    ]  # fmt: skip
    assert "28 jun 2021 Puesto en vigor" in said
    assert "Presentado al GRCM" not in said


def test_before_it_was_in_force_a_visitor_reads_nothing_of_the_draft_and_members_read_it(
    client, sign_in, member, plan_in_force
):
    said = words_of(client.get(f"{PAGE}?al={BEFORE}"))
    assert "Nada de ello consta antes del 28 de junio de 2021." in said
    assert "Ruta regional" not in said
    drafted = words_of(sign_in(member).get(f"{PAGE}?al={BEFORE}"))
    assert "Plan del grupo 2019-2022 · Borrador" in drafted
    assert "Entra en el plan: pendiente de aval" in drafted


def test_members_read_the_draft_of_that_day_beside_what_was_in_force(sign_in, member, plan_in_force):
    said = words_of(sign_in(member).get(f"{PAGE}?al={AFTER}"))
    assert "Versión 1 vigente · versión 2 en preparación" in said
    assert "Retirada (pendiente de aval)" in said
    assert "Versión vigente, hasta que se avale el cambio" in said
    assert "Todo lo que aquí se dice es igual hoy." in said
    earlier = words_of(sign_in(member).get(f"{PAGE}?al={DAY}"))
    assert "Dónde está el plan Vigente Borrador" in earlier
    assert "PROT-A3 Directorio regional Directorio regional (pendiente de aval: Retirada)" in earlier


def test_its_links_keep_the_day_and_the_other_language_too(client, plan_in_force):
    body = client.get(f"{PAGE}?al={DAY}").content.decode()
    for address in ("/es/actividades/PROT-A1", "/es/matriz"):
        assert f'href="{address}?al={DAY}"' in body
    assert f'<a href="{PAGE}">Ver la página de hoy</a>' in body
    assert f'href="/en/groups/protection/plan?as-of={DAY}"' in body


def test_what_is_closed_today_is_not_in_the_plan_of_that_day(client, plan_in_force):
    Activity.objects.filter(code="PROT-A2").update(tier=Tier.CLOSED)
    assert "PROT-A2" not in words_of(client.get(f"{PAGE}?al={DAY}"))


def test_before_everything_it_says_since_when_there_is_a_record(sign_in, member, plan_in_force):
    said = words_of(sign_in(member).get(f"{PAGE}?al=2021-06-01"))
    assert "Nada de ello consta antes del 5 de junio de 2021." in said


def test_the_places_are_those_of_that_day(client, plan_in_force, plan, move_clock):
    ParameterChange.objects.create(
        plan=plan, name="priority_activities", before="3", after="5", at="2021-07-01T09:00:00-06:00"
    )
    plan.parameters.priority_activities = 5
    plan.parameters.save()
    assert words_of(client.get(f"{PAGE}?al={DAY}")).count("Actividad por priorizar") == 0
    assert words_of(client.get(PAGE)).partition("Tabla de §3.9")[2].count("Actividad por priorizar") == 2


@pytest.mark.parametrize(("day", "said"), [("ayer", "«ayer» no es un día"), ("2022-01-01", "está por venir")])
def test_a_day_that_is_none_or_to_come_is_told_above_todays_plan(client, plan_in_force, day, said):
    response = client.get(PAGE, {"al": day})
    assert (response.status_code, said in words_of(response)) == (200, True)


def test_the_number_of_queries_does_not_depend_on_the_rows(client, plan_in_force, add_activity, move_clock):
    counted = []
    for more in (0, 3):
        move_clock("2021-06-06T09:00:00-06:00")
        for number in range(more):
            add_activity(
                "PROT", 10 + number, f"Más {number}", themes=("trata",), slot=None, due_on=date(2022, 1, 1)
            )
        move_clock("2021-10-15T09:00:00-06:00")
        client.get(f"{PAGE}?al={DAY}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{PAGE}?al={DAY}")
        counted.append(len(queries))
    assert counted[0] == counted[1]
