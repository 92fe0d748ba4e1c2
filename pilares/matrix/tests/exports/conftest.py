"""A small plan with nota 7, and activities in force, for every test of the files."""

from datetime import date

import pytest

from pilares.core.access import Tier
from pilares.matrix.tests.exports.files import NOTE_7, PLAN
from pilares.monitoring.models import Activity, ActivityPlacement, Indicator, ResponsibleParty, Result, Risk
from pilares.plans.models import (
    Document,
    Note,
    Parameters,
    Pillar,
    Placement,
    PlanYear,
    Principle,
    Theme,
    Version,
)


@pytest.fixture
def plan(world) -> Document:
    """A plan with three pillars, four themes (one in two pillars), two principles and nota 7."""
    plan = Document.objects.create(
        code="plan-2019-2022", kind=Document.Kind.STRATEGIC_PLAN, tier=Tier.PUBLIC, period="2019-2022",
        title_es="Plan Estratégico de la CRM 2019-2022", title_en="RCM Strategic Plan 2019-2022",
    )  # fmt: skip
    Parameters.objects.create(document=plan)
    version = Version.objects.create(document=plan, number=1, status=Version.Status.IN_FORCE)
    note = Note.objects.create(
        version=version, number=7, kind=Note.Kind.RESERVATION, country_id="US", anchor="3.6.f", text_es=NOTE_7
    )
    for letter, es, en, reserved in (
        ("c", "Derechos humanos", "Human rights", None),
        ("f", "Interés Superior del Niño", "Best Interests of the Child", note),
    ):
        Principle.objects.create(
            plan=plan, letter=letter, anchor=f"3.6.{letter}", name_es=es, name_en=en, note=reserved
        )
    pillars = [
        Pillar.objects.create(
            plan=plan,
            number=n["number"],
            slug_es=f"pilar-{n['number']}",
            slug_en=f"pillar-{n['number']}",
            name_es=n["name_es"],
            name_en=n["name_en"],
        )
        for n in PLAN["pillars"]
    ]
    for code, es, en, places in (
        ("trafficking-victims", "Víctimas de trata", "Victims of trafficking", [(3, 14)]),
        ("children", "Niñas, niños y adolescentes", "Girls, boys and adolescents", [(3, 8)]),
        (
            "crises",
            "Respuesta a emergencias o crisis",
            "Response to emergencies or crises",
            [(1, 9), (3, 15)],
        ),
    ):
        theme = Theme.objects.create(plan=plan, code=code, slug_es=code, slug_en=code, name_es=es, name_en=en)
        for pillar, number in places:
            Placement.objects.create(theme=theme, pillar=pillars[pillar - 1], number=number)
    for number in (1, 2, 3):
        PlanYear.objects.create(
            plan=plan,
            number=number,
            starts_on=date(2018 + number, 11, 15),
            ends_on=date(2019 + number, 11, 14),
        )
    return plan


@pytest.fixture
def add(plan, world):
    """Add an activity in force, under a theme's places, in a year."""

    def add(code: str, theme: str, *, primary: int = 3, year: int = 2, **columns) -> Activity:
        columns = {
            "title_es": f"Actividad {code}",
            "title_en": f"Activity {code}",
            "tier": "public",
            **columns,
        }
        activity = Activity.objects.create(
            plan=plan, group=world.bodies[code.partition("-")[0]], code=code, sort_key=code,
            **{"stage": Activity.Stage.IN_FORCE, **columns},
        )  # fmt: skip
        for place in Placement.objects.filter(theme__code=theme):
            ActivityPlacement.objects.create(
                activity=activity, placement=place, primary=place.pillar.number == primary
            )
        activity.years.add(PlanYear.objects.get(number=year))
        return activity

    return add


@pytest.fixture
def pathway(add, world) -> Activity:
    """PROT-A1 with two results, two indicators, three parties and a risk."""
    activity = add(
        "PROT-A1", "trafficking-victims",
        title_es="Ruta regional de referencia", title_en="Regional referral pathway",
        state="in_process", state_on=date(2021, 2, 18), scope="regional",
        due_on=date(2021, 11, 14), monitored_by=date(2021, 10, 15),
    )  # fmt: skip
    for order, (es, en) in enumerate([("Resultado uno", "Result one"), ("Resultado dos", "Result two")]):
        Result.objects.create(activity=activity, text_es=es, text_en=en, order=order)
    for number, (es, en) in enumerate(
        [("Países que aplican la ruta", "Countries applying it"), ("Casos", "Cases")], 1
    ):
        Indicator.objects.create(
            activity=activity, code=f"PROT-A1-I{number}", name_es=es, name_en=en, level="outcome",
            unit_es="países", unit_en="countries", target=5 if number == 1 else None,
            measured_by_es="Cancillería de Guatemala", measured_by_en="Foreign ministry of Guatemala",
            monitored_by=date(2021, 10, 15),
        )  # fmt: skip
    ResponsibleParty.objects.create(activity=activity, body=world.bodies["PROT"], order=0)
    ResponsibleParty.objects.create(activity=activity, country_id="GT", principal=True, order=1)
    ResponsibleParty.objects.create(
        activity=activity, organisation=world.organisations["oim"], supports=True, order=2
    )
    Risk.objects.create(activity=activity, kind="risk", text_es="Rotación de equipos", text_en="Turnover")
    return activity
