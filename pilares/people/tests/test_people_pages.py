"""The Secretariat invites people and gives them offices with dates; each person opens their own account."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client

from pilares.core.access import Refused
from pilares.core.trail import Entry
from pilares.people.access import first_run_token
from pilares.people.actions import accept_invitation, open_first_account
from pilares.people.models import Appointment, User
from tests.cast import PASSWORD, Office, appoint

pytestmark = pytest.mark.django_db

GUEST = "invitada@example.org"


@pytest.fixture
def se(client, secretariat):
    """The Secretariat, signed in."""
    client.force_login(secretariat)
    return client


def invitation(world, **fields):
    said = {
        "email": GUEST, "name": "Ana Paz", "language": "es", "office": "group_member", "country": "GT",
        "body": world.bodies["PROT"].pk, "starts_on": "2021-10-15",
    }  # fmt: skip
    return {**said, **fields}


def link_in(message) -> str:
    return str(message.body).split("http://testserver")[1].split()[0]


def opened(link: str, **fields):
    said = {"name": "Ana Paz", "password1": PASSWORD, "password2": PASSWORD, **fields}
    return Client().post(link, said, follow=True)


PAGES = [
    "/es/registro", "/es/registro/personas", "/es/registro/personas/invitar", "/es/registro/presidencias",
    "/es/registro/presidencias/nueva", "/es/registro/integrantes", "/es/registro/integrantes/nuevo",
]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_only_the_secretariat_opens_the_register(cast, address):
    answers = {}
    for role, user in cast.items():
        client = Client()
        if isinstance(user, User):
            client.force_login(user)
        answers[role] = client.get(address).status_code
    assert answers == {role: {"nobody": 302, "secretariat": 200}.get(role, 403) for role in cast}


def test_an_invitation_makes_an_account_without_password_and_writes_in_both_languages(se, world):
    se.post("/es/registro/personas/invitar", invitation(world))
    user = User.objects.get(email=GUEST)
    assert (user.has_usable_password(), [m.to for m in mail.outbox]) == (False, [[GUEST]])
    body = str(mail.outbox[0].body)
    assert mail.outbox[0].subject == "Pilares · Invitación · Invitation"
    assert "- Integrante de un Grupo de Trabajo · Grupo de Trabajo sobre Protección · Guatemala" in body
    assert "- Member of a Working Group · Working Group on Protection · Guatemala" in body


def test_opening_the_link_changes_nothing_and_sending_the_form_sets_the_password_once(se, world):
    se.post("/es/registro/personas/invitar", invitation(world))
    link = link_in(mail.outbox[0])
    for _mail_filter in range(2):
        assert Client().get(link).status_code == 200
    opened(link)
    assert User.objects.get(email=GUEST).check_password(PASSWORD)
    assert (Client().get(link).status_code, opened(link, password1="otra frase larga").status_code) == (
        410,
        410,
    )


def test_a_weak_password_is_refused_in_words(se, world):
    se.post("/es/registro/personas/invitar", invitation(world))
    page = opened(link_in(mail.outbox[0]), password1="corta", password2="corta")
    assert (page.status_code, "demasiado corta" in page.content.decode()) == (422, True)


def test_an_invitation_sent_again_replaces_the_earlier_one(se, world, move_clock):
    se.post("/es/registro/personas/invitar", invitation(world))
    move_clock("2021-10-16T09:00:00-06:00")
    se.post(f"/es/registro/personas/{User.objects.get(email=GUEST).pk}/invitar-de-nuevo")
    links = [link_in(m) for m in mail.outbox]
    assert [Client().get(link).status_code for link in links] == [410, 200]


def test_an_invitation_holds_for_seven_days(se, world, move_clock):
    se.post("/es/registro/personas/invitar", invitation(world))
    link, answers = link_in(mail.outbox[0]), []
    for instant in ("2021-10-22T08:59:59-06:00", "2021-10-22T09:00:00-06:00"):
        move_clock(instant)
        answers.append(Client().get(link).status_code)
    assert answers == [200, 410]


def test_a_link_that_somebody_made_up_opens_nothing(client, world):
    assert client.get("/es/invitacion/esto-no-es").status_code == 410


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"country": ""}, "Elija el país de este cargo."),
        ({"body": ""}, "Elija el grupo de este cargo."),
        ({"office": "civil_society"}, "Elija la organización de este cargo."),
        ({"office": "observer", "country": ""}, "Elija la organización o el país que observa."),
        ({"office": "observer"}, "Un País Miembro no es observador."),
        ({"starts_on": "mañana"}, "Escriba el día como en 2021-10-15."),
        ({"ends_on": "2021-10-14"}, "El fin no debe ser anterior al inicio."),
        ({"email": "sin arroba"}, "Introduzca una dirección de correo electrónico válida."),
    ],
)
def test_what_an_office_lacks_is_said_in_words_and_nothing_is_saved(se, world, fields, said):
    page = se.post("/es/registro/personas/invitar", invitation(world, **fields))
    assert (page.status_code, said in page.content.decode()) == (422, True)
    assert User.objects.filter(email=GUEST).count() == 0


def test_a_person_who_has_an_account_gets_the_office_and_no_second_account(se, world, member):
    member.set_password(PASSWORD)
    member.save()
    se.post(
        "/es/registro/personas/invitar", invitation(world, email=member.email.upper(), office="focal_point")
    )
    assert sorted(member.appointments.values_list("office", flat=True)) == ["focal_point", "group_member"]
    assert "/es/entrar" in str(mail.outbox[0].body)


def test_a_future_office_gives_nothing_until_its_day(se, world, move_clock):
    se.post("/es/registro/personas/invitar", invitation(world, starts_on="2022-01-01"))
    reads = []
    for instant in ("2021-12-31T23:59:59-06:00", "2022-01-01T00:00:00-06:00"):
        move_clock(instant)
        reads.append(User.objects.get(email=GUEST).standing.member)
    assert reads == [False, True]


def test_the_last_day_of_an_office_still_belongs_to_it(se, world, move_clock):
    se.post("/es/registro/personas/invitar", invitation(world, ends_on="2021-12-31"))
    reads = []
    for instant in ("2021-12-31T23:59:59-06:00", "2022-01-01T00:00:00-06:00"):
        move_clock(instant)
        reads.append(User.objects.get(email=GUEST).standing.member)
    assert reads == [True, False]


def test_an_office_that_is_ended_ends_at_this_instant(se, member):
    office = member.appointments.get()
    se.post(f"/es/registro/cargos/{office.pk}/terminar", {"last_day": ""})
    assert User.objects.get(pk=member.pk).standing.offices == frozenset()
    assert Appointment.objects.get(pk=office.pk).ends_at == datetime(2021, 10, 15, 15, tzinfo=UTC)


def test_an_office_that_had_not_begun_is_withdrawn(se, member):
    later = datetime(2022, 1, 1, tzinfo=UTC)
    appoint(member, Office.FOCAL_POINT, country="GT", starts_at=later)
    office = member.appointments.get(office="focal_point")
    se.post(f"/es/registro/cargos/{office.pk}/terminar", {"last_day": ""})
    assert list(member.appointments.values_list("office", flat=True)) == ["group_member"]


def test_the_secretariat_cannot_lock_itself_out(se, secretariat):
    page = se.post(f"/es/registro/cargos/{secretariat.appointments.get().pk}/terminar", {"last_day": ""})
    assert page.status_code == 409
    assert "Es el último nombramiento sin fin de la Secretaría." in page.content.decode()


def test_every_act_is_written_down_and_shown(se, world, secretariat):
    se.post("/es/registro/personas/invitar", invitation(world))
    entries = Entry.objects.filter(by=secretariat).order_by("pk").values_list("verb", "capacity")
    assert list(entries) == [("invite", "secretariat"), ("appoint", "secretariat")]
    assert "registró un cargo: invitada@example.org" in se.get("/es/registro/personas").content.decode()


def test_the_list_asks_the_database_as_often_for_one_person_as_for_three(
    se, world, django_assert_max_num_queries
):
    counts = []
    for n in range(3):
        appoint(f"persona-{n}@example.org", Office.GROUP_MEMBER, country="GT", body="PROT")
        with django_assert_max_num_queries(20) as captured:
            se.get("/es/registro/personas")
        counts.append(len(captured))
    assert counts == [counts[0]] * 3


# --- The first run ---------------------------------------------------------------------------------
FIRST = {
    "email": "se@example.org", "name": "Secretaría", "language": "es",
    "password1": PASSWORD, "password2": PASSWORD,
}  # fmt: skip


def test_the_first_run_creates_the_secretariat_and_then_closes(client, db):
    address = f"/es/primer-uso/{first_run_token()}"
    assert "Primer uso" in client.get(address).content.decode()
    client.post(address, FIRST)
    user = User.objects.get()
    assert (user.standing.secretariat, user.check_password(PASSWORD)) == (True, True)
    assert (client.get(address).status_code, client.post(address, FIRST).status_code) == (404, 404)


def test_the_first_run_needs_the_token_that_was_printed(client, db):
    assert client.post("/es/primer-uso/otro", FIRST).status_code == 404
    assert User.objects.count() == 0


def test_the_token_of_the_first_run_is_the_same_at_every_start():
    assert first_run_token() == first_run_token()


# --- A person's own page ---------------------------------------------------------------------------
def test_a_person_reads_their_offices_in_words_and_says_how_to_be_addressed(client, member):
    client.force_login(member)
    page = client.get("/en/account").content.decode()
    assert "Member of a Working Group · Working Group on Protection · Guatemala" in page
    client.post("/en/account", {"name": "Ana Paz", "language": "en", "time_zone": "America/Guatemala"})
    saved = User.objects.get(pk=member.pk)
    assert (saved.name, saved.language, saved.time_zone) == ("Ana Paz", "en", "America/Guatemala")


def test_instants_are_shown_in_the_zone_that_the_person_chose(client, member):
    member.time_zone = "America/New_York"
    member.save()
    Appointment.objects.update(ends_at=datetime(2022, 1, 1, 6, tzinfo=UTC))
    client.force_login(member)
    assert "hasta el 1 de enero de 2022, 01:00" in client.get("/es/cuenta").content.decode()


def test_a_visitor_is_asked_to_sign_in(client, world):
    assert client.get("/es/cuenta").headers["Location"] == "/es/entrar?next=/es/cuenta"


def test_of_two_who_send_the_form_of_an_invitation_the_second_finds_it_used(se, world):
    se.post("/es/registro/personas/invitar", invitation(world))
    user = User.objects.get(email=GUEST)
    accept_invitation(user, name="Ana", password=PASSWORD)
    with pytest.raises(Refused) as refused:
        accept_invitation(user, name="Otra", password="otra frase larga")
    assert (refused.value.reason.code, User.objects.get(pk=user.pk).name) == ("ALREADY_IN", "Ana")


def test_a_first_account_is_opened_once_however_it_is_asked_for(secretariat):
    with pytest.raises(Refused) as refused:
        open_first_account(email="otra@example.org", name="Otra", language="es", password=PASSWORD)
    assert refused.value.reason.code == "NOT_THE_FIRST"


def test_without_a_mail_server_the_secretariat_reads_where_the_letter_waits(se, world, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    page = se.post("/es/registro/personas/invitar", invitation(world), follow=True).content.decode()
    assert "Esta instancia aún no tiene servidor de correo" in page
    assert GUEST in next(tmp_path.iterdir()).read_text()


def test_with_a_mail_server_nothing_is_said_of_folders(se, world):
    page = se.post("/es/registro/personas/invitar", invitation(world), follow=True).content.decode()
    assert "servidor de correo" not in page


def test_a_form_sent_without_a_word_is_told_what_it_lacks(se, world):
    page = se.post("/es/registro/personas/invitar")
    assert page.status_code == 422
    assert "Este campo es obligatorio." in page.content.decode()
