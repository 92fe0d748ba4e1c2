"""The annual report prints how far a figure is of the target in force and of the first one (AC-17)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import docx

from pilares.core.access import Tier
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring import actions
from pilares.monitoring.models import Indicator
from pilares.monitoring.tests.measured import measure
from pilares.reports.tests.test_annual import PAGE, begin, said

BOTH = "75 % de la meta vigente (8) · 54,5 % de la meta original (11)"


def test_the_report_prints_both_targets_and_says_which_revision_reaches_a_closed_period(
    add_activity, world, sign_in, secretariat, presidency
):
    add_activity("FRO", 1, "Inventario de puestos", themes=("fronteras",))
    found = measure(
        Indicator.objects.get(code="FRO-A1-I1"),
        [{"CR", "GT", "MX", "PA"}, {"CR", "GT", "HN", "MX", "PA", "SV"}],
        target=11, over_time="distinct",
    )  # fmt: skip
    first = found.periods.all()[0]
    first.locked_at = datetime(2020, 12, 1, tzinfo=UTC)
    first.save()
    meeting = Meeting.objects.create(
        code="GRCM-2021-06", body=world.bodies["GRCM"], tier=Tier.PUBLIC, name_es="GRCM", name_en="RCGM",
        starts_on=date(2021, 6, 25),
    )  # fmt: skip
    decision = Decision.objects.create(
        meeting=meeting, paragraph="5", verb=Decision.Verb.AGREE, tier=Tier.PUBLIC, text_es="Bajar la meta."
    )
    target = actions.revise_target(
        found, value=Decimal(8), valid_from=date(2020, 6, 25), decision=decision, reason="Tres después.",
        by=secretariat,
    )  # fmt: skip
    actions.sign_target(target, by=presidency)
    client = sign_in(secretariat)
    begin(client, world)
    line = f"{BOTH} · meta revisada con efecto sobre un periodo cerrado"
    assert line in said(client.get(PAGE))
    paper = docx.Document(BytesIO(client.get(f"{PAGE}.docx").content))
    cells = {cell.text.split("\n")[-1] for table in paper.tables for cell in table.column_cells(2)}
    assert line.replace(" %", "\N{NO-BREAK SPACE}%") in cells
