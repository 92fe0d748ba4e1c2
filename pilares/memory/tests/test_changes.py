"""«What changed since…»: the list, its totals, its Word file, and what each reader may see of it (AC-23)."""

import re
from io import BytesIO

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.trail import OPENED, Entry
from pilares.memory.tests.conftest import SECRET, words_of
from pilares.monitoring import actions

PAGE = "/es/cambios?desde=GRCM-2021-06"
OF_ALL = "2 estados, 1 meta revisada, 3 valores validados, 1 plazo movido, 1 nota"


def text_of(response) -> list[str]:
    """Return the words of a Word file, its tables included, from top to bottom."""
    document = docx.Document(BytesIO(response.content))
    said = []
    for block in document.iter_inner_content():
        rows = block.rows if hasattr(block, "rows") else ()
        said += [cell.text for row in rows for cell in row.cells] or [getattr(block, "text", "")]
    return said


def footers_of(response) -> str:
    sections = docx.Document(BytesIO(response.content)).sections
    return " ".join(paragraph.text for section in sections for paragraph in section.footer.paragraphs)


def test_the_seated_delegate_reads_everything_group_by_group_states_first(sign_in, seated, happened):
    said = words_of(sign_in(seated).get(PAGE))
    assert f"9 cambios desde el 26 de junio de 2021: {OF_ALL} y 1 decisión o seguimiento." in said
    told = (
        "Grupo de Trabajo sobre Protección 6 cambios PROT-A1. Ruta regional 20 jul 2021 Estado: antes: En "
        "proceso de implementarse → después: Finalizado Lo acordó el grupo. GT Protección (Guatemala) "
        "20 jul 2021 PROT-A1-I1: valor validado: antes: Sin dato → después: 2 de 5 países · 40 % "
        "Secretaría Ejecutiva "
        "PROT-A2. Intercambio consular 20 jul 2021 PROT-A2-I1: Meta: antes: 5 → después: 8 Se sumaron tres "
        "países Secretaría Ejecutiva · GRCM-2021-06, §4 20 jul 2021 PROT-A2-I1: valor validado: antes: Sin "
        "dato → después: 2 de 8 países · 25 % Secretaría Ejecutiva 20 jul 2021 Plazo de cumplimiento: antes: "
        "31 de diciembre de 2021 → después: 31 de marzo de 2022 GT Protección (Guatemala) "
        "GT-PROT-2021-09. Reunión del GT Protección Puerta cerrada 20 jul 2021 Decidir: "
        f"{SECRET} GT-PROT-2021-09, §1 Grupo de Trabajo sobre Migración Laboral"
    )
    assert told in said
    assert "Nota 8 (Panamá): Panamá entiende que… Secretaría Ejecutiva" in said


def test_who_reads_a_closed_item_leaves_a_trace(sign_in, seated, unseated, happened):
    sign_in(seated).get(PAGE)
    sign_in(unseated).get(PAGE)
    assert [entry.by for entry in Entry.objects.filter(verb=OPENED)] == [seated]


def test_a_delegate_without_a_seat_sees_neither_the_closed_item_nor_another_total(
    sign_in, unseated, happened
):
    response = sign_in(unseated).get(PAGE)
    said = words_of(response)
    assert f"8 cambios desde el 26 de junio de 2021: {OF_ALL.replace(', 1 nota', ' y 1 nota')}." in said
    assert "Grupo de Trabajo sobre Protección 5 cambios" in said
    assert said.count("jul 2021") == 8
    assert SECRET not in said
    assert "puerta cerrada" not in said


def test_a_visitor_reads_no_reason_of_an_edit_and_no_country_of_who_acted(client, happened):
    said = words_of(client.get(PAGE))
    assert "GT Protección (Guatemala)" not in said
    assert "Se sumaron tres países" not in said
    assert "Estado: antes: En proceso de implementarse → después: Finalizado" in said


def test_a_text_in_the_other_language_is_read_aloud_in_it(sign_in, member, before, move_clock):
    move_clock("2021-08-02T09:00:00-06:00")
    actions.edit(before["A1"], changes={"title_es": "Otra ruta"}, base={}, by=member)
    client = sign_in(member)
    for page in ("/en/changes?since=GRCM-2021-06&group=PROT", "/en/activities/PROT-A1"):
        shown = client.get(page).content.decode()
        assert re.findall(r'<span lang="es">(Ruta regional|Otra ruta)</span>', shown) == [
            "Ruta regional",
            "Otra ruta",
        ]
    assert 'lang="es">Otra ruta' not in client.get(PAGE).content.decode()


def test_what_was_changed_and_changed_back_comes_to_nothing(sign_in, member, before, move_clock):
    move_clock("2021-08-02T09:00:00-06:00")
    for title in ("Otra ruta", "Ruta regional"):
        actions.edit(before["A1"], changes={"title_es": title}, base={}, by=member)
    for title in ("intercambio  Consular.",):
        actions.edit(before["A2"], changes={"title_es": title}, base={}, by=member)
    said = words_of(sign_in(member).get(PAGE))
    assert "2 cambios desde el 26 de junio de 2021: 1 otro cambio. 1 campo volvió a como estaba." in said
    assert "Actividad (español): Ruta regional, sin cambio neto (2 ediciones)" in said
    assert "1 cambio tipográfico 2 ago 2021 Actividad (español): antes: Intercambio consular" in said


