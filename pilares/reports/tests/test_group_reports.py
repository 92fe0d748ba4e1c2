"""A group reports to the RCGM: composed, written by two, consulted, presented once, frozen (§3.10 b, M9)."""

import json
import zipfile
from datetime import date
from io import BytesIO

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from pilares.compliance.models import Presentation
from pilares.compliance.queries import judge, read_facts
from pilares.compliance.queries.table import RULES
from pilares.core.access import Tier
from pilares.meetings.models import Meeting
from pilares.monitoring.models import Activity
from pilares.people.models import Body
from pilares.reports.actions import begin_group_report
from pilares.reports.models import GroupReport, GroupReportCopy

GROUP = "/es/informes/grupos/proteccion"
PAGE = f"{GROUP}/2021-2"
LINE = "Compromisos logrados: 1 · En proceso: 1 · Pendientes: 1 (1 no alcanzado)."


def convene(code, body, day, status="held", tier=Tier.MEMBERS):
    """A meeting that is known by its code."""
    return Meeting.objects.create(
        code=code, body=Body.objects.get(code=body), name_es=code, name_en=code, starts_on=day, ends_on=day,
        status=status, tier=tier,
    )  # fmt: skip


@pytest.fixture
def laid(add_activity):
    """Three rows of PROT for every member, one behind closed doors, one of LAB; meetings; nothing else."""
    add_activity("PROT", 1, "Ruta", state="completed")
    add_activity("PROT", 2, "Intercambio", state="in_process", slot=None)
    add_activity("PROT", 3, "Para miembros", state="not_achieved", slot=None, tier=Tier.MEMBERS)
    add_activity("PROT", 4, "Puerta cerrada", state="completed", slot=None, tier=Tier.CLOSED)
    add_activity("LAB", 1, "De otro grupo", state="completed")
    convene("GT-PROT-2021-1", "PROT", date(2021, 3, 4))
    convene("GT-PROT-2021-2", "PROT", date(2021, 5, 4), tier=Tier.GROUP)
    convene("GRCM-2021-11", "GRCM", date(2021, 11, 16), status="convened")
    convene("RVM-XXVI", "RVM", date(2021, 10, 1))
    return convene("GRCM-2021-10", "GRCM", date(2021, 10, 14))


def said(response):
    """The words of the main part of a page."""
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(strip_tags(main).split())


def send(client, path, status=302, **typed):
    """Send a form, and see how it is answered."""
    response = client.post(f"{GROUP}/{path}", typed)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def begin(client, status=302):
    return send(client, "nuevo", status, occasion="before_rvm", year=2021)


def answer(plan, reader, world):
    """How the plan's rule on reports to the RCGM is answered for PROT."""
    facts = read_facts(plan, reader)
    rule = next(rule for rule in RULES if rule.code == "REPORT_TO_RCGM")
    year = next(year for year in facts.years if year.number == 2021)
    return judge(rule, facts, world.bodies["PROT"], year).finding.answer.value


def two_write_and_neither_loses_a_word(sign_in, presidency, member):
    """The presidency that leads writes the balance; the member began from the empty text."""
    send(sign_in(presidency), "2021-2/redactar/balance", text_es="Se probó la ruta.", text_en="Tried.")
    client = sign_in(member)
    base = {"base-text_es": "", "base-text_en": ""}
    clash = send(client, "2021-2/redactar/balance", 412, text_es="Otro texto.", text_en="", **base)
    assert [words in clash for words in ("Se probó la ruta.", "Otro texto.")] == [True, True]
    send(client, "2021-2/redactar/requests", text_es="Que se designe un enlace.", text_en="A liaison.")


def is_opened_as_the_group_decides(sign_in, secretariat, member, nobody):
    """Publishing is an act of who steers, with how the group decided it; the public sees and counts less."""
    assert sign_in(member).get(f"{PAGE}/abrir").status_code == 403
    client = sign_in(secretariat)
    send(client, "2021-2/abrir", 422, tier="public", note="")
    assert sign_in(nobody).get(PAGE).status_code == 404
    send(sign_in(secretariat), "2021-2/abrir", tier="public", note="Reunión del 4 de mayo.")
    page = said(sign_in(nobody).get(PAGE))
    assert "Compromisos logrados: 1 · En proceso: 1 · Pendientes: 0." in page
    assert [words in page for words in ("Para miembros", "Reunión del 4 de mayo")] == [False, False]


