"""The matrix of a day that is over: what it said then, for who may see its rows today (M12)."""

import json
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from pilares.core.access import Tier
from pilares.monitoring import actions
from pilares.monitoring.models import Activity, Measurement, Milestone, Result, Risk
from pilares.monitoring.tests.conftest import words_of
from pilares.monitoring.tests.measured import measure, report
from pilares.plans.models import Placement

THEN, LATER, NOW = "2021-06-30T18:00:00-06:00", "2021-07-05T09:00:00-06:00", "2021-10-15T09:00:00-06:00"


@pytest.fixture
def june(move_clock, add_activity, plan) -> list[Activity]:
    """Two activities of PROT and one of LAB on 30 June 2021, with parts of every kind."""
    move_clock(THEN)
    said: dict[str, Any] = {"years": (1, 2), "due_on": date(2021, 9, 30), "state": "in_process"}
    rows = [
        add_activity("PROT", 1, "Ruta regional", themes=("trata", "crisis"), parties=("GT", "HN"), **said),
        add_activity("PROT", 2, "Intercambio consular", themes=("ninez",), principles="f", **said),
        add_activity("LAB", 1, "Guía de contratación", themes=("migracion-laboral",)),
    ]
    rows[0].countries.set(["GT", "HN"])
    Risk.objects.create(activity=rows[0], text_es="Que falte presupuesto")
    return rows


def asked(client, **query: str) -> Any:
    """Return the matrix as open data."""
    return json.loads(client.get("/es/matriz.json", query).content)


def change_everything(rows: list[Activity], member, outsider, secretariat, move_clock) -> None:
    """Change whatever a line of the matrix shows."""
    move_clock(LATER)
    first, second, third = rows
    places = {p.theme.code: str(p.pk) for p in Placement.objects.select_related("theme")}
    changes = {
        "title_es": "Otra ruta", "title_en": "Another route", "due_on": None, "scope": "regional",
        "gender_marker": 1, "years": list(first.plan.plan_years.filter(number=3)), "countries": ["PA"],
        "principles": list(first.plan.principles.all()), "themes": [places["ninez"]],
        "primary_theme": places["ninez"], "parties": ["members", "country:PA"], "principal": "members",
    }  # fmt: skip
    actions.edit(first, changes=changes, base={}, by=member)
    actions.edit(second, changes={"principles": [], "years": []}, base={}, by=member)
    actions.declare_state(
        second, state="not_achieved", on=date(2021, 7, 1), reason="No hubo fondos", by=member
    )
    actions.declare_pace(first, pace="delayed", note="Falta", by=member)
    actions.edit_part(first.results.get(), changes={"text_es": "Otro resultado"}, base={}, by=member)
    actions.edit_part(first.indicators.get(), changes={"name_es": "Otro nombre"}, base={}, by=member)
    actions.remove_part(first.risks.get(), by=member)
    actions.add_part(Result(text_es="Uno más"), activity=second, by=member)
    actions.add_part(
        Milestone(year=first.plan.plan_years.get(number=3), text_es="Hito"), activity=first, by=member
    )
    actions.propose(group=first.group, plan=first.plan, by=member, title_es="Nueva")
    sent = report(second.indicators.get().periods.all()[1], 4, status="sent", entered_by=member)
    actions.validate(sent, by=secretariat)
    actions.withdraw(third, reason="Ya no hace falta", by=outsider)
    move_clock(NOW)


def test_the_matrix_of_a_day_is_what_it_was_on_that_day(
    sign_in, june, member, outsider, secretariat, observer, move_clock
):
    measure(june[1].indicators.get(), [2, None], target=5).save()  # the helper writes no history
    Measurement.objects.update(validated_at="2021-06-01T12:00:00Z")
    clients = [observer, member, secretariat]
    before = [asked(sign_in(user)) for user in clients]
    csv = sign_in(observer).get("/es/matriz.csv?vista=4.2").content
    change_everything(june, member, outsider, secretariat, move_clock)
    today = [asked(sign_in(user)) for user in clients]
    assert [asked(sign_in(user), al="2021-06-30") for user in clients] == before
    assert sign_in(observer).get("/es/matriz.csv?vista=4.2&al=2021-06-30").content == csv
    assert all(now["rows"] != then["rows"] for now, then in zip(today, before, strict=True))


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"grupo": "proteccion"}, ["PROT-A1", "PROT-A2"]),
        ({"tema": "trata"}, ["PROT-A1"]),
        ({"pilar": "2"}, ["LAB-A1"]),
        ({"plazo": "1"}, ["PROT-A1", "PROT-A2"]),
        ({"pais": "HN"}, ["PROT-A1"]),
        ({"principio": "f"}, ["PROT-A2"]),
        ({"estado": "sin-estado"}, ["LAB-A1"]),
        ({"buscar": "ruta"}, ["PROT-A1"]),
        ({"plazo": "vencido"}, []),
        ({"orden": "estado"}, ["LAB-A1", "PROT-A1", "PROT-A2"]),
    ],
)  # fmt: skip
def test_filters_ask_of_that_day(client, june, member, outsider, secretariat, move_clock, query, codes):
    measure(june[1].indicators.get(), [2, None], target=5).save()
    assert [row["code"] for row in asked(client, **query)["rows"]] == codes
    change_everything(june, member, outsider, secretariat, move_clock)
    assert [row["code"] for row in asked(client, al="2021-06-30", **query)["rows"]] == codes


