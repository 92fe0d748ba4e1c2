"""«Mi país», and the figures in «Mi trabajo» (screens.md 9 and 11)."""

import re
import uuid
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.home.tests.test_my_work import sections
from pilares.monitoring import actions
from pilares.monitoring.actions import Asked, Figure
from pilares.monitoring.models import Indicator, Measurement, Period, Window
from tests.cast import appoint


def words(client, url: str = "/es/mi-pais") -> str:
    """Return what the page says, in one line."""
    page = client.get(url).content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split()).replace(" .", ".")


@pytest.fixture
def window(plan) -> Window:
    return Window.objects.create(
        plan=plan, name_es="Ventana de monitoreo 2", opens_on=date(2021, 9, 15), closes_on=date(2021, 10, 15)
    )


@pytest.fixture
def measure(add_activity, plan):
    """Give a group an activity whose indicator each country reports: `measure("PROT", 1, "Ruta")`."""

    def make(group: str, number: int, title: str) -> Period:
        activity = add_activity(group, number, title)
        indicator = Indicator.objects.get(activity=activity)
        Indicator.objects.filter(pk=indicator.pk).update(
            measure="unit", over_countries="sum", over_time="latest"
        )
        year = plan.plan_years.get(number=2)
        return Period.objects.create(
            indicator=indicator, starts_on=year.starts_on, ends_on=year.ends_on, year=year
        )

    return make


@pytest.fixture
def ask(secretariat, window):
    def asked(period: Period, *, due: date = date(2021, 10, 15), country: str = "HN", to: int | None = None):
        return actions.ask(window=window, wanted=[Asked(period.pk, country, to)], due_on=due, by=secretariat)[
            0
        ]

    return asked


def report(period: Period, by, value: int, country: str = "HN") -> Measurement:
    found = actions.report(
        period=period, country=country, figure=Figure(value=Decimal(value)), form_key=uuid.uuid4(), by=by
    )
    return actions.send(found, by=by)


def test_only_focal_points_have_it_in_the_menu(plan, sign_in, focal_point, member):
    assert 'href="/es/mi-pais"' in sign_in(focal_point).get("/es/ayuda").content.decode()
    assert 'href="/es/mi-pais"' not in sign_in(member).get("/es/ayuda").content.decode()


def test_it_shows_what_the_country_is_asked_for_and_by_when(measure, ask, sign_in, focal_point):
    ask(measure("PROT", 1, "Ruta"))
    said = words(sign_in(focal_point))
    assert "Honduras" in said
    assert "15 oct 2021 Países con Ruta PROT-A1-I1 · 2.º año" in said
    assert "Por hacer" in said


def test_when_nothing_is_owed_it_says_so_kindly(plan, window, sign_in, focal_point):
    assert (
        "Su país no tiene nada pendiente Todos los datos solicitados se enviaron y ninguno espera su "
        "validación. Gracias. Cierra: Ventana de monitoreo 2, 15 de octubre de 2021."
        in words(sign_in(focal_point))
    )


def test_figures_and_disputes_of_the_country_wait_for_its_focal_point(
    measure, sign_in, focal_point, other_member, world
):
    period, second = measure("PROT", 1, "Ruta"), measure("PROT", 2, "Intercambio")
    institute = appoint("instituto@example.org", "group_member", country="HN", body="PROT")
    report(period, other_member, 4)
    report(second, other_member, 1)
    report(second, institute, 2)
    said = words(sign_in(focal_point))
    assert "4 países · 2.º año" in said
    assert "2 fuentes reportaron: decida, 2.º año" in said


def test_who_works_for_the_country_stands_beside_it(plan, sign_in, focal_point, other_member, member):
    said = words(sign_in(focal_point))
    assert "miembro-b@example.org" in said
    assert "miembro-a@example.org" not in said


def test_of_another_country_nothing_is_shown(measure, ask, sign_in, focal_point, world):
    period = measure("PROT", 1, "Ruta")
    ask(period)
    panama = appoint("focal-pa@example.org", "focal_point", country="PA")
    assert "PROT-A1-I1" not in words(sign_in(panama))


