"""The presidency passes at a recorded instant: who writes, who reads, and what came too late (AC-11)."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.test import Client

from pilares.core.letters import Letter
from pilares.core.trail import Entry
from pilares.people.jobs import Followed, follow_presidencies
from pilares.people.models import KeptForm, Presidency, User
from tests.cast import PASSWORD, Office, appoint, as_role

MIDNIGHT = datetime(2022, 1, 1, 6, tzinfo=UTC)
BEFORE, AFTER = "2021-12-31T23:58:00-06:00", "2022-01-01T00:03:00-06:00"


@pytest.fixture
def el_salvador(world) -> Presidency:
    """El Salvador's term, recorded from the first instant of 2022."""
    return Presidency.objects.create(country_id="SV", order=2, label="2022", starts_at=MIDNIGHT)


@pytest.fixture
def incoming(el_salvador) -> User:
    """An official of El Salvador whose office was recorded in December, with future effect."""
    return appoint("ppt-sv@example.org", Office.PRESIDENCY, country="SV", starts_at=MIDNIGHT)


def standing(user: User) -> tuple[bool, bool, str]:
    held = User.objects.get(pk=user.pk).standing
    return held.presides, held.provisional, held.troika


def test_the_office_passes_at_the_instant_and_stays_with_no_person(
    world, presidency, incoming, secretariat, move_clock
):
    elected = appoint("ppt-electa@example.org", Office.PRESIDENCY, country="SV")
    seen = {}
    for instant in (BEFORE, AFTER):
        move_clock(instant)
        seen[instant] = [standing(user) for user in (presidency, incoming, elected, secretariat)]
    assert seen == {
        BEFORE: [
            (True, False, "current"),
            (False, False, ""),  # an office with future effect gives nothing before its day
            (False, False, "incoming"),
            (False, False, ""),
        ],
        AFTER: [
            (False, False, "outgoing"),
            (True, False, "current"),
            (True, False, "current"),
            (False, False, ""),
        ],
    }


def test_while_the_incoming_country_has_no_account_the_secretariat_stands_in_and_says_so(
    world, presidency, el_salvador, secretariat, move_clock
):
    move_clock(AFTER)
    late = appoint(
        "ppt-tarde@example.org", Office.PRESIDENCY, country="SV", starts_at=datetime(2022, 1, 9, tzinfo=UTC)
    )
    assert [standing(user) for user in (presidency, late, secretariat)] == [
        (False, False, "outgoing"), (False, False, ""), (True, True, ""),
    ]  # fmt: skip
    move_clock("2022-01-10T09:00:00-06:00")
    assert [standing(user) for user in (presidency, late, secretariat)] == [
        (False, False, "outgoing"), (True, False, "current"), (False, False, ""),
    ]  # fmt: skip


def test_an_account_that_was_closed_presides_over_nothing(world, presidency, secretariat):
    User.objects.filter(pk=presidency.pk).update(is_active=False)
    assert [standing(user) for user in (presidency, secretariat)] == [(False, False, ""), (True, True, "")]


# --- What came too late ----------------------------------------------------------------------------------


def send_late(client: Client, where: str, **typed: object):
    return client.post(where, {"csrfmiddlewaretoken": "x", **typed})


def test_a_form_sent_after_the_instant_is_kept_for_the_office_and_says_who_can_send_it(
    client, world, presidency, incoming, member, secretariat, move_clock
):
    where = "/es/registro/presidencias/nueva?de=borrador"
    typed = {"country": "PA", "label": "2023", "source": "Acta", "password": "secreta"}
    move_clock(BEFORE)
    refused = send_late(as_role(client, presidency), where, **typed)
    assert (refused.status_code, KeptForm.objects.count()) == (403, 0)  # while one presides, a refusal is one
    move_clock(AFTER)
    answers = [send_late(as_role(client, presidency), where, **typed) for _again in (1, 2)]
    page = answers[0].content.decode()
    assert [answer.status_code for answer in answers] == [403, 403]
    kept = KeptForm.objects.get()
    assert (kept.by, kept.path, kept.fields, str(kept.presidency)) == (
        presidency,
        where,
        {"country": ["PA"], "label": ["2023"], "source": ["Acta"]},
        "PPT 2021 MX",
    )
    assert "Guardado como borrador: su presidencia ha terminado" in page
    assert "Ahora preside El Salvador (2022)." in page
    assert "Lo pueden enviar: Ppt sv." in page
    assert "<dt>País</dt><dd>Panamá</dd>" in page
    assert "secreta" not in page
    own = f"/es/guardados/{kept.pk}"
    assert {
        who.email: as_role(client, who).get(own).status_code
        for who in (presidency, incoming, secretariat, member)
    } == {presidency.email: 200, incoming.email: 200, secretariat.email: 200, member.email: 404}
    assert as_role(client, presidency).post(own, {"reason": "No"}).status_code == 403
    assert as_role(client, incoming).post(own, {"reason": " "}).status_code == 422
    assert as_role(client, incoming).post(own, {"reason": "Ya se hizo"}).status_code == 302
    assert as_role(client, incoming).post(own, {"reason": "Otra vez"}).status_code == 403
    page = as_role(client, presidency).get(own).content.decode()
    assert "Descartado · Ppt sv" in page
    assert "Ya se hizo" in page


