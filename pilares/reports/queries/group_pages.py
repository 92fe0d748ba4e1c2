"""What the pages show around a group's report: the list, where it stands, what may be done, its history."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.templatetags.ui.pictures import type_of_picture
from pilares.meetings.access import may_cite, may_name
from pilares.monitoring.queries.ways import address
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Standing
from pilares.reports import access
from pilares.reports.models import GroupReport, GroupReportCopy, GroupReportStep
from pilares.reports.queries.copies import CopyRow, copy_rows, files_of
from pilares.reports.queries.group_reading import GroupTelling, group_facts_and_texts, tell_group
from pilares.reports.queries.lagging import Lag, lags_of
from pilares.reports.queries.page import Past, Way, copy_citation
from pilares.reports.queries.pictures import annexed
from pilares.reports.queries.shelves import GroupShelf, group_report_url, group_shelves, meeting_named
from pilares.reports.workflow import GROUP_REPORT


@dataclass(frozen=True)
class GroupReportsPage:
    """The reports of one group, the latest first, and whether another can be begun."""

    group: Body
    shelves: tuple[GroupShelf, ...]
    begins: bool


@dataclass(frozen=True)
class GroupReportPage:
    """A group's report with what stands around it."""

    report: GroupReport
    told: GroupTelling
    status: str
    line: str
    main: Way | None
    others: tuple[Way, ...]
    writes: bool
    past: tuple[Past, ...]
    copies: tuple[CopyRow, ...]
    #: where the files are of what is shown, by their suffix
    files: Mapping[str, str]
    #: activities with texts that lag in English (AC-20)
    lags: tuple[Lag, ...]
    #: the meeting that it is for, and its page, where the reader may know of it
    meeting: str
    meeting_url: str
    rule_url: str
    tier_told: bool
    pictures: tuple[type_of_picture, ...]
    #: the copy that is shown, where the reader may open it by its own address
    kept: GroupReportCopy | None = None

    @property
    def citation(self) -> str:
        """How the copy that is shown is cited (AC-25)."""
        return copy_citation(self.told.title, self.kept.number, self.told.cut_off) if self.kept else ""


def group_reports_page(group: Body, user: type_of_reader) -> GroupReportsPage:
    """Return the reports of one group."""
    begins = access.why_not_begin_group_report(user, group) is None
    return GroupReportsPage(group, group_shelves(user, group=group), begins)


def group_report_page(
    report: GroupReport, user: type_of_reader, *, copy: GroupReportCopy | None = None
) -> GroupReportPage:
    """Return everything that the page of a group's report shows to one reader."""
    kept = copy or (None if report.draft else report.copies.last())
    facts, texts = group_facts_and_texts(report, copy)
    told = tell_group(report, facts, texts, user, kept, copied=copy is not None)
    works = access.why_not_begin_group_report(user, report.group) is None
    ways = _ways(report, user) if copy is None else ()
    copies = tuple(report.copies.all()) if works or report.status == GroupReport.Status.PRESENTED else ()
    meeting = meeting_named(report, user)
    return GroupReportPage(
        report=report,
        told=told,
        status=report.get_status_display(),
        line=_("Data as of %(date)s") % {"date": date_format(told.cut_off, "DATE_FORMAT")},
        main=ways[0] if ways else None,
        others=ways[1:],
        writes=copy is None and access.why_not_write_group_report(user, report) is None,
        past=_past(report, standing_of(user)) if works else (),
        copies=copy_rows(report, copies),
        files=files_of(report, copy),
        lags=lags_of(report, facts, texts) if works and report.draft and copy is None else (),
        meeting=meeting,
        meeting_url=address("meetings:page", meeting) if meeting else "",
        rule_url=address("compliance:body", str(report.year), report.group.slug) if works else "",
        tier_told=works,
        pictures=annexed(told),
        kept=kept if kept in copies else None,
    )


def _ways(report: GroupReport, user: type_of_reader) -> tuple[Way, ...]:
    """Return the steps that the reader may take now, the one that goes on first."""
    steps = sorted(GROUP_REPORT.open_to(user, report), key=lambda s: s.verb == "take_back")
    found = [Way(str(step.label), group_report_url(report, f"group_{step.verb}")) for step in steps]
    if access.why_not_open_group_report(user, report) is None:
        found.append(Way(_("Set who may read it"), group_report_url(report, "group_open")))
    if access.why_not_correct_group_report(user, report) is None:
        found.append(Way(_("Record a corrigendum"), group_report_url(report, "group_correct")))
    return tuple(found)


def _past(report: GroupReport, standing: Standing) -> tuple[Past, ...]:
    """Return what was done with it; where it was decided, to who may know of that meeting (AC-07)."""
    beside = {"begin": _("Begun"), "open": _("Visibility set")}
    steps = report.steps.select_related("meeting__body", "decision__meeting__body", "decision__session")
    return tuple(
        Past(
            at=step.at,
            label=beside.get(step.verb) or str(GROUP_REPORT.steps[step.verb].label),
            capacity=step.capacity,
            cited=_cited(step, standing),
            note=step.note,
        )
        for step in steps
    )


def _cited(step: GroupReportStep, standing: Standing) -> str:
    if step.decision is not None:
        return step.decision.citation if may_cite(standing, step.decision) else ""
    return step.meeting.code if step.meeting is not None and may_name(standing, step.meeting) else ""
