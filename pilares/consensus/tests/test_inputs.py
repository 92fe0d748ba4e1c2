"""AC-21 line by line: the RNCOM sends an input through the tripartite mechanism and gets an answer."""

import csv
import re
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from pilares.consensus.actions.inputs import next_number
from pilares.consensus.models.inputs import Input, InputCall, InputFile, InputNumbering
from pilares.consensus.queries.inputs import counts
from pilares.core import clock
from pilares.core.letters import Letter
from pilares.meetings.models import Meeting
from pilares.people.models import Organisation
from pilares.plans.actions import load_plan
from pilares.plans.models import Placement
from tests.words import hidden_of, words_of

LIST, NEW = "/es/aportes/", "/es/aportes/nuevo"
KEY = "33333333-3333-4333-8333-333333333333"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture(autouse=True)
def kept_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def call(plan) -> InputCall:
    """«Aportes a la revisión anual 2021», open to 30 September."""
    return InputCall.objects.create(
        plan=plan, name_es="Aportes a la revisión anual 2021", name_en="Inputs to the 2021 annual review",
        opens_on=date(2021, 8, 16), closes_on=date(2021, 9, 30),
    )  # fmt: skip


def typed(**more):
    organisation = Organisation.objects.get(code="rrocm")
    return {
        "form_key": KEY, "organisation": organisation.pk, "title": "Datos por sexo y edad",
        "text": "Proponemos informar por sexo y edad.", "section": "§3.8", "language": "es", **more,
    }  # fmt: skip


