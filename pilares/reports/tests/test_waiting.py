"""A file that takes more than two seconds: its reader is told, gets it once, and hears when it fails."""

import threading
from datetime import date
from io import BytesIO

import docx
import pytest
from django.utils.html import strip_tags

from pilares.core.papers import press
from pilares.reports.models import Report
from tests import gate

pytestmark = pytest.mark.django_db(transaction=True)

WORD, PDF = "/es/informes/2021.docx", "/es/informes/2021.pdf"
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
TITLE = "Informe anual 2021 del Plan Estratégico de la CRM 2019-2022"
SCRIPT = {"accept": "application/json"}


@pytest.fixture
def shut(settings):
    """Keep files from being composed until the gate opens."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.gate.gate"]
    settings.FILE_PATIENCE = 0
    gate.CAME.clear()
    gate.OPEN.clear()
    yield gate.OPEN
    gate.OPEN.set()
    settled()


def settled():
    """Wait until nothing is composed beside a page any more."""
    for thread in threading.enumerate():
        if "run_beside" in thread.name:
            thread.join(20)


@pytest.fixture
def secretary(sign_in, secretariat, plan, world):
    """The browser of the Secretariat, which has a report."""
    Report.objects.create(plan=plan, presidency=world.mexico, label="2021", cut_off=date(2021, 10, 15))
    return sign_in(secretariat)


def words(response):
    """The words of the main part of a page."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(strip_tags(f"<main{main}").split())


def test_a_file_that_is_there_soon_is_the_answer_itself(secretary):
    response = secretary.get(WORD, headers=BROWSER)
    assert (response.status_code, response["Content-Disposition"]) == (
        200,
        'attachment; filename="pilares-2021.docx"',
    )
    assert docx.Document(BytesIO(response.content)).paragraphs[0].text == TITLE
    settled()
    assert secretary.get(f"{WORD}?prepared=look", headers=BROWSER).status_code == 410


def test_whoever_waits_is_told_and_gets_the_file_once_without_scripts(secretary, shut):
    begun = secretary.get(f"{WORD}?a4", headers=BROWSER)
    assert (begun.status_code, begun["Refresh"]) == (202, f"2;url={WORD}?a4=&prepared=look")
    assert words(begun).startswith("2021.docx Se está componiendo el archivo Desde hace 0 segundos.")
    pressed_again = secretary.get(f"{WORD}?a4", headers=BROWSER)
    assert pressed_again.status_code == 202
    shut.set()
    settled()
    ready = secretary.get(f"{WORD}?a4=&prepared=look", headers=BROWSER)
    assert (ready.status_code, ready["Refresh"]) == (200, f"0;url={WORD}?a4=&prepared=take")
    assert words(ready).startswith("2021.docx El archivo está listo")
    taken = secretary.get(f"{WORD}?a4=&prepared=take", headers=BROWSER)
    assert (taken["Content-Disposition"], taken["Cache-Control"]) == (
        'attachment; filename="pilares-2021.docx"',
        "private, no-store",
    )
    width = docx.Document(BytesIO(taken.content)).sections[0].page_width
    assert width is not None
    assert round(width.mm) == 210
    assert [f"{WORD}?a4"] == gate.CAME


def test_a_script_hears_where_the_file_stands_and_then_takes_it(secretary, shut):
    assert secretary.get(WORD, headers=SCRIPT).json() == {"state": "making", "url": f"{WORD}?prepared=look"}
    shut.set()
    settled()
    said = secretary.get(f"{WORD}?prepared=look", headers=SCRIPT).json()
    assert said == {"state": "ready", "url": f"{WORD}?prepared=take"}
    assert docx.Document(BytesIO(secretary.get(said["url"]).content)).paragraphs[0].text == TITLE
    assert [WORD] == gate.CAME


def test_it_is_composed_in_the_language_of_the_page(secretary, shut):
    address = "/en/reports/2021.docx"
    page = secretary.get(address, headers=BROWSER)
    assert words(page).startswith("2021.docx The file is being composed For 0 seconds so far.")
    shut.set()
    settled()
    made = secretary.get(f"{address}?prepared=take", headers=BROWSER)
    assert docx.Document(BytesIO(made.content)).paragraphs[0].text.startswith("Annual report 2021")


def test_its_other_language_leads_to_the_file_in_that_language(secretary, shut):
    begun = secretary.get(f"{WORD}?a4", headers=BROWSER)
    looked = secretary.get(f"{WORD}?a4=&prepared=look", headers=BROWSER)
    there = 'href="/en/reports/2021.docx?a4=" lang="en" hreflang="en"'
    assert [there in page.content.decode() for page in (begun, looked)] == [True, True]


def test_nobody_else_takes_what_one_session_waits_for(secretary, sign_in, member, shut, settings):
    secretary.get(WORD, headers=BROWSER)
    shut.set()
    settled()
    assert sign_in(member).get(f"{WORD}?prepared=look", headers=BROWSER).status_code == 410
    settings.FILE_PATIENCE = 20
    # asked to take it, they are led to the file's own address, which refuses them as it refuses everybody
    led = sign_in(member).get(f"{WORD}?prepared=take", headers=BROWSER)
    assert (led.status_code, led["Location"]) == (302, WORD)
    assert sign_in(member).get(WORD, headers=BROWSER).status_code == 404
    secretary.logout()
    assert secretary.get(f"{WORD}?prepared=look", headers=BROWSER).status_code == 410


def test_a_refusal_is_told_to_whoever_waited(sign_in, member, secretary, shut):
    client = sign_in(member)
    assert client.get(WORD, headers=BROWSER).status_code == 202
    shut.set()
    settled()
    told = client.get(f"{WORD}?prepared=look", headers=SCRIPT).json()
    assert told == {"state": "refused", "url": f"{WORD}?prepared=take"}
    told = client.get(f"{WORD}?prepared=look", headers=BROWSER)
    assert (told.status_code, "Refresh" in told) == (404, False)


def test_a_pdf_that_cannot_be_made_is_told_in_words(secretary, shut, monkeypatch):
    monkeypatch.setattr(press, "PATIENCE", 0.001)
    secretary.raise_request_exception = False
    assert secretary.get(PDF, headers=BROWSER).status_code == 202
    shut.set()
    settled()
    told = secretary.get(f"{PDF}?prepared=look", headers=BROWSER)
    assert (told.status_code, words(told).partition(".")[0]) == (
        500,
        "No se pudo componer el archivo No se perdió nada y no es por algo que usted hizo",
    )


def test_what_stopped_on_the_way_can_be_composed_again(secretary):
    lost = secretary.get(f"{WORD}?prepared=look", headers=BROWSER)
    assert (lost.status_code, words(lost).startswith("2021.docx El archivo ya no está aquí")) == (410, True)
    assert f'href="{WORD}"' in lost.content.decode()


def test_a_program_that_asks_for_the_file_gets_the_file(secretary, settings):
    settings.FILE_PATIENCE = 0
    response = secretary.get(WORD, headers={"accept": "*/*"})
    assert response["Content-Type"].startswith("application/vnd.openxmlformats")


def test_no_address_leads_out_of_this_site(secretary):
    led = secretary.get(WORD, {"prepared": "take"}, headers=BROWSER, PATH_INFO="//example.org/2021.docx")
    assert led["Location"] == "/example.org/2021.docx"
