"""The GRCM recommends, the Vice-Ministers approve, the Secretariat writes it down (Tabla 2, AC-24)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from pilares.core.access import Refused
from pilares.core.trail import Entry
from pilares.meetings.models import Decision
from pilares.plans.actions import record_approval
from pilares.plans.models import Version
from pilares.plans.tests.test_reader import text

PAGE = "/es/plan/2019-2022/v1/aprobacion"
ENTRY = "/es/plan/2019-2022/"
DAY = date(2019, 11, 14)


def approve(version, meeting, by, paragraph="12", on=DAY):
    return record_approval(version, body=meeting.body, meeting=meeting, paragraph=paragraph, on=on, by=by)


def test_the_secretariat_records_the_approval_with_meeting_paragraph_and_date(
    client, version, vice_ministers, secretariat
):
    approved = approve(version, vice_ministers, secretariat)
    assert (approved.status, approved.in_force_from) == (Version.Status.IN_FORCE, DAY)
    event = approved.events.get(step="approved")
    assert (event.decision.citation, event.body.code, event.starts_on) == ("RVM-XXIV, §12", "RVM", DAY)
    assert Entry.objects.filter(verb="record_approval", by=secretariat).count() == 1
    said = text(client.get(ENTRY))
    assert (
        "aprobada, XXIV Conferencia Regional sobre Migración, 14 de noviembre de 2019 (RVM-XXIV, §12)" in said
    )
    assert "Se muestra como aprobada cuando" not in said


@pytest.mark.parametrize(
    "who", ["observer", "civil_society", "member", "focal_point", "delegate", "presidency"]
)
def test_nobody_else_records_it(cast, version, vice_ministers, who):
    with pytest.raises(Refused) as refused:
        approve(version, vice_ministers, cast[who])
    assert refused.value.reason.code == "SECRETARIAT_ONLY"


@pytest.mark.parametrize("status", ["draft", "in_consultation"])
def test_what_the_rcgm_has_not_recommended_cannot_be_approved(version, vice_ministers, secretariat, status):
    version.status = status
    version.save()
    with override("es"), pytest.raises(Refused) as refused:
        approve(version, vice_ministers, secretariat)
    assert refused.value.reason.code == "NOT_RECOMMENDED"
    with override("es"):
        assert str(refused.value.reason) == (
            "La actualización del Plan la aprueba la Reunión Viceministerial por recomendación del GRCM."
        )


def test_it_is_approved_once(version, vice_ministers, secretariat):
    approve(version, vice_ministers, secretariat)
    with pytest.raises(Refused) as refused:
        approve(version, vice_ministers, secretariat, paragraph="13")
    assert refused.value.reason.code == "WRONG_STAGE"
    assert Decision.objects.count() == 1


def test_no_other_organ_approves_the_plan(version, rcgm, secretariat):
    with pytest.raises(Refused) as refused:
        approve(version, rcgm, secretariat)
    assert refused.value.reason.code == "NOT_THE_APPROVING_BODY"
    assert Version.objects.get().status == Version.Status.RECOMMENDED


def test_a_paragraph_that_says_something_else_is_not_taken_for_the_approval(
    version, vice_ministers, secretariat
):
    Decision.objects.create(meeting=vice_ministers, paragraph="12", verb="take_note", text_es="Tomar nota")
    with pytest.raises(ValidationError):
        approve(version, vice_ministers, secretariat)
    assert Version.objects.get().status == Version.Status.RECOMMENDED


def test_a_decision_already_recorded_is_linked_and_not_repeated(version, vice_ministers, secretariat):
    known = Decision.objects.create(meeting=vice_ministers, paragraph="12", verb="approve", text_es="Aprobar")
    assert approve(version, vice_ministers, secretariat).events.get(step="approved").decision == known


def test_a_decision_for_members_is_not_cited_to_the_public(client, version, vice_ministers, secretariat):
    Decision.objects.create(
        meeting=vice_ministers, paragraph="12", verb="approve", text_es="…", tier="members"
    )
    vice_ministers.tier = "members"
    vice_ministers.save()
    approve(version, vice_ministers, secretariat)
    said = client.get(ENTRY).content.decode() + client.get("/es/plan/2019-2022/v1.json").content.decode()
    assert "aprobada, 14 de noviembre de 2019" in said
    assert "RVM-XXIV" not in said
    assert "XXIV Conferencia" not in said


def test_the_next_version_supersedes_it_and_the_old_text_stays_readable(
    client, version, vice_ministers, secretariat
):
    approve(version, vice_ministers, secretariat)
    second = Version.objects.create(document=version.document, number=2, status="recommended", tier="public")
    assert "Versión 1" in text(client.get(ENTRY))
    approve(second, vice_ministers, secretariat, paragraph="13", on=date(2020, 12, 4))
    assert list(Version.objects.order_by("number").values_list("number", "status")) == [
        (1, "superseded"),
        (2, "in_force"),
    ]
    assert client.get("/es/plan/2019-2022/v1/3.6").status_code == 200


def test_the_page_is_offered_to_the_secretariat_alone(sign_in, client, secretariat, member, version):
    assert PAGE not in client.get(ENTRY).content.decode()
    assert PAGE not in sign_in(member).get(ENTRY).content.decode()
    assert sign_in(member).get(PAGE).status_code == 403
    assert PAGE in sign_in(secretariat).get(ENTRY).content.decode()
    assert sign_in(secretariat).get(PAGE).status_code == 200


def test_the_page_records_what_is_typed(sign_in, secretariat, version, vice_ministers):
    form = {
        "meeting": vice_ministers.pk,
        "paragraph": "12",
        "on": "2019-11-14",
        "text_es": "Aprobar el Plan.",
    }
    answer = sign_in(secretariat).post(PAGE, form)
    assert (answer.status_code, answer["Location"]) == (302, ENTRY)
    assert Version.objects.get().status == Version.Status.IN_FORCE
    assert Decision.objects.get().text_es == "Aprobar el Plan."


def test_the_page_explains_what_is_missing_and_writes_nothing(sign_in, secretariat, version, vice_ministers):
    answer = sign_in(secretariat).post(
        PAGE, {"meeting": vice_ministers.pk, "paragraph": "", "on": "2919-11-14"}
    )
    assert answer.status_code == 422
    said = text(answer)
    assert "Hay un problema" in said
    assert "La fecha está demasiado lejos: revise el año." in said
    assert Version.objects.get().status == Version.Status.RECOMMENDED


def test_the_page_says_when_the_paragraph_belongs_to_another_decision(
    sign_in, secretariat, version, vice_ministers
):
    Decision.objects.create(meeting=vice_ministers, paragraph="12", verb="take_note", text_es="Tomar nota")
    form = {"meeting": vice_ministers.pk, "paragraph": "12", "on": "2019-11-14"}
    answer = sign_in(secretariat).post(PAGE, form)
    assert answer.status_code == 422
    assert "Esta reunión ya tiene una decisión con ese párrafo." in text(answer)


def test_only_the_approving_meetings_are_offered(sign_in, secretariat, version, vice_ministers, rcgm):
    content = sign_in(secretariat).get(PAGE).content.decode()
    assert "RVM-XXIV · " in content
    assert "GRCM-2021-06 · " not in content
