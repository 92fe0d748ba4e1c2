"""Nobody's words are lost: conflicts are chosen, an old comparison is shown anew, a file is applied once."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.trail import Entry
from pilares.matrix.imports.comparing import compare
from pilares.matrix.models import Import
from pilares.matrix.tests.imports.files import REGISTER, Round, words
from pilares.monitoring import actions
from pilares.monitoring.models import Activity
from pilares.people.models import User


@pytest.fixture
def both_changed(trip, matrix, member):
    """PROT-A1 has another title in the file and another one online."""
    trip.out()
    trip.cell("PROT-A1", "Descripción").value = "En el archivo"
    actions.edit(matrix["PROT-A1"], changes={"title_es": "En línea"}, base={}, by=member)
    trip.back()
    return trip


def test_a_conflict_without_a_choice_writes_nothing(both_changed):
    page = both_changed.apply()
    assert page.status_code == 422
    assert "Elija en cada conflicto qué se queda y luego aplique." in words(page)
    assert Activity.objects.get(code="PROT-A1").title_es == "En línea"


@pytest.mark.parametrize(("choice", "title"), [("file", "En el archivo"), ("online", "En línea")])
def test_what_was_chosen_stays(both_changed, choice, title):
    both_changed.choose(PROT_A1__title=choice)
    both_changed.apply()
    assert Activity.objects.get(code="PROT-A1").title_es == title


def test_the_same_can_be_chosen_for_all_that_are_open(both_changed):
    url = both_changed.url(str(both_changed.stage.pk), "comparacion")
    both_changed.client.post(url, {"all": "file"})
    both_changed.apply()
    assert Activity.objects.get(code="PROT-A1").title_es == "En el archivo"


def test_a_choice_and_the_order_to_apply_may_be_sent_together(both_changed):
    page = both_changed.compared()
    (_row, _cell, field) = page.context["conflicts"].shown[0]
    url = both_changed.url(str(both_changed.stage.pk), "aplicar")
    both_changed.client.post(url, {"seal": page.context["seen"].seal, field.html_name: "file"})
    assert Activity.objects.get(code="PROT-A1").title_es == "En el archivo"


def test_the_same_change_on_both_sides_is_no_conflict(trip, matrix, member):
    trip.out()
    trip.cell("PROT-A1", "Descripción").value = "La misma"
    actions.edit(matrix["PROT-A1"], changes={"title_es": "La misma"}, base={}, by=member)
    trip.back()
    assert trip.counts() == {"unchanged": 13}


def test_what_others_changed_in_other_fields_is_kept(trip, matrix, member):
    trip.out()
    trip.cell("PROT-A1", "Ámbito", REGISTER).value = "Nacional"
    actions.edit(matrix["PROT-A1"], changes={"title_es": "En línea"}, base={}, by=member)
    trip.back()
    assert trip.counts() == {"updated": 1, "unchanged": 12}
    trip.apply()
    activity = Activity.objects.get(code="PROT-A1")
    assert (activity.title_es, activity.scope) == ("En línea", "national")


def test_if_the_matrix_changes_before_the_file_is_applied_it_is_shown_anew(trip, matrix, member):
    trip.out()
    trip.cell("PROT-A1", "Descripción").value = "En el archivo"
    trip.back()
    seal = trip.compared().context["seen"].seal
    actions.edit(matrix["PROT-A1"], changes={"title_es": "En línea"}, base={}, by=member)
    page = trip.apply(seal)
    assert page.status_code == 412
    assert "La matriz cambió mientras usted miraba: no se escribió nada." in words(page)
    assert [(row.code, cell.online) for row, cell, _f in page.context["conflicts"].shown] == [
        ("PROT-A1", "En línea")
    ]
    assert Activity.objects.get(code="PROT-A1").title_es == "En línea"


def test_a_file_is_applied_once(trip):
    trip.out()
    trip.cell("PROT-A1", "Descripción").value = "Una vez"
    trip.back()
    seal = trip.compared().context["seen"].seal
    trip.apply(seal)
    page = trip.apply(seal)
    assert page.redirect_chain[-1][0] == trip.url(str(trip.stage.pk))
    assert Entry.objects.filter(verb="import").count() == 1


def test_two_sheets_that_say_different_things_of_one_cell_are_reported(trip):
    trip.out()
    trip.cell("PROT-A1", "Descripción").value = "En la primera hoja"
    trip.cell("PROT-A1", "Actividad", REGISTER).value = "En la segunda"
    trip.back()
    assert trip.counts() == {"unread": 1, "unchanged": 12}
    assert trip.errors()[1:] == [
        [
            "Registro", 2, "C2", "Actividad", "En la primera hoja", "En la segunda",
            "Dos hojas del archivo dicen cosas distintas: escriba lo mismo en ambas.",
        ]
    ]  # fmt: skip


def test_the_file_of_errors_says_where_what_was_expected_what_was_found_and_the_mend(trip):
    trip.out()
    trip.cell("PROT-A1", "Plazo de monitoreo", REGISTER).value = "cuando se pueda"
    trip.cell("PROT-A2", "Pilar").value = "Otro pilar"
    trip.cell("PROT-A3", "Descripción").value = "x" * 301
    trip.back()
    assert trip.errors() == [
        ["Hoja", "Fila", "Celda", "Columna", "Se esperaba", "Se encontró", "Cómo corregirlo"],
        [
            "Registro", 2, trip.cell("PROT-A1", "Plazo de monitoreo", REGISTER).coordinate,
            "Plazo de monitoreo",
            "un día, como 14 de noviembre de 2021 o 2021-11-14", "cuando se pueda",
            "Escriba el día con el mes en palabras, o como año-mes-día.",
        ],
        [
            "Matriz 4.3 (ilustrativa)", 3, "A3", "Pilar programático",
            "lo que está en línea: esta columna no se importa", "Otro pilar",
            "El pilar se deduce del tema: cambie el tema.",
        ],
        [
            "Matriz 4.3 (ilustrativa)", 4, "C4", "Actividad", "un texto de 300 caracteres como máximo",
            "x" * 301,
            "Acórtela; los detalles van en la descripción.",
        ],
    ]  # fmt: skip


def test_what_a_rule_refused_stays_in_the_file_of_errors_once_the_rest_is_applied(trip):
    trip.out()
    trip.cell("PROT-A1", "Descripción").value = "Esta sí"
    line = trip.cell("PROT-A2", "Indicadores, línea", REGISTER)
    line.value = line.value.replace("países", "personas")
    sheet = trip.book.worksheets[0]
    sheet.cell(sheet.max_row + 1, 3).value = "Una cuarta"
    trip.back()
    form = trip.step(2).context["form"]
    group = next(name for name in form.fields if name.startswith("group"))
    choices = form.fields[group].choices
    trip.answer(2, grupo=next(value for value, label in choices if label == "Protección"))
    before = trip.errors()
    trip.apply()
    assert trip.counts_kept() == {"updated": 1, "unread": 1, "blocked": 1, "unchanged": 11}
    assert trip.errors() == before
    assert [row[4] for row in before[1:-1]] == ["un número"] * (len(before) - 2)
    assert before[-1] == [
        sheet.title, 15, "C15", "Actividad",
        ("El Plan Estratégico permite un máximo de tres actividades prioritarias por grupo (§3.9). "
        "Este grupo ya tiene tres"),
        "Una cuarta", "Dejarla como candidata, o dejarla fuera",
    ]  # fmt: skip
    trip.undo()
    twice = trip.undo()
    assert twice.redirect_chain[-1][0] == trip.url(str(trip.stage.pk))
    assert Entry.objects.filter(verb="undo_import").count() == 1


def test_a_line_that_the_file_leaves_out_is_not_removed(trip, matrix):
    trip.out()
    trip.cell("PROT-A1", "Resultados", REGISTER).value = None
    trip.back()
    assert trip.counts() == {"unread": 1, "unchanged": 12}
    assert trip.errors()[1][4:] == [
        "Resultado 1 de Actividad 1 de PROT",
        "(la línea no está)",
        "Una línea que falta no se quita. Quítela en la página de la actividad.",
    ]
    assert matrix["PROT-A1"].results.count() == 1


def test_answers_are_kept_for_whoever_leaves_and_returns(trip):
    trip.out()
    trip.cell("PROT-A1", "Estado").value = "Casi listo"
    trip.back()
    trip.answer(2, estado="not_achieved")
    later = Round(trip.client)
    page = later.client.get(later.url(str(later.stage.pk)), follow=True)
    assert page.redirect_chain[-1][0].endswith("/fechas-y-numeros")
    form = later.step(2).context["form"]
    assert [form[name].value() for name in form.fields] == ["not_achieved"]


def test_a_value_left_without_change_leaves_the_row_as_it_is(trip):
    trip.out()
    trip.cell("PROT-A1", "Estado").value = "Casi listo"
    trip.back()
    trip.answer(2, estado="=")
    assert trip.counts() == {"unchanged": 13}


def test_a_file_is_forgotten_with_its_file_when_its_person_says_so(trip):
    trip.out()
    trip.back()
    path = Path(settings.MEDIA_ROOT) / trip.stage.file.name
    assert path.exists()
    page = trip.client.post(trip.url(str(trip.stage.pk), "olvidar"), {"sent": "1"}, follow=True)
    assert "El archivo se olvidó. No se escribió nada de él." in words(page)
    assert Import.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_nobody_finished_in_seven_days_is_forgotten_and_what_was_applied_is_not(
    trip, move_clock, capsys
):
    trip.out()
    trip.back()
    trip.cell("PROT-A1", "Descripción").value = "Aplicada"
    trip.back()
    trip.apply()
    names = [one.file.name for one in Import.objects.order_by("pk")]
    move_clock("2021-10-23T09:00:00-06:00")
    call_command("expire_imports")
    assert capsys.readouterr().out == "1 staged imports expired\n"
    assert [one.status for one in Import.objects.all()] == ["applied"]
    assert [(Path(settings.MEDIA_ROOT) / str(name)).exists() for name in names] == [False, True]


def test_after_seven_days_an_import_is_not_undone(trip, move_clock):
    trip.out()
    trip.cell("PROT-A1", "Descripción").value = "Aplicada"
    trip.back()
    trip.apply()
    move_clock("2021-10-22T09:00:01-06:00")
    page = trip.undo()
    assert page.status_code == 403
    assert "Una importación se deshace dentro de siete días." in words(page)
    assert Activity.objects.get(code="PROT-A1").title_es == "Aplicada"


def test_the_secretariat_sees_what_a_member_applied_and_may_undo_it(matrix, member, secretariat, sign_in):
    trip = Round(sign_in(member))
    trip.out()
    trip.cell("PROT-A1", "Descripción").value = "De un miembro"
    trip.back()
    trip.apply()
    sign_in(secretariat)
    assert "matriz.xlsx" in words(trip.client.get(trip.url()))
    trip.undo()
    assert Activity.objects.get(code="PROT-A1").title_es == "Actividad 1 de PROT"


def test_a_comparison_asks_the_database_as_much_for_three_rows_as_for_one(trip, secretariat):
    def asked(rows: int) -> int:
        trip.out()
        for number in range(1, rows + 1):
            trip.cell(f"PROT-A{number}", "Descripción").value = f"Otra {number}"
            trip.cell(f"PROT-A{number}", "Resultados", REGISTER).value = f"Otro resultado {number}"
            trip.cell(f"PROT-A{number}", "Parte responsable").value = "Panamá"
        trip.back()
        stage = Import.objects.latest("pk")
        officer = User.objects.get(pk=secretariat.pk)
        with CaptureQueriesContext(connection) as heard:
            assert compare(stage, by=officer).counts["updated"] == rows
        return len(heard)

    assert asked(1) == asked(3)
