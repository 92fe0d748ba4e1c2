"""The demo's annual report, which the presidency and the Secretariat are writing (illustrative)."""

from pilares.home.actions.rows import Known, read
from pilares.people.models import Presidency
from pilares.reports.actions import begin, write


def load_reports(now: Known) -> None:
    """Begin the report of the year and write a first balance."""
    for row in read("reports"):
        presidency = Presidency.objects.get(label=row["presidency"])
        report = begin(
            now.plan, presidency=presidency, label=row["label"], cut_off=row["cut_off"],
            by=now.users["se"],
        )  # fmt: skip
        for text in report.texts.filter(part__in=row["texts"]):
            write(text, changes=row["texts"][text.part], base={}, by=now.users["ppt"])
