"""Critical aspects: identified, addressed, followed up, closed; nothing is scored (Tabla 2, GRCM d; M16)."""

import csv
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Tier
from pilares.core.trail import OPENED, Entry
from pilares.monitoring.models import CriticalAspect, Risk
from pilares.monitoring.tests.conftest import hidden_of, words_of

LIST, NEW = "/es/aspectos-criticos/", "/es/aspectos-criticos/nuevo"
KEY = "22222222-2222-4222-8222-222222222222"


def typed(body, **more):
    return {
        "form_key": KEY, "identified_by": body.pk, "identified_on": "2021-10-01",
        "text_es": "Los enlaces cambian sin aviso", "probability": "high", "impact": "medium",
        "tier": "members", "original_language": "es", **more,
    }  # fmt: skip


@pytest.fixture
def aspect(three, world, member, sign_in) -> CriticalAspect:
    """One that Protección identified about PROT-A1."""
    sign_in(member).post(NEW, typed(world.bodies["PROT"], activities=[three[0].pk], owner="country:GT"))
    return CriticalAspect.objects.get()


def test_the_members_read_it_those_who_identified_it_write_and_others_find_nothing(
    aspect, sign_in, member, outsider, observer, delegate, client
):
    url = f"{LIST}{aspect.pk}"
    page = words_of(sign_in(member).get(url))
    assert (
        "Aspecto crítico · GT Protección · 1 de octubre de 2021 Los enlaces cambian sin aviso Abierto" in page
    )
    assert "Probabilidad Nivel alto Impacto Nivel medio Quién lo aborda Guatemala" in page
    assert "Iniciar la estrategia: Escriba primero la estrategia" in page
    assert "Los enlaces cambian" in words_of(sign_in(delegate).get("/es/actividades/PROT-A1"))
    for user in (observer, None):
        answer = sign_in(user).get(url) if user else (client.logout(), client.get(url))[1]
        assert answer.status_code == 404
        assert "Los enlaces" not in words_of(client.get(LIST))
        assert "Los enlaces" not in words_of(client.get("/es/actividades/PROT-A1"))
    # who did not identify it reads it and writes nothing
    for verb in ("editar", "seguimiento", "resuelto", "cerrar"):
        assert sign_in(outsider).get(f"{url}/{verb}").status_code == 403
    assert sign_in(member).get(f"{url}/iniciar-la-estrategia").status_code == 403  # nothing to start


def test_it_was_identified_by_today_and_is_reviewed_afterwards(three, world, member, sign_in):
    past, future = "2021-09-30", "2021-10-16"
    errors: dict[str, list[str]] = {}
    for days in ({"identified_on": future}, {"due_on": past}):
        answer = sign_in(member).post(NEW, typed(world.bodies["PROT"], **days))
        errors |= answer.context["form"].errors
    assert errors == {
        "identified_on": ["Escriba un día que ya llegó: hoy o antes."],
        "due_on": ["La próxima revisión es posterior al día en que se identificó."],
    }
    assert CriticalAspect.objects.count() == 0


def test_from_the_first_day_to_the_last(aspect, sign_in, member, decision):
    url = f"{LIST}{aspect.pk}"
    form = sign_in(member).get(f"{url}/editar")
    send = {
        **hidden_of(form),
        **typed(aspect.identified_by),
        "strategy_es": "Un enlace suplente por país.",
        "activities": list(aspect.activities.values_list("pk", flat=True)),
        "owner": "country:GT",
    }
    assert sign_in(member).post(f"{url}/editar", send).status_code == 302
    assert sign_in(member).post(f"{url}/iniciar-la-estrategia", {"on": "2021-10-10"}).status_code == 302
    entry = {"form_key": KEY, "on": "2021-10-12", "text_es": "Siete países comunicaron su suplente."}
    for _press in (1, 2):
        assert sign_in(member).post(f"{url}/seguimiento", entry).status_code == 302
    assert aspect.entries.count() == 1
    assert sign_in(member).post(f"{url}/cerrar", {"on": "2021-10-14"}).status_code == 422  # it says why
    close = {"on": "2021-10-14", "reason_es": "Ya no depende de los enlaces.", "decision": decision.pk}
    assert sign_in(member).post(f"{url}/cerrar", close).status_code == 302
    assert sign_in(member).post(f"{url}/cerrar", close).status_code == 403  # pressed twice
    page = words_of(sign_in(member).get(url))
    assert "Cerrado · Desde el 14 de octubre de 2021 Ya no depende de los enlaces." in page
    assert "Seguimiento 12 oct 2021 Siete países comunicaron su suplente. GT Protección (Guatemala)" in page
    assert "GRCM-2021-06, §2" in page
    told = ("Identificado", "Editado", "Estrategia en curso", "Seguimiento anotado", "Cerrado con motivo")
    places = [page.index(f"2021 {done} · GT Protección (Guatemala)") for done in told]
    assert places == sorted(places, reverse=True)  # the last first
    assert (
        sign_in(member).post(f"{url}/reabrir", {"on": "2021-10-15", "reason_es": "Volvió."}).status_code
        == 302
    )
    aspect.refresh_from_db()
    assert (aspect.status, aspect.history.count()) == ("open", 5)


