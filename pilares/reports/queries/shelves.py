"""The reports of the groups as lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from pilares.core.bilingual import Wording
from pilares.meetings.access import may_name
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body
from pilares.reports.models import GroupReport


@dataclass(frozen=True)
class GroupShelf:
    """A group's report in a list."""

    group: Wording
    occasion: str
    year: int
    status: str
    presented: bool
    cut_off: date
    #: the meeting of the RCGM at which it was presented, or for which it is written
    meeting: str
    ad_hoc: bool
    tier: str
    url: str


def group_report_url(report: GroupReport, name: str = "group_report", *more: object) -> str:
    """Return an address of a group's report, in the reader's language."""
    return reverse(f"reports:{name}", args=[report.group.slug, report.label, *more])


def meeting_named(report: GroupReport, user: type_of_reader) -> str:
    """Return the meeting of a report by its code, where the reader may know of it (AC-07)."""
    known = may_name(standing_of(user), report.meeting)
    return report.meeting.code if report.meeting is not None and known else ""


def shelves_of(reports: Iterable[GroupReport], user: type_of_reader) -> tuple[GroupShelf, ...]:
    """Return reports that the reader may see as a list shows them."""
    return tuple(
        GroupShelf(
            group=one.group.name,
            occasion=one.get_occasion_display(),
            year=one.year,
            status=one.get_status_display(),
            presented=one.status == GroupReport.Status.PRESENTED,
            cut_off=one.cut_off,
            meeting=meeting_named(one, user),
            ad_hoc=one.group.kind == Body.Kind.AD_HOC,
            tier=one.get_tier_display(),
            url=group_report_url(one),
        )
        for one in reports
    )


def group_shelves(user: type_of_reader, **where: Any) -> tuple[GroupShelf, ...]:
    """Return the groups' reports that a reader may see, in one query."""
    seen = GroupReport.objects.visible_to(user).filter(**where).select_related("group", "meeting__body")
    return shelves_of(seen, user)
