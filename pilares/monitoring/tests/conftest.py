"""The plan, and the activities of Working Group PROT, as small as the scenarios allow."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pilares.core.access import Tier
from pilares.core.search import fold
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring import actions
from pilares.monitoring.models import Activity, ActivityPlacement
from pilares.people.models import Body, User
from pilares.plans.actions import load_plan
from pilares.plans.models import Document, Placement
from tests.cast import World

YEARS = ((date(2019, 11, 15), date(2020, 11, 14)), (date(2020, 11, 15), date(2021, 11, 14)),
         (date(2021, 11, 15), date(2022, 11, 14)))  # fmt: skip
type_of_maker = Callable[..., Activity]


@pytest.fixture
def plan(world: World) -> Document:
    """The Strategic Plan 2019-2022 with the years that the scenarios give it."""
    found = load_plan().document
    for year, (first, last) in zip(found.plan_years.all(), YEARS, strict=True):
        year.starts_on, year.ends_on = first, last
        year.save()
    return Document.objects.the_plan()


@pytest.fixture
def make(plan: Document) -> type_of_maker:
    """Write an activity down as it stands, without going through its steps: `make("PROT", "Ruta", slot=1)`."""

    def maker(group: str, title: str, *, places: tuple[tuple[int, int], ...] = ((3, 14),), **fields: Any) -> Activity:
        body = Body.objects.get(code=group)
        number = Activity.objects.filter(group=body).count() + 1
        defaults = {"stage": Activity.Stage.IN_FORCE, "tier": Tier.PUBLIC}
        activity = Activity.objects.create(
            plan=plan, group=body, code=f"{group}-A{number}", sort_key=f"{body.order:03d}-{number:05d}",
            title_es=title, searched=fold(title), **(defaults | fields),
        )  # fmt: skip
        for rank, (pillar, place) in enumerate(places):
            placement = Placement.objects.get(theme__plan=plan, pillar__number=pillar, number=place)
            ActivityPlacement.objects.create(activity=activity, placement=placement, primary=rank == 0)
        return activity

    return maker


@pytest.fixture
def three(make: type_of_maker) -> list[Activity]:
    """The three priority activities of PROT, in force."""
    return [
        make("PROT", "Ruta regional de referencia para la atención integral a víctimas de trata de personas", slot=1),
        make("PROT", "Intercambio consular sobre niñas, niños y adolescentes migrantes", slot=2, places=((3, 8),)),
        make("PROT", "Directorio regional de asistencia consular", slot=3, places=((3, 2),)),
    ]  # fmt: skip


@pytest.fixture
def candidate(plan: Document, three: list[Activity], other_member: User) -> Activity:
    """«Mujeres migrantes: capacitación consular», proposed by Honduras."""
    women = Placement.objects.get(theme__plan=plan, pillar__number=3, number=7)
    return actions.propose(
        group=three[0].group, plan=plan, by=other_member,
        title_es="Mujeres migrantes: capacitación consular", themes=[str(women.pk)],
    )  # fmt: skip


@pytest.fixture
def decision(world: World) -> Decision:
    """GRCM-2021-06, §2: a paragraph of a meeting of the RCGM, for everybody to read."""
    meeting = Meeting.objects.create(
        code="GRCM-2021-06", body=world.bodies["GRCM"], name_es="GRCM, junio de 2021", name_en="RCGM, June 2021",
        starts_on=date(2021, 6, 25), ends_on=date(2021, 6, 26), tier=Tier.PUBLIC,
    )  # fmt: skip
    return Decision.objects.create(
        meeting=meeting, paragraph="2", verb=Decision.Verb.ENDORSE, text_es="Avalar el plan del grupo.", tier=Tier.PUBLIC,
    )  # fmt: skip
