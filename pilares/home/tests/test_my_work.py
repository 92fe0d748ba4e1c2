"""«Mi trabajo»: what each person's groups, country and office ask of them, by date (screens.md 9)."""

import re
from datetime import date
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.meetings.models import Meeting
from pilares.monitoring.models import ActivityPlacement
from pilares.people.models import Body
from pilares.plans.models import Placement, Theme

#: what the plan's own rules ask in October of 2021, where groups met nowhere and nothing was reported
RULES_TO_ATTEND = [
    "Protección: reglas de 2021",
    "Migración Irregular y Masiva: reglas de 2021",
    "Migración Laboral: reglas de 2021",
    "Gestión Fronteriza: reglas de 2021",
    "Ad Hoc: Migrantes Extra-Regionales: reglas de 2021",
    "RVM: reglas de 2021",
    "GRCM: reglas de 2021",
    "PPT: reglas de 2021",
    "SE: reglas de 2021",
]


def sections(client, url: str = "/es/mi-trabajo") -> dict[str, list[str]]:
    """Return the tasks under each heading of the page."""
    page = client.get(url).content.decode()
    found = {}
    for part in page.partition("<main")[2].partition("</main>")[0].split("<h2 ")[1:]:
        title = re.findall(r">(.*?)</h2>", part)[0]
        found[title] = re.findall(r"<li[^>]*>.*?<div><(?:a|span)[^>]*>(.*?)</(?:a|span)>", part, re.DOTALL)
    return found


def test_a_visitor_is_led_to_sign_in(plan, client):
    answer = client.get("/es/mi-trabajo")
    assert (answer.status_code, answer["Location"]) == (302, "/es/entrar?next=/es/mi-trabajo")


def test_deadlines_stand_by_how_near_they_are(add_activity, sign_in, member):
    add_activity("PROT", 1, "Vencida", state="in_process", due_on=date(2021, 10, 14))
    add_activity("PROT", 2, "Pronto", state="in_process", due_on=date(2021, 11, 14))
    add_activity("PROT", 3, "Después", state="in_process", due_on=date(2021, 11, 15))
    add_activity("PROT", 4, "Concluida", state="completed", due_on=date(2021, 10, 1), slot=None)
    assert sections(sign_in(member)) == {
        "Vencidas": ["Vencida"],
        "Vencen en los próximos 30 días": ["Pronto"],
        "Más adelante": ["Después"],
    }


def test_what_has_no_state_is_asked_for_unless_it_begins_later(add_activity, sign_in, member):
    add_activity("PROT", 1, "Callada", years=(1,))
    add_activity("PROT", 2, "Futura", years=(3,))
    assert sections(sign_in(member)) == {"Sin estado reportado": ["Declarar el estado de «Callada»"]}


def test_candidates_wait_for_the_group_that_decides(add_activity, sign_in, member, outsider):
    add_activity("PROT", 4, "Mujeres migrantes", stage="proposed", tier="members")
    assert sections(sign_in(member)) == {
        "Candidatas que esperan": ["Decidir sobre la candidata «Mujeres migrantes»"]
    }
    assert sections(sign_in(outsider)) == {}


def test_a_focal_point_sees_what_the_country_answers_for_and_is_asked_for_no_state(
    add_activity, sign_in, focal_point
):
    add_activity("FRO", 1, "Inventario", parties=("HN",), state="in_process", due_on=date(2021, 11, 1))
    add_activity("FRO", 2, "Ajena", parties=("PA",), state="in_process", due_on=date(2021, 11, 1))
    add_activity("FRO", 3, "Callada", parties=("HN",), years=(1,))
    assert sections(sign_in(focal_point)) == {"Vencen en los próximos 30 días": ["Inventario"]}


def test_the_secretariat_sees_every_group_and_what_waits_for_endorsement(
    add_activity, plan, sign_in, secretariat
):
    add_activity("PROT", 1, "Presentada", stage="prioritised", state="in_process")
    leaving = add_activity("LAB", 1, "Saliente", state="in_process")
    type(leaving).objects.filter(pk=leaving.pk).update(next_stage="replaced")
    theme = Theme.objects.create(
        plan=plan, code="competencias", slug_es="competencias", slug_en="skills",
        name_es="Reconocimiento de competencias", original=False,
    )  # fmt: skip
    place = Placement.objects.create(theme=theme, pillar=plan.pillars.get(number=2))
    blocked = add_activity("LAB", 2, "Con tema propuesto", stage="prioritised", state="in_process")
    ActivityPlacement.objects.create(activity=blocked, placement=place, primary=True)
    assert sections(sign_in(secretariat)) == {
        "Esperan aval": [
            "Registrar el aval de «Presentada»",
            "Registrar el aval de «Saliente»",
            "Registrar el aval de «Con tema propuesto»",
        ],
        "Temas por decidir": ["Registrar la decisión sobre el tema «Reconocimiento de competencias»"],
        "Informe anual": ["Informe anual 2021"],
        "Reglas del Plan por atender": RULES_TO_ATTEND,
    }


