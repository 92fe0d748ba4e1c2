"""The rules of the plan refuse in a file what they refuse on the screen, with the same code and words."""

from datetime import date

import pytest

from pilares.matrix.tests.imports.files import OFFICIAL, REGISTER, Round, words
from pilares.meetings.models import Mandate
from pilares.monitoring.models import Activity
from tests.cast import appoint


def codes(page) -> list[tuple[str, list[str]]]:
    return [(row.code or row.title, [r.code for r in row.reasons]) for row in page.context["blocked"]]


def test_a_fourth_priority_activity_is_refused_and_the_rest_goes_on(trip, matrix):
    sheet = trip.out().worksheets[OFFICIAL]
    trip.cell("PROT-A1", "Descripción").value = "Otra redacción"
    sheet.cell(sheet.max_row + 1, 3).value = "Una cuarta"
    trip.back()
    trip.answer(2, grupo=str(matrix["PROT-A1"].group_id))
    page = trip.compared()
    assert codes(page) == [("Una cuarta", ["MAX_PRIORITY_3"])]
    assert (
        "El Plan Estratégico permite un máximo de tres actividades prioritarias por grupo (§3.9). "
        "Este grupo ya tiene tres"
    ) in words(page)
    trip.apply()
    assert Activity.objects.get(code="PROT-A1").title_es == "Otra redacción"
    assert Activity.objects.filter(title_es="Una cuarta").exists() is False


def test_the_fourth_can_be_kept_as_a_candidate(trip, matrix):
    sheet = trip.out().worksheets[OFFICIAL]
    sheet.cell(sheet.max_row + 1, 3).value = "Una cuarta"
    trip.back()
    trip.answer(2, grupo=str(matrix["PROT-A1"].group_id), convierte="candidate")
    assert trip.counts() == {"new": 1, "unchanged": 13}
    trip.apply()
    new = Activity.objects.get(title_es="Una cuarta")
    assert (new.code, new.stage, new.slot, new.original_language) == ("PROT-A4", "proposed", None, "es")


def test_two_new_rows_for_one_free_place_are_one_new_row_and_one_refused(trip, matrix):
    sheet = trip.out().worksheets[OFFICIAL]
    for title in ("La tercera", "La cuarta"):
        sheet.cell(sheet.max_row + 1, 3).value = title
    trip.back()
    trip.answer(2, grupo=str(matrix["FRO-A1"].group_id))
    assert trip.counts() == {"new": 1, "blocked": 1, "unchanged": 13}
    assert codes(trip.compared()) == [("La cuarta", ["MAX_PRIORITY_3"])]


def test_a_member_writes_the_rows_of_the_own_group_alone(matrix, member, sign_in):
    trip = Round(sign_in(member))
    trip.out()
    trip.cell("PROT-A1", "Descripción").value = "De mi grupo"
    trip.cell("LAB-A1", "Descripción").value = "De otro grupo"
    trip.back()
    page = trip.compared()
    assert trip.counts() == {"updated": 1, "blocked": 1, "unchanged": 11}
    assert codes(page) == [("LAB-A1", ["NOT_IN_GROUP"])]
    trip.apply()
    assert Activity.objects.get(code="LAB-A1").title_es == "Actividad 1 de LAB"
    assert Activity.objects.get(code="PROT-A1").title_es == "De mi grupo"


def test_nothing_new_begins_in_a_group_whose_mandate_is_over(trip, matrix, world):
    Mandate.objects.create(body=world.bodies["EXTRA"], starts_on=date(2019, 1, 1), ends_on=date(2021, 6, 30))
    sheet = trip.out().worksheets[OFFICIAL]
    sheet.cell(sheet.max_row + 1, 3).value = "Otra del grupo ad hoc"
    trip.back()
    trip.answer(2, grupo=str(world.bodies["EXTRA"].pk))
    assert codes(trip.compared()) == [("Otra del grupo ad hoc", ["MANDATE_EXPIRED"])]


