"""Reading the matrix: who sees which rows, what each view shows, what the address asks."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Tier

pytestmark = pytest.mark.django_db


def codes(response) -> list[str]:
    """The rows of a page, in their order."""
    return re.findall(r'<tr role="row" class="fila[^"]*" id="([^"]+)"', response.content.decode())


def columns(response) -> list[str]:
    """The official headers of a page, in their order."""
    return re.findall(r'<th role="columnheader"[^>]*>([^<]+)</th>', response.content.decode())


@pytest.fixture
def rows(add_activity):
    """Four public rows in three groups, one of them replaced."""
    add_activity(
        "PROT",
        1,
        "Ruta",
        themes=("trata",),
        state="in_process",
        years=(2,),
        due_on=date(2021, 11, 14),
        parties=("GT", "PA"),
    )
    add_activity(
        "IRR", 1, "Alerta", themes=("crisis",), state="completed", years=(3,), due_on=date(2022, 6, 30)
    )
    add_activity("LAB", 1, "Guía", themes=("migracion-laboral",), years=(3,), due_on=date(2022, 3, 31))
    add_activity("LAB", 2, "Estudio", stage="replaced", slot=None)


def test_a_visitor_reads_the_public_rows_in_the_official_order(client, rows):
    assert codes(client.get("/es/matriz")) == ["PROT-A1", "IRR-A1", "LAB-A1", "LAB-A2"]


def test_the_view_4_3_has_the_columns_of_the_plan(client, rows):
    assert columns(client.get("/es/matriz?vista=4.3")) == [
        "Pilar programático", "Tema", "Descripción de la actividad", "Indicadores de resultados / impacto",
        "Parte responsable", "Plazo de cumplimiento", "Estado", "1.er año", "2.º año", "3.er año",
    ]  # fmt: skip


def test_the_view_4_2_has_the_eight_items_of_the_plan(client, rows):
    assert columns(client.get("/es/matriz?vista=4.2")) == [
        "1. Pilar programático", "2. Tema", "3. Actividad",
        "4. Indicadores de resultados / impacto y responsables de su medición", "5. Parte responsable",
        "6. Plazo para monitorear", "7. Estado", "8. Supuestos o riesgos",
    ]  # fmt: skip


def test_the_view_3_9_has_the_columns_of_the_plan_and_no_replaced_row(client, rows):
    response = client.get("/es/matriz?vista=3.9")
    assert columns(response) == [
        "Actividades prioritarias", "Tema", "Pilar que se atiende", "Resultado (s) esperado (s)",
        "Indicadores de resultados",
    ]  # fmt: skip
    assert codes(response) == ["PROT-A1", "IRR-A1", "LAB-A1"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("grupo=proteccion", ["PROT-A1"]),
        ("grupo=protection&grupo=LAB", ["PROT-A1", "LAB-A1", "LAB-A2"]),
        ("pilar=1", ["IRR-A1"]),
        ("pilar=3", ["PROT-A1", "IRR-A1"]),
        ("tema=trata", ["PROT-A1"]),
        ("estado=finalizado", ["IRR-A1"]),
        ("status=completed", ["IRR-A1"]),
        ("estado=sin-estado", ["LAB-A1", "LAB-A2"]),
        ("sustituidas=no", ["PROT-A1", "IRR-A1", "LAB-A1"]),
        ("plazo=2", ["PROT-A1"]),
        ("plazo=30-dias", ["PROT-A1"]),
        ("pais=PA", ["PROT-A1"]),
        ("buscar=GUIA", ["LAB-A1"]),
        ("buscar=Guía países", ["LAB-A1"]),
        ("orden=plazo&sustituidas=no", ["PROT-A1", "LAB-A1", "IRR-A1"]),
        ("filas=2", ["PROT-A1", "IRR-A1"]),
        ("filas=2&pagina=2", ["LAB-A1", "LAB-A2"]),
    ],
)
def test_the_address_says_which_rows(client, rows, query, expected):
    assert codes(client.get(f"/es/matriz?{query}")) == expected


def test_what_the_address_says_wrongly_is_named_and_left_out(client, rows):
    page = client.get("/es/matriz?estado=casi-listo").content.decode()
    assert re.findall(r"No se entendió en la dirección, y se dejó fuera: ([^.]+)\.", page) == ["casi-listo"]


def test_a_row_in_two_pillars_stands_once_with_both(client, rows):
    page = client.get("/es/matriz?grupo=IRR").content.decode()
    assert codes(client.get("/es/matriz?grupo=IRR")) == ["IRR-A1"]
    assert re.findall("Pilares</span> 1 y 3<span", page) == ["Pilares</span> 1 y 3<span"]


def test_the_language_switch_asks_the_same_question(client, rows):
    page = client.get("/es/matriz?grupo=proteccion&estado=en-proceso").content.decode()
    english = re.search(r'hreflang="en" href="[^"]*?(/en/[^"]+)"', page)
    assert english
    assert english[1].replace("&amp;", "&") == "/en/matrix?group=proteccion&status=in-process"
    assert codes(client.get(english[1].replace("&amp;", "&"))) == ["PROT-A1"]


def test_note_7_goes_with_the_rows_that_its_principle_tags(client, add_activity):
    add_activity("PROT", 2, "Intercambio", themes=("ninez",), principles="f")
    page = client.get("/es/matriz").content.decode()
    assert re.findall(r"La nota 7 acompaña a ([^:]+):", page) == ["PROT-A2"]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("nobody", ["PROT-A1"]),
        ("observer", ["PROT-A1", "PROT-A2"]),
        ("civil_society", ["PROT-A1", "PROT-A2"]),
        ("outsider", ["PROT-A1", "PROT-A2", "PROT-A3"]),
        ("focal_point", ["PROT-A1", "PROT-A2", "PROT-A3"]),
        ("member", ["PROT-A1", "PROT-A2", "PROT-A3", "PROT-A4", "PROT-A5"]),
        ("presidency", ["PROT-A1", "PROT-A2", "PROT-A3", "PROT-A4", "PROT-A5"]),
        ("secretariat", ["PROT-A1", "PROT-A2", "PROT-A3", "PROT-A4", "PROT-A5"]),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".csv", ".json"])
def test_each_reader_gets_the_rows_of_their_tiers_and_no_trace_of_others(
    client, cast, sign_in, add_activity, role, seen, suffix
):
    tiers = (Tier.PUBLIC, Tier.EXTENDED, Tier.MEMBERS, Tier.GROUP, Tier.CLOSED)
    for number, tier in enumerate(tiers, start=1):
        add_activity("PROT", number, f"marca-{tier}-secreta", tier=tier, slot=None)
    content = sign_in(cast[role]).get(f"/es/matriz{suffix}").content.decode()
    expected = {f"marca-{tier}-secreta" for tier in tiers[: len(seen)]}
    assert set(re.findall(r"marca-\w+-secreta", content)) == expected


def test_the_count_says_only_the_rows_that_the_reader_sees(client, add_activity):
    add_activity("PROT", 1, "Ruta")
    add_activity("PROT", 2, "Reservada", tier=Tier.CLOSED)
    page = client.get("/es/matriz").content.decode()
    assert re.findall(r'<span class="num">([^<]+ filas?)</span>', page) == ["1 fila"]
    assert re.findall(r'<span class="menor">([^<]+?)\s*</span></span></th>', page) == [
        "1 de 3 actividades · 1 sin estado"
    ]


def test_a_draft_of_a_group_is_not_yet_what_visitors_read(client, sign_in, member, add_activity):
    add_activity("PROT", 1, "Priorizada", stage="prioritised")
    add_activity("PROT", 2, "Candidata", stage="proposed")
    assert codes(client.get("/es/matriz?candidatas=si")) == []
    assert codes(sign_in(member).get("/es/matriz?candidatas=si")) == ["PROT-A1", "PROT-A2"]


def test_what_only_awaits_endorsement_is_told_to_members_alone(client, sign_in, member, add_activity):
    add_activity("PROT", 1, "Ruta", next_stage="replaced", slot=None)
    words = "Cambio pendiente de aval del GRCM"
    assert words not in client.get("/es/matriz").content.decode()
    assert words in sign_in(member).get("/es/matriz").content.decode()


def test_overdue_rows_are_those_without_an_end_after_their_deadline(client, add_activity):
    add_activity("PROT", 1, "Tarde", due_on=date(2021, 10, 14))
    add_activity("PROT", 2, "Terminada", due_on=date(2021, 10, 14), state="completed")
    add_activity("PROT", 3, "Hoy", due_on=date(2021, 10, 15))
    assert codes(client.get("/es/matriz?vista=vencidas")) == ["PROT-A1"]


def test_my_rows_are_those_of_my_groups_and_of_my_country(client, sign_in, member, add_activity):
    add_activity("PROT", 1, "De mi grupo")
    add_activity("LAB", 1, "De mi país", parties=("GT",))
    add_activity("LAB", 2, "De otros", parties=("BZ",))
    assert codes(sign_in(member).get("/es/matriz?vista=mis-filas")) == ["PROT-A1", "LAB-A1"]


@pytest.mark.parametrize(
    "address", ["/es/matriz", "/es/matriz?vista=4.2", "/es/matriz?vista=3.9", "/es/matriz.json"]
)
def test_the_number_of_queries_does_not_depend_on_the_rows(client, add_activity, address):
    add_activity("PROT", 1, "Una", themes=("trata",), years=(1,), parties=("GT",), principles="f")
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in (2, 3):
        add_activity(
            "PROT", number, "Otra", themes=("crisis",), years=(1, 2), parties=("GT", "HN"), indicators=3
        )
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(one) == len(three)


def test_the_matrix_of_a_visitor_takes_at_most_fourteen_queries(client, add_activity):
    add_activity("PROT", 1, "Una", themes=("trata",), years=(1,), parties=("GT",))
    with CaptureQueriesContext(connection) as queries:
        client.get("/es/matriz")
    assert len(queries) <= 14  # periods and figures are two of them


def test_an_empty_matrix_says_why_and_explains_its_columns(client, plan):
    page = client.get("/es/matriz").content.decode()
    assert "Los grupos aún no han priorizado actividades." in page
    assert re.findall(r'class="fila fantasma">.*?data-r="Tema">([^<]+)<', page, re.DOTALL) == [
        "Un tema del Plan, o uno que el grupo propone"
    ]
    assert "0 filas" not in page


def test_an_opened_row_shows_its_results_in_place(client, rows):
    page = client.get("/es/matriz?abrir=PROT-A1").content.decode()
    assert re.findall(r'id="panel-([^"]+)"', page) == ["PROT-A1"]
    assert "Resultado 1 de Ruta" in page


def test_what_a_person_wrote_is_never_markup(client, add_activity):
    add_activity("PROT", 1, "<script>alert(1)</script>", title_en="")
    page = client.get("/es/matriz").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_text_without_translation_stands_in_its_original_and_says_so(client, add_activity):
    add_activity("PROT", 1, "Ruta regional", title_en="")
    page = client.get("/en/matrix").content.decode()
    assert re.findall(
        r'<span class="oficial" lang="es">([^<]+)</span> <span class="demora">([^<]+)<', page
    ) == [("Ruta regional", "English translation pending")]
