"""AC-16: one indicator, one figure: page, activity, matrix, home, CSV, JSON and workbook say the same."""

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from pilares.core.trail import Entry, record
from pilares.monitoring.models import Indicator, IndicatorMilestone, Measurement, Period
from pilares.monitoring.queries.progress import progress_of
from pilares.monitoring.tests.conftest import words_of
from pilares.monitoring.tests.measured import measure, report

PAGE = {"es": "/es/indicadores/PROT-A1-I1", "en": "/en/indicators/PROT-A1-I1"}
ELSEWHERE = {
    "es": ("/es/actividades/PROT-A1", "/es/matriz", "/es/matriz?vista=4.2", "/es/"),
    "en": ("/en/activities/PROT-A1", "/en/matrix", "/en/matrix?view=4.2", "/en/"),
}
FILES = {"es": "/es/matriz", "en": "/en/matrix"}
ONE = {"unit_one_es": "país", "unit_one_en": "country"}
#: name, how it is measured, values, target, what is said in Spanish and in English
CASES: dict[str, tuple[dict[str, Any], list[object], object, str, str]] = {
    "no value": ({}, [None, None], 10, "Sin dato", "No data"),
    "reported zero": ({"over_time": "sum"}, [0], 10, "0 de 10 países · 0 %", "0 of 10 countries · 0 %"),
    "descending": (
        {"direction": "descending", "baseline": 60, "unit_es": "días", "unit_en": "days"}, [50, 42], 30,
        "42 días (base 60, meta 30) · 60 %", "42 days (baseline 60, target 30) · 60 %",
    ),
    "zero target": (
        {"direction": "descending", "baseline": 20}, [None, 5], 0,
        "5 países (base 20, meta 0) · 75 %", "5 countries (baseline 20, target 0) · 75 %",
    ),
    "kept at zero, missed": (
        {"direction": "maintain", "keep": "at_most", **ONE}, [1], 0,
        "1 país (meta: como máximo 0) · No se mantiene",
        "1 country (target: at most 0) · It is not maintained",
    ),
    "kept at zero": (
        {"direction": "maintain", "keep": "at_most"}, [0], 0,
        "0 países (meta: como máximo 0) · Se mantiene", "0 countries (target: at most 0) · It is maintained",
    ),
    "baseline is the target": (
        {"baseline": 11}, [11], 11,
        "11 de 11 países (base 11) · Meta igual a la línea base: declare el indicador como «mantener».",
        ("11 of 11 countries (baseline 11) · "
        "Target equal to the baseline: declare the indicator as «maintain»."),
    ),
    "baseline missing": (
        {"baseline": None, "baseline_on": None, "baseline_status": "to_be_established"}, [6], 10,
        "6 de 10 países · No calculable: falta línea base",
        "6 of 10 countries · Cannot be calculated: baseline missing",
    ),
    "overshoot": (
        {"baseline": 2}, [9], 7, "9 de 7 países (base 2) · 140 %", "9 of 7 countries (baseline 2) · 140 %",
    ),
    "regression": (
        {"baseline": 2}, [1], 10,
        "1 de 10 países (base 2) · −12,5 % (retroceso)",
        "1 of 10 countries (baseline 2) · −12.5 % (regression)",
    ),
    "pooled percentages": (
        {"measure": "percentage", "over_time": "ratio", "numerator_es": "a", "denominator_es": "b"},
        [(9, 10), (10, 90)], 80,
        "19 % (meta 80 %) · avance 23,8 %", "19 % (target 80 %) · progress 23.8 %",
    ),
    "different countries": (
        {"over_time": "distinct"}, [{"CR", "GT", "MX"}, {"MX", "PA"}, {"GT", "SV"}], 11,
        "5 de 11 países · 45,5 %", "5 of 11 countries · 45.5 %",
    ),
    "within a range": (
        {"direction": "range"}, [12], (10, 15),
        "12 países (meta: entre 10 y 15) · Dentro del rango",
        "12 countries (target: between 10 and 15) · Within the range",
    ),
    "nothing to measure": (
        {"measure": "percentage", "over_time": "ratio", "numerator_es": "a", "denominator_es": "b"},
        [(0, 0)], 80,
        "No aplica: no había nada que medir", "Not applicable: there was nothing to measure",
    ),
    "one of several": ({**ONE}, [1], 5, "1 de 5 países · 20 %", "1 of 5 countries · 20 %"),
    "one of one": ({**ONE}, [0], 1, "0 de 1 país · 0 %", "0 of 1 country · 0 %"),
    "a unit without its singular": (
        {"direction": "descending", "baseline": 5}, [1], 0,
        "1 países (base 5, meta 0) · 80 %", "1 countries (baseline 5, target 0) · 80 %",
    ),
    "a sum with a gap": (
        {"over_time": "sum"}, [3, None, 4], 10, "7 de 10 países · 70 %", "7 of 10 countries · 70 %",
    ),
}  # fmt: skip


