"""The public home «Avances»: sentence, tiles, cards and pillars (screens.md 1; AC-02, E-5)."""

import gzip
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from pilares.home.queries.sentence import Counts, sentence_of
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.models import Activity
from pilares.people.models import Body
from pilares.plans.models import Version


def words(html: str) -> str:
    """Return the words of a page, without markup and with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def main_of(client: Client, url: str = "/es/") -> str:
    """Return the words of the page's main part."""
    page = client.get(url).content.decode()
    return words(page.partition("<main")[2].partition("</main>")[0].partition(">")[2])


def headline(client: Client, url: str = "/es/") -> str:
    page = client.get(url).content.decode()
    return re.sub(r"<[^>]+>", "", re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)[0]).strip()


# --- The sentence ----------------------------------------------------------------------------------

SENTENCES = [
    (
        Counts(completed=5, in_process=4, not_achieved=1, to_begin={3: 1}),
        "5 de 11 actividades están finalizadas, 4 en proceso, 1 no se alcanzó y 1 comienza en el tercer año.",
        (
            "5 of 11 activities are completed, 4 are in progress, 1 was not achieved "
            "and 1 starts in the third year."
        ),
    ),
    (
        Counts(completed=1, in_process=1, not_achieved=2, unreported=1),
        "1 de 5 actividades está finalizada, 1 en proceso, 2 no se alcanzaron y 1 no tiene estado reportado.",
        "1 of 5 activities is completed, 1 is in progress, 2 were not achieved and 1 has no state reported.",
    ),
    (
        Counts(completed=1),
        "1 de 1 actividad está finalizada.",
        "1 of 1 activity is completed.",
    ),
    (
        Counts(in_process=1),
        "1 de 1 actividad está en proceso.",
        "1 of 1 activity is in progress.",
    ),
    (
        Counts(in_process=3, unreported=2),
        "3 de 5 actividades están en proceso y 2 no tienen estado reportado.",
        "3 of 5 activities are in progress and 2 have no state reported.",
    ),
    (
        Counts(not_achieved=2, to_begin={2: 2, 3: 1}),
        "2 de 5 actividades no se alcanzaron, 2 comienzan en el segundo año y 1 comienza en el tercer año.",
        "2 of 5 activities were not achieved, 2 start in the second year and 1 starts in the third year.",
    ),
    (
        Counts(unreported=4),
        "4 de 4 actividades no tienen estado reportado.",
        "4 of 4 activities have no state reported.",
    ),
    (Counts(), "", ""),
]


@pytest.mark.parametrize(("counts", "es", "en"), SENTENCES)
def test_the_sentence_agrees_in_number_and_leaves_out_what_is_zero(counts, es, en):
    said = {}
    for language in ("es", "en"):
        with translation.override(language):
            said[language] = re.sub(r"</?b>", "", sentence_of(counts))
    assert said == {"es": es, "en": en}


def test_only_the_numbers_are_bold():
    with translation.override("es"):
        said = sentence_of(Counts(completed=5, in_process=1))
    assert re.findall(r"<b>(.*?)</b>", said) == ["5 de 6", "1"]


# --- The page --------------------------------------------------------------------------------------


@pytest.fixture
def six(add_activity):
    """Six activities of AC-02, one of which serves two pillars."""
    add_activity("PROT", 1, "Ruta", themes=("trata",), state="in_process", years=(2,))
    add_activity("PROT", 2, "Intercambio", themes=("ninez",), state="completed", years=(1,))
    add_activity("PROT", 3, "Directorio", themes=("ninez",), state="not_achieved", years=(1,))
    add_activity("IRR", 1, "Alerta", themes=("crisis",), state="in_process", years=(3,))
    add_activity("LAB", 1, "Guía", themes=("migracion-laboral",), state="completed", years=(2,))
    add_activity("FRO", 1, "Inventario", themes=("fronteras",), years=(3,))


