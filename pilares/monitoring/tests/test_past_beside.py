"""Support, critical aspects and decisions on the page of an activity as it stood on a day (AC-23)."""

import re
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Tier
from pilares.core.trail import record
from pilares.meetings.actions import record_decision
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring import actions
from pilares.monitoring.models import Activity, CriticalAspect
from pilares.monitoring.tests.conftest import words_of
from pilares.people.models import Organisation

THEN, LATER, NOW = "2021-06-30T18:00:00-06:00", "2021-07-05T09:00:00-06:00", "2021-10-15T09:00:00-06:00"
PAGE, DAY = "/es/actividades/PROT-A1", "?al=2021-06-30"


def beside(response: Any) -> str:
    """Return what a page says of critical aspects, support and decisions."""
    names = "critical|support|decisions"
    parts = re.findall(
        rf'(?s)<section aria-labelledby="(?:{names})">.*?</section>', response.content.decode()
    )
    read = re.sub(r"(?s)<(p|form)[^>]*noimp.*?</\1>", "", " ".join(parts))  # without what may be done
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", read)).split())


@pytest.fixture
def june(move_clock, add_activity, member, observer, secretariat, world) -> Activity:
    """PROT-A1 on 30 June 2021: one critical aspect, support that is asked for and offered, one decision."""
    move_clock(THEN)
    one = add_activity("PROT", 1, "Ruta regional", themes=("trata",), state="in_process")
    held = Meeting.objects.create(
        code="GRCM-2021-06", body=world.bodies["GRCM"], tier=Tier.PUBLIC, name_es="Reunión del GRCM",
        starts_on=date(2021, 6, 25),
    )  # fmt: skip
    said = {"verb": "endorse", "tier": Tier.PUBLIC, "text_es": "Avalar la ruta."}
    one.decisions.add(record_decision(held, by=secretariat, paragraph="4", **said))
    changes = {
        "text_es": "Que falte presupuesto",
        "strategy_es": "Pedir",
        "tier": Tier.PUBLIC,
        "activities": [one],
    }
    actions.identify(
        identified_by=one.group, plan=one.plan, by=secretariat, form_key=uuid4(), changes=changes,
        identified_on=date(2021, 6, 20),
    )  # fmt: skip
    actions.ask_support(
        one, form_key=uuid4(), by=secretariat, kind="technical", text_es="metodología", tier="public"
    )
    actions.offer_support(
        one, offered_by=Organisation.objects.get(code="oim"), form_key=uuid4(), by=observer,
        technical=True, text_es="Asistencia técnica", starts_on=date(2021, 11, 1),
    )  # fmt: skip
    return one


@pytest.fixture
def changed(june, member, secretariat, move_clock) -> Activity:
    """All of it is other since 5 July: taken off the activity, closed, confirmed, one decision more."""
    move_clock(LATER)
    aspect = CriticalAspect.objects.get()
    actions.edit_aspect(
        aspect, changes={"text_es": "Que sobre presupuesto", "activities": []}, base={}, by=secretariat
    )
    actions.move_aspect(aspect, "start", on=date(2021, 7, 5), by=secretariat)
    actions.close_request(june.support_requests.get(), by=member)
    actions.confirm_offer(june.support_offers.get(), accepted_on=date(2021, 7, 5), by=secretariat)
    held = Meeting.objects.get()
    said = {"verb": "urge", "tier": Tier.PUBLIC, "text_es": "Seguir."}
    june.decisions.add(record_decision(held, by=secretariat, paragraph="5", **said))
    move_clock(NOW)
    return june


def test_what_stood_beside_an_activity_is_what_its_page_said_on_that_day(
    request, client, sign_in, june, member, observer, move_clock
):
    readers = [member, observer]
    before = [beside(sign_in(user).get(PAGE)) for user in readers]
    client.logout()
    public = beside(client.get(PAGE))
    assert "Que falte presupuesto" in public
    assert "Apoyo solicitado: técnico (metodología)" in public
    assert "Asistencia técnica" not in public
    assert "Asistencia técnica" in before[0]
    request.getfixturevalue("changed")
    assert beside(client.get(PAGE + DAY)) == public
    assert [beside(sign_in(user).get(PAGE + DAY)) for user in readers] == before
    assert beside(client.get(PAGE)) != public


def test_what_of_it_is_other_today_stands_beside(client, changed):
    said = words_of(client.get(PAGE + DAY))
    assert "Aspectos críticos Que falte presupuesto (Abierto) —" in said
    assert "Apoyo Técnico: metodología OIM: Confirmado" in said
    assert "Decisiones GRCM-2021-06, §4 GRCM-2021-06, §5; GRCM-2021-06, §4" in said or "§5" in said


def test_a_decision_reads_as_it_did_and_one_that_was_closed_then_is_not_there(
    client, sign_in, june, member, move_clock
):
    one = Decision.objects.get()
    move_clock(LATER)
    record(one, "rewrite_decision", by=None, changes={"text_es": ["Avalar la ruta vieja.", one.text_es]})
    move_clock(NOW)
    assert "Avalar la ruta vieja." in beside(client.get(PAGE + DAY))
    record(one, "rewrite_decision", by=None, changes={"tier": ["members", "public"]})
    assert "Avalar" not in beside(client.get(PAGE + DAY))
    assert "Avalar la ruta vieja." in beside(sign_in(member).get(PAGE + DAY))


def test_an_aspect_that_was_opened_or_closed_since_is_told_to_who_could_read_it_then_and_can_today(
    client, sign_in, june, secretariat, outsider, move_clock
):
    aspect = CriticalAspect.objects.get()
    for day, tier in (("2021-07-05", Tier.MEMBERS), ("2021-07-07", Tier.PUBLIC)):
        move_clock(f"{day}T09:00:00-06:00")
        actions.edit_aspect(aspect, changes={"tier": tier}, base={}, by=secretariat)
    move_clock(NOW)
    assert "Que falte" in beside(client.get(PAGE + DAY))
    assert "Que falte" not in beside(client.get(f"{PAGE}?al=2021-07-05"))
    assert "Que falte" in beside(sign_in(outsider).get(f"{PAGE}?al=2021-07-05"))


def test_the_number_of_queries_does_not_depend_on_how_much_there_is(client, changed, secretariat, member):
    counted = []
    for more in (1, 4):
        for number in range(more):
            said = {"text_es": f"Otro {number}", "tier": Tier.PUBLIC, "activities": [changed]}
            actions.identify(
                identified_by=changed.group, plan=changed.plan, by=secretariat, form_key=uuid4(),
                changes=said, identified_on=date(2021, 6, 20),
            )  # fmt: skip
            actions.ask_support(
                changed,
                form_key=uuid4(),
                by=secretariat,
                kind="technical",
                text_es=f"{number}",
                tier="public",
            )
        CriticalAspect.history.update(history_date=THEN)
        changed.support_requests.update(asked_on="2021-06-20")
        client.get(PAGE + DAY)
        with CaptureQueriesContext(connection) as queries:
            told = words_of(client.get(PAGE + DAY))
        counted.append(len(queries))
    assert "Otro 3" in told
    assert counted[0] == counted[1]
