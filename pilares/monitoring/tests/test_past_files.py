"""What is taken away of a day that is over: Word, CSV and JSON that say which day, as the page does."""

import csv
import json
from io import BytesIO, StringIO

import docx
import pytest

from pilares.core.access import Tier
from pilares.monitoring.tests.conftest import words_of
from pilares.monitoring.tests.test_past_pages import DAY, LATER, NOW, changed, june

__all__ = ["changed", "june"]
FILE, SHEET, PLAN = "/es/actividades/PROT-A1", "/es/indicadores/PROT-A1-I1", "/es/grupos/proteccion/plan"


def rows_of(response) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))


def word_of(response) -> str:
    """Return the words of a Word file with those of its tables and footers."""
    document = docx.Document(BytesIO(response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    footers = [p.text for section in document.sections for p in section.footer.paragraphs]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells, *footers])


def test_the_file_of_an_activity_says_what_its_page_said_that_day_and_what_is_other_today(client, changed):
    response = client.get(f"{FILE}.csv{DAY}")
    assert response["Content-Disposition"] == 'attachment; filename="pilares-PROT-A1-2021-06-30.csv"'
    rows = {row["campo"]: row for row in rows_of(response)}
    assert rows["Estado"]["texto"] == "En proceso de implementarse"
    assert rows["Estado"]["hoy"] == "No alcanzado"
    assert rows["PROT-A1-I1: Meta"]["texto"] == "5"
    assert {row["datos_al"] for row in rows.values()} == {"2021-06-30"}
    assert all("datos al 30 de junio de 2021" in row["fuente"] for row in rows.values())
    document = json.loads(client.get(f"{FILE}.json{DAY}").content)
    assert document["as_of"] == "2021-06-30"
    assert {one["field"]: (one["text"], one["today"]) for one in document["fields"]} == {
        label: (row["texto"], row["hoy"]) for label, row in rows.items()
    }
    word = word_of(client.get(f"{FILE}.docx{DAY}"))
    for said in ("Datos al 30 de junio de 2021", "En proceso de implementarse", "No alcanzado", "Hoy"):
        assert said in word


def test_the_file_of_today_says_what_is_there_and_its_day(client, changed):
    rows = rows_of(client.get(f"{FILE}.csv"))
    assert {row["datos_al"] for row in rows} == {"2021-10-15"}
    assert all(row["texto"] == row["hoy"] for row in rows)
    assert "Otra ruta" in word_of(client.get("/es/actividades/PROT-A1.docx?a4"))


def test_the_files_of_an_indicator_and_of_a_groups_plan_keep_the_day(client, changed):
    rows = rows_of(client.get(f"{SHEET}.csv{DAY}"))
    assert {row["datos_al"] for row in rows} == {"2021-06-30"}
    assert "2 de 5 países · 40 %" not in rows[0]["indicador"]
    assert json.loads(client.get(f"{SHEET}.json{DAY}").content)["value"] == 2
    assert json.loads(client.get(f"{SHEET}.json").content)["value"] == 4
    word = word_of(client.get(f"{PLAN}.docx{DAY}"))
    assert "Datos al 30 de junio de 2021" in word
    assert "Ruta regional" in word
    assert "Otra ruta" not in word
    assert "Otra ruta" in word_of(client.get(f"{PLAN}.docx"))


@pytest.mark.parametrize("suffix", ["csv", "json", "docx"])
def test_the_pages_of_that_day_lead_to_their_files(client, changed, suffix):
    for page, address in ((FILE, f"{FILE}.{suffix}{DAY}"), ("/es/plan/2019-2022", None)):
        body = client.get(page + DAY).content.decode()
        assert address is None or f'href="{address}"' in body
    if suffix != "docx":
        assert f'href="{SHEET}.{suffix}{DAY}"' in client.get(SHEET + DAY).content.decode()
    assert f'href="{PLAN}.docx{DAY}"' in client.get(PLAN + DAY).content.decode()


def test_what_could_not_be_read_that_day_has_no_file_either(client, sign_in, member, june, move_clock):
    move_clock(LATER)
    june.tier = Tier.MEMBERS
    june.save()
    assert client.get(f"{FILE}.csv{DAY}").status_code == 404
    move_clock(NOW)
    june.tier = Tier.PUBLIC
    june.save()
    on_that_day = "?al=2021-07-05"
    assert client.get(f"{FILE}.csv{on_that_day}").status_code == 404
    assert client.get(f"{SHEET}.csv{on_that_day}").status_code == 404
    assert client.get(f"{FILE}.csv?al=ayer").status_code == 404
    seen = sign_in(member)
    assert rows_of(seen.get(f"{FILE}.csv{on_that_day}"))
    assert "Ruta regional" in words_of(seen.get(f"{FILE}{on_that_day}"))
