"""Results, indicators, risks and milestones: added, edited by two at once, removed (AC-10)."""

from decimal import Decimal

import pytest

from pilares.core.models import Entry
from pilares.monitoring import actions
from pilares.monitoring.models import Indicator, Milestone, Result, Risk
from pilares.monitoring.tests.conftest import hidden_of, words_of

EDIT = "/es/indicadores/PROT-A1-I1/editar"


@pytest.fixture
def indicator(three, member) -> Indicator:
    """PROT-A1-I1 with target 8 and no remark, as both members opened it."""
    found = Indicator.objects.get(code="PROT-A1-I1")
    actions.edit_part(found, changes={"target": 8}, base={}, by=member)
    Entry.objects.all().delete()
    return Indicator.objects.get(pk=found.pk)


@pytest.fixture
def typed(indicator):
    """What the browser sends when a field is changed: all the fields, and what each began from."""

    def form(opened, **changes: str) -> dict[str, object]:
        base = hidden_of(opened)
        fields: dict[str, object] = {name.removeprefix("base-"): text for name, text in base.items()}
        fields["disaggregation"] = [x for x in str(fields["disaggregation"]).split(",") if x]
        return base | fields | changes

    return form


def test_the_form_carries_what_each_field_began_from(sign_in, member, indicator):
    base = hidden_of(sign_in(member).get(EDIT))
    assert (base["base-target"], base["base-unit_es"], base["base-baseline"]) == ("8", "países", "")


def test_two_people_on_different_fields_both_succeed_and_the_second_is_told(
    sign_in, member, other_member, indicator, typed
):
    opened = sign_in(other_member).get(EDIT)
    sign_in(member).post(EDIT, typed(opened, target="10"))
    response = sign_in(other_member).post(
        EDIT, typed(opened, target_note_es="Dato de la cancillería"), follow=True
    )
    found = Indicator.objects.get(pk=indicator.pk)
    assert (found.target, found.target_note_es) == (Decimal(10), "Dato de la cancillería")
    assert "Se guardó. GT Protección (Guatemala) cambió «Meta» de 8 a 10 hace 0 minutos." in words_of(
        response
    )


@pytest.fixture
def conflict(sign_in, member, other_member, indicator, typed):
    """Member B sends target 9 after member A saved 10; both opened the form at 8."""
    opened = sign_in(other_member).get(EDIT)
    sign_in(member).post(EDIT, typed(opened, target="10"))
    return sign_in(other_member).post(EDIT, typed(opened, target="9", verification_es="Nota oficial"))


def test_two_people_on_the_same_field_get_a_page_with_base_theirs_and_mine(conflict, indicator):
    assert conflict.status_code == 412
    said = words_of(conflict)
    assert "Hay un problema" in said
    assert (
        "Ambas personas partieron de: 8 Conservar lo que guardó la otra persona: 10 Guardar lo que escribí: 9"
        in said
    )
    assert Indicator.objects.get(pk=indicator.pk).target == 10


def test_nothing_that_was_typed_is_lost_on_that_page(conflict):
    body = conflict.content.decode()
    assert 'name="target" value="9"' in body
    assert ">\nNota oficial</textarea>" in body


def settle(conflict, typed, **choice: str) -> dict[str, object]:
    again = typed(conflict, target="9", verification_es="Nota oficial", verification_en="")
    return again | hidden_of(conflict, "was-") | choice


def test_choosing_mine_writes_it_over_theirs(conflict, sign_in, other_member, indicator, typed):
    answer = settle(conflict, typed, **{"choose-target": "mine"})
    assert sign_in(other_member).post(EDIT, answer).status_code == 302
    found = Indicator.objects.get(pk=indicator.pk)
    assert (found.target, found.verification_es) == (Decimal(9), "Nota oficial")


def test_choosing_theirs_keeps_it_and_saves_the_rest(conflict, sign_in, other_member, indicator, typed):
    answer = settle(conflict, typed, **{"choose-target": "theirs"})
    assert sign_in(other_member).post(EDIT, answer).status_code == 302
    found = Indicator.objects.get(pk=indicator.pk)
    assert (found.target, found.verification_es) == (Decimal(10), "Nota oficial")


def test_without_a_choice_nothing_is_overwritten(conflict, sign_in, other_member, indicator, typed):
    again = sign_in(other_member).post(EDIT, settle(conflict, typed))
    assert again.status_code == 412
    assert Indicator.objects.get(pk=indicator.pk).target == 10


def test_the_history_tells_8_10_and_the_value_chosen(conflict, sign_in, other_member, indicator, typed):
    sign_in(other_member).post(EDIT, settle(conflict, typed, **{"choose-target": "mine"}))
    moves = [e.details["changes"].get("target") for e in Entry.objects.filter(verb="edit").order_by("pk")]
    assert moves == [["8", "10"], ["10", "9"]]
    said = words_of(sign_in(other_member).get("/es/actividades/PROT-A1"))
    assert "Meta: antes: 10 → después: 9" in said
    assert "Meta: antes: 8 → después: 10 GT Protección (Guatemala)" in said


