"""What is published: its feed, its embargo to the instant, and the card of a page that is shared."""

import re
from datetime import date
from html import unescape
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.dateparse import parse_datetime

from pilares.meetings.models import Decision, Meeting
from pilares.plans.models import Version, VersionEvent
from pilares.reports.actions import (
    begin,
    begin_group_report,
    consult,
    correct,
    freeze,
    inform,
    open_group_report,
    present,
    present_group_report,
    publish,
)

ATOM = "{http://www.w3.org/2005/Atom}"
CLOSES = "2021-10-20T11:00:00-06:00"


def entries(client, language: str = "es") -> list[tuple[str, str, str]]:
    """Return the entries of the feed: what it is, where, when."""
    url = {"es": "/es/publicaciones.atom", "en": "/en/publications.atom"}[language]
    answer = client.get(url)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "public" in answer["Cache-Control"]
    return [
        (
            entry.findtext(f"{ATOM}title", ""),
            entry.findtext(f"{ATOM}id", "").removeprefix("http://127.0.0.1:8000"),
            entry.findtext(f"{ATOM}updated", ""),
        )
        for entry in ElementTree.fromstring(answer.content).iter(f"{ATOM}entry")
    ]


def metas(page: str) -> dict[str, str]:
    """Return what the card of a page says."""
    return {
        name: unescape(said)
        for name, said in re.findall(r'<meta property="og:(\S+)" content="([^"]*)"', page)
    }


@pytest.fixture
def meetings(world):
    """The RCGM and the Vice-Ministerial Meeting of the year, open to all."""
    return [
        Meeting.objects.create(
            code=code, body=world.bodies[body], name_es=code, name_en=code, starts_on=day, tier="public"
        )
        for code, body, day in (
            ("GRCM-2021-06", "GRCM", date(2021, 6, 25)), ("RVM-XXVI", "RVM", date(2021, 10, 12)),
        )
    ]  # fmt: skip


@pytest.fixture
def report(plan, world, meetings, add_activity, secretariat):
    """The report of 2021, published, under embargo until the Vice-Ministerial Meeting closes."""
    add_activity("PROT", 1, "Ruta", state="completed")
    made = begin(plan, presidency=world.mexico, label="2021", cut_off=date(2021, 10, 1), by=secretariat)
    freeze(made, by=secretariat, pending_accepted=True)
    present(made, meeting=meetings[0], by=secretariat)
    inform(made, meeting=meetings[1], by=secretariat)
    return publish(made, by=secretariat, embargo_until=parse_datetime(CLOSES))


def test_what_is_under_embargo_is_nowhere_until_its_instant_and_then_everywhere(
    report, client, real_instance, move_clock
):
    places = (
        "/es/informes/", "/es/buscar?q=informe+anual", "/sitemap.xml", "/es/publicaciones.atom",
        "/es/presidencias/2021", "/es/datos-abiertos/reports.csv", "/es/",
        "/es/documentos/", "/es/calendario",
    )  # fmt: skip
    files = ("/es/informes/2021", *(f"/es/informes/2021.{kind}" for kind in ("docx", "csv")))

    def told() -> list[str]:
        return [place for place in places if b"/informes/2021" in client.get(place).content]

    move_clock("2021-10-20T10:59:59-06:00")
    assert (told(), {client.get(place).status_code for place in files}) == ([], {404})
    assert metas(client.get(files[0]).content.decode()) == {}
    move_clock(CLOSES)
    assert told() == list(places[:6])
    assert {client.get(place).status_code for place in files} == {200}
    title = "Informe anual 2021 del Plan Estratégico de la CRM 2019-2022"
    assert metas(client.get(files[0]).content.decode())["title"] == title
    assert entries(client) == [(title, "/es/informes/2021", "2021-10-20T17:00:00Z")]


