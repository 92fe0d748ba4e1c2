"""The demo's reports of the groups: one presented in June, one being written for November (illustrative)."""

import json
from datetime import date
from typing import Any

from pilares.home.actions.rows import DATA, Known
from pilares.reports.actions import begin_group_report, present_group_report, write_group_report
from pilares.reports.actions.steps import keep
from pilares.reports.actions.writing import move
from pilares.reports.models import GroupReport
from pilares.reports.queries.group_facts import compose_group


def load_group_reports(now: Known) -> None:
    """Begin each report and write its texts; one was consulted and presented to the RCGM."""
    for row in json.loads((DATA / "group_reports.json").read_text(encoding="utf-8")):
        report = begin_group_report(
            now.plan, group=now.bodies[row["group"]], year=row["year"], occasion=row["occasion"],
            meeting=now.meetings[row["meeting"]], by=now.users[row["by"]],
        )  # fmt: skip
        report.steps.update(at=row["begun_at"])
        for text in report.texts.filter(part__in=row["texts"]):
            said = row["texts"][text.part]
            words = {name: said[name] for name in ("text_es", "text_en")}
            write_group_report(text, changes=words, base={}, by=now.users[said["by"]])
        report.texts.exclude(written_at=None).update(written_at=row["begun_at"])
        if "presented" in row:
            _present(now, report, row["presented"])


def _present(now: Known, report: GroupReport, row: dict[str, Any]) -> None:
    """Freeze what the matrix said then, and let the Secretariat record the presentation."""
    report.cut_off = date.fromisoformat(row["cut_off"])
    report.save(update_fields=["cut_off"])
    facts = compose_group(report)
    for one in facts["rows"]:
        one.update(row["rows"].get(one["code"], {}))
        for indicator in one["indicators"]:
            indicator.update(row["figures"].get(indicator["code"], {}))
    keep(report, facts, by=now.users["ppt"], pending=False)
    report.copies.update(at=row["consulted_at"])
    move(report, "consult", by=now.users["ppt"])
    decision = now.decisions[row["decision"]]
    present_group_report(report, meeting=decision.meeting, decision=decision, by=now.users["se"])
    for verb, at in (("consult", row["consulted_at"]), ("present", row["presented_at"])):
        report.steps.filter(verb=verb).update(at=at)
