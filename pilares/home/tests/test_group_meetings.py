"""How many meetings a group has held, and the reminders to those who convene (AC-08, AC-13)."""

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from pilares.core.letters import Letter
from pilares.meetings.models import Mandate, Meeting

pytestmark = pytest.mark.django_db


def test_one_of_two_meetings_is_said_and_told_at_120_and_60_days(
    world, secretariat, presidency, member, sign_in, move_clock
):
    for code in ("PROT", "IRR", "LAB"):
        for month in (3, 8):
            Meeting.objects.create(
                code=f"{code}-{month}",
                body=world.bodies[code],
                name_es="a",
                name_en="a",
                starts_on=date(2021, month, 1),
            )
    held = {"body": world.bodies["FRO"], "name_es": "a", "name_en": "a", "modality": "virtual"}
    Meeting.objects.create(code="F1", starts_on=date(2021, 6, 24), **held)
    Meeting.objects.create(code="F2", starts_on=date(2021, 9, 9), status="cancelled", **held)
    page = sign_in(presidency).get("/es/grupos/gestion-fronteriza/reuniones").content.decode()
    assert "Gestión Fronteriza: 1 de 2 reuniones en 2021" in page
    assert "/es/reuniones/convocar?instancia=FRO" in page
    assert 'hreflang="en" href="http://testserver/en/groups/border-management/meetings"' in page
    assert "convocar" not in sign_in(member).get("/es/grupos/gestion-fronteriza/reuniones").content.decode()
    english = sign_in(member).get("/en/groups/border-management/meetings").content.decode()
    assert "Border Management: 1 of 2 meetings in 2021" in english
    assert "1 de 2" not in Client().get("/es/grupos/gestion-fronteriza/reuniones").content.decode()
    written = []
    for day in ("2021-09-01", "2021-09-02", "2021-09-03", "2021-10-31", "2021-11-01", "2021-11-02"):
        move_clock(f"{day}T09:00:00-06:00")
        call_command("warn_of_meetings", verbosity=0)
        written.append(Letter.objects.count())
    assert written == [0, 2, 2, 2, 4, 4]  # the Secretariat and the presidency, at 120 and at 60 days
    letter = Letter.objects.filter(to=secretariat.email).order_by("pk").first()
    assert letter is not None
    assert ("- Gestión Fronteriza: 1 de 2 reuniones en 2021" in letter.body, "Protección" in letter.body) == (
        True, False,
    )  # fmt: skip
    halves = letter.body.split("\n----\n")
    assert [half.strip().splitlines()[0] for half in halves] == [
        f"{secretariat.name}:", f"Dear {secretariat.name}:",
    ]  # fmt: skip


def test_an_ad_hoc_mandate_that_ends_is_told_at_90_and_60_days(
    world, plan, secretariat, presidency, sign_in, move_clock
):
    for code in ("PROT", "IRR", "LAB", "FRO"):
        for month in (1, 2):
            Meeting.objects.create(
                code=f"{code}-{month}",
                body=world.bodies[code],
                name_es="a",
                name_en="a",
                starts_on=date(2021, month, 1),
            )
    Mandate.objects.create(body=world.bodies["EXTRA"], ends_on=date(2021, 6, 30))
    written = []
    for day in ("2021-03-31", "2021-04-01", "2021-04-30", "2021-05-01", "2021-06-30", "2021-07-01"):
        move_clock(f"{day}T09:00:00-06:00")
        call_command("warn_of_meetings", verbosity=0)
        written.append(Letter.objects.count())
    assert written == [0, 2, 2, 4, 4, 4]
    links = {
        secretariat: ("/es/registro/mandatos", "/en/register/mandates"),
        presidency: ("/es/grupos/migrantes-extra-regionales", "/en/groups/extra-regional-migrants"),
    }
    for user, addresses in links.items():  # each half in its language, and a page that its reader may open
        body = Letter.objects.filter(to=user.email).latest("pk").body
        spanish, english = body.split("\n----\n")
        said = "Migrantes Extra-Regionales: su mandato vence el 30 de junio de 2021, en 60 días."
        assert f"Grupo Ad Hoc sobre {said}" in spanish
        told = "The mandate of Ad Hoc Group on Extra-Regional Migrants ends on 30 June 2021, in 60 days."
        assert told in english
        assert [f"{a}\n" in half for a, half in zip(addresses, (spanish, english), strict=True)] == [True] * 2
        assert sign_in(user).get(addresses[0]).status_code == 200
