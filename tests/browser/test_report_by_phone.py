"""A figure is reported by a telephone of 320 pixels without scripts, from letter to answer (AC-18)."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from pilares.core.letters import Letter
from pilares.monitoring import actions
from pilares.monitoring.models import Indicator, Measurement, Period
from tests.browser.conftest import NARROWEST

SMALLEST = 24  # pixels of a target (WCAG 2.5.8)


@pytest.fixture
def phone(browser: Browser, live_server) -> Iterator[Page]:
    """A narrow telephone that runs no script."""
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": NARROWEST, "height": 640},
        java_script_enabled=False,
        locale="es-HN",
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def link(add_activity, plan, other_member, secretariat) -> str:
    """The link that the letter to member B of Honduras carries."""
    add_activity("PROT", 2, "Intercambio consular", themes=("ninez",))
    indicator = Indicator.objects.get(code="PROT-A2-I1")
    Indicator.objects.filter(pk=indicator.pk).update(measure="unit", over_time="sum")
    year = plan.plan_years.get(number=2)
    period = Period.objects.create(
        indicator=indicator, starts_on=year.starts_on, ends_on=year.ends_on, year=year
    )
    actions.ask(
        window=None, wanted=[actions.Asked(period.pk, "", other_member.pk)],
        due_on=date(2021, 10, 15), by=secretariat,
    )  # fmt: skip
    found = re.findall(r"http\S+/es/responder/\S+", Letter.objects.get().body)[0]
    return urlsplit(found).path


def small(page: Page) -> list[str]:
    """Return the controls that are smaller than a finger needs, by what they say."""
    found = []
    for control in page.locator("main :is(button, select, textarea, input:not([type=hidden]))").all():
        box = control.bounding_box()
        if box and min(box["width"], box["height"]) < SMALLEST:
            found.append(control.get_attribute("name") or control.inner_text())
    return found


def wide(page: Page) -> bool:
    """Whether something scrolls sideways: the page is measured without scripts, by its own box."""
    box = page.locator("html").bounding_box()
    return bool(box and box["width"] > NARROWEST)


@pytest.mark.django_db(transaction=True)
def test_from_the_letter_to_nothing_more_to_do(link, phone, tmp_path):
    seen = []

    def look() -> None:
        seen.append((small(phone), wide(phone)))

    phone.goto(link)
    look()
    phone.get_by_role("button", name="Continuar al formulario").click()
    look()
    phone.get_by_label(re.compile("^Valor")).fill("1,234.5")
    phone.get_by_role("button", name="Guardar y revisar").click()
    look()
    assert "1234,5" in phone.locator("main").inner_text()
    note = tmp_path / "nota.pdf"
    note.write_bytes(b"%PDF-1.4 illustrative")
    phone.get_by_label("Adjuntar archivos").set_input_files(note)
    phone.get_by_role("button", name="Adjuntar", exact=True).click()
    assert "«nota.pdf» quedó adjunto." in phone.locator("main").inner_text()
    phone.get_by_role("button", name="Enviar a validación").click()
    look()
    said = phone.locator("main").inner_text()
    assert "Enviado a validación el 15 de octubre de 2021. Nada más que hacer." in said
    assert seen == [([], False)] * 4
    assert Measurement.objects.get().status == "sent"


@pytest.mark.django_db(transaction=True)
def test_every_control_is_reached_by_keyboard_and_is_labelled(link, phone):
    phone.goto(link)
    phone.get_by_role("button", name="Continuar al formulario").click()
    nameless = [
        control.get_attribute("name")
        for control in phone.locator("main :is(select, textarea, input:not([type=hidden]))").all()
        if not phone.locator(f"label[for='{control.get_attribute('id')}']").count()
    ]
    assert nameless == []


@pytest.mark.django_db(transaction=True)
def test_a_line_that_drops_and_a_button_pressed_twice_leave_one_figure_with_its_words(link, phone):
    phone.goto(link)
    phone.get_by_role("button", name="Continuar al formulario").click()
    phone.get_by_label(re.compile("^Valor")).fill("1,234.5")
    phone.get_by_label(re.compile("^Comentario")).fill("Dato de la cancillería")
    line = phone.context.new_cdp_session(phone)
    slow = {"latency": 400, "downloadThroughput": 32_000, "uploadThroughput": 8_000}
    line.send("Network.emulateNetworkConditions", {**slow, "offline": True})
    phone.get_by_role("button", name="Guardar y revisar").click()
    phone.wait_for_url("chrome-error://chromewebdata/")
    assert Measurement.objects.count() == 0
    line.send("Network.emulateNetworkConditions", {**slow, "offline": False})
    phone.reload()  # the browser sends again what it kept
    assert "Dato de la cancillería" in phone.locator("main").inner_text()
    phone.get_by_role("button", name="Enviar a validación").dblclick()
    phone.get_by_text("Nada más que hacer").wait_for()
    assert list(Measurement.objects.values_list("value", "comment", "status")) == [
        (Decimal("1234.5"), "Dato de la cancillería", "sent")
    ]
