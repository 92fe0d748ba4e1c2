"""Windows, requests, who has not reported, and a window that moves (M17, E-3)."""

import re
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.letters import Letter
from pilares.core.trail import Entry
from pilares.monitoring import actions
from pilares.monitoring.models import Indicator, Measurement, Period, Request, Window
from pilares.monitoring.tests.conftest import words_of
from pilares.monitoring.tests.test_measuring import fill
from pilares.people.models import Country
from tests.cast import appoint


@pytest.fixture
def window(plan, secretariat) -> Window:
    """Window 2 of 2021: 15 September to 15 October."""
    return actions.open_window(
        plan=plan, name_es="Ventana de monitoreo 2", name_en="Monitoring window 2",
        opens_on=date(2021, 9, 15), closes_on=date(2021, 10, 15), by=secretariat,
    )  # fmt: skip


@pytest.fixture
def asked(window, period, other_member, secretariat) -> Request:
    (request,) = actions.ask(
        window=window, wanted=[actions.Asked(period.pk, "", other_member.pk)],
        due_on=date(2021, 10, 15), by=secretariat,
    )  # fmt: skip
    return request


def test_the_secretariat_sets_a_window(plan, sign_in, secretariat):
    answer = sign_in(secretariat).post(
        "/es/ventanas/nueva",
        {"name_es": "Ventana 1", "opens_on": "2021-05-15", "closes_on": "2021-06-15"},
        follow=True,
    )
    assert "La ventana está fijada. Ahora solicite los datos." in words_of(answer)
    assert Window.objects.get().closes_on == date(2021, 6, 15)


def test_a_window_that_closes_before_it_opens_is_refused(plan, sign_in, secretariat):
    answer = sign_in(secretariat).post(
        "/es/ventanas/nueva", {"name_es": "V", "opens_on": "2021-06-15", "closes_on": "2021-05-15"}
    )
    assert answer.status_code == 422
    assert "La ventana no debe cerrar antes de abrir." in words_of(answer)


def test_a_moved_window_keeps_its_history_and_tells_those_concerned(
    window, asked, sign_in, secretariat, other_member
):
    client = sign_in(secretariat)
    days = {"name_es": window.name_es, "name_en": window.name_en, "opens_on": "2021-09-15"}
    url = f"/es/ventanas/{window.pk}/editar"
    assert client.post(url, {**days, "closes_on": "2021-10-22"}).status_code == 422
    client.post(url, {**days, "closes_on": "2021-10-22", "reason": "Feriado del 12 de octubre"})
    letter = Letter.objects.get(key__startswith="window")
    assert letter.to == other_member.email
    assert "ahora abre el 15 de septiembre de 2021 y cierra el 22 de octubre de 2021" in letter.body
    assert "it is now open from 15 September 2021 to 22 October 2021" in letter.body
    assert Request.objects.get().due_on == date(2021, 10, 22)
    words = words_of(client.get(f"/es/ventanas/{window.pk}"))
    assert "Cierra el: 15 de octubre de 2021 → 22 de octubre de 2021" in words
    assert "Feriado del 12 de octubre" in words


def test_everything_is_asked_for_in_one_press_after_a_check(
    window, indicator, period, plan, sign_in, secretariat, focal_point, member
):
    by_country = Indicator.objects.get(code="PROT-A2-I1")
    Indicator.objects.filter(pk=by_country.pk).update(measure="unit", over_countries="sum")
    by_country.activity.countries.set(Country.objects.filter(pk__in=("HN", "MX")))
    Period.objects.create(indicator=by_country, starts_on=period.starts_on, ends_on=period.ends_on)
    client = sign_in(secretariat)
    url = f"/es/ventanas/{window.pk}/solicitar"
    page = client.get(url).content.decode()
    keys = re.findall(r'name="figures" value="([^"]+)"[^>]*checked', page)
    check = client.post(url, {"due_on": "2021-10-15", "figures": keys})
    assert "Salen 3 solicitudes" in words_of(check)
    assert Request.objects.count() == 0
    client.post(url, {"due_on": "2021-10-15", "figures": keys, "confirm": "1"})
    assert sorted(Request.objects.values_list("period__indicator__code", "country", "to")) == [
        ("PROT-A1-I1", None, member.pk), ("PROT-A2-I1", "HN", None), ("PROT-A2-I1", "MX", None),
    ]  # fmt: skip
    assert sorted(Letter.objects.values_list("to", flat=True)) == [focal_point.email, member.email]
    assert "No hay más datos que solicitar" in words_of(client.get(url))


