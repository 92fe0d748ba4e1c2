"""A person signs in with a passkey, in a real browser that keeps to the content security policy."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page

from pilares.core import clock
from pilares.people.access import first_run_token, invitation_token
from tests.cast import PASSWORD

KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def person(member):
    """Member A with a password."""
    member.set_password(PASSWORD)
    member.save()
    return member


def with_a_device(page: Page) -> None:
    """Give the browser a device that holds passkeys and asks nobody's finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def sign_in(page: Page, url: str, email: str) -> None:
    page.goto(f"{url}/es/entrar")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Entrar", exact=True).click()


@pytest.mark.django_db(transaction=True)
def test_a_passkey_is_added_and_then_signs_in_by_itself(live_server, open_page, person):
    url = live_server.url.replace("127.0.0.1", "localhost")
    page = open_page(f"{url}/es/")
    with_a_device(page)
    sign_in(page, url, person.email)
    page.wait_for_selector(".persona")
    page.goto(f"{url}/es/cuenta/seguridad/llaves/nueva")
    if "confirmar" in page.url:
        page.locator("[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Confirmar").click()
    page.get_by_role("button", name="Agregar una llave de acceso").click()
    page.get_by_text("La llave se agregó.").wait_for()
    page.goto(f"{url}/es/salir")
    page.locator("main").get_by_role("button", name="Salir").click()
    page.get_by_text("Usted cerró la sesión.").wait_for()
    page.goto(f"{url}/es/entrar")
    page.get_by_role("button", name="Usar una llave de acceso").click()
    page.wait_for_selector(".persona")
    assert page.complaints == []


@pytest.mark.django_db(transaction=True)
def test_with_a_key_the_password_alone_is_not_enough(live_server, open_page, person):
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
    )
    page = open_page(f"{live_server.url}/es/")
    sign_in(page, live_server.url, person.email)
    page.get_by_role("heading", name="Segundo paso").wait_for()
    assert page.locator(".persona").count() == 0


def choose_a_password(page: Page) -> None:
    for name in ("password1", "password2"):
        page.locator(f"[name={name}]").fill("una frase larga que nadie usa")
    page.locator("main").get_by_role("button", name="Abrir la cuenta").click()


@pytest.mark.django_db(transaction=True)
def test_the_first_account_is_opened_from_the_printed_link(live_server, open_page):
    page = open_page(f"{live_server.url}/es/primer-uso/{first_run_token()}", javascript=False)
    page.locator("[name=email]").fill("se@example.org")
    page.locator("[name=name]").fill("Oficial de la SE")
    choose_a_password(page)
    page.get_by_text("La cuenta de la Secretaría está abierta.").wait_for()


@pytest.mark.django_db(transaction=True)
def test_an_invited_person_opens_an_account_from_the_link_of_the_letter(live_server, open_page, member):
    member.invited_at = clock.now()
    member.save()
    page = open_page(f"{live_server.url}/es/invitacion/{invitation_token(member)}", javascript=False)
    choose_a_password(page)
    page.get_by_text("Su cuenta está abierta.").wait_for()
