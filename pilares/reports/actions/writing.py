"""A report is begun at its cut-off, and people write beside its facts (§4.2 b, c)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.bilingual import lag
from pilares.core.edits import Conflict, Merge, as_text, merge
from pilares.core.trail import record
from pilares.people.models import Presidency, User
from pilares.plans.models import Document
from pilares.reports import access
from pilares.reports.models import Report, ReportStep, ReportText
from pilares.reports.workflow import REPORT


def lock(report: Report) -> Report:
    """Return the report as it stands, held until the transaction ends."""
    return Report.objects.select_for_update(of=("self",)).select_related("plan__parameters").get(pk=report.pk)


def move(report: Report, verb: str, *, by: User, **about: Any) -> Report:
    """Take a report that is held along one step, and write down who, when, where and on which decision."""
    report.status = REPORT.target(verb)
    report.version += 1
    report.save(update_fields=["status", "version"])
    step = ReportStep(
        report=report, verb=verb, status=report.status, at=clock.now(), by=by,
        capacity=by.standing.capacity, **about,
    )  # fmt: skip
    step.full_clean(exclude=["report", "by", "meeting", "decision"])
    step.save()
    record(report, verb, by=by, status=report.status, **{k: str(v) for k, v in about.items() if v})
    return report


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
    now = ReportText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    before = {name: as_text(getattr(now, name)) for name in changes}
    merged = merge(base=base, current=before, mine={k: as_text(v) for k, v in changes.items()})
    if merged.clashes:
        raise Conflict(merged.clashes)
    if not merged.write:
        return merged
    written = {name: changes[name] for name in merged.write}
    now.outdated_since = lag(now, before, written, clock.now())
    for name, value in written.items():
        setattr(now, name, value)
    now.written_at, now.capacity = clock.now(), by.standing.capacity
    now.full_clean(exclude=["report"])
    now.save(update_fields=[*written, "outdated_since", "written_at", "capacity"])
    record(report, "write", by=by, part=now.part)
    if report.status == Report.Status.COMPOSED:
        move(report, "write", by=by)
    return merged