def test_a_group_reports_to_the_rcgm(
    laid, plan, world, sign_in, member, outsider, observer, presidency, secretariat, nobody
):
    client = sign_in(member)
    assert "Este grupo aún no tiene informes" in said(client.get(GROUP))
    begin(client)
    assert "El grupo ya tiene su informe para esa presentación" in begin(client, 422)
    page = said(client.get(PAGE))
    assert LINE in page
    assert "1 de 2 reuniones en 2021" in page  # what only the group knows of never enters
    assert [words in page for words in ("Puerta cerrada", "De otro grupo", "GT-PROT-2021-2")] == [False] * 3
    two_write_and_neither_loses_a_word(sign_in, presidency, member)
    for reader, read, write in ((outsider, 200, 403), (observer, 404, 404), (nobody, 404, 302)):
        client = sign_in(reader)
        assert (client.get(PAGE).status_code, client.get(f"{PAGE}/redactar/balance").status_code) == (
            read, write,
        )  # fmt: skip
        assert ("Grupo de Trabajo sobre Protección" in said(client.get("/es/informes/"))) == (read == 200)

    send(sign_in(member), "2021-2/consultar", pending_accepted="on")
    Activity.objects.filter(code="PROT-A2").update(state="completed", title_es="Otro nombre")
    assert LINE in said(client.get(PAGE))
    assert answer(plan, secretariat, world) == "due_soon"
    assert sign_in(member).get(f"{PAGE}/presentar").status_code == 403
    client = sign_in(secretariat)
    for other in ("RVM-XXVI", "GRCM-2021-11"):
        send(client, "2021-2/presentar", 422, meeting=Meeting.objects.get(code=other).pk)
    send(client, "2021-2/presentar", meeting=laid.pk)
    send(client, "2021-2/presentar", meeting=laid.pk)  # a second press leads to what stands
    known = Presentation.objects.get()
    assert (known.kind, known.body.code, known.meeting, known.on) == (
        "group_report", "PROT", laid, date(2021, 10, 14),
    )  # fmt: skip
    assert answer(plan, secretariat, world) == "met"
    assert client.get(f"{PAGE}/redactar/balance").status_code == 403
    steps = GroupReport.objects.get().steps.values_list("verb", flat=True)
    assert list(steps) == ["begin", "consult", "present"]
    is_opened_as_the_group_decides(sign_in, secretariat, member, nobody)


def content(client):
    """The bytes of what each file says, and the words of the page."""
    files = {suffix: client.get(f"{PAGE}.{suffix}").content for suffix in ("csv", "json", "docx")}
    with zipfile.ZipFile(BytesIO(files["docx"])) as file:
        files["docx"] = file.read("word/document.xml")
    return files | {"page": said(client.get(PAGE))}


def test_what_was_presented_stays_whatever_is_changed_later_and_says_the_same_everywhere(
    laid, plan, world, sign_in, secretariat, add_activity
):
    client = sign_in(secretariat)
    begin(client)
    send(client, "2021-2/consultar", pending_accepted="on")
    send(client, "2021-2/redactar/balance", text_es="Escrito en la consulta.", text_en="Written then.")
    send(client, "2021-2/presentar", meeting=laid.pk)
    client.get(PAGE)  # the message of what was done shows once
    before = content(client)
    add_activity("PROT", 7, "Tardía", state="completed", slot=None)
    Activity.objects.filter(code="PROT-A1").update(title_es="Otro nombre", state="not_achieved")
    Body.objects.filter(code="PROT").update(name_es="Otro grupo")
    after = content(client)
    assert {name: after[name] == text for name, text in before.items()} == dict.fromkeys(before, True)
    first, last = GroupReportCopy.objects.all()
    assert (first.facts == last.facts, first.seal == last.seal) == (True, False)
    data = json.loads(before["json"])
    assert (data["seal"], data["totals"]["activities"], data["meetings"]["held"]) == (last.seal, 3, 1)
    assert "Escrito en la consulta." in before["page"]
    word = docx.Document(BytesIO(client.get(f"{PAGE}.docx").content))
    heads = [p.text for p in word.paragraphs if str(p.style and p.style.name) == "Heading 1"]
    assert (heads[0], heads[3], len(word.tables[-1].columns)) == (
        "Mandato y objetivo específico", "Balance del período", 7,
    )  # fmt: skip
    words = "\n".join([*(p.text for p in word.paragraphs), *(c.text for t in word.tables for c in t._cells)])
    assert [LINE in where for where in (before["page"], words)] == [True, True]
    figures = [one["figure"] for row in data["rows"] for one in row["indicators"]]
    csv = before["csv"].decode("utf-8-sig")
    assert all(f in words and f in csv and f in before["page"] for f in figures)
    pdf = client.get("/en/reports/groups/protection/2021-2.pdf").content
    assert [mark in pdf for mark in (b"/StructTreeRoot", b"/Outlines", b"/Lang(en)")] == [True] * 3

    send(client, "2021-2/corregir", code="PROT-A1", field="title", new_es="Ruta nueva", new_en="New pathway",
         reason_es="Errata.")  # fmt: skip
    corrected = said(client.get(PAGE))
    assert "PROT-A1, Actividad: donde dice «Ruta», debe decir «Ruta nueva»" in corrected
    assert list(GroupReportCopy.objects.values_list("seal", flat=True)) == [first.seal, last.seal]


def test_the_report_of_an_ad_hoc_group_says_that_it_stands_outside_the_plans_totals(
    plan, world, sign_in, secretariat, add_activity
):
    add_activity("EXTRA", 1, "Del grupo ad hoc", state="in_process")
    body = world.bodies["EXTRA"]
    begin_group_report(plan, group=body, year=2021, occasion="mid_year", by=secretariat)
    page = said(sign_in(secretariat).get("/es/informes/grupos/migrantes-extra-regionales/2021-1"))
    assert ("Fuera de los totales del Plan" in page, "En proceso: 1" in page) == (True, True)


def test_lists_and_reports_ask_as_much_of_the_database_for_one_as_for_three(
    plan, world, sign_in, secretariat, add_activity
):
    client = sign_in(secretariat)
    places = ("/es/informes/", "/es/informes/grupos/proteccion/2021-1")

    def asked(code):
        """What each page asks once a group reports with its activity."""
        begin_group_report(plan, group=world.bodies[code], year=2021, occasion="mid_year", by=secretariat)
        for group in (code, "PROT"):
            number = 1 + plan.activities.count()
            add_activity(group, number, f"Una más {number}", state="in_process", slot=None)
        found = []
        for place in places:
            client.get(place)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(place).status_code == 200
            found.append(len(queries))
        return found

    one = asked("PROT")
    asked("IRR")
    assert asked("LAB") == one
