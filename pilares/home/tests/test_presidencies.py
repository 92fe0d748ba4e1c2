"""The pages of the presidencies on both sides of the handover, line by line of AC-11; panel and «Relevo»."""

import io
import re
from datetime import UTC, date, datetime

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Tier
from pilares.meetings.models import Decision, Mandate, Meeting
from pilares.monitoring.models import Activity, CriticalAspect, Measurement, Period, PresidencyPlan
from pilares.people.models import Handover, KeptForm, Presidency, User
from pilares.plans.models import Parameters, PlanYear
from tests.cast import Office, appoint, as_role

MIDNIGHT = datetime(2022, 1, 1, 6, tzinfo=UTC)
BEFORE, AFTER = "2021-12-31T23:58:00-06:00", "2022-01-01T00:03:00-06:00"
RELEVO = "/es/presidencias/2021/relevo"


def text_of(answer) -> str:
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def tasks(answer) -> dict[str, list[str]]:
    """Return the tasks under each heading of «Mi trabajo»."""
    found = {}
    for part in answer.content.decode().partition("<main")[2].split("<h2 ")[1:]:
        title = re.findall(r">(.*?)</h2>", part)[0]
        found[title] = re.findall(r"<li[^>]*>.*?<div><(?:a|span)[^>]*>(.*?)</(?:a|span)>", part, re.DOTALL)
    return found


@pytest.fixture
def el_salvador(world) -> Presidency:
    return Presidency.objects.create(country_id="SV", order=2, label="2022", starts_at=MIDNIGHT)


@pytest.fixture
def incoming(el_salvador) -> User:
    return appoint("ppt-sv@example.org", Office.PRESIDENCY, country="SV", starts_at=MIDNIGHT)


@pytest.fixture
def pending(world, plan, add_activity):
    """What a year leaves open: a mandate, a commitment with its day, a deadline, one meeting."""
    prot = world.bodies["PROT"]
    rvm = Meeting.objects.create(
        code="RVM-2021", body=world.bodies["RVM"], name_es="Reunión", name_en="Meeting", presidency_id="MX",
        starts_on=date(2021, 6, 10), tier=Tier.PUBLIC,
    )  # fmt: skip
    Meeting.objects.create(
        code="GT-PROT-2021-1", body=prot, name_es="Protección", name_en="Protection", presidency_id="MX",
        starts_on=date(2021, 2, 18), tier=Tier.PUBLIC,
    )  # fmt: skip
    said = (("7", "entrust", "Encargar la ruta", "public"), ("10", "take_note", "Tomar nota", "members"))
    for paragraph, verb, text, tier in said:
        Decision.objects.create(
            meeting=rvm, paragraph=paragraph, verb=verb, text_es=text, tier=tier, to_body=prot,
            due_on=date(2022, 2, 1),
        )  # fmt: skip
    for text, status in (("Faltan datos", "open"), ("Superado", "resolved")):
        CriticalAspect.objects.create(
            plan=plan, identified_by=prot, identified_on=date(2021, 6, 25),
            text_es=text, status=status,
        )  # fmt: skip
    Mandate.objects.create(body=prot, starts_on=date(2020, 1, 1), ends_on=date(2022, 11, 14))
    Mandate.objects.create(body=world.bodies["LAB"], starts_on=date(2019, 1, 1), ends_on=date(2021, 1, 1))
    return add_activity("PROT", 1, "Ruta", themes=("trata",), state="in_process", due_on=date(2022, 3, 1))


def test_at_the_instant_the_incoming_team_leads_and_the_outgoing_one_reads(
    client, world, presidency, incoming, secretariat, member, pending, move_clock
):
    """The incoming team leads the four groups; the outgoing becomes Troika, with read and no write access."""
    writes = {"lab": "/es/grupos/migracion-laboral/plan/revisado", "row": "/es/matriz/PROT-A1/estado"}
    reads = {"panel": "/es/presidencias/panel", "relevo": RELEVO, "page": "/es/actividades/PROT-A1"}
    seen = {}
    for instant in (BEFORE, AFTER):
        move_clock(instant)
        for name, who in (("outgoing", presidency), ("incoming", incoming)):
            asked = as_role(client, User.objects.get(pk=who.pk))
            steers = User.objects.get(pk=who.pk).standing.steers
            seen[instant[:4], name] = [
                steers,
                asked.get(writes["row"]).status_code,
                *(asked.get(address).status_code for address in reads.values()),
            ]
    assert seen == {
        ("2021", "outgoing"): [True, 200, 200, 200, 200],
        ("2021", "incoming"): [False, 403, 403, 403, 200],
        ("2022", "outgoing"): [False, 403, 200, 200, 200],
        ("2022", "incoming"): [True, 200, 200, 200, 200],
    }
    for slug in ("proteccion", "migracion-irregular-y-masiva", "migracion-laboral", "gestion-fronteriza"):
        led = text_of(as_role(client, member).get(f"/es/grupos/{slug}"))
        assert "liderado por la Presidencia Pro-Témpore (El Salvador)" in led
    page = text_of(as_role(client, member).get("/es/presidencias/"))
    assert "Presidencia saliente México 2021" in page
    assert "Presidencia Pro-Témpore El Salvador 2022 1 de enero de 2022, 00:00" in page
    assert "Presidencia entrante no se conoce" in page  # nobody recorded who comes next


