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
