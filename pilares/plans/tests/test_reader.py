"""Reading the plan: sections, permanent anchors, languages, citations, and the ways between them."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.plans.models import Block, Section

READER = "/es/plan/2019-2022/v1/"


def text(response) -> str:
    """Return the words of the page's main part, as a reader runs through them."""
    main = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", "<main" + main)).split())
    return re.sub(r"(?<=[(«“]) | (?=[).,;:»”])", "", words)


def ids(response) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', response.content.decode())


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/es/plan/", "/es/plan/2019-2022/"),
        ("/en/plan/", "/en/plan/2019-2022/"),
        ("/es/plan/2019-2022", "/es/plan/2019-2022/"),
        ("/es/plan/2019-2022/v1", "/es/plan/2019-2022/v1/"),
    ],
)
def test_short_addresses_lead_to_the_plan(client, version, address, there):
    assert client.get(address)["Location"] == there


@pytest.mark.parametrize(
    "address",
    ["/es/plan/2023-2026/", READER + "9.9", "/es/plan/2019-2022/v2/", "/es/plan/2019-2022/temas/nada"],
)
def test_what_does_not_exist_is_not_found(client, version, address):
    assert client.get(address).status_code == 404


def test_without_a_plan_the_page_says_so(client, world):
    assert "Todavía no se ha cargado ningún plan" in text(client.get("/es/plan/"))


def test_a_section_shows_its_heading_as_printed_and_only_its_text(client, version):
    said = text(client.get(READER + "3.10"))
    assert "3.10 Lineamientos de los Grupos de Trabajo" in said
    assert "e) Realizar, al menos, dos reuniones anuales, en forma virtual o presencial." in said
    assert "Con el propósito de realizar la revisión anual" not in said


def test_a_chapter_shows_its_sections(client, version):
    page = client.get(READER + "4")
    assert [i for i in ids(page) if re.fullmatch(r"4(\.\d)?", i)] == ["4", "4.1", "4.2", "4.3"]


def test_every_anchor_of_the_plan_is_on_the_whole_page_once(client, version):
    import json

    from pilares.plans.actions.loading import PLAN
    from pilares.plans.tests.test_verbatim import BLOCKS

    sections = [s["anchor"] for s in json.loads(PLAN.read_text())["sections"]]
    wanted = sections + [b["anchor"] for b in BLOCKS]
    found = ids(client.get(READER))
    assert sorted(i for i in found if i in set(wanted)) == sorted(wanted)
    assert sorted({i for i in found if found.count(i) > 1}) == []


def test_on_the_page_of_a_section_the_short_anchor_leads_to_the_same_words(client, version):
    content = client.get(READER + "3.6").content.decode()
    assert re.search(r'id="3\.6\.f"[^>]*><span><span id="f"></span>f\)', content)
    assert 'id="f"' not in client.get(READER + "3").content.decode()


@pytest.mark.parametrize(
    ("address", "spanish", "english"),
    [
        ("/es/plan/2019-2022/v1/3.4", True, False),
        ("/es/plan/2019-2022/v1/3.4?texto=es-en", True, True),
        ("/es/plan/2019-2022/v1/3.4?texto=en", False, True),
        ("/en/plan/2019-2022/v1/3.4", False, True),
        ("/en/plan/2019-2022/v1/3.4?text=es", True, False),
        ("/en/plan/2019-2022/v1/3.4?text=es-en", True, True),
        ("/es/plan/2019-2022/v1/3.4?texto=fr", True, False),
    ],
)
def test_the_address_chooses_the_languages_of_the_text(client, version, address, spanish, english):
    said = text(client.get(address))
    assert ("Ser el proceso consultivo preferente" in said) is spanish
    assert ("To be the preferred consultative process" in said) is english


def test_what_is_not_in_the_language_of_the_page_says_which_it_is(client, version):
    content = client.get("/en/plan/2019-2022/v1/3.4?text=es-en").content.decode()
    assert re.search(r'<p class="oficial" id="3\.4\.p1" lang="es">', content)
    assert re.search(r'<p class="oficial en">', content)


def test_english_says_that_it_is_a_working_translation(client, version):
    assert "Working translation of the original Spanish text." in text(
        client.get("/en/plan/2019-2022/v1/3.4")
    )


def test_a_text_without_translation_shows_the_original_and_says_so(client, version):
    Block.objects.filter(anchor="3.4.p1").update(text_en="")
    page = client.get("/en/plan/2019-2022/v1/3.4")
    assert "Ser el proceso consultivo preferente" in text(page)
    assert "English translation pending" in text(page)
    assert '<p class="oficial" id="3.4.p1" lang="es">' in page.content.decode()


def test_the_other_language_is_the_same_place_with_the_same_choice_of_text(client, version):
    content = client.get(READER + "3.6?texto=es-en").content.decode()
    assert 'href="/en/plan/2019-2022/v1/3.6?text=es-en"' in content