def test_drafts_of_the_former_presidency_pass_to_the_office(
    client, plan, add_activity, presidency, incoming, move_clock
):
    activity = add_activity("PROT", 1, "Ruta", indicators=1)
    indicator = activity.indicators.get()
    period = Period.objects.create(
        indicator=indicator, starts_on=date(2021, 1, 1), ends_on=date(2021, 12, 31),
        year=PlanYear.objects.get(plan=plan, number=2),
    )  # fmt: skip
    draft = Measurement.objects.create(
        period=period,
        value=3,
        entered_by=presidency,
        entered_as="presidency:MX",
        observed_on=date(2021, 12, 1),
    )
    seen = {}
    for instant in (BEFORE, AFTER):
        move_clock(instant)
        seen[instant[:4]] = [
            as_role(client, who).get(f"/es/datos/{draft.pk}/editar").status_code
            for who in (presidency, incoming)
        ]
    assert seen == {"2021": [200, 404], "2022": [302, 200]}


def test_my_work_of_the_incoming_lead_opens_with_the_handover_until_it_is_accepted(
    client, presidency, incoming, secretariat, pending, move_clock
):
    move_clock(AFTER)
    mine = tasks(as_role(client, incoming).get("/es/mi-trabajo"))
    assert next(iter(mine)) == "Relevo"
    assert mine["Relevo"] == [
        "Aceptar el relevo de la PPT 2021 (México)",
        "2 mandatos abiertos",
        "2 plazos en 90 días",
        "Grupo de Trabajo sobre Protección",
        "Grupo de Trabajo sobre Migración Irregular y Masiva",
        "Grupo de Trabajo sobre Migración Laboral",
        "Grupo de Trabajo sobre Gestión Fronteriza",
        "Preparar: Plan anual de trabajo de la PPT 2022 (El Salvador)",
    ]
    page = text_of(as_role(client, incoming).get(RELEVO))
    for words in (
        "El Salvador asumió el 1 de enero de 2022, 00:00. El relevo aún no está aceptado.",
        "Grupo de Trabajo sobre Protección · 14 nov 2022 Mandato hasta el 14 de noviembre de 2022",
        "Encargar la ruta · 1 feb 2022 RVM-2021, §7 · encomendar · Protección",
        "Ruta · 1 mar 2022 PROT-A1 · Protección",
        "0 de 2 reuniones celebradas en 2022 (§3.10 e)",
        "Plan anual de trabajo de la PPT 2022 (El Salvador) Por preparar",
        "Ppt sv (desde el 1 de enero de 2022, 00:00 )",
        "Aspectos críticos Faltan datos Protección · Abierto · aún sin estrategia",
    ):
        assert words in page
    assert "Superado" not in page
    accept = f"{RELEVO}/aceptar"
    assert as_role(client, presidency).post(accept).status_code == 403
    assert as_role(client, secretariat).post(accept).status_code == 403
    answers = [as_role(client, incoming).post(accept, {"note": "Conforme"}).status_code for _twice in (1, 2)]
    assert answers == [302, 403]
    accepted = Handover.objects.get()
    assert (accepted.accepted_by, accepted.capacity, accepted.note) == (incoming, "presidency:SV", "Conforme")
    assert "Aceptado por Ppt sv el 1 de enero de 2022, 00:03." in text_of(
        as_role(client, presidency).get(RELEVO)
    )
    assert "Relevo" not in tasks(as_role(client, incoming).get("/es/mi-trabajo"))


def test_a_note_that_is_too_long_is_kept_and_nothing_is_accepted_yet(client, incoming, pending, move_clock):
    move_clock(AFTER)
    long = as_role(client, incoming).post(f"{RELEVO}/aceptar", {"note": "n" * 2001})
    assert (long.status_code, Handover.objects.exists()) == (422, False)
    assert "Tiene 2001 caracteres y caben 2000 como máximo." in long.content.decode()
    assert f"{'n' * 2001}</textarea>" in long.content.decode()


