"""The annual plan of a presidency: lines, consultation, decisions, execution, report (Tablas 1, 2)."""

import io
import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import docx
import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Tier
from pilares.core.trail import Entry
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.actions import presidency_plans as acts
from pilares.monitoring.models import Activity, PresidencyLine, PresidencyPlan
from pilares.monitoring.workflow import PRESIDENCY_PLAN
from pilares.people.models import Presidency
from pilares.plans import actions as plans
from pilares.plans.models import Document, Version
from tests.cast import Office, appoint, as_role

PLAN = "/es/presidencias/2021/plan"


@pytest.fixture
def decided(world):
    """A decision of the RCGM that endorses, one of the Vice-Ministers that approves, and one to follow up."""
    rcgm = Meeting.objects.create(
        code="GRCM-2021-03", body=world.bodies["GRCM"], name_es="GRCM", name_en="RCGM",
        starts_on=date(2021, 3, 18), tier=Tier.PUBLIC,
    )  # fmt: skip
    rvm = Meeting.objects.create(
        code="RVM-2021", body=world.bodies["RVM"], name_es="RVM", name_en="VMM",
        starts_on=date(2021, 6, 10), tier=Tier.PUBLIC,
    )  # fmt: skip
    said = (
        (rcgm, "3", "endorse", "Avalar"),
        (rvm, "8", "approve", "Aprobar"),
        (rcgm, "4", "entrust", "Encargar"),
    )
    return {
        verb: Decision.objects.create(
            meeting=meeting, paragraph=paragraph, verb=verb, text_es=text, tier=Tier.MEMBERS
        )
        for meeting, paragraph, verb, text in said
    }


@pytest.fixture
def annual_plan(plan, world, presidency) -> PresidencyPlan:
    return PresidencyPlan.objects.create(presidency=world.mexico, plan=plan)


def line(annual_plan: PresidencyPlan, number: int, **values) -> PresidencyLine:
    one = PresidencyLine.objects.create(
        annual_plan=annual_plan, order=number, title_es=f"Iniciativa {number}", **values
    )
    one.pillars.set(annual_plan.plan.pillars.filter(number=1))
    return one


def text_of(answer) -> str:
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_a_plan_goes_from_what_is_pending_to_its_report_through_its_pages(
    client, plan, add_activity, presidency, secretariat, member, decided
):
    pending = add_activity("PROT", 1, "Ruta", themes=("trata",), state="in_process")
    add_activity("PROT", 2, "Concluida", state="completed")
    ppt = partial(as_role, client, presidency)
    se = partial(as_role, client, secretariat)
    assert as_role(client, member).get(PLAN).status_code == 404  # nobody but its authors knows of a draft
    choose_and_add(ppt, pending, decided["entrust"])
    mine = align(ppt)
    version = consult(ppt, partial(as_role, client, member))
    decide(ppt, se, decided, mine, version)
    carry_out(client, ppt, mine)
    steps = [(s.verb, s.status, str(s.decision or ""), s.note) for s in mine.steps.all()]
    assert steps == [
        ("consult", "in_consultation", "", "Primera lectura"),
        ("endorse", "endorsed", "GRCM-2021-03, §3", ""),
        ("approve", "approved", "RVM-2021, §8", ""),
        ("start", "in_execution", "", ""),
        ("close", "closed", "", ""),
    ]
    page = text_of(ppt().get(PLAN))
    assert "GRCM-2021-03, §3 (reunión del 18 de marzo de 2021)" in page
    assert "RVM-2021, §8 (reunión del 10 de junio de 2021)" in page
    client.logout()
    page = text_of(client.get(PLAN))
    assert ("Balance" in page, "Cerrado con informe" in page, "GRCM-2021-03, §3" in page) == (
        True,
        True,
        False,
    )


