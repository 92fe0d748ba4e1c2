"""The plan as it stood at the end of a day: the version in force, and what was in force with it (AC-23)."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.trail import record
from pilares.plans.actions import countersign, record_approval
from pilares.plans.models import Note, ParameterChange, Theme, Version
from pilares.plans.tests.test_reader import text

ENTRY, DAY = "/es/plan/2019-2022/", "?al=2021-06-30"


@pytest.fixture
def two(version, vice_ministers, secretariat, presidency, move_clock) -> tuple[Version, Version]:
    """Version 1 in force since 14 November 2019 and version 2 since 1 July 2021."""
    held = record_approval(
        version, body=vice_ministers.body, meeting=vice_ministers, paragraph="12", on=date(2019, 11, 14),
        by=secretariat,
    )  # fmt: skip
    first = countersign(held, by=presidency)
    second = Version.objects.create(
        document=first.document, number=2, status="in_force", tier="public", in_force_from=date(2021, 7, 1)
    )
    Version.objects.filter(pk=first.pk).update(status="superseded")
    move_clock("2021-10-15T09:00:00-06:00")
    return Version.objects.get(pk=first.pk), second


def test_the_version_in_force_on_a_day_stands_beside_that_of_today(client, two):
    response = client.get(ENTRY + DAY)
    said, body = text(response), response.content.decode()
    assert "El plan como estaba al terminar el 30 de junio de 2021" in said
    assert "Vigente desde el 14 de noviembre de 2019." in said
    assert "Versión vigente Versión 1 Versión 2" in said
    assert 'href="/es/plan/2019-2022/v1/"' in body
    assert 'href="/es/plan/2019-2022/v1...v2"' in body
    assert f'<a href="{ENTRY}">Ver la página de hoy</a>' in body
    assert "La versión vigente Versión 2" in text(client.get(f"{ENTRY}?al=2021-07-01"))


def test_its_citation_names_version_day_and_permanent_address(client, two):
    said = text(client.get(ENTRY + DAY))
    assert "versión 1, vigente el 30 de junio de 2021." in said
    assert f"http://testserver{ENTRY}{DAY}" in said


def test_the_plans_of_groups_and_the_matrix_of_that_day_are_one_step_away(client, two):
    body = client.get(ENTRY + DAY).content.decode()
    assert f'href="/es/grupos/proteccion/plan{DAY}"' in body
    assert f'href="/es/matriz{DAY}"' in body
    english = client.get("/en/plan/2019-2022/?as-of=2021-06-30").content.decode()
    assert 'href="/en/groups/protection/plan?as-of=2021-06-30"' in english


def test_notes_themes_and_parameters_are_those_of_that_day(client, two, secretariat, decide, move_clock):
    first, _second = two
    plan = first.document
    move_clock("2021-07-05T09:00:00-06:00")
    later = Note.objects.create(
        version=first,
        number=40,
        kind="reservation",
        country_id="PA",
        anchor="3.6.f",
        text_es="Panamá entiende…",
    )
    record(later, "attach_note", by=secretariat)
    for code, day in (("antes", date(2021, 5, 1)), ("despues", date(2021, 7, 2))):
        Theme.objects.create(
            plan=plan, code=code, slug_es=code, slug_en=code, name_es=f"Tema {code}", original=False,
            added_by=decide(code), added_on=day,
        )  # fmt: skip
    ParameterChange.objects.create(
        plan=plan, name="priority_activities", before="3", after="5", at="2021-07-03T09:00:00-06:00"
    )
    plan.parameters.priority_activities = 5
    plan.parameters.save()
    move_clock("2021-10-15T09:00:00-06:00")
    said = text(client.get(ENTRY + DAY))
    shown = said.partition("La versión vigente Versión 1")[2]
    assert "Nota 7" in shown
    assert "Panamá entiende" not in shown
    assert ("Tema antes" in shown, "Tema despues" in shown) == (True, False)
    assert "Actividades prioritarias de un Grupo de Trabajo, como máximo 3 5" in said
    assert "Temas que se sumaron al plan Tema antes Tema" in said


def test_before_any_version_was_in_force_it_says_since_when_one_is(client, two):
    said = text(client.get(f"{ENTRY}?al=2019-11-13"))
    assert (
        "Ese día no había ninguna versión vigente de este plan; la primera lo está desde el 14 de noviembre "
        "de 2019." in said
    )
    assert "Frente a hoy" not in said


@pytest.mark.parametrize(
    ("day", "words"), [("ayer", "«ayer» no es un día"), ("2022-01-01", "está por venir")]
)
def test_a_day_that_is_none_or_to_come_is_told_above_todays_plan(client, two, day, words):
    response = client.get(ENTRY, {"al": day})
    assert (response.status_code, words in text(response)) == (200, True)


def test_a_version_that_the_reader_may_not_see_is_not_named(client, sign_in, member, two):
    first, _second = two
    Version.objects.filter(pk=first.pk).update(tier="members")
    assert "Versión 1" not in text(client.get(ENTRY + DAY))
    assert "Versión vigente Versión 1 Versión 2" in text(sign_in(member).get(ENTRY + DAY))


def test_the_number_of_queries_does_not_depend_on_the_notes(client, two):
    first, _second = two
    counted = []
    for more in (0, 3):
        for number in range(more):
            Note.objects.create(
                version=first, number=50 + number, kind="reservation", country_id="PA", anchor="3.6.f",
                text_es="…",
            )  # fmt: skip
        client.get(ENTRY + DAY)
        with CaptureQueriesContext(connection) as queries:
            client.get(ENTRY + DAY)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_what_was_in_force_is_taken_away_with_its_day(client, two):
    address = "/es/plan/2019-2022/al"
    document = json.loads(client.get(f"{address}.json{DAY}").content)
    assert document["as_of"] == DAY.removeprefix("?al=")
    said = {one["field"]: one for one in document["fields"]}
    assert (said["Versión vigente"]["text"], said["Versión vigente"]["today"]) == ("Versión 1", "Versión 2")
    response = client.get(f"{address}.docx{DAY}")
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert client.get(f"{address}.json").status_code == 404
    assert f'href="{address}.docx{DAY}"' in client.get(ENTRY + DAY).content.decode()
