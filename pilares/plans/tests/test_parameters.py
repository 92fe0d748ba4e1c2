"""The parameters of the plan change by a decision, and keep their history (screens.md §4)."""

from datetime import date

import pytest

from pilares.plans import actions
from pilares.plans.models import Parameters, Version
from pilares.plans.tests.test_approval import approve
from pilares.plans.tests.test_reader import text


@pytest.fixture
def in_force(version, vice_ministers, secretariat, presidency) -> Version:
    """Version 1, approved and countersigned."""
    return actions.countersign(approve(version, vice_ministers, secretariat), by=presidency)


def test_the_parameters_change_by_a_decision_or_a_reason_and_keep_their_history(
    client, sign_in, in_force, rcgm, secretariat, decide
):
    page = "/es/plan/2019-2022/parametros"
    said = text(client.get(page))
    assert "Actividades prioritarias de un Grupo de Trabajo, como máximo" in said
    assert "§3.9" in said
    se, change = sign_in(secretariat), f"{page}/cambiar"
    form = se.get(change).context["form"]
    typed = {name: value for name, value in form.texts().items() if value}
    typed |= {f"base-{name}": value for name, value in form.texts().items()}
    assert se.post(change, typed | {"small_number": "10"}).status_code == 422
    decision = decide("9")
    asked = typed | {
        "small_number": "10",
        "decision": decision.pk,
        "starts_on_1": "2019-11-15",
        "ends_on_1": "2020-11-14",
    }
    assert se.post(change, asked).status_code == 302
    assert Parameters.objects.get().small_number == 10
    assert in_force.document.plan_years.get(number=1).starts_on == date(2019, 11, 15)
    assert "5 → 10 · GRCM-2021-06, §9" in text(se.get(page))
    assert se.post(change, asked | {"small_number": "7", "reason": "…"}).status_code == 422  # overtaken


def test_the_years_of_a_plan_share_no_day_and_the_register_leads_to_them(sign_in, in_force, secretariat):
    se = sign_in(secretariat)
    page = "/es/plan/2019-2022/parametros"
    assert se.get("/es/registro/parametros")["Location"] == page
    assert 'href="/es/registro/parametros"' in se.get("/es/registro").content.decode()
    typed = {
        name: value for name, value in se.get(f"{page}/cambiar").context["form"].texts().items() if value
    }
    days = {"starts_on_1": "2019-11-15", "ends_on_1": "2020-11-14"}
    late = days | {"starts_on_2": "2020-11-14", "ends_on_2": "2021-11-14"}
    answer = se.post(f"{page}/cambiar", typed | late)
    assert answer.status_code == 422
    assert "El año 2 comienza el: Un año comienza cuando el anterior ya terminó." in text(answer)
    assert in_force.document.plan_years.get(number=1).starts_on is None
