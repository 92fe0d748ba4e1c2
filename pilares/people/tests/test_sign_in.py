"""Signing in: by invitation, with a password or more, in both languages; a stranger learns nothing."""

import re
from typing import ClassVar

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client

from pilares.people.models import User
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(member):
    """Member A with a password."""
    member.set_password(PASSWORD)
    member.save()
    return member


class Counting(MD5PasswordHasher):
    """A hasher that remembers what it hashed."""

    passwords: ClassVar[list[str]] = []

    def encode(self, password, salt):
        self.passwords.append(password)
        return super().encode(password, salt)


def attempt(client: Client, email: str, password: str):
    return client.post("/es/entrar", {"login": email, "password": password})


def plain(response) -> str:
    """The page without what differs each time, such as tokens."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


@pytest.mark.parametrize(
    ("address", "title"), [("/es/entrar", "<h1>Entrar</h1>"), ("/en/sign-in", "<h1>Sign in</h1>")]
)
def test_the_page_speaks_both_languages(client, address, title):
    assert title in client.get(address).content.decode()


def test_the_right_password_opens_the_session(client, person):
    attempt(client, person.email, PASSWORD)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_the_address_may_be_written_in_capitals(client, person):
    attempt(client, person.email.upper(), PASSWORD)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, person):
    known = attempt(client, person.email, "no es esta")
    unknown = attempt(Client(), "nadie@example.org", "no es esta")
    assert plain(known).replace(person.email, "X") == plain(unknown).replace("nadie@example.org", "X")
    assert "El correo o la contraseña no son correctos." in plain(known)


def test_an_unknown_address_costs_as_much_work_as_a_known_one(client, person, settings):
    """One hash of the password either way, so that the clock betrays nothing."""
    Counting.passwords.clear()
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    attempt(client, person.email, "uno")
    attempt(Client(), "nadie@example.org", "dos")
    assert sorted(Counting.passwords) == ["dos", "uno"]


def test_a_forgotten_password_gets_the_same_answer_whether_or_not_the_address_is_known(client, person):
    answers = [
        Client().post("/es/entrar/olvido", {"email": email}, follow=True)
        for email in (person.email, "nadie@example.org")
    ]
    assert plain(answers[0]) == plain(answers[1])
    assert [m.to for m in mail.outbox] == [[person.email], ["nadie@example.org"]]


def test_the_link_of_a_forgotten_password_serves_once_and_opening_it_changes_nothing(client, person):
    client.post("/es/entrar/olvido", {"email": person.email})
    link = str(mail.outbox[0].body).split("http://testserver")[1].split()[0]
    for _opened_by_a_mail_filter in range(2):
        Client().get(link, follow=True)
    form = client.get(link, follow=True)
    new = "otra frase que nadie adivina"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert User.objects.get(pk=person.pk).check_password(new)
    again = Client().get(link, follow=True)
    assert "El enlace ya no es válido." in again.content.decode()


def test_the_e_mail_is_written_in_the_persons_language(client, person):
    person.language = "en"
    person.save()
    client.post("/es/entrar/olvido", {"email": person.email})
    assert mail.outbox[0].subject == "Pilares · A new password"
    assert mail.outbox[0].body.startswith("Dear Miembro a:")


def test_many_wrong_passwords_are_stopped(client, person):
    said = [attempt(client, person.email, f"no {n}").content.decode() for n in range(6)]
    assert ["Demasiados intentos" in page for page in said] == [False] * 5 + [True]


@pytest.mark.parametrize("address", ["/es/cuenta/por-invitacion", "/en/account/by-invitation"])
def test_nobody_registers_alone(client, db, address):
    got = client.get(address).status_code, client.post(address, {"email": "yo@example.org"}).status_code
    assert (got, User.objects.count()) == ((404, 404), 0)


def test_an_account_that_is_closed_does_not_open(client, person):
    person.is_active = False
    person.save()
    page = client.post("/es/entrar", {"login": person.email, "password": PASSWORD}, follow=True)
    assert "Esta cuenta está cerrada" in page.content.decode()
    assert "_auth_user_id" not in client.session


def totp(user: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def test_whoever_has_an_authenticator_app_is_asked_for_its_code(client, person):
    totp(person)
    page = client.post("/es/entrar", {"login": person.email, "password": PASSWORD}, follow=True)
    assert ("<h1>Segundo paso</h1>" in page.content.decode(), "_auth_user_id" in client.session) == (
        True,
        False,
    )


@pytest.fixture(params=["secretariat", "presidency"])
def guarded(request):
    """Somebody of the Secretariat, and of the presidency."""
    return request.getfixturevalue(request.param)


def test_the_secretariat_and_the_presidency_set_up_a_second_step_before_anything_else(
    client, guarded, real_instance
):
    client.force_login(guarded)
    page = client.get("/es/actores", follow=True)
    assert page.redirect_chain == [("/es/cuenta/seguridad", 302)]
    assert "Su cargo requiere un segundo paso al entrar." in page.content.decode()


def test_with_a_second_step_they_work(client, secretariat, real_instance):
    totp(secretariat)
    client.force_login(secretariat)
    assert client.get("/es/actores").status_code == 200


def test_in_the_demo_a_password_is_enough(client, secretariat):
    client.force_login(secretariat)
    assert client.get("/es/actores").status_code == 200


def test_others_work_with_a_password_alone(client, member, real_instance):
    client.force_login(member)
    assert client.get("/es/actores").status_code == 200


def test_the_last_second_step_of_the_secretariat_stays(client, secretariat, real_instance):
    totp(secretariat)
    secretariat.set_password(PASSWORD)
    secretariat.save()
    client.force_login(secretariat)
    client.post("/es/cuenta/confirmar", {"password": PASSWORD})
    client.post("/es/cuenta/seguridad/aplicacion/quitar")
    assert Authenticator.objects.filter(user=secretariat, type="totp").count() == 1


PAGES_OF_THE_ACCOUNT = [
    "account/password", "account/sessions", "account/security", "account/security/app",
    "account/security/codes/new", "account/security/keys", "account/security/keys/new", "account/confirm",
    "sign-out",
]  # fmt: skip


@pytest.mark.parametrize("address", PAGES_OF_THE_ACCOUNT)
def test_every_page_of_the_account_is_in_our_design_and_asks_for_no_inline_script(client, person, address):
    totp(person)
    client.force_login(person)
    page = client.get(f"/en/{address}", follow=True)
    text = page.content.decode()
    assert (page.status_code, 'class="banda"' in text, "<h1" in text) == (200, True, True)
    inline = [
        s for s in re.findall(r"<script[^>]*>", text) if "src=" not in s and "application/json" not in s
    ]
    assert inline == []


def test_the_session_list_shows_this_one(client, person):
    attempt(client, person.email, PASSWORD)
    assert "(esta)" in client.get("/es/cuenta/sesiones").content.decode()
