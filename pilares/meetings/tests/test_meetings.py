"""Meetings as each reader may see them, what hangs from them, and what becomes of what they decide."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pilares.core.trail import Entry
from pilares.meetings.access import why_not_begin
from pilares.meetings.actions import number_decision, set_outcome
from pilares.meetings.models import (
    AgendaItem,
    Attendance,
    CommentPeriod,
    CountryComment,
    Decision,
    Mandate,
    Meeting,
    Minutes,
    MinutesParagraph,
    Paper,
    Session,
)
from pilares.meetings.queries import held_in
from pilares.people.models import User
from tests.cast import as_role

pytestmark = pytest.mark.django_db
PROT = "/es/reuniones/PROT-2021-03"


@pytest.fixture
def march(world):
    """GT Protección on 3 March 2021: two open sessions, a closed one, minutes with a closed paragraph."""
    meeting = Meeting.objects.create(
        code="PROT-2021-03", body=world.bodies["PROT"], name_es="Reunión de marzo", name_en="March meeting",
        starts_on=date(2021, 3, 3), tier="extended", presidency=world.countries["MX"],
    )  # fmt: skip
    minutes = Minutes.objects.create(meeting=meeting, tier="extended", status="approved")
    tiers = ("extended", "closed", "extended")  # the closed one in the middle: numbering must show no gap
    for order, tier in enumerate(tiers, 1):
        session = Session.objects.create(
            meeting=meeting, order=order, title_es=f"Sesión de tipo {tier} {order}", tier=tier,
            starts_at=datetime.fromisoformat(f"2021-03-03T{8 + order:02}:00:00-06:00"),
        )  # fmt: skip
        AgendaItem.objects.create(session=session, title_es=f"Punto {tier} {order}", tier=tier)
        MinutesParagraph.objects.create(
            minutes=minutes, session=session, order=order, text_es=f"Texto {tier} {order}", tier=tier
        )
        Decision.objects.create(
            meeting=meeting, session=session, paragraph=str(order), verb="entrust", tier=tier,
            text_es=f"Encomendar {tier} {order}",
        )  # fmt: skip
    return meeting


def attach(client, meeting, session, tier, name, **more):
    """Send a file of a session."""
    file = SimpleUploadedFile(name, b"Texto del documento\n")
    said = {"kind": "annex", "title_es": f"Anexo {tier}", "session": session.pk, "tier": tier, "file": file}
    return client.post(f"/es/reuniones/{meeting.code}/documentos/nuevo", {**said, **more})


def look_at(page, role, seated):
    """The meeting of 3 March as one role gets it: nothing of the closed session, and no gap for outsiders."""
    if role == "nobody":
        assert page.status_code == 404
        wrong = Client().get("/es/reuniones/NO-HAY").content
        assert page.content.replace(b"PROT-2021-03", b"NO-HAY") == wrong
    else:
        said = page.content.decode()
        assert ("Sesión 3" in said, "puerta cerrada" in said) == (role in seated, role in seated), role
        for secret in ("tipo closed", "Punto closed", "Texto closed", "Encomendar closed", "reservado"):
            assert secret not in said, (role, secret)
        assert "10:00" not in said, role
        numbered = re.findall(r'id="s-(\d+)"', said)
        assert numbered == [str(n) for n in range(1, len(numbered) + 1)], role
        assert "Texto extended 3" in said, role


def test_what_is_closed_is_absent_for_whoever_is_not_seated_and_recorded_for_whoever_is(
    march, cast, secretariat, sign_in
):
    """AC-07, the half of the meeting."""
    se = as_role(Client(), secretariat)
    first, closed, _third = march.sessions.all()
    assert attach(se, march, closed, "closed", "reservado.txt").status_code == 302
    assert attach(se, march, first, "extended", "abierto.txt").status_code == 302
    paper = Paper.objects.get(tier="closed")
    address = f"/es/reuniones/documentos/{paper.key}"
    Entry.objects.all().delete()
    seated = {"member", "other_member", "presidency", "secretariat"}
    for role, user in cast.items():
        client = as_role(Client(), user)
        page = client.get(PROT)
        look_at(page, role, seated)
        answers = [client.get(a).status_code for a in (address, "/es/decisiones/PROT-2021-03/2")]
        assert answers == [200 if role in seated else 404] * 2, role
        listed = client.get("/es/decisiones/").content.decode()
        assert "Encomendar closed" not in listed + client.get("/es/decisiones.csv").content.decode()
        assert ("PROT-2021-03, §2" in listed) == (role in seated), role
    opened = Entry.objects.filter(verb="open_closed")
    people = set(opened.values_list("by__email", flat=True))
    assert people == {cast[role].email for role in seated}
    assert opened.count() == 2 * len(seated)
    member = as_role(Client(), cast["member"])
    behind = member.get(f"{PROT}/puerta-cerrada").content.decode()
    for shown in (
        "Puerta cerrada: no compartir",
        "tipo closed",
        "Punto closed",
        "Texto closed",
        "Anexo closed",
    ):
        assert shown in behind
    assert opened.count() == 2 * len(seated) + 3  # session, paragraph and decision stand on one page
    file = member.get(address)
    assert (file["Cache-Control"], file["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    assert file["Content-Disposition"].startswith("attachment")


def test_in_an_organ_the_delegations_sit_and_a_joint_meeting_seats_each_group(world, cast):
    organ = Meeting.objects.create(
        code="G", body=world.bodies["GRCM"], name_es="G", name_en="G", tier="closed"
    )
    joint = Meeting.objects.create(
        code="J", body=world.bodies["PROT"], name_es="J", name_en="J", tier="group"
    )
    joint.joint_with.add(world.bodies["LAB"])
    seen = {
        role: sorted(Meeting.objects.visible_to(user).values_list("code", flat=True))
        for role, user in cast.items()
    }
    everything = ["G", "J"]
    assert seen == {
        "nobody": [], "observer": [], "civil_society": [], "focal_point": [], "delegate": ["G"],
        "member": ["J"], "other_member": ["J"], "outsider": ["J"],
        "presidency": everything, "secretariat": everything,
    }  # fmt: skip
    day = {"starts_on": date(2021, 5, 5)}
    Meeting.objects.update(**day)
    counts = held_in(
        [world.bodies[c].pk for c in ("PROT", "LAB", "FRO")], date(2021, 1, 1), date(2021, 12, 31)
    )
    assert [count.number for count in counts.values()] == [1, 1, 0]
    assert (organ.tier, joint.bodies[1].code) == ("closed", "LAB")


def test_only_a_decision_of_the_group_opens_a_closed_session(march, secretariat, sign_in, world):
    se = sign_in(secretariat)
    closed = march.sessions.get(tier="closed")
    address = f"{PROT}/sesiones/{closed.pk}"
    said = {**{k: v or "" for k, v in se.get(address).context["form"].initial.items()}, "tier": "members"}
    said["starts_at"] = "2021-03-03T10:00"
    refused = se.post(address, said)
    assert (refused.status_code, "solo se abre por una decisión registrada" in refused.content.decode()) == (
        422, True,
    )  # fmt: skip
    other = Meeting.objects.create(code="L", body=world.bodies["LAB"], name_es="L", name_en="L")
    foreign = Decision.objects.create(meeting=other, paragraph="1", verb="decide", text_es="Abrir")
    assert se.post(address, {**said, "opened_by": foreign.pk}).status_code == 422
    theirs = Decision.objects.create(meeting=march, paragraph="9", verb="decide", text_es="Abrir")
    assert se.post(address, {**said, "opened_by": theirs.pk}).status_code == 302
    assert Session.objects.get(pk=closed.pk).tier == "members"
    assert Entry.objects.get(verb="rewrite_session").details["decision"] == "PROT-2021-03, §9"


def test_a_paper_reaches_no_further_than_its_session_and_a_narrower_one_is_confirmed(
    march, secretariat, sign_in
):
    se = sign_in(secretariat)
    first, closed, _third = march.sessions.all()
    wide = attach(se, march, closed, "members", "a.txt")
    narrow = attach(se, march, first, "closed", "b.txt")
    assert (wide.status_code, "llegaría más lejos que su sesión" in wide.content.decode()) == (422, True)
    assert (narrow.status_code, "confirme que las demás personas" in narrow.content.decode()) == (422, True)
    assert attach(se, march, first, "closed", "b.txt", confirmed="on").status_code == 302
    wrong = SimpleUploadedFile("x.txt", b"<script>alert(1)</script>")
    refused = attach(se, march, first, "extended", "x", file=wrong)
    assert (refused.status_code, Paper.objects.count()) == (422, 1)


# --- Convening, holding, cancelling ------------------------------------------------------------------------
def test_a_meeting_is_convened_after_a_check_and_counts_once_it_is_held(
    world, presidency, member, sign_in, move_clock
):
    """AC-08: one held and one cancelled meeting are one of two."""
    fro = world.bodies["FRO"]
    said = {
        "code": "GT-FRO-2021-3", "body": fro.pk, "name_es": "Reunión", "name_en": "Meeting",
        "tier": "members", "starts_on": "2021-11-03", "modality": "virtual", "presidency": "MX",
    }  # fmt: skip
    assert sign_in(member).post("/es/reuniones/convocar", said).status_code == 403
    ppt = sign_in(presidency)
    check = ppt.post("/es/reuniones/convocar", said)
    assert (check.status_code, b'name="sure"' in check.content, Meeting.objects.count()) == (200, True, 0)
    assert "Quién puede verlo" in check.content.decode()
    for _twice in range(2):
        answer = ppt.post("/es/reuniones/convocar", {**said, "sure": "1"})
        assert (answer.status_code, answer["Location"]) == (302, "/es/reuniones/GT-FRO-2021-3")
    meeting = Meeting.objects.get()
    step = "/es/reuniones/GT-FRO-2021-3/paso"
    assert (meeting.status, ppt.post(f"{step}/hold").status_code) == ("convened", 409)  # its day has not come
    other = Meeting.objects.create(
        code="F2", body=fro, name_es="a", name_en="a", status="convened", starts_on=date(2021, 9, 9),
        presidency_id="MX",
    )  # fmt: skip
    asked = ppt.post("/es/reuniones/F2/paso/cancel", {"reason": ""})
    assert asked.status_code == 422
    ways = re.findall(r'class="btn[^>]*>([^<]*)', asked.content.decode().partition("<main")[2])
    assert ways == ["Cancelar la reunión", "Dejarla como está"]
    assert ppt.post("/es/reuniones/F2/paso/cancel", {"reason": "Coincidía con otra"}).status_code == 302
    move_clock("2021-11-04T09:00:00-06:00")
    assert ppt.post(f"{step}/hold").status_code == 302
    Meeting.objects.create(
        code="F3", body=fro, name_es="tarde", name_en="later", starts_on=date(2021, 11, 3), tier="closed"
    )  # the same day, behind closed doors: one meeting
    count = held_in([fro.pk], date(2021, 1, 1), date(2021, 12, 31))[fro.pk]
    assert (count.number, [f.code for f in count.cancelled]) == (1, [other.code])


def test_nothing_new_begins_under_an_ad_hoc_mandate_that_is_over(world, secretariat, sign_in, move_clock):
    """AC-13, its end: reading goes on."""
    extra = world.bodies["EXTRA"]
    Mandate.objects.create(body=extra, starts_on=date(2019, 7, 1), ends_on=date(2021, 6, 30))
    move_clock("2021-06-30T09:00:00-06:00")
    assert why_not_begin(extra) is None
    move_clock("2021-07-01T09:00:00-06:00")
    refused = sign_in(secretariat).get("/es/reuniones/convocar?instancia=EXTRA")
    assert (refused.status_code, "El mandato del grupo venció" in refused.content.decode()) == (409, True)
    reason = why_not_begin(extra)
    assert reason is not None
    assert (reason.code, Mandate.objects.count()) == ("MANDATE_EXPIRED", 1)


# --- Attendance and comments -------------------------------------------------------------------------------
def test_a_country_that_was_absent_may_write_and_nothing_is_inferred_of_it(
    world, secretariat, focal_point, member, observer, sign_in, move_clock
):
    """E-1: ten of eleven, in the reader's order, and a period for the eleventh."""
    Meeting.objects.create(
        code="GRCM-2021-06", body=world.bodies["GRCM"], name_es="Reunión", name_en="Meeting",
        starts_on=date(2021, 6, 25), tier="public",
    )  # fmt: skip
    se, home = sign_in(secretariat), "/es/reuniones/GRCM-2021-06"
    said = {f"presence-{code}": "present" for code in world.countries} | {"presence-HN": "absent"}
    said["institutions_es-GT"] = "Cancillería\nInstituto de Migración"
    said["institutions_en-GT"] = "Foreign Ministry"
    assert se.post(f"{home}/asistencia", said).status_code == 302
    assert Attendance.objects.filter(presence="present").count() == 10
    page = se.get(f"{home}/conclusiones").content.decode()
    assert (
        "Con la participación de Belice, Canadá, Costa Rica, El Salvador, Estados Unidos, Guatemala, México, "
        "Nicaragua, Panamá y República Dominicana."
    ) in page
    assert (
        "With the participation of Belize, Canada, Costa Rica, Dominican Republic, El Salvador, Guatemala, "
    ) in se.get("/en/meetings/GRCM-2021-06/conclusions").content.decode()
    attended = se.get(home).content.decode()
    assert "10 de 11 Países Miembros presentes." in attended
    assert ("Instituto de Migración" in attended, "Foreign Ministry" in attended) == (True, False)
    assert "Foreign Ministry" in se.get("/en/meetings/GRCM-2021-06").content.decode()
    assert "Cancillería" in se.get(f"{home}/asistencia").content.decode()
    assert "Ausente" not in sign_in(observer).get(home).content.decode()
    period = {"about": "conclusions", "country": "HN", "closes_at": "2021-10-20T17:00"}
    assert sign_in(secretariat).post(f"{home}/comentarios/nuevo", period).status_code == 302
    address = f"{home}/comentarios/{CommentPeriod.objects.get().pk}"
    written = {"country": "HN", "text": "Honduras acompaña el párrafo 2."}
    answers = [sign_in(user).post(address, written).status_code for user in (observer, member, focal_point)]
    assert answers == [404, 403, 302]
    sign_in(focal_point).post(address, written)  # sent twice
    assert CountryComment.objects.count() == 1
    assert "Honduras acompaña" in sign_in(member).get(home).content.decode()
    move_clock("2021-10-20T17:00:00-06:00")
    assert sign_in(focal_point).post(address, written).status_code == 409


