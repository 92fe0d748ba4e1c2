"""The Secretariat keeps the presidencies; their powers change at the instant of the handover (AC-11)."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from pilares.people.models import Presidency, Seat, User
from tests.cast import Office, appoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def se(client, secretariat):
    """The Secretariat, signed in."""
    client.force_login(secretariat)
    return client


def record(client, world, **fields):
    said = {
        "country": "SV", "label": "2022", "after": world.mexico.pk, "direct": "on",
        "starts_at": "2022-01-01T00:00",
    }  # fmt: skip
    return client.post("/es/registro/presidencias/nueva", {**said, **fields})


def leads(user: User) -> bool:
    return User.objects.get(pk=user.pk).standing.presides


def test_the_handover_is_recorded_to_the_minute_where_the_instance_stands(se, world):
    record(se, world)
    assert Presidency.objects.get(label="2022").starts_at == datetime(2022, 1, 1, 6, tzinfo=UTC)


def test_it_stays_that_instant_for_an_officer_in_another_zone(se, world, secretariat):
    secretariat.time_zone = "Europe/Madrid"
    secretariat.save()
    record(se, world)
    assert Presidency.objects.get(label="2022").starts_at == datetime(2022, 1, 1, 6, tzinfo=UTC)


def test_the_powers_pass_at_that_instant(se, world, presidency, move_clock):
    record(se, world)
    incoming = appoint("ppt-sv@example.org", Office.PRESIDENCY, country="SV")
    seen = {}
    for instant in ("2021-12-31T23:59:59-06:00", "2022-01-01T00:00:00-06:00"):
        move_clock(instant)
        seen[instant] = (leads(presidency), leads(incoming))
    assert list(seen.values()) == [(True, False), (False, True)]


def test_the_register_shows_what_was_recorded_by_whom(se, world, secretariat):
    record(se, world)
    page = se.get("/es/registro/presidencias").content.decode()
    assert "1 de enero de 2022, 00:00" in page
    assert f"{secretariat} registró la presidencia: PPT 2022 SV" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts_at": "2020-12-31T23:59"}, "El traspaso debe ser posterior al de la presidencia anterior."),
        (
            {"after": "", "starts_at": "2021-06-01T00:00"},
            "El traspaso debe ser anterior al de la presidencia",
        ),
        ({"starts_at": "enero"}, "Escriba el instante como en 2022-01-01T00:00."),
        ({"country": ""}, "Este campo es obligatorio."),
    ],
)
def test_a_handover_that_does_not_fit_is_refused_in_words(se, world, fields, said):
    page = record(se, world, **fields)
    assert (page.status_code, said in page.content.decode()) == (422, True)
    assert Presidency.objects.count() == 1


def test_a_term_may_be_recorded_between_two_others(se, world):
    record(se, world)
    earlier = Presidency.objects.get(label="2021")
    said = {"country": "CR", "label": "2021 bis", "after": earlier.pk, "starts_at": "2021-11-01T00:00"}
    se.post("/es/registro/presidencias/nueva", {**said, "direct": "on"})
    assert list(Presidency.objects.values_list("label", flat=True)) == ["2021", "2021 bis", "2022"]


def test_what_follows_after_a_gap_is_not_taken_for_the_next(se, world):
    record(se, world, direct="")
    found = Presidency.objects.troika(datetime(2021, 10, 15, tzinfo=UTC))
    assert found.incoming is None


def test_of_two_who_correct_the_same_term_the_slower_is_told(se, world, secretariat):
    address = f"/es/registro/presidencias/{world.mexico.pk}"
    stamp = se.get(address).context["form"]["stamp"].value()
    said = {"country": "MX", "label": "2021", "followed": "on", "stamp": stamp}
    first = se.post(address, {**said, "starts_at": "2021-01-01T00:00", "source": "Acta"})
    second = se.post(address, {**said, "starts_at": "2020-12-05T00:00"})
    assert (first.status_code, second.status_code) == (302, 422)
    assert "Otra persona cambió este registro" in second.content.decode()
    assert Presidency.objects.get(pk=world.mexico.pk).source == "Acta"


def test_a_correction_shows_what_it_replaced(se, world):
    address = f"/es/registro/presidencias/{world.mexico.pk}"
    stamp = se.get(address).context["form"]["stamp"].value()
    said = {"country": "MX", "label": "2021", "followed": "on", "stamp": stamp, "source": "Acta"}
    se.post(address, {**said, "starts_at": "2021-01-01T00:00"})
    page = se.get("/es/registro/presidencias").content.decode()
    assert 'Fuente: <span class="antes">—</span> → Acta' in page


def test_while_nobody_holds_the_presidency_the_secretariat_stands_in_and_the_register_says_so(
    se, world, move_clock
):
    record(se, world)
    appoint("ppt@example.org", Office.PRESIDENCY, country="MX")
    notices = {}
    for instant in ("2021-12-31T23:59:59-06:00", "2022-01-01T00:00:00-06:00"):
        move_clock(instant)
        notices[instant] = "Preside El Salvador y ninguna" in se.get("/es/registro").content.decode()
    assert list(notices.values()) == [False, True]


def test_two_presidencies_do_not_have_the_same_year(se, world):
    """Pages, plans and reports of a presidency stand under its year."""
    twice = se.post(
        "/es/registro/presidencias/nueva",
        {"country": "SV", "label": "2021", "after": world.mexico.pk, "direct": "on"},
    )
    said = "La presidencia 2021 ya está registrada: corrija esa, o dé a esta otro nombre."
    assert said in twice.content.decode()
    assert Presidency.objects.count() == 1
    assert se.get("/es/presidencias/2021").status_code == 200


# --- Seats in the groups ---------------------------------------------------------------------------
def test_a_seat_is_recorded_by_country_and_institution_and_ended_with_a_day(se, world):
    said = {
        "body": world.bodies["PROT"].pk, "country": "GT", "role": "support",
        "institution_es": "Cancillería", "institution_en": "Foreign Ministry", "starts_on": "2021-01-01",
    }  # fmt: skip
    se.post("/es/registro/integrantes/nuevo", said)
    one = Seat.objects.get()
    page = se.get("/en/register/seats").content.decode()
    assert ("Foreign Ministry" in page, "Supporting country" in page) == (True, True)
    se.post(f"/es/registro/integrantes/{one.pk}/terminar", {"last_day": "2021-12-31"})
    assert str(Seat.objects.get().ends_on) == "2021-12-31"


def test_a_seat_does_not_end_before_it_begins(se, world):
    one = Seat.objects.create(body=world.bodies["PROT"], country_id="GT", starts_on="2021-01-01")
    page = se.post(f"/es/registro/integrantes/{one.pk}/terminar", {"last_day": "2020-12-31"})
    assert "El fin no debe ser anterior al inicio." in page.content.decode()
    assert Seat.objects.get().ends_on is None


def test_others_do_not_end_offices_or_seats(world, member, presidency):
    one = Seat.objects.create(body=world.bodies["PROT"], country_id="GT")
    for user in (member, presidency):
        client = Client()
        client.force_login(user)
        answer = client.post(f"/es/registro/integrantes/{one.pk}/terminar", {"last_day": "2021-12-31"})
        assert answer.status_code == 403
    assert Seat.objects.get().ends_on is None
