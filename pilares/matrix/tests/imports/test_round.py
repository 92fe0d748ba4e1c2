"""The Excel matrix comes back damaged: what would happen is seen, chosen, applied and undone (AC-09)."""

from datetime import date

import pytest

from pilares.core.trail import Entry
from pilares.matrix.models import Import
from pilares.matrix.tests.imports.files import OFFICIAL, REGISTER, words
from pilares.monitoring import actions
from pilares.monitoring.models import Activity

COUNTS = (
    "1 fila nueva, 4 actualizadas, 1 en conflicto, 2 ausentes en el archivo (no se borrarán), 6 sin cambio."
)


@pytest.fixture
def damaged(trip, matrix, member):
    """The file of AC-09: renamed and new columns, strange values, rows added, deleted, changed online."""
    Activity.objects.filter(code="IRR-A1").update(state="completed")
    trip.out()
    sheet, register = trip.book.worksheets[OFFICIAL], trip.book.worksheets[REGISTER]
    sheet.protection.sheet = False
    sheet.cell(1, trip.labels()["Parte responsable"]).value = "Responsable"
    sheet.cell(1, sheet.max_column + 1).value = "Comentarios internos"
    sheet.cell(2, sheet.max_column).value = "pedir a la cancillería"
    trip.cell("PROT-A1", "Estado").value = "Casi listo"
    trip.cell("IRR-A1", "Estado").value = "finalizado "
    trip.cell("IRR-A2", "Resultados esperados", REGISTER).value = "Resultado 1\nResultado 2"
    trip.cell("LAB-A1", "Plazo de cumplimiento", REGISTER).value = "03/04/2021"
    number = trip.cell("LAB-A2", "Indicadores, línea", REGISTER)
    number.value = number.value.replace("5 países", "1.234,5 países")
    trip.cell("PROT-A2", "Descripción").value = "Actividad 2, en el archivo"
    for code in ("FRO-A2", "EXTRA-A2"):
        register.delete_rows(trip.row(code, REGISTER))
        sheet.delete_rows(trip.row(code))
    sheet.cell(sheet.max_row + 1, 3).value = "Actividad que añade el ministerio"
    sheet.cell(sheet.max_row, 2).value = "Gestión integrada de fronteras"
    actions.edit(matrix["PROT-A2"], changes={"title_es": "Actividad 2, en línea"}, base={}, by=member)
    return trip


def answered(trip) -> None:
    """Answer the steps before the comparison."""
    trip.answer(1)
    fro = next(label for label in ["Gestión Fronteriza"])
    form = trip.step(2).context["form"]
    group = next(
        value for name, field in form.fields.items() if name.startswith("group")
        for value, label in field.choices if label == fro
    )  # fmt: skip
    trip.answer(2, estado="completed", grupo=group)
    trip.answer(3, qué_día="dmy", decimales=",", declararon="2021-10-01", motivo="Reunión del grupo")


def test_nothing_is_written_before_the_person_says_so(damaged):
    before = Entry.objects.count()
    damaged.back()
    answered(damaged)
    damaged.compared()
    acts = Entry.objects.order_by("pk")[before:]
    assert [entry.verb for entry in acts] == ["stage_import"]


def test_a_renamed_column_is_suggested_and_an_extra_one_is_listed_as_left_out(damaged):
    page = damaged.back()
    form = page.context["form"]
    said = {
        str(field.label): (str(field.help_text), form[name].value()) for name, field in form.fields.items()
    }
    assert said == {
        "«Responsable», columna E de «Matriz 4.3 (ilustrativa)»": (
            "Puede ser «Parte responsable»: confírmelo o elija otra.",
            "parties",
        ),
        "«Comentarios internos», columna K de «Matriz 4.3 (ilustrativa)»": (
            "Ninguna columna de la matriz se llama así.",
            "",
        ),
    }


def test_each_unknown_value_is_decided_once_and_a_known_one_is_reported(damaged):
    damaged.back()
    page = damaged.answer(1)
    form = page.context["form"]
    name = next(n for n, f in form.fields.items() if "Casi listo" in str(f.label))
    assert [str(label) for _value, label in form.fields[name].choices] == [
        "Finalizado",
        "En proceso de implementarse",
        "No alcanzado",
        "Dejar sin cambio",
        "Sin estado reportado",
    ]
    assert "«finalizado » → Finalizado, en 1 celda" in words(page)


