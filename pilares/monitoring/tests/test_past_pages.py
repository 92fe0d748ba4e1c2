"""The pages of an activity and an indicator as they stood at the end of a day (AC-23, AC-25)."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Tier
from pilares.monitoring import actions
from pilares.monitoring.models import Activity, Measurement, Milestone, Result, Risk
from pilares.monitoring.tests.conftest import words_of
from pilares.monitoring.tests.measured import measure, report
from pilares.plans.models import Document, Placement

THEN, LATER, NOW = "2021-06-30T18:00:00-06:00", "2021-07-05T09:00:00-06:00", "2021-10-15T09:00:00-06:00"
PAGE, SHEET, DAY = "/es/actividades/PROT-A1", "/es/indicadores/PROT-A1-I1", "?al=2021-06-30"


@pytest.fixture
def june(move_clock, add_activity, plan) -> Activity:
    """PROT-A1 on 30 June 2021, with parts of every kind, and a value of 2 of 5 countries."""
    move_clock(THEN)
    said: dict[str, Any] = {"years": (1, 2), "due_on": date(2021, 9, 30), "state": "in_process"}
    one = add_activity("PROT", 1, "Ruta regional", themes=("trata", "crisis"), parties=("GT", "HN"), **said)
    one.countries.set(["GT", "HN"])
    Risk.objects.create(activity=one, text_es="Que falte presupuesto")
    year = one.plan.plan_years.get(number=1)
    Milestone.objects.create(activity=one, year=year, text_es="Mapa de servicios", done_on=date(2020, 5, 1))
    indicator = measure(one.indicators.get(), [2, None], target=5)
    indicator.save()  # the helper writes no history
    Measurement.objects.update(validated_at="2021-06-01T12:00:00Z")
    indicator.targets.update(at="2021-06-01T12:00:00Z")
    return one


@pytest.fixture
def changed(june, member, secretariat, decision, move_clock) -> Activity:
    """Everything that the page shows is other since 5 July."""
    move_clock(LATER)
    places = {p.theme.code: str(p.pk) for p in Placement.objects.select_related("theme")}
    changes = {
        "title_es": "Otra ruta", "title_en": "Another route", "due_on": None, "scope": "regional",
        "gender_marker": 1, "years": list(june.plan.plan_years.filter(number=3)), "countries": ["PA"],
        "principles": list(june.plan.principles.all()), "themes": [places["ninez"]],
        "objectives": list(june.plan.objectives.all()), "about_es": "Otra cosa",
        "primary_theme": places["ninez"], "parties": ["members", "country:PA"], "principal": "members",
    }  # fmt: skip
    actions.edit(june, changes=changes, base={}, by=member)
    actions.declare_state(june, state="not_achieved", on=date(2021, 7, 1), reason="No hubo fondos", by=member)
    actions.declare_pace(june, pace="delayed", note="Falta", by=member)
    actions.edit_part(june.results.get(), changes={"text_es": "Otro resultado"}, base={}, by=member)
    actions.edit_part(june.milestones.get(), changes={"text_es": "Otro mapa"}, base={}, by=member)
    indicator = june.indicators.get()
    actions.edit_part(indicator, changes={"name_es": "Otro nombre"}, base={}, by=member)
    actions.remove_part(june.risks.get(), by=member)
    actions.add_part(Result(text_es="Uno más"), activity=june, by=member)
    actions.revise_target(
        indicator, value=Decimal(8), valid_from=date(2021, 7, 5), decision=decision, reason="Más países",
        by=secretariat,
    )  # fmt: skip
    actions.validate(report(indicator.periods.all()[1], 4, status="sent", entered_by=member), by=secretariat)
    move_clock(NOW)
    return june


def shown(response: Any) -> str:
    """Return what a page says of the activity down to its risks, without what may be done."""
    body = response.content.decode()
    main = body[body.index('<div class="declara">') :]
    main = re.sub(r'(?s)<div class="noimp mt-3">.*?(?=<div class="dos)', "", main)
    main = re.split('<section aria-labelledby="(?:critical|support|decisions|history)">', main)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_the_activity_of_a_day_is_what_its_page_said_on_that_day(
    request, sign_in, june, observer, outsider, move_clock
):
    clients = [observer, outsider]
    before = [shown(sign_in(user).get(PAGE)) for user in clients]
    sheet = words_of(sign_in(observer).get(PAGE)).partition("Grupo Grupo de Trabajo")[2]
    request.getfixturevalue("changed")
    assert [shown(sign_in(user).get(PAGE + DAY)) for user in clients] == before
    assert words_of(sign_in(observer).get(PAGE + DAY)).partition("Grupo Grupo de Trabajo")[2] == sheet
    assert [shown(sign_in(user).get(PAGE)) for user in clients] != before


def test_what_is_other_today_stands_beside(client, changed):
    said = words_of(client.get(PAGE + DAY))
    assert "La actividad como estaba al terminar el 30 de junio de 2021 Hora de San José." in said
    assert "Estado En proceso de implementarse No alcanzado" in said
    assert "Plazo de cumplimiento 30 de septiembre de 2021 —" in said
    assert "Partes responsables Guatemala; Honduras Países Miembros; Panamá" in said
    assert "PROT-A1-I1: Meta 5 8" in said
    assert "PROT-A1-I1: Valor validado 2 de 5 países · 40 % 4 de 8 países · 50 %" in said
    assert "datos al 30 de junio de 2021" in said


def test_its_links_keep_the_day_and_one_leads_back_to_today(client, changed):
    body = client.get(PAGE + DAY).content.decode()
    assert f'<a href="{PAGE}">Ver la página de hoy</a>' in body
    for address in ("/es/grupos/proteccion/plan", "/es/matriz", SHEET):
        assert f'href="{address}{DAY}"' in body
    assert 'name="al" max="2021-10-15" value="2021-06-30"' in body
    assert f'href="/en/activities/PROT-A1{DAY}"' in body
    english = client.get("/en/activities/PROT-A1?as-of=2021-06-30").content.decode()
    assert 'href="/en/matrix?as-of=2021-06-30"' in english


def test_nothing_can_be_done_from_a_page_of_the_past(sign_in, member, changed):
    client = sign_in(member)
    for address in (PAGE, SHEET):
        body = client.get(address + DAY).content.decode()
        main = body[body.index("<main") : body.index("</main>")]
        assert 'method="post"' not in main
        assert "/editar" not in main


def test_the_indicator_of_a_day_says_what_it_said(request, client, june):
    start, end = '<dl class="tres-n', '<section aria-labelledby="needs"'

    def said(response: Any) -> str:
        body = response.content.decode()
        main = re.sub(r'<span class="menor noimp">.*?</span>', "", body[body.index(start) : body.index(end)])
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())

    before = said(client.get(SHEET))
    request.getfixturevalue("changed")
    assert said(client.get(SHEET + DAY)) == before
    words = words_of(client.get(SHEET + DAY))
    assert "El indicador como estaba al terminar el 30 de junio de 2021" in words
    assert "Indicador Países con Ruta regional Otro nombre" in words
    assert "Valor 2 de 5 países · 40 % 4 de 8 países · 50 %" in words
    assert "Meta 5 8" in words
    assert "desagregado" not in words.partition("Frente a hoy")[2]


def test_what_is_closed_today_stays_closed_and_what_was_not_open_then_says_so(
    client, sign_in, member, june, move_clock
):
    move_clock(LATER)
    june.tier = Tier.MEMBERS
    june.save()
    assert client.get(PAGE + DAY).status_code == 404
    move_clock(NOW)
    june.tier = Tier.PUBLIC
    june.save()
    for address in (PAGE, SHEET):
        said = words_of(client.get(f"{address}?al=2021-07-05"))
        assert "Ese día aún no se podía leer nada de ello aquí." in said
        assert "Frente a hoy" not in said
        assert "Resultado 1 de" not in said
    assert "Frente a hoy" in words_of(sign_in(member).get(f"{PAGE}?al=2021-07-05"))
    assert "Frente a hoy" in words_of(client.get(PAGE + DAY))


def test_before_the_record_it_says_so_and_guesses_nothing(client, june, move_clock):
    move_clock(NOW)
    for address in (PAGE, SHEET):
        said = words_of(client.get(f"{address}?al=2021-06-29"))
        assert "Nada de ello consta antes del 30 de junio de 2021." in said
        assert "Frente a hoy" not in said
        assert "Resultado 1 de" not in said


def test_when_a_draft_was_begun_is_not_told_to_who_could_not_see_it(
    client, sign_in, member, june, move_clock
):
    Activity.history.update(stage="prioritised")
    move_clock(NOW)
    assert "Ese día aún no se podía leer nada" in words_of(client.get(f"{PAGE}?al=2021-01-01"))
    assert "antes del 30 de junio" in words_of(sign_in(member).get(f"{PAGE}?al=2021-01-01"))


def test_periods_that_were_moved_since_are_said_to_be_todays(client, member, june, move_clock):
    move_clock(LATER)
    actions.remove_period(june.indicators.get().periods.last(), by=member)
    move_clock(NOW)
    for address in (PAGE, SHEET):
        assert "El registro no guarda cómo estaban" in words_of(client.get(address + DAY))


def test_a_document_dropped_since_is_there_on_that_day(client, june, member, move_clock):
    manual = Document.objects.create(code="manual", kind="network", title_es="Manual", tier=Tier.PUBLIC)
    actions.take_up(june, document=manual, on=date(2021, 6, 1), note_es="", note_en="", by=member)
    move_clock(LATER)
    actions.drop_document(june, document=manual, by=member)
    move_clock(NOW)
    assert "Documentos retomados Ninguno" in words_of(client.get(PAGE))
    assert "Documentos retomados Manual" in words_of(client.get(PAGE + DAY))


def test_the_day_ends_in_san_jose_wherever_the_reader_is(sign_in, member, june, move_clock):
    member.time_zone = "Europe/Madrid"
    member.save()
    move_clock("2021-06-30T23:30:00-06:00")  # the first of July in Madrid
    actions.edit(june, changes={"title_es": "De la noche"}, base={}, by=member)
    move_clock(NOW)
    assert "De la noche" in words_of(sign_in(member).get(PAGE + DAY))


@pytest.mark.parametrize("address", [PAGE, SHEET])
def test_the_number_of_queries_does_not_depend_on_what_there_is(client, changed, member, address):
    counted = []
    for more in (0, 4):
        for number in range(more):
            actions.add_part(Result(text_es=f"Más {number}"), activity=changed, by=member)
            actions.add_part(Risk(text_es=f"Riesgo {number}"), activity=changed, by=member)
        client.get(address + DAY)
        with CaptureQueriesContext(connection) as queries:
            client.get(address + DAY)
        counted.append(len(queries))
    assert counted[0] == counted[1]
