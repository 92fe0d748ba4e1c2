"""The plan, loaded as a real instance has it."""

from datetime import date

import pytest

from pilares.core.access import Tier
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import Body
from pilares.plans.actions import load_plan
from pilares.plans.models import Version


@pytest.fixture
def version(world) -> Version:
    """Version 1 of the plan, recommended by the GRCM, in the small world."""
    return load_plan()


@pytest.fixture
def vice_ministers(world) -> Meeting:
    """The XXIV Reunión Viceministerial."""
    return Meeting.objects.create(
        code="RVM-XXIV", body=Body.objects.get(code="RVM"), number="XXIV", tier=Tier.PUBLIC,
        name_es="XXIV Conferencia Regional sobre Migración", name_en="XXIV Regional Conference on Migration",
        starts_on=date(2019, 11, 13), ends_on=date(2019, 11, 14),
    )  # fmt: skip


@pytest.fixture
def later_ministers(world) -> Meeting:
    """A Vice-Ministerial Meeting of October 2021 (illustrative), after the GRCM of June."""
    return Meeting.objects.create(
        code="RVM-2021-10", body=Body.objects.get(code="RVM"), tier=Tier.PUBLIC, illustrative=True,
        name_es="Reunión Viceministerial", name_en="Vice-Ministerial Meeting", starts_on=date(2021, 10, 1),
    )  # fmt: skip


@pytest.fixture
def rcgm(world) -> Meeting:
    """The GRCM of June 2021 (illustrative)."""
    return Meeting.objects.create(
        code="GRCM-2021-06", body=Body.objects.get(code="GRCM"), tier=Tier.PUBLIC, illustrative=True,
        name_es="Reunión del GRCM", name_en="RCGM meeting", starts_on=date(2021, 6, 25),
    )  # fmt: skip


@pytest.fixture
def decide(rcgm):
    """Record a paragraph of that meeting: `decide("4", tier=…)`."""

    def record(paragraph: str, tier: str = Tier.PUBLIC) -> Decision:
        return Decision.objects.create(
            meeting=rcgm, paragraph=paragraph, verb=Decision.Verb.DECIDE, text_es="…", tier=tier
        )

    return record