@pytest.fixture
def indicator(add_activity) -> Indicator:
    """PROT-A1-I1, public, with nothing measured."""
    add_activity("PROT", 1, "Ruta regional de referencia", themes=("trata",), parties=("GT",))
    return Indicator.objects.get(code="PROT-A1-I1")


def record_of(client, language: str) -> dict[str, str]:
    """Return the only row of the CSV file."""
    body = client.get(f"{FILES[language]}.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(body))
    return row


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("case", CASES)
def test_every_surface_says_the_same_text(client, indicator, case, language):
    columns, values, target, spanish, english = CASES[case]
    measure(indicator, values, target=target, **columns)
    said = spanish if language == "es" else english
    value = said.partition(" · ")[0]
    for address in ELSEWHERE[language]:
        assert said in words_of(client.get(address)), address
    page = words_of(client.get(PAGE[language]))
    assert value in page
    progress = said.partition(" · ")[2].removeprefix("avance ").removeprefix("progress ")
    assert progress.rstrip(".") in page
    column = "cifras" if language == "es" else "figures"
    assert record_of(client, language)[column] == f"PROT-A1-I1: {said}"
    document = json.loads(client.get(f"{FILES[language]}.json").content)
    assert document["rows"][0]["indicators"][0]["figure"] == said.replace(" %", "\N{NO-BREAK SPACE}%")


def test_nothing_is_no_data_with_its_coverage_and_never_zero(client, indicator):
    measure(indicator, [None, None], target=10)
    said = words_of(client.get(PAGE["es"]))
    assert "Valor Sin dato No se ha validado ningún valor. Lo que falta nunca es cero." in said
    assert "0 de 2 periodos con dato" in said
    assert "0 %" not in said


def test_what_waits_for_validation_is_marked_for_members_and_absent_for_the_public(
    client, sign_in, member, outsider, indicator
):
    measure(indicator, [4], target=10, status="sent")
    for address in ("/es/indicadores/PROT-A1-I1", "/es/matriz", "/es/actividades/PROT-A1", "/es/"):
        said = words_of(client.get(address))
        assert "Sin dato" in said, address
        assert "Preliminar" not in said, address
        mine = sign_in(member).get(address)
        assert "Preliminar: 4 de 10 países · 40 %" in words_of(mine), address
        assert '<span class="preliminar">' in mine.content.decode(), address
        client.logout()
    assert "Preliminar" not in words_of(sign_in(outsider).get("/es/matriz"))
    assert "Preliminar" not in str(record_of(sign_in(member), "es"))


def test_a_figure_says_when_it_was_validated_and_from_how_much(client, indicator):
    measure(indicator, [4, 6], target=10)
    said = words_of(client.get(PAGE["es"]))
    assert "Valor 6 países, validado el 12 de octubre de 2021" in said
    assert "2 de 2 periodos con dato" in said
    assert "6 de 10 países. Avance: 60 % de la distancia entre la línea base y la meta." in said


def test_the_unit_stands_in_the_singular_beside_one_wherever_it_stands_alone(
    client, sign_in, secretariat, indicator
):
    measure(indicator, [1], target=1, **ONE)
    page = words_of(client.get(PAGE["es"]))
    assert "Valor 1 país, validado" in page
    assert "Meta 1 país" in page
    assert "Línea base 0 países" in page
    assert "meta 1 país" in words_of(client.get("/es/actividades/PROT-A1"))
    assert record_of(client, "es")["metas"].startswith("PROT-A1-I1: 1 país")
    assert "→ 1 país" in words_of(client.get("/es/indicadores/?detalle=completo"))
    report(Period.objects.get(), 1, country_id="GT", status="sent")
    assert "1 país" in words_of(sign_in(secretariat).get("/es/datos/por-validar"))


def test_no_data_with_a_reason_is_no_data(client, indicator):
    measure(indicator, [None], target=10)
    report(Period.objects.get(), None, no_data_reason="No hubo registro")
    assert "Sin dato" in words_of(client.get("/es/matriz"))


def test_of_two_sources_of_one_country_only_the_one_that_counts_enters(client, indicator):
    measure(indicator, [None], target=10, over_countries="sum", over_time="sum")
    period = Period.objects.get()
    report(period, 4, country_id="GT")
    report(period, 6, country_id="GT", counts=False)
    report(period, 1, country_id="HN")
    assert "5 de 10 países · 50 %" in words_of(client.get("/es/matriz"))


def test_milestones_are_counted_in_the_figure_and_weighed_in_the_progress(client, indicator):
    measure(
        indicator, [None], measure="milestone", direction="", over_time="", unit_es="hitos", unit_en="steps"
    )
    steps = [
        IndicatorMilestone.objects.create(indicator=indicator, text_es=f"Hito {n}", weight=weight, order=n)
        for n, weight in enumerate((40, 30, 20, 10))
    ]
    figure = report(Period.objects.get(), None)
    figure.milestones.set(steps[:2])
    assert "2 de 4 hitos · 70 %" in words_of(client.get("/es/matriz"))
    assert "Hitos aceptados: Hito 0; Hito 1. Avance = suma de sus pesos = 40 + 30 = 70 %." in words_of(
        client.get(PAGE["es"])
    )


def test_a_judgement_is_a_word_and_no_number(client, indicator):
    measure(indicator, [None], measure="qualitative", direction="", over_time="")
    report(Period.objects.get(), None, judgement="substantial")
    assert "Sustancial" in words_of(client.get("/es/matriz"))
    assert "%" not in words_of(client.get(PAGE["es"])).partition("Cómo ha cambiado")[0]


# --- «¿Cómo se calcula?» -----------------------------------------------------------------------------------


def test_the_page_explains_different_countries_step_by_step(client, indicator):
    measure(indicator, [{"CR", "GT"}, {"GT", "MX"}], target=5, over_time="distinct")
    assert (
        "¿Cómo se calcula? Se cuenta cada país una sola vez, aunque informe en varios periodos. "
        "1.er año: {Costa Rica, Guatemala}. 2.º año: {Guatemala, México}. "
        "Países distintos: Costa Rica, Guatemala, México. Total: 3, no 4. "
        "Avance = (valor − línea base) ÷ (meta − línea base) = (3 − 0) ÷ (5 − 0) = 60 %. "
        "Esperado a la fecha, en línea recta: día 701 de 731 = 95,9 %. "
        "Avance ÷ esperado = 60 % ÷ 95,9 % = 62,6 %: avance insuficiente. "
        "Meta, versión 1, vigente desde el 15 de noviembre de 2019. Un dato que falta no cuenta como cero."
        in words_of(client.get(PAGE["es"]))
    )


@pytest.mark.parametrize(
    ("columns", "values", "target", "steps"),
    [
        ({"over_time": "sum"}, [3, None, 4], 10,
         "1.er año: 3. 3.er año: 4. Suma: 3 + 4 = 7. Avance = valor ÷ meta = 7 ÷ 10 = 70 %."),
        ({"over_time": "average"}, [3, 4], 10,
         ("1.er año: 3. 2.º año: 4. Promedio: (3 + 4) ÷ 2 = 3,5. Avance = (valor − línea base) ÷ "
         "(meta − línea base) = (3,5 − 0) ÷ (10 − 0) = 35 %.")),
        ({"measure": "percentage", "over_time": "ratio", "numerator_es": "a", "denominator_es": "b"},
         [(9, 10), (10, 90)], 80,
         ("Valor = 100 × (9 + 10) ÷ (10 + 90) = 19 %. Avance = (valor − línea base) ÷ (meta − línea base) = "
         "(19 % − 0 %) ÷ (80 % − 0 %) = 23,75 %. Se redondea a un decimal: 23,8 %.")),
        ({"baseline": 2}, [9], 7,
         ("1.er año: 9. Avance = (valor − línea base) ÷ (meta − línea base) = (9 − 2) ÷ (7 − 2) = 140 %. "
         "En un promedio cuenta como 100 %.")),
        ({"baseline": 2}, [1], 10, "(1 − 2) ÷ (10 − 2) = −12,5 %. En un promedio cuenta como 0 %."),
        ({"direction": "descending", "baseline": 60}, [50, 42], 30,
         "2.º año: 42. Avance = (valor − línea base) ÷ (meta − línea base) = (42 − 60) ÷ (30 − 60) = 60 %."),
    ],
)  # fmt: skip
def test_the_page_prints_each_step_with_its_numbers(client, indicator, columns, values, target, steps):
    measure(indicator, values, target=target, **columns)
    assert steps in words_of(client.get(PAGE["es"]))


def test_the_chart_has_words_for_those_who_do_not_see_it_and_the_same_data_as_a_table(client, indicator):
    measure(indicator, [{"CR", "GT"}, {"GT", "MX"}], target=5, over_time="distinct", natural_max=11)
    body = client.get(PAGE["es"]).content.decode()
    description = body.partition("<desc")[2].partition("</desc>")[0]
    assert "Línea base: 0. 14 de noviembre de 2020: 2. 15 de octubre de 2021: 3. Meta: 5" in description
    said = words_of(client.get(PAGE["es"]))
    assert "1.er año Costa Rica, Guatemala validado el 12 oct 2021 2 2 5" in said
    assert "2.º año Guatemala, México validado el 12 oct 2021 2 3 5" in said


# --- Files of one indicator --------------------------------------------------------------------------------


def test_the_data_of_an_indicator_can_be_taken_away(client, indicator):
    measure(indicator, [{"CR", "GT"}, {"GT", "MX"}], target=5, over_time="distinct")
    body = client.get("/es/indicadores/PROT-A1-I1.csv").content.decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(body))
    assert (first["periodo"], first["informado"], first["hasta_entonces"]) == (
        "1.er año", "Costa Rica, Guatemala", "2",
    )  # fmt: skip
    assert (second["cifra"], second["avance"], second["cobertura"]) == (
        "3 de 5 países", "60\N{NO-BREAK SPACE}%", "2 de 2 periodos con dato",
    )  # fmt: skip
    document = json.loads(client.get("/es/indicadores/PROT-A1-I1.json").content)
    assert {k: document[k] for k in ("figure", "progress", "value", "percent")} == {
        "figure": "3 de 5 países", "progress": "60\N{NO-BREAK SPACE}%", "value": 3, "percent": 60,
    }  # fmt: skip
    assert document["targets"] == [
        {"version": 1, "period": None, "valid_from": "2019-11-15", "value": "5", "decision": None,
         "in_force": True, "dated_before_a_closed_period": False},
    ]  # fmt: skip
    image = client.get("/es/indicadores/PROT-A1-I1.svg")
    assert image["Content-Type"] == "image/svg+xml"
    assert image.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')


