"""What changed of the plan itself: notes, themes, parameters and years, and the support of activities."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Tier
from pilares.meetings.models import Decision
from pilares.memory.tests.conftest import words_of
from pilares.memory.tests.test_changes import text_of
from pilares.monitoring import actions
from pilares.people.models import Organisation
from pilares.plans.actions import (
    adopt_theme,
    change_parameters,
    date_plan_years,
    edit_note,
    propose_theme,
    reanchor,
)
from pilares.plans.models import Block, Note, Section, Version

PAGE = "/es/cambios?desde=GRCM-2021-06"
NONE = "Sin cambios desde el 26 de junio de 2021"
JULY = "2021-07-20T09:00:00-06:00"


@pytest.fixture
def decision(june) -> Decision:
    return Decision.objects.create(
        meeting=june, paragraph="6", verb="approve", tier=Tier.PUBLIC, text_es="Aprobar."
    )


# --- Notes -----------------------------------------------------------------------------------------------


@pytest.fixture
def draft(before, plan, move_clock) -> Note:
    """The reservation of version 2, a draft of two sections, whose words changed."""
    first = plan.versions.get()
    held = Version.objects.create(document=plan, number=2, status="draft", tier=Tier.MEMBERS, based_on=first)
    for order, anchor in enumerate(("3.6", "3.7")):
        section = Section.objects.create(
            version=held, anchor=anchor, number=anchor, order=order, title_es="Una"
        )
        for letter in "fg":
            Block.objects.create(
                section=section, anchor=f"{anchor}.{letter}", order=ord(letter), kind="item", text_es="Dice."
            )
    move_clock(JULY)
    return Note.objects.create(
        version=held, number=7, kind="reservation", country_id="US", anchor="3.6.f", origin=first.notes.get(),
        text_es="Estados Unidos no es parte.", anchoring="undecided",
    )  # fmt: skip


def test_a_note_that_was_moved_is_told_from_place_to_place_to_members_while_its_text_is_a_draft(
    client, sign_in, member, secretariat, draft
):
    for anchor in ("3.6.g", "3.7.f"):
        draft = reanchor(draft, choice="moved", anchor=anchor, by=secretariat)
    said = words_of(sign_in(member).get(PAGE))
    assert "1 cambio desde el 26 de junio de 2021: 1 nota." in said
    moved = "Nota 7 (Estados Unidos): lugar en el texto: antes: §3.6 f) → después: §3.7 f) (en 2 ediciones)"
    assert moved in said
    word = "\n".join(text_of(client.get(PAGE.replace("?", ".docx?"))))
    assert "§3.6 f) → §3.7 f)" in word
    client.logout()
    assert NONE in words_of(client.get(PAGE))


def test_a_note_moved_and_moved_back_comes_to_nothing_and_one_that_is_kept_says_so(
    sign_in, member, secretariat, draft
):
    for anchor in ("3.6.g", "3.6.f"):
        draft = reanchor(draft, choice="moved", anchor=anchor, by=secretariat)
    client = sign_in(member)
    assert "lugar en el texto: §3.6 f), sin cambio neto (2 ediciones)" in words_of(client.get(PAGE))
    reanchor(draft, choice="kept", by=secretariat)
    assert "lugar en el texto: §3.6 f). Se mantiene con las palabras cambiadas" in words_of(client.get(PAGE))


def test_a_note_that_was_written_anew_is_told_before_and_after(client, sign_in, member, secretariat, draft):
    edit_note(draft, text_es="Estados Unidos no es parte de ella.", by=secretariat)
    told = (
        "Nota 7 (Estados Unidos): antes: Estados Unidos no es parte. → después: Estados Unidos no es parte de"
    )
    assert told in words_of(sign_in(member).get(PAGE))
    client.logout()
    assert NONE in words_of(client.get(PAGE))


# --- Themes ----------------------------------------------------------------------------------------------


def test_a_proposed_theme_is_for_members_and_one_that_a_decision_added_for_everybody(
    client, sign_in, member, secretariat, before, plan, decision, move_clock
):
    move_clock(JULY)
    pillar = plan.pillars.get(number=3)
    theme = propose_theme(pillar=pillar, name_es="Migración y clima", by=member).theme
    proposed = words_of(sign_in(member).get(PAGE))
    assert "1 cambio desde el 26 de junio de 2021: 1 tema." in proposed
    assert f"Tema. Migración y clima 20 jul 2021 Propuesto: {pillar}" in proposed
    client.logout()
    assert NONE in words_of(client.get(PAGE))
    adopt_theme(theme, decision=decision, by=secretariat)
    added = f"Incorporado al Plan: {pillar} Secretaría Ejecutiva · GRCM-2021-06, §6"
    for reader in (client, sign_in(member)):
        said = words_of(reader.get(PAGE))
        assert added in said
        assert "1 cambio desde el 26 de junio de 2021: 1 tema." in said
    assert f"Incorporado al Plan{pillar}" in "".join(text_of(client.get(PAGE.replace("?", ".docx?"))))


# --- Parameters ------------------------------------------------------------------------------------------


def test_parameters_are_told_net_with_their_decision_and_the_reason_to_who_steers(
    client, sign_in, member, secretariat, before, plan, decision, move_clock
):
    move_clock(JULY)
    for priority, small in ((4, 7), (5, 5)):
        change_parameters(
            plan, changes={"priority_activities": priority, "small_number": small}, base={}, by=secretariat,
            decision=decision, reason="Lo pidió el GRCM.",
        )  # fmt: skip
    said = words_of(client.get(PAGE))
    assert "1 parámetro del Plan. 1 campo volvió a como estaba." in said
    assert "2019-2022. Parámetros del Plan" in said
    told = (
        "como máximo (§3.9): antes: 3 → después: 5 (en 2 ediciones) Secretaría Ejecutiva · GRCM-2021-06, §6"
    )
    assert told in said
    assert "en una desagregación (§3.6 g): 5, sin cambio neto (2 ediciones)" in said
    assert "Lo pidió el GRCM." not in said + words_of(sign_in(member).get(PAGE))
    assert "Lo pidió el GRCM." in words_of(sign_in(secretariat).get(PAGE))


def test_the_dates_of_a_year_are_told(client, secretariat, before, plan, move_clock):
    move_clock(JULY)
    date_plan_years(plan, years={2: (date(2020, 7, 1), date(2021, 6, 30))}, by=secretariat)
    said = words_of(client.get(PAGE))
    assert "1 parámetro del Plan" in said
    was, now = "15 de noviembre de 2020 – 14 de noviembre de 2021", "1 de julio de 2020 – 30 de junio de 2021"
    assert f"Año 2: antes: {was} → después: {now} Secretaría Ejecutiva" in said


# --- Support ---------------------------------------------------------------------------------------------


def offer(activity, observer):
    return actions.offer_support(
        activity, offered_by=Organisation.objects.get(code="oim"), form_key=uuid4(), by=observer,
        technical=True, text_es="Asistencia técnica", starts_on=date(2021, 11, 1),
    )  # fmt: skip


def test_support_that_is_asked_for_and_offered_is_told_to_those_whom_it_reaches(
    client, sign_in, member, observer, secretariat, before, move_clock
):
    move_clock(JULY)
    for text in ("metodología", "traducción"):
        asked = actions.ask_support(
            before["A1"], form_key=uuid4(), by=member, kind="technical", text_es=text, tier="extended"
        )
    actions.close_request(asked, by=member)
    made = offer(before["A1"], observer)
    said = words_of(sign_in(member).get(PAGE))
    assert "2 cambios en el apoyo. 1 campo volvió a como estaba." in said
    assert "Apoyo solicitado: Técnico: metodología" in said
    assert "Apoyo solicitado: Técnico: traducción, sin cambio neto (2 ediciones)" in said
    assert "Apoyo de OIM: técnico: Ofrecido" in said
    assert "Apoyo de OIM: técnico: Ofrecido" in words_of(sign_in(observer).get(PAGE))
    client.logout()
    assert NONE in words_of(client.get(PAGE))
    actions.confirm_offer(made, accepted_on=date(2021, 7, 20), by=secretariat)
    said = words_of(client.get(PAGE))
    assert "1 cambio desde el 26 de junio de 2021: 1 cambio en el apoyo." in said
    assert "Apoyo de OIM: técnico: Confirmado" in said
    assert "Apoyo de OIM: técnico: Confirmado (en 2 ediciones)" in words_of(sign_in(member).get(PAGE))


def test_the_number_of_queries_does_not_grow_with_them(
    sign_in, member, secretariat, observer, before, plan, decision, draft, move_clock
):
    client, counted, pillar = sign_in(member), [], plan.pillars.get(number=1)
    for more in (1, 3):
        for number in range(more):
            draft = reanchor(draft, choice="moved", anchor=f"3.{6 + number % 2}.g", by=secretariat)
            draft = reanchor(draft, choice="moved", anchor="3.7.f", by=secretariat)
            theme = propose_theme(pillar=pillar, name_es=f"Tema {more} {number}", by=member).theme
            adopt_theme(theme, decision=decision, by=secretariat)
            changes = {"small_number": 10 * more + number, "priority_activities": 10 * more + number}
            change_parameters(plan, changes=changes, base={}, by=secretariat, decision=decision)
            offer(before["A1"], observer)
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counted.append(len(queries))
    assert counted[0] == counted[1]
