"""What happens to the annual report is what the plan's own rules ask about; it is recorded once (§4.2)."""

from typing import Any

from django.dispatch import receiver

from pilares.compliance.access import why_not_record_presentation
from pilares.compliance.actions import record_presentation, withdraw_presentation
from pilares.compliance.models import Presentation
from pilares.core import clock
from pilares.core.trail import recorded
from pilares.people.models import Body, User
from pilares.reports.models import Report, ReportText

ANNUAL = Presentation.Kind.ANNUAL_REPORT
#: what each letter of §4.2 is: the commitments come from the matrix, the rest is written
WRITTEN = {"b": ReportText.Part.BALANCE, "c": ReportText.Part.NEXT}


@receiver(recorded, sender=Report, dispatch_uid="the plan's rules follow the annual report")
def follow(obj: Report, verb: str, by: User | None, **_kwargs: Any) -> None:
    """Record that the report is finished, taken back, or put before the Vice-Ministerial Meeting."""
    presidency = Body.objects.filter(code="PPT").first()
    if presidency is None or by is None or not obj.label.isdigit() or why_not_record_presentation(by):
        return
    if verb in {"freeze", "present", "take_back"}:
        _finished(obj, presidency, by, stands=verb != "take_back")
    elif verb == "inform":
        step = obj.steps.filter(verb="inform").select_related("meeting", "decision").last()
        if step is not None and step.meeting is not None:
            day = step.meeting.ends_on or step.meeting.starts_on or clock.today()
            _record(obj, presidency, by, on=day, meeting=step.meeting, decision=step.decision)


def _finished(report: Report, presidency: Body, by: User, *, stands: bool) -> None:
    """Keep one record of the report as it was sent last, or none once it was taken back."""
    mine = {"plan": report.plan_id, "kind": ANNUAL, "body": presidency, "year": int(report.label)}
    for row in Presentation.objects.filter(**mine, meeting=None):
        withdraw_presentation(row, by=by)
    if stands:
        _record(report, presidency, by, on=clock.today())


def _record(report: Report, presidency: Body, by: User, **about: Any) -> None:
    texts = {text.part: text for text in report.texts.all()}
    there = [letter for letter, part in WRITTEN.items() if part in texts and texts[part].text]
    about["on"] = min(about["on"], clock.today())
    year, letters = int(report.label), ("a", *there)
    record_presentation(report.plan, kind=ANNUAL, body=presidency, year=year, letters=letters, by=by, **about)