# --- Minutes, decisions, follow-up -------------------------------------------------------------------------
def test_minutes_go_from_draft_through_observations_to_approval_and_then_stand(world, presidency, sign_in):
    Meeting.objects.create(code="M", body=world.bodies["GRCM"], name_es="M", name_en="M", presidency_id="MX")
    ppt, text = sign_in(presidency), {"text_es": "El grupo se reunió.", "tier": "members"}
    assert ppt.post("/es/reuniones/M/acta/nuevo", text).status_code == 302
    steps = [
        ppt.post(f"/es/reuniones/M/acta/paso/{v}").status_code for v in ("approve", "circulate", "approve")
    ]
    assert steps == [409, 302, 302]
    assert Minutes.objects.get().approved_on == date(2021, 10, 15)
    late = ppt.post("/es/reuniones/M/acta/nuevo", text)
    assert (late.status_code, "Esta acta está aprobada" in late.content.decode()) == (422, True)
    assert "El grupo se reunió." in ppt.get("/es/reuniones/M/acta").content.decode()


def test_only_a_verb_that_commits_is_followed_up_by_dated_entries(march, secretariat, member, sign_in):
    se, home = sign_in(secretariat), "/es/decisiones/PROT-2021-03/1"
    entry = {"on": "2021-05-01", "state": "under_way", "text_es": "Comenzó.", "tier": "members"}
    for _twice in range(2):
        assert se.post(f"{home}/seguimiento", entry).status_code == 302
    assert (
        se.post(f"{home}/seguimiento", {**entry, "on": "2021-06-01", "state": "fulfilled"}).status_code == 302
    )
    back = se.post(f"{home}/seguimiento", {**entry, "on": "2021-07-01", "state": "pending"})
    decision = Decision.objects.get(paragraph="1")
    assert (back.status_code, decision.follow_up, decision.follow_ups.count()) == (422, "fulfilled", 2)
    page = se.get(home).content.decode()
    assert "CRM, Reunión de marzo (PROT-2021-03), párrafo 1, 2021-03-03" in page
    assert sign_in(member).post(f"{home}/seguimiento", entry).status_code == 403
    Decision.objects.filter(paragraph="1").update(verb="take_note")
    assert sign_in(secretariat).get(f"{home}/seguimiento").status_code == 409