# --- Small numbers (§3.6 g) --------------------------------------------------------------------------------


@pytest.fixture
def told_apart(indicator) -> Indicator:
    """120 people: 81 women, 36 men, 3 of whom it is not known."""
    measure(indicator, [120], target=200, over_time="sum", unit_es="personas", disaggregation=["sex"])
    total = Measurement.objects.get()
    for category, value in (("female", 81), ("male", 36), ("unknown", 3)):
        report(Period.objects.get(), value, dimensions={"sex": category}, total=total)
    return indicator


def test_a_small_number_is_not_published_nor_what_would_give_it_away(client, told_apart):
    said = words_of(client.get(PAGE["es"]))
    assert "Mujeres 81 Hombres No se publica" in said
    assert "No se publica" in said.partition("Hombres No se publica")[2]
    document = json.loads(client.get("/es/indicadores/PROT-A1-I1.json").content)
    assert [cell["value"] for cell in document["disaggregation"][0]["values"]] == [
        "81", "No se publica", "No se publica",
    ]  # fmt: skip


def test_members_see_them(sign_in, member, told_apart):
    assert "Mujeres 81 Hombres 36" in words_of(sign_in(member).get(PAGE["es"]))


def test_parts_are_never_added_to_the_total(client, told_apart):
    assert "120 de 200 personas · 60 %" in words_of(client.get("/es/matriz"))