def pdf(name: str = "aporte.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.fixture
def received(call, sign_in, civil_society, move_clock, secretariat, presidency) -> Input:
    """The input of the scenario: the seventh of the year, in time, with its PDF."""
    InputNumbering.objects.create(year=2021, last=6)
    move_clock("2021-09-20T10:00:00-06:00")
    place = Placement.objects.get(pillar__number=3, number=14)
    answer = sign_in(civil_society).post(NEW, typed(call=call.pk, placement=place.pk, file=pdf()))
    assert answer["Location"] == "/es/aportes/AP-2021-007"
    move_clock("2021-10-15T09:00:00-06:00")
    return Input.objects.get()


def test_she_gets_a_receipt_and_the_mechanism_is_told(
    received, sign_in, civil_society, observer, member, client, secretariat, presidency
):
    assert (received.reference, received.status, received.tier, received.late) == (
        "AP-2021-007", "received", "extended", False,
    )  # fmt: skip
    told = Letter.objects.order_by("to").values_list("to", "subject")
    assert list(told) == [
        ("ppt@example.org", "Pilares · Se recibió el aporte AP-2021-007"),
        ("se@example.org", "Pilares · Se recibió el aporte AP-2021-007"),
    ]
    assert all("sexo y edad" not in letter.body for letter in Letter.objects.all())
    page = words_of(sign_in(civil_society).get("/es/aportes/AP-2021-007"))
    assert "Recibo AP-2021-007 · RROCM Datos por sexo y edad Recibido" in page
    assert "Tema Víctimas de trata (Pilar 3)" in page
    assert "Sección del plan §3.8" in page
    # tier A: members and observers read it with its file, the public reads neither
    file = f"/es/aportes/archivos/{received.file.key}"
    for user in (civil_society, observer, member):
        answer = sign_in(user).get(file)
        assert (answer.status_code, b"".join(answer.streaming_content)) == (200, PDF)
        assert answer["Content-Disposition"] == 'attachment; filename="aporte.pdf"'
        assert answer["Cache-Control"] == "private, no-store"
    client.logout()
    for url in (file, "/es/aportes/AP-2021-007", "/es/aportes/AP-2021-7", "/es/aportes/AP-2021-999"):
        assert client.get(url).status_code == 404
    assert "Datos por sexo" not in words_of(client.get(LIST))
    assert received.file.file.name == f"inputs/{received.file.key.hex[:2]}/{received.file.key.hex}"


def only_the_day_shows(page: str) -> None:
    assert "Considerado · 21 de septiembre de 2021" in page
    assert "Considerado 21 de septiembre de 2021 Quién puede verlo" in page
    assert "Reunión del GT" not in page
    assert "Grupo de Trabajo" not in page


def test_it_is_treated_behind_closed_doors_answered_and_replied_to_once(
    received, world, sign_in, civil_society, member, outsider, secretariat, observer, presidency
):
    url, body = "/es/aportes/AP-2021-007", world.bodies["PROT"]
    meeting = Meeting.objects.create(
        code="GT-PROT-2021-2", body=body, name_es="Reunión del GT Protección", name_en="Meeting of the group",
        starts_on=date(2021, 9, 21), tier="members",
    )  # fmt: skip
    Letter.objects.all().delete()
    seen = {"body": body.pk, "meeting": meeting.pk, "on": "2021-09-21", "behind_closed_doors": "on"}
    for user in (civil_society, observer):
        assert sign_in(user).post(f"{url}/considerado", seen).status_code == 403
    assert sign_in(outsider).post(f"{url}/considerado", seen).status_code == 422  # not their group
    assert sign_in(member).post(f"{url}/considerado", seen).status_code == 302
    assert sign_in(member).post(f"{url}/considerado", seen).status_code == 403  # pressed twice
    for user in (civil_society, observer, outsider):
        only_the_day_shows(words_of(sign_in(user).get(url)))
    for user in (member, presidency):
        said = "Considerado 21 de septiembre de 2021 · Grupo de Trabajo sobre Protección · Reunión del GT"
        assert said in words_of(sign_in(user).get(url))
    # the Secretariat alone answers, with a reason
    no = {"on": "2021-09-24", "answer_es": "La ruta enlaza instituciones públicas."}
    assert sign_in(member).post(f"{url}/no-incorporado", no).status_code == 403
    assert sign_in(secretariat).post(f"{url}/no-incorporado", {**no, "answer_es": ""}).status_code == 422
    assert sign_in(civil_society).post(f"{url}/replica", {"text": "Antes"}).status_code == 403
    assert sign_in(secretariat).post(f"{url}/no-incorporado", no).status_code == 302
    assert sign_in(secretariat).post(f"{url}/incorporado", no).status_code == 403
    page = words_of(sign_in(civil_society).get(url))
    assert "No incorporado · 24 de septiembre de 2021 La ruta enlaza instituciones públicas." in page
    assert "Sus aportes Datos por sexo y edad" in words_of(sign_in(civil_society).get("/es/mi-trabajo"))
    for user in (observer, secretariat):
        assert sign_in(user).post(f"{url}/replica", {"text": "Yo"}).status_code == 403
    assert sign_in(civil_society).post(f"{url}/replica", {"text": "Gracias."}).status_code == 302
    assert sign_in(civil_society).post(f"{url}/replica", {"text": "Otra."}).status_code == 403
    assert "Gracias." in words_of(sign_in(secretariat).get(url))
    assert Letter.objects.latest("pk").subject.endswith("réplica a la respuesta")
    assert sorted(Letter.objects.values_list("to", flat=True)) == [
        "ppt@example.org", "rrocm@example.org", "rrocm@example.org", "se@example.org",
    ]  # fmt: skip


def test_nothing_becomes_of_it_before_its_day_nor_at_a_meeting_of_another_group(
    received, world, sign_in, secretariat
):
    url, body = "/es/aportes/AP-2021-007", world.bodies["PROT"]
    other = Meeting.objects.create(
        body=world.bodies["LAB"], code="GT-LAB-2021-1", name_es="Otra", tier="public"
    )
    seen = {"body": body.pk, "on": "2021-09-21"}
    session = sign_in(secretariat)
    for wrong, said in (
        ({"on": "2021-09-19"}, "Escriba el 20 de septiembre de 2021 o un día posterior"),
        ({"on": "2021-10-16"}, "Escriba un día que ya llegó"),
        ({"meeting": other.pk}, "Escoja una reunión del grupo que lo consideró."),
    ):
        assert said in words_of(session.post(f"{url}/considerado", seen | wrong))
    assert session.post(f"{url}/considerado", seen).status_code == 302
    early = session.post(f"{url}/incorporado", {"on": "2021-09-20", "answer_es": "Se conserva"})
    assert "Escriba el 21 de septiembre de 2021 o un día posterior" in words_of(early)
    assert "Se conserva" in early.content.decode()


def test_late_ones_are_accepted_and_one_comes_outside_any_call_at_any_time(
    call, sign_in, civil_society, client, secretariat
):
    page = words_of(sign_in(civil_society).get(LIST))
    assert "No hay convocatoria abierta; puede enviar un aporte en cualquier momento." in page
    for at, more in enumerate(({"call": call.pk}, {}, {"public": "on"}), 1):
        sent = typed(form_key=KEY.replace("3", str(at)), **more)
        for _press in (1, 2):
            assert sign_in(civil_society).post(NEW, sent)["Location"] == f"/es/aportes/AP-2021-00{at}"
    assert list(Input.objects.order_by("number").values_list("late", "tier")) == [
        (True, "extended"), (False, "extended"), (False, "public"),
    ]  # fmt: skip
    assert "Recibo AP-2021-001 · RROCM · fuera de plazo" in words_of(
        sign_in(civil_society).get("/es/aportes/AP-2021-001")
    )
    client.logout()
    assert re.findall(r"AP-2021-\d+", words_of(client.get(LIST))) == ["AP-2021-003"]
    assert "1 aporte: 1 recibido" in words_of(client.get(LIST))
    page = words_of(sign_in(secretariat).get("/es/mi-trabajo"))
    assert "Aportes que esperan respuesta" in page


def test_what_is_wrong_is_said_where_it_is_and_nothing_typed_is_lost(
    call, sign_in, civil_society, member, observer
):
    for user in (member, observer):
        assert sign_in(user).post(NEW, typed()).status_code == 403
    oim = Organisation.objects.get(code="oim").pk
    only = "Adjunte un PDF. Lo que escribió se conserva; elija de nuevo el archivo."
    wrong: list[tuple[str, dict[str, Any]]] = [
        (only, {"file": pdf("aporte.pdf", b"hola, soy texto")}),
        (only, {"file": pdf("aporte.pdf", b"MZ\x00\x01\x02")}),
        ("Escriba el número de la sección", {"section": "ocho"}),
        ("Escoja una opción válida", {"organisation": oim}),
        ("Este campo es obligatorio", {"text": ""}),
    ]
    for said, more in wrong:
        answer = sign_in(civil_society).post(NEW, typed(**more))
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert "Datos por sexo y edad" in answer.content.decode()
    assert (Input.objects.count(), InputFile.objects.count(), InputNumbering.objects.count()) == (0, 0, 0)


def test_numbers_have_no_gap_when_an_input_fails(call, sign_in, civil_society):
    with transaction.atomic():
        assert next_number(2021) == 1
        transaction.set_rollback(True)
    assert sign_in(civil_society).post(NEW, typed())["Location"].endswith("AP-2021-001")


def test_the_sentence_of_the_annual_report_counts_what_its_reader_may_read(
    plan, world, secretariat, nobody, civil_society, sign_in
):
    statuses = ["included"] * 3 + ["considered"] * 2 + ["not_included"] * 2
    for number, status in enumerate(statuses, 1):
        Input.objects.create(
            year=2021, number=number, plan=plan, organisation=world.organisations["rrocm"], title="x",
            text="y", received_at=clock.now(), status=status, answer_es="z",
            tier="public" if number == 1 else "extended",
        )  # fmt: skip
    said = "7 aportes: 3 incorporados, 2 considerados, 2 no incorporados"
    assert counts(2021, secretariat).sentence == said
    assert counts(2021, nobody).sentence == "1 aporte: 1 incorporado"
    assert counts(2020, secretariat).sentence == "Ningún aporte en 2020"
    assert said in words_of(sign_in(civil_society).get(LIST))
    assert "7 inputs: 3 incorporated, 2 considered, 2 not incorporated" in words_of(
        sign_in(civil_society).get("/en/inputs/")
    )
    rows = csv.reader(StringIO(sign_in(civil_society).get("/es/aportes.csv").content.decode("utf-8-sig")))
    assert [row[0] for row in rows] == ["Recibo", *(f"AP-2021-00{n}" for n in range(7, 0, -1))]
    assert sign_in(civil_society).get("/es/aportes.xlsx").status_code == 200


def test_those_who_steer_call_for_inputs_and_two_at_once_lose_no_word(
    plan, sign_in, secretariat, presidency, civil_society, member
):
    call = {
        "form_key": KEY,
        "name_es": "Convocatoria",
        "opens_on": "2021-10-01",
        "closes_on": "2021-10-31",
        "tier": "extended",
    }
    for user in (civil_society, member):
        assert sign_in(user).post("/es/aportes/convocatorias/nueva", call).status_code == 403
    early = {**call, "closes_on": "2021-09-01"}
    assert sign_in(presidency).post("/es/aportes/convocatorias/nueva", early).status_code == 422
    for _press in (1, 2):
        assert sign_in(presidency).post("/es/aportes/convocatorias/nueva", call).status_code == 302
    found = InputCall.objects.get()
    url = f"/es/aportes/convocatorias/{found.pk}"
    assert "Abierta hasta el 31 de octubre de 2021" in words_of(sign_in(civil_society).get(LIST))
    assert "Convocatoria" in words_of(sign_in(civil_society).get("/es/mi-trabajo"))
    base = hidden_of(sign_in(secretariat).get(url))
    assert sign_in(presidency).post(url, {**call, **base, "closes_on": "2021-11-05"}).status_code == 302
    answer = sign_in(secretariat).post(url, {**call, **base, "closes_on": "2021-11-30"})
    assert answer.status_code == 412
    assert "2021-11-05" in words_of(answer)


def test_she_cannot_edit_activities_states_or_decisions_nor_see_what_is_the_members(
    add_activity, sign_in, civil_society
):
    add_activity("PROT", 1, "Ruta")
    add_activity("PROT", 2, "Reservada", tier="members")
    session = sign_in(civil_society)
    for url in ("/es/actividades/PROT-A1/editar", "/es/actividades/PROT-A1/estado", "/es/registro/reuniones"):
        assert session.get(url).status_code == 403
    assert session.get("/es/actividades/PROT-A2").status_code == 404
    assert "Reservada" not in session.get("/es/matriz").content.decode()


def test_as_many_questions_for_three_inputs_as_for_one(
    received, sign_in, civil_society, secretariat, plan, world
):
    def asked() -> list[int]:
        found = []
        for user, url in (
            (civil_society, LIST),
            (secretariat, LIST),
            (secretariat, "/es/mi-trabajo"),
            (civil_society, "/es/aportes.csv"),
        ):
            with CaptureQueriesContext(connection) as queries:
                assert sign_in(user).get(url).status_code == 200
            found.append(len(queries))
        return found

    once = asked()
    for number in (8, 9):
        Input.objects.create(
            year=2021, number=number, plan=plan, organisation=world.organisations["rrocm"], title="x",
            text="y", received_at=clock.now(), call=received.call, placement=received.placement,
        )  # fmt: skip
    assert asked() == once


def test_an_input_cites_a_place_that_the_plan_has(world, sign_in, civil_society):
    load_plan()
    client = sign_in(civil_society)
    for section in ("9.9", "3.6.z"):
        answer = client.post(NEW, typed(section=section))
        assert (answer.status_code, Input.objects.count()) == (422, 0)
        said = f"se esperaba una del Plan, y en él no existe «{section}». Busque su número"
        assert said in words_of(answer)
        assert "Proponemos informar por sexo y edad." in answer.content.decode()
    for number, section in enumerate(("3.8", "§3.6.f", "1.6.t2.r3"), 1):
        key = f"33333333-3333-4333-8333-33333333333{number}"
        answer = client.post(NEW, typed(section=section, form_key=key))
        assert (answer.status_code, Input.objects.count()) == (302, number)