def test_the_home_opens_with_the_counts_of_the_plan(six, client):
    assert headline(client) == (
        "2 de 6 actividades están finalizadas, 2 en proceso, 1 no se alcanzó y 1 comienza en el tercer año."
    )
    assert headline(client, "/en/") == (
        "2 of 6 activities are completed, 2 are in progress, 1 was not achieved "
        "and 1 starts in the third year."
    )


def test_tiles_stand_by_state_and_then_in_the_order_of_the_matrix(six, client):
    page = client.get("/es/").content.decode()
    tiles = re.findall(r'<ul class="once".*?</ul>', page, re.DOTALL)[0]
    assert re.findall(r'<li class="(\w+)"><a [^>]*title="([^:]+):', tiles) == [
        ("fin", "PROT-A2"), ("fin", "LAB-A1"), ("pro", "PROT-A1"), ("pro", "IRR-A1"),
        ("noa", "PROT-A3"), ("sin", "FRO-A1"),
    ]  # fmt: skip


def test_every_number_carries_its_date(six, client):
    assert "Datos al 15 de octubre de 2021 ." in main_of(client)
    assert "Data as of 15 October 2021 ." in main_of(client, "/en/")


def test_deadlines_are_drawn_a_group_at_a_time_in_the_order_of_the_matrix(six, client):
    Activity.objects.exclude(code="LAB-A1").update(due_on=date(2021, 11, 14))
    page = client.get("/es/").content.decode()
    drawn = re.findall(r'<title id="deadlines-[^>]*>([^<]*)</title><desc[^>]*>([^<]*)', page)
    codes = [(title, re.findall(r"\b[A-Z]+-A\d+", said)) for title, said in drawn]
    assert codes == [
        ("Protección", ["PROT-A1", "PROT-A2", "PROT-A3"]), ("Migración Irregular y Masiva", ["IRR-A1"]),
        ("Gestión Fronteriza", ["FRO-A1"]),
    ]  # fmt: skip


def test_what_serves_two_pillars_is_said_and_not_counted_twice(six, client):
    said = main_of(client)
    assert "La suma por pilar (7) supera el total (6) porque 1 actividad atiende dos pilares." in said
    pillars = said.partition("Por pilar")[2]
    assert re.findall(r"(\d) actividad(?:es)? :", pillars) == ["2", "1", "4"]
    assert re.findall(r"IRR-A1 compartida con Pilar \d", pillars) == [
        "IRR-A1 compartida con Pilar 3",
        "IRR-A1 compartida con Pilar 1",
    ]


def test_a_card_shows_the_target_and_no_value_that_nobody_measured(six, client):
    card = client.get("/es/").content.decode().partition("PROT-A1</span>")[2].partition("</article>")[0]
    assert re.findall(r'<span class="num text-wrap">([^<]*)', card) == ["Sin dato"]
    assert re.findall(r"Meta: [^<]*", card) == ["Meta: 5 países"]


def test_what_a_decision_replaced_stands_outside_the_total(six, add_activity, client):
    meeting = Meeting.objects.create(code="GRCM-2021-06", body=Body.objects.get(code="GRCM"), tier="public")
    decision = Decision.objects.create(meeting=meeting, paragraph="4", verb="decide", tier="public")
    add_activity("LAB", 2, "Estudio", stage="replaced", stage_decision=decision)
    said = main_of(client)
    assert "2 de 6 actividades" in said
    assert "1 actividad fue sustituida por decisión y queda fuera del total." in said
    assert "Modificada por decisión GRCM-2021-06, §4. Fuera del total. Sustituida" in said


def test_a_candidate_that_was_taken_back_had_never_been_in_the_plan(six, add_activity, client):
    add_activity("LAB", 3, "Retirada antes", stage="withdrawn")
    said = main_of(client)
    assert "Retirada antes" not in said
    assert "queda fuera del total" not in said