def choose_and_add(ppt: Callable[[], Client], pending: Activity, decision: Decision) -> None:
    """Take up what is pending, and add an initiative; each form sent twice does it once."""
    page = ppt().get(f"{PLAN}/retomar").content.decode()
    assert re.findall(r"(PROT-A\d\. \w+|GRCM-2021-03, §\d · \w+)", page) == [
        "PROT-A1. Ruta", "GRCM-2021-03, §4 · encomendar",
    ]  # fmt: skip
    assert ppt().post(f"{PLAN}/retomar", {"sent": "1"}).status_code == 422
    chosen = {"activities": pending.pk, "decisions": decision.pk}
    assert [ppt().post(f"{PLAN}/retomar", chosen).status_code for _twice in (1, 2)] == [302, 422]
    new = {
        "title_es": "Encuentro", "form_key": str(uuid.uuid4()),
        "pillars": [p.pk for p in pending.plan.pillars.all()[:2]],
        "starts_on": "2021-02-01", "ends_on": "2021-04-30", "responsible_es": "PPT", "output_es": "Acuerdo",
    }  # fmt: skip
    assert ppt().post(f"{PLAN}/nueva", {**new, "ends_on": "2021-01-01"}).status_code == 422
    assert [ppt().post(f"{PLAN}/nueva", new).status_code for _twice in (1, 2)] == [302, 302]


def align(ppt: Callable[[], Client]) -> PresidencyPlan:
    """Be refused while a line serves no pillar, move it, and take it out."""
    mine = PresidencyPlan.objects.get()
    told = [(x.order, x.kind, str(x.title), [p.number for p in x.pillars.all()]) for x in mine.lines.all()]
    assert told == [
        (1, "activity", "Ruta", [3]), (2, "decision", "Encargar", []), (3, "initiative", "Encuentro", [1, 2]),
    ]  # fmt: skip
    refused = ppt().post(f"{PLAN}/consulta", {"confirm": "1"})
    assert (refused.status_code, "Estas líneas aún no atienden ningún pilar: 2." in text_of(refused)) == (
        422,
        True,
    )
    second = mine.lines.get(order=2)
    assert ppt().post(f"{PLAN}/{second.pk}/mover", {"to": "up"}).status_code == 302
    assert ppt().post(f"{PLAN}/{second.pk}/quitar").status_code == 302
    assert list(mine.lines.values_list("order", "title_es")) == [(1, "Ruta"), (2, "Encuentro")]
    return mine


def consult(ppt: Callable[[], Client], member: Callable[[], Client]) -> Version:
    """Send it to the members: its text is a version of a document of its own."""
    checked = ppt().post(f"{PLAN}/consulta", {"note": "Primera lectura"})
    assert (checked.status_code, "Revise sus respuestas" in text_of(checked)) == (200, True)
    assert ppt().post(f"{PLAN}/consulta", {"note": "Primera lectura", "confirm": "1"}).status_code == 302
    version = Version.objects.get(document__kind=Document.Kind.PRESIDENCY_PLAN)
    assert (version.number, version.status, version.document.title_es) == (
        1, "in_consultation", "Plan Anual de Trabajo de la PPT 2021 (México)",
    )  # fmt: skip
    blocks = [block.text_es for section in version.sections.all() for block in section.blocks.all()]
    detail = "Periodo: febrero de 2021 – abril de 2021. Responsable: PPT. Producto esperado: Acuerdo."
    assert blocks == [
        "PROT-A1. Ruta", "Pilar: 3. Tema: Víctimas de trata.", "Encuentro",
        f"Pilar: 1, 2. {detail}",
    ]  # fmt: skip
    assert "En consulta con los Países Miembros" in text_of(member().get(PLAN))
    assert ppt().get(f"{PLAN}/nueva").status_code == 403  # what members read is taken back first
    return version


def decide(
    ppt: Callable[[], Client],
    se: Callable[[], Client],
    decided: dict[str, Decision],
    mine: PresidencyPlan,
    version: Version,
) -> None:
    """Record what the RCGM and the Vice-Ministers said; the presidency countersigns."""
    assert ppt().get(f"{PLAN}/aval").status_code == 403
    assert se().post(f"{PLAN}/aval", {"decision": decided["approve"].pk, "confirm": "1"}).status_code == 422
    assert se().post(f"{PLAN}/aval", {"decision": decided["endorse"].pk, "confirm": "1"}).status_code == 302
    said = {"decision": decided["approve"].pk, "on": "2021-06-10", "confirm": "1"}
    assert se().post(f"{PLAN}/aprobacion", said).status_code == 302
    assert ppt().post(f"{PLAN}/ejecucion", {"tier": "public", "confirm": "1"}).status_code == 302
    mine.refresh_from_db()
    version.refresh_from_db()
    assert (mine.status, mine.tier, version.status) == ("in_execution", "public", "in_force")