def test_the_page_that_asks_says_what_each_measures_and_what_is_asked_or_reported_already(
    window, period, indicator, secretariat, focal_point, sign_in
):
    Indicator.objects.filter(pk=indicator.pk).update(
        over_countries="sum", unit_es="países", definition_es="Cuenta cada norma vigente.",
        measured_by_es="Cancillería de Guatemala",
    )  # fmt: skip
    indicator.activity.countries.set(Country.objects.filter(pk__in=("HN", "MX", "GT")))
    actions.ask(
        window=window, wanted=[actions.Asked(period.pk, "HN")], due_on=date(2021, 10, 15), by=secretariat
    )
    Measurement.objects.create(period=period, country_id="MX", value=2, status="sent")
    client = sign_in(secretariat)
    answer = client.get(f"/es/ventanas/{window.pk}/solicitar")
    said = words_of(answer)
    assert (
        "Qué mide Unidad: países Cuenta cada norma vigente. Quién lo mide Cancillería de Guatemala "
        "Ya solicitado o reportado Honduras Por hacer Vence el 15 oct 2021 México Enviado"
    ) in said
    boxes = re.findall(r'name="figures" value="([^"]+)"([^>]*)', answer.content.decode())
    assert [(key.split(":")[1], "checked" in rest) for key, rest in boxes] == [("GT", True), ("MX", False)]


def test_the_page_that_asks_costs_as_many_queries_for_three_indicators_as_for_one(
    window, period, indicator, three, secretariat, sign_in
):
    client, url = sign_in(secretariat), f"/es/ventanas/{window.pk}/solicitar"
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for other in Indicator.objects.exclude(pk=indicator.pk):
        Period.objects.create(indicator=other, starts_on=period.starts_on, ends_on=period.ends_on)
    with CaptureQueriesContext(connection) as more:
        client.get(url)
    assert len(more) == len(one)


def test_who_has_not_reported_is_seen_by_who_steers_alone(
    window, asked, sign_in, secretariat, presidency, member, other_member, delegate, observer, focal_point
):
    for user in (secretariat, presidency):
        words = words_of(sign_in(user).get(f"/es/ventanas/{window.pk}"))
        assert "0 de 1 dato respondido" in words
        assert "Miembro b" in words
    for user in (member, other_member, delegate, observer, focal_point):
        client = sign_in(user)
        assert client.get(f"/es/ventanas/{window.pk}").status_code == 403
        assert client.get("/es/ventanas").status_code == 403


def test_an_answer_moves_to_the_reported_ones(window, asked, sign_in, secretariat, other_member):
    client = sign_in(other_member)
    fill(client, f"/es/solicitudes/{asked.pk}/reportar", value="3")
    client.post(f"/es/datos/{Measurement.objects.get().pk}/revisar")
    assert "1 de 1 dato respondido" in words_of(sign_in(secretariat).get(f"/es/ventanas/{window.pk}"))


def test_asking_twice_asks_once(window, asked, period, other_member, secretariat):
    again = actions.ask(
        window=window, wanted=[actions.Asked(period.pk, "", other_member.pk)],
        due_on=date(2021, 10, 15), by=secretariat,
    )  # fmt: skip
    assert (again, Letter.objects.count()) == ((), 1)


def test_a_figure_that_somebody_else_sent_answers_what_was_asked_of_the_country(
    window, period, indicator, secretariat, other_member, focal_point, sign_in
):
    Indicator.objects.filter(pk=indicator.pk).update(over_countries="sum")
    (request,) = actions.ask(
        window=window, wanted=[actions.Asked(period.pk, "HN")], due_on=date(2021, 10, 15), by=secretariat
    )
    url = f"/es/indicadores/{indicator.code}/reportar/{period.pk}?country=HN"
    client = sign_in(other_member)
    fill(client, url, value="3")
    client.post(f"/es/datos/{Measurement.objects.get().pk}/revisar")
    request.refresh_from_db()
    assert request.answered


def test_a_focal_point_passes_a_request_on_within_the_country(
    window, period, secretariat, focal_point, other_member, member, sign_in
):
    (request,) = actions.ask(
        window=window, wanted=[actions.Asked(period.pk, "HN")], due_on=date(2021, 10, 15), by=secretariat
    )
    client = sign_in(focal_point)
    url = f"/es/solicitudes/{request.pk}/reasignar"
    assert client.post(url, {"to": member.pk}).status_code == 422  # of Guatemala
    client.post(url, {"to": other_member.pk})
    request.refresh_from_db()
    assert request.to == other_member
    assert Letter.objects.latest("pk").to == other_member.email
    assert sign_in(member).get(url).status_code == 404


def test_a_window_is_locked_where_nothing_waits(window, asked, period, sign_in, secretariat):
    answer = sign_in(secretariat).post(f"/es/ventanas/{window.pk}/cerrar", follow=True)
    assert "1 periodo quedó cerrado." in words_of(answer)
    period.refresh_from_db()
    assert period.locked_by == secretariat
    again = words_of(sign_in(secretariat).post(f"/es/ventanas/{window.pk}/cerrar", follow=True))
    assert "Ningún periodo de esta ventana está abierto: no había nada que cerrar." in again
    assert "0 periodos" not in again.partition("Abre el")[0]


