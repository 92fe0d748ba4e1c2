"""The dossier of a meeting of the RCGM: four groups, what changed, what awaits it, as each reader may see."""

from datetime import date
from io import BytesIO

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from docx.shared import Inches

from pilares.core.access import Tier
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.actions import declare_state
from pilares.monitoring.models import CriticalAspect
from pilares.reports.actions import begin_group_report, consult, present_group_report

PAGE, WORK = "/es/informes/grcm/GRCM-2021-11", "/es/mi-trabajo"


def said(response):
    """The words of the main part of a page."""
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(strip_tags(main).split())


def commit(meeting, paragraph, text, tier):
    """A decision that commits PROT and is pending."""
    Decision.objects.create(
        meeting=meeting, paragraph=paragraph, verb="entrust", text_es=text, tier=tier, to_body=meeting.body,
        due_on=date(2021, 10, 1),
    )  # fmt: skip


@pytest.fixture
def laid(plan, world, add_activity, member, move_clock):
    """The RCGM met in June and is convened for November; since June a state changed in PROT."""
    june, november = (
        Meeting.objects.create(
            code=code, body=world.bodies["GRCM"], name_es=code, name_en=code, starts_on=day, ends_on=day,
            status=status, tier=Tier.PUBLIC,
        )
        for code, day, status in (
            ("GRCM-2021-06", date(2021, 6, 26), "held"), ("GRCM-2021-11", date(2021, 11, 16), "convened"),
        )
    )  # fmt: skip
    add_activity("PROT", 1, "Ruta", state="completed")
    moves = add_activity("PROT", 2, "Intercambio", state="in_process", slot=None, indicators=0)
    add_activity("PROT", 3, "Solo del grupo", state="completed", slot=None, tier=Tier.GROUP)
    add_activity("PROT", 4, "Puerta cerrada", state="completed", slot=None, tier=Tier.CLOSED)
    add_activity("LAB", 1, "Guía", state="in_process")
    add_activity("EXTRA", 1, "Del grupo ad hoc", state="in_process")
    commit(june, "2", "Encomendar la prueba", Tier.PUBLIC)
    commit(june, "9", "Encomendar en secreto", Tier.CLOSED)
    for text, tier in (("Faltan enlaces", Tier.MEMBERS), ("Aspecto cerrado", Tier.CLOSED)):
        CriticalAspect.objects.create(
            plan=plan,
            identified_by=world.bodies["PROT"],
            identified_on=date(2021, 7, 1),
            text_es=text,
            tier=tier,
        )
    move_clock("2021-08-02T09:00:00-06:00")
    declare_state(moves, state="not_achieved", on=date(2021, 8, 2), reason="Sin fondos.", by=member)
    move_clock("2021-10-15T09:00:00-06:00")
    return june, november


def test_each_reader_sees_and_counts_what_their_seats_let_them(
    laid, sign_in, delegate, member, observer, nobody
):
    changed = "PROT-A2 Estado: En proceso de implementarse → No alcanzado"
    for reader, achieved, own in ((delegate, 1, False), (member, 2, True)):
        client = sign_in(reader)
        page = said(client.get(PAGE))
        assert f"Compromisos logrados: {achieved} · En proceso: 1 · Pendientes: 1 (1 no alcanzado)." in page
        assert f"Logrados: {achieved} de {achieved + 1}" in page
        assert ("Solo del grupo" in page, changed in page) == (own, True)
        hidden = ("Puerta cerrada", "Encomendar en secreto", "Aspecto cerrado")
        assert [words in page for words in hidden] == [False] * 3
        told = ("Encomendar la prueba", "Faltan enlaces", "cambios desde GRCM-2021-06, 26 de junio de 2021")
        assert [words in page for words in told] == [True] * 3
        groups, _dash, outside = page.partition("Grupos ad hoc, fuera de los totales del Plan")
        assert ("Del grupo ad hoc" in groups, "Del grupo ad hoc" in outside) == (False, True)
        word = docx.Document(BytesIO(client.get(f"{PAGE}.docx").content))
        text = "\n".join(
            [*(p.text for p in word.paragraphs), *(c.text for t in word.tables for c in t._cells)]
        )
        assert f"Compromisos logrados: {achieved} · En proceso: 1 · Pendientes: 1 (1 no alcanzado)." in text
        assert ("Solo del grupo" in text, [words in text for words in hidden]) == (own, [False] * 3)
        size = (word.sections[0].page_width or 0, word.sections[0].page_height or 0)
        assert size == (Inches(11), Inches(8.5))
    pdf = client.get("/en/reports/rcgm/GRCM-2021-11.pdf").content
    assert [mark in pdf for mark in (b"/StructTreeRoot", b"/Lang(en)")] == [True] * 2
    assert (sign_in(observer).get(PAGE).status_code, sign_in(nobody).get(PAGE).status_code) == (403, 302)


def test_before_anything_is_recorded_it_says_so(laid, plan, sign_in, delegate):
    plan.activities.all().delete()
    page = said(sign_in(delegate).get(PAGE))
    assert ("Aún no hay actividades registradas" in page, "Sin iniciar" in page) == (True, False)


def test_my_work_asks_the_lead_for_the_reports_of_the_meeting_that_is_convened_and_no_other(
    laid, plan, world, sign_in, presidency, secretariat, member, delegate, move_clock
):
    june, november = laid
    asked = "Informe del grupo al GRCM: Grupo de Trabajo sobre Protección"
    sent = {"plan": plan, "group": world.bodies["PROT"], "year": 2021}
    assert said(sign_in(presidency).get(WORK)).count("Informe del grupo al GRCM:") == 5
    page = said(sign_in(member).get(WORK))
    assert page.count("Informe del grupo al GRCM:") == 1
    assert f"{asked}GRCM-2021-11 · sin iniciar · §3.10 b" in page
    assert "Leer el dossier de GRCM-2021-11" in said(sign_in(delegate).get(WORK))

    given = begin_group_report(occasion="mid_year", meeting=june, by=secretariat, **sent)
    consult(given, by=secretariat, pending_accepted=True)
    present_group_report(given, meeting=june, by=secretariat)
    begin_group_report(occasion="before_rvm", meeting=november, by=presidency, **sent)
    assert f"{asked}GRCM-2021-11 · En redacción · §3.10 b" in said(sign_in(member).get(WORK))
    page = said(sign_in(delegate).get(PAGE))
    assert ("Antes de la Reunión Viceministerial 2021" in page, "Mitad de año 2021" in page) == (True, True)

    november.status = Meeting.Status.CANCELLED
    november.save()
    assert said(sign_in(presidency).get(WORK)).count("Informe del grupo al GRCM:") == 0


def test_it_asks_as_much_of_the_database_for_few_rows_as_for_many(laid, sign_in, delegate, add_activity):
    client = sign_in(delegate)
    client.get(PAGE)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(PAGE)
    for group in ("IRR", "LAB", "FRO"):
        for number in (6, 7):
            add_activity(group, number, f"Más {number}", state="in_process", slot=None)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)
