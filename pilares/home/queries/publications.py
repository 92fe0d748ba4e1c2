"""What was published, the newest first, as anybody may see it: for the feed that programs read.

Each thing comes through its `visible_to` as a visitor's: what is under embargo is not here until its instant.
"""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.atom import Feed, News
from pilares.core.bilingual import reading_language
from pilares.core.index import plain
from pilares.meetings.models import Decision
from pilares.meetings.queries import decision_url
from pilares.monitoring.models import Activity, Indicator
from pilares.plans.models import Document, Version, VersionEvent
from pilares.plans.queries.places import version_url
from pilares.reports.models import (
    Corrigendum,
    GroupCorrigendum,
    GroupReport,
    GroupReportStep,
    Report,
    ReportStep,
)
from pilares.reports.queries.sentences import group_report_title
from pilares.reports.queries.shelves import group_report_url

VISITOR = AnonymousUser()
MOST = 50


def publications() -> tuple[Feed, tuple[News, ...]]:
    """Return the feed in the reader's language, as every visitor gets it; a constant number of queries."""
    known = _public_codes()
    found = [*_reports(known), *_group_reports(known), *_versions(), *_decisions()]
    now = clock.now()
    told = sorted((one for one in found if one.at <= now), key=lambda one: one.at, reverse=True)[:MOST]
    title = _("Publications of the RCM")
    if settings.DEMO:
        title = f"{title} ({_('illustrative data')})"
    feed = Feed(
        title=title,
        address=_whole(reverse("home:publications")),
        page=_whole(reverse("reports:reports")),
        language=reading_language(),
        author=_("Regional Conference on Migration"),
        updated=told[0].at if told else now,
        about=_("Reports, corrigenda, texts in force and decisions, once they are public."),
    )
    return feed, tuple(told)


def _public_codes() -> frozenset[str]:
    """Return the codes of which everybody may know: what was corrected of another one is told to nobody."""
    seen = Activity.objects.visible_to(VISITOR)
    indicators = Indicator.objects.filter(activity__in=seen).order_by().values_list("code")
    return frozenset(code for (code,) in seen.order_by().values_list("code").union(indicators))


def _reports(known: frozenset[str]) -> Iterator[News]:
    """Yield the published reports, from the instant at which their embargo ended, and what was corrected."""
    seen = Report.objects.visible_to(VISITOR).select_related("plan")
    steps = dict(ReportStep.objects.filter(verb="publish", report__in=seen).values_list("report", "at"))
    free = {}
    for report in seen:
        at = free[report.pk] = max(filter(None, (steps.get(report.pk), report.embargo_until)), default=None)
        if at is not None:
            url = _whole(reverse("reports:report", args=[report.label]))
            title = _("Annual report %(year)s on the %(plan)s") % {
                "year": report.label,
                "plan": report.plan.title,
            }
            yield News(url, title, url, at)
    corrected = Corrigendum.objects.filter(report__in=seen).select_related("report")
    for one in (one for one in corrected if one.code in known):
        url = _whole(reverse("reports:report", args=[one.report.label]))
        at = max(filter(None, (free[one.report_id], _noon(one.on))))
        about = {"year": one.report.label, "number": one.number}
        title = _("Corrigendum %(number)s to the annual report %(year)s") % about
        yield News(f"{url}#corrigendum-{one.number}", title, url, at, plain(one.reason.text))


def _group_reports(known: frozenset[str]) -> Iterator[News]:
    """Yield what groups presented and opened to all, from that instant, and what was corrected."""
    seen = GroupReport.objects.visible_to(VISITOR).select_related("group")
    opened = GroupReportStep.objects.filter(verb="open", report__in=seen).order_by("at", "pk")
    at = dict(opened.values_list("report", "at"))  # the last one of each
    titles = {}
    for report in (report for report in seen if report.pk in at):
        url = titles[report.pk] = _whole(group_report_url(report))
        yield News(
            url, group_report_title(report.occasion, report.year, report.group.name), url, at[report.pk]
        )
    corrected = GroupCorrigendum.objects.filter(report__in=titles).select_related("report__group")
    for one in (one for one in corrected if one.code in known):
        about = {
            "number": one.number,
            "report": group_report_title(one.report.occasion, one.report.year, one.report.group.name),
        }
        url = titles[one.report_id]
        when = max(at[one.report_id], _noon(one.on))
        title = _("Corrigendum %(number)s: %(report)s") % about
        yield News(f"{url}#corrigendum-{one.number}", title, url, when, plain(one.reason.text))


def _versions() -> Iterator[News]:
    """Yield the texts that came into force."""
    known = Document.objects.visible_to(VISITOR)
    seen = Version.objects.visible_to(VISITOR).filter(document__in=known)
    rows = VersionEvent.objects.filter(version__in=seen, step=VersionEvent.Step.IN_FORCE)
    for event in rows.select_related("version__document"):
        version = event.version
        at = event.at or (_noon(event.starts_on) if event.starts_on else None)
        if at is not None and version.adopted:
            url = _whole(version_url(version.document, version.number))
            about = {"document": version.document.title, "number": version.number}
            yield News(url, _("%(document)s, version %(number)s: in force") % about, url, at)


def _decisions() -> Iterator[News]:
    """Yield the public decisions, by the day of their meeting."""
    rows = (
        Decision.objects.visible_to(VISITOR).select_related("meeting").order_by("-meeting__starts_on", "pk")
    )
    for row in rows.exclude(meeting__starts_on=None)[:MOST]:
        url = _whole(decision_url(row.meeting.code, row.paragraph, row.pk))
        title = f"{row.citation} · {row.get_verb_display()}"
        yield News(url, title, url, _noon(row.meeting.ends_on or row.meeting.starts_on), row.text.text)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)), timezone.get_default_timezone())


def _whole(path: str) -> str:
    return f"{settings.ADDRESS}{path}"
