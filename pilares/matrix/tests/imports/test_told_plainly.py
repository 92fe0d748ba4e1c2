"""What the comparison, the file of errors and the undoing say of figures and days, in a reader's words."""

from datetime import date

import pytest

from pilares.matrix.tests.imports.files import OFFICIAL, REGISTER, words
from pilares.monitoring.actions import edit_part
from pilares.monitoring.models import Activity, Indicator, Target
from pilares.monitoring.tests.measured import VALIDATED

TARGETS = "Indicadores, línea"


@pytest.fixture
def based(trip, matrix):
    """PROT-A1-I1 with a baseline of 2 countries and its target in force, out in a file."""
    Indicator.objects.filter(code="PROT-A1-I1").update(
        baseline_status="established", baseline=2, baseline_on=date(2019, 11, 15), measure="unit"
    )
    indicator = Indicator.objects.get(code="PROT-A1-I1")
    Target.objects.create(indicator=indicator, value=5, valid_from=date(2019, 11, 15), at=VALIDATED)
    trip.out("vista=4.2")
    return trip


def baseline(trip, wanted: str) -> None:
    cell = trip.cell("PROT-A1", TARGETS, REGISTER)
    assert "Línea base: 2 países (15 de noviembre de 2019)" in cell.value
    cell.value = cell.value.replace("2 países (15 de noviembre de 2019)", wanted)


def test_the_comparison_shows_the_number_that_was_understood(based):
    baseline(based, "1.234 países")
    based.back()
    page = based.answer(3, decimales=".")
    assert "→ PROT-A1-I1: Línea base: 1,234 " in words(page)


def test_days_of_the_spreadsheet_are_said_in_words(trip):
    trip.out("vista=4.2")
    trip.cell("PROT-A1", "Plazo de cumplimiento", REGISTER).value = date(2021, 12, 1)
    trip.cell("PROT-A2", "3. Actividad").value = "2021-02-31"
    said = words(trip.back())
    assert "14 de noviembre de 2021 14 de noviembre de 2021 1 de diciembre de 2021 " in said
    assert "2021-02-31" in said
    assert "2021-11-14" not in said


def test_a_baseline_that_the_file_wrote_is_taken_back(based):
    baseline(based, "3 países")
    based.back()
    based.apply()
    assert Indicator.objects.get(code="PROT-A1-I1").baseline == 3
    based.undo()
    assert Indicator.objects.get(code="PROT-A1-I1").baseline == 2


def test_a_baseline_that_somebody_wrote_since_stays_and_is_said(based, secretariat):
    baseline(based, "3 países")
    based.back()
    based.apply()
    edit_part(Indicator.objects.get(code="PROT-A1-I1"), changes={"baseline": 4}, base={}, by=secretariat)
    page = based.client.get(based.url(str(based.stage.pk), "deshacer"))
    assert "PROT-A1, PROT-A1-I1: alguien lo cambió después" in words(page)
    based.undo()
    assert Indicator.objects.get(code="PROT-A1-I1").baseline == 4


def test_a_baseline_without_its_day_is_not_written(trip):
    trip.out("vista=4.2")
    cell = trip.cell("PROT-A1", TARGETS, REGISTER)
    cell.value = f"{cell.value} · Línea base: 3 países"
    trip.back()
    assert trip.errors()[1] == [
        "Registro", 2, cell.coordinate, "Indicadores, línea base y meta", "una línea base establecida",
        "Línea base: 3 países", "Escríbala en la página del indicador, con el día en que se observó.",
    ]  # fmt: skip
    assert Indicator.objects.get(code="PROT-A1-I1").baseline is None


def test_what_no_screen_shows_is_no_change(trip):
    trip.out("vista=4.2")
    cell = trip.cell("PROT-A1", "3. Actividad")
    cell.value = f"\ufeff{cell.value}\u200b"
    trip.back()
    assert trip.counts() == {"unchanged": 13}


def test_the_file_of_errors_names_the_sheet_of_each_cell_of_a_refused_row(trip, matrix):
    Activity.objects.filter(pk=matrix["PROT-A1"].pk).update(stage="closed")
    trip.out("vista=4.2")
    Activity.objects.filter(pk=matrix["PROT-A1"].pk).update(stage="withdrawn")
    title = trip.cell("PROT-A1", "3. Actividad", OFFICIAL)
    title.value = "Otra actividad"
    due = trip.cell("PROT-A1", "Plazo de cumplimiento", REGISTER)
    due.value = date(2021, 12, 1)
    trip.back()
    places = [row[2] for row in trip.errors()[1:]]
    assert places == [f"{title.coordinate}, Registro!{due.coordinate}"]
