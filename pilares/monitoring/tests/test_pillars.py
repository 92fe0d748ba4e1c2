"""Progress by pillar, and each pillar and theme with who works on it (§3.8, AC-02; screens.md 3)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Tier
from pilares.monitoring.models import Activity
from pilares.monitoring.queries import attention_to_theme, pillars_page
from pilares.monitoring.tests.conftest import words_of
from pilares.plans.models import Theme

PAGE = "/es/plan/2019-2022/pilares/"


@pytest.fixture
def six(three, add_activity) -> list[Activity]:
    """The six activities of the scenarios: PROT three, IRR-A1 under two pillars, LAB-A1, FRO-A1."""
    return [
        *three,
        add_activity("IRR", 1, "Alerta temprana", themes=("crisis",), state="in_process"),
        add_activity("LAB", 1, "Guía de contratación", themes=("migracion-laboral",)),
        add_activity("FRO", 1, "Inventario de puestos", themes=("fronteras",)),
    ]


def test_an_activity_of_two_pillars_is_listed_in_both_and_counted_once(client, six):
    said = words_of(client.get(PAGE))
    assert "6 actividades" in said
    assert "La suma por pilar (7) supera el total (6) porque 1 actividad atiende dos pilares." in said
    assert "1. Gobernanza migratoria 2 actividades" in said
    assert "2. Integración, migración y desarrollo 1 actividad" in said
    assert "3. Preparación y protección 4 actividades" in said
    assert said.count("Alerta temprana IRR-A1") == 2
    assert "compartida con Pilar 3" in said.partition("2. Integración, migración y desarrollo 1 actividad")[0]
    assert "compartida con Pilar 1" in said.partition("3. Preparación")[2]


def test_without_a_shared_activity_there_is_no_note_on_the_sum(client, three):
    assert "La suma por pilar" not in words_of(client.get(PAGE))


def test_what_the_reader_may_not_see_is_in_no_count(client, six):
    Activity.objects.filter(pk=six[3].pk).update(tier=Tier.MEMBERS)
    said = words_of(client.get(PAGE))
    assert "5 actividades" in said
    assert "Alerta temprana" not in said


def test_ad_hoc_groups_stand_outside_the_totals(client, three, add_activity):
    add_activity("EXTRA", 1, "Estudio conjunto", themes=("crisis",))
    said = words_of(client.get(PAGE))
    assert "3 actividades" in said
    assert "Estudio conjunto" in said.partition("Fuera de los totales del plan (nota 8).")[2]


def test_an_empty_plan_says_why_and_draws_no_number(client, plan):
    said = words_of(client.get(PAGE))
    assert "Los grupos aún no han priorizado actividades." in said
    assert "%" not in said


def test_a_pillar_shows_its_themes_and_its_activities(client, six):
    said = words_of(client.get("/es/plan/2019-2022/pilares/gobernanza-migratoria"))
    assert "Quién trabaja en esto 2 actividades" in said
    assert "Alerta temprana IRR-A1" in said
    assert "Inventario de puestos FRO-A1" in said


def test_a_theme_shows_its_places_and_its_activities(client, six):
    said = words_of(client.get("/es/plan/2019-2022/temas/crisis"))
    assert "Quién trabaja en esto 1 actividad Alerta temprana IRR-A1" in said


def test_a_theme_without_activities_says_so_and_offers_to_propose_to_members(sign_in, nobody, member, plan):
    address = "/es/plan/2019-2022/temas/crisis"
    said = words_of(sign_in(nobody).get(address))
    assert "Ningún grupo ha priorizado este tema La lista del Plan no es taxativa (§3.8)." in said
    assert "Proponer actividad" not in said
    assert "Proponer actividad Proponer actividad en GT Protección" in words_of(sign_in(member).get(address))


def test_candidates_on_a_theme_are_for_members(sign_in, nobody, member, candidate):
    address = "/es/plan/2019-2022/temas/ninez"
    assert "Candidatas Mujeres migrantes" in words_of(sign_in(member).get(address))
    assert "Mujeres migrantes" not in words_of(sign_in(nobody).get(address))


@pytest.mark.parametrize(
    ("other", "this"),
    [
        (
            "/es/plan/2019-2022/pilares/migration-governance",
            "/es/plan/2019-2022/pilares/gobernanza-migratoria",
        ),
        ("/es/plan/2019-2022/temas/crisis-en", "/es/plan/2019-2022/temas/crisis"),
        ("/en/plan/2019-2022/themes/crisis", "/en/plan/2019-2022/themes/crisis-en"),
    ],
)
def test_slugs_of_the_other_language_lead_to_this_one(client, plan, other, this):
    moved = client.get(other)
    assert (moved.status_code, moved["Location"]) == (301, this)


def test_the_language_switch_leads_to_the_translated_slug(client, plan):
    body = client.get("/es/plan/2019-2022/temas/crisis").content.decode()
    assert 'hreflang="en" href="http://testserver/en/plan/2019-2022/themes/crisis-en"' in body


@pytest.mark.parametrize("address", ["pilares/nada", "temas/nada"])
def test_what_is_not_in_the_plan_has_no_page(client, plan, address):
    assert client.get(f"/es/plan/2019-2022/{address}").status_code == 404


def test_pages_ask_the_database_as_often_for_three_as_for_one(add_activity, plan, member):
    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as by_pillar:
            pillars_page(plan, member)
        with CaptureQueriesContext(connection) as on_theme:
            attention_to_theme(Theme.objects.get(code="crisis"), member)
        return len(by_pillar), len(on_theme)

    assert member.standing.member  # asked once a request, before any page
    add_activity("IRR", 1, "Una", themes=("crisis",))
    one = asked()
    for number in (2, 3):
        add_activity("IRR", number, "Otra", themes=("crisis", "trata"))
    assert asked() == one