def test_another_day_for_one_request_is_told(asked, sign_in, secretariat, other_member):
    url = f"/es/solicitudes/{asked.pk}/plazo"
    assert sign_in(secretariat).post(url, {"due_on": "2021-10-01"}).status_code == 422
    sign_in(secretariat).post(url, {"due_on": "2021-10-29", "reason": "El instituto cierra esa semana."})
    assert [letter.to for letter in Letter.objects.all()] == [other_member.email] * 2
    assert "Motivo: El instituto cierra esa semana." in Letter.objects.latest("pk").body
    mine = words_of(sign_in(other_member).get("/es/mi-trabajo"))
    assert "cambió su plazo: El instituto cierra esa semana." in mine
    assert sign_in(other_member).get(url).status_code == 403


def test_a_withdrawn_request_leaves_the_figure(asked, sign_in, secretariat, other_member):
    fill(sign_in(other_member), f"/es/solicitudes/{asked.pk}/reportar", value="3")
    sign_in(secretariat).post(f"/es/solicitudes/{asked.pk}/retirar")
    assert (Request.objects.count(), Measurement.objects.count()) == (0, 1)
    assert Entry.objects.filter(verb="withdraw_request").count() == 1


# --- Reminders and digests ------------------------------------------------------------------------


def reminders() -> list[str]:
    """Run the day's job and return the new letters: what they are, and to whom."""
    before = set(Letter.objects.values_list("pk", flat=True))
    call_command("send_reminders")
    fresh = Letter.objects.exclude(pk__in=before).order_by("pk")
    return [f"{letter.key.split(':')[0]}:{letter.key.split(':')[1]} {letter.to}" for letter in fresh]


def only(kind: str, found: list[str]) -> list[str]:
    return [words for words in found if words.startswith(kind)]


def test_reminders_come_seven_days_and_one_day_before_and_after_the_day_each_once(
    asked, move_clock, other_member
):
    Request.objects.update(due_on="2021-11-15", sent_at="2021-10-15T15:00:00Z")
    seen = {}
    for day in (
        "2021-11-07",
        "2021-11-08",
        "2021-11-09",
        "2021-11-14",
        "2021-11-15",
        "2021-11-16",
        "2021-11-20",
    ):
        move_clock(f"{day}T09:00:00-06:00")
        seen[day] = only("reminder", reminders()) + only("reminder", reminders())
    assert {day: what for day, what in seen.items() if what} == {
        "2021-11-08": ["reminder:week miembro-b@example.org"],
        "2021-11-14": ["reminder:day miembro-b@example.org"],
        "2021-11-16": ["reminder:overdue miembro-b@example.org"],
    }


def test_what_was_answered_is_not_reminded_of(asked, move_clock, other_member, sign_in):
    client = sign_in(other_member)
    fill(client, f"/es/solicitudes/{asked.pk}/reportar", value="3")
    client.post(f"/es/datos/{Measurement.objects.get().pk}/revisar")
    move_clock("2021-10-20T09:00:00-06:00")
    assert only("reminder", reminders()) == []


def test_a_country_is_reminded_through_its_focal_points(window, period, secretariat, focal_point, move_clock):
    actions.ask(
        window=window, wanted=[actions.Asked(period.pk, "HN")], due_on=date(2021, 10, 15), by=secretariat
    )
    move_clock("2021-10-16T09:00:00-06:00")
    assert only("reminder", reminders()) == [f"reminder:overdue {focal_point.email}"]


def test_a_digest_comes_once_a_week_to_who_has_something_to_do(asked, move_clock, other_member, member):
    first = only("digest", reminders())
    move_clock("2021-10-17T09:00:00-06:00")
    assert (first, only("digest", reminders())) == ([f"digest:{other_member.pk} {other_member.email}"], [])
    move_clock("2021-10-18T09:00:00-06:00")
    assert only("digest", reminders()) == first


def test_a_letter_is_in_the_persons_language_first_and_names_no_more_than_codes(
    asked, indicator, other_member
):
    letter = Letter.objects.get()
    spanish, english = letter.body.split("\n----\n")
    assert "Miembro b" in spanish.splitlines()[0]
    assert "le solicita el dato de PROT-A1-I1 a más tardar el 15 de octubre de 2021" in spanish
    assert "asks you for the figure of PROT-A1-I1 by 15 October 2021" in english
    assert indicator.name_es not in letter.body
    assert indicator.name_en not in letter.body
    other_member.language = "en"
    other_member.save()
    Letter.objects.all().delete()
    call_command("send_reminders")
    assert Letter.objects.get(key__startswith="digest").body.startswith("Dear")


def test_somebody_who_left_office_is_not_written_to(asked, other_member, move_clock):
    other_member.is_active = False
    other_member.save()
    assert reminders() == []


def test_a_colleague_of_the_secretariat_sees_the_same(window, asked, sign_in, world):
    colleague = appoint("se-2@example.org", "secretariat")
    assert sign_in(colleague).get(f"/es/ventanas/{window.pk}").status_code == 200