def test_what_cannot_be_done_yet_is_no_link_and_says_what_it_waits_for(
    add_activity, plan, sign_in, secretariat
):
    theme = Theme.objects.create(
        plan=plan, code="x", slug_es="x", slug_en="x", name_es="Tema nuevo", original=False
    )
    place = Placement.objects.create(theme=theme, pillar=plan.pillars.get(number=2))
    blocked = add_activity("LAB", 2, "Detenida", stage="prioritised", state="in_process")
    ActivityPlacement.objects.create(activity=blocked, placement=place, primary=True)
    page = sign_in(secretariat).get("/es/mi-trabajo").content.decode()
    row = re.findall(r'<li class="nopuede">(.*?)</li>', page, re.DOTALL)[0]
    assert "<a " not in row
    assert "su tema espera una decisión" in row
    assert "Aún no disponible" in row


def test_only_the_secretariat_records_endorsements(add_activity, sign_in, presidency):
    add_activity("PROT", 1, "Presentada", stage="prioritised", state="in_process")
    assert sections(sign_in(presidency)) == {
        "Informe anual": ["Informe anual 2021"],
        "Reglas del Plan por atender": RULES_TO_ATTEND,
    }


def test_an_observer_has_nothing_to_do_and_is_told_so(add_activity, sign_in, observer):
    add_activity("PROT", 1, "Ruta", state="in_process", due_on=date(2021, 10, 20))
    page = sign_in(observer).get("/es/mi-trabajo").content.decode()
    assert "No tiene tareas pendientes" in page


def test_the_page_counts_the_tasks_and_opens_the_first(add_activity, sign_in, member):
    add_activity("PROT", 1, "Vencida", state="in_process", due_on=date(2021, 10, 14))
    add_activity("PROT", 2, "Después", state="in_process", due_on=date(2022, 3, 1))
    page = sign_in(member).get("/es/mi-trabajo").content.decode()
    assert "1 tarea por hacer." in page
    assert "El próximo plazo es el" in page
    assert re.findall(r'href="([^"]+)">Abrir la primera tarea', page)[0] == "/es/actividades/PROT-A1/estado"


def test_a_person_is_told_in_which_offices_they_work(plan, sign_in, member):
    page = sign_in(member).get("/es/mi-trabajo").content.decode()
    assert "Integrante de un Grupo de Trabajo · Grupo de Trabajo sobre Protección · Guatemala" in page


def test_meetings_that_come_stand_beside_the_tasks_as_far_as_one_may_know(plan, sign_in, member, observer):
    Meeting.objects.create(
        code="M", body=Body.objects.get(code="PROT"), status="convened", tier="members",
        name_es="Reunión del grupo", name_en="Group meeting", starts_on="2021-10-20",
    )  # fmt: skip
    assert "Reunión del grupo" in sign_in(member).get("/es/mi-trabajo").content.decode()
    assert "Reunión del grupo" not in sign_in(observer).get("/es/mi-trabajo").content.decode()


def test_it_reads_in_english_as_well(add_activity, sign_in, member):
    add_activity("PROT", 1, "Vencida", state="in_process", due_on=date(2021, 10, 14))
    assert sections(sign_in(member), "/en/my-work") == {"Overdue": ["Vencida (en)"]}


@pytest.mark.parametrize("who", ["member", "secretariat"])
def test_it_costs_the_same_queries_with_one_activity_and_with_three(request, add_activity, sign_in, who):
    client = sign_in(request.getfixturevalue(who))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/es/mi-trabajo")
        return len(queries)

    add_activity("PROT", 1, "Una", themes=("trata",), due_on=date(2021, 11, 1), parties=("GT",))
    one = asked()
    add_activity("PROT", 2, "Otra", themes=("trata",), due_on=date(2021, 11, 2), parties=("GT",))
    add_activity("PROT", 3, "Candidata", themes=("ninez",), stage="proposed", parties=("GT",))
    assert asked() == one


@pytest.mark.skipif(connection.vendor != "sqlite", reason="each database explains itself in its own way")
@pytest.mark.parametrize("url", ["/es/mi-trabajo", "/es/matriz?pais=HN"])
def test_the_parties_of_a_country_are_read_once_and_not_for_each_activity(sign_in, focal_point, url):
    client = sign_in(focal_point)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    asked = [query["sql"] for query in queries.captured_queries if query["sql"].startswith("SELECT")]
    with connection.cursor() as cursor:
        steps = [row[3] for sql in asked for row in cursor.execute("EXPLAIN QUERY PLAN " + sql).fetchall()]
    of_parties = [step for step in pairwise(steps) if "responsibleparty_country" in step[1]]
    # the rows of the page, and their count
    assert [before.rstrip(" 0123456789") for before, _step in of_parties] == ["LIST SUBQUERY"] * 2