def test_what_a_group_opened_is_told_everywhere_and_what_it_did_not_open_nowhere(
    plan, world, meetings, add_activity, secretariat, client, real_instance, move_clock
):
    for number, tier in ((1, "public"), (2, "members")):
        add_activity("PROT", number, f"Ruta {number}", state="completed", tier=tier)
    report = begin_group_report(
        plan, group=world.bodies["PROT"], year=2021, occasion="mid_year", by=secretariat
    )
    consult(report, by=secretariat, pending_accepted=True)
    report.refresh_from_db()
    present_group_report(report, meeting=meetings[0], by=secretariat)
    report.refresh_from_db()
    places = (
        "/es/publicaciones.atom", "/es/informes/", "/es/buscar?q=informe+de+trabajo", "/sitemap.xml",
        "/es/datos-abiertos/group-reports.csv", "/es/informes/grupos/proteccion",
    )  # fmt: skip
    page = "/es/informes/grupos/proteccion/2021-1"

    def told() -> list[str]:
        return [place for place in places if page.encode() in client.get(place).content]

    assert (told(), client.get(page).status_code) == ([], 404)
    move_clock("2021-10-20T11:00:00-06:00")
    report.refresh_from_db()
    open_group_report(report, tier="public", note="El grupo lo acordó.", by=secretariat)
    for code in ("PROT-A1", "PROT-A2"):
        report.refresh_from_db()
        new = {"es": "Otra", "en": "Other"}
        correct(report, code=code, field="title", new=new, reason_es=f"Errata de {code}.", by=secretariat)
    assert (told(), client.get(page).status_code) == (list(places), 200)
    move_clock("2021-10-20T12:00:00-06:00")
    title = "Informe de trabajo al GRCM, mitad de 2021: Grupo de Trabajo sobre Protección"
    assert [one for one in entries(client) if "/grupos/" in one[1]] == [
        (f"Corrigendum 1: {title}", f"{page}#corrigendum-1", "2021-10-20T18:00:00Z"),
        (title, page, "2021-10-20T17:00:00Z"),
    ]  # the second one is of a row that is the members'
    assert b"PROT-A2" not in client.get(places[0]).content


def test_the_feed_tells_texts_in_force_and_public_decisions_the_newest_first(plan, meetings, client):
    version = Version.objects.get(document=plan)
    VersionEvent.objects.create(
        version=version, step=VersionEvent.Step.IN_FORCE, starts_on=date(2019, 11, 15)
    )
    for paragraph, tier in (("4", "public"), ("5", "members"), ("6", "closed")):
        Decision.objects.create(
            meeting=meetings[0], paragraph=paragraph, verb="agree", text_es="Se acuerda.", tier=tier
        )
    assert entries(client) == [
        ("GRCM-2021-06, §4 · acordar", "/es/decisiones/GRCM-2021-06/4", "2021-06-25T18:00:00Z"),
        (
            "Plan Estratégico de la CRM 2019-2022, versión 1: vigente",
            "/es/plan/2019-2022/v1/", "2019-11-15T18:00:00Z",
        ),
    ]  # fmt: skip
    assert [where for _title, where, _at in entries(client, "en")] == [
        "/en/decisions/GRCM-2021-06/4", "/en/plan/2019-2022/v1/",
    ]  # fmt: skip


def test_the_feed_costs_the_same_queries_whatever_it_tells(meetings, client):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            entries(client)
        return len(queries)

    none = asked()
    for paragraph in ("1", "2", "3"):
        Decision.objects.create(
            meeting=meetings[0], paragraph=paragraph, verb="agree", text_es="Se acuerda.", tier="public"
        )
    assert asked() == none


def test_a_public_page_says_what_it_is_when_it_is_shared(
    add_activity, client, sign_in, member, real_instance
):
    add_activity("PROT", 1, 'Ruta "segura" & digna', state="completed", tier="public")
    page = client.get("/es/actividades/PROT-A1?ver=todo").content.decode()
    assert metas(page) == {
        "type": "website",
        "site_name": "Pilares · CRM",
        "locale": "es_LA",
        "title": 'PROT-A1, Ruta "segura" & digna',
        "description": (
            "Grupo de Trabajo sobre Protección: Finalizado (1 de junio de 2021). "
            "Datos al 15 de octubre de 2021."
        ),
        "url": "http://testserver/es/actividades/PROT-A1",
        "image": "http://testserver/static/card.png",
        "image:width": "1200",
        "image:height": "630",
        "image:alt": "Pilares · CRM",
    }
    links = dict(
        re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="http://testserver([^"?]+)', page)
    )
    spanish = "/es/actividades/PROT-A1"
    assert links == {"es": spanish, "en": "/en/activities/PROT-A1", "x-default": spanish}
    assert '<link rel="canonical" href="http://testserver/es/actividades/PROT-A1">' in page
    shared = [client.get(url).content.decode() for url in ("/es/entrar", "/es/no-hay", "/es/buscar?q=ruta")]
    shared.append(sign_in(member).get("/es/actividades/PROT-A1").content.decode())
    assert [metas(other) for other in shared] == [{}] * 4


def test_a_page_of_the_demonstration_says_so_when_it_is_shared(plan, client):
    said = metas(client.get("/en/").content.decode())
    assert said["description"].endswith("Illustrative data. Not commitments of the RCM.")
