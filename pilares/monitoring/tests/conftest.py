"""The activities of Working Group PROT as the scenarios have them, and a decision of the RCGM."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse

from pilares.core import clock
from pilares.core.access import Tier
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring import actions
from pilares.monitoring.models import Activity, Indicator, Measurement, Period
from pilares.people.models import User
from pilares.plans.models import Document, Placement
from tests.cast import World


def words_of(response: HttpResponse) -> str:
    """Return what a page's main part says, in one line, without its markup."""
    body = response.content.decode()
    main = body[body.index("<main") : body.index("</main>")]
    said = " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
    return re.sub(r" ([.,;:)])", r"\1", said)


def hidden_of(response: HttpResponse, prefix: str = "base-") -> dict[str, str]:
    """Return the hidden fields of a page whose names begin with the prefix."""
    found = re.findall(
        rf'<input type="hidden" name="({prefix}[^"]+)" value="([^"]*)"', response.content.decode()
    )
    return {name: unescape(value) for name, value in found}


@pytest.fixture
def three(add_activity) -> list[Activity]:
    """The three priority activities of PROT, in force and public."""
    return [
        add_activity("PROT", 1, "Ruta regional de referencia", themes=("trata",), parties=("GT",)),
        add_activity("PROT", 2, "Intercambio consular", themes=("ninez",), principles="f"),
        add_activity("PROT", 3, "Directorio regional de asistencia consular", themes=("trata",)),
    ]


@pytest.fixture
def candidate(plan: Document, three: list[Activity], other_member: User) -> Activity:
    """«Mujeres migrantes: capacitación consular», PROT-A4, proposed by Honduras."""
    place = Placement.objects.get(theme__code="ninez")
    title = "Mujeres migrantes: capacitación consular"
    themes = [str(place.pk)]
    return actions.propose(group=three[0].group, plan=plan, by=other_member, title_es=title, themes=themes)


@pytest.fixture
def meeting(world: World) -> Meeting:
    """The RCGM of 25 and 26 June 2021, public."""
    return Meeting.objects.create(
        code="GRCM-2021-06", body=world.bodies["GRCM"], tier=Tier.PUBLIC,
        name_es="GRCM, junio de 2021", name_en="RCGM, June 2021",
        starts_on=date(2021, 6, 25), ends_on=date(2021, 6, 26),
    )  # fmt: skip


@pytest.fixture
def decision(meeting: Meeting) -> Decision:
    """GRCM-2021-06, §2: it endorses the plan of the group."""
    return Decision.objects.create(
        meeting=meeting, paragraph="2", verb=Decision.Verb.ENDORSE, tier=Tier.PUBLIC,
        text_es="Avalar el plan del grupo.", text_en="Endorse the plan of the group.",
    )  # fmt: skip


def fresh(activity: Activity) -> Activity:
    """Return the activity as it stands in the database."""
    return Activity.objects.get(pk=activity.pk)


# --- Figures ---------------------------------------------------------------------------------------------


@pytest.fixture
def indicator(three: list[Activity]) -> Indicator:
    """PROT-A1-I1: countries, from 0 towards 5, reported for the region."""
    found = Indicator.objects.get(code="PROT-A1-I1")
    found.measure, found.direction, found.over_time = "unit", "ascending", "latest"
    found.baseline_status, found.baseline, found.baseline_on = "established", 0, date(2019, 11, 15)
    found.save()
    return found


@pytest.fixture
def period(indicator: Indicator, plan: Document) -> Period:
    """The second year of the plan, which runs on 15 October 2021."""
    year: Any = plan.plan_years.get(number=2)
    return Period.objects.create(
        indicator=indicator, starts_on=year.starts_on, ends_on=year.ends_on, year=year
    )


@pytest.fixture
def validated(indicator: Indicator, plan: Document) -> Callable[..., Measurement]:
    """Write a figure down that was validated long ago: `validated("2020", 2)`."""

    def write(until: str, value: int, **columns: Any) -> Measurement:
        year: Any = plan.plan_years.get(ends_on__year=int(until))
        period, _new = Period.objects.get_or_create(
            indicator=indicator, starts_on=year.starts_on, ends_on=year.ends_on, defaults={"year": year}
        )
        return Measurement.objects.create(
            period=period, value=value, status="validated", validated_at=clock.now(), **columns
        )

    return write