def test_ad_hoc_groups_stand_apart_from_the_totals(six, add_activity, client):
    add_activity("EXTRA", 1, "Rutas extra-regionales", themes=("fronteras",), state="completed")
    said = main_of(client)
    assert "2 de 6 actividades" in said
    groups, _title, apart = said.partition("Grupos ad hoc Fuera de los totales del plan (nota 8).")
    assert "Rutas extra-regionales" not in groups
    assert "Rutas extra-regionales" in apart


def test_a_group_without_activities_says_so_without_a_zero(add_activity, client):
    add_activity("PROT", 1, "Ruta", themes=("trata",), state="completed")
    said = main_of(client)
    assert said.count("Aún sin actividades priorizadas Actividad por priorizar") == 3
    assert "0 de" not in said


def test_without_dates_of_the_years_nothing_is_said_to_begin_later(six, plan, client):
    plan.plan_years.update(starts_on=None, ends_on=None)
    assert headline(client).endswith("1 no se alcanzó y 1 no tiene estado reportado.")
    assert "año de 3" not in main_of(client)


def test_the_year_of_the_plan_is_the_one_whose_dates_hold_today(six, client, move_clock):
    assert "Plan Estratégico de la CRM 2019-2022 · 2.º año de 3" in main_of(client)
    move_clock("2021-11-15T09:00:00-06:00")
    assert "Plan Estratégico de la CRM 2019-2022 · 3.er año de 3" in main_of(client)


def test_the_next_meeting_stands_beside_the_sentence(six, client):
    Meeting.objects.create(
        code="GRCM-2021-11", body=Body.objects.get(code="GRCM"), status="convened", tier="public",
        name_es="Reunión del GRCM", name_en="RCGM meeting", starts_on="2021-11-16",
        starts_at="2021-11-16T09:00:00-06:00", modality="hybrid", presidency_id="MX",
    )  # fmt: skip
    assert (
        "Próxima reunión nov 16 2021 Reunión del GRCM Martes, 9:00 (San José) · híbrida "
        "Presidencia Pro-Témpore: México" in main_of(client)
    )


@pytest.mark.parametrize(
    "columns",
    [{"tier": "members"}, {"tier": "closed"}, {"status": "cancelled"}, {"status": "held"}],
    ids=["members", "closed", "cancelled", "held"],
)
def test_a_meeting_that_is_not_to_be_known_is_not_there(six, client, columns):
    Meeting.objects.create(
        code="X", body=Body.objects.get(code="GRCM"), name_es="Magnolia", name_en="Magnolia",
        starts_on="2021-11-16", **{"status": "convened", "tier": "public", **columns},
    )  # fmt: skip
    page = client.get("/es/").content.decode()
    assert "Magnolia" not in page
    assert "Próxima reunión" not in page


def test_what_is_not_public_changes_no_count_of_a_visitor(six, add_activity, client, sign_in, member):
    before = main_of(client)
    add_activity("PROT", 4, "Jacaranda", themes=("trata",), state="completed", tier="members", slot=None)
    add_activity("PROT", 5, "Guayacán", themes=("trata",), tier="group", slot=None)
    assert main_of(client) == before
    assert headline(sign_in(member)).startswith("3 de 8 actividades")


# --- Day one, and the day on which the database does not answer ------------------------------------


def test_an_empty_plan_says_why_and_what_comes_next(plan, client):
    said = main_of(client)
    assert headline(client) == (
        "El Plan 2019-2022 está vigente. Los grupos aún no han priorizado actividades."
    )
    assert "Cada grupo elegirá como máximo tres, con resultados medibles (§3.9)." in said
    assert re.findall(r"%|\b0\b", said) == []


def test_an_empty_plan_says_so_in_english(plan, client):
    assert headline(client, "/en/") == (
        "The 2019-2022 Plan is in force. The groups have not prioritised activities yet."
    )


def test_until_its_approval_is_recorded_the_plan_is_only_recommended(plan, client):
    Version.objects.update(status=Version.Status.RECOMMENDED)
    assert headline(client).startswith(
        "El GRCM recomendó el Plan 2019-2022; su aprobación aún no está registrada aquí."
    )