@pytest.mark.parametrize(
    ("address", "sent", "model"),
    [
        (
            "resultados/nuevo",
            {"text_es": "Casos referidos", "level": "outcome", "original_language": "es"},
            Result,
        ),
        ("riesgos/nuevo", {"text_es": "Rotación de equipos", "kind": "risk"}, Risk),
        ("indicadores/nuevo", {"name_es": "Países con enlace", "original_language": "es"}, Indicator),
    ],
)
def test_a_member_adds_a_part_and_the_history_says_so(sign_in, member, three, address, sent, model):
    before = model.objects.filter(activity=three[0]).count()
    response = sign_in(member).post(f"/es/actividades/PROT-A1/{address}", sent, follow=True)
    assert "Se añadió a PROT-A1." in words_of(response)
    assert model.objects.filter(activity=three[0]).count() == before + 1
    assert Entry.objects.get().verb == f"add_{model._meta.model_name}"


def test_a_milestone_stands_in_a_year_and_is_not_done_in_the_future(sign_in, member, three):
    year = three[0].plan.plan_years.first()
    client = sign_in(member)
    late = {"year": year.pk, "text_es": "Mapa", "done_on": "2021-10-16"}
    response = client.post("/es/actividades/PROT-A1/hitos/nuevo", late)
    assert response.status_code == 422
    assert "Escriba el día en que se hizo: hoy o antes." in words_of(response)
    client.post("/es/actividades/PROT-A1/hitos/nuevo", late | {"done_on": "2021-10-15"})
    assert [m.text_es for m in Milestone.objects.all()] == ["Mapa"]


@pytest.mark.parametrize("address", ["resultados", "indicadores", "riesgos"])
def test_a_part_without_words_is_refused_with_a_summary(sign_in, member, three, address):
    response = sign_in(member).post(f"/es/actividades/PROT-A1/{address}/nuevo", {"original_language": "es"})
    assert response.status_code == 422
    assert words_of(response).startswith("Grupo de Trabajo sobre Protección PROT-A1 Añadir")
    assert "Escríbalo en al menos un idioma." in words_of(response)


def test_a_number_is_read_as_the_language_writes_it(sign_in, member, indicator, typed):
    client = sign_in(member)
    client.post(EDIT, typed(client.get(EDIT), target="7,5"))
    assert str(Indicator.objects.get(pk=indicator.pk).target) == "7.5000"
    assert "Meta 7,5" in words_of(client.get("/es/indicadores/PROT-A1-I1"))


def test_removing_asks_first_and_keeps_the_history(sign_in, member, three):
    client = sign_in(member)
    page = client.get("/es/indicadores/PROT-A1-I1/quitar")
    assert "Va a quitar este indicador: PROT-A1-I1. Países con Ruta regional de referencia" in words_of(page)
    assert Indicator.objects.filter(code="PROT-A1-I1").exists()
    response = client.post("/es/indicadores/PROT-A1-I1/quitar", follow=True)
    assert "Se quitó de PROT-A1. Su historia queda." in words_of(response)
    assert "Indicador quitado: PROT-A1-I1" in words_of(response)


def test_a_removed_code_is_never_used_again(three, member):
    actions.remove_part(Indicator.objects.get(code="PROT-A1-I1"), by=member)
    added = actions.add_part(Indicator(name_es="Otro"), activity=three[0], by=member)
    assert added.code == "PROT-A1-I2"


def test_removing_a_result_leaves_its_indicators_with_the_activity(sign_in, member, three):
    result = three[0].results.get()
    sign_in(member).post(f"/es/actividades/PROT-A1/resultados/{result.pk}/quitar")
    assert list(three[0].indicators.values_list("code", "result")) == [("PROT-A1-I1", None)]


def test_a_part_of_another_activity_is_not_found_under_this_one(sign_in, member, three):
    result = three[1].results.get()
    assert sign_in(member).get(f"/es/actividades/PROT-A1/resultados/{result.pk}/editar").status_code == 404


@pytest.mark.parametrize("address", ["/es/actividades/PROT-A1/resultados/nuevo", EDIT])
def test_people_outside_the_group_are_told_why_not(sign_in, outsider, observer, three, address):
    for person in (outsider, observer):
        response = sign_in(person).get(address)
        assert response.status_code == 403
        assert "Lo hacen los integrantes de este grupo" in words_of(response)


@pytest.mark.parametrize(
    ("kind", "model", "typed"),
    [
        ("resultados/nuevo", Result, {"text_es": "Dos veces", "level": "outcome", "original_language": "es"}),
        ("riesgos/nuevo", Risk, {"text_es": "Dos veces", "kind": "risk"}),
        ("indicadores/nuevo", Indicator, {"name_es": "Dos veces", "original_language": "es"}),
        ("indicadores/asistente", Indicator, {"name": "Dos veces", "save": "1", "quality": "clarity"}),
    ],
    ids=["result", "risk", "indicator", "assistant"],
)
def test_a_form_sent_twice_adds_once_and_both_answers_are_the_same(
    sign_in, member, other_member, three, kind, model, typed
):
    before, address = model.objects.count(), f"/es/actividades/PROT-A1/{kind}"
    client = sign_in(member)
    first, second = (client.post(address, typed) for _press in range(2))
    assert (first.status_code, first["Location"]) == (302, second["Location"])
    assert model.objects.count() == before + 1
    sign_in(other_member).post(address, typed)  # somebody else means it
    assert model.objects.count() == before + 2
