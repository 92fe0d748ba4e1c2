"""Every shape of the matrix comes back as it left, in both languages, and as people rearrange it."""

import subprocess
from io import BytesIO

import openpyxl
import pytest

from pilares.matrix.tests.imports.files import OFFICIAL, REGISTER, Round, words
from pilares.monitoring.models import Activity, Indicator
from tests.needs import SOFFICE

NOTHING = "13 sin cambio."


@pytest.mark.parametrize("view", ["3.9", "4.2", "4.3"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_file_that_nobody_touched_changes_nothing(matrix, secretariat, sign_in, view, language):
    trip = Round(sign_in(secretariat), language)
    trip.out("vista=" + view if language == "es" else "view=" + view)
    trip.back()
    assert trip.counts() == {"unchanged": 13}
    assert trip.compared().context["seen"].changes == 0


def test_a_file_in_english_is_understood_by_a_reader_in_spanish(matrix, secretariat, sign_in):
    client = sign_in(secretariat)
    trip = Round(client, "en")
    trip.out("view=4.3")
    trip.cell("PROT-A1", "Status").value = "Not achieved"
    trip.cell("PROT-A2", "Description").value = "Activity 2, from the file"
    back = Round(client, "es")
    back.back(trip.written())
    back.answer(3, declararon="2021-10-01", motivo="Reunión")
    back.apply()
    matrix["PROT-A1"].refresh_from_db()
    matrix["PROT-A2"].refresh_from_db()
    assert matrix["PROT-A1"].state == "not_achieved"
    assert (matrix["PROT-A2"].title_es, matrix["PROT-A2"].title_en) == (
        "Actividad 2 de PROT",
        "Activity 2, from the file",
    )


def test_columns_in_another_order_under_a_title_are_found_by_their_labels(trip):
    trip.out()
    sheet = trip.book.worksheets[OFFICIAL]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    order = [6, 2, 9, 7, 8, 0, 1, 3, 4, 5]
    other = trip.book.create_sheet("Hoja del ministerio", 0)
    other["A1"] = "Matriz de seguimiento, versión de la cancillería"
    other.append([])
    for row in rows:
        other.append([row[at] for at in order])
    other["A4"] = "No alcanzado"
    trip.book.remove(sheet)
    trip.back()
    trip.answer(3, declararon="2021-10-01", motivo="Reunión")
    assert trip.counts() == {"updated": 1, "unchanged": 12}
    assert [cell.place for row in trip.compared().context["updated"] for cell in row.cells] == ["A4"]


def test_labels_without_accents_capitals_or_numbers_are_the_same_labels(trip):
    trip.out("vista=4.2")
    sheet = trip.book.worksheets[OFFICIAL]
    for cell in sheet[1]:
        if cell.value == "3. Actividad":
            cell.value = "ACTIVIDAD"
        if str(cell.value).startswith("5. Parte responsable"):
            cell.value = "parte  responsable"
        if str(cell.value).startswith("1. Pilar"):
            cell.value = "Pilar programatico"
    trip.back()
    assert trip.counts() == {"unchanged": 13}


def test_merged_cells_speak_for_every_row_they_cover(trip):
    trip.out()
    sheet = trip.book.worksheets[OFFICIAL]
    sheet.protection.sheet = False
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("F2:F4")
    trip.back()
    assert trip.counts() == {"unchanged": 13}


def test_an_activity_over_two_joined_rows_is_one_row_with_its_lines_stacked(trip, matrix):
    trip.out("vista=3.9")
    sheet = trip.book.worksheets[OFFICIAL]
    row = trip.row("PROT-A1")
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_rows(row + 1)
    for column in range(1, sheet.max_column + 1):
        if column not in {4, 5}:
            sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    sheet.cell(row + 1, 4).value = "Otro resultado"
    trip.back()
    assert trip.counts() == {"updated": 1, "unchanged": 12}
    trip.apply()
    assert list(matrix["PROT-A1"].results.values_list("text_es", flat=True)) == [
        "Resultado 1 de Actividad 1 de PROT",
        "Otro resultado",
    ]


def test_hidden_sheets_are_not_read_and_hidden_columns_are(trip):
    trip.out()
    sheet = trip.book.worksheets[OFFICIAL]
    sheet.column_dimensions["C"].hidden = True
    trip.cell("PROT-A1", "Descripción").value = "Con la columna oculta"
    copy = trip.book.copy_worksheet(sheet)
    copy.title, copy.sheet_state = "Borrador", "hidden"
    copy.cell(3, 3).value = "En una hoja oculta"
    trip.back()
    page = trip.step(1)
    assert "Borrador (oculta)" in words(page)
    assert "Descripción de la actividad (oculta)" in words(page)
    assert [(row.code, cell.file) for row in trip.compared().context["updated"] for cell in row.cells] == [
        ("PROT-A1", "Con la columna oculta")
    ]


def test_a_formula_is_taken_as_its_text_and_never_runs(trip, matrix):
    trip.out()
    trip.cell("PROT-A1", "Descripción").value = '=HYPERLINK("http://example.org","Ruta")'
    trip.back()
    trip.apply()
    matrix["PROT-A1"].refresh_from_db()
    assert matrix["PROT-A1"].title_es == '=HYPERLINK("http://example.org","Ruta")'
    cell = Round(trip.client).out().worksheets[0]["C2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://example.org","Ruta")')


@pytest.mark.office
def test_a_file_that_libreoffice_saved_as_ods_is_the_same_file(trip, tmp_path):
    trip.out()
    trip.cell("PROT-A1", "Descripción").value = "Desde LibreOffice"
    (tmp_path / "m.xlsx").write_bytes(trip.written())
    command = [
        str(SOFFICE),
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--headless",
        "--convert-to",
        "ods",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "m.xlsx")], check=True, capture_output=True
    )
    trip.back((tmp_path / "m.ods").read_bytes(), "matriz.ods")
    assert trip.counts() == {"updated": 1, "unchanged": 12}
    trip.apply()
    assert Activity.objects.get(code="PROT-A1").title_es == "Desde LibreOffice"


