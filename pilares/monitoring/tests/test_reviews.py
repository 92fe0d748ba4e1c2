"""The yearly review of a group's plan: a line for each activity, nothing changed by itself (§3.10, M14)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Refused, Tier
from pilares.meetings.models import Meeting
from pilares.monitoring import actions
from pilares.monitoring.actions import group_plans as plans
from pilares.monitoring.actions import reviews
from pilares.monitoring.models import Activity, GroupPlan, Review, ReviewLine
from pilares.monitoring.tests.conftest import fresh, hidden_of, words_of

PLAN = "/es/grupos/proteccion/plan"
PAGE = f"{PLAN}/revisiones/2"
DONE = {"outcome": "continue", "relevant": True, "reached_es": "Se avanzó."}


@pytest.fixture
def group_plan(plan, world, three, member, secretariat, decision):
    """The plan of PROT, in force."""
    draft = GroupPlan(plan=plan, group=world.bodies["PROT"])
    plans.review(draft, by=member, note="Por correo.")
    plans.present(draft, by=member)
    plans.endorse(draft, by=secretariat, decision=decision)
    return plans.enter_force(draft, by=secretariat)


@pytest.fixture
def year(plan):
    return plan.plan_years.get(number=2)


@pytest.fixture
def review(group_plan, year, member):
    return reviews.open_review(group_plan, year=year, by=member)


def write(review, activity, by, **said):
    return reviews.write_line(review, activity, changes={**DONE, **said}, base={}, by=by)


def write_all(review, three, by):
    for activity in three:
        write(review, activity, by)


def test_the_group_opens_the_review_of_a_year_at_its_meeting(sign_in, world, member, group_plan, year):
    meeting = Meeting.objects.create(
        code="GT-PROT-2021-2", body=world.bodies["PROT"], tier=Tier.PUBLIC, name_es="2.ª reunión",
        name_en="2nd meeting", starts_on=date(2021, 9, 30),
    )  # fmt: skip
    client = sign_in(member)
    assert "Abrir la revisión anual" in words_of(client.get(PLAN))
    asked = {"year": year.pk, "meeting": meeting.pk}
    assert "Año del plan 2.º año (15 de noviembre de 2020 – 14 de noviembre de 2021)" in words_of(
        client.post(f"{PLAN}/revisiones/abrir", asked)
    )
    said = words_of(client.post(f"{PLAN}/revisiones/abrir", {**asked, "confirm": "1"}, follow=True))
    assert "Plan del grupo 2019-2022 · En revisión anual" in said
    assert "Continuar la revisión: 2.º año" in said
    page = words_of(client.get(PAGE))
    assert "GT Protección: 2.º año" in page
    assert "Falta por escribir PROT-A1, PROT-A2, PROT-A3" in page


def test_a_year_is_reviewed_once(sign_in, member, group_plan, year, review, three):
    write_all(review, three, member)
    reviews.close_review(review, by=member, tier=Tier.MEMBERS)
    answer = sign_in(member).post(f"{PLAN}/revisiones/abrir", {"year": year.pk, "confirm": "1"})
    assert answer.status_code == 422


def test_a_year_that_has_not_begun_is_not_reviewed(sign_in, member, group_plan, plan):
    third = plan.plan_years.get(number=3)
    client = sign_in(member)
    assert "3.er año" not in words_of(client.get(f"{PLAN}/revisiones/abrir"))
    with pytest.raises(ValidationError):
        reviews.open_review(group_plan, year=third, by=member)


def test_a_plan_that_is_not_in_force_is_not_reviewed(world, plan, member, three, year):
    draft = GroupPlan(plan=plan, group=world.bodies["PROT"])
    with pytest.raises(Refused) as refused:
        reviews.open_review(draft, year=year, by=member)
    assert refused.value.reason.code == "WRONG_STAGE"


def test_state_deadline_and_indicators_stand_beside_each_line(sign_in, member, review, three):
    Activity.objects.filter(pk=three[0].pk).update(
        state="in_process", state_on=date(2021, 2, 18), due_on=date(2021, 11, 14)
    )
    said = words_of(sign_in(member).get(PAGE))
    assert (
        "En proceso de implementarse 18 de febrero de 2021 · Plazo de cumplimiento: 14 de noviembre de 2021"
        in said
    )
    assert "Países con Ruta regional de referencia: Sin dato" in said


def test_a_line_is_written_on_its_page_and_may_be_finished_later(sign_in, member, review, three):
    client = sign_in(member)
    answer = client.post(f"{PAGE}/PROT-A1", {"reached_es": "Se probó en tres países."}, follow=True)
    assert "La línea de PROT-A1 quedó guardada." in words_of(answer)
    assert "Falta por escribir PROT-A1, PROT-A2, PROT-A3" in words_of(client.get(PAGE))
    client.post(
        f"{PAGE}/PROT-A1",
        {"reached_es": "Se probó en tres países.", "relevant": "True", "outcome": "continue"},
    )
    said = words_of(client.get(PAGE))
    assert "Falta por escribir PROT-A2, PROT-A3" in said
    assert (
        "Qué se alcanzó Se probó en tres países. Sigue siendo pertinente (§1.5) Sí Qué sigue Continúa" in said
    )


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({}, []),
        ({"outcome": ""}, ["PROT-A1"]),
        ({"relevant": None}, ["PROT-A1"]),
        ({"reached_es": ""}, ["PROT-A1"]),
        ({"reached_es": "", "reached_en": "Progress."}, []),
        ({"outcome": "finished"}, []),
        ({"outcome": "change"}, ["PROT-A1"]),
        ({"outcome": "withdraw"}, ["PROT-A1"]),
        ({"outcome": "replace", "changes_es": "Porque ya existe."}, []),
        ({"relevant": False}, ["PROT-A1"]),
        ({"relevant": False, "changes_es": "Falta una etapa."}, []),
    ],
)
def test_a_line_is_complete_when_it_says_what_was_reached_what_follows_and_why(
    review, three, member, said, missing
):
    write_all(review, three, member)
    write(review, three[0], member, **said)
    assert review.group_plan.not_reviewed() == missing


def test_closing_names_the_activities_without_a_line(sign_in, member, review, three):
    write(review, three[1], member)
    answer = sign_in(member).get(f"{PAGE}/cerrar")
    assert answer.status_code == 422
    said = words_of(answer)
    assert "La revisión de estas actividades no está completa: PROT-A1, PROT-A3." in said
    assert "Escribir la línea de PROT-A1 Escribir la línea de PROT-A3" in said
    with pytest.raises(Refused) as refused:
        reviews.close_review(review, by=member, tier=Tier.MEMBERS)
    assert refused.value.reason.code == "REVIEW_INCOMPLETE"


def test_an_activity_that_came_into_force_meanwhile_needs_its_line(review, three, member, add_activity):
    write_all(review, three, member)
    Activity.objects.filter(pk=three[2].pk).update(slot=None, stage="withdrawn")
    add_activity("PROT", 4, "Otra", slot=3)
    assert review.group_plan.not_reviewed() == ["PROT-A4"]


def test_a_closed_review_stays_as_it_was_and_the_plan_is_in_force(sign_in, member, review, three, group_plan):
    write_all(review, three, member)
    client = sign_in(member)
    client.post(f"{PAGE}/cerrar", {"tier": "members"})
    Activity.objects.filter(pk=three[0].pk).update(state="completed", state_on=date(2021, 10, 14))
    said = words_of(client.get(PAGE))
    assert "Cerrada el 15 de octubre de 2021" in said
    assert "Finalizado" not in said
    assert "Plan del grupo 2019-2022 · Vigente" in words_of(client.get(PLAN))
    assert client.get(f"{PAGE}/PROT-A1").status_code == 403
    with pytest.raises(Refused) as refused:
        write(Review.objects.get(pk=review.pk), three[0], member)
    assert refused.value.reason.code == "REVIEW_CLOSED"


def test_an_open_review_is_the_members_and_a_closed_one_goes_as_far_as_it_says(
    client, sign_in, nobody, outsider, observer, presidency, member, review, three
):
    def read():
        return [sign_in(who).get(PAGE).status_code for who in (outsider, observer, nobody)]

    assert read() == [200, 404, 404]
    write_all(review, three, member)
    reviews.close_review(review, by=presidency, tier=Tier.EXTENDED)
    assert read() == [200, 200, 404]


def test_a_group_keeps_its_review_to_itself_and_does_not_publish_it(sign_in, member, outsider, review, three):
    write_all(review, three, member)
    with pytest.raises(Refused) as refused:
        reviews.close_review(review, by=member, tier=Tier.PUBLIC)
    assert refused.value.reason.code == "PUBLISHING_IS_STEERED"
    assert sign_in(member).post(f"{PAGE}/cerrar", {"tier": "public"}).status_code == 422
    reviews.close_review(review, by=member, tier=Tier.GROUP)
    assert sign_in(outsider).get(PAGE).status_code == 404


def test_each_line_goes_as_far_as_its_activity(sign_in, outsider, review, three):
    Activity.objects.filter(pk=three[0].pk).update(tier=Tier.GROUP)
    said = words_of(sign_in(outsider).get(PAGE))
    assert "PROT-A2" in said
    assert "Ruta regional" not in said


def test_members_of_other_groups_read_and_do_not_write(sign_in, outsider, review):
    client = sign_in(outsider)
    assert client.get(f"{PAGE}/PROT-A1").status_code == 403
    assert client.post(f"{PAGE}/cerrar", {"tier": "members"}).status_code == 403


@pytest.mark.parametrize(
    ("outcome", "way"),
    [
        ("change", "/es/actividades/PROT-A1/editar"),
        ("replace", "/es/actividades/PROT-A1/sustituir"),
        ("withdraw", "/es/actividades/PROT-A1/retirar"),
        ("finished", "/es/actividades/PROT-A1/estado"),
    ],
)
def test_what_follows_is_a_way_to_do_it_and_nothing_changes_by_itself(
    sign_in, member, review, three, outcome, way
):
    write(review, three[0], member, outcome=outcome, changes_es="Porque sí.")
    reviews_page = sign_in(member).get(PAGE).content.decode()
    assert f'href="{way}"' in reviews_page
    assert (fresh(three[0]).stage, fresh(three[0]).next_stage) == ("in_force", "")


def test_two_people_write_the_same_line_and_no_word_is_lost(sign_in, member, other_member, review, three):
    client = sign_in(member)
    base = hidden_of(client.get(f"{PAGE}/PROT-A1"))
    write(review, three[0], other_member, reached_es="Lo que escribió Honduras.")
    typed = {**base, "base-reached_es": "", "reached_es": "Lo que escribió Guatemala."}
    clash = client.post(f"{PAGE}/PROT-A1", typed)
    assert clash.status_code == 412
    assert "Lo que escribió Honduras." in words_of(clash)
    assert "Lo que escribió Guatemala." in clash.content.decode()
    line = ReviewLine.objects.get(review=review, activity=three[0])
    assert line.reached_es == "Lo que escribió Honduras."
    chosen = {**typed, **hidden_of(clash), **hidden_of(clash, "was-"), "choose-reached_es": "mine"}
    client.post(f"{PAGE}/PROT-A1", {**chosen, "outcome": "continue", "relevant": "True"})
    line.refresh_from_db()
    assert (line.reached_es, line.outcome) == ("Lo que escribió Guatemala.", "continue")


def test_a_review_in_english(sign_in, member, review, three):
    write(review, three[0], member, reached_en="It went on.")
    said = words_of(sign_in(member).get("/en/groups/protection/plan/reviews/2"))
    assert "What was reached It went on." in said
    assert "Still to be written PROT-A2, PROT-A3" in said


def test_a_change_is_not_begun_during_the_review(group_plan, review, member):
    with pytest.raises(Refused) as refused:
        plans.amend(group_plan, by=member, note="Ahora.")
    assert refused.value.reason.code == "WRONG_STAGE"


def test_a_replacement_found_in_the_review_waits_for_the_rcgm(
    sign_in, member, review, three, candidate, group_plan
):
    write_all(review, three, member)
    reviews.close_review(review, by=member, tier=Tier.MEMBERS)
    actions.replace(three[2], successor=candidate, reason="Ya existe.", by=member)
    said = words_of(sign_in(member).get(PLAN))
    assert "Preparar un cambio" in said
    assert fresh(three[2]).stage == "in_force"


def test_the_queries_do_not_grow_with_the_lines(sign_in, secretariat, review, three):
    client = sign_in(secretariat)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PAGE).status_code == 200
        return len(asked)

    client.get(PAGE)
    many = queries()
    Activity.objects.filter(pk__in=[three[1].pk, three[2].pk]).update(stage="withdrawn", slot=None)
    ReviewLine.objects.exclude(activity=three[0]).delete()
    assert queries() == many


def test_a_year_that_nobody_reviewed_is_not_found(client, sign_in, member, group_plan):
    assert sign_in(member).get(f"{PLAN}/revisiones/1").status_code == 404
    assert sign_in(member).get("/es/grupos/migracion-laboral/plan/revisiones/1").status_code == 404


def test_with_every_begun_year_reviewed_no_other_is_offered(sign_in, member, group_plan, plan, review, three):
    write_all(review, three, member)
    reviews.close_review(review, by=member, tier=Tier.MEMBERS)
    assert "Abrir la revisión anual" in words_of(sign_in(member).get(PLAN))
    first = reviews.open_review(GroupPlan.objects.get(), year=plan.plan_years.get(number=1), by=member)
    write_all(first, three, member)
    reviews.close_review(first, by=member, tier=Tier.MEMBERS)
    refused = sign_in(member).get(f"{PLAN}/revisiones/abrir")
    assert refused.status_code == 422
    assert "Ya se revisó cada año del plan que ha comenzado" in words_of(refused)
    page = sign_in(member).get(PLAN)
    assert "Ya se revisó cada año del plan que ha comenzado" in words_of(page)
    assert f"{PLAN}/revisiones/abrir" not in page.content.decode()


def test_once_the_plan_is_closed_nothing_of_it_changes(
    sign_in, member, secretariat, group_plan, three, add_activity
):
    add_activity("PROT", 4, "Candidata", stage="proposed", slot=None)
    plans.close(GroupPlan.objects.get(), by=secretariat, note="El plan concluyó.")
    said = "El plan de este grupo está cerrado"
    for url in (
        "/es/actividades/PROT-A1/sustituir", "/es/actividades/PROT-A1/retirar",
        "/es/actividades/PROT-A4/tomar-un-lugar", "/es/grupos/proteccion/actividades/nueva",
    ):  # fmt: skip
        assert said in words_of(sign_in(member).get(url)), url
    assert said in words_of(sign_in(member).post("/es/actividades/PROT-A4/priorizar"))
    assert Activity.objects.get(code="PROT-A4").stage == "proposed"
    assert "Actualizar estado" in words_of(sign_in(member).get("/es/actividades/PROT-A1"))