def test_the_handover_file_is_a_word_document(client, incoming, pending, move_clock):
    move_clock(AFTER)
    file = as_role(client, incoming).get("/es/presidencias/2021/relevo.docx")
    paper = docx.Document(io.BytesIO(file.content))
    assert [p.text for p in paper.paragraphs if p.style and p.style.name == "Heading 1"] == [
        "Lo que encarga la Tabla 2", "Mandatos abiertos", "Plazos en los próximos 90 días",
        "Los grupos y sus reuniones del año", "Plan anual de trabajo de la presidencia",
        "El final del plan", "Textos en consulta", "Decisiones sin seguimiento", "Aspectos críticos",
        "Formularios guardados para la presidencia", "Contactos por institución",
    ]  # fmt: skip


def test_without_an_incoming_account_the_secretariat_stands_in_where_everybody_sees_it(
    client, nobody, presidency, el_salvador, secretariat, pending, move_clock
):
    move_clock(AFTER)
    words = "la Secretaría Ejecutiva la suple provisionalmente. El liderazgo no queda en el país saliente."
    for address in ("/es/presidencias/", "/es/presidencias/2022"):
        assert words in text_of(as_role(client, nobody).get(address))
    first = tasks(as_role(client, secretariat).get("/es/mi-trabajo"))["Relevo"][0]
    assert first == "La Secretaría suple a la presidencia de El Salvador"
    assert as_role(client, presidency).get("/es/matriz/PROT-A1/estado").status_code == 403


def test_a_presidency_reads_the_same_after_its_year_and_each_reader_reads_their_part(
    client, nobody, presidency, incoming, member, pending, move_clock
):
    read = {}
    for instant in (BEFORE, "2024-05-01T09:00:00-06:00"):
        move_clock(instant)
        for name, who in (("nobody", nobody), ("member", member)):
            page = text_of(as_role(client, who).get("/es/presidencias/2021"))
            read[instant[:4], name] = page.replace("En ejercicio", "Presidencia Pro-Témpore")
    assert read["2021", "nobody"] == read["2024", "nobody"]
    assert read["2021", "member"] == read["2024", "member"]
    assert "RVM-2021, §7 · encomendar: Encargar la ruta" in read["2024", "nobody"]
    assert "Tomar nota" not in read["2024", "nobody"]
    assert "RVM-2021, §10 · tomar nota: Tomar nota" in read["2024", "member"]
    assert "Grupo de Trabajo sobre Protección : 1 reunión celebrada" in read["2024", "nobody"]
    assert client.get("/en/presidencies/2021").status_code == 200
    assert client.get("/es/presidencias/1999").status_code == 404
    move_clock("2024-05-01T09:00:00-06:00")
    Presidency.objects.create(
        country_id="PA", order=3, label="2023", starts_at=datetime(2023, 1, 1, 6, tzinfo=UTC)
    )
    past = text_of(as_role(client, appoint("se-2@example.org", Office.SECRETARIAT)).get(RELEVO))
    assert "Lo pendiente se muestra mientras dura esta presidencia y durante la que le sigue." in past


def test_the_year_of_the_plan_does_not_change_with_the_presidency(
    client, plan, presidency, incoming, secretariat, move_clock
):
    said = {}
    for counted in ("calendar", "plan_year"):
        Parameters.objects.update(meetings_year=counted)
        for instant in (BEFORE, AFTER):
            move_clock(instant)
            page = text_of(as_role(client, secretariat).get("/es/grupos/proteccion/reuniones"))
            said[counted, instant[:4]] = re.findall(r"0 de 2 reuniones (en [\w ]*?(?:Plan|\d{4}))", page)[0]
    assert said == {
        ("calendar", "2021"): "en 2021", ("calendar", "2022"): "en 2022",
        ("plan_year", "2021"): "en el año 3 del Plan", ("plan_year", "2022"): "en el año 3 del Plan",
    }  # fmt: skip


def test_at_the_instant_the_next_country_becomes_the_incoming_one_of_the_troika(
    client, world, member, incoming, move_clock
):
    Presidency.objects.create(
        country_id="PA", order=3, label="2023", starts_at=datetime(2023, 1, 1, 6, tzinfo=UTC)
    )
    elected = appoint("ppt-pa@example.org", Office.PRESIDENCY, country="PA")
    seen = []
    for instant in (BEFORE, AFTER):
        move_clock(instant)
        said = text_of(as_role(client, member).get("/es/presidencias/"))
        troika = re.findall(r"(Presidencia (?:saliente|entrante)) (\S+(?: \S+)?) \d{4}", said)
        seen.append((troika, User.objects.get(pk=elected.pk).standing.troika))
    assert seen == [
        ([("Presidencia entrante", "El Salvador")], ""),
        ([("Presidencia saliente", "México"), ("Presidencia entrante", "Panamá")], "incoming"),
    ]


