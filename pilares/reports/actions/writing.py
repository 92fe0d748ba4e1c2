"""A report is begun at its cut-off, and people write beside its facts (§4.2 b, c)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.edits import Merge, put
from pilares.core.trail import record
from pilares.people.models import Presidency, User
from pilares.plans.models import Document
from pilares.reports import access
from pilares.reports.models import GroupReport, GroupReportText, Report, ReportStep, ReportText
from pilares.reports.workflow import GROUP_REPORT, REPORT

#: a report of a year, or of a group
R = TypeVar("R", bound=Report | GroupReport)


def lock(report: R) -> R:
    """Return a report, of a year or of a group, as it stands, held until the transaction ends."""
    rows: Any = type(report).objects
    found: R = rows.select_for_update(of=("self",)).select_related("plan__parameters").get(pk=report.pk)
    return found


def move(report: R, verb: str, *, by: User, **about: Any) -> R:
    """Take a report that is held along one step, and write down who, when, where and on which decision."""
    workflow = GROUP_REPORT if isinstance(report, GroupReport) else REPORT
    report.status = workflow.target(verb)
    report.version += 1
    report.save(update_fields=["status", "version"])
    write_down(report, verb, by=by, **about)
    return report


def write_down(report: Report | GroupReport, verb: str, *, by: User, **about: Any) -> None:
    """Keep one act on a report among its steps, and in the trail."""
    taken: Any = report.steps.model
    step = taken(
        report=report, verb=verb, status=report.status, at=clock.now(), by=by,
        capacity=by.standing.capacity, **about,
    )  # fmt: skip
    step.full_clean(exclude=["report", "by", "meeting", "decision"])
    step.save()
    record(report, verb, by=by, status=report.status, **{k: str(v) for k, v in about.items() if v})


@transaction.atomic
def begin(plan: Document, *, presidency: Presidency, label: str, cut_off: date, by: User) -> Report:
    """Begin the report of a presidency, whose data are those of its cut-off (§4.2).

    Raises ValidationError where the day lies ahead, or that year already has its report.
    """
    require(access.why_not_begin(by))
    if cut_off > clock.today():
        raise ValidationError({"cut_off": _("Choose today or a day that has passed: there are no data yet.")})
    report = Report(
        plan=plan, presidency=presidency, label=label, cut_off=cut_off, illustrative=settings.DEMO
    )
    report.full_clean()
    report.save()
    ReportText.objects.bulk_create([ReportText(report=report, part=part) for part in ReportText.Part])
    step = ReportStep(report=report, verb="begin", status=report.status, at=clock.now(), by=by)
    step.capacity = by.standing.capacity
    step.save()
    record(report, "begin", by=by, cut_off=cut_off)
    return report


@transaction.atomic
def write(text: ReportText, *, changes: Mapping[str, Any], base: Mapping[str, str], by: User) -> Merge:
    """Write what differs from `base`; raises `Conflict` when somebody changed the same words (AC-10)."""
    report = lock(text.report)
    require(access.why_not_write(by, report))
    merged = put_words(text, report, changes=changes, base=base, by=by)
    if merged.write and report.status == Report.Status.COMPOSED:
        move(report, "write", by=by)
    return merged


def put_words(
    text: ReportText | GroupReportText,
    report: Report | GroupReport,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, str],
    by: User,
) -> Merge:
    """Put words into a text of a report that is held; whoever calls has asked whether they may."""
    now = type(text)._default_manager.select_for_update(of=("self",)).get(pk=text.pk)
    merged = put(now, changes, base=base)
    if not merged.write:
        return merged
    now.written_at, now.capacity = clock.now(), by.standing.capacity
    now.full_clean(exclude=["report"])
    now.save(update_fields=[*merged.write, "outdated_since", "written_at", "capacity"])
    record(report, "write", by=by, part=now.part)
    return merged
