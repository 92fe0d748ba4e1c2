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
