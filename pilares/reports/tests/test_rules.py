"""The steps of the annual report answer the plan's rules about it (§4.2; Tabla 2, GRCM c)."""

from datetime import date

import pytest

from pilares.compliance.queries import judge, read_facts
from pilares.compliance.queries.table import RULES
from pilares.meetings.models import Meeting
from pilares.reports.actions.writing import begin, move
from pilares.reports.models import ReportText

pytestmark = pytest.mark.django_db


def test_a_report_that_is_sent_taken_back_and_told_answers_the_rules(plan, world, secretariat):
    def answers() -> dict[str, str]:
        facts = read_facts(plan, secretariat)
        year = facts.year(2021)
        assert year is not None
        asked = {"ANNUAL_REPORT": "PPT", "RVM_INFORMED": "GRCM"}
        return {
            rule.code: judge(rule, facts, world.bodies[rule.body], year).finding.answer.value
            for rule in RULES
            if asked.get(rule.code) == rule.body
        }

    report = begin(plan, presidency=world.mexico, label="2021", cut_off=date(2021, 10, 1), by=secretariat)
    assert answers() == {"RVM_INFORMED": "due_soon", "ANNUAL_REPORT": "due_soon"}
    move(report, "freeze", by=secretariat, note="")
    assert answers()["ANNUAL_REPORT"] == "due_soon"  # b and c are not written
    move(report, "take_back", by=secretariat, note="Faltan textos")
    ReportText.objects.filter(report=report).update(text_es="Escrito")
    assert answers()["ANNUAL_REPORT"] == "due_soon"
    move(report, "freeze", by=secretariat, note="")
    assert answers() == {"RVM_INFORMED": "due_soon", "ANNUAL_REPORT": "met"}
    told = Meeting.objects.create(
        body=world.bodies["RVM"], code="RVM-XXVI", name_es="XXVI", name_en="XXVI",
        starts_on=date(2021, 10, 14), ends_on=date(2021, 10, 14),
    )  # fmt: skip
    move(report, "inform", by=secretariat, meeting=told, note="")
    assert answers() == {"RVM_INFORMED": "met", "ANNUAL_REPORT": "met"}
