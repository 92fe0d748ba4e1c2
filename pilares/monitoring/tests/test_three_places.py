"""At most three priority activities in a group, and what can be done about a fourth (§3.9, AC-01)."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from pilares.core.access import Refused
from pilares.core.models import Entry
from pilares.monitoring import actions
from pilares.monitoring.models import Activity
from pilares.monitoring.tests.conftest import fresh, words_of
from pilares.people.models import Body, User

SENTENCE = (
    "El Plan Estratégico permite un máximo de tres actividades prioritarias por grupo (§3.9). "
    "Este grupo ya tiene tres"
)
PROPOSED, PRIORITISED, IN_FORCE = (
    Activity.Stage.PROPOSED,
    Activity.Stage.PRIORITISED,
    Activity.Stage.IN_FORCE,
)


def test_a_fourth_is_refused_on_the_groups_page_with_three_ways_out(sign_in, member, candidate):
    response = sign_in(member).post("/es/actividades/PROT-A4/priorizar")
    assert response.status_code == 422
    said = words_of(response)
    assert said.startswith(
        f"Grupos Grupo de Trabajo sobre Protección Hay un problema {SENTENCE} No se guardó"
    )
    assert (
        "No se guardó ningún cambio. Puede: Sustituir una actividad Dejar como candidata Consultar al GRCM"
        in said
    )
    assert fresh(candidate).stage == PROPOSED


def test_the_refusal_is_announced_and_takes_the_focus(sign_in, member, candidate):
    body = sign_in(member).post("/es/actividades/PROT-A4/priorizar").content.decode()
    assert '<div class="resumen-error" role="alert" tabindex="-1" autofocus' in body
    assert "<title>Error: Grupo de Trabajo sobre Protección · Pilares · CRM</title>" in body
    assert '<a href="#PROT-A4">' in body
    assert 'class="cand campo-error" id="PROT-A4"' in body


def test_the_refusal_as_json_carries_the_code_of_the_rule(sign_in, member, candidate):
    response = sign_in(member).post(
        "/es/actividades/PROT-A4/priorizar", headers={"accept": "application/json"}
    )
    assert response.status_code == 422
    assert response.json() == {"error": {"code": "MAX_PRIORITY_3", "message": SENTENCE, "citation": "§3.9"}}


def test_a_candidate_takes_a_free_place(sign_in, member, candidate, three):
    Activity.objects.filter(pk=three[1].pk).update(slot=None, stage="withdrawn")
    response = sign_in(member).post("/es/actividades/PROT-A4/priorizar", follow=True)
    assert "PROT-A4 queda priorizada en el borrador." in words_of(response)
    assert (fresh(candidate).stage, fresh(candidate).slot) == (PRIORITISED, 2)


def test_replacing_asks_whom_and_why_then_shows_the_answers_to_be_checked(sign_in, member, candidate, three):
    client = sign_in(member)
    page = client.get("/es/actividades/PROT-A4/tomar-un-lugar")
    assert "Sustituir una actividad por PROT-A4" in words_of(page)
    asked = {"other": three[2].pk, "reason": "El directorio ya existe."}
    check = client.post("/es/actividades/PROT-A4/tomar-un-lugar", asked)
    assert check.status_code == 200
    assert (
        "Actividad a la que sustituye PROT-A3. Directorio regional de asistencia consular "
        "Razón El directorio ya existe." in words_of(check)
    )
    assert fresh(candidate).stage == PROPOSED


def test_a_replacement_without_a_reason_is_not_accepted(sign_in, member, candidate, three):
    response = sign_in(member).post("/es/actividades/PROT-A4/tomar-un-lugar", {"other": three[2].pk})
    assert response.status_code == 422
    assert "<title>Error:" in response.content.decode()


@pytest.fixture
def replaced(sign_in, member, candidate, three):
    asked = {"other": three[2].pk, "reason": "El directorio ya existe.", "confirm": "1"}
    return sign_in(member).post("/es/actividades/PROT-A4/tomar-un-lugar", asked, follow=True)


def test_the_draft_shows_the_exchange_and_counts_three_of_three(replaced):
    said = words_of(replaced)
    assert "Actividades prioritarias 3 de 3" in said
    assert (
        "PROT-A3. Directorio regional de asistencia consular Sustituida (pendiente de aval). "
        "La versión vigente aún la muestra." in said
    )
    assert [one.code for one in Activity.objects.filter(slot__isnull=False).order_by("slot")] == [
        "PROT-A1",
        "PROT-A2",
        "PROT-A4",
    ]


def test_its_history_stays_whole(replaced, three):
    verbs = list(
        Entry.objects.filter(object_id=three[2].pk, model="monitoring.activity").values_list(
            "verb", flat=True
        )
    )
    assert verbs == ["replace"]
    assert fresh(three[2]).stage_reason == "El directorio ya existe."


def test_the_version_in_force_still_shows_what_was_replaced_in_the_draft(replaced, client):
    client.logout()
    said = words_of(client.get("/es/grupos/proteccion"))
    assert "versión vigente" in said
    assert "3 de 3" in said
    assert "Directorio regional de asistencia consular" in said
    assert "Mujeres migrantes" not in said
    assert "pendiente de aval" not in said
    assert "pendiente de aval" not in words_of(client.get("/es/actividades/PROT-A3"))


def test_the_endorsement_brings_both_halves_of_the_exchange_into_force(
    replaced, sign_in, secretariat, decision, candidate, three
):
    client = sign_in(secretariat)
    check = client.post("/es/actividades/PROT-A4/aval", {"decision": decision.pk})
    assert "GRCM-2021-06, §2 · avalar · Avalar el plan del grupo." in words_of(check)
    client.post("/es/actividades/PROT-A4/aval", {"decision": decision.pk, "confirm": "1"})
    assert (fresh(candidate).stage, fresh(three[2]).stage) == (IN_FORCE, Activity.Stage.REPLACED)
    client.logout()
    Activity.objects.filter(pk=candidate.pk).update(tier="public")
    said = words_of(client.get("/es/grupos/proteccion"))
    assert "3 de 3" in said
    assert "Mujeres migrantes: capacitación consular" in said


def test_a_drafted_replacement_is_not_replaced_again(replaced, member, three, candidate):
    with pytest.raises(Refused) as refused:
        actions.replace(three[2], successor=candidate, reason="otra vez", by=member)
    assert refused.value.reason.code == "AWAITS_ENDORSEMENT"


def test_keeping_it_needs_a_free_place(replaced, sign_in, member, candidate, three):
    client = sign_in(member)
    response = client.post("/es/actividades/PROT-A3/mantener", {"confirm": "1"})
    assert response.status_code == 422
    assert SENTENCE in words_of(response)
    client.post("/es/actividades/PROT-A4/devolver", {"confirm": "1"})
    client.post("/es/actividades/PROT-A3/mantener", {"confirm": "1"})
    assert (fresh(three[2]).next_stage, fresh(three[2]).slot) == ("", 3)
    assert fresh(candidate).stage == PROPOSED


def test_the_rcgm_can_be_consulted_and_the_candidate_says_when(sign_in, member, candidate):
    response = sign_in(member).post("/es/actividades/PROT-A4/consultar-al-grcm", follow=True)
    assert "Consulta al GRCM el 15 de octubre de 2021" in words_of(response)


def test_withdrawing_a_candidate_takes_it_away_at_once(sign_in, member, candidate):
    sign_in(member).post("/es/actividades/PROT-A4/retirar", {"reason": "Ya no procede.", "confirm": "1"})
    assert fresh(candidate).stage == Activity.Stage.WITHDRAWN


def test_withdrawing_a_priority_activity_waits_for_its_endorsement(sign_in, member, three):
    sign_in(member).post("/es/actividades/PROT-A1/retirar", {"reason": "Ya no procede.", "confirm": "1"})
    assert (fresh(three[0]).stage, fresh(three[0]).next_stage) == (IN_FORCE, Activity.Stage.WITHDRAWN)


def test_correcting_returns_to_the_form_with_what_was_typed(sign_in, member, three):
    response = sign_in(member).post("/es/actividades/PROT-A1/retirar", {"reason": "Motivo", "correct": "1"})
    assert response.status_code == 200
    assert "Revise sus respuestas" not in words_of(response)
    assert ">\nMotivo</textarea>" in response.content.decode()


@pytest.mark.parametrize("step", ["sustituir", "retirar"])
def test_a_step_of_another_group_is_refused_with_its_reason(sign_in, outsider, three, step):
    response = sign_in(outsider).get(f"/es/actividades/PROT-A1/{step}")
    assert response.status_code == 403
    assert "Lo hacen los integrantes de este grupo, la presidencia y la Secretaría." in words_of(response)


def test_a_step_on_what_may_not_be_seen_is_a_page_that_does_not_exist(sign_in, outsider, three):
    Activity.objects.filter(pk=three[0].pk).update(tier="group")
    client = sign_in(outsider)
    hidden, random = (
        client.get("/es/actividades/PROT-A1/retirar"),
        client.get("/es/actividades/PROT-A9/retirar"),
    )
    assert (hidden.status_code, random.status_code) == (404, 404)
    assert words_of(hidden) == words_of(random)


def test_nobody_prioritises_by_opening_an_address(sign_in, member, candidate):
    assert sign_in(member).get("/es/actividades/PROT-A4/priorizar").status_code == 405


@pytest.mark.parametrize("step", ["priorizar", "consultar-al-grcm", "retirar"])
def test_a_visitor_is_led_to_the_sign_in_page(client, three, step):
    response = client.post(f"/es/actividades/PROT-A1/{step}")
    assert response.status_code == 302
    assert response["Location"].startswith("/es/entrar")


def test_one_after_the_other_on_the_last_place_ends_with_exactly_three(
    candidate, three, member, other_member, plan
):
    Activity.objects.filter(pk=three[1].pk).update(slot=None, stage="withdrawn")
    second = actions.propose(group=candidate.group, plan=plan, by=member, title_es="Otra")
    actions.prioritise(candidate, by=member)
    with pytest.raises(Refused) as refused:
        actions.prioritise(second, by=other_member)
    assert refused.value.reason.code == "MAX_PRIORITY_3"
    assert Activity.objects.filter(slot__isnull=False).count() == 3


def test_the_database_itself_gives_a_place_once(three, candidate):
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=candidate.pk).update(slot=1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_instant_on_the_last_place_end_with_exactly_three(
    candidate, three, member, other_member, plan
):
    Activity.objects.filter(pk=three[1].pk).update(slot=None, stage="withdrawn")
    second = actions.propose(group=candidate.group, plan=plan, by=member, title_es="Otra")
    codes: list[str] = []

    def press(activity: Activity, by: User) -> None:
        try:
            actions.prioritise(activity, by=by)
        except Refused as refused:
            codes.append(refused.reason.code)
        finally:
            connection.close()

    pairs = ((candidate, member), (second, other_member))
    threads = [threading.Thread(target=press, args=pair) for pair in pairs]
    with transaction.atomic():  # both press while the group is held, so that both wait at one door
        Body.objects.select_for_update().get(pk=candidate.group_id)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=1)
        assert all(thread.is_alive() for thread in threads)
    for thread in threads:
        thread.join()
    assert codes == ["MAX_PRIORITY_3"]
    assert Activity.objects.filter(slot__isnull=False).count() == 3


def test_ad_hoc_groups_stand_outside_the_count(add_activity, secretariat, plan):
    body = Body.objects.get(code="EXTRA")
    for number in range(1, 5):
        found = actions.propose(group=body, plan=plan, by=secretariat, title_es=f"Estudio {number}")
        actions.prioritise(found, by=secretariat)
    assert Activity.objects.filter(group=body, stage=PRIORITISED, slot=None).count() == 4


def test_an_activity_with_a_theme_that_is_only_proposed_is_not_endorsed(
    sign_in, secretariat, decision, candidate, three, plan, member
):
    theme = candidate.placed.first().placement.theme
    theme.original = False
    theme.save()
    Activity.objects.filter(pk=three[1].pk).update(slot=None, stage="withdrawn")
    actions.prioritise(candidate, by=member)
    response = sign_in(secretariat).get("/es/actividades/PROT-A4/aval")
    assert response.status_code == 422
    assert "Su tema solo está propuesto" in words_of(response)


def test_what_was_replaced_says_by_which_decision_and_by_what_took_its_place(
    replaced, sign_in, nobody, secretariat, decision
):
    answer = {"decision": decision.pk, "confirm": "1"}
    sign_in(secretariat).post("/es/actividades/PROT-A3/aval", answer)
    said = words_of(sign_in(secretariat).get("/es/actividades/PROT-A3"))
    assert (
        "Su lugar pasa a PROT-A4 · El directorio ya existe. Sustituida Por decisión GRCM-2021-06, §2" in said
    )
    visitor = words_of(sign_in(nobody).get("/es/actividades/PROT-A3"))
    assert "Sustituida Por decisión GRCM-2021-06, §2" in visitor
    assert "El directorio ya existe." not in visitor
    assert "PROT-A4" not in visitor