def carry_out(client: Client, ppt: Callable[[], Client], mine: PresidencyPlan) -> None:
    """Say how each line goes, then close the plan with its report."""
    first = mine.lines.get(order=1)
    status = {"state": "done", "state_on": "2021-10-15", "state_note_es": "Se acordó."}
    assert ppt().post(f"{PLAN}/{first.pk}/estado", {**status, "state_note_es": ""}).status_code == 422
    assert ppt().post(f"{PLAN}/{first.pk}/estado", {**status, "state_on": "2021-10-16"}).status_code == 422
    before = ppt().post(f"{PLAN}/{first.pk}/estado", {**status, "state_on": "2020-01-01"})
    assert before.context["form"].errors == {
        "state_on": ["La presidencia empezó el 1 de enero de 2021: escriba ese día o uno posterior."]
    }
    assert ppt().post(f"{PLAN}/{first.pk}/estado", status).status_code == 302
    page = text_of(client.get(PLAN))
    for words in (
        "En proceso: 0 de 2 Realizada: 1 de 2 No realizada: 0 de 2 Sin estado reportado: 1 de 2",
        "Pilar 1 : 1 de 2 líneas", "Pilar 3 : 1 de 2 líneas", "Estado oficial: En proceso de implementarse",
    ):  # fmt: skip
        assert words in page
    refused = ppt().get(f"{PLAN}/cerrar")
    assert "Estas líneas aún no tienen estado: 2." in text_of(refused)
    ppt().post(f"{PLAN}/{mine.lines.get(order=2).pk}/estado", {**status, "state": "not_done"})
    assert ppt().post(f"{PLAN}/cerrar", {"confirm": "1"}).status_code == 422
    assert ppt().post(f"{PLAN}/cerrar", {"report_es": "Balance", "confirm": "1"}).status_code == 302


def test_a_plan_in_consultation_leads_to_where_the_countries_are_asked_and_back_from_a_refusal(
    annual_plan, presidency, secretariat, member, decided, client
):
    line(annual_plan, 1)
    ppt, se = partial(as_role, client, presidency), partial(as_role, client, secretariat)
    ppt().post(f"{PLAN}/consulta", {"confirm": "1"})
    asks = "A los países se les escribe, con un plazo, cuando el texto se les envía desde Textos en consulta"
    reads = "La persona delegada de cada país lo comenta, hasta su plazo, en Textos en consulta"
    for user, told in ((presidency, (True, False)), (member, (False, True))):
        page = text_of(as_role(client, user).get(PLAN))
        assert (asks in page, reads in page) == told
    by = {"day": "2021-11-15", "hour": "17:00", "against": "", "confirm": "1"}
    sent = ppt().post("/es/textos/circular/plan-ppt-2021-mx/v1", by)
    assert sent.status_code == 302
    early = se().post(f"{PLAN}/aval", {"decision": decided["endorse"].pk, "confirm": "1"})
    assert "concluya antes la ronda" in text_of(early)
    exits = re.findall(
        r'href="([^"]+)"[^>]*>\s*(Volver al plan[^<]*|Textos en consulta)', early.content.decode()
    )
    assert exits == [(PLAN, "Volver al plan anual de trabajo"), ("/es/textos/", "Textos en consulta")]


def test_the_page_of_the_presidency_leads_whoever_may_prepare_its_plan_to_it(
    plan, world, presidency, secretariat, member, client
):
    here = '<a href="/es/presidencias/2021/plan">Preparar el plan anual de trabajo</a>'
    found = [
        here in as_role(client, user).get("/es/presidencias/2021").content.decode()
        for user in (presidency, secretariat, member)
    ]
    assert found == [True, True, False]


