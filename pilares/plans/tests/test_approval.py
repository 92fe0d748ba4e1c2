"""The GRCM recommends, the Vice-Ministers approve, the Secretariat writes it down (Tabla 2, AC-24)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from pilares.core import clock
from pilares.core.access import Refused, Tier
from pilares.core.trail import Entry
from pilares.meetings.models import Decision, Meeting
from pilares.plans.actions import bring_into_force, countersign, recommend, record_approval
from pilares.plans.models import Document, Version
from pilares.plans.tests.test_reader import text
from pilares.plans.workflow import VERSION
from tests.cast import Office, appoint

STEERS, SE, PPT = {"presidency", "secretariat"}, {"secretariat"}, {"presidency"}
PAGE = "/es/documentos/plan-2019-2022/v1/aprobacion"
ENTRY = "/es/plan/2019-2022/"
DAY = date(2019, 11, 14)


def approve(version, meeting, by, paragraph="12", on=DAY):
    return record_approval(version, body=meeting.body, meeting=meeting, paragraph=paragraph, on=on, by=by)


def test_the_secretariat_records_the_approval_and_the_presidency_countersigns_it(
    client, version, vice_ministers, secretariat, presidency
):
    approved = approve(version, vice_ministers, secretariat)
    assert (approved.status, approved.in_force_from) == (Version.Status.APPROVED, DAY)
    approved = countersign(approved, by=presidency)
    assert (approved.status, approved.in_force_from) == (Version.Status.IN_FORCE, DAY)
    event = approved.events.get(step="approved")
    assert (str(event.decision), str(event.body), event.starts_on) == ("RVM-XXIV, §12", "RVM", DAY)
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
    client, version, vice_ministers, secretariat, presidency
):
    countersign(approve(version, vice_ministers, secretariat), by=presidency)
    second = Version.objects.create(document=version.document, number=2, status="recommended", tier="public")
    assert "Versión 1" in text(client.get(ENTRY))
    second = approve(second, vice_ministers, secretariat, paragraph="13", on=date(2020, 12, 4))
    assert "Versión 1" in text(client.get(ENTRY))
    countersign(second, by=presidency)
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
    assert (answer.status_code, answer["Location"]) == (302, "/es/documentos/plan-2019-2022")
    assert Version.objects.get().status == Version.Status.APPROVED
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


def test_nobody_brings_a_version_into_force_without_the_decision_or_alone(
    version, vice_ministers, secretariat, presidency
):
    with override("es"), pytest.raises(Refused) as refused:
        countersign(version, by=presidency)
    assert (refused.value.reason.code, str(refused.value.reason)) == (
        "NOT_APPROVED",
        "La actualización del Plan la aprueba la Reunión Viceministerial por recomendación del GRCM.",
    )
    both = appoint(presidency, Office.SECRETARIAT)
    approve(version, vice_ministers, both)
    for who, code in ((both, "SAME_PERSON"), (secretariat, "PRESIDENCY_ONLY")):
        with pytest.raises(Refused) as refused:
            countersign(version, by=who)
        assert refused.value.reason.code == code


def test_what_is_countersigned_before_its_day_enters_into_force_on_it(
    version, vice_ministers, secretariat, presidency, move_clock
):
    approved = approve(version, vice_ministers, secretariat, on=date(2021, 12, 1))
    assert countersign(approved, by=presidency).status == Version.Status.APPROVED
    with pytest.raises(Refused) as refused:
        countersign(approved, by=presidency)
    assert refused.value.reason.code == "COUNTERSIGNED"
    assert bring_into_force() == 0
    move_clock("2021-12-01T00:00:00-06:00")
    assert (bring_into_force(), bring_into_force()) == (1, 0)
    assert Version.objects.get().status == Version.Status.IN_FORCE


def test_only_the_rcgm_recommends_and_only_what_the_members_read(version, rcgm, vice_ministers, secretariat):
    about = {"paragraph": "3", "by": secretariat}
    with pytest.raises(Refused) as refused:
        recommend(version, meeting=rcgm, **about)
    assert refused.value.reason.code == "WRONG_STAGE"
    Version.objects.update(status="in_consultation")
    with pytest.raises(Refused) as refused:
        recommend(version, meeting=vice_ministers, **about)
    assert refused.value.reason.code == "NOT_THE_RECOMMENDING_BODY"
    recommended = recommend(version, meeting=rcgm, **about)
    assert recommended.status == Version.Status.RECOMMENDED
    assert (Decision.objects.get().verb, Decision.objects.get().citation) == ("recommend", "GRCM-2021-06, §3")


#: who may take which step from where, for each way that a document may go; everybody else is refused
WAYS = {
    "strategic_plan": {
        ("circulate", "draft"): STEERS, ("give_up", "draft"): STEERS,
        ("take_back", "in_consultation"): STEERS, ("recommend", "in_consultation"): SE,
        ("approve", "recommended"): SE, ("countersign", "approved"): PPT,
    },
    "charter": {
        ("circulate", "draft"): STEERS, ("give_up", "draft"): STEERS, ("register", "draft"): SE,
        ("take_back", "in_consultation"): STEERS, ("register", "in_consultation"): SE,
    },
    "network": {("give_up", "draft"): STEERS, ("register", "draft"): SE, ("register", "in_consultation"): SE},
    "text": {
        ("circulate", "draft"): STEERS, ("give_up", "draft"): STEERS,
        ("take_back", "in_consultation"): STEERS, ("adopt", "in_consultation"): SE,
    },
}  # fmt: skip


def test_each_step_is_taken_from_its_place_by_its_people_and_by_nobody_else(cast, version):
    Version.objects.filter(pk=version.pk).update(status="draft")
    version.refresh_from_db()
    for kind, way in WAYS.items():
        version.document.kind = kind
        found = {}
        for status in Version.Status.values:
            version.status = status
            for verb in VERSION.steps:
                may = {who for who in cast if VERSION.why_not(verb, cast[who], version) is None}
                if may:
                    found[verb, status] = may
        assert found == way, kind


def test_nothing_is_recorded_of_a_meeting_that_was_not_held_nor_before_the_step_that_it_follows(
    sign_in, version, rcgm, vice_ministers, secretariat
):
    Version.objects.update(status="in_consultation")
    draft = Version.objects.get()
    se, home = sign_in(secretariat), "/es/documentos/plan-2019-2022/v1"
    ahead = Meeting.objects.create(
        code="GRCM-2021-11", body=rcgm.body, name_es="GRCM", name_en="RCGM", starts_on=date(2021, 11, 16)
    )
    page = se.get(f"{home}/recomendacion")
    assert ahead not in page.context["form"].fields["meeting"].queryset
    for meeting, on, said in (
        (ahead, date(2021, 10, 15), "Esta reunión aún no se ha celebrado."),
        (rcgm, date(2021, 10, 16), "La fecha es futura"),
        (rcgm, date(2021, 6, 24), "comenzó el 25 de junio de 2021"),
    ):
        with override("es"), pytest.raises(ValidationError, match=said):
            recommend(draft, meeting=meeting, paragraph="3", on=on, by=secretariat)
    recommend(draft, meeting=rcgm, paragraph="3", by=secretariat)
    earlier = {"meeting": vice_ministers.pk, "paragraph": "2", "on": "2021-10-01"}
    refused = se.post(f"{home}/aprobacion", earlier)
    assert refused.status_code == 422
    assert "El GRCM recomendó esta versión el 25 de junio de 2021, después" in refused.content.decode()
    draft.refresh_from_db()
    assert draft.status == "recommended"


def test_a_refused_step_leads_to_its_own_document_and_after_the_closing_to_how_it_was_closed(
    sign_in, version, secretariat
):
    se = sign_in(secretariat)
    charter = Document.objects.create(
        code="carta", kind="charter", title_es="Carta Estatutaria", title_en="Charter", tier=Tier.PUBLIC
    )
    Version.objects.create(document=charter, number=1, status="in_force", tier=Tier.PUBLIC)
    for path in ("registro", "redaccion/"):
        page = se.get(f"/es/documentos/carta/v1/{path}")
        assert [(one.label, one.url) for one in page.context["exits"]] == [
            ("Carta Estatutaria", "/es/documentos/carta")
        ]
        assert 'href="/es/documentos/carta">Carta Estatutaria</a>' in page.content.decode()
    Document.objects.filter(pk=version.document_id).update(concluded_at=clock.now())
    page = se.get("/es/documentos/plan-2019-2022/nueva-version").content.decode()
    closed, plan = (
        page.index(said)
        for said in (
            'href="/es/cierre/2019-2022">Cómo se cerró el Plan</a>',
            'href="/es/documentos/plan-2019-2022">',
        )
    )
    assert closed < plan
    assert "Ver la matriz</a>" not in page.partition("<footer")[0].partition("<main")[2]
