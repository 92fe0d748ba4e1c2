"""A plan that concluded is only read: one reason on every way in, and every address as it was (AC-12)."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import override

from pilares.core.access import Tier
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.models import Activity, GroupPlan
from pilares.people.models import Body
from pilares.plans.actions import conclude

DAY = "2022-11-30T12:00:00-06:00"
WHY = (
    "El Plan Estratégico 2019-2022 concluyó el 30 de noviembre de 2022: "
    "lo que contiene queda como estaba, para leerlo."
)
HEADER = "Plan 2019-2022 concluido. Próximo plan en elaboración"
#: as they were before, to visitors too
PAGES = (
    "/es/matriz", "/es/plan/2019-2022/", "/es/plan/2019-2022/vigente/3.6",
    "/es/actividades/PROT-A1", "/es/indicadores/PROT-A1-I1", "/es/grupos/proteccion",
    "/es/grupos/proteccion/plan", "/en/activities/PROT-A1",
)  # fmt: skip


@pytest.fixture
def decision(world):
    meeting = Meeting.objects.create(
        code="RVM-2022-11", body=Body.objects.get(code="RVM"), name_es="XXVII Reunión Viceministerial",
        starts_on=date(2022, 11, 29), tier=Tier.PUBLIC,
    )  # fmt: skip
    return Decision.objects.create(
        meeting=meeting, paragraph="3", verb=Decision.Verb.DECIDE, text_es="Concluir el Plan.",
        outcome=Decision.Outcome.ADOPTED, tier=Tier.PUBLIC,
    )  # fmt: skip


def here(name, *parts):
    with override("es"):
        return reverse(name, args=parts)


def said(response):
    return " ".join(strip_tags(response.content.decode()).split())


def ways_in() -> tuple[tuple[str, dict[str, str]], ...]:
    """Every way in; the last one is the Secretariat's alone."""
    return (
        ("/es/matriz/PROT-A1/actividad", {"title_es": "Otro nombre"}),
        ("/es/actividades/PROT-A1/editar", {"title_es": "Otro nombre"}),
        ("/es/actividades/PROT-A1/estado", {"state": "not_achieved", "state_on": "2022-11-30"}),
        ("/es/grupos/proteccion/actividades/nueva", {"title_es": "Una más"}),
        ("/es/indicadores/PROT-A1-I1/editar", {"name_es": "Otro indicador"}),
        (here("monitoring:plan_amend", "proteccion"), {}),
        (
            here("monitoring:new_window"),
            {"name_es": "Otra", "opens_on": "2022-12-01"},
        ),
    )


def test_nothing_of_it_changes_any_more_and_everything_is_read_where_it_was(
    trip, plan, decision, secretariat, member, sign_in, nobody, move_clock
):
    GroupPlan.objects.create(plan=plan, group=Body.objects.get(code="PROT"), status="in_force")
    trip.out()
    trip.cell("PROT-A1", "Descripción de la actividad").value = "Otro nombre"
    trip.back()
    seal = trip.compared().context["seen"].seal
    before = {page: sign_in(nobody).get(page).status_code for page in PAGES}
    move_clock(DAY)
    Activity.objects.update(state="completed")  # nothing is left that lacks a destination
    conclude(plan, decision=decision, by=secretariat)

    rows = list(Activity.objects.order_by("pk").values())
    for person in (member, secretariat):
        client = sign_in(person)
        for address, typed in ways_in()[: -1 if person is member else None]:
            answer = client.post(address, typed)
            assert (address, answer.status_code, WHY in said(answer)) == (address, answer.status_code, True)
            assert answer.status_code in {403, 422}
    assert [WHY in said(answer) for answer in (trip.apply(seal), trip.send())] == [True, True]
    assert list(Activity.objects.order_by("pk").values()) == rows

    client = sign_in(nobody)
    assert {page: client.get(page).status_code for page in PAGES} == before
    assert set(before.values()) <= {200, 302}
    assert WHY in said(client.get("/es/plan/2019-2022/"))
    for page in ("/es/", "/es/matriz", "/es/decisiones/"):
        assert HEADER in said(client.get(page))
    assert "Plan 2019-2022 concluded. Next plan being prepared" in said(client.get("/en/"))