def test_relations_are_told_by_their_names(sign_in, member, before, plan, move_clock):
    move_clock("2021-08-02T09:00:00-06:00")
    years = list(plan.plan_years.filter(number__in=(2, 3)))
    actions.edit(
        before["A1"], changes={"years": years, "parties": ["country:GT", "country:HN"]}, base={}, by=member
    )
    said = words_of(sign_in(member).get(PAGE))
    assert "Años de cumplimiento: antes: Por definir → después: 2.º año; 3.er año" in said
    assert "Partes responsables: antes: Guatemala → después: Guatemala; Honduras" in said


def test_no_change_says_since_when(sign_in, seated, before, move_clock):
    move_clock("2021-08-02T09:00:00-06:00")
    client = sign_in(seated)
    assert "Sin cambios desde el 26 de junio de 2021" in words_of(client.get(PAGE))
    assert "No changes since 26 June 2021" in words_of(client.get("/en/changes?since=GRCM-2021-06"))


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("ayer", "«ayer» no es una reunión que usted pueda ver ni un día."),
        ("2021-13-40", "«2021-13-40» no es una reunión que usted pueda ver ni un día."),
        ("2021-11-01", "El 1 de noviembre de 2021 no ha llegado aún."),
    ],
)
def test_what_is_neither_a_meeting_nor_a_day_is_said(client, plan, typed, problem):
    response = client.get("/es/cambios", {"desde": typed})
    assert response.status_code == 422
    assert problem in words_of(response)
    assert f'value="{typed}"' in response.content.decode()


def test_a_closed_meeting_is_no_answer_to_who_may_not_know_of_it(client, sign_in, seated, happened):
    happened["A1"].group.meetings.update(tier="closed")
    address = "/es/cambios?desde=GT-PROT-2021-09"
    assert client.get(address).status_code == 422
    assert sign_in(seated).get(address).status_code == 200


def test_one_group_and_one_activity_can_be_asked_for(sign_in, seated, happened):
    client = sign_in(seated)
    assert "2 cambios desde" in words_of(client.get(f"{PAGE}&grupo=migracion-laboral"))
    assert "3 cambios desde" in words_of(client.get(f"{PAGE}&actividad=PROT-A2"))
    assert client.get(f"{PAGE}&grupo=nadie").status_code == 404


def test_the_word_file_has_the_same_order_and_leaves_out_what_is_closed(sign_in, seated, happened):
    response = sign_in(seated).get("/es/cambios.docx?desde=GRCM-2021-06")
    said = text_of(response)
    assert said[0] == "Qué cambió desde: Reunión del GRCM"
    assert [one for one in said if one in {"PROT-A1. Ruta regional", "PROT-A2. Intercambio consular"}] == [
        "PROT-A1. Ruta regional", "PROT-A2. Intercambio consular",
    ]  # fmt: skip
    assert f"8 cambios desde el 26 de junio de 2021: {OF_ALL.replace(', 1 nota', ' y 1 nota')}." in said
    assert SECRET not in said
    assert "Para: Público" in footers_of(response)


def test_closed_items_enter_the_file_of_who_ticks_and_confirms(sign_in, seated, unseated, happened):
    client, address = sign_in(seated), "/es/cambios/puerta-cerrada?desde=GRCM-2021-06"
    assert client.get(address).status_code == 200
    refused = client.post(address)
    assert (refused.status_code, "Marque la casilla" in words_of(refused)) == (422, True)
    given = client.post(address, {"closed": "1"})
    assert SECRET in text_of(given)
    assert "Para: Puerta cerrada" in footers_of(given)
    assert SECRET not in text_of(sign_in(unseated).post(address, {"closed": "1"}))


def test_the_number_of_queries_does_not_grow_with_what_changed(sign_in, member, before, move_clock):
    move_clock("2021-08-02T09:00:00-06:00")
    client, counted = sign_in(member), []
    for activities in (["A1"], ["A2"]):
        for code in activities:
            indicator = before[code].indicators.get()
            for field in ("title_es", "about_es"):
                actions.edit(before[code], changes={field: f"Nuevo {field}"}, base={}, by=member)
            actions.edit_part(indicator, changes={"definition_es": "Nueva"}, base={}, by=member)
        client.get(PAGE)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(PAGE)
        counted.append(len(asked))
    assert counted[0] == counted[1]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="each database explains itself in its own way")
def test_the_trail_is_read_by_its_index_and_never_from_end_to_end(client, happened):
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE)
    of_trail = [q["sql"] for q in queries.captured_queries if ' FROM "core_entry"' in q["sql"]]
    with connection.cursor() as cursor:
        steps = [cursor.execute("EXPLAIN QUERY PLAN " + sql).fetchall()[0][3] for sql in of_trail]
    # what was done since, and the first act on record, of which one line is read
    by_day = "core_entry USING INDEX core_entry_at_"
    assert [step.startswith(f"SEARCH {by_day}") for step in steps] == [True, False]
    assert steps[1].startswith((f"SCAN {by_day}", "SCAN core_entry USING COVERING INDEX core_entry_at_"))
    assert of_trail[1].endswith("LIMIT 1")
