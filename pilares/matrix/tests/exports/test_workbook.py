"""The workbook: the official shapes, and what travels with them."""

import re
from datetime import date

import pytest

from pilares.matrix.queries import View
from pilares.matrix.tests.exports.files import NOTE_7, PLAN, book, cells, document, hides, printed, records
from pilares.monitoring.models import Indicator

# --- The official shapes ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_follow_up_matrix_has_the_seven_columns_that_the_plan_prints(pathway, language):
    assert cells(book(language=language).worksheets[0])[0] == printed("4.3.matriz", language)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_full_matrix_has_the_eight_items_of_the_plan(pathway, language):
    section = next(s for s in PLAN["sections"] if s["anchor"] == "4.2")
    items = [
        f"{b['marker']} {b[language]}" for b in section["blocks"] if re.fullmatch(r"4\.2\.\d", b["anchor"])
    ]
    assert cells(book(View.EIGHT_ITEMS, language=language).worksheets[0])[0] == items


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_planning_table_has_the_five_columns_of_the_plan(pathway, language):
    assert cells(book(View.PLANNING, language=language).worksheets[0])[0] == printed("3.9.prot", language)


def test_several_values_stand_on_lines_of_one_cell_in_one_row(pathway):
    row = cells(book().worksheets[0])[1]
    assert row == [
        "Preparación y protección",
        "Víctimas de trata",
        "Ruta regional de referencia",
        "Países que aplican la ruta\nCasos",
        "GT Protección\nGuatemala (principal)\nOIM (apoyo)",
        "2.º año\n14 de noviembre de 2021",
        "En proceso de implementarse",
    ]


def test_the_full_matrix_says_who_measures_by_when_and_the_risks(pathway):
    row = cells(book(View.EIGHT_ITEMS).worksheets[0])[1]
    assert row[3] == (
        "Países que aplican la ruta. Mide: Cancillería de Guatemala\nCasos. Mide: Cancillería de Guatemala"
    )
    assert row[5:] == ["15 de octubre de 2021", "En proceso de implementarse", "Riesgo: Rotación de equipos"]


def test_an_indicator_with_another_deadline_is_named_with_it(pathway):
    Indicator.objects.filter(code="PROT-A1-I2").update(monitored_by=date(2022, 4, 1))
    row = cells(book(View.EIGHT_ITEMS).worksheets[0])[1]
    assert row[5] == "15 de octubre de 2021\nPROT-A1-I2: 1 de abril de 2022"


def test_the_planning_table_names_each_group_and_its_objective(pathway, add):
    add("LAB-A1", "ninez")
    rows = cells(book(View.PLANNING).worksheets[0])
    assert [row[0] for row in rows[1:]] == [
        "Grupo de Trabajo sobre Protección",
        "Objetivo específico: Por definir",
        "Ruta regional de referencia",
        "Grupo de Trabajo sobre Migración Irregular y Masiva",
        "Objetivo específico: Por definir",
        "Grupo de Trabajo sobre Migración Laboral",
        "Objetivo específico: Por definir",
        "Actividad LAB-A1",
        "Grupo de Trabajo sobre Gestión Fronteriza",
        "Objetivo específico: Por definir",
    ]
    assert rows[3][3] == "Resultado uno\nResultado dos"


def test_a_theme_in_two_pillars_is_one_row_with_both_stacked(add):
    add("IRR-A1", "crisis")
    rows = cells(book().worksheets[0])
    assert [row[:2] for row in rows[1:]] == [
        [
            "Gobernanza migratoria\nPreparación y protección",
            "Respuesta a crisis migratorias",
        ]
    ]
    (record,) = records(language="en")
    assert (record["pillars"], record["primary_pillar"]) == ("1;3", "3")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"state": "completed", "state_on": date(2021, 1, 1)}, "Finalizado"),
        ({"state": "not_achieved", "state_on": date(2021, 1, 1)}, "No alcanzado"),
        ({}, "Sin estado reportado"),
        ({"stage": "replaced"}, "Sustituida"),
    ],
)
def test_the_state_is_one_of_three_or_said_to_be_missing(add, columns, said):
    add("PROT-A1", "ninez", **columns)
    assert cells(book().worksheets[0])[1][6] == said


def test_states_and_scopes_are_chosen_from_a_list(pathway):
    sheets = book()
    offered = [
        (at, validation.formula1)
        for at, sheet in enumerate(sheets.worksheets)
        for validation in sheet.data_validations.dataValidation
    ]
    assert offered == [
        (0, '"Finalizado,En proceso de implementarse,No alcanzado"'),
        (1, '"Nacional,Subregional,Regional"'),
    ]


# --- What travels with the rows --------------------------------------------------------------------


