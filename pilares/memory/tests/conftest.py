"""What happened between the meeting of June 2021 and October, as AC-23 tells it."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse

from pilares.core.access import Tier
from pilares.core.trail import record
from pilares.meetings.actions import record_decision
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring import actions
from pilares.monitoring.models import Activity, Measurement
from pilares.monitoring.tests.measured import measure
from pilares.people.models import User
from pilares.plans.models import Note
from tests.cast import Office, World, appoint

JUNE: dict[str, Any] = {"starts_on": date(2021, 6, 25), "ends_on": date(2021, 6, 26)}
SECRET = "Mantener a puerta cerrada el cotejo"


def words_of(response: HttpResponse) -> str:
    """Return what a page's main part says, in one line, without its markup."""
    body = response.content.decode()
    main = body[body.index("<main") : body.index("</main>")]
    said = " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
    return re.sub(r" ([.,;:)])", r"\1", said)


@pytest.fixture
def june(world: World, move_clock: Callable[[str], None]) -> Meeting:
    """The RCGM of 25 and 26 June 2021, held before the clock goes on; the world begins on 1 June."""
    move_clock("2021-06-01T09:00:00-06:00")
    return Meeting.objects.create(
        code="GRCM-2021-06", body=world.bodies["GRCM"], tier=Tier.PUBLIC,
        name_es="Reunión del GRCM", name_en="Meeting of the RCGM", **JUNE,
    )  # fmt: skip


@pytest.fixture
def before(june: Meeting, add_activity: Callable[..., Activity]) -> dict[str, Activity]:
    """Two activities of PROT and one of LAB, as they stood in June."""
    said: dict[str, Any] = {"state": "in_process", "due_on": date(2021, 12, 31)}
    return {
        "A1": add_activity("PROT", 1, "Ruta regional", themes=("trata",), parties=("GT",), **said),
        "A2": add_activity("PROT", 2, "Intercambio consular", themes=("ninez",), **said),
        "L1": add_activity("LAB", 1, "Guía de contratación", themes=("migracion-laboral",), **said),
    }


@pytest.fixture
def seated(world: World) -> User:
    """The delegate of Panama, who also sits in PROT."""
    appoint("grcm-pa@example.org", Office.DELEGATE, country="PA")
    return appoint("grcm-pa@example.org", Office.GROUP_MEMBER, country="PA", body="PROT")


@pytest.fixture
def unseated(world: World) -> User:
    """The delegate of Belize, who sits in no group."""
    return appoint("grcm-bz@example.org", Office.DELEGATE, country="BZ")


@pytest.fixture
def happened(
    before: dict[str, Activity], june: Meeting, member: User, outsider: User, secretariat: User,
    move_clock: Callable[[str], None],
) -> dict[str, Activity]:  # fmt: skip
    """Two states, a target, three values, a deadline, a note and a decision behind closed doors."""
    figures = [_sent(activity, member) for activity in before.values()]
    endorsing = Decision.objects.create(
        meeting=june, paragraph="4", verb="approve", tier=Tier.PUBLIC, text_es="Revisar la meta."
    )
    move_clock("2021-07-20T09:00:00-06:00")
    said: dict[str, Any] = {"state": "completed", "on": date(2021, 7, 19), "reason": "Lo acordó el grupo."}
    explained = actions.Explanation("Tres países la aplican.", "Acta")
    actions.declare_state(before["A1"], by=member, explanation=explained, **said)
    actions.declare_state(before["L1"], by=outsider, explanation=explained, **said)
    for figure in figures:
        actions.validate(figure, by=secretariat)
    actions.revise_target(
        before["A2"].indicators.get(), value=Decimal(8), valid_from=date(2021, 7, 20), decision=endorsing,
        reason="Se sumaron tres países", by=secretariat,
    )  # fmt: skip
    actions.edit(before["A2"], changes={"due_on": date(2022, 3, 31)}, base={}, by=member)
    note = Note.objects.create(
        version=before["A1"].plan.versions.get(), number=8, kind="reservation", country_id="PA",
        anchor="3.6.f", text_es="Panamá entiende que…",
    )  # fmt: skip
    record(note, "attach_note", by=secretariat)
    held = Meeting.objects.create(
        code="GT-PROT-2021-09", body=before["A1"].group, tier=Tier.MEMBERS, starts_on=date(2021, 7, 20),
        name_es="Reunión del GT Protección", name_en="Meeting of the WG on Protection",
    )  # fmt: skip
    record_decision(held, by=secretariat, paragraph="1", verb="decide", tier=Tier.CLOSED, text_es=SECRET)
    move_clock("2021-10-15T09:00:00-06:00")
    return before


def _sent(activity: Activity, member: User) -> Measurement:
    """Send a value for an indicator of an activity: 2 of 5 countries."""
    indicator = measure(activity.indicators.get(), [None, None], target=5)
    period = indicator.periods.get(year__number=2)
    return Measurement.objects.create(period=period, value=2, status="sent", entered_by=member)
