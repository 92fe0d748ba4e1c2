"""Two people write the same text in their browsers: neither the button back nor a kept draft loses words."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from pilares.reports.models import ReportText

WRITE = "/es/informes/2021/redactar/balance"
MINE, THEIRS = "Lo que escribió la Secretaría.", "Lo que guardó la presidencia."
QUESTION = "Otra persona guardó antes los mismos campos."


@pytest.fixture
def page(plan, world, secretariat, open_page, live_server) -> Page:
    """The Secretariat's browser on the page where the balance of a report is written."""
    return writing(world, secretariat, open_page, live_server, javascript=True)


@pytest.fixture
def plain_page(plan, world, secretariat, open_page, live_server) -> Page:
    """The same browser without scripts."""
    return writing(world, secretariat, open_page, live_server, javascript=False)


def writing(world, secretariat, open_page, live_server, *, javascript) -> Page:
    client = Client()
    client.force_login(secretariat)
    begun = {"presidency": world.mexico.pk, "cut_off": date(2021, 10, 15)}
    assert client.post("/es/informes/nuevo", begun).status_code == 302
    name = settings.SESSION_COOKIE_NAME
    opened = open_page(f"{live_server.url}/es/", javascript=javascript)
    session = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    opened.context.add_cookies([session])
    opened.goto(f"{live_server.url}{WRITE}")
    return opened


def somebody_saves(presidency, text=THEIRS):
    client = Client()
    client.force_login(presidency)
    now = ReportText.objects.get(part="balance")
    base = {"base-text_es": now.text_es, "base-text_en": now.text_en}
    assert client.post(WRITE, {"text_es": text, "text_en": "", **base}).status_code == 302


def balance():
    return ReportText.objects.get(part="balance").text_es


def save(page: Page):
    page.get_by_role("button", name="Guardar").click()


def asked_and_nothing_lost(page: Page):
    """Saving asks whose words stay, with both, and what was saved stands."""
    save(page)
    question = page.locator("main form").inner_text()
    assert [words in question for words in (MINE, THEIRS)] == [True, True]
    assert (QUESTION in page.locator("main").inner_text(), balance()) == (True, THEIRS)


def test_who_comes_back_to_what_they_typed_is_asked_before_it_replaces_what_somebody_saved(
    page, presidency, live_server
):
    page.fill("[name=text_es]", MINE)
    page.goto(f"{live_server.url}/es/informes/2021")
    somebody_saves(presidency)
    page.go_back()
    assert page.input_value("[name=text_es]") == MINE
    asked_and_nothing_lost(page)
    assert page.get_by_text("Este navegador conserva texto").is_hidden()


def test_who_goes_back_from_the_question_is_asked_again(page, presidency):
    page.fill("[name=text_es]", MINE)
    somebody_saves(presidency)
    asked_and_nothing_lost(page)
    page.go_back()
    asked_and_nothing_lost(page)


def test_a_draft_that_was_kept_begins_from_what_it_began_from(page, presidency, live_server):
    page.fill("[name=text_es]", MINE)
    page.wait_for_timeout(1200)  # it is kept once the person pauses
    somebody_saves(presidency)
    page.goto(f"{live_server.url}/es/informes/2021")
    page.goto(f"{live_server.url}{WRITE}")
    assert page.input_value("[name=text_es]") == THEIRS
    page.locator("[data-draft-restore]").click()
    assert page.input_value("[name=text_es]") == MINE
    asked_and_nothing_lost(page)


def test_who_saved_and_comes_back_saves_again_without_a_question(page):
    page.fill("[name=text_es]", MINE)
    save(page)
    page.wait_for_url("**/es/informes/2021")
    page.go_back()
    page.fill("[name=text_es]", f"{MINE} Y algo más.")
    save(page)
    page.wait_for_url("**/es/informes/2021")
    assert balance() == f"{MINE} Y algo más."


def test_without_scripts_nobody_who_goes_back_replaces_unasked_what_somebody_saved(
    plain_page, presidency, live_server
):
    plain_page.fill("[name=text_es]", MINE)
    plain_page.goto(f"{live_server.url}/es/informes/2021")
    somebody_saves(presidency)
    plain_page.go_back()
    save(plain_page)
    assert balance() == THEIRS


def test_without_scripts_who_goes_back_finds_what_they_typed_while_nobody_saved(plain_page, live_server):
    plain_page.fill("[name=text_es]", MINE)
    plain_page.goto(f"{live_server.url}/es/informes/2021")
    plain_page.go_back()
    assert plain_page.input_value("[name=text_es]") == MINE