def test_each_step_is_open_to_whom_it_belongs_from_where_it_starts(annual_plan, cast, decided):
    line(annual_plan, 1, state="done", state_on=date(2021, 10, 1))
    document = Document.objects.create(code="p", kind=Document.Kind.PRESIDENCY_PLAN, title_es="P")
    Version.objects.create(document=document, number=1, status=Version.Status.APPROVED)
    annual_plan.document = document
    found: dict[tuple[str, str], set[str]] = {}
    for status in PresidencyPlan.Status.values:
        annual_plan.status = status
        for verb in PRESIDENCY_PLAN.steps:
            who = {
                name for name, user in cast.items() if not PRESIDENCY_PLAN.why_not(verb, user, annual_plan)
            }
            if who:
                found[status, verb] = who
    steering, se = {"presidency", "secretariat"}, {"secretariat"}
    assert found == {
        ("draft", "consult"): steering,
        ("in_consultation", "take_back"): steering,
        ("in_consultation", "endorse"): se,
        ("endorsed", "approve"): se,
        ("approved", "start"): {"presidency"},  # the approval is countersigned
        ("in_execution", "close"): steering,
    }


def test_the_plan_follows_its_text_wherever_that_is_moved(annual_plan, presidency, secretariat, decided):
    line(annual_plan, 1)
    acts.consult(annual_plan, by=presidency)
    version = Version.objects.get(document__kind=Document.Kind.PRESIDENCY_PLAN)
    plans.take_back(version, reason="Dos países piden otro orden", by=secretariat)
    annual_plan.refresh_from_db()
    assert (annual_plan.status, annual_plan.steps.last().note) == ("draft", "Dos países piden otro orden")
    first = annual_plan.lines.get()
    acts.edit_line(first, changes={"title_es": "Otra"}, base={"title_es": "Iniciativa 1"}, by=presidency)
    acts.consult(annual_plan, by=presidency)
    version.refresh_from_db()
    blocks = [b.text_es for b in version.sections.get().blocks.all()]
    assert (version.number, version.status, blocks) == (1, "in_consultation", ["Otra", "Pilar: 1."])
    plans.recommend(version, meeting=decided["endorse"].meeting, paragraph="3", by=secretariat)
    annual_plan.refresh_from_db()
    assert (annual_plan.status, str(annual_plan.steps.last().decision)) == ("endorsed", "GRCM-2021-03, §3")


def test_two_people_who_write_the_same_line_choose_and_nothing_is_lost(
    client, annual_plan, presidency, secretariat
):
    one = line(annual_plan, 1)
    where = f"{PLAN}/{one.pk}/editar"
    page = as_role(client, presidency).get(where).content.decode()
    base = dict(re.findall(r'name="(base-\w+)" value="([^"]*)"', page))
    assert (base["base-title_es"], base["base-pillars"]) == (
        "Iniciativa 1", str(annual_plan.plan.pillars.get(number=1).pk),
    )  # fmt: skip
    mine = {**base, "title_es": "La mía", "pillars": base["base-pillars"]}
    as_role(client, secretariat).post(where, {**mine, "title_es": "La otra"})
    clash = as_role(client, presidency).post(where, mine)
    assert (clash.status_code, "La otra" in text_of(clash), "La mía" in text_of(clash)) == (412, True, True)
    chosen = {**mine, "base-title_es": "La otra", "was-title_es": "Iniciativa 1", "choose-title_es": "mine"}
    assert as_role(client, presidency).post(where, chosen).status_code == 302
    assert str(PresidencyLine.objects.get().title) == "La mía"
    assert Entry.objects.filter(verb="edit_line").count() == 2


