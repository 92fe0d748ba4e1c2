"""What machines ask of the site: where the front door leads, its health, and what may be indexed."""

import gzip
import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client) -> set[str]:
    """Return the paths that the site map names."""
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {str(node.text).removeprefix("http://testserver") for node in tree.iter(f"{SITEMAP}loc")}


@pytest.mark.parametrize(("asks", "leads"), [("es", "/es/"), ("en", "/en/"), ("fr", "/es/")])
def test_the_front_door_leads_to_the_language_of_the_browser(client, asks, leads):
    assert client.get("/", headers={"accept-language": asks})["Location"] == leads


def test_the_service_is_well_while_the_database_answers(db, client):
    assert client.get("/healthz").content == b"ok\n"


def test_search_engines_are_kept_out_of_a_demonstration(db, client):
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
    assert client.get("/sitemap.xml").status_code == 404


def test_search_engines_are_told_where_the_pages_of_a_real_instance_are(db, client, real_instance):
    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\nAllow: /\nSitemap: http://testserver/sitemap.xml\n"
    )


def test_the_site_map_names_public_pages_in_both_languages(add_activity, client, real_instance):
    add_activity("PROT", 1, "Ruta", themes=("trata",))
    named = addresses(client)
    assert named >= {
        "/es/", "/en/", "/es/matriz", "/en/matrix", "/es/actividades/PROT-A1", "/en/activities/PROT-A1",
        "/es/indicadores/PROT-A1-I1", "/es/grupos/proteccion", "/en/groups/protection",
        "/es/plan/2019-2022/temas/trata", "/en/plan/2019-2022/themes/trata-en",
    }  # fmt: skip


def test_the_site_map_names_no_page_that_is_not_public(add_activity, client, real_instance):
    before = addresses(client)
    for number, columns in enumerate(
        [{"tier": "members"}, {"tier": "group"}, {"tier": "closed"}, {"stage": "proposed"}], 1
    ):
        add_activity("PROT", number, "Jacaranda", **columns)
    assert addresses(client) == before


@pytest.mark.once
def test_every_address_of_the_site_map_opens_for_a_visitor_within_100_kilobytes(db, client, real_instance):
    for loader in ("load_actors", "load_meetings", "load_plan"):
        call_command(loader, verbosity=0)
    frame = ("vendor/bootstrap.min.css", "pilares.css", "js/pilares.js", "favicon.svg")
    weight = sum(len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in frame)
    unsound = {}
    for path in (path for path in addresses(client) if path.startswith("/es/")):
        answer = client.get(path)
        if answer.status_code != 200 or weight + len(gzip.compress(answer.content)) > 100_000:
            unsound[path] = (answer.status_code, len(answer.content))
    assert unsound == {}


def test_each_page_names_itself_in_the_other_language(add_activity, client, real_instance):
    add_activity("PROT", 1, "Ruta")
    text = client.get("/sitemap.xml").content.decode()
    entry = next(e for e in text.split("<url>") if "<loc>http://testserver/en/activities/PROT-A1<" in e)
    assert re.findall(r'hreflang="(\w\w)" href="http://testserver([^"]+)"', entry) == [
        ("es", "/es/actividades/PROT-A1"),
        ("en", "/en/activities/PROT-A1"),
    ]


def test_the_site_map_costs_the_same_queries_whatever_it_names(add_activity, client, real_instance):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap.xml")
        return len(queries)

    add_activity("PROT", 1, "Ruta", themes=("trata",))
    one = asked()
    add_activity("PROT", 2, "Otra", themes=("crisis",))
    add_activity("LAB", 1, "Guía", themes=("migracion-laboral",))
    assert asked() == one


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("/es/datos-abiertos", "La CRM aún no ha fijado sus condiciones de uso; cada archivo lo dice."),
        ("/en/open-data", "The RCM has not set its terms of use yet; each file says so."),
    ],
)
def test_the_page_of_open_data_says_what_the_files_hold_and_that_terms_are_missing(db, client, url, said):
    assert said in client.get(url).content.decode()


def test_the_page_of_open_data_says_the_terms_of_use_once_they_are_set(db, client, settings):
    settings.DATA_LICENCE = "CC BY 4.0"
    assert "CC BY 4.0" in client.get("/es/datos-abiertos").content.decode()


@pytest.mark.parametrize("url", ["/es/glosario", "/en/glossary"])
def test_the_glossary_has_every_term_of_the_project_in_both_languages(url, db, client, settings):
    page = client.get(url).content.decode()
    rows = re.findall(r'<th role="rowheader" scope="row" lang="es">(.*?)</th>', page)
    source = (settings.BASE_DIR / "docs" / "glossary.md").read_text().splitlines()
    wanted = [line.split("|")[1].strip() for line in source if line.startswith("| ")]
    assert [unescape(row) for row in rows] == [term for term in wanted if term != "Español"]
    assert page.partition("<main")[2].count('<span lang="en">') == len(rows)
    working = {"/es/glosario": "(traducción de trabajo)", "/en/glossary": "(working translation)"}[url]
    assert page.count(working) == sum("(wt)" in line for line in source if line.startswith("| "))
    for other in ("/es/ayuda", "/es/"):
        assert 'href="/es/glosario"' in client.get(other).content.decode()


@pytest.mark.parametrize(("licence", "said"), [("", "por definir por la CRM"), ("CC BY 4.0", "CC BY 4.0")])
def test_the_terms_of_use_stand_beside_what_can_be_taken_away(licence, said, add_activity, client, settings):
    settings.DATA_LICENCE = licence
    add_activity("PROT", 1, "Ruta", state="completed")
    for url in (
        "/es/", "/es/matriz", "/es/indicadores/", "/es/indicadores/PROT-A1-I1", "/es/plan/2019-2022/",
        "/es/grupos/proteccion/plan", "/es/grupos",
    ):  # fmt: skip
        page = client.get(url).content.decode()
        assert page.count(f"Condiciones de uso: {said}") == 1, url
