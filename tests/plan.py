"""A small plan for tests: three pillars, five themes of which one stands in two pillars, note 7.

Fixtures: `plan` (version 1 in force, with the demo's plan years) and `add_activity`, which writes an
activity down with its parts; it is in force and public unless the test says otherwise.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pilares.core.access import Tier
from pilares.monitoring.actions import reindex
from pilares.monitoring.models import (
    Activity,
    ActivityPlacement,
    Indicator,
    ResponsibleParty,
    Result,
    sort_key_for,
)
from pilares.people.models import Body
from pilares.plans.models import (
    Document,
    Note,
    Objective,
    Parameters,
    Pillar,
    Placement,
    PlanYear,
    Principle,
    Theme,
    Version,
)
from tests.cast import World

PILLARS = (
    ("gobernanza-migratoria", "migration-governance", "Gobernanza migratoria", "Migration governance"),
    ("integracion", "integration", "Integración, migración y desarrollo", "Integration and development"),
    ("proteccion", "protection", "Preparación y protección", "Preparedness and protection"),
)
THEMES = (  # code, Spanish, English, placements as pillar and number
    ("fronteras", "Gestión integrada de fronteras", "Integrated border management", ((1, 2),)),
    ("crisis", "Respuesta a crisis migratorias", "Response to migration crises", ((1, 9), (3, 15))),
    ("migracion-laboral", "Migración laboral", "Labor migration", ((2, 1),)),
    ("ninez", "Niñas, niños y adolescentes", "Children and adolescents", ((3, 8),)),
    ("trata", "Víctimas de trata", "Victims of trafficking", ((3, 14),)),
)


@pytest.fixture
def plan(world: World) -> Document:
    """The Strategic Plan 2019-2022, in force, in the small world."""
    document = Document.objects.create(
        code="plan-2019-2022", kind=Document.Kind.STRATEGIC_PLAN, period="2019-2022", tier=Tier.PUBLIC,
        title_es="Plan Estratégico de la CRM 2019-2022", title_en="RCM Strategic Plan 2019-2022",
    )  # fmt: skip
    Parameters.objects.create(document=document)
    version = Version.objects.create(
        document=document, number=1, status=Version.Status.IN_FORCE, tier=Tier.PUBLIC
    )
    note = Note.objects.create(
        version=version, number=7, kind=Note.Kind.STATEMENT, country_id="US", anchor="3.6.f",
        text_es="Estados Unidos no es parte de la Convención sobre los Derechos del Niño.",
    )  # fmt: skip
    for number, (slug_es, slug_en, es, en) in enumerate(PILLARS, start=1):
        Pillar.objects.create(
            plan=document, number=number, slug_es=slug_es, slug_en=slug_en, name_es=es, name_en=en
        )
    for code, es, en, placements in THEMES:
        theme = Theme.objects.create(
            plan=document, code=code, slug_es=code, slug_en=f"{code}-en", name_es=es, name_en=en
        )
        for pillar, number in placements:
            Placement.objects.create(theme=theme, pillar=document.pillars.get(number=pillar), number=number)
    Objective.objects.create(
        plan=document, number=2, anchor="3.5.2", text_es="Fortalecer", text_en="Strengthen"
    )
    Principle.objects.create(
        plan=document, letter="f", anchor="3.6.f", name_es="Interés Superior del Niño",
        name_en="Best interests of the child", note=note,
    )  # fmt: skip
    for number, year in enumerate((2019, 2020, 2021), start=1):
        PlanYear.objects.create(
            plan=document, number=number, starts_on=date(year, 11, 15), ends_on=date(year + 1, 11, 14)
        )
    return document


@pytest.fixture
def add_activity(plan: Document) -> Callable[..., Activity]:
    """Write an activity down: `add_activity("PROT", 1, "Ruta", themes=["trata"], state="completed")`."""

    def add(
        group: str,
        number: int,
        title: str,
        *,
        themes: tuple[str, ...] = (),
        years: tuple[int, ...] = (),
        parties: tuple[str, ...] = (),
        indicators: int = 1,
        principles: str = "",
        **columns: Any,
    ) -> Activity:
        body = Body.objects.get(code=group)
        defaults: dict[str, Any] = {"stage": "in_force", "tier": Tier.PUBLIC, "title_en": f"{title} (en)"}
        if columns.get("state"):
            defaults["state_on"] = date(2021, 6, 1)
        if columns.get("stage", "in_force") in {"in_force", "prioritised"} and body.kind == Body.Kind.GROUP:
            defaults["slot"] = number
        activity = Activity.objects.create(
            plan=plan, group=body, code=f"{group}-A{number}", title_es=title,
            sort_key=sort_key_for(body, number), **(defaults | columns),
        )  # fmt: skip
        placements = Placement.objects.filter(theme__code__in=themes, pillar__plan=plan)
        for position, placement in enumerate(placements.order_by("-pillar__number")):
            ActivityPlacement.objects.create(activity=activity, placement=placement, primary=position == 0)
        activity.years.set(plan.plan_years.filter(number__in=years))
        activity.principles.set(plan.principles.filter(letter__in=principles))
        for position, country in enumerate(parties):
            ResponsibleParty.objects.create(
                activity=activity, country_id=country, principal=position == 0, order=position
            )
        _measure(activity, indicators)
        reindex(activity)
        return activity

    return add


def _measure(activity: Activity, indicators: int) -> None:
    """Give an activity that many results, each with an indicator."""
    title = activity.title_es
    for position in range(indicators):
        result = Result.objects.create(activity=activity, text_es=f"Resultado {position + 1} de {title}")
        Indicator.objects.create(
            activity=activity, result=result, code=f"{activity.code}-I{position + 1}", order=position,
            name_es=f"Países con {title}", name_en=f"Countries with {title}", level="outcome",
            unit_es="países", unit_en="countries", target=5, measured_by_es="Cancillería",
        )  # fmt: skip