def test_publishing_is_steered_in_a_file_too(matrix, member, sign_in):
    Activity.objects.filter(code="PROT-A1").update(tier="members")
    trip = Round(sign_in(member))
    trip.out()
    trip.cell("PROT-A1", "Visibilidad", REGISTER).value = "Público"
    trip.back()
    assert codes(trip.compared()) == [("PROT-A1", ["PUBLISHING_IS_STEERED"])]


def test_what_left_the_plan_stays_as_it_was(trip):
    Activity.objects.filter(code="PROT-A1").update(stage="replaced", slot=None)
    trip.out()
    trip.cell("PROT-A1", "Descripción").value = "Otra redacción"
    trip.back()
    assert codes(trip.compared()) == [("PROT-A1", ["ACTIVITY_LEFT"])]


def test_a_candidate_has_no_state_in_a_file_either(trip):
    Activity.objects.filter(code="PROT-A3").update(stage="proposed", slot=None, state="", state_on=None)
    trip.out("vista=4.3&candidatas=si")
    trip.cell("PROT-A3", "Estado").value = "Finalizado"
    trip.back()
    trip.answer(3, declararon="2021-10-01", motivo="Reunión")
    assert codes(trip.compared()) == [("PROT-A3", ["CANDIDATE_HAS_NO_STATE"])]


def test_a_candidate_becomes_a_priority_by_its_stage_while_a_place_is_free(trip):
    Activity.objects.filter(code="PROT-A3").update(stage="proposed", slot=None, state="", state_on=None)
    trip.out("vista=4.3&candidatas=si")
    trip.cell("PROT-A3", "Etapa", REGISTER).value = "Priorizada"
    trip.back()
    assert trip.counts() == {"updated": 1, "unchanged": 12}
    trip.apply()
    activity = Activity.objects.get(code="PROT-A3")
    assert (activity.stage, activity.slot) == ("prioritised", 3)


def test_a_row_that_one_may_not_see_is_not_found_like_one_that_is_not(matrix, member, sign_in, secretariat):
    Activity.objects.filter(code="LAB-A1").update(tier="group")
    theirs = Round(sign_in(secretariat))
    theirs.out()
    theirs.cell("LAB-A1", "Descripción").value = "Que no puedo ver"
    data = theirs.written()
    sheet = theirs.book.worksheets[OFFICIAL]
    row = theirs.row("LAB-A1")
    register = theirs.row("LAB-A1", REGISTER)
    trip = Round(sign_in(member))
    trip.back(data)
    hidden = trip.counts(), [line[3:7] for line in trip.errors()[1:]]
    for page, at, columns in ((sheet, row, (8, 9)), (theirs.book.worksheets[REGISTER], register, (1, None))):
        labels = theirs.labels(OFFICIAL if page is sheet else REGISTER)
        page.cell(at, labels["id"]).value = 999_999
        del columns
    trip.back(theirs.written())
    unknown = trip.counts(), [line[3:7] for line in trip.errors()[1:]]
    assert hidden[0] == unknown[0] == {"not_found": 1, "unchanged": 12}
    assert hidden[1] == unknown[1]


@pytest.mark.parametrize("role", ["observer", "civil_society", "focal_point", "delegate"])
def test_who_may_edit_no_row_is_told_why_not(role, request, matrix, sign_in):
    response = sign_in(request.getfixturevalue(role)).get("/es/matriz/importar")
    assert response.status_code == 403
    said = "Importan una hoja de cálculo los miembros de un grupo, la presidencia y la Secretaría."
    assert said in words(response)


def test_only_who_may_import_is_offered_it(matrix, member, observer, sign_in):
    assert b"/es/matriz/importar" in sign_in(member).get("/es/matriz").content
    assert b"/es/matriz/importar" not in sign_in(observer).get("/es/matriz").content


def test_another_importer_finds_nothing_of_my_file(matrix, member, sign_in):
    mine = Round(sign_in(member))
    mine.out()
    mine.back()
    other = appoint("miembro-c@example.org", "group_member", country="MX", body="PROT")
    client = sign_in(other)
    answers = {
        client.get(mine.url(str(mine.stage.pk), *name)).status_code
        for name in ([], ["columnas"], ["comparacion"], ["archivo"], ["por-corregir.xlsx"], ["deshacer"])
    }
    assert answers == {404}