def test_the_panel_shows_each_group_with_its_counts(
    client, presidency, incoming, add_activity, pending, world, move_clock
):
    add_activity("LAB", 1, "Callada", due_on=date(2021, 10, 1))
    page = as_role(client, presidency).get("/es/presidencias/panel").content.decode()
    rows = []
    for row in re.findall(r"<tr[^>]*><th [^>]*scope=\"row\">.*?</tr>", page, re.DOTALL):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        said = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in cells]
        rows.append([said[0].removeprefix("Grupo de Trabajo sobre "), said[1], *said[3:]])
    behind, nothing = "0 de 2 No ha sesionado este año.", "ninguno por venir"
    assert rows == [
        ["Protección", "1 de 2", "Borrador", "1", "0", "0", "1 mar 2022 · PROT-A1"],
        ["Migración Irregular y Masiva", behind, "Borrador", "0", "0", "0", nothing],
        ["Migración Laboral", behind, "Borrador", "1", "1", "1", nothing],
        ["Gestión Fronteriza", behind, "Borrador", "0", "0", "0", nothing],
    ]
    assert page.count("/es/reuniones/convocar?") == 4
    move_clock("2022-03-01T09:00:00-06:00")  # as Troika it reads, and convenes no more
    page = as_role(client, presidency).get("/es/presidencias/panel").content.decode()
    assert ("Las reuniones se cuentan en 2022" in page, "convocar?" in page) == (True, False)


def test_the_numbers_of_queries_do_not_depend_on_the_rows(client, presidency, pending, add_activity, world):
    PresidencyPlan.objects.create(presidency=world.mexico, plan=pending.plan)
    pages = (RELEVO, "/es/presidencias/panel", "/es/presidencias/2021", "/es/presidencias/")

    def asked() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert as_role(client, presidency).get(page).status_code == 200
            counts.append(len(queries))
        return counts

    asked()  # what a first request of a person asks once
    one = asked()
    meeting = Meeting.objects.get(code="RVM-2021")
    for number in (2, 3):
        add_activity("PROT", number, f"Otra {number}", state="in_process", due_on=date(2021, 12, 1))
        Decision.objects.create(
            meeting=meeting, paragraph=f"2{number}", verb="entrust", text_es="Más", tier=Tier.PUBLIC,
            due_on=date(2021, 12, 1), to_body=world.bodies["LAB"],
        )  # fmt: skip
    assert Activity.objects.count() == 3
    assert asked() == one


def test_the_new_office_sends_what_its_predecessor_sent_three_minutes_late(
    client, presidency, incoming, world, plan, move_clock
):
    where = "/es/reuniones/convocar"
    typed = {
        "body": str(world.bodies["PROT"].pk), "code": "GT-PROT-2022-1", "name_es": "Primera reunión",
        "name_en": "First meeting", "starts_on": "2022-02-10", "modality": "virtual", "tier": "members",
    }  # fmt: skip
    move_clock(BEFORE)
    assert as_role(client, presidency).get(where).status_code == 200  # the form is open on the screen
    move_clock(AFTER)
    late = as_role(client, presidency).post(where, typed)
    said = "Guardado como borrador: su presidencia ha terminado El periodo de México (2021) terminó"
    assert (late.status_code, said in text_of(late)) == (403, True)
    assert "Ahora preside El Salvador (2022). Lo pueden enviar: Ppt sv." in text_of(late)
    kept = KeptForm.objects.get()
    office = as_role(client, incoming)
    assert f"{kept.about}" == "«Primera reunión»"
    for where_told in ("/es/mi-trabajo", RELEVO):
        told = text_of(office.get(where_told))
        assert (str(kept.about) in told, where in told) == (True, False)
    assert "Primer día 10 de febrero de 2022" in text_of(office.get(f"/es/guardados/{kept.pk}"))
    assert "Presidencia Pro-Témpore · El Salvador" in text_of(office.get("/es/mi-trabajo"))
    assert "Troika (saliente) · México" in text_of(as_role(client, presidency).get("/es/mi-trabajo"))
    as_role(client, incoming)
    page = office.get(f"/es/guardados/{kept.pk}").content.decode()
    form = re.findall(rf'<form method="post" action="({where}[^"]+)">(.*?)</form>', page, re.DOTALL)[0]
    fields = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', form[1]))
    assert {name: fields[name] for name in typed} == typed
    checked = office.post(form[0], fields)
    assert ("Revisar antes de convocar" in text_of(checked), Meeting.objects.count()) == (True, 0)
    assert office.post(form[0], {**fields, "sure": "1"}).status_code == 302
    assert [str(meeting.code) for meeting in Meeting.objects.all()] == ["GT-PROT-2022-1"]
    kept.refresh_from_db()
    assert (kept.outcome, kept.settled_by) == ("sent", incoming)
    english = as_role(client, presidency).get(f"/en/kept/{kept.pk}").content.decode()
    assert "Sent by the office" in english
