"""CSV and JSON: what they hold, what they document, and what no reader gets who may not."""

import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from pilares.matrix import exports
from pilares.matrix.exports.records import FIELDS
from pilares.matrix.queries import View
from pilares.matrix.tests.exports.files import ROOT, book, cells, document, read, records
from pilares.monitoring.models import Activity

# --- What a reader may see -------------------------------------------------------------------------


def test_no_file_of_a_visitor_holds_a_row_that_is_not_public(pathway, add):
    add("PROT-A2", "ninez", tier="members", title_es="Jacaranda", title_en="Jacaranda")
    everything = "".join(
        [
            *(str(cells(sheet)) for view in View for sheet in book(view).worksheets),
            str(records()),
            str(document()),
        ]
    )
    assert "PROT-A2" not in everything
    assert "Jacaranda" not in everything


def test_a_member_gets_the_rows_of_members_with_their_tier(pathway, add, member):
    add("PROT-A2", "ninez", tier="members")
    assert [(r["código"], r["visibilidad"]) for r in records(member)] == [
        ("PROT-A1", "Público"),
        ("PROT-A2", "Países Miembros"),
    ]


def test_no_file_names_the_person_who_declared_a_state(pathway, member):
    member.name = "Guayacán Ceibo"
    member.save()
    Activity.objects.update(state_by=member)
    everything = str(records(member)) + str(document(member))
    everything += "".join(str(cells(sheet)) for sheet in book(user=member).worksheets)
    assert "Guayacán" not in everything


# --- Open data -------------------------------------------------------------------------------------


def test_the_comma_separated_file_opens_in_excel_and_says_where_it_comes_from(pathway, settings):
    settings.DATA_LICENCE = "CC BY 4.0"
    with translation.override("es"):
        assert exports.comma_separated(read())[:3] == b"\xef\xbb\xbf"
    (record,) = records()
    assert {name: record[name] for name in ("código", "pilares", "estado", "fecha_de_cumplimiento")} == {
        "código": "PROT-A1",
        "pilares": "3",
        "estado": "En proceso de implementarse",
        "fecha_de_cumplimiento": "2021-11-14",
    }
    assert (record["datos_al"], record["fuente"], record["condiciones_de_uso"]) == (
        "2021-10-15",
        "CRM, Plan Estratégico de la CRM 2019-2022, versión 1, datos al 15 de octubre de 2021",
        "CC BY 4.0",
    )
    assert record["metas"] == "PROT-A1-I1: 5 países"


def test_until_the_crm_sets_its_terms_of_use_the_file_says_that_they_are_to_be_defined(pathway):
    assert records()[0]["condiciones_de_uso"] == "Condiciones de uso por definir por la CRM"


def test_no_state_is_an_empty_cell_and_null(add):
    add("FRO-A1", "ninez", year=3)
    assert records()[0]["estado"] == ""
    assert document()["rows"][0]["state"] is None


def test_the_json_document_is_utf8_and_says_what_it_holds(pathway):
    with translation.override("es"):
        written = exports.open_data(read()).decode()
    assert "Países que aplican la ruta" in written
    said = json.loads(written)
    assert {k: said[k] for k in ("plan", "version", "view", "language", "as_of", "illustrative")} == {
        "plan": {"code": "plan-2019-2022", "title": "Plan Estratégico de la CRM 2019-2022"},
        "version": 1,
        "view": "4.3",
        "language": "es",
        "as_of": "2021-10-15",
        "illustrative": True,
    }
    assert said["rows"][0]["indicators"][0] == {
        "code": "PROT-A1-I1", "text": "Países que aplican la ruta", "lang": "es", "level": "outcome",
        "unit": "países", "baseline": None, "baseline_date": None, "target": 5, "target_note": None,
        "figure": "Sin dato", "value": None, "percent": None, "coverage": None, "validated_on": None,
        "measured_by": "Cancillería de Guatemala", "monitoring_date": "2021-10-15",
    }  # fmt: skip


def test_a_text_without_translation_says_its_language(add):
    add("PROT-A1", "ninez", title_es="Solo en español", title_en="")
    assert document(language="en")["rows"][0]["activity"] == {"text": "Solo en español", "lang": "es"}
    assert records(language="en")[0]["text_language"] == "es"


def test_the_open_data_page_documents_every_column_in_both_languages():
    page = (ROOT / "docs" / "open-data.md").read_text()
    documented = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", page, re.MULTILINE)
    names = []
    for field in FIELDS:
        with translation.override("es"):
            es = str(field.label)
        with translation.override("en"):
            names.append((es, str(field.label)))
    assert documented == names


def test_the_open_data_page_documents_every_name_of_the_json_document(pathway, add, plan):
    add(
        "PROT-A2", "ninez", state_note_es="Nota", state="completed", state_on=date(2021, 1, 1)
    ).principles.set(plan.principles.all())
    page = (ROOT / "docs" / "open-data.md").read_text()
    assert {name for name in names_of(document()) if f"`{name}`" not in page} == set()


def names_of(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for inner in value.values() for name in names_of(inner)}
    return {name for inner in value for name in names_of(inner)} if isinstance(value, list) else set()


# --- Cost ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [exports.workbook, exports.comma_separated, exports.open_data])
def test_a_file_of_three_rows_costs_the_queries_of_one(pathway, add, plan, write):
    def asked() -> int:
        matrix = read()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            write(matrix)
        return len(queries)

    pathway.principles.set(plan.principles.all())  # without a note to read, one query less
    one = asked()
    for number in (2, 3):
        add(f"PROT-A{number}", "ninez").principles.set(plan.principles.all())
    assert asked() == one
