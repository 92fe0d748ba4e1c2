"""The reports that groups owe to the next meeting of the RCGM, and the meeting itself (§3.10 b)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from pilares.compliance.queries.facts import soon
from pilares.compliance.queries.years import read_years
from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.core.days import day_in_the_house
from pilares.meetings.access import why_not_begin
from pilares.meetings.models import Meeting
from pilares.monitoring.models import Measurement
from pilares.people.models import Body, Presidency, User
from pilares.plans.models import Document
from pilares.reports.access import why_not_begin as why_not_begin_annual
from pilares.reports.access import why_not_correct
from pilares.reports.models import GroupReport, Report
from pilares.reports.queries.corrections import differences
from pilares.reports.queries.shelves import group_report_url
from pilares.reports.workflow import REPORT


@dataclass(frozen=True)
class DueReport:
    """A report that a group presents at a meeting that is convened."""

    group: Wording
    meeting: str
    due_on: date
    #: where it stands; empty while nobody has begun it
    status: str
    url: str


def terms_to_report(plan: Document | None) -> Any:
    """Return the presidencies of the years of a plan that have no annual report yet, the latest first."""
    told = Report.objects.values("presidency")
    free = Presidency.objects.exclude(pk__in=told).select_related("country").order_by("-order")
    if plan is None:
        return free
    today, presiding = clock.today(), Presidency.objects.presiding(clock.now())
    labels = {str(year.number) for year in read_years(plan, today) if year.number <= today.year}
    return free.filter(label__in=labels | ({presiding.label} if presiding else set()))


@dataclass(frozen=True)
class DueAnnual:
    """The annual report of the presidency in office: how far it has come, and where it goes on."""

    label: str
    #: where it stands; empty while nobody has begun it
    status: str
    #: what waits now: the parts that nobody has written, or the step that comes next
    waits: tuple[str, ...]
    url: str


def due_annual(user: User) -> DueAnnual | None:
    """Return the report that whoever steers has in hand or is to begin; nothing once published."""
    presiding = user.standing.terms.current
    if why_not_begin_annual(user) is not None or presiding is None:
        return None
    report = Report.objects.filter(presidency=presiding).first()
    if report is None:
        return DueAnnual(presiding.label, "", (), reverse("reports:begin"))
    if report.status == Report.Status.PUBLISHED:
        return None
    open_ = [str(part.get_part_display()) for part in report.texts.filter(text_es="", text_en="")]
    steps = REPORT.open_to(user, report)
    following = [str(step.label) for step in steps if step.verb not in {"write", "take_back"}]
    url = reverse("reports:report", args=[report.label])
    return DueAnnual(report.label, str(report.get_status_display()), tuple(open_) or tuple(following), url)


@dataclass(frozen=True)
class DueCorrigendum:
    """A report of which figures were corrected after its cut-off, and that does not say so yet (AC-15)."""

    label: str
    codes: tuple[str, ...]
    url: str


def due_corrigenda(user: User) -> tuple[DueCorrigendum, ...]:
    """Return them for whoever records corrigenda; two queries unless there is one."""
    frozen = [one for one in Report.objects.all() if why_not_correct(user, one) is None]
    if not frozen:
        return ()
    made = Measurement.objects.filter(
        status=Measurement.Status.VALIDATED, counts=True, corrects__isnull=False
    )
    corrected = dict.fromkeys(made.values_list("period__indicator__activity__plan", "validated_at"))
    days = [(plan, day_in_the_house(at)) for plan, at in corrected if at]
    told = [one for one in frozen if any(p == one.plan_id and day > one.cut_off for p, day in days)]
    found = [(one.label, tuple(d.code for d in differences(one) if d.field == "text")) for one in told]
    return tuple(
        DueCorrigendum(label, codes, reverse("reports:correct", args=[label]))
        for label, codes in found
        if codes
    )


def next_rcgm(user: User) -> Meeting | None:
    """Return the next meeting of the RCGM that is convened for a day, if the reader may know of it."""
    of_rcgm = Q(body__code="GRCM") | Q(joint_with__code="GRCM")
    ahead = Meeting.objects.visible_to(user).filter(
        of_rcgm, status=Meeting.Status.CONVENED, starts_on__gte=clock.today()
    )
    found: Meeting | None = ahead.order_by("starts_on", "code").first()
    return found


def due_reports(user: User, plan: Document | None, meeting: Meeting | None) -> tuple[DueReport, ...]:
    """Return what a person's groups owe to a meeting that is near, as the plan's rules say what is soon.

    The day is that of the meeting: without one that is convened, nothing is due on any day.
    """
    if plan is None or meeting is None or meeting.starts_on is None:
        return ()
    if meeting.starts_on - clock.today() > soon():
        return ()
    standing = user.standing
    groups = Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC)).prefetch_related("mandates")
    mine = [group for group in groups if standing.steers or group.pk in standing.groups]
    begun = GroupReport.objects.filter(plan=plan, year=meeting.starts_on.year).select_related("group")
    of_it = list(begun.filter(Q(meeting=meeting) | Q(meeting=None)))
    presented = GroupReport.Status.PRESENTED
    known = {one.group_id: one for one in of_it if one.status != presented}
    given = {one.group_id for one in of_it if one.status == presented and one.meeting_id is not None}
    return tuple(
        _due(group, meeting, known.get(group.pk))
        for group in mine
        if why_not_begin(group) is None and group.pk not in given
    )


def _due(group: Body, meeting: Meeting, report: GroupReport | None) -> DueReport:
    day = meeting.starts_on or clock.today()
    status = report.get_status_display() if report else ""
    url = group_report_url(report) if report else reverse("reports:group_begin", args=[group.slug])
    return DueReport(group.name, meeting.code, day, status, url)
