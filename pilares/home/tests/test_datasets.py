"""The public tables: the same for everybody, explained column by column, without anybody's name (AC-25)."""

import csv
import json
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.home.exports import DATASETS
from pilares.home.exports.datasets import LABELS
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import User
from tests.cast import as_role


@pytest.fixture
def data(add_activity, world):
    """A public activity, one of the members, and a meeting with a decision of each kind."""
    add_activity("PROT", 1, "=Ruta", themes=("trata",), state="completed")
    add_activity("PROT", 2, "Jacaranda", tier="members")
    meeting = Meeting.objects.create(
        code="GRCM-2021-06", body=world.bodies["GRCM"], name_es="Reunión", name_en="Meeting", tier="public"
    )
    for paragraph, tier in (("4", "public"), ("5", "members")):
        Decision.objects.create(
            meeting=meeting, paragraph=paragraph, verb="agree", text_es=f"Se acuerda {tier}.", tier=tier,
            to_country_id="HN",
        )  # fmt: skip


def rows(client, slug: str, language: str = "es") -> list[dict[str, str]]:
    """Return the rows of a CSV file by their labels."""
    url = {"es": "/es/datos-abiertos", "en": "/en/open-data"}[language]
    answer = client.get(f"{url}/{slug}.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def test_a_row_says_what_when_where_under_which_terms_and_what_to_mind(data, client):
    assert rows(client, "decisions", "en") == [
        {
            "citation": "GRCM-2021-06, §4", "meeting": "GRCM-2021-06", "date": "", "verb": "agree",
            "text_es": "Se acuerda public.", "text_en": "", "addressee": "Honduras", "due_on": "",
            "follow_up": "pending", "address": "http://127.0.0.1:8000/en/decisions/GRCM-2021-06/4",
            "notes": "Illustrative data. Not commitments of the RCM.", "data_as_of": "2021-10-15",
            "licence": "Licence to be defined",
        }
    ]  # fmt: skip
    assert [(row["código"], row["título_es"], row["estado"]) for row in rows(client, "activities")] == [
        ("PROT-A1", "'=Ruta", "completed")
    ]
    assert [row["indicador"] for row in rows(client, "measurements")] == []
    assert [(row["código"], row["cifra"]) for row in rows(client, "indicators")] == [
        ("PROT-A1-I1", "Sin dato")
    ]


def test_a_workbook_explains_its_columns_and_json_says_null_for_what_is_not_known(data, client):
    book = openpyxl.load_workbook(BytesIO(client.get("/es/datos-abiertos/decisions.xlsx").content))
    assert book.sheetnames == ["Decisiones", "Léame"]
    assert [cell.value for cell in book["Léame"][2]] == ["cita", "Reunión y párrafo."]
    document = json.loads(client.get("/en/open-data/activities.json").content)
    assert (document["as_of"], document["licence"]) == ("2021-10-15", "Licence to be defined")
    assert document["rows"][0]["completion_date"] is None
    assert list(document["columns"]) == [field.name for field in DATASETS["activities"].fields]


def test_everybody_gets_the_same_file_and_nobody_is_named_in_it(data, cast, client):
    for slug in DATASETS:
        url = f"/es/datos-abiertos/{slug}.json"
        told = {as_role(client, user).get(url).content for user in cast.values()}
        assert len(told) == 1, slug
        said = told.pop().decode()
        assert {user.email for user in User.objects.all() if user.email in said} == set()
        assert "Jacaranda" not in said


def test_each_table_costs_the_same_queries_whatever_it_holds(data, add_activity, client):
    def asked() -> dict[str, int]:
        found = {}
        for slug in DATASETS:
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/es/datos-abiertos/{slug}.csv")
            found[slug] = len(queries)
        return found

    few = asked()
    for number in (3, 4):
        add_activity("LAB", number, f"Otra {number}", themes=("trata",))
    meeting = Meeting.objects.get()
    for paragraph in ("7", "8"):
        Decision.objects.create(
            meeting=meeting, paragraph=paragraph, verb="agree", text_es="Se acuerda.", tier="public"
        )
    assert asked() == few


def test_the_page_explains_every_column_of_every_table(db, client):
    page = client.get("/es/datos-abiertos").content.decode()
    assert [slug for slug in DATASETS if f'href="/es/datos-abiertos/{slug}.csv"' not in page] == []
    for dataset in DATASETS.values():
        assert [field.name for field in dataset.fields if field.name not in LABELS] == []
    assert "Vacío: no se declaró ninguno, que no es «no alcanzado»." in page