def test_the_order_of_dates_and_the_decimal_sign_are_asked_once(damaged):
    damaged.back()
    damaged.answer(1)
    fro = damaged.step(2).context["form"]
    group = next(n for n in fro.fields if n.startswith("group"))
    value = next(v for v, label in fro.fields[group].choices if label == "Gestión Fronteriza")
    page = damaged.answer(2, estado="completed", grupo=value)
    form = page.context["form"]
    assert list(form.fields) == ["order", "mark", "declared_on", "reason"]
    assert "3 de abril de 2021" in words(page)
    assert "4 de marzo de 2021" in words(page)
    assert "1.234,5 = 1234,5" in words(page)


def test_the_comparison_counts_the_rows_and_shows_three_texts_of_a_conflict(damaged):
    damaged.back()
    answered(damaged)
    page = damaged.compared()
    assert COUNTS in words(page)
    (row, cell, _field) = page.context["conflicts"].shown[0]
    assert (row.code, cell.exported, cell.online, cell.file) == (
        "PROT-A2",
        "Actividad 2 de PROT",
        "Actividad 2, en línea",
        "Actividad 2, en el archivo",
    )
    assert page.context["seen"].absent == ("FRO-A2", "EXTRA-A2")


def test_it_is_applied_as_one_act_that_names_the_file(damaged, matrix):
    data = damaged.written()
    damaged.back(data)
    answered(damaged)
    damaged.choose(PROT_A2__title="file")
    page = damaged.apply()
    assert "«matriz.xlsx» está en la matriz." in words(page)
    entry = Entry.objects.get(verb="import")
    assert (entry.label, entry.details["file"]) == ("matriz.xlsx", "matriz.xlsx")
    assert entry.details["counts"]["updated"] == 4
    for activity in matrix.values():
        activity.refresh_from_db()
    assert (matrix["PROT-A1"].state, matrix["PROT-A1"].state_on) == ("completed", date(2021, 10, 1))
    assert matrix["PROT-A1"].state_note_es == "Reunión del grupo"
    assert matrix["IRR-A1"].state == "completed"
    assert matrix["LAB-A1"].due_on == date(2021, 4, 3)
    assert matrix["PROT-A2"].title_es == "Actividad 2, en el archivo"
    assert list(matrix["IRR-A2"].results.values_list("text_es", flat=True)) == ["Resultado 1", "Resultado 2"]
    assert matrix["LAB-A2"].indicators.get().target == 1234.5
    new = Activity.objects.get(code="FRO-A3")
    assert (new.title_es, new.stage, new.slot) == ("Actividad que añade el ministerio", "prioritised", 3)
    assert [str(p.placement_id) for p in new.placed.all()] != []
    assert Activity.objects.count() == 14
    stored = damaged.client.get(damaged.url(str(damaged.stage.pk), "archivo"))
    assert stored.content == data


def test_it_is_undone_within_seven_days_except_what_somebody_changed_since(damaged, matrix, member):
    before = {code: (a.title_es, a.state, a.due_on) for code, a in matrix.items()}
    before["IRR-A1"] = ("Actividad 1 de IRR", "completed", date(2021, 11, 14))
    before["PROT-A2"] = ("Actividad 2, en línea", "in_process", date(2021, 11, 14))
    damaged.back()
    answered(damaged)
    damaged.choose(PROT_A2__title="file")
    damaged.apply()
    matrix["LAB-A1"].refresh_from_db()
    actions.edit(matrix["LAB-A1"], changes={"due_on": date(2022, 1, 31)}, base={}, by=damaged_by())
    page = damaged.client.get(damaged.url(str(damaged.stage.pk), "deshacer"))
    assert "LAB-A1, Plazo de cumplimiento: alguien lo cambió después" in words(page)
    assert "«matriz.xlsx» se deshizo." in words(damaged.undo())
    after = {a.code: (a.title_es, a.state, a.due_on) for a in Activity.objects.all()}
    new = after.pop("FRO-A3")
    assert after == before | {"LAB-A1": ("Actividad 1 de LAB", "in_process", date(2022, 1, 31))}
    assert new[0] == "Actividad que añade el ministerio"
    assert Activity.objects.get(code="FRO-A3").stage == "withdrawn"
    assert matrix["LAB-A2"].indicators.get().target == 5
    assert list(matrix["IRR-A2"].results.values_list("text_es", flat=True)) == [
        "Resultado 1 de Actividad 2 de IRR"
    ]
    assert Import.objects.get().status == "undone"


def damaged_by():
    from pilares.people.models import User

    return User.objects.get(email="se@example.org")
