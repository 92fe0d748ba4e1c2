"""The thirteen weaknesses of 2017 with what answers each and what is recorded (§3.1 a-m, M20)."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from pilares.consensus.models import Input, Round
from pilares.core.access import Tier
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.models import Activity, Indicator, Period, Request, SupportOffer, SupportRequest
from pilares.monitoring.tests.measured import measure
from pilares.people.models import User
from pilares.plans.models import Document, Version, VersionEvent, Weakness
from tests.cast import World

pytestmark = pytest.mark.django_db
PAGE = "/es/cumplimiento/debilidades"


@pytest.fixture
def thirteen(plan: Document) -> Document:
    """Return the plan with its thirteen weaknesses by letter."""
    for letter in "abcdefghijklm":
        Weakness.objects.create(
            plan=plan, letter=letter, anchor=f"3.1.{letter}", text_es=f"Debilidad {letter}."
        )
    return plan


def told(client: Client) -> dict[str, list[list[str]]]:
    """Return by letter what answers each weakness and what is recorded, as the page says them."""
    page = client.get(PAGE).content.decode()
    found = {}
    for letter, section in re.findall(r'<h2 id="([a-m])"(.*?)</section>', page, re.DOTALL):
        lists = re.findall(r"<ul[^>]*>(.*?)</ul>", section, re.DOTALL)
        items = [[clean(item) for item in re.findall(r"<li>(.*?)</li>", one, re.DOTALL)] for one in lists]
        found[letter] = items
    return found


def clean(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


@pytest.fixture
def evidence(thirteen: Document, add_activity: Callable[..., Activity], world: World) -> None:
    """Record something for each weakness, each time beside something that does not count."""
    version = Version.objects.get()
    for took, on in (("recommended", date(2019, 11, 13)), ("approved", date(2019, 11, 14))):
        VersionEvent.objects.create(step=took, starts_on=on, version=version, body=world.bodies["RVM"])
    add_activity("PROT", 1, "Ruta", themes=("trata",))
    add_activity("PROT", 2, "Otra", indicators=0)
    add_activity("LAB", 1, "Candidata", stage="proposed", indicators=0)
    add_activity("EXTRA", 1, "De otro grupo", themes=("fronteras",))  # outside the count (AC-13)
    found = measure(Indicator.objects.get(code="PROT-A1-I1"), [1, None], target=5, level="impact")
    first, second = Period.objects.filter(indicator=found).order_by("starts_on")
    Request.objects.create(period=first, due_on=date(2021, 10, 1), measurement=first.measurements.get())
    Request.objects.create(period=second, due_on=date(2021, 11, 1))
    for number, verb, due in (("1", "entrust", date(2021, 12, 1)), ("2", "urge", None), ("3", "thank", None)):
        Decision.objects.create(
            meeting=meeting(world), paragraph=number, verb=verb, tier=Tier.PUBLIC, text_es="Algo", due_on=due,
            to_body=world.bodies["SE"] if verb != "thank" else None,
        )  # fmt: skip
    at = datetime(2019, 3, 4, 16, tzinfo=UTC)
    Round.objects.create(version=version, number=1, opened_at=at, closes_at=at.replace(month=5))
    route = Activity.objects.get(code="PROT-A1")
    SupportRequest.objects.create(activity=route, kind="technical", text_es="x", asked_on=date(2021, 1, 1))
    for country, status in (("HN", "confirmed"), ("US", "offered")):
        SupportOffer.objects.create(
            activity=route, country_id=country, technical=True, text_es="x", starts_on=date(2021, 3, 1),
            offered_on=date(2021, 2, 1), status=status,
            accepted_on=date(2021, 2, 20) if status == "confirmed" else None,
            agreed_on=date(2021, 2, 10) if status == "confirmed" else None,
        )  # fmt: skip
    for order, (status, answer) in enumerate((("included", "z"), ("received", "")), 1):
        Input.objects.create(
            year=2021, number=order, plan=thirteen, organisation=world.organisations["rrocm"], title="x",
            text="y", received_at=at.replace(year=2021), status=status,
            answer_es=answer, tier=Tier.EXTENDED,
        )  # fmt: skip


def meeting(world: World) -> Meeting:
    return Meeting.objects.get_or_create(
        code="GRCM-2021-06", body=world.bodies["GRCM"], tier=Tier.PUBLIC, name_es="GRCM", name_en="RCGM",
        starts_on=date(2021, 6, 25), status="held",
    )[0]  # fmt: skip


def test_nothing_recorded_is_said_for_each_and_what_answers_it_is_a_page(
    thirteen: Document, secretariat: User, sign_in: Callable[[User], Client]
):
    client = sign_in(secretariat)
    assert told(client) == {
        "a": [["§3.3 Misión", "§3.4 Visión"], ["No hay registrada una aprobación del Plan"]],
        "b": [["Matriz", "Mi trabajo"], ["0 de 0 datos solicitados tienen respuesta", "0 datos validados"]],
        "c": [["Matriz"], ["0 de 0 indicadores son medibles", "0 de 0 indicadores son de impacto"]],
        "d": [
            ["Grupos y sus planes"],
            ["0 actividades prioritarias", "0 de 4 grupos han priorizado", "0 candidatas"],
        ],
        "e": [
            ["Matriz"],
            ["0 de 0 actividades con indicador medible", "0 de 0 actividades con indicador registrado"],
        ],
        "f": [["Plan Estratégico de la CRM 2019-2022"], ["No hay registrada una aprobación del Plan"]],
        "g": [["Decisiones"], ["0 de 0 decisiones que comprometen tienen plazo"]],
        "h": [["Plan", "Matriz"], ["0 revisiones anuales cerradas"]],
        "i": [["§3.5 Objetivos", "Textos en consulta"], ["0 rondas de consulta"]],
        "j": [
            ["Oportunidades de apoyo"],
            ["0 apoyos solicitados por los grupos", "0 de 0 ofertas fueron aceptadas por el grupo"],
        ],
        "k": [["Pilares y temas"], ["0 de 0 actividades están bajo un tema del Plan"]],
        "l": [
            ["Actores", "Grupos y sus planes"],
            ["0 de 11 países con punto focal en el registro", "0 candidatas"],
        ],
        "m": [["Aportes de la RROCM"], ["0 de 0 aportes de la RROCM tienen respuesta"]],
    }


def test_the_words_of_the_evaluation_stand_verbatim_with_their_day(
    plan: Document, secretariat: User, sign_in
):
    Weakness.objects.create(
        plan=plan, letter="e", anchor="3.1.e", text_es="Falta de indicadores de monitoreo."
    )
    page = " ".join(sign_in(secretariat).get(PAGE).content.decode().split())
    assert ["e) Falta de indicadores de monitoreo." in page, "Datos al <time" in page] == [True, True]


def test_each_weakness_counts_what_is_recorded_and_nothing_beside_it(
    evidence: None, secretariat: User, focal_point: User, sign_in: Callable[[User], Client]
):
    approved = "Versión 1 aprobada por la Reunión Viceministerial · 14 de noviembre de 2019"
    assert {letter: recorded for letter, (_ways, recorded) in told(sign_in(secretariat)).items()} == {
        "a": [approved],
        "b": ["1 de 2 datos solicitados tienen respuesta", "1 dato validado"],
        "c": ["1 de 2 indicadores son medibles", "1 de 2 indicadores son de impacto"],
        "d": ["2 actividades prioritarias", "1 de 4 grupos han priorizado", "1 candidata"],
        "e": ["1 de 2 actividades con indicador medible", "1 de 2 actividades con indicador registrado"],
        "f": [approved],
        "g": ["1 de 2 decisiones que comprometen tienen plazo"],
        "h": ["0 revisiones anuales cerradas"],
        "i": ["1 ronda de consulta"],
        "j": ["1 apoyo solicitado por un grupo", "1 de 2 ofertas fueron aceptadas por el grupo"],
        "k": ["1 de 2 actividades están bajo un tema del Plan"],
        "l": ["1 de 11 países con punto focal en el registro", "1 candidata"],
        "m": ["1 de 2 aportes de la RROCM tienen respuesta"],
    }


def test_a_reader_counts_what_that_reader_may_see(
    evidence: None, secretariat: User, outsider: User, sign_in: Callable[[User], Client]
):
    Activity.objects.filter(code="PROT-A1").update(tier=Tier.CLOSED)
    Input.objects.update(tier=Tier.CLOSED)
    before, after = (told(sign_in(user)) for user in (secretariat, outsider))
    assert {letter for letter in before if before[letter] != after[letter]} == {*"bcdejkm"}