def test_the_page_says_the_day_links_today_and_offers_no_editing(sign_in, june, member, move_clock):
    move_clock(NOW)
    response = sign_in(member).get("/es/matriz?al=2021-06-30&editar=1&grupo=proteccion")
    said, body = words_of(response), response.content.decode()
    assert "La matriz como estaba al terminar el 30 de junio de 2021 Hora de San José." in said
    assert "Datos al 30 de junio de 2021." in said
    assert '<a href="/es/matriz?grupo=proteccion">Ver la de hoy</a>' in body
    assert "Editar" not in said
    assert '<link rel="canonical" href="http://testserver/es/matriz?al=2021-06-30' in body


def test_what_is_closed_today_stays_closed_and_what_was_not_open_then_too(client, june, move_clock):
    move_clock(LATER)
    june[0].tier = Tier.CLOSED
    june[0].save()
    move_clock(NOW)
    assert [row["code"] for row in asked(client, al="2021-06-30")["rows"]] == ["PROT-A2", "LAB-A1"]
    june[0].tier, june[1].tier = Tier.PUBLIC, Tier.PUBLIC
    june[0].save()
    assert [r["code"] for r in asked(client, al="2021-07-05")["rows"]] == ["PROT-A2", "LAB-A1"]


def test_a_figure_is_worked_out_as_the_indicator_was_measured_on_that_day(client, june, move_clock):
    indicator = measure(june[1].indicators.get(), [30, None], target=10, baseline=60, direction="descending")
    indicator.save()  # the helper writes no history
    Measurement.objects.update(validated_at="2021-06-01T12:00:00Z")
    before = [client.get(f"/es/matriz.{shape}").content for shape in ("json", "csv")]
    move_clock(LATER)
    indicator.direction, indicator.baseline, indicator.unit_es = "ascending", 0, "días"
    indicator.save()
    move_clock(NOW)
    assert [client.get(f"/es/matriz.{shape}?al=2021-06-30").content for shape in ("json", "csv")] == before


def test_what_did_not_exist_is_absent_and_before_everything_there_is_nothing(client, june, move_clock):
    move_clock(NOW)
    assert asked(client, al="2021-06-29")["rows"] == []
    assert client.get("/es/matriz?al=2021-06-29").status_code == 200


def test_support_is_asked_of_today_alone(client, june, move_clock):
    move_clock(NOW)
    said = words_of(client.get("/es/matriz?al=2021-06-30&apoyo=con"))
    assert "se dejó fuera: apoyo." in said
    assert "3 filas" in said


@pytest.mark.parametrize("day", ["2031-01-01", "2021-13-40", "ayer"])
def test_a_day_to_come_or_no_day_is_named_and_left_out(client, june, day):
    said = words_of(client.get("/es/matriz", {"al": day}))
    assert f"No se entendió en la dirección, y se dejó fuera: {day}." in said


def test_a_workbook_of_that_day_carries_it_and_cannot_come_back(client, june, move_clock):
    move_clock(NOW)
    response = client.get("/es/matriz.xlsx?al=2021-06-30")
    book = load_workbook(BytesIO(response.content))
    said = [cell for row in book["Léame"].iter_rows(values_only=True) for cell in row]
    assert "30 de junio de 2021" in said
    assert all(book[name].sheet_state == "visible" for name in book.sheetnames)
    assert "2021-06-30.xlsx" in response["Content-Disposition"]


def test_the_number_of_queries_does_not_depend_on_the_rows(client, june, move_clock):
    move_clock(NOW)
    counted = []
    for query in ("grupo=migracion-laboral", ""):
        client.get(f"/es/matriz?al=2021-06-30&{query}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/es/matriz?al=2021-06-30&{query}")
        counted.append(len(queries) - (2 if query else 0))  # the names of groups that the address asks for
    assert counted[0] == counted[1]
