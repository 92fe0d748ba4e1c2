"""The vice-minister's sheet: one page, one aspect that a person chose, nothing to approve (AC-24)."""

import re
from datetime import date
from html import unescape

import pytest

from pilares.monitoring.models import CriticalAspect
from pilares.people.models import Body
from pilares.plans.models import Note, Version
from pilares.reports.models import ChosenAspect
from tests.pdf import is_readable_aloud, pages_of, size_of

SHEET, ENGLISH = "/es/ficha/us", "/en/sheet/us"
CHOOSE = "/es/informes/aspecto-critico-de-la-ficha"


@pytest.fixture
def matrix(add_activity):
    add_activity("PROT", 1, "Ruta", state="completed")
    add_activity("LAB", 1, "Guía", state="in_process")
    add_activity("FRO", 1, "Criterios", years=(3,))


@pytest.fixture
def aspect(plan, world):
    def make(text: str, tier: str = "members") -> CriticalAspect:
        return CriticalAspect.objects.create(
            plan=plan, identified_by=Body.objects.get(code="GRCM"), identified_on=date(2021, 9, 1),
            text_es=text, strategy_es="Apoyo técnico.", tier=tier,
        )  # fmt: skip

    return make


def said(response):
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_a_sheet_says_counts_the_chosen_aspect_decisions_and_the_countrys_own_notes(
    matrix, aspect, plan, sign_in, secretariat
):
    first, second, closed = aspect("Rotación"), aspect("Sin fondos"), aspect("Cerrado", tier="closed")
    client = sign_in(secretariat)
    page = said(client.get(SHEET))
    assert "1 de 3 actividades está finalizada, 1 en proceso y 1 comienza en el tercer año." in page
    assert "Compromisos logrados 1 En proceso 1 Pendientes 1 1 por iniciar en el 3.er año" in page
    assert "No se eligió ninguno." in page
    assert "No hay decisiones sometidas." in page
    assert "Estados Unidos no es parte de la Convención sobre los Derechos del Niño." in page
    assert "No consta ninguna nota o reserva" in said(client.get("/es/ficha/hn"))

    assert "Cerrado" not in said(client.get(CHOOSE))
    assert client.post(CHOOSE, {"aspect": closed.pk, "before": 0}).status_code == 422
    for _twice in range(2):
        assert client.post(CHOOSE, {"aspect": first.pk, "before": 0}).status_code == 302
    stale = client.post(CHOOSE, {"aspect": second.pk, "before": 0})
    assert (stale.status_code, "eligió otro" in stale.content.decode()) == (422, True)
    assert [one.aspect for one in ChosenAspect.objects.all()] == [first]
    page = said(client.get(SHEET))
    assert "Un aspecto crítico Rotación" in page
    assert "Elegido por la Secretaría Ejecutiva el 15 de octubre de 2021." in page

    Version.objects.create(document=plan, number=2, status="recommended", tier="members")
    html = client.get(SHEET).content.decode()
    assert "Aprobar: Plan Estratégico de la CRM 2019-2022, versión 2" in html
    main = html.partition("<main")[2].partition("</main>")[0]
    assert ("<form" in main, main.count("<button")) == (False, 1)  # the button prints


def test_everybody_reads_the_sheet_of_their_own_country_and_the_secretariat_any(
    matrix, sign_in, secretariat, delegate, observer, nobody
):
    for reader, answers in (
        (delegate, [302, 200, 404, 200, 403]),
        (secretariat, [302, 200, 200, 200, 200]),
        (observer, [403, 404, 404, 404, 403]),
        (nobody, [302, 302, 302, 302, 302]),
    ):
        client = sign_in(reader)
        there = ("/es/ficha/", "/es/ficha/pa", "/es/ficha/us", "/es/ficha/pa.pdf", CHOOSE)
        assert [client.get(url).status_code for url in there] == answers


@pytest.mark.pdf
def test_the_pdf_is_one_letter_page_with_long_texts_too_and_says_what_it_shortens(
    matrix, aspect, plan, sign_in, secretariat
):
    version = Version.objects.get()
    client = sign_in(secretariat)
    short = pages_of(client.get(f"{SHEET}.pdf").content)
    assert (len(short), "[…]" in short[0], "Compromisos logrados" in short[0]) == (1, False, True)
    for number in range(8, 30):
        Note.objects.create(
            version=version, number=number, kind="statement", country_id="US", anchor="3.6.f",
            text_es="Una declaración larga de un país. " * 40,
        )  # fmt: skip
    chosen = aspect("Un aspecto con muchas palabras. " * 9)
    ChosenAspect.objects.create(plan=plan, aspect=chosen, at="2021-10-01T12:00Z", by=secretariat)
    for number in range(2, 20):
        Version.objects.create(document=plan, number=number, status="recommended", tier="members")
    for language, address, words in (
        ("es", SHEET, "Abreviado para caber en una página: donde dice […], el texto íntegro está en"),
        ("en", ENGLISH, "Shortened to fit one page: where it says […] the whole text stands at"),
    ):
        content = client.get(f"{address}.pdf").content
        pages = pages_of(content)
        assert (len(pages), size_of(content), is_readable_aloud(content, language)) == (1, (612, 792), True)
        assert words in pages[0]
        assert f"http://testserver{address}" in pages[0]
