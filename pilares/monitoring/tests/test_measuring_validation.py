"""Draft, sent, returned, validated, corrected, locked: who may, and that who did is never lost."""

import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Refused
from pilares.core.letters import Letter
from pilares.monitoring import actions
from pilares.monitoring.actions import Figure
from pilares.monitoring.models import Measurement
from pilares.monitoring.queries.progress import progress_of
from pilares.monitoring.tests.conftest import words_of
from tests.cast import appoint


@pytest.fixture
def reported(period):
    """Report a figure as a person: `reported(member, 3)`; sent unless the test says otherwise."""

    def write(by, value, *, country="", send=True, **more) -> Measurement:
        found = actions.report(
            period=period, country=country, figure=Figure(value=Decimal(value), **more),
            form_key=uuid.uuid4(), by=by,
        )  # fmt: skip
        return actions.send(found, by=by) if send else found

    return write


def said(indicator, user) -> str:
    return progress_of([indicator.pk], user)[indicator.pk].value


def test_only_what_is_validated_counts_and_the_totals_are_up_to_date_at_once(
    reported, indicator, member, presidency, nobody
):
    found = reported(member, 3)
    assert said(indicator, nobody) == "Sin dato"
    waiting = progress_of([indicator.pk], member)[indicator.pk]
    assert waiting.value == "Sin dato"
    assert waiting.preliminary is not None
    assert waiting.preliminary.value == "3 de 5 países"
    assert progress_of([indicator.pk], nobody)[indicator.pk].preliminary is None
    actions.validate(found, by=presidency)
    assert said(indicator, nobody) == "3 de 5 países"


def test_nobody_validates_what_they_entered(reported, presidency, secretariat):
    found = reported(presidency, 3)
    with pytest.raises(Refused) as refused:
        actions.validate(found, by=presidency)
    assert refused.value.reason.code == "OWN_ENTRY"
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.filter(pk=found.pk).update(status="validated", validated_by=presidency)
    actions.validate(found, by=secretariat)


def test_the_secretariat_does_not_validate_its_own_entries_whoever_of_it_made_them(
    reported, secretariat, presidency, world
):
    colleague = appoint("se-2@example.org", "secretariat")
    found = reported(secretariat, 3)
    with pytest.raises(Refused) as refused:
        actions.validate(found, by=colleague)
    assert refused.value.reason.code == "SECRETARIATS_OWN"
    assert actions.validate(found, by=presidency).validated_by == presidency


@pytest.mark.parametrize("who", ["member", "other_member", "outsider", "delegate", "observer", "focal_point"])
def test_a_figure_of_the_region_is_validated_by_who_steers_alone(request, reported, member, who):
    found = reported(member, 3)
    with pytest.raises(Refused) as refused:
        actions.validate(found, by=request.getfixturevalue(who))
    assert refused.value.reason.code == "NOT_VALIDATOR"


def test_the_focal_point_validates_the_figures_of_its_country(reported, other_member, focal_point):
    found = reported(other_member, 1, country="HN")
    assert actions.validate(found, by=focal_point).validated_as == "focal_point:HN"


def test_a_returned_figure_says_why_and_its_reporter_is_written_to_without_the_reason(
    reported, member, presidency, sign_in
):
    found = reported(member, 3)
    client = sign_in(presidency)
    assert client.post(f"/es/datos/{found.pk}/devolver", {"reason": ""}).status_code == 422
    client.post(f"/es/datos/{found.pk}/devolver", {"reason": "Falta la nota de Costa Rica"})
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == ("miembro-a@example.org", "Pilares · Dato devuelto: PROT-A1-I1")
    assert "Costa Rica" not in letter.body
    page = sign_in(member).get(f"/es/datos/{found.pk}/editar")
    assert "Falta la nota de Costa Rica" in words_of(page)
    assert actions.send(found, by=member).status == "sent"
    assert Measurement.objects.get().returned_reason == ""


def test_several_are_validated_at_once_after_a_check_page(
    reported, sign_in, presidency, member, other_member
):
    first = reported(member, 1, country="GT")
    second = reported(other_member, 0, country="HN")
    client = sign_in(presidency)
    assert client.post("/es/datos/por-validar", {}).status_code == 422
    check = client.post("/es/datos/por-validar", {"figure": [first.pk, second.pk]})
    assert "Validar 2 datos" in check.content.decode()
    assert set(Measurement.objects.values_list("status", flat=True)) == {"sent"}
    done = client.post(
        "/es/datos/por-validar", {"figure": [first.pk, second.pk], "confirm": "1"}, follow=True
    )
    assert "2 datos están validados." in words_of(done)
    assert "Nada espera validación" in words_of(done)


def test_a_queue_shows_ones_own_entry_without_a_box_and_says_why(reported, sign_in, presidency):
    found = reported(presidency, 3)
    page = sign_in(presidency).get("/es/datos/por-validar")
    assert "Nadie valida lo que ingresó." in words_of(page)
    assert f'value="{found.pk}"' not in page.content.decode()


def test_who_validates_nothing_has_no_queue(sign_in, member):
    assert sign_in(member).get("/es/datos/por-validar").status_code == 403