def test_rows_carry_their_code_number_and_version_out_of_sight(pathway):
    sheet = book().worksheets[0]
    hidden = [c for c in range(1, sheet.max_column + 1) if hides(sheet, c)]
    assert [[sheet.cell(r, c).value for c in hidden] for r in (1, 2)] == [
        ["code", "id", "version"],
        ["PROT-A1", pathway.pk, pathway.version],
    ]


def test_a_hidden_sheet_says_what_the_way_back_needs(pathway):
    sheets = book(View.EIGHT_ITEMS, language="en")
    sheet = sheets["_pilares"]
    assert sheet.sheet_state == "hidden"
    said = {str(name): str(value) for name, value in cells(sheet)[1:]}
    assert {name: said[name] for name in list(said)[:8]} == {
        "format": "1",
        "plan": "plan-2019-2022",
        "plan_version": "1",
        "view": "4.2",
        "language": "en",
        "exported_at": "2021-10-15T09:00:00-06:00",
        "readable_by": "public",
        "illustrative": "true",
    }
    assert said["columns:Matrix 4.2 (illustrative)"].split() == [
        "pillars", "themes", "title", "indicators_and_leads", "parties", "monitoring", "state", "risks",
        "code", "id", "version",
    ]  # fmt: skip


def test_the_sheet_is_ready_for_letter_paper(pathway):
    sheet = book().worksheets[0]
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize) == ("landscape", 1)
    # a width of one page is the default of the format, so the file leaves it out
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, setup.fitToWidth or 1, setup.fitToHeight) == (
        True,
        1,
        0,
    )
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C2", "$1:$1")
    assert (sheet.oddFooter.left.text, sheet.oddFooter.center.text, sheet.oddFooter.right.text) == (
        "Pilares · Plan Estratégico de la CRM 2019-2022, versión 1",
        "Público",
        "Datos al 15 de octubre de 2021 · &P/&N",
    )


def test_the_footer_says_the_narrowest_tier_of_the_rows(pathway, add, member):
    add("PROT-A2", "ninez", tier="members")
    assert book(user=member).worksheets[0].oddFooter.center.text == "Países Miembros"


def test_nota_7_travels_verbatim_with_the_principle_it_reserves(add, plan):
    add("PROT-A2", "ninez").principles.set(plan.principles.all())
    assert cells(book()["Notas"])[1:] == [
        [7, "§3.6 f)", "Estados Unidos", NOTE_7, "Original: español. No consta una versión oficial en inglés"]
    ]
    assert cells(book()["Registro"])[1][17] == "c) Derechos humanos\nf) Interés Superior del Niño (Nota 7)"
    assert records()[0]["notas"] == f"Nota 7, declaración de Estados Unidos (§3.6 f)): {NOTE_7}"


def test_nota_7_is_never_translated(add, plan):
    add("PROT-A2", "ninez").principles.set(plan.principles.all())
    row = cells(book(language="en")["Notes"])[1]
    assert row[2:] == ["the United States", NOTE_7, "Original: Spanish. No official English version recorded"]
    assert document(language="en")["notes"] == [
        {"n": 7, "country": "US", "anchor": "3.6.f", "text": NOTE_7, "original": "es"}
    ]


def test_without_a_reserved_principle_there_is_no_sheet_of_notes(pathway):
    assert book().sheetnames == ["Matriz 4.3 (ilustrativa)", "Registro", "Léame", "_pilares"]
    assert document()["notes"] == []


def test_the_demo_says_so_in_every_file(pathway):
    warning = "Datos ilustrativos. No son compromisos de la CRM."
    sheets = book()
    assert {sheet.oddHeader.center.text for sheet in sheets.worksheets} == {warning}
    assert cells(sheets["Léame"])[1] == ["Advertencia", warning]
    assert records()[0]["advertencia"] == warning
    assert document()["warning"] == warning


def test_a_real_instance_has_nothing_illustrative_to_say(pathway, real_instance):
    assert book().sheetnames == ["Matriz 4.3", "Registro", "Léame", "_pilares"]
    assert records()[0]["advertencia"] == ""
    assert (document()["illustrative"], document()["warning"]) == (False, "")


def test_the_reading_sheet_explains_every_visible_column(pathway):
    sheets = book()
    explained = {row[0] for row in cells(sheets["Léame"]) if row[1]}
    columns = {f"{sheet.title}: {label}" for sheet in sheets.worksheets[:2] for label in cells(sheet)[0]}
    assert columns - explained == set()


def test_an_empty_plan_is_explained_and_keeps_its_official_headers(plan):
    sheets = book()
    assert cells(sheets.worksheets[0]) == [printed("4.3.matriz", "es")]
    assert ["Filas", "Los grupos aún no han priorizado actividades."] in cells(sheets["Léame"])
    assert records() == []
    assert document()["rows"] == []
