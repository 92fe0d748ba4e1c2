"""What one person is told at one moment of several figures is one letter, which names each once."""

import re
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from pilares.core.letters import Letter
from pilares.monitoring import actions
from pilares.monitoring.models import Indicator, Measurement, Period
from pilares.monitoring.tests.conftest import words_of

CODES = ["PROT-A1-I1", "PROT-A2-I1", "PROT-A3-I1"]
LINK = re.compile(r"http\S+/(?:responder|answer)/\S+")


@pytest.fixture
def periods(indicator, plan) -> list[Period]:
    """The second year of one indicator of each of the three activities."""
    year = plan.plan_years.get(number=2)
    return [
        Period.objects.create(indicator=found, starts_on=year.starts_on, ends_on=year.ends_on, year=year)
        for found in Indicator.objects.filter(code__in=CODES).order_by("code")
    ]


@pytest.fixture
def ask(periods, secretariat):
    """Ask one person for the figures of these periods, due on a day."""

    def write(to, due=date(2021, 11, 15), which=slice(None)):
        wanted = [actions.Asked(period.pk, "", to.pk) for period in periods[which]]
        return actions.ask(window=None, wanted=wanted, due_on=due, by=secretariat)

    return write


def test_three_figures_asked_of_one_person_are_one_letter_with_three_links(ask, other_member, client):
    ask(other_member)
    letter = Letter.objects.get()
    assert letter.subject == "Pilares · Solicitud de 3 datos"
    spanish, english = letter.body.split("\n----\n")
    for half, by in ((spanish, "a más tardar el 15 de noviembre de 2021"), (english, "by 15 November 2021")):
        year = "2.º año" if half == spanish else "2nd year"
        assert re.findall(r"^- (.*)$", half, re.MULTILINE) == [f"{code} · {year}: {by}" for code in CODES]
    links = LINK.findall(spanish)
    assert len(set(links)) == 3
    for code, link in zip(CODES, links, strict=True):
        path = "/" + link.split("/", 3)[3]
        assert code in words_of(client.get(path))
    assert Measurement.objects.count() == 0


def test_each_person_gets_one_letter_of_what_is_asked_of_them_alone(ask, member, other_member):
    ask(other_member, which=slice(0, 2))
    ask(member, which=slice(2, 3))
    assert list(Letter.objects.order_by("pk").values_list("to", "subject")) == [
        (other_member.email, "Pilares · Solicitud de 2 datos"),
        (member.email, "Pilares · Solicitud de dato: PROT-A3-I1"),
    ]


def reminders() -> list[list[str]]:
    """Run the day's job twice, and return which figures each new reminder names in its first half."""
    before = set(Letter.objects.values_list("pk", flat=True))
    call_command("send_reminders")
    call_command("send_reminders")
    fresh = Letter.objects.filter(key__startswith="reminder").exclude(pk__in=before).order_by("pk")
    return [list(dict.fromkeys(re.findall(r"PROT-A\d-I\d", x.body.split("\n----\n")[0]))) for x in fresh]


def test_reminders_of_one_day_are_one_letter_and_nothing_is_said_twice(ask, other_member, move_clock):
    ask(other_member, which=slice(0, 2))
    ask(other_member, date(2021, 11, 22), which=slice(2, 3))
    told = {}
    for day in ("11-07", "11-08", "11-14", "11-15", "11-16", "11-17", "11-21", "11-23", "11-24"):
        move_clock(f"2021-{day}T09:00:00-06:00")
        told[day] = reminders()
    assert {day: found for day, found in told.items() if found} == {
        "11-08": [CODES[:2]],
        "11-14": [CODES[:2]],
        "11-15": [CODES[2:]],
        "11-16": [CODES[:2]],
        "11-21": [CODES[2:]],
        "11-23": [CODES[2:]],
    }


def test_what_was_answered_leaves_the_letter_and_does_not_bring_the_rest_again(
    ask, periods, other_member, move_clock
):
    ask(other_member)
    move_clock("2021-11-16T09:00:00-06:00")
    assert reminders() == [CODES]
    found = actions.report(
        period=periods[0], country="", figure=actions.Figure(value=Decimal(3)), form_key=uuid.uuid4(),
        by=other_member,
    )  # fmt: skip
    actions.send(found, by=other_member)
    assert reminders() == []


def test_figures_returned_together_are_told_in_one_letter_without_the_reason(
    periods, other_member, member, presidency, sign_in
):
    for period, by in zip(periods, (other_member, other_member, member), strict=True):
        figure = actions.Figure(value=Decimal(3))
        found = actions.report(period=period, country="", figure=figure, form_key=uuid.uuid4(), by=by)
        actions.send(found, by=by)
    keys = list(Measurement.objects.order_by("pk").values_list("pk", flat=True))
    client, url = sign_in(presidency), "/es/datos/por-validar"
    check = client.post(url, {"figure": keys, "return": "1"})
    assert "Devolver 3 datos" in words_of(check)
    missing = client.post(url, {"figure": keys, "confirm_return": "1", "reason": ""})
    assert (missing.status_code, Letter.objects.count()) == (422, 0)
    sent = {"figure": keys, "confirm_return": "1", "reason": "Falta la nota de Costa Rica"}
    done = client.post(url, sent, follow=True)
    assert "3 datos fueron devueltos; quien los reportó recibe una sola carta." in words_of(done)
    assert list(Letter.objects.order_by("pk").values_list("to", "subject")) == [
        (other_member.email, "Pilares · 2 datos devueltos"),
        (member.email, "Pilares · Dato devuelto: PROT-A3-I1"),
    ]
    assert not Letter.objects.filter(body__contains="Costa Rica").exists()
    assert set(Measurement.objects.values_list("status", "returned_reason")) == {
        ("returned", "Falta la nota de Costa Rica")
    }
    again = client.post(url, sent, follow=True)
    assert "Lo que había elegido ya no espera validación." in words_of(again)
    assert Letter.objects.count() == 2


def test_nobody_is_reminded_on_the_day_on_which_they_are_asked(ask, other_member, move_clock):
    ask(other_member, date(2021, 10, 16))
    assert reminders() == []
    move_clock("2021-10-16T09:00:00-06:00")
    assert reminders() == [CODES]


def test_the_letter_of_the_week_names_each_figure_with_its_period(
    ask, indicator, other_member, secretariat, plan
):
    first = plan.plan_years.get(number=1)
    ask(other_member, which=slice(0, 1))
    earlier = Period.objects.create(
        indicator=indicator, starts_on=first.starts_on, ends_on=first.ends_on, year=first
    )
    actions.ask(
        window=None, wanted=[actions.Asked(earlier.pk, "", other_member.pk)], due_on=date(2021, 11, 15),
        by=secretariat,
    )  # fmt: skip
    call_command("send_reminders")
    body = Letter.objects.get(key__startswith="digest").body.split("\n----\n")[0]
    day = "reportar el dato a más tardar el 15 de noviembre de 2021"
    assert re.findall(r"^- (.*)$", body, re.MULTILINE) == [
        f"PROT-A1-I1 · 2.º año: {day}", f"PROT-A1-I1 · 1.er año: {day}",
    ]  # fmt: skip