def test_a_decision_is_numbered_once_it_is_adopted_and_published_after(world, secretariat, sign_in):
    first, second = (
        Meeting.objects.create(code=code, body=world.bodies["GRCM"], name_es=code, name_en=code)
        for code in ("A", "B")
    )
    decision = Decision.objects.create(meeting=first, verb="decide", text_es="Texto", outcome="under_silence")
    Decision.objects.create(meeting=first, verb="decide", text_es="Otro sin número", outcome="proposed")
    assert decision.citation == "A, sin numerar"
    with pytest.raises(Exception, match="adoptada"):
        number_decision(decision, meeting=second, paragraph="3", by=secretariat)
    set_outcome(decision, outcome="adopted", by=None)
    numbered = number_decision(decision, meeting=second, paragraph="3", by=secretariat)
    assert (numbered.citation, User.objects.count()) == ("B, §3", 1)
    leads = sign_in(secretariat).get(f"/es/decisiones/A/sin-numero/{decision.pk}")
    assert (leads.status_code, leads["Location"]) == (302, "/es/decisiones/B/3")


def test_pages_ask_the_database_as_often_for_one_as_for_three(march, secretariat, sign_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    se, counts = sign_in(secretariat), []
    for n in range(3):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            for page in (PROT, "/es/decisiones/", "/es/reuniones/", "/es/decisiones.csv"):
                assert se.get(page).status_code == 200
        counts.append(len(asked))
        session = Session.objects.create(meeting=march, order=9 + n, title_es="Otra", tier="extended")
        AgendaItem.objects.create(session=session, title_es="Punto", tier="extended")
        Decision.objects.create(meeting=march, paragraph=f"2{n}", verb="thank", text_es="Agradecer")
    assert counts == [counts[0]] * 3


def test_the_log_says_in_words_which_part_was_written_or_opened(march, secretariat, presidency):
    se = as_role(Client(), secretariat)
    first = march.sessions.first()
    said = {"title_es": "Punto uno", "tier": "closed"}
    Entry.objects.all().delete()
    assert se.post(f"{PROT}/sesiones/{first.pk}/puntos/nuevo", said).status_code == 302
    attach(se, march, first, "extended", "abierto.txt")
    presence = {f"presence-{code}": "absent" for code in ("BZ", "CA")}
    form = se.get(f"{PROT}/asistencia").context["form"]
    others = {name: "not_recorded" for name in form.fields if name.startswith("presence-")}
    assert se.post(f"{PROT}/asistencia", {**others, **presence}).status_code == 302
    as_role(Client(), presidency).get(f"{PROT}/puerta-cerrada")
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", se.get("/es/registro/reuniones").content.decode()))
    for line in (
        "Se agregó un punto a la agenda: PROT-2021-03",
        "Se adjuntó un documento: PROT-2021-03, Anexo",
        "Se registró la asistencia: PROT-2021-03 Belice : No registrado → Ausente Canadá : No",
        "Ppt abrió lo que se guarda a puerta cerrada: PROT-2021-03, punto 2 de la agenda",
        "Ppt abrió lo que se guarda a puerta cerrada: PROT-2021-03, párrafo 2 del acta",
        "Ppt abrió lo que se guarda a puerta cerrada: PROT-2021-03, sesión 2",
    ):
        assert line.replace(" :", ":") in page.replace(" :", ":"), line
    assert " / " not in page.partition("Lo que se hizo")[2].partition("Declaración de accesibilidad")[0]


def test_the_hours_of_a_session_say_whose_they_are(march, secretariat):
    march.sessions.update(starts_at=datetime(2021, 3, 3, 15, tzinfo=UTC))
    assert "3 de marzo de 2021, 09:00</time> (San José)" in re.sub(
        r"\s+\(", " (", as_role(Client(), secretariat).get(PROT).content.decode()
    )