def test_the_open_data_come_back_too_found_by_their_codes(trip):
    data = trip.client.get("/es/matriz.csv").content.decode("utf-8-sig")
    data = data.replace('"Actividad 1 de PROT"', '"Desde el CSV"').replace('"2021-11-14"', '"2021-12-01"', 1)
    trip.back(data.encode("utf-8-sig"), "matriz.csv")
    assert trip.counts() == {"updated": 1, "unchanged": 12}
    trip.apply()
    activity = Activity.objects.get(code="PROT-A1")
    assert (activity.title_es, str(activity.due_on)) == ("Desde el CSV", "2021-12-01")


def test_open_data_of_another_day_say_nothing_of_what_follows_from_the_day(trip, move_clock):
    data = trip.client.get("/es/matriz.csv").content
    move_clock("2021-10-20T09:00:00-06:00")
    trip.back(data, "matriz.csv")
    assert trip.counts() == {"unchanged": 13}
    assert trip.errors()[1:] == []


def test_a_copy_of_the_rows_alone_is_found_by_its_codes_and_says_that_it_is_blind(trip, matrix):
    sheet = trip.out().worksheets[OFFICIAL]
    book = openpyxl.Workbook()
    for row in sheet.iter_rows(values_only=True):
        book.worksheets[0].append(row)
    book.worksheets[0]["C2"] = "Pegado en otro libro"
    Activity.objects.filter(code="PROT-A2").update(title_es="Cambiada en línea", version=7)
    file = BytesIO()
    book.save(file)
    trip.back(file.getvalue())
    assert "El archivo no dice qué se exportó" in words(trip.compared())
    assert trip.counts() == {"updated": 1, "conflict": 1, "unchanged": 11}


def test_rows_that_were_sorted_without_their_hidden_columns_are_not_believed(trip):
    sheet = trip.out().worksheets[OFFICIAL]
    first, second = sheet["C2"].value, sheet["C3"].value
    sheet["C2"], sheet["C3"] = second, first
    register = trip.book.worksheets[REGISTER]
    trip.book.remove(register)
    trip.back()
    assert trip.counts() == {"blocked": 2, "unchanged": 11}
    assert {reason.code for row in trip.compared().context["blocked"] for reason in row.reasons} == {
        "ROW_MIXED_UP"
    }


def test_two_columns_of_one_name_are_asked_and_never_both_taken(trip, matrix):
    sheet = trip.out().worksheets[OFFICIAL]
    labels = trip.labels()
    title = next(said for said in labels if said.startswith("Descripción de la actividad"))
    sheet.cell(1, labels["Tema"]).value = title
    page = trip.back()
    assert page.request["PATH_INFO"].endswith("/columnas")
    assert words(page).count("Puede ser «Actividad»: confírmelo o elija otra.") == 2

    refused = trip.answer(1)
    assert refused.status_code == 422
    assert "Las columnas B y C serían ambas «Actividad»: deje fuera una de ellas." in words(refused)

    done = trip.answer(1, columna_b_de="")
    assert done.request["PATH_INFO"].endswith("/comparacion")
    assert trip.counts() == {"unchanged": len(matrix)}


def test_texts_that_lost_their_accents_on_the_way_are_reported_and_not_taken_over(trip, matrix):
    Activity.objects.filter(pk=matrix["PROT-A1"].pk).update(title_es="Guía regional de atención a la niñez")
    Activity.objects.filter(pk=matrix["PROT-A2"].pk).update(title_es="Actividad sólo de ida")
    trip.out()
    trip.cell("PROT-A1", "Descripción").value = "Guia regional de atencion a la ninez"
    trip.cell("PROT-A2", "Descripción").value = "Actividad solo de ida y vuelta"
    page = words(trip.back())
    assert "«Guia regional de atencion a la ninez» → Guía regional de atención a la niñez, en 1 celda" in page
    assert trip.counts() == {"updated": 1, "unchanged": 12}
    trip.apply()
    assert list(
        Activity.objects.filter(code__in=("PROT-A1", "PROT-A2"))
        .order_by("code")
        .values_list("title_es", flat=True)
    ) == ["Guía regional de atención a la niñez", "Actividad solo de ida y vuelta"]


def test_a_line_with_another_text_says_which_indicator_would_be_called_so(trip, matrix):
    Indicator.objects.filter(code="PROT-A1-I1").update(name_es="Países que aplican la ruta")
    trip.out()
    trip.cell("PROT-A1", "Indicadores").value = "Países que la aplican\nCasos referidos"
    trip.back()
    (row,) = trip.compared().context["updated"]
    assert [cell.understood for cell in row.cells] == [
        "PROT-A1-I1: Países que aplican la ruta → Países que la aplican\nNuevo: Casos referidos"
    ]
    trip.apply()
    assert list(
        Indicator.objects.filter(activity=matrix["PROT-A1"])
        .order_by("code")
        .values_list("name_es", flat=True)
    ) == [
        "Países que la aplican",
        "Casos referidos",
    ]