def test_a_section_is_cited_with_title_version_place_date_and_permanent_address(client, version):
    said = text(client.get(READER + "3.6"))
    assert (
        "CRM, Plan Estratégico de la CRM 2019-2022, versión 1, §3.6 Principios. "
        "Consultado el 15 de octubre de 2021. http://testserver/es/plan/2019-2022/v1/3.6" in said
    )
    english = text(client.get("/en/plan/2019-2022/v1/3.6"))
    assert (
        "RCM, RCM Strategic Plan 2019-2022, version 1, §3.6 Principles. Consulted on 15 October 2021. "
        "Working translation; the original is in Spanish. http://testserver/en/plan/2019-2022/v1/3.6"
        in english
    )


def test_an_editorial_remark_stands_beside_the_defect_and_changes_no_word(client, version):
    said = text(client.get(READER + "2.3"))
    assert "2.3. Revisión de la propuesta de Plan Estratégico en la reunión del GRGM" in said
    assert "Observación editorial. El original dice «GRGM»" in said


def test_tables_keep_their_headers_their_rows_and_their_title(client, version):
    content = client.get(READER + "1.6").content.decode()
    assert content.count("<table") == 1
    assert 'id="1.6.t2.titulo"' in content.split("<caption", 1)[1].split(">", 1)[0]
    assert content.count('<th scope="col">') == 2
    assert content.count('<th scope="row">') == 10
    assert 'id="1.6.t2.r6.d"' in content


def test_the_planning_tables_keep_the_row_of_the_specific_objective_over_five_columns(client, version):
    content = client.get(READER + "3.9").content.decode()
    assert content.count('<th scope="colgroup" colspan="5">') == 4
    assert content.count('tabindex="0" role="group"') == 4


def test_the_tree_opens_where_one_reads_and_names_the_place(client, version):
    tree = client.get(READER + "3.6").content.decode().split('id="arbol"', 1)[1].split("</nav>", 1)[0]
    assert re.findall(r'aria-current="page"[^>]*>([^<]+)<', tree) == ["3.6. Principios"]
    assert re.findall(r">(\d\.\d+)\.", tree) == [f"3.{n}" for n in range(1, 11)]


def test_one_walks_from_each_section_to_the_next(client, version):
    content = client.get(READER + "3.10").content.decode()
    ways = dict(re.findall(r'rel="(prev|next)" href="([^"]+)"', content))
    assert ways == {"prev": READER + "3.9", "next": READER + "4"}


def test_the_entry_says_how_far_the_text_has_come_and_never_more(client, version):
    said = text(client.get("/es/plan/2019-2022/"))
    assert (
        "Versión 1 · estructura y terminología avaladas por el GRCM en Ciudad de Guatemala, "
        "25 y 26 de junio de 2019 (§2.1, Tabla 3) · aprobación recomendada por el GRCM a la "
        "XXIV Reunión Viceministerial (§3.2)" in said
    )
    assert "Recomendada por el GRCM" in said
    assert "Vigente" not in said


def test_the_entry_shows_mission_vision_objectives_and_principles(client, version):
    said = text(client.get("/en/plan/2019-2022/"))
    for words in (
        "The RCM is a voluntary, non-binding regional consultative process",
        "To be the preferred consultative process",
        "To contribute to focusing the efforts",
        "3) To enhance the economic, social and cultural benefits",
        "h) Comprehensive approach",
    ):
        assert words in said


def test_the_json_of_a_version_carries_every_section_note_and_theme(client, version):
    data = client.get("/es/plan/2019-2022/v1.json").json()
    assert (len(data["sections"]), len(data["notes"]), len(data["themes"])) == (28, 8, 34)
    assert {(n["n"], n["country"], n["anchor"]) for n in data["notes"] if n["country"]} == {
        (7, "US", "3.6.f")
    }
    assert data["status"] == "recommended"


@pytest.mark.parametrize(
    "address",
    ["/es/plan/2019-2022/", READER, READER + "3.6", "/es/plan/2019-2022/notas", READER[:-1] + ".json"],
)
def test_a_version_for_members_only_does_not_exist_for_the_public(client, version, address):
    version.tier = "members"
    version.save()
    assert client.get(address).status_code == 404


def test_members_read_a_version_that_is_for_members(sign_in, member, version):
    version.tier = "members"
    version.save()
    assert sign_in(member).get(READER + "3.6").status_code == 200


def questions(client, address: str) -> int:
    """Return how many queries a page makes."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("anchor", ["", "3.6"])
def test_a_page_asks_the_same_number_of_questions_whatever_the_length_of_the_text(client, version, anchor):
    before = questions(client, READER + anchor)
    chapter = Section.objects.get(anchor="3")
    for n in range(3):
        added = Section.objects.create(
            version=version, parent=chapter, number=f"3.{20 + n}", anchor=f"3.{20 + n}", order=90 + n
        )
        Block.objects.create(section=added, anchor=f"3.{20 + n}.p1", order=0, kind="paragraph", text_es="…")
    assert questions(client, READER + anchor) == before <= 12
