"""A decision as it stood at the end of a day: its words, its outcome and what had become of it (AC-25)."""

from datetime import date

import pytest

from pilares.core.access import Tier
from pilares.core.trail import record
from pilares.meetings.actions import follow_up, record_decision
from pilares.meetings.models import Decision, Meeting
from tests.words import words_of

PAGE = "/es/decisiones/GRCM-2021-06/2"


@pytest.fixture
def decided(world, secretariat, move_clock) -> Decision:
    """Written down on 28 June; fulfilled in part on 10 August."""
    move_clock("2021-06-28T09:00:00-06:00")
    held = Meeting.objects.create(
        code="GRCM-2021-06", body=world.bodies["GRCM"], tier=Tier.PUBLIC, name_es="Reunión del GRCM",
        starts_on=date(2021, 6, 25),
    )  # fmt: skip
    said = {"verb": "entrust", "tier": Tier.PUBLIC, "text_es": "Probar la ruta.", "due_on": date(2021, 9, 15)}
    one = record_decision(held, by=secretariat, paragraph="2", **said)
    move_clock("2021-08-10T09:00:00-06:00")
    follow_up(
        one, on=date(2021, 8, 10), state="under_way", text_es="Comenzó la prueba.", text_en="",
        tier=Tier.PUBLIC, by=secretariat,
    )  # fmt: skip
    move_clock("2021-10-15T09:00:00-06:00")
    return one


def test_it_says_what_it_said_that_day_and_what_is_other_today(client, decided):
    said = words_of(client.get(f"{PAGE}?al=2021-06-30"))
    assert "La decisión como estaba al terminar el 30 de junio de 2021" in said
    assert "Seguimiento Pendiente En proceso" in said
    told = said.partition("Verbo encomendar")[2]
    assert "15 de septiembre de 2021 · su plazo venció" not in told
    assert "Comenzó la prueba." not in told
    assert "Comenzó la prueba." in words_of(client.get(f"{PAGE}?al=2021-08-10"))
    assert "su plazo venció" in words_of(client.get(PAGE))


def test_its_citation_keeps_the_day(client, decided):
    assert f"{PAGE}?al=2021-10-15" in client.get(PAGE).content.decode()
    then = client.get(f"{PAGE}?al=2021-06-30").content.decode()
    assert f"{PAGE}?al=2021-06-30" in then
    assert '<meta name="robots" content="noindex">' in then
    assert "?as-of=2021-06-30" in client.get("/en/decisions/GRCM-2021-06/2?as-of=2021-06-30").content.decode()


def test_before_it_was_written_down_nothing_of_it_is_said(client, decided):
    said = words_of(client.get(f"{PAGE}?al=2021-06-26"))
    assert "Nada de ello consta antes del 28 de junio de 2021." in said
    assert "Probar la ruta." not in said


def test_what_was_opened_since_was_not_open_then_and_what_is_closed_today_stays_closed(
    client, sign_in, member, decided
):
    record(decided, "rewrite_decision", by=None, changes={"tier": ["members", "public"]})
    past = f"{PAGE}?al=2021-08-10"
    assert "Probar la ruta." not in words_of(client.get(past))
    assert "Probar la ruta." in words_of(sign_in(member).get(past))
    client.logout()
    Decision.objects.update(tier=Tier.MEMBERS)
    assert client.get(past).status_code == 404


def test_a_corrected_text_reads_as_it_did_and_nothing_can_be_done_from_the_past(
    client, sign_in, secretariat, decided
):
    changes = {"text_es": ["Probar las rutas.", "Probar la ruta."], "due_on": ["", "2021-09-15"]}
    record(decided, "rewrite_decision", by=secretariat, changes=changes)
    page = sign_in(secretariat).get(f"{PAGE}?al=2021-08-10")
    said = words_of(page)
    assert "Decisión Probar las rutas. Probar la ruta." in said
    assert "Hasta cuándo — 15 de septiembre de 2021" in said
    assert "Corregir la decisión" not in said
    assert "Registrar seguimiento" not in said
    assert "Corregir la decisión" in words_of(sign_in(secretariat).get(PAGE))
