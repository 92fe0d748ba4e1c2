"""The outbox: letters outlive a mail server that is down, and none is sent twice."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command

from pilares.core import clock
from pilares.core.letters import WAITS, Draft, Letter, deliver, post

DOWN = "pilares.core.tests.test_letters.Down"
BREAKS = "pilares.core.tests.test_letters.Breaks"


class Down(EmailBackend):
    """A mail server that does not answer."""

    def open(self):
        raise ConnectionRefusedError(111, "Connection refused")


class Breaks(EmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, messages):
        if messages[0].to == ["no@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"no@example.org": (550, b"No such user")})
        return super().send_messages(messages)


def draft(key: str = "a", to: str = "si@example.org") -> Draft:
    return Draft(key=key, to=to, language="es", subject="Pilares · Prueba", body="Hola\n")


pytestmark = pytest.mark.django_db


@pytest.fixture
def register(world, secretariat, sign_in):
    """The Secretariat's page of letters."""

    def read() -> str:
        return sign_in(secretariat).get("/es/registro/correo").content.decode()

    return read


def test_what_is_posted_is_sent_once_however_often_the_job_runs():
    post([draft()])
    call_command("send_letters")
    call_command("send_letters")
    assert [(m.to, m.subject) for m in mail.outbox] == [(["si@example.org"], "Pilares · Prueba")]
    assert Letter.objects.get().standing == "sent"


def test_the_same_message_is_written_once():
    assert [post([draft()]), post([draft(), draft("b")]), post([draft(), draft()])] == [1, 1, 0]
    assert Letter.objects.count() == 2


def test_while_the_server_is_down_letters_wait_and_go_out_later(settings, move_clock):
    post([draft(), draft("b")])
    settings.EMAIL_BACKEND = DOWN
    call_command("send_letters")
    first, second = Letter.objects.order_by("pk")
    assert (first.standing, first.attempts) == ("delayed", 1)
    assert "Connection refused" in first.last_error
    assert (second.standing, second.attempts) == ("waiting", 0)  # the server is down for all of them
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("send_letters")
    assert len(mail.outbox) == 1  # the first waits for its time
    move_clock((clock.now() + WAITS[0]).isoformat())
    call_command("send_letters")
    assert len(mail.outbox) == 2


def test_one_address_that_is_refused_holds_up_no_other(settings):
    settings.EMAIL_BACKEND = BREAKS
    post([draft("a", "no@example.org"), draft("b")])
    assert deliver().sent == 1
    refused = Letter.objects.get(to="no@example.org")
    assert "No such user" in refused.last_error


def test_after_the_last_try_a_person_decides(settings, move_clock, register):
    settings.EMAIL_BACKEND = BREAKS
    post([draft("a", "no@example.org")])
    for wait in (*WAITS, timedelta(0)):
        deliver()
        move_clock((clock.now() + wait).isoformat())
    letter = Letter.objects.get()
    assert letter.standing == "given_up"
    assert deliver().failed == 0
    assert "Falló; no se intentará de nuevo" in register()


def test_a_letter_handed_over_when_the_machine_stopped_is_in_doubt_and_not_sent_twice(move_clock, register):
    post([draft()])
    Letter.objects.update(handed_at=clock.now())
    move_clock((clock.now() + timedelta(hours=1)).isoformat())
    call_command("send_letters")
    assert mail.outbox == []
    assert Letter.objects.get().standing == "in_doubt"
    assert "En duda: se entregó y no hubo respuesta" in register()


def test_two_runs_at_once_send_a_letter_once(settings):
    """The second claims nothing: whoever comes first has marked the letter as handed over."""
    post([draft()])
    taken = Letter.objects.filter(pk=Letter.objects.get().pk, handed_at=None).update(handed_at=clock.now())
    assert (taken, deliver().sent, len(mail.outbox)) == (1, 0, 0)


def test_the_secretariat_sees_what_the_server_said_and_has_it_tried_again(
    settings, world, secretariat, sign_in
):
    settings.EMAIL_BACKEND = BREAKS
    post([draft("a", "no@example.org")])
    deliver()
    client = sign_in(secretariat)
    page = client.get("/es/registro/correo").content.decode()
    assert "No such user" in page
    assert "Hola" not in page  # what a letter says is its reader's
    letter = Letter.objects.get()
    client.post(f"/es/registro/correo/{letter.pk}/reintentar")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver().sent == 1


@pytest.mark.parametrize("who", ["member", "presidency", "focal_point", "observer"])
def test_nobody_else_sees_the_outbox(request, sign_in, who):
    assert sign_in(request.getfixturevalue(who)).get("/es/registro/correo").status_code == 403


def test_a_letter_is_plain_text_and_says_that_a_machine_wrote_it():
    post([draft()])
    deliver()
    message = mail.outbox[0].message()
    assert message.get_content_type() == "text/plain"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == Letter.objects.get().message_id


def test_letters_sent_long_ago_are_forgotten(move_clock):
    post([draft()])
    deliver()
    move_clock((clock.now() + timedelta(days=181)).isoformat())
    call_command("send_letters")
    assert not Letter.objects.exists()
