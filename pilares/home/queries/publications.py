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
from pilares.plans.models import Document, Version, VersionEvent
from pilares.plans.queries.places import version_url
from pilares.reports.models import Corrigendum, Report, ReportStep

VISITOR = AnonymousUser()
MOST = 50


def publications() -> tuple[Feed, tuple[News, ...]]:
    """Return the feed in the reader's language, as every visitor gets it; five queries."""
    found = [*_reports(), *_versions(), *_decisions()]
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


def _reports() -> Iterator[News]:
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
    for one in Corrigendum.objects.filter(report__in=seen).select_related("report"):
        url = _whole(reverse("reports:report", args=[one.report.label]))
        at = max(filter(None, (free[one.report_id], _noon(one.on))))
        about = {"year": one.report.label, "number": one.number}
        title = _("Corrigendum %(number)s to the annual report %(year)s") % about
        yield News(f"{url}#corrigendum-{one.number}", title, url, at, plain(one.reason.text))


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
