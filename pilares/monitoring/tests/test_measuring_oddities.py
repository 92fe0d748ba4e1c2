"""What is unlikely is asked again, what is pressed twice is done once, and a target reads as it is meant."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pilares.monitoring import actions
from pilares.monitoring.models import Indicator, Measurement, Period
from pilares.monitoring.tests.conftest import words_of
from pilares.monitoring.tests.measured import measure
from pilares.monitoring.tests.test_measuring import fill

SHARE = {
    "measure": "percentage", "over_time": "ratio", "numerator_es": "a tiempo", "denominator_es": "todos",
    "unit_es": "%",
}  # fmt: skip


@pytest.fixture
def address(indicator, period) -> str:
    return f"/es/indicadores/PROT-A1-I1/reportar/{period.pk}"


@pytest.mark.parametrize(
    ("columns", "typed", "said"),
    [
        ({}, {"value": "-5"}, "El número es menor que cero."),
        ({}, {"value": "5", "observed_on": "2020-01-01"},
         "La fecha del dato está fuera del periodo, 15 de noviembre de 2020 a 14 de noviembre de 2021."),
        (SHARE, {"numerator": "12", "denominator": "10"},
         "El numerador es mayor que el denominador: es más de 100 %."),
    ],
    ids=["below zero", "outside the period", "above the whole"],
)  # fmt: skip
def test_what_is_unlikely_is_confirmed_first(sign_in, member, address, columns, typed, said):
    Indicator.objects.update(**columns)
    client = sign_in(member)
    answer = fill(client, address, **typed)
    assert (answer.status_code, said in words_of(answer)) == (422, True)
    assert fill(client, address, confirm="on", **typed).status_code == 302


def test_a_part_of_nothing_is_refused(sign_in, member, address):
    Indicator.objects.update(**SHARE)
    answer = fill(sign_in(member), address, numerator="9", denominator="0", confirm="on")
    assert "Una parte de nada no es posible: corrija uno de los dos números." in words_of(answer)
    assert not Measurement.objects.exists()


def test_pressed_twice_it_is_validated_once_and_says_so(sign_in, member, presidency, address):
    fill(sign_in(member), address, value="3")
    sent = actions.send(Measurement.objects.get(), by=member)
    client, url = sign_in(presidency), f"/es/datos/{sent.pk}/validar"
    answers = [client.post(url) for _press in range(2)]
    assert {answer["Location"] for answer in answers} == {f"/es/datos/{sent.pk}"}
    again = client.post("/es/datos/por-validar", {"figure": [sent.pk], "confirm": "1"}, follow=True)
    assert "Lo que había elegido ya no espera validación." in words_of(again)


def test_a_file_is_kept_under_the_ending_of_what_it_holds_and_that_is_said(sign_in, member, address):
    client = sign_in(member)
    fill(client, address, value="3")
    evidence = f"/es/datos/{Measurement.objects.get().pk}/evidencia"
    said = words_of(client.post(evidence, {"files": SimpleUploadedFile("acta.pdf", b"hola")}, follow=True))
    assert "«acta.pdf» quedó adjunto como «acta.pdf.txt»: es el tipo de archivo que contiene." in said


def test_an_earlier_period_without_a_figure_can_still_be_asked_for_and_is_not_ticked(
    plan, period, validated, sign_in, secretariat
):
    first = plan.plan_years.get(number=1)
    Period.objects.create(
        indicator=period.indicator, starts_on=first.starts_on, ends_on=first.ends_on, year=first
    )
    Indicator.objects.update(over_countries="sum")
    window = actions.open_window(
        plan=plan, name_es="V", name_en="", opens_on=date(2021, 9, 15), closes_on=date(2021, 10, 15),
        by=secretariat,
    )  # fmt: skip
    page = f"/es/ventanas/{window.pk}/solicitar"
    field = sign_in(secretariat).get(page).context["form"]["figures"].field
    offered = [key for key, _name in field.choices]
    assert len(offered) == 2 * len(field.initial) > 0
    assert "sin punto focal con cuenta: no se escribe a nadie" in field.choices[0][1]


@pytest.mark.parametrize(
    ("columns", "target", "asked", "large"),
    [
        ({"direction": "range"}, (10, 15), "Meta 10 a 15 países", "Meta 10 a 15 países"),
        ({"direction": "maintain", "keep": "at_most"}, 0,
         "Meta como máximo 0 países", "Meta como máximo 0 países"),
        (SHARE, 80, "Meta 80 %", "Meta 80 %"),
        ({"measure": "milestone", "over_time": "", "baseline_status": "", "baseline": None}, None,
         "Meta Todos sus hitos", "Línea base No aplica"),
    ],
    ids=["range", "maintain", "share", "milestones"],
)  # fmt: skip
def test_a_target_reads_the_same_where_it_is_asked_shown_and_listed(
    three, sign_in, member, columns, target, asked, large
):
    found = measure(Indicator.objects.get(code="PROT-A1-I1"), [None, None], target=target, **columns)
    client = sign_in(member)
    form = words_of(client.get(f"/es/indicadores/PROT-A1-I1/reportar/{found.periods.all()[1].pk}"))
    assert f"{asked} Qué cuenta" in form
    assert large in words_of(client.get("/es/indicadores/PROT-A1-I1"))
    if target is not None:
        said = asked.replace("Meta", "Meta:")
        assert said in words_of(client.get("/es/matriz?vista=4.2"))
