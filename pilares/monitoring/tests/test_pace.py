"""The pace of an indicator: a signal beside its figure, with its numbers and its thresholds (§5, step 3)."""

import pytest

from pilares.monitoring.models import Activity
from pilares.monitoring.tests.conftest import words_of
from pilares.monitoring.tests.measured import measure

URL = "/es/indicadores/PROT-A1-I1"
THRESHOLDS = "en curso desde 95 %, avance insuficiente desde 60 %, avance limitado por debajo"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (5, "Frente a lo esperado: meta alcanzada."),
        (3, "Frente a lo esperado: avance insuficiente. 60 %, donde se espera 95,9 %"),
        (0, "Frente a lo esperado: avance limitado. 0 %, donde se espera"),
    ],
)
def test_the_page_says_the_pace_and_changes_no_state(three, indicator, client, value, said):
    measure(indicator, [None, value], target=5)
    before = Activity.objects.get(code="PROT-A1").state
    words = words_of(client.get(URL))
    assert said in words
    assert THRESHOLDS in words
    assert "Esperado a la fecha, en línea recta: día" in words
    assert Activity.objects.get(code="PROT-A1").state == before


def test_without_a_figure_there_is_no_pace(three, indicator, client):
    measure(indicator, [None, None], target=5)
    words = words_of(client.get(URL))
    assert "Frente a lo esperado" not in words
    assert THRESHOLDS not in words


def test_a_decision_sets_thresholds_of_its_own_with_a_reason(
    three, indicator, client, sign_in, member, outsider, meeting, decision
):
    measure(indicator, [None, 3], target=5)
    address = f"{URL}/umbrales"
    assert sign_in(outsider).get(address).status_code == 403
    typed = {"on_course": "60", "insufficient": "70", "decision": decision.pk, "reason": "Serie anual corta"}
    answer = sign_in(member).post(address, typed)
    assert answer.status_code == 422
    assert "Debe ser mayor que el umbral de avance insuficiente." in words_of(answer)
    assert "Serie anual corta" in answer.content.decode()
    for wanting in ({"decision": ""}, {"reason": " "}, {"insufficient": ""}):
        assert sign_in(member).post(address, {**typed, "insufficient": "30", **wanting}).status_code == 422
    assert sign_in(member).post(address, {**typed, "insufficient": "30"}).status_code == 302
    words = words_of(client.get(URL))
    assert "Frente a lo esperado: en curso. 60 %, donde se espera 95,9 %" in words
    assert "en curso desde 60 %, avance insuficiente desde 30 %" in words
    assert "Umbrales propios de este indicador, por una decisión." in words
    assert "Motivo de los umbrales propios: Serie anual corta" in words
    back = {"on_course": "", "insufficient": "", "reason": "Vuelve al plan"}
    assert sign_in(member).post(address, back).status_code == 302
    assert THRESHOLDS in words_of(client.get(URL))