def test_a_correction_says_why_and_the_old_value_stays_with_who_validated_it(
    reported, indicator, period, member, presidency, secretariat, nobody
):
    first = actions.validate(reported(member, 3), by=presidency)
    with pytest.raises(Exception, match="Diga por qué se corrige"):
        reported(member, 4)
    second = reported(member, 4, correction_reason="Panamá confirmó por nota")
    assert said(indicator, nobody) == "3 de 5 países"
    actions.validate(second, by=secretariat)
    assert said(indicator, nobody) == "4 de 5 países"
    first.refresh_from_db()
    assert (first.status, first.counts, first.validated_by, first.validated_as) == (
        "validated", False, presidency, "presidency:MX",
    )  # fmt: skip
    assert Measurement.objects.get(pk=second.pk).corrects == first


def test_the_database_lets_one_figure_of_a_period_count(reported, member, presidency, period):
    actions.validate(reported(member, 3), by=presidency)
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.create(period=period, value=9, status="validated", counts=True)


def test_a_locked_period_is_corrected_only_after_it_is_reopened_with_a_reason(
    reported, period, member, presidency, secretariat, sign_in
):
    actions.validate(reported(member, 3), by=presidency)
    actions.lock(period, by=secretariat)
    with pytest.raises(Refused) as refused:
        reported(member, 4, correction_reason="Tarde")
    assert refused.value.reason.code == "PERIOD_LOCKED"
    client = sign_in(secretariat)
    assert client.post(f"/es/periodos/{period.pk}/reabrir", {"reason": " "}).status_code == 422
    assert client.post(f"/es/periodos/{period.pk}/reabrir", {"reason": "Panamá corrigió"}).status_code == 302
    assert actions.validate(reported(member, 4, correction_reason="Tarde"), by=presidency).counts
    assert Measurement.objects.filter(status="validated").count() == 2


def test_a_period_with_a_figure_that_waits_is_not_locked(reported, period, member, secretariat):
    reported(member, 3)
    with pytest.raises(Refused) as refused:
        actions.lock(period, by=secretariat)
    assert refused.value.reason.code == "FIGURES_WAIT"


@pytest.mark.parametrize("who", ["member", "focal_point", "observer"])
def test_only_who_steers_locks_and_reopens(request, period, sign_in, who):
    client = sign_in(request.getfixturevalue(who))
    assert client.post(f"/es/periodos/{period.pk}/cerrar").status_code == 403
    assert client.post(f"/es/periodos/{period.pk}/reabrir", {"reason": "x"}).status_code == 403


def test_what_one_sent_is_taken_back_until_somebody_validates_it(reported, sign_in, member, presidency):
    found = reported(member, 3)
    assert sign_in(member).post(f"/es/datos/{found.pk}/recuperar").status_code == 302
    assert Measurement.objects.get().status == "draft"
    actions.validate(actions.send(found, by=member), by=presidency)
    assert sign_in(member).post(f"/es/datos/{found.pk}/recuperar").status_code == 403


def test_the_region_has_one_figure_at_a_time(reported, member, other_member):
    reported(member, 3)
    with pytest.raises(Refused) as refused:
        reported(other_member, 4)
    assert refused.value.reason.code == "REGION_SENT"


def test_a_draft_is_seen_by_whoever_writes_it_and_by_no_other(
    reported, member, other_member, presidency, secretariat, nobody
):
    found = reported(member, 3, send=False)
    readers = (member, other_member, presidency, secretariat, nobody)
    assert [Measurement.objects.visible_to(u).filter(pk=found.pk).exists() for u in readers] == [
        True, False, False, False, False,
    ]  # fmt: skip


def test_what_was_sent_is_seen_by_the_group_and_who_steers(
    reported, member, other_member, outsider, observer, presidency, nobody, sign_in
):
    found = reported(member, 3)
    answers = {
        user: sign_in(user).get(f"/es/datos/{found.pk}").status_code
        for user in (member, other_member, presidency, outsider, observer)
    }
    assert list(answers.values()) == [200, 200, 200, 404, 404]
    visitor = [sign_in(nobody).get(f"/es/datos/{pk}").status_code for pk in (found.pk, 99_999)]
    assert visitor == [302, 302]


def test_a_draft_is_discarded_and_what_was_once_sent_is_not(reported, sign_in, member):
    draft = reported(member, 3, send=False)
    assert sign_in(member).post(f"/es/datos/{draft.pk}/descartar").status_code == 302
    assert not Measurement.objects.exists()
    kept = actions.take_back(reported(member, 3), by=member)
    assert sign_in(member).post(f"/es/datos/{kept.pk}/descartar").status_code == 403


def test_parts_follow_their_total(period, member, presidency, indicator):
    type(indicator).objects.filter(pk=indicator.pk).update(disaggregation=["sex"])
    parts = (actions.Part("sex", "female", Decimal(2)), actions.Part("sex", "male", Decimal(1)))
    figure = Figure(value=Decimal(3), parts=parts)
    found = actions.report(period=period, country="", figure=figure, form_key=uuid.uuid4(), by=member)
    actions.validate(actions.send(found, by=member), by=presidency)
    assert set(Measurement.objects.values_list("status", "validated_by", "counts")) == {
        ("validated", presidency.pk, True)
    }


def test_saving_and_validating_cost_the_same_queries_whatever_is_there(
    reported, member, other_member, presidency, focal_point
):
    def asked(act) -> int:
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    assert presidency.standing.steers  # asked once a request
    first = reported(member, 1, country="GT")
    one = asked(lambda: actions.validate(first, by=presidency))
    second = reported(other_member, 1, country="HN")
    assert asked(lambda: actions.validate(second, by=presidency)) == one
    assert one <= 15
