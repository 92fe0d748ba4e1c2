"""A group's plan along its steps: draft, review, RCGM, in force; a change goes the same way (§3.9, AC-24)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Refused, Tier
from pilares.core.models import Entry
from pilares.meetings.models import Decision, Mandate, Meeting
from pilares.monitoring import actions
from pilares.monitoring.actions import group_plans as plans
from pilares.monitoring.models import Activity, GroupPlan
from pilares.monitoring.tests.conftest import fresh, words_of
from pilares.plans.models import Document, Pillar, Placement, Theme

PAGE = "/es/grupos/proteccion/plan"
EXTRA = "/es/grupos/migrantes-extra-regionales/plan"
Status = GroupPlan.Status


@pytest.fixture
def drafted(three):
    """The three activities of PROT, prioritised and not endorsed yet."""
    Activity.objects.update(stage=Activity.Stage.PRIORITISED)
    return three


@pytest.fixture
def group_meeting(world):
    return Meeting.objects.create(
        code="GT-PROT-2021-2",
        body=world.bodies["PROT"],
        tier=Tier.PUBLIC,
        name_es="2.ª reunión de 2021",
        name_en="2nd meeting of 2021",
        starts_on=date(2021, 9, 30),
    )


@pytest.fixture
def group_plan(plan, world):
    return GroupPlan(plan=plan, group=world.bodies["PROT"])


def stands(group_plan):
    return GroupPlan.objects.get(plan=group_plan.plan, group=group_plan.group)


def take_into_force(group_plan, member, secretariat, decision):
    plans.review(group_plan, by=member, note="Por correo.")
    plans.present(group_plan, by=member)
    plans.endorse(group_plan, by=secretariat, decision=decision)
    return plans.enter_force(group_plan, by=secretariat)


def test_on_a_real_instance_the_plan_is_three_empty_places_with_their_source(sign_in, member, plan):
    said = words_of(sign_in(member).get(PAGE))
    assert said.count("Actividad por priorizar") == 6  # three places, three rows of the table
    assert "El grupo aún no ha priorizado actividades. Puede tener tres como máximo (§3.9)." in said
    assert "Plan del grupo 2019-2022 · Borrador" in said
    assert "Aún no hay versión vigente" in said
    assert GroupPlan.objects.count() == 0


def test_without_a_strategic_plan_there_is_no_plan_of_a_group(client, world):
    assert client.get(PAGE).status_code == 404


def test_the_page_speaks_the_language_of_its_address(client, three):
    assert "Plan of the group" in words_of(client.get("/en/groups/protection/plan"))
    assert client.get("/en/groups/proteccion/plan")["Location"] == "/en/groups/protection/plan"


def test_a_plan_goes_through_its_pages_into_force(
    sign_in, member, secretariat, drafted, group_meeting, meeting, decision
):
    client = sign_in(member)
    assert "Registrar la revisión por el grupo" in words_of(client.get(PAGE))
    asked = {"meeting": group_meeting.pk, "note": ""}
    check = words_of(client.post(f"{PAGE}/revisado", asked))
    assert "Reunión del grupo GT-PROT-2021-2 · 2.ª reunión de 2021 · 30 de septiembre de 2021" in check
    done = client.post(f"{PAGE}/revisado", {**asked, "confirm": "1"}, follow=True)
    assert "La revisión por el grupo queda registrada." in words_of(done)
    asked = {"meeting": meeting.pk, "note": "Tres actividades."}
    check = words_of(client.post(f"{PAGE}/presentar", asked))
    assert "Revise sus respuestas" in check
    assert "Nota para el GRCM Tres actividades." in check
    client.post(f"{PAGE}/presentar", {**asked, "confirm": "1"})
    client = sign_in(secretariat)
    client.post(f"{PAGE}/aval", {"decision": decision.pk, "confirm": "1"})
    assert "Plan del grupo 2019-2022 · Avalado por el GRCM" in words_of(client.get(PAGE))
    done = words_of(client.post(f"{PAGE}/poner-en-vigor", {"confirm": "1"}, follow=True))
    assert "Plan del grupo 2019-2022 · Vigente" in done
    assert "Versión 1 vigente" in done
    history = done.partition("Cómo llegó este plan hasta aquí")[2]
    assert [step for step in STEPS_IN_ORDER if step in history] == STEPS_IN_ORDER
    assert "Revisado por el grupo · GT Protección (Guatemala) · GT-PROT-2021-2" in history
    assert "Avalado por el GRCM · Secretaría Ejecutiva · GRCM-2021-06, §2" in history


STEPS_IN_ORDER = ["Puesto en vigor", "Avalado por el GRCM", "Presentado al GRCM", "Revisado por el grupo"]


def test_the_endorsement_endorses_every_activity_that_waits(
    drafted, group_plan, member, secretariat, decision
):
    take_into_force(group_plan, member, secretariat, decision)
    assert [(fresh(a).stage, fresh(a).stage_decision) for a in drafted] == [("in_force", decision)] * 3
    assert Entry.objects.filter(model="monitoring.groupplan").count() == 4


def test_once_the_plan_goes_its_way_nothing_is_endorsed_beside_it(
    drafted, group_plan, member, secretariat, decision, sign_in
):
    client, alone = sign_in(secretariat), "/es/actividades/PROT-A1/aval"
    assert alone in client.get("/es/grupos/proteccion").content.decode()
    plans.review(group_plan, by=member, note="En su reunión.")
    assert client.get(alone).status_code == 422
    with pytest.raises(Refused) as refused:
        actions.endorse(drafted[0], decision=decision, by=secretariat)
    assert refused.value.reason.code == "PLAN_DECIDES"
    assert alone not in client.get("/es/grupos/proteccion").content.decode()
    assert "El GRCM avala el plan de este grupo" in words_of(client.get("/es/actividades/PROT-A1"))


@pytest.mark.parametrize("verb", ["present", "endorse", "enter_force"])
def test_nothing_skips_a_step(drafted, group_plan, member, secretariat, decision, verb):
    about = {"decision": decision} if verb == "endorse" else {}
    who = member if verb == "present" else secretariat
    with pytest.raises(Refused) as refused:
        getattr(plans, verb)(group_plan, by=who, **about)
    assert refused.value.reason.code == "WRONG_STAGE"
    assert GroupPlan.objects.count() == 0


def test_a_draft_without_activities_is_not_reviewed(group_plan, member, plan):
    with pytest.raises(Refused) as refused:
        plans.review(group_plan, by=member, note="Nada.")
    assert (refused.value.reason.code, refused.value.status) == ("NO_PRIORITY_ACTIVITY", 422)


def test_a_review_by_the_group_needs_its_meeting_or_a_note(sign_in, member, drafted, meeting):
    client = sign_in(member)
    answer = client.post(f"{PAGE}/revisado", {"meeting": "", "note": ""})  # before it is checked
    assert answer.status_code == 422
    assert "Elija la reunión, o escriba cómo lo revisó el grupo." in words_of(answer)
    answer = client.post(f"{PAGE}/revisado", {"meeting": meeting.pk, "confirm": "1"})
    assert answer.status_code == 422  # a meeting of the RCGM is not one of the group


def test_a_proposed_theme_blocks_the_presentation_and_is_named(drafted, group_plan, member, plan):
    theme = Theme.objects.create(
        plan=plan, code="new", slug_es="nuevo", slug_en="new", name_es="Nuevo", original=False
    )
    place = Placement.objects.create(theme=theme, pillar=Pillar.objects.get(plan=plan, number=3))
    drafted[1].placed.create(placement=place)
    plans.review(group_plan, by=member, note="Por correo.")
    with pytest.raises(Refused) as refused:
        plans.present(group_plan, by=member)
    assert refused.value.reason.code == "THEME_NOT_DECIDED"
    assert "PROT-A2" in str(refused.value.reason)
    assert stands(group_plan).status == Status.REVIEWED


def test_the_page_says_why_the_presentation_is_barred(sign_in, drafted, group_plan, member, plan):
    theme = Theme.objects.create(
        plan=plan, code="new", slug_es="nuevo", slug_en="new", name_es="Nuevo", original=False
    )
    place = Placement.objects.create(theme=theme, pillar=Pillar.objects.get(plan=plan, number=3))
    drafted[1].placed.create(placement=place)
    plans.review(group_plan, by=member, note="Por correo.")
    client = sign_in(member)
    assert "Presentar al GRCM: Un tema solo está propuesto (PROT-A2)" in words_of(client.get(PAGE))
    assert client.get(f"{PAGE}/presentar").status_code == 422


def test_an_activity_without_indicator_warns_and_blocks_nothing(sign_in, drafted, group_plan, member):
    drafted[2].indicators.all().delete()
    plans.review(group_plan, by=member, note="Por correo.")
    client = sign_in(member)
    asked = words_of(client.get(f"{PAGE}/presentar"))
    assert "Lo que el GRCM verá que falta PROT-A3: sin indicador: no se podrá medir" in asked
    assert client.post(f"{PAGE}/presentar", {"confirm": "1"}).status_code == 302


def test_what_was_presented_is_read_for_ever_as_it_stood(
    sign_in, client, drafted, group_plan, member, secretariat, decision
):
    take_into_force(group_plan, member, secretariat, decision)
    Activity.objects.filter(pk=drafted[0].pk).update(title_es="Otro título")
    step = stands(group_plan).presented()
    for who in (member, None):
        reader = sign_in(who) if who else client
        if who is None:
            client.logout()
        said = words_of(reader.get(f"{PAGE}/presentado/{step.pk}"))
        assert "Versión 1 · avalado" in said
        assert "PROT-A1 Ruta regional de referencia" in said
        assert "Otro título" not in said


def test_what_is_presented_and_not_endorsed_is_the_members(sign_in, client, drafted, group_plan, member):
    plans.review(group_plan, by=member, note="Por correo.")
    plans.present(group_plan, by=member)
    step = stands(group_plan).presented()
    assert client.get(f"{PAGE}/presentado/{step.pk}").status_code == 404
    assert "Versión 1 · presentado" in words_of(sign_in(member).get(f"{PAGE}/presentado/{step.pk}"))


def test_an_activity_that_a_reader_may_not_see_is_not_in_what_was_presented(
    client, drafted, group_plan, member, secretariat, decision
):
    take_into_force(group_plan, member, secretariat, decision)
    Activity.objects.filter(pk=drafted[0].pk).update(tier=Tier.GROUP)
    step = stands(group_plan).presented()
    for address in (f"{PAGE}/presentado/{step.pk}", PAGE):
        said = words_of(client.get(address))
        assert "PROT-A2" in said
        assert "PROT-A1" not in said


def test_others_see_the_version_in_force_and_no_step_of_the_procedure(client, drafted, group_plan, member):
    plans.review(group_plan, by=member, note="Reservado entre miembros.")
    said = words_of(client.get(PAGE))
    assert "Plan del grupo 2019-2022 · Aún no hay versión vigente" in said
    assert "El GRCM aún no ha avalado este plan." in said
    assert "PROT-A1" not in said
    assert "Reservado" not in said


def test_members_of_other_groups_read_the_plan_and_do_not_move_it(sign_in, outsider, drafted):
    client = sign_in(outsider)
    assert "PROT-A1" in words_of(client.get(PAGE))
    assert client.get(f"{PAGE}/revisado").status_code == 403


def test_only_the_secretariat_records_the_decision(
    sign_in, member, presidency, drafted, group_plan, decision
):
    plans.review(group_plan, by=member, note="Por correo.")
    plans.present(group_plan, by=presidency)
    for who in (member, presidency):
        answer = sign_in(who).post(f"{PAGE}/aval", {"decision": decision.pk, "confirm": "1"})
        assert answer.status_code == 403
    assert stands(group_plan).status == Status.PRESENTED


def test_taking_note_is_said_as_such(sign_in, drafted, group_plan, member, secretariat, meeting):
    noted = Decision.objects.create(
        meeting=meeting, paragraph="1", verb=Decision.Verb.TAKE_NOTE, text_es="Tomar nota.", tier=Tier.PUBLIC
    )
    plans.review(group_plan, by=member, note="Por correo.")
    plans.present(group_plan, by=member)
    plans.endorse(group_plan, by=secretariat, decision=noted)
    assert "Plan del grupo 2019-2022 · El GRCM tomó nota" in words_of(sign_in(member).get(PAGE))


def test_what_was_drafted_since_the_presentation_is_not_endorsed(
    drafted, group_plan, member, secretariat, decision
):
    plans.review(group_plan, by=member, note="Por correo.")
    plans.present(group_plan, by=member)
    actions.set_aside(drafted[2], by=member)
    with pytest.raises(Refused) as refused:
        plans.endorse(group_plan, by=secretariat, decision=decision)
    assert refused.value.reason.code == "DRAFT_CHANGED"
    assert "PROT-A3" in str(refused.value.reason)
    plans.take_back(group_plan, by=member, note="Cambió el borrador.")
    take_into_force(group_plan, member, secretariat, decision)
    assert [fresh(a).stage for a in drafted] == ["in_force", "in_force", "proposed"]


def test_a_change_of_a_plan_in_force_needs_the_rcgm_only(
    sign_in, client, three, candidate, group_plan, member, secretariat, decision, meeting
):
    take_into_force(group_plan, member, secretariat, decision)
    actions.replace(three[2], successor=candidate, reason="Ya existe.", by=member)
    said = words_of(sign_in(member).get(PAGE))
    assert "PROT-A4 Mujeres migrantes: capacitación consular Entra en el plan: pendiente de aval" in said
    assert "Sustituida (pendiente de aval): PROT-A4" in said
    beside = said.partition("Versión vigente, hasta que se avale el cambio")[2]
    assert "PROT-A3 Directorio regional de asistencia consular" in beside.partition("Candidatas")[0]
    plans.amend(group_plan, by=member, note="Otra prioridad.")
    assert "Versión 1 vigente · versión 2 en preparación" in words_of(sign_in(member).get(PAGE))
    client.logout()
    shown = words_of(client.get(PAGE))
    assert "Plan del grupo 2019-2022 · Vigente" in shown
    assert "PROT-A4" not in shown
    change = Decision.objects.create(
        meeting=meeting, paragraph="4", verb=Decision.Verb.ENDORSE, text_es="Avalar.", tier=Tier.PUBLIC
    )
    take_into_force(group_plan, member, secretariat, change)
    assert [fresh(a).stage for a in (three[2], candidate)] == ["replaced", "in_force"]
    assert "Versión 2 vigente" in words_of(client.get(PAGE))


def test_a_change_is_given_up_once_nothing_waits(three, candidate, group_plan, member, secretariat, decision):
    take_into_force(group_plan, member, secretariat, decision)
    actions.replace(three[2], successor=candidate, reason="Ya existe.", by=member)
    plans.amend(group_plan, by=member, note="Otra prioridad.")
    with pytest.raises(Refused) as refused:
        plans.drop_change(group_plan, by=member, note="No.")
    assert refused.value.reason.code == "CHANGES_PENDING"
    actions.set_aside(candidate, by=member)
    actions.keep(fresh(three[2]), by=member)
    plans.drop_change(group_plan, by=member, note="No.")
    assert (stands(group_plan).status, stands(group_plan).version) == (Status.IN_FORCE, 1)


def test_a_plan_that_was_never_in_force_has_no_change_to_give_up(drafted, group_plan, member):
    with pytest.raises(Refused) as refused:
        plans.drop_change(group_plan, by=member, note="No.")
    assert refused.value.reason.code == "NEVER_IN_FORCE"


def test_who_steers_closes_the_plan(sign_in, three, group_plan, member, presidency, secretariat, decision):
    take_into_force(group_plan, member, secretariat, decision)
    assert sign_in(member).get(f"{PAGE}/cerrar").status_code == 403
    client = sign_in(presidency)
    client.post(f"{PAGE}/cerrar", {"note": "Terminó el plazo.", "confirm": "1"})
    said = words_of(client.get(PAGE))
    assert "Plan del grupo 2019-2022 · Cerrado" in said
    assert "La versión 1 estuvo vigente hasta el cierre" in said
    assert "Versión 1 vigente" not in said


def test_a_group_whose_mandate_is_over_takes_no_step(sign_in, world, plan, secretariat, add_activity):
    add_activity("EXTRA", 1, "Diagnóstico")
    Mandate.objects.create(body=world.bodies["EXTRA"], ends_on=date(2021, 6, 30))
    answer = sign_in(secretariat).get(f"{EXTRA}/revisado")
    assert answer.status_code == 422
    assert "El mandato del grupo venció" in words_of(answer)


def test_an_ad_hoc_group_has_a_plan_without_places(client, add_activity):
    add_activity("EXTRA", 1, "Diagnóstico de la migración extra-regional")
    said = words_of(client.get(EXTRA))
    assert "EXTRA-A1 Diagnóstico de la migración extra-regional" in said
    assert "por priorizar" not in said


def test_two_people_present_at_once_and_one_is_told(drafted, group_plan, member, other_member):
    plans.review(group_plan, by=member, note="Por correo.")
    plans.present(group_plan, by=member)
    with pytest.raises(Refused):
        plans.present(group_plan, by=other_member)
    assert stands(group_plan).steps.filter(verb="present").count() == 1


def test_the_queries_do_not_grow_with_the_activities(sign_in, secretariat, plan, add_activity):
    client = sign_in(secretariat)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(PAGE).status_code == 200
        return len(asked)

    add_activity("PROT", 1, "Una", themes=("ninez",), principles="f")
    client.get(PAGE)
    one = queries()
    add_activity("PROT", 2, "Dos", themes=("trata",), principles="f", indicators=3)
    add_activity("PROT", 3, "Tres", themes=("crisis",))
    assert queries() == one


def test_note_seven_travels_with_principle_f(client, three):
    said = words_of(client.get(PAGE))
    assert "Principio f · Nota 7" in said
    assert "Nota 7, declaración de Estados Unidos: Estados Unidos no es parte" in said


def test_the_plan_is_offered_from_the_page_of_its_group(client, three):
    assert f'href="{PAGE}"' in client.get("/es/grupos/proteccion").content.decode()


def test_whoever_cancels_a_step_returns_to_the_plan(sign_in, member, drafted):
    page = sign_in(member).get(f"{PAGE}/revisado").content.decode()
    assert f'<a class="btn btn-linea" href="{PAGE}">Cancelar</a>' in page


def test_nobody_is_led_to_sign_in(client, plan: Document):
    assert client.get(f"{PAGE}/presentar").status_code == 302