def test_a_reader_learns_nothing_of_what_they_may_not_see(
    client, annual_plan, add_activity, presidency, member, outsider, decided
):
    closed = add_activity("PROT", 1, "Cenzontle", tier="closed")
    acts.take_up(annual_plan, [closed, decided["entrust"]], by=presidency)
    line(annual_plan, 3)
    PresidencyPlan.objects.update(status="in_execution", tier="public")
    seen: dict[str, object] = {}
    for name, who in (("presidency", presidency), ("member", member), ("outsider", outsider)):
        page = text_of(as_role(client, who).get(PLAN))
        book = openpyxl.load_workbook(io.BytesIO(client.get("/es/presidencias/2021/plan.xlsx").content))
        rows = [row[3] for row in book.active.iter_rows(min_row=2, values_only=True)]
        seen[name] = ("Cenzontle" in page, "Encargar" in page, rows)
    client.logout()
    paper = docx.Document(io.BytesIO(client.get("/es/presidencias/2021/plan.docx").content))
    seen["nobody"] = [row.cells[1].text for row in paper.tables[0].rows][1:]
    everything = ["Cenzontle", "Encargar", "Iniciativa 3"]
    assert (
        seen
        == {
            "presidency": (True, True, everything),
            "member": (True, True, everything),  # sits in the group
            "outsider": (False, True, everything[1:]),
            "nobody": ["Iniciativa 3"],
        }
    )


def test_the_incoming_presidency_prepares_its_plan_and_the_outgoing_one_only_reads_its_own(
    client, annual_plan, presidency, secretariat, move_clock
):
    line(annual_plan, 1)
    Presidency.objects.create(
        country_id="SV", order=2, label="2022", starts_at=datetime(2022, 1, 1, 6, tzinfo=UTC)
    )
    elected = appoint("ppt-sv@example.org", Office.PRESIDENCY, country="SV")
    ahead = "/es/presidencias/2022/plan"
    answers = {}
    for instant in ("2021-12-31T23:59:00-06:00", "2022-01-01T00:00:00-06:00"):
        move_clock(instant)
        answers[instant[:4]] = [
            as_role(client, who).get(address).status_code
            for who in (presidency, elected, secretariat)
            for address in (f"{PLAN}/nueva", f"{ahead}/nueva", f"{ahead}/consulta")
        ]
    assert answers == {
        "2021": [200, 404, 404, 404, 200, 403, 200, 200, 422],
        "2022": [403, 404, 404, 403, 200, 422, 200, 200, 422],
    }


def test_the_number_of_queries_does_not_depend_on_the_lines(client, annual_plan, presidency, add_activity):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_role(client, presidency).get(PLAN).status_code == 200
        return len(queries)

    acts.take_up(annual_plan, [add_activity("PROT", 1, "Una", themes=("trata",))], by=presidency)
    asked()  # what a first request of a person asks once
    one = asked()
    rows = [add_activity("LAB", n, f"Otra {n}", themes=("migracion-laboral",)) for n in (1, 2)]
    acts.take_up(annual_plan, rows, by=presidency)
    assert asked() == one


def test_who_answers_for_a_commitment_is_said_also_where_nobody_was_recorded(
    client, annual_plan, presidency, decided, world
):
    ppt = as_role(client, presidency)
    offered = f"{PLAN}/retomar"
    assert "GRCM-2021-03, §4 · encomendar · sin destinatario registrado. Encargar" in text_of(
        ppt.get(offered)
    )
    cited = "/es/decisiones/GRCM-2021-03/4"
    assert "Quién responde sin destinatario registrado Hasta cuándo sin fecha registrada" in text_of(
        ppt.get(cited)
    )
    told = {"to_body": world.bodies["PROT"], "due_on": date(2021, 10, 30)}
    Decision.objects.filter(pk=decided["entrust"].pk).update(**told)
    said = "GRCM-2021-03, §4 · encomendar · Protección · 30 de octubre de 2021. Encargar"
    assert said in text_of(ppt.get(offered))


def test_one_line_is_told_in_the_singular(client, annual_plan, presidency):
    line(annual_plan, 1)
    page = text_of(as_role(client, presidency).get(PLAN))
    assert re.findall(r"Pilar \d : \d de 1 líneas?", page) == [
        "Pilar 1 : 1 de 1 línea",
        "Pilar 2 : 0 de 1 línea",
        "Pilar 3 : 0 de 1 línea",
    ]