def test_two_people_at_once_lose_no_word(aspect, sign_in, member, other_member):
    url = f"{LIST}{aspect.pk}/editar"
    opened = hidden_of(sign_in(member).get(url))
    keep = {"owner": "country:GT", "activities": list(aspect.activities.values_list("pk", flat=True))}
    mine = {**opened, **typed(aspect.identified_by), **keep}
    assert sign_in(other_member).post(url, {**mine, "strategy_es": "Suplentes."}).status_code == 302
    answer = sign_in(member).post(url, {**mine, "strategy_es": "Un directorio."})
    page = words_of(answer)
    assert answer.status_code == 412
    assert "Conservar lo que guardó la otra persona: Suplentes." in page
    assert "Guardar lo que escribí: Un directorio." in page
    aspect.refresh_from_db()
    assert aspect.strategy_es == "Suplentes."


def test_the_rcgm_and_the_groups_identify_and_nobody_else(
    three, world, sign_in, delegate, member, focal_point, observer, presidency
):
    rcgm = typed(world.bodies["GRCM"])
    for user in (focal_point, observer):
        assert sign_in(user).post(NEW, rcgm).status_code == 403
    assert sign_in(member).post(NEW, rcgm).status_code == 422  # not a body that they write for
    assert sign_in(delegate).post(NEW, {**rcgm, "tier": "public"}).status_code == 422
    for _press in (1, 2):
        assert sign_in(delegate).post(NEW, rcgm).status_code == 302
    found = CriticalAspect.objects.get()
    url = f"{LIST}{found.pk}/editar"
    send = {**hidden_of(sign_in(presidency).get(url)), **rcgm, "tier": "public"}
    assert sign_in(presidency).post(url, send).status_code == 302
    sign_in(observer)
    assert "Los enlaces cambian" in words_of(sign_in(observer).get(LIST))


def test_what_is_overdue_and_what_came_about_is_offered_and_never_written_by_itself(
    three, sign_in, member, outsider, observer
):
    type(three[1]).objects.filter(pk=three[1].pk).update(due_on=date(2021, 9, 30))
    Risk.objects.create(
        activity=three[2], text_es="Se interrumpe el directorio", materialised_on=date(2021, 10, 2),
        probability="low", impact="high", response_es="Publicarlo en línea",
    )  # fmt: skip
    page = words_of(sign_in(member).get(LIST))
    assert "PROT-A2 · Intercambio consular su plazo venció" in page
    assert "PROT-A3 · Se interrumpe el directorio un riesgo que se materializó" in page
    assert not CriticalAspect.objects.exists()
    for user in (outsider, observer):
        assert "PROT-A2" not in words_of(sign_in(user).get(LIST))
    risk = Risk.objects.get(materialised_on__isnull=False)
    form = sign_in(member).get(f"{NEW}?activity=PROT-A3&risk={risk.pk}")
    assert "Publicarlo en línea" in form.content.decode()
    body = three[2].group
    send = typed(body, activities=[three[2].pk], text_es="Se interrumpe el directorio")
    sign_in(member).post(f"{NEW}?activity=PROT-A3&risk={risk.pk}", send)
    assert CriticalAspect.objects.get().risk == risk
    assert "un riesgo que se materializó" not in words_of(sign_in(member).get(LIST))


def test_files_hold_what_their_reader_sees(aspect, sign_in, member, client):
    book = openpyxl.load_workbook(BytesIO(sign_in(member).get("/es/aspectos-criticos.xlsx").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert (
        rows[1][:4] == ("GT Protección", rows[1][1], "Los enlaces cambian sin aviso", None)
        or rows[1][2] == "Los enlaces cambian sin aviso"
    )
    said = sign_in(member).get("/en/critical-aspects.csv").content.decode("utf-8-sig")
    assert [row[8] for row in csv.reader(StringIO(said))] == ["Impact", "Medium"]
    client.logout()
    assert len(list(csv.reader(StringIO(client.get("/es/aspectos-criticos.csv").content.decode())))) == 1
    assert client.get("/es/aspectos-criticos.exe").status_code == 404


def test_as_many_questions_for_three_as_for_one(aspect, three, world, sign_in, secretariat, decision):
    def asked() -> list[int]:
        found = []
        for url in (LIST, f"{LIST}{aspect.pk}", "/es/actividades/PROT-A1", "/es/aspectos-criticos.csv"):
            with CaptureQueriesContext(connection) as queries:
                assert sign_in(secretariat).get(url).status_code == 200
            found.append(len(queries))
        return found

    CriticalAspect.objects.update(decision=decision)
    asked()  # the first of a session asks more
    once = asked()
    for at, activity in enumerate(three):
        other = CriticalAspect.objects.create(
            plan=activity.plan, identified_by=activity.group, identified_on=date(2021, 1, at + 1),
            text_es=f"Otro {at}", decision=decision,
        )  # fmt: skip
        other.activities.set([three[0], activity])
    assert asked() == once


def test_every_opening_of_a_closed_one_is_written_down_and_no_other(aspect, sign_in, member):
    def openings() -> list[tuple[int, str]]:
        acts = Entry.objects.filter(verb=OPENED, model="monitoring.criticalaspect").order_by("pk")
        return [(act.object_id, (act.by and act.by.email) or "") for act in acts]

    pages = (LIST, f"{LIST}{aspect.pk}", f"{LIST.rstrip('/')}.csv")
    for page in pages:
        assert sign_in(member).get(page).status_code == 200
    assert openings() == []
    CriticalAspect.objects.update(tier=Tier.CLOSED)
    for page in pages:
        assert "Los enlaces cambian" in sign_in(member).get(page).content.decode()
    assert openings() == [(aspect.pk, member.email)] * 3
    read = words_of(sign_in(member).get(pages[1]))
    assert words_of(sign_in(member).get(pages[1])) == read  # its own history does not tell who read it
