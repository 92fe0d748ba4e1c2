"""A group's report is begun, written, consulted in the group, presented to the RCGM, opened (§3.10 b, M9)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.compliance.actions import record_presentation
from pilares.compliance.models import Presentation
from pilares.core import clock
from pilares.core.access import require
from pilares.core.edits import Merge
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import Body, User
from pilares.plans.models import Document
from pilares.reports import access
from pilares.reports.actions.steps import LAGS, RCGM, keep, keep_the_words, require_begun
from pilares.reports.actions.writing import lock, move, put_words, write_down
from pilares.reports.models import GroupReport, GroupReportCopy, GroupReportText
from pilares.reports.queries.group_facts import compose_group
from pilares.reports.queries.lagging import late_in
from pilares.reports.queries.texts import texts_of
from pilares.reports.workflow import GROUP_REPORT

CHOOSE_RCGM = _("Choose a meeting of the RCGM.")


@transaction.atomic
def begin_group_report(
    plan: Document, *, group: Body, year: int, occasion: str, by: User, meeting: Meeting | None = None
) -> GroupReport:
    """Begin a group's report for one of the two presentations of a year.

    Raises ValidationError where that presentation has its report, or the meeting is another organ's.
    """
    require(access.why_not_begin_group_report(by, group))
    if meeting is not None and RCGM not in {body.code for body in meeting.bodies}:
        raise ValidationError({"meeting": CHOOSE_RCGM})
    report = GroupReport(
        plan=plan, group=group, year=year, occasion=occasion, meeting=meeting, cut_off=clock.today(),
        illustrative=settings.DEMO,
    )  # fmt: skip
    report.full_clean()
    report.save()
    parts = [GroupReportText(report=report, part=part) for part in GroupReportText.Part]
    GroupReportText.objects.bulk_create(parts)
    write_down(report, "begin", by=by)
    return report


@transaction.atomic
def write_group_report(
    text: GroupReportText, *, changes: Mapping[str, Any], base: Mapping[str, str], by: User
) -> Merge:
    """Write what differs from `base`; raises `Conflict` when somebody changed the same words (AC-10)."""
    report = lock(text.report)
    require(access.why_not_write_group_report(by, report))
    return put_words(text, report, changes=changes, base=base, by=by)


@transaction.atomic
def consult(report: GroupReport, *, by: User, pending_accepted: bool = False) -> GroupReportCopy:
    """Fix the data of today, and send the report to consultation in the group.

    Raises ValidationError while English texts lag and nobody accepted to print that they do (AC-20).
    """
    locked = lock(report)
    require(GROUP_REPORT.why_not("consult", by, locked))
    locked.cut_off = clock.today()
    facts = compose_group(locked)
    behind = bool(late_in(facts, texts_of(locked)))
    if behind and not pending_accepted:
        raise ValidationError({"pending_accepted": LAGS})
    locked.save(update_fields=["cut_off"])
    copy: GroupReportCopy = keep(locked, facts, by=by, pending=behind)
    move(locked, "consult", by=by)
    return copy


@transaction.atomic
def take_back_group_report(report: GroupReport, *, note: str, by: User) -> GroupReport:
    """Return a report to writing, with a reason; the copy that was consulted is kept."""
    locked = lock(report)
    require(GROUP_REPORT.why_not("take_back", by, locked))
    if not note.strip():
        raise ValidationError({"note": _("Write the reason: it stays in the history.")})
    return move(locked, "take_back", by=by, note=note.strip())


@transaction.atomic
def present_group_report(
    report: GroupReport, *, meeting: Meeting, by: User, decision: Decision | None = None, note: str = ""
) -> GroupReport:
    """Record that the group presented its report to the RCGM: it is frozen, and the plan's rule is met.

    The record is the one on which `REPORT_TO_RCGM` rests, so it is written once wherever it is written.
    """
    locked = lock(report)
    require(GROUP_REPORT.why_not("present", by, locked))
    begun = require_begun(meeting)
    day = meeting.ends_on or begun
    record_presentation(
        locked.plan, kind=Presentation.Kind.GROUP_REPORT, body=locked.group, year=begun.year,
        on=min(day, clock.today()), meeting=meeting, decision=decision, by=by,
    )  # fmt: skip
    keep_the_words(locked, by=by)
    locked.meeting = meeting
    locked.save(update_fields=["meeting"])
    about = {"meeting": meeting, "decision": decision, "note": note.strip()}
    return move(locked, "present", by=by, **about)


@transaction.atomic
def open_group_report(report: GroupReport, *, tier: str, note: str, by: User) -> GroupReport:
    """Record how far the group opens what it presented, and who decided it; its copy stays as it is."""
    locked = lock(report)
    require(access.why_not_open_group_report(by, locked))
    if tier not in GroupReport.REACHES:
        raise ValidationError({"tier": _("Choose one of the options.")})
    if not note.strip():
        raise ValidationError({"note": _("Write how the group decided it: it stays in the history.")})
    if tier != locked.tier:
        locked.tier = tier
        locked.version += 1
        locked.save(update_fields=["tier", "version"])
        write_down(locked, "open", by=by, note=note.strip())
    return locked
