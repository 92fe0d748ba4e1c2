"""What was decided and told, and by whom, as tables: decisions, meetings, reports, actors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilares.home.exports.datasets.fields import (
    CODE,
    NAME_EN,
    NAME_ES,
    SINCE,
    SOURCE,
    UNTIL,
    VISITOR,
    WHERE,
    Dataset,
    Field,
    of,
    whole,
)
from pilares.meetings.models import Decision, Meeting
from pilares.meetings.queries import addressee, decision_url
from pilares.people.models import Body, Membership, Organisation
from pilares.reports.models import GroupReport, GroupReportStep, Report, ReportStep
from pilares.reports.queries.shelves import group_report_url


def _day(at: datetime | None) -> date | None:
    return timezone.localtime(at, timezone.get_default_timezone()).date() if at else None


def _decisions() -> Iterable[Decision]:
    rows = Decision.objects.visible_to(VISITOR).exclude(paragraph="")
    return rows.select_related("meeting", "to_country", "to_body", "to_organisation").order_by(
        "-meeting__starts_on", "meeting", "paragraph"
    )


DECISIONS = Dataset(
    "decisions",
    _("Decisions"),
    _("One row a paragraph of conclusions."),
    (
        Field("citation", _("Meeting and paragraph."), of("citation")),
        Field("meeting", _("Code of the meeting."), of("meeting.code")),
        Field("date", _("First day of the meeting."), of("meeting.starts_on")),
        Field("verb", _("What was done: agree, entrust, take_note…"), of("verb")),
        Field("text_es", _("Its words in Spanish."), of("text_es")),
        Field(
            "text_en",
            _("Its words in English; empty while there are none."),
            of("text_en"),
        ),
        Field(
            "addressee",
            _("Who answers, between “;”."),
            lambda row: "; ".join(who.text for who in addressee(row)),
        ),
        Field("due_on", _("Until when."), of("due_on")),
        Field(
            "follow_up",
            _("pending, under_way, fulfilled or without_effect; empty where the verb commits nobody."),
            lambda row: row.follow_up if row.commits else "",
        ),
        Field("address", WHERE, lambda row: whole(decision_url(row.meeting.code, row.paragraph, row.pk))),
    ),
    _decisions,
)


def _meetings() -> Iterable[Meeting]:
    return Meeting.objects.visible_to(VISITOR).select_related("body").prefetch_related("joint_with")


MEETINGS = Dataset(
    "meetings",
    _("Meetings"),
    _("One row a meeting that has a public page; closed sessions are not in it."),
    (
        CODE,
        Field(
            "body",
            _("Codes of the organs and groups that met, between “;”."),
            lambda row: "; ".join(body.code for body in row.bodies),
        ),
        NAME_ES,
        NAME_EN,
        Field("from", _("First day."), of("starts_on")),
        Field("until", _("Last day."), of("ends_on")),
        Field("place", _("Place, in the language of the address."), of("place.text")),
        Field(
            "modality",
            _("in_person, virtual or hybrid; empty: not known."),
            of("modality"),
        ),
        Field("status", _("convened, held or cancelled."), of("status")),
        Field(
            "presidency",
            _("Country in office, as ISO 3166 code."),
            of("presidency_id"),
        ),
        SOURCE,
        Field("address", WHERE, lambda row: whole(reverse("meetings:page", args=[row.code]))),
    ),
    _meetings,
)


@dataclass(frozen=True)
class Told:
    """A published report, and the instant from which everybody reads it."""

    report: Report
    at: datetime | None


def _reports() -> Iterable[Told]:
    rows = list(Report.objects.visible_to(VISITOR).select_related("plan", "presidency"))
    told = dict(ReportStep.objects.filter(verb="publish", report__in=rows).values_list("report", "at"))
    for row in rows:
        yield Told(row, max(filter(None, (told.get(row.pk), row.embargo_until)), default=None))


REPORTS = Dataset(
    "reports",
    _("Reports"),
    _("One row a published report."),
    (
        Field("year", _("Year in its title."), of("report.label")),
        Field("plan", _("Code of the plan."), of("report.plan.code")),
        Field(
            "presidency",
            _("Country in office, as ISO 3166 code."),
            of("report.presidency.country_id"),
        ),
        Field("cut_off", _("Last day of which it tells."), of("report.cut_off")),
        Field(
            "published_on",
            _("Day of its publication."),
            lambda row: _day(row.at),
        ),
        Field("address", WHERE, lambda row: whole(reverse("reports:report", args=[row.report.label]))),
    ),
    _reports,
)


@dataclass(frozen=True)
class ToldByGroup:
    """What a group presented and opened to all, and since when."""

    report: GroupReport
    at: datetime | None


def _group_reports() -> Iterable[ToldByGroup]:
    rows = list(GroupReport.objects.visible_to(VISITOR).select_related("plan", "group", "meeting"))
    steps = GroupReportStep.objects.filter(verb="open", report__in=rows).order_by("at", "pk")
    opened = dict(steps.values_list("report", "at"))
    public = set(Meeting.objects.visible_to(VISITOR).values_list("pk", flat=True))
    for row in rows:
        if row.meeting_id not in public:
            row.meeting = None
        yield ToldByGroup(row, opened.get(row.pk))


GROUP_REPORTS = Dataset(
    "group-reports",
    _("Reports of the groups to the RCGM"),
    _("One row a report that a group presented and opened to everybody."),
    (
        Field("group", _("Code of the working group."), of("report.group.code")),
        Field("report", _("Year, and which of its two presentations."), of("report.label")),
        Field("plan", _("Code of the plan."), of("report.plan.code")),
        Field(
            "meeting",
            _("Code of the meeting at which it was presented; empty where the meeting is not public."),
            of("report.meeting.code"),
        ),
        Field("cut_off", _("Last day of which it tells."), of("report.cut_off")),
        Field("published_on", _("Day of its publication."), lambda row: _day(row.at)),
        Field("address", WHERE, lambda row: whole(group_report_url(row.report))),
    ),
    _group_reports,
)


@dataclass(frozen=True)
class Actor:
    """A country, a body or an organisation, with the days of its seat where they are known."""

    kind: str
    code: str
    record: Any
    seat: Any = None


def _actors() -> Iterable[Actor]:
    for seat in Membership.objects.select_related("country").order_by("kind", "country", "starts_on"):
        yield Actor(f"{seat.kind}_country", seat.country_id, seat.country, seat)
    for body in Body.objects.all():
        yield Actor(body.kind, body.code, body)
    for organisation in Organisation.objects.all():
        yield Actor(organisation.kind, organisation.code, organisation, organisation)


ACTORS = Dataset(
    "actors",
    _("Actors and groups"),
    _("One row a seat of a country, an organ, a group, a network or an organisation."),
    (
        Field(
            "kind",
            _(
                "member_country, observer_country, organ, group, ad_hoc, network, mechanism, observer, "
                "civil_society."
            ),
            of("kind"),
        ),
        Field(CODE.name, _("ISO 3166 code of a country; otherwise its own."), of("code")),
        Field(NAME_ES.name, NAME_ES.about, of("record.name_es")),
        Field(NAME_EN.name, NAME_EN.about, of("record.name_en")),
        Field(SINCE.name, SINCE.about, of("seat.starts_on")),
        Field(UNTIL.name, UNTIL.about, of("seat.ends_on")),
        Field(SOURCE.name, SOURCE.about, lambda row: (row.seat or row.record).source),
    ),
    _actors,
)
