"""The history of an activity, in words and for each reader (screens.md 5, AC-01)."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from pilares.monitoring import actions
from pilares.monitoring.models import Indicator, Result
from pilares.monitoring.queries import activity_page
from pilares.monitoring.tests.conftest import fresh, words_of
from pilares.plans.models import Placement

PAGE = "/es/actividades/PROT-A1"


def done(page) -> list[str]:
    return [change.done for change in page.changes]


def test_before_and_after_are_words_with_capacity_and_date(client, three, member):
    actions.declare_state(three[0], state="in_process", on=date(2021, 2, 18), reason="1.ª reunión", by=member)
    said = words_of(client.get(PAGE))
    assert (
        "Estado declarado Estado: antes: Sin estado reportado → después: En proceso de implementarse "
        "1.ª reunión GT Protección" in said
    )


@pytest.mark.parametrize(
    ("field", "value", "label", "after"),
    [
        ("due_on", date(2022, 1, 31), "Plazo de cumplimiento", "31 de enero de 2022"),
        ("scope", "regional", "Ámbito", "Regional"),
        ("gender_marker", 1, "Marcador de género", "1, significativo"),
        ("countries", ["GT", "HN"], "Países", "Guatemala; Honduras"),
        ("parties", ["country:GT", "members"], "Partes responsables", "Guatemala; Países Miembros"),
        ("title_es", "Ruta común", "Actividad (español)", "Ruta común"),
    ],
)
def test_every_kind_of_field_is_put_into_words(three, member, field, value, label, after):
    actions.edit(three[0], changes={field: value}, base={}, by=member)
    [change] = activity_page(three[0], member).changes
    assert [(move.label, move.after) for move in change.moves] == [(label, after)]


def test_themes_are_named_with_their_pillar(three, member):
    place = Placement.objects.get(theme__code="ninez")
    actions.edit(three[0], changes={"themes": [str(place.pk)]}, base={}, by=member)
    [change] = activity_page(three[0], member).changes
    moves = {move.label: move.after for move in change.moves}
    assert moves["Temas"] == "Niñas, niños y adolescentes (Pilar 3)"


def test_a_long_history_shows_five_and_leads_to_the_rest(sign_in, member, three):
    for number in range(7):
        actions.edit(three[0], changes={"about_es": f"Texto {number}"}, base={}, by=member)
    client = sign_in(member)
    page = client.get(PAGE)
    assert words_of(page).count("Texto 6") == 2  # its record and the change
    assert "Ver los 7 cambios" in words_of(page)
    assert 'href="?cambios=todos#history"' in page.content.decode()
    whole = words_of(client.get(f"{PAGE}?cambios=todos"))
    assert "Texto 0" in whole
    assert "Ver los 7 cambios" not in whole


def test_without_any_change_the_page_says_so(client, three):
    assert "No se ha registrado ningún cambio." in words_of(client.get(PAGE))


def test_a_visitor_sees_nothing_of_the_time_before_the_endorsement(
    candidate, member, secretariat, decision, three
):
    actions.withdraw(three[1], reason="Fuera", by=member)
    actions.edit(candidate, changes={"about_es": "Borrador secreto"}, base={}, by=member)
    actions.prioritise(candidate, by=member)
    actions.endorse(candidate, decision=decision, by=secretariat)
    actions.edit(fresh(candidate), changes={"tier": "public"}, base={}, by=secretariat)
    actions.edit(fresh(candidate), changes={"due_on": date(2022, 5, 1)}, base={}, by=member)
    visitor = activity_page(candidate, AnonymousUser(), all_changes=True)
    assert [[move.after for move in change.moves] for change in visitor.changes] == [["1 de mayo de 2022"]]
    assert len(activity_page(candidate, member, all_changes=True).changes) == 6


def test_a_visitor_sees_nothing_of_what_only_awaits_endorsement(three, member):
    actions.withdraw(three[0], reason="Motivo interno", by=member)
    assert done(activity_page(three[0], AnonymousUser())) == []
    assert done(activity_page(three[0], member)) == ["Retiro"]


def test_the_reason_of_an_edit_is_for_members(sign_in, nobody, member, three):
    actions.edit(three[0], changes={"scope": "regional"}, base={}, by=member, reason="Lo pidió el grupo")
    assert "Lo pidió el grupo" in words_of(sign_in(member).get(PAGE))
    assert "Lo pidió el grupo" not in words_of(sign_in(nobody).get(PAGE))


def test_what_was_done_to_its_parts_belongs_to_its_history_even_when_they_are_gone(three, member):
    result = actions.add_part(Result(text_es="Casos referidos"), activity=three[0], by=member)
    actions.edit_part(result, changes={"text_es": "Casos atendidos"}, base={}, by=member)
    actions.remove_part(Result.objects.get(pk=result.pk), by=member)
    page = activity_page(three[0], member)
    assert done(page) == [
        "Resultado esperado quitado",
        "Resultado esperado editado",
        "Resultado esperado añadido",
    ]


def test_the_country_of_a_member_is_told_to_members_only(sign_in, nobody, member, three):
    actions.edit(three[0], changes={"scope": "regional"}, base={}, by=member)
    assert "GT Protección (Guatemala)" in words_of(sign_in(member).get(PAGE))
    assert "GT Protección (Guatemala)" not in words_of(sign_in(nobody).get(PAGE))


def test_the_presidency_and_the_secretariat_act_in_their_own_name(three, presidency, secretariat, member):
    actions.edit(three[0], changes={"scope": "regional"}, base={}, by=presidency)
    actions.edit(three[0], changes={"scope": "national"}, base={}, by=secretariat)
    assert [change.by for change in activity_page(three[0], member).changes] == [
        "Secretaría Ejecutiva",
        "Presidencia Pro-Témpore (México)",
    ]


def test_an_edited_indicator_tells_its_own_words(three, member):
    indicator = Indicator.objects.get(code="PROT-A1-I1")
    actions.edit_part(indicator, changes={"disaggregation": ["sex", "country"]}, base={}, by=member)
    [change] = activity_page(three[0], member).changes
    assert (change.about, [(m.label, m.before, m.after) for m in change.moves]) == (
        "PROT-A1-I1",
        [("Desagregación", "Por definir", "País; Sexo")],
    )
