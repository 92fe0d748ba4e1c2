"""A small plan with nota 7, and activities in force, for every test of the files."""

from datetime import date

import pytest

from pilares.matrix.tests.exports.files import NOTE_7
from pilares.monitoring.models import Activity, ActivityPlacement, Indicator, ResponsibleParty, Result, Risk
from pilares.plans.models import Document, Note, Placement, PlanYear, Principle


@pytest.fixture
def plan(plan: Document) -> Document:
    """The small plan, with the words of nota 7 whole and a principle that nobody reserves."""
    Note.objects.filter(number=7).update(text_es=NOTE_7)
    Principle.objects.create(
        plan=plan, letter="c", anchor="3.6.c", name_es="Derechos humanos", name_en="Human rights"
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
        "PROT-A1", "trata",
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