def test_whoever_is_no_focal_point_is_told_so(plan, sign_in, member):
    assert "Usted no es punto focal de un país" in words(sign_in(member))


# --- «Mi trabajo» ---------------------------------------------------------------------------------


def test_figures_stand_among_the_tasks_by_their_day(measure, ask, sign_in, focal_point):
    ask(measure("PROT", 1, "Ruta"))
    ask(measure("PROT", 2, "Intercambio"), due=date(2021, 11, 10))
    ask(measure("PROT", 3, "Directorio"), due=date(2022, 2, 1))
    assert sections(sign_in(focal_point)) == {
        "Esta semana": ["Reportar el dato de «Países con Ruta», 2.º año"],
        "Vencen en los próximos 30 días": ["Reportar el dato de «Países con Intercambio», 2.º año"],
        "Más adelante": ["Reportar el dato de «Países con Directorio», 2.º año"],
    }


def test_a_figure_says_what_was_said_before_and_that_it_is_begun(
    measure, ask, sign_in, focal_point, presidency, plan, other_member
):
    period = measure("PROT", 1, "Ruta")
    first = plan.plan_years.get(number=1)
    earlier = Period.objects.create(
        indicator=period.indicator, starts_on=first.starts_on, ends_on=first.ends_on, year=first
    )
    actions.validate(report(earlier, other_member, 2), by=presidency)
    ask(period)
    actions.report(
        period=period, country="HN", figure=Figure(comment="…"), form_key=uuid.uuid4(), by=focal_point
    )
    page = words(sign_in(focal_point), "/es/mi-trabajo")
    assert "PROT-A1-I1 · Honduras · dato anterior: 2 países, 1.er año" in page
    assert "Empezada" in page


def test_what_was_sent_is_done_this_month_and_what_waits_is_one_task(
    measure, ask, sign_in, focal_point, presidency
):
    period = measure("PROT", 1, "Ruta")
    ask(period)
    report(period, focal_point, 3)
    assert sections(sign_in(focal_point)) == {
        "Hecho este mes": ["Reportar el dato de «Países con Ruta», 2.º año"],
    }
    assert sections(sign_in(presidency))["Pendientes de validar"] == ["Validar 1 dato"]


def test_the_first_task_is_the_figure_due_first(measure, ask, sign_in, focal_point):
    request = ask(measure("PROT", 1, "Ruta"))
    page = sign_in(focal_point).get("/es/mi-trabajo").content.decode()
    assert re.findall(r'href="([^"]+)">Abrir la primera tarea', page) == [
        f"/es/solicitudes/{request.pk}/reportar"
    ]
    assert "1 tarea por hacer." in page


def test_an_overdue_figure_stands_first(measure, ask, sign_in, focal_point, move_clock):
    ask(measure("PROT", 1, "Ruta"))
    move_clock("2021-10-20T09:00:00-06:00")
    assert list(sections(sign_in(focal_point))) == ["Vencidas"]


def test_the_window_stands_beside_the_tasks(measure, ask, window, sign_in, focal_point):
    ask(measure("PROT", 1, "Ruta"))
    assert "15 oct 2021 Cierra: Ventana de monitoreo 2" in words(sign_in(focal_point), "/es/mi-trabajo")


@pytest.mark.parametrize("url", ["/es/mi-trabajo", "/es/mi-pais"])
def test_it_costs_the_same_queries_with_one_figure_and_with_three(
    measure, ask, sign_in, focal_point, other_member, url
):
    client = sign_in(focal_point)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    def one_more(number: int) -> None:
        period = measure("PROT", number, f"Actividad {number}")
        ask(period)
        Measurement.objects.create(period=period, country_id="HN", value=1, status="validated")
        done = measure("FRO", number, f"Otra {number}")
        report(
            done,
            other_member
            if number > 5
            else appoint("x@example.org", "group_member", country="HN", body="FRO"),
            2,
        )

    one_more(1)
    one = asked()
    one_more(2)
    one_more(3)
    assert asked() == one
