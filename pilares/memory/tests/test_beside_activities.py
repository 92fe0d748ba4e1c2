"""What changed beside the activities: critical aspects, plans, figures asked for, texts, decisions."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Tier
from pilares.core.trail import Entry
from pilares.meetings.actions import set_outcome
from pilares.meetings.models import Decision, Meeting
from pilares.memory.tests.conftest import words_of
from pilares.memory.tests.test_changes import text_of
from pilares.monitoring import actions
from pilares.monitoring.actions import group_plans as plans
from pilares.monitoring.models import GroupPlan
from pilares.monitoring.tests.measured import measure
from pilares.plans.actions import countersign, record_approval
from pilares.plans.models import Block, Note, Section, Version

PAGE = "/es/cambios?desde=GRCM-2021-06"
JULY, AUGUST, NOW = "2021-07-20T09:00:00-06:00", "2021-08-02T09:00:00-06:00", "2021-10-15T09:00:00-06:00"


def identify(plan, group, by, tier=Tier.MEMBERS, text="Que falte presupuesto"):
    said = {"text_es": text, "strategy_es": "Pedir apoyo", "tier": tier}
    return actions.identify(
        identified_by=group, plan=plan, by=by, form_key=uuid4(), changes=said, identified_on=date(2021, 7, 20)
    )


def follow_up(aspect, text, by):
    actions.follow_up(aspect, on=date(2021, 7, 20), text_es=text, text_en="", form_key=uuid4(), by=by)


@pytest.fixture
def group(before):
    return before["A1"].group


# --- Critical aspects ----------------------------------------------------------------------------------


def test_a_critical_aspect_is_told_step_by_step_net_of_what_was_changed_back(
    sign_in, member, before, group, plan, move_clock
):
    move_clock(JULY)
    aspect = identify(plan, group, member)
    actions.move_aspect(aspect, "start", on=date(2021, 7, 20), by=member)
    actions.follow_up(
        aspect, on=date(2021, 7, 20), text_es="Dos países ofrecen.", text_en="", form_key=uuid4(), by=member
    )
    for text in ("Que sobre", "Que falte presupuesto"):
        actions.edit_aspect(aspect, changes={"text_es": text}, base={}, by=member)
    actions.edit_aspect(aspect, changes={"probability": "high"}, base={}, by=member)
    said = words_of(sign_in(member).get(PAGE))
    assert "4 cambios en aspectos críticos. 1 campo volvió a como estaba." in said
    assert "Aspecto crítico. Que falte presupuesto" in said
    assert "Identificado: Protección" in said
    assert "Estado: antes: Abierto → después: Estrategia en curso" in said
    assert "Seguimiento del 20 de julio de 2021: Dos países ofrecen." in said
    assert "Probabilidad: antes: Por definir → después: Nivel alto" in said
    assert "Aspecto crítico (español): Que falte presupuesto, sin cambio neto (2 ediciones)" in said


def test_of_a_critical_aspect_others_read_only_what_was_done_since_it_was_opened(
    client, sign_in, member, secretariat, before, group, plan, move_clock
):
    move_clock(JULY)
    aspect = identify(plan, group, member)
    actions.move_aspect(aspect, "start", on=date(2021, 7, 20), by=member)
    assert "Que falte presupuesto" not in words_of(client.get(PAGE))
    actions.edit_aspect(aspect, changes={"tier": Tier.PUBLIC}, base={}, by=secretariat)
    assert "Que falte presupuesto" not in words_of(client.get(PAGE))
    actions.move_aspect(aspect, "resolve", on=date(2021, 7, 21), by=member)
    said = words_of(client.get(PAGE))
    assert "1 cambio desde el 26 de junio de 2021: 1 cambio en un aspecto crítico." in said
    assert "Estado: antes: Estrategia en curso → después: Resuelto" in said
    assert "Identificado" not in said
    assert "3 cambios en aspectos críticos" in words_of(sign_in(member).get(PAGE))


def test_a_closed_critical_aspect_is_of_its_group_alone_and_stays_out_of_the_open_file(
    sign_in, member, outsider, before, group, plan, move_clock
):
    move_clock(JULY)
    identify(plan, group, member, tier=Tier.CLOSED)
    assert "Sin cambios" in words_of(sign_in(outsider).get(PAGE))
    client = sign_in(member)
    assert "Que falte presupuesto" in words_of(client.get(PAGE))
    assert "Aspecto crítico. Que falte presupuesto" not in text_of(client.get(PAGE.replace("?", ".docx?")))


def test_an_activity_that_the_reader_may_not_see_is_no_change_of_an_aspect(
    sign_in, member, outsider, before, group, plan, move_clock
):
    move_clock(JULY)
    hidden = before["A2"]
    hidden.tier = Tier.GROUP
    hidden.save()
    aspect = identify(plan, group, member)
    actions.edit_aspect(aspect, changes={"activities": [hidden]}, base={}, by=member)
    assert "PROT-A2" in words_of(sign_in(member).get(PAGE))
    said = words_of(sign_in(outsider).get(PAGE))
    assert "PROT-A2" not in said
    assert "1 cambio desde el 26 de junio de 2021: 1 cambio en un aspecto crítico." in said


# --- Plans of groups -----------------------------------------------------------------------------------


def test_members_read_where_the_plan_of_a_group_came_to_and_others_what_is_in_force(
    client, sign_in, member, secretariat, before, group, plan, june, move_clock
):
    endorsing = Decision.objects.create(
        meeting=june, paragraph="4", verb="endorse", tier=Tier.PUBLIC, text_es="Avalar el plan."
    )
    move_clock(JULY)
    held = GroupPlan(plan=plan, group=group)
    plans.review(held, note="Por correo.", by=member)
    plans.present(held, by=member)
    assert "Sin cambios" in words_of(client.get(PAGE))
    said = words_of(sign_in(member).get(PAGE))
    assert "1 paso de un plan o texto." in said
    assert "Dónde está el plan: antes: Borrador → después: Presentado al GRCM (en 2 ediciones)" in said
    held = plans.endorse(held, decision=endorsing, by=secretariat)
    plans.enter_force(held, by=secretariat)
    client.logout()
    said = words_of(client.get(PAGE))
    assert "PROT. Plan del grupo 2019-2022" in said
    assert "Versión vigente: antes: Aún ninguna → después: Versión 1" in said
    assert "Secretaría Ejecutiva · GRCM-2021-06, §4" in said
    assert "Presentado" not in said


def test_steps_that_were_taken_back_come_to_nothing(sign_in, member, before, group, plan, move_clock):
    move_clock(JULY)
    held = GroupPlan(plan=plan, group=group)
    plans.review(held, note="Por correo.", by=member)
    plans.take_back(held, note="Falta uno.", by=member)
    said = words_of(sign_in(member).get(PAGE))
    assert "Dónde está el plan: Borrador, sin cambio neto (2 ediciones)" in said
    assert "1 cambio desde el 26 de junio de 2021: ninguno con efecto. 1 campo volvió a como estaba." in said


# --- Figures asked for -----------------------------------------------------------------------------------


@pytest.fixture
def asked(before, plan, secretariat, focal_point, move_clock):
    """A window, and a figure of PROT-A1 asked of Honduras and put off once, after June."""
    measure(before["A1"].indicators.get(), [None, None], target=5)
    period = before["A1"].indicators.get().periods.last()
    move_clock(JULY)
    days = {"opens_on": date(2021, 7, 1), "closes_on": date(2021, 9, 30)}
    window = actions.open_window(plan=plan, name_es="Segundo año", name_en="", **days, by=secretariat)
    wanted = [actions.Asked(period.pk, "HN")]
    (one,) = actions.ask(window=window, wanted=wanted, due_on=date(2021, 9, 30), by=secretariat)
    actions.change_due(one, due_on=date(2021, 10, 8), reason="Lo pidió el país.", by=secretariat)
    return one


def test_figures_asked_for_are_told_to_those_concerned_and_windows_to_who_steers(
    client, sign_in, secretariat, focal_point, outsider, asked
):
    said = words_of(sign_in(secretariat).get(PAGE))
    assert "2 cifras pedidas." in said
    assert "PROT-A1-I1: 2.º año, Honduras, cifra pedida, para el: 8 de octubre de 2021" in said
    assert "Ventana de monitoreo. Segundo año" in said
    assert "Ventana fijada: 1 de julio de 2021 – 30 de septiembre de 2021" in said
    mine = words_of(sign_in(focal_point).get(PAGE))
    assert "1 cifra pedida." in mine
    assert "Ventana" not in mine
    for other in (sign_in(outsider), client):
        other.logout() if other is client else None
        assert "Sin cambios desde el 26 de junio de 2021" in words_of(other.get(PAGE))


# --- Texts ---------------------------------------------------------------------------------------------


@pytest.fixture
def second(before, plan, world, secretariat, presidency, move_clock) -> Version:
    """Version 2 of the plan in force since 20 July: its §3.3 says something else."""
    first = plan.versions.get()
    for version, words in ((first, "La misión de antes."), (None, "La misión de ahora.")):
        held = version or Version.objects.create(
            document=plan, number=2, status="recommended", tier=Tier.PUBLIC, based_on=first
        )
        for order, (anchor, said) in enumerate((("3.3", words), ("3.4", "La visión."))):
            section = Section.objects.create(
                version=held, anchor=anchor, number=anchor, order=order, title_es=f"Sección {anchor}"
            )
            Block.objects.create(
                section=section, anchor=f"{anchor}.p1", order=1, kind="paragraph", text_es=said
            )
    Note.objects.create(
        version=held, number=7, anchor="3.6.f", text_es="Lo que dice ahora.", origin=first.notes.get()
    )
    vice = Meeting.objects.create(
        code="RVM-XXVI",
        body=world.bodies["RVM"],
        tier=Tier.PUBLIC,
        name_es="XXVI RVM",
        starts_on=date(2021, 7, 19),
    )
    move_clock(JULY)
    approved = record_approval(
        held, body=vice.body, meeting=vice, paragraph="7", on=date(2021, 7, 20), by=secretariat
    )
    return countersign(approved, by=presidency)


def test_sections_that_the_version_in_force_says_otherwise_are_told_before_and_after(client, second):
    said = words_of(client.get(PAGE))
    assert "Plan Estratégico de la CRM 2019-2022, versión 2" in said
    assert "Aprobada Secretaría Ejecutiva · RVM-XXVI, §7" in said
    assert "Vigente: Versión 2" in said
    assert "3.3. Sección 3.3: antes: La misión de antes. → después: La misión de ahora." in said
    assert "Sección 3.4" not in said
    assert "Nota 7: antes: Estados Unidos no es parte" in said
    assert "→ después: Lo que dice ahora." in said
    assert "1 sección de un texto, 1 nota" in said


def test_the_steps_of_a_draft_are_the_members(client, sign_in, member, secretariat, before, plan, move_clock):
    move_clock(JULY)
    draft = Version.objects.create(document=plan, number=2, status="in_consultation", tier=Tier.PUBLIC)
    draft.events.create(step="circulated", at="2021-07-20T15:00:00Z")
    assert "Sin cambios" in words_of(client.get(PAGE))
    assert "Circulada a los Países Miembros" in words_of(sign_in(member).get(PAGE))


# --- Decisions -------------------------------------------------------------------------------------------


def test_how_a_decision_moved_is_told_before_and_after(
    sign_in, member, secretariat, june, before, move_clock
):
    one = Decision.objects.create(
        meeting=june, paragraph="9", verb="decide", tier=Tier.MEMBERS, text_es="Aplazado.", outcome="proposed"
    )
    move_clock(AUGUST)
    set_outcome(one, outcome="adopted", by=secretariat)
    said = words_of(sign_in(member).get(PAGE))
    assert "antes: Propuesta → después: Adoptada GRCM-2021-06, §9" in said


# --- Everywhere --------------------------------------------------------------------------------------------


def test_word_feed_and_letter_tell_them_too(
    client, sign_in, seated, secretariat, before, group, plan, move_clock
):
    move_clock(JULY)
    aspect = identify(plan, group, secretariat, tier=Tier.PUBLIC)
    word = text_of(client.get(PAGE.replace("?", ".docx?")))
    assert "Aspecto crítico. Que falte presupuesto" in word
    assert "Identificado" in word
    feed = client.get("/es/novedades/grupos/proteccion.atom").content.decode()
    assert "Aspecto crítico. Que falte presupuesto" in feed
    assert f":critical-{aspect.pk}:" in feed


def test_the_number_of_queries_does_not_grow_with_them(
    sign_in, secretariat, member, before, group, plan, asked, move_clock
):
    client, counted = sign_in(secretariat), []
    for more in (1, 3):
        for number in range(more):
            aspect = identify(plan, group, member, text=f"Aspecto {number}")
            actions.edit_aspect(aspect, changes={"owner": "country:GT", "impact": "low"}, base={}, by=member)
            actions.follow_up(
                aspect, on=date(2021, 7, 20), text_es="…", text_en="", form_key=uuid4(), by=member
            )
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_an_act_written_down_without_its_days_is_told_without_them(sign_in, secretariat, asked):
    Entry.objects.filter(verb__in=("open_window", "ask")).update(details={})
    said = words_of(sign_in(secretariat).get(PAGE))
    assert "Ventana fijada Secretaría Ejecutiva" in said
    assert "Honduras, cifra pedida, para el: 8 de octubre de 2021" in said