# --- Queries -----------------------------------------------------------------------------------------------


def test_figures_take_three_queries_whatever_the_number_of_indicators(add_activity, nobody):
    for number in (1, 2, 3):
        add_activity("PROT", number, f"Actividad {number}", indicators=2)
    found = list(Indicator.objects.all())
    for indicator in found:
        measure(indicator, [{"CR"}, {"GT"}], target=5, over_time="distinct")
    for keys in ([found[0].pk], [one.pk for one in found]):
        with CaptureQueriesContext(connection) as queries:
            figures = progress_of(keys, nobody)
        assert (len(queries), len(figures)) == (3, len(keys))
    with translation.override("es"):
        assert {figure.text for figure in figures.values()} == {"2 de 5 países · 40\N{NO-BREAK SPACE}%"}


def test_the_page_of_an_indicator_takes_as_many_queries_with_one_period_as_with_three(client, indicator):
    measure(indicator, [{"CR"}], target=5, over_time="distinct")
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE["es"])
    for year in indicator.activity.plan.plan_years.all()[1:]:
        period = Period.objects.create(
            indicator=indicator, starts_on=year.starts_on, ends_on=year.ends_on, year=year
        )
        report(period, {"GT"}, observed_on=date(2021, 6, 1))
    with CaptureQueriesContext(connection) as three:
        client.get(PAGE["es"])
    assert len(one) == len(three)


# --- History -----------------------------------------------------------------------------------------------


def test_the_history_of_the_activity_tells_what_each_validation_moved(client, indicator, secretariat):
    measure(indicator, [{"CR", "GT"}, {"GT", "MX"}], target=5, over_time="distinct")
    for figure, day in zip(Measurement.objects.order_by("pk"), (1, 2), strict=True):
        entry = record(figure, "validate", by=secretariat, indicator=indicator.pk)
        Entry.objects.filter(pk=entry.pk).update(at=datetime(2021, 10, day, tzinfo=UTC))
    said = words_of(client.get("/es/actividades/PROT-A1"))
    assert "Valor del indicador validado PROT-A1-I1: antes: 2 países → después: 3 países" in said
    assert "Valor del indicador validado PROT-A1-I1: antes: Sin dato → después: 2 países" in said