def test_a_fresh_installation_offers_the_plan_to_be_read(db, client, real_instance):
    for loader in ("load_actors", "load_meetings", "load_plan"):
        call_command(loader, verbosity=0)
    page = client.get("/es/").content.decode()
    said = words(page)
    assert "35 ubicaciones, 34 temas" in said
    assert "3) Potenciar los beneficios económicos, sociales y culturales de la migración" in said
    assert re.findall(r"(\d+) temas", said.partition("35 ubicaciones")[0]) == ["9", "11", "15"]
    assert "Actividad 1" not in said
    assert "Datos ilustrativos" not in said
    assert "noindex" not in page


def test_before_any_plan_is_loaded_the_home_says_so(world, client):
    assert headline(client) == "Aún no hay un plan cargado."


def refuse(*_asked: object) -> None:
    raise OperationalError("the database is gone")


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("/es/", "Los datos no se pueden leer en este momento"),
        ("/en/", "The data cannot be read now"),
        ("/es/matriz", "Los datos no se pueden leer en este momento"),
    ],
)
@pytest.mark.parametrize("signed_in", [False, True])
def test_while_the_database_does_not_answer_every_page_says_so_in_words(
    six, client, sign_in, member, url, title, signed_in
):
    if signed_in:
        sign_in(member)
    client.raise_request_exception = False
    with connection.execute_wrapper(refuse):
        answer = client.get(url)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "60", "no-store")
    assert f"<h1 data-unsaved>{title}</h1>" in answer.content.decode()


# --- Cost ------------------------------------------------------------------------------------------


def test_the_home_costs_the_same_queries_with_one_activity_and_with_many(add_activity, client):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/es/")
        return len(queries)

    add_activity("PROT", 1, "Ruta", themes=("trata",), years=(3,), principles="f", parties=("GT",))
    one = asked()
    add_activity("PROT", 2, "Otra", themes=("crisis",), years=(3,), principles="f", parties=("GT",))
    add_activity("LAB", 1, "Guía", themes=("crisis",), years=(3,), principles="f", parties=("GT",))
    assert asked() == one


def test_beyond_a_dozen_rows_the_home_points_to_the_matrix(add_activity, client):
    for number in range(1, 63):
        add_activity("PROT", number, f"Ruta {number}", indicators=0, slot=None, state="in_process")
    said = main_of(client)
    assert headline(client) == "62 de 62 actividades están en proceso."
    assert "54 más en la matriz" in said
    assert 'class="once"' not in client.get("/es/").content.decode()


KILOBYTE = 1000


@pytest.mark.parametrize("url", ["/es/", "/en/"])
def test_the_home_of_the_demo_weighs_less_than_100_kilobytes_with_everything_it_asks_for(db, url):
    for loader in ("load_actors", "load_meetings", "load_plan", "load_demo"):
        call_command(loader, verbosity=0)
    answer = Client(headers={"accept-encoding": "gzip"}).get(url)
    page = gzip.decompress(answer.content).decode()
    assets = {a.partition("?")[0] for a in re.findall(rf'(?:href|src)="{settings.STATIC_URL}([^"]+)"', page)}
    weights = {name: len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in assets}
    assert sorted(weights) == ["favicon.svg", "js/pilares.js", "pilares.css", "vendor/bootstrap.min.css"]
    assert len(answer.content) + sum(weights.values()) <= 100 * KILOBYTE


def test_the_states_are_explained_and_the_data_can_be_taken_away(six, client):
    page = client.get("/es/").content.decode()
    assert re.findall(r'href="(/es/matriz\.\w+)"', page) == [
        "/es/matriz.xlsx",
        "/es/matriz.csv",
        "/es/matriz.json",
    ]
    assert "CRM, Plan Estratégico de la CRM 2019-2022, avances, datos al 15 de octubre de 2021" in words(page)
