"""Pillars and themes: 35 placements, 34 themes, and those that a decision adds later (AC-02, AC-03)."""

import re

import pytest

from pilares.core.access import Tier
from pilares.plans.actions import adopt_theme, propose_theme
from pilares.plans.models import Pillar, Theme
from pilares.plans.tests.test_reader import questions, text

THEMES = "/es/plan/2019-2022/temas/"
CRISES = "Sistemas eficaces de respuesta a emergencias o crisis migratorias"


@pytest.fixture
def proposed(version, member) -> Theme:
    """«Reconocimiento de competencias», proposed by a group under pillar 2 (illustrative)."""
    pillar = Pillar.objects.get(number=2)
    return propose_theme(pillar=pillar, name_es="Reconocimiento de competencias", by=member).theme


def test_the_list_counts_placements_and_themes_and_says_which_stands_twice(client, version):
    said = text(client.get(THEMES))
    assert "35 ubicaciones, 34 temas." in said
    assert f"«{CRISES}» figura en los pilares 1 (n.º 9) y 3 (n.º 15)." in said
    assert "La lista no es taxativa" in said


def test_each_pillar_keeps_its_printed_list_and_its_numbers(client, version):
    content = client.get(THEMES).content.decode()
    lists = re.findall(r"<ol class=\"temas oficial\">(.*?)</ol>", content, re.DOTALL)
    assert [re.findall(r'value="(\d+)"', ol) for ol in lists] == [
        [str(n) for n in range(1, last + 1)] for last in (9, 11, 15)
    ]


def test_a_theme_under_two_pillars_is_one_page_with_two_places(client, version):
    page = client.get("/es/plan/2019-2022/temas/respuesta-a-emergencias-o-crisis-migratorias")
    said = text(page)
    assert "Gobernanza migratoria, n.º 9 (§3.8)" in said
    assert "Preparación, protección, atención y migración irregular, n.º 15 (§3.8)" in said
    assert 'href="/es/plan/2019-2022/v1/3.8#3.8.pilar-3.15"' in page.content.decode()


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/es/plan/2019-2022/temas/statelessness", "/es/plan/2019-2022/temas/apatridia"),
        ("/en/plan/2019-2022/themes/apatridia", "/en/plan/2019-2022/themes/statelessness"),
        (
            "/es/plan/2019-2022/pilares/migration-governance",
            "/es/plan/2019-2022/pilares/gobernanza-migratoria",
        ),
    ],
)
def test_the_name_of_the_other_language_leads_to_the_page_in_this_one(client, version, address, there):
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, there)


def test_the_language_switch_keeps_the_theme(client, version):
    content = client.get("/es/plan/2019-2022/temas/apatridia").content.decode()
    assert 'href="/en/plan/2019-2022/themes/statelessness"' in content


def test_a_pillar_shows_its_themes_and_the_way_to_the_others(client, version):
    page = client.get("/en/plan/2019-2022/pillars/migration-governance")
    assert "9 themes in the list of the Plan, which is not exhaustive" in text(page)
    assert "Integration, migration and its link with development" in text(page)


def test_a_proposed_theme_is_seen_by_members_as_proposed_and_by_nobody_else(
    client, sign_in, member, proposed
):
    address = f"{THEMES}{proposed.slug_es}"
    assert client.get(address).status_code == 404
    assert "Reconocimiento" not in text(client.get(THEMES))
    assert "Tema propuesto" in text(sign_in(member).get(address))


def test_a_theme_added_by_a_decision_stands_in_its_own_list_with_date_and_decision(
    client, secretariat, proposed, decide
):
    before = text(client.get(THEMES))
    adopt_theme(proposed, decision=decide("4"), by=secretariat)
    said = text(client.get(THEMES))
    assert said.split(" Temas incorporados")[0] == before
    assert (
        "Temas incorporados después de la aprobación Reconocimiento de competencias "
        "Integración, migración y su vínculo con el desarrollo · 25 de junio de 2021 · GRCM-2021-06, §4"
        in said
    )
    pillar = "/es/plan/2019-2022/pilares/integracion-migracion-y-desarrollo"
    assert "Temas incorporados después de la aprobación" in text(client.get(pillar))
    assert "GRCM-2021-06, §4" in text(client.get(f"{THEMES}{proposed.slug_es}"))


def test_a_theme_whose_decision_is_for_members_does_not_exist_for_the_public(
    client, sign_in, member, secretariat, proposed, decide
):
    adopt_theme(proposed, decision=decide("4", tier=Tier.MEMBERS), by=secretariat)
    assert client.get(f"{THEMES}{proposed.slug_es}").status_code == 404
    assert "Temas incorporados" not in text(client.get(THEMES))
    assert "Temas incorporados" in text(sign_in(member).get(THEMES))


@pytest.mark.parametrize(
    ("page", "at_most"),
    [
        ("temas/", 16), ("temas/apatridia", 16), ("pilares/integracion-migracion-y-desarrollo", 16),
        ("", 19),  # its picture of themes and activities asks three
    ],
)  # fmt: skip
def test_pages_of_themes_ask_the_same_number_of_questions_with_1_and_3_more(
    client, version, member, secretariat, decide, page, at_most
):
    counts = []
    for names in (("uno",), ("dos", "tres")):
        for name in names:
            place = propose_theme(pillar=Pillar.objects.get(number=2), name_es=name, by=member)
            adopt_theme(place.theme, decision=decide(name), by=secretariat)
        counts.append(questions(client, f"/es/plan/2019-2022/{page}"))
    assert counts[0] == counts[1] <= at_most
