"""The list of all indicators: what a reader may see, with its figure, at a constant cost."""

import csv
import io
import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.monitoring.models import Activity, Indicator
from pilares.monitoring.tests.conftest import words_of
from pilares.monitoring.tests.measured import measure

LIST = "/es/indicadores/"


def test_every_indicator_that_one_may_see_stands_there_with_its_figure(
    three, indicator, client, sign_in, member, add_activity
):
    measure(indicator, [None, 3], target=5, measured_by_es="Grupo técnico", references=["sdg:10.7.1"])
    second = Indicator.objects.create(activity=three[1], code="PROT-A2-I9", name_es="Sin registrar")
    Activity.objects.filter(pk=three[1].pk).update(tier="members")
    said = words_of(client.get(LIST))
    assert "3 de 5 países · 60 %" in said
    assert "Grupo técnico" in said
    assert second.code not in said
    assert second.code in words_of(sign_in(member).get(LIST))
    assert "Indicadores" in words_of(client.get("/es/grupos"))

    drafts = words_of(sign_in(member).get(LIST, {"registro": "draft", "grupo": "proteccion"}))
    assert second.code in drafts
    assert "PROT-A1-I1" not in drafts
    english = words_of(sign_in(member).get("/en/indicators/", {"gate": "draft", "group": "protection"}))
    assert second.code in english
    assert "PROT-A1-I1" not in english

    full = words_of(client.get(LIST, {"detalle": "completo"}))
    assert "Definición Qué cuenta." in full
    assert "Línea base y meta 0 → 5 países" in full
    assert "Referencias Indicador ODS 10.7.1" in full

    answer = client.get("/es/indicadores.csv", {"registro": "measurable"})
    assert answer["Content-Disposition"].startswith('attachment; filename="indicadores-2021-10-15.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["Código"], row["Valor"], row["Avance"]) for row in rows] == [
        ("PROT-A1-I1", "3 de 5 países", "60\N{NO-BREAK SPACE}%")
    ]


def test_the_number_of_questions_does_not_grow_with_the_indicators(three, indicator, client):
    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    addresses = (LIST, f"{LIST}?detalle=completo", "/es/indicadores.csv")
    few = [asked(address) for address in addresses]
    for number in range(2, 5):
        more = Indicator.objects.create(activity=three[2], code=f"PROT-A3-I{number}0", name_es="Otro")
        measure(more, [1, 2], target=5)
    assert [asked(address) for address in addresses] == few


def test_codes_stand_as_people_count_wherever_indicators_are_listed(
    add_activity, client, sign_in, secretariat
):
    add_activity("PROT", 10, "Décima", indicators=1, slot=None)
    activity = add_activity("PROT", 2, "Segunda", indicators=11)
    Indicator.objects.filter(activity=activity).update(order=0)
    wanted = [*(f"PROT-A2-I{number}" for number in range(1, 12)), "PROT-A10-I1"]
    of_one = wanted[:-1]
    rows = csv.DictReader(io.StringIO(client.get("/es/indicadores.csv").content.decode("utf-8-sig")))
    assert [row["Código"] for row in rows] == wanted
    (record, _other) = csv.DictReader(io.StringIO(client.get("/es/matriz.csv").content.decode("utf-8-sig")))
    assert [line.partition(":")[0] for line in record["indicadores"].split(" | ")] == of_one
    for address, codes in (
        (LIST, wanted),
        ("/es/actividades/PROT-A2", of_one),
        ("/es/buscar?q=PROT", wanted[:6]),
    ):
        said = words_of(sign_in(secretariat).get(address))
        found = re.findall(r"PROT-A\d+-I\d+", said)
        assert list(dict.fromkeys(found)) == codes, address
