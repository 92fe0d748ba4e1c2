"""The calendar: who sees what, what its files say, and a deadline that moves (screens.md 15, E-3)."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Tier
from pilares.core.letters import Letter
from pilares.core.tests.test_icalendar import read
from pilares.meetings.models import Meeting, Session
from pilares.monitoring import actions
from pilares.monitoring.models import Activity, Indicator, Period
from pilares.people.models import Appointment, Body, CalendarFeed
from tests.cast import LONG_AGO, appoint

CLOSED = "Sesión a puerta cerrada sobre un caso"


@pytest.fixture
def meeting(world) -> Meeting:
    """A meeting of PROT in November, public, with one open and one closed session."""
    prot = Body.objects.get(code="PROT")
    made = Meeting.objects.create(
        code="PROT-2021-02", body=prot, name_es="Segunda reunión, del grupo; 2021", name_en="Second meeting",
        starts_on=date(2021, 11, 3), ends_on=date(2021, 11, 4), status="convened", tier=Tier.PUBLIC,
        place_es="San José", place_en="San José",
    )  # fmt: skip
    hours = (datetime(2021, 11, 3, 15, tzinfo=UTC), datetime(2021, 11, 3, 17, tzinfo=UTC))
    for title, tier in (("Apertura", Tier.PUBLIC), (CLOSED, Tier.CLOSED)):
        Session.objects.create(
            meeting=made, title_es=title, starts_at=hours[0], ends_at=hours[1], tier=tier, order=1
        )
    return made


def words(answer) -> str:
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(text.split())


def titles(answer) -> list[str]:
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return [event["SUMMARY"] for event in read(answer.content)]


def test_each_reader_has_their_own_calendar(meeting, plan, cast, sign_in):
    client = Client()
    outside = client.get("/es/calendario")
    assert outside.status_code == 200
    assert "Segunda reunión, del grupo; 2021" in words(outside)
    assert "Apertura" in words(outside)
    seeing = {
        name for name, user in cast.items() if user and CLOSED in words(sign_in(user).get("/es/calendario"))
    }
    assert seeing == {"member", "other_member", "presidency", "secretariat"}
    assert CLOSED not in words(client.get("/es/calendario?mes=2021-11&grupo=proteccion"))
    october = words(client.get("/es/calendario?mes=2021-10"))
    assert "No hay nada fijado para estos días" in october
    english = client.get("/es/calendario?mes=2021-11&grupo=proteccion&tipo=reuniones").content.decode()
    assert "/en/calendar?month=2021-11&amp;group=protection&amp;kind=meetings" in english
    odd = client.get("/es/calendario?mes=ayer&grupo=nadie&tipo=otro")
    assert "Se dejó fuera porque no se entendió: ayer, otro, nadie" in words(odd)


def test_public_files_hold_what_is_public_and_each_group_its_own(meeting, plan, sign_in, secretariat):
    client = Client()
    answer = client.get("/es/calendario.ics")
    assert sorted(titles(answer)) == ["Apertura", "Segunda reunión, del grupo; 2021"]
    assert answer.headers["Cache-Control"] == "public, max-age=1800"
    # a browser that is signed in gets the same public file
    assert titles(sign_in(secretariat).get("/es/calendario.ics")) == titles(answer)
    assert len(titles(client.get("/es/calendario/grupos/proteccion.ics"))) == 2
    assert titles(client.get("/es/calendario/grupos/migracion-laboral.ics")) == []
    assert client.get("/es/calendario/grupos/nadie.ics").status_code == 404
    begun = {e["UID"].split("@")[0]: e for e in read(client.get("/en/calendar.ics").content)}
    assert begun[f"meeting-{meeting.pk}"]["SUMMARY"] == "Second meeting"
    assert begun[f"meeting-{meeting.pk}"]["DTEND;VALUE=DATE"] == "20211105"


def events_moved(before, after, day):
    """The window and its request keep their UID, on another day and with a higher SEQUENCE."""
    was, now = ({event["UID"]: event for event in events} for events in (before, after))
    assert now.keys() == was.keys()
    moved = {uid for uid in now if now[uid]["DTSTART;VALUE=DATE"] != was[uid]["DTSTART;VALUE=DATE"]}
    assert {uid.rpartition("-")[0].partition("-")[0] for uid in moved} == {"window", "request"}
    for uid in moved:
        assert now[uid]["DTSTART;VALUE=DATE"] == day
        assert int(now[uid]["SEQUENCE"]) > int(was[uid]["SEQUENCE"])


def test_a_deadline_moves(plan, indicator_to_measure, focal_points, secretariat, sign_in):
    """E-3, line by line: files, letters, my work, history."""
    client = Client()
    window = actions.open_window(
        plan=plan, name_es="Ventana 2", name_en="Window 2", opens_on=date(2021, 9, 15),
        closes_on=date(2021, 10, 15), by=secretariat,
    )  # fmt: skip
    wanted = [actions.Asked(indicator_to_measure.pk, country) for country in focal_points]
    actions.ask(window=window, wanted=wanted, due_on=date(2021, 10, 15), by=secretariat)
    addresses = {}
    for country, user in focal_points.items():
        browser = sign_in(user)
        browser.post("/es/calendario/suscribirse", {"make": "1"})
        page = browser.get("/es/calendario/suscribirse").content.decode()
        (addresses[country],) = re.findall(r"/es/calendario/personal/[^<]+\.ics", page)
    before = {c: read(client.get(path).content) for c, path in addresses.items()}
    asked_before = [Letter.objects.count()]

    sign_in(secretariat).post(
        f"/es/ventanas/{window.pk}/editar",
        {"name_es": "Ventana 2", "name_en": "Window 2", "opens_on": "2021-09-15", "closes_on": "2021-10-22",
         "reason": "Feriado del 12 de octubre"},
    )  # fmt: skip

    for country, path in addresses.items():
        events_moved(before[country], read(client.get(path).content), "20211022")
    told = Letter.objects.filter(key__startswith="window").values_list("to", flat=True)
    assert sorted(told) == sorted(user.email for user in focal_points.values())
    assert Letter.objects.count() == asked_before[0] + len(focal_points)
    first = next(iter(focal_points.values()))
    assert "22 de octubre" in words(sign_in(first).get("/es/mi-trabajo")).replace("22 oct", "22 de octubre")
    history = words(sign_in(secretariat).get(f"/es/ventanas/{window.pk}"))
    assert "15 de octubre de 2021 → 22 de octubre de 2021" in history
    assert "Feriado del 12 de octubre" in history
    assert "Secretaría Ejecutiva" in history


def test_one_request_moves_there_and_back(plan, indicator_to_measure, focal_points, secretariat, sign_in):
    window = actions.open_window(
        plan=plan, name_es="V", name_en="", opens_on=date(2021, 9, 15), closes_on=date(2021, 10, 15),
        by=secretariat,
    )  # fmt: skip
    (one,) = actions.ask(
        window=window, wanted=[actions.Asked(indicator_to_measure.pk, "HN")], due_on=date(2021, 10, 15),
        by=secretariat,
    )  # fmt: skip
    browser, url = sign_in(secretariat), f"/es/solicitudes/{one.pk}/plazo"
    assert browser.post(url, {"due_on": "2021-10-20"}).status_code == 422
    for day, why in (("2021-10-20", "Feriado"), ("2021-10-15", "Sin feriado"), ("2021-10-20", "Con él")):
        browser.post(url, {"due_on": day, "reason": why})
    letters = Letter.objects.filter(key__startswith="due:").order_by("pk")
    assert [said for letter in letters for said in re.findall(r"pasó del ([^.]*)\.", letter.body)] == [
        "15 de octubre de 2021 al 20 de octubre de 2021",
        "20 de octubre de 2021 al 15 de octubre de 2021",
        "15 de octubre de 2021 al 20 de octubre de 2021",
    ]
    history = words(browser.get(f"/es/ventanas/{window.pk}"))
    assert [why for why in ("Con él", "Sin feriado", "Feriado") if why in history] == [
        "Con él", "Sin feriado", "Feriado",
    ]  # fmt: skip


def test_a_personal_address_follows_the_offices_and_ends_when_revoked(meeting, plan, member, sign_in):
    client = Client()
    browser, page = sign_in(member), "/es/calendario/suscribirse"
    assert client.post(page).status_code == 302
    assert CalendarFeed.objects.count() == 0
    for _press in range(2):  # a double click makes one address
        browser.post(page, {"make": "1"})
    (path,) = re.findall(r"/es/calendario/personal/[^<]+\.ics", browser.get(page).content.decode())
    answer = client.get(path)
    assert CLOSED in titles(answer)
    assert answer.headers["Cache-Control"] == "private, max-age=900"
    Appointment.objects.filter(user=member).update(ends_at=LONG_AGO.replace(year=2021))
    assert CLOSED not in titles(client.get(path))
    other = path.replace(path[-12:-4], "00000000")
    assert client.get(other).status_code == 404
    browser.post(page, {"remake": "1"})
    assert client.get(path).status_code == 410
    (second,) = re.findall(r"/es/calendario/personal/[^<]+\.ics", browser.get(page).content.decode())
    assert second != path
    assert client.get(second).status_code == 200
    browser.post(page, {"revoke": "1"})
    assert client.get(second).status_code == 410
    assert "Esta dirección de calendario fue revocada" in words(client.get(second))


def test_the_calendar_costs_the_same_with_more_in_it(meeting, plan, add_activity, secretariat, sign_in):
    browser = sign_in(secretariat)
    for number in range(1, 4):
        add_activity("PROT", number, f"Actividad {number}", themes=("trata",))
    Activity.objects.update(due_on=None)
    Activity.objects.filter(code="PROT-A1").update(due_on=date(2021, 11, 15))
    browser.get("/es/calendario")
    with CaptureQueriesContext(connection) as one:
        browser.get("/es/calendario")
    Activity.objects.update(due_on=date(2021, 11, 15))
    with CaptureQueriesContext(connection) as many:
        browser.get("/es/calendario")
    assert len(one) == len(many)


@pytest.fixture
def indicator_to_measure(plan, add_activity) -> Period:
    """A period of an indicator that countries are asked for."""
    add_activity("PROT", 1, "Ruta regional de referencia", themes=("trata",))
    indicator = Indicator.objects.get(code="PROT-A1-I1")
    Indicator.objects.filter(pk=indicator.pk).update(measure="unit", over_countries="sum")
    year = plan.plan_years.get(number=2)
    return Period.objects.create(indicator=indicator, starts_on=year.starts_on, ends_on=year.ends_on)


@pytest.fixture
def focal_points(world) -> dict:
    """The focal points of the eleven Member Countries."""
    codes = ("BZ", "CA", "CR", "DO", "SV", "GT", "HN", "MX", "NI", "PA", "US")
    return {code: appoint(f"focal.{code.lower()}@example.org", "focal_point", country=code) for code in codes}