def test_the_office_sends_what_was_kept_as_its_own(
    client, world, presidency, el_salvador, incoming, secretariat, move_clock
):
    move_clock(AFTER)
    where = "/es/registro/presidencias/nueva"
    typed = {"country": "PA", "label": "2023", "after": str(el_salvador.pk), "direct": "on", "source": ""}
    send_late(as_role(client, presidency), where, **typed, starts_at="2023-01-01T00:00")
    kept = KeptForm.objects.get()
    office = as_role(client, secretariat)  # this register is the Secretariat's
    page = office.get(f"/es/guardados/{kept.pk}").content.decode()
    again = f"{where}?kept={kept.pk}"
    assert f'<form method="post" action="{again}">' in page
    assert '<input type="hidden" name="label" value="2023">' in page
    fields = {name: values[0] for name, values in kept.fields.items()}
    assert office.post(again, {**fields, "country": ""}).status_code == 422
    kept.refresh_from_db()
    assert kept.outcome == ""  # its page did not take it yet
    assert office.post(again, fields).status_code == 302
    kept.refresh_from_db()
    assert (kept.outcome, kept.settled_by) == ("sent", secretariat)
    assert list(Presidency.objects.values_list("country", flat=True)) == ["MX", "SV", "PA"]
    assert [entry.verb for entry in Entry.objects.filter(model="people.keptform").order_by("pk")] == [
        "keep_form", "kept_sent",
    ]  # fmt: skip


def test_what_is_not_for_the_office_is_not_kept(client, world, presidency, incoming, member, move_clock):
    where = "/es/registro/presidencias/nueva"
    move_clock(AFTER)
    send_late(as_role(client, member), where, label="2023")  # never presided
    send_late(as_role(client, presidency), "/es/cuenta", name="", language="es", time_zone="UTC")
    send_late(as_role(client, presidency), "/es/no-existe", label="2023")
    send_late(as_role(client, presidency), where)  # nothing typed
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(presidency)
    assert strict.post(where, {"label": "2023"}).status_code == 403  # another site may have sent it
    move_clock("2022-01-03T00:00:00-06:00")  # 48 hours later
    send_late(as_role(client, presidency), where, label="2023")
    assert KeptForm.objects.count() == 0


def test_a_script_is_told_in_its_own_shape(client, world, presidency, el_salvador, secretariat, move_clock):
    move_clock(AFTER)
    answer = as_role(client, presidency).post(
        "/es/registro/presidencias/nueva", {"label": "2023"}, headers={"accept": "application/json"}
    )
    kept = KeptForm.objects.get()
    said = "Su presidencia ha terminado. Lo que escribió queda guardado como borrador: lo puede enviar Se."
    assert json.loads(answer.content) == {
        "error": {"code": "PRESIDENCY_ENDED", "message": said, "citation": ""},
        "kept": f"/es/guardados/{kept.pk}",
    }


# --- The instant is written down and told ------------------------------------------------------------------


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("to", "pk").values_list("to", "subject"))


def test_the_instant_is_written_down_once_and_told_to_the_incoming_and_the_secretariat(
    world, presidency, incoming, secretariat, move_clock
):
    move_clock(BEFORE)
    assert follow_presidencies() == Followed(begun=0, letters=0)
    move_clock("2022-01-02T08:00:00-06:00")  # the machine was off at midnight
    assert [follow_presidencies() for _again in (1, 2)] == [Followed(1, 2), Followed(0, 0)]
    subject = "Pilares · Cambia la presidencia: El Salvador 2022"
    assert letters() == [(incoming.email, subject), (secretariat.email, subject)]
    body = Letter.objects.get(to=incoming.email).body
    assert "El Salvador ejerce la Presidencia Pro-Témpore (2022) desde el 1 de enero de 2022, 00:00" in body
    assert "/es/mi-trabajo" in body
    assert "El Salvador holds the Presidency Pro-Témpore (2022)" in body
    entry = Entry.objects.get(verb="presidency_begins")
    assert (entry.label, entry.by, entry.details) == (
        "PPT 2022 SV", None, {"starts_at": "2022-01-01 06:00:00+00:00"},
    )  # fmt: skip
    move_clock("2022-03-01T08:00:00-06:00")
    call_command("follow_presidencies", verbosity=0)
    assert len(letters()) == 2


def test_the_secretariat_is_warned_weeks_before_that_the_incoming_country_has_no_account(
    world, presidency, el_salvador, secretariat, move_clock
):
    written = {}
    for day in ("2021-11-19", "2021-11-21", "2021-12-01", "2021-12-18", "2021-12-30"):
        move_clock(f"{day}T09:00:00-06:00")
        written[day] = follow_presidencies().letters
    assert written == {
        "2021-11-19": 0, "2021-11-21": 1, "2021-12-01": 0, "2021-12-18": 1, "2021-12-30": 0,
    }  # fmt: skip
    subject = "Pilares · La presidencia entrante no tiene cuenta: El Salvador 2022"
    assert letters() == [(secretariat.email, subject)] * 2
    appoint("ppt-sv@example.org", Office.PRESIDENCY, country="SV", starts_at=MIDNIGHT, password=PASSWORD)
    Letter.objects.all().delete()
    assert follow_presidencies().letters == 0
