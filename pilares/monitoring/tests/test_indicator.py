"""The sheet of an indicator: three numbers without a value, what it needs, its words (screens.md 6)."""

from datetime import date
from decimal import Decimal

import pytest

from pilares.monitoring.maths import target_problem
from pilares.monitoring.models import Indicator
from pilares.monitoring.queries.references import references_of
from pilares.monitoring.tests.conftest import words_of

PAGE = "/es/indicadores/PROT-A1-I1"


@pytest.fixture
def full(three) -> Indicator:
    """PROT-A1-I1 with all that its registration may hold."""
    found = Indicator.objects.get(code="PROT-A1-I1")
    for name, value in {
        "baseline_status": "established", "baseline": 0, "baseline_on": date(2019, 11, 15), "target": 5,
        "target_note_es": "de 11", "monitored_by": date(2021, 10, 15), "measure": "unit",
        "direction": "ascending", "definition_es": "Países que refieren al menos un caso.",
        "verification_es": "Nota oficial de cada país", "disaggregation": ["sex", "age_group"],
    }.items():  # fmt: skip
        setattr(found, name, value)
    found.full_clean()
    found.save()
    return found


def test_base_and_target_are_numbers_and_the_value_is_said_to_be_missing(client, full):
    said = words_of(client.get(PAGE))
    assert (
        "Línea base 0 países, 15 de noviembre de 2019 "
        "Valor Sin dato No se ha validado ningún valor. Lo que falta nunca es cero. "
        "Meta 5 de 11 países" in said
    )


def test_an_unknown_base_is_no_data_and_never_zero(client, three):
    said = words_of(client.get(PAGE))
    assert "Línea base Sin dato países. La línea base está por establecerse. Valor Sin dato" in said


def test_the_sheet_says_who_measures_by_when_how_and_by_what(client, full):
    said = words_of(client.get(PAGE))
    assert (
        "Ficha Nivel Efecto Tipo de medida Unidad Unidad y sentido países, ascendente "
        "En el tiempo Por definir Frecuencia Por definir Quién mide Cancillería "
        "Plazo de monitoreo 15 de octubre de 2021 "
        "Medio de verificación Nota oficial de cada país "
        "Desagregación Sexo, Grupo de edad (niñas, niños y adolescentes). Menos de 5 casos no se publica."
        in said
    )


def test_what_it_still_needs_is_listed_for_each_of_the_two_gates(client, three):
    said = words_of(client.get(PAGE))
    assert "Para quedar registrado (§4.2): plazo de monitoreo" in said
    assert (
        "Para ser medible: definición tipo de medida sentido cómo se unen los periodos línea base periodos "
        "frecuencia medio de verificación" in said
    )
    assert "· borrador, aún no registrado Países con Ruta" in said


def test_a_registered_indicator_says_so(client, full):
    said = words_of(client.get(PAGE))
    assert "Registrado: tiene nivel, quién mide y para cuándo (§4.2)." in said
    assert "· registrado, aún no medible" in said
    assert "Para ser medible: cómo se unen los periodos periodos frecuencia" in said


def test_a_target_on_the_wrong_side_is_said_in_words(client, full):
    Indicator.objects.filter(pk=full.pk).update(baseline=9)
    assert "La meta va en sentido contrario al del indicador." in words_of(client.get(PAGE))


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "problem"),
    [
        ("ascending", 2, 7, ""),
        ("ascending", 7, 2, "opposite"),
        ("descending", 60, 30, ""),
        ("descending", 30, 60, "opposite"),
        ("descending", 20, 0, ""),
        ("ascending", 5, 5, "same"),
        ("maintain", 5, 5, ""),
        ("", 5, 5, ""),
        ("ascending", None, 5, ""),
        ("ascending", 5, None, ""),
    ],
)
def test_a_level_needs_its_target_on_the_side_of_its_direction(direction, baseline, target, problem):
    numbers = (None if value is None else Decimal(value) for value in (baseline, target))
    assert target_problem(direction, *numbers) == problem


def test_it_leads_to_its_activity_and_back(client, full):
    assert '<a href="/es/actividades/PROT-A1">' in client.get(PAGE).content.decode()
    assert f'href="{PAGE}"' in client.get("/es/actividades/PROT-A1").content.decode()


def test_the_english_sheet_has_its_own_words(client, full):
    said = words_of(client.get("/en/indicators/PROT-A1-I1"))
    assert "Countries with Ruta regional de referencia" in said
    assert "Value No data No value has been validated. Missing is never zero." in said


def test_only_who_may_edit_finds_the_way_to_it(sign_in, member, outsider, full):
    edit = "/es/indicadores/PROT-A1-I1/editar"
    assert edit in sign_in(member).get(PAGE).content.decode()
    assert edit not in sign_in(outsider).get(PAGE).content.decode()


def test_references_to_other_frameworks_are_typed_one_to_a_line_and_told_everywhere(
    three, indicator, client, sign_in, member
):
    edit = "/es/indicadores/PROT-A1-I1/editar"
    form = sign_in(member).get(edit).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    lines = "ODS 10.7.1\nPMM 23\nOtra CEDAW 26\nODS 10.7.1"
    assert sign_in(member).post(edit, {**typed, "references": lines}).status_code == 302
    kept = Indicator.objects.get(code="PROT-A1-I1").references
    assert kept == ["gcm:23", "other:CEDAW 26", "sdg:10.7.1"]
    told = "Objetivo del Pacto Mundial (PMM) 23; CEDAW 26; Indicador ODS 10.7.1"
    assert f"Referencias {told}" in words_of(client.get("/es/indicadores/PROT-A1-I1"))
    assert "PMM 23\nOtra CEDAW 26\nODS 10.7.1" in sign_in(member).get(edit).content.decode()
    document = client.get("/en/indicators/PROT-A1-I1.json").json()
    assert document["references"][2] == {"vocabulary": "sdg", "code": "10.7.1"}
    many = "\n".join(f"ODS {n}.1" for n in range(21))
    answer = sign_in(member).post(edit, {**typed, "references": many})
    assert answer.status_code == 422
    assert "Un indicador admite 20 referencias como máximo." in words_of(answer)
    assert "ODS 20.1" in answer.content.decode()


def test_the_references_of_somebody_elses_framework_come_by_its_own_vocabulary():
    """The 9 of IATI's vocabulary of indicators is the SDG's; what is named otherwise keeps its name."""
    assert references_of("10.7.1; 10.7.2", "9") == ["sdg:10.7.1", "sdg:10.7.2"]
    assert references_of("ODS 16.2.2; PMM 10") == ["gcm:10", "sdg:16.2.2"]
    assert references_of("A1", "Sphere", "https://example.org/a1") == [
        "other:Sphere A1",
        "other:https://example.org/a1",
    ]
    assert references_of("") == []
