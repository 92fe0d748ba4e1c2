"""The addresses of the public site, in every language, for those who look for pages (sitemap.xml)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override

from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.models import Activity, Indicator
from pilares.monitoring.queries.ways import address
from pilares.people.models import Body, Membership, Presidency
from pilares.plans.models import Document, Pillar, Section, Theme, Version
from pilares.reports.models import GroupReport, Report

VISITOR = AnonymousUser()
GROUPS = (Body.Kind.GROUP, Body.Kind.AD_HOC)
PLAIN = (
    "home:progress",
    "home:open_data",
    "home:glossary",
    "home:calendar",
    "home:presidencies",
    "plans:library",
    "matrix:matrix",
    "monitoring:groups",
    "monitoring:indicators",
    "meetings:list",
    "meetings:decisions",
    "consensus:inputs",
    "reports:reports",
    "people:actors",
    "core:help",
    "core:accessibility",
)
type_of_place = tuple[str, tuple[object, ...]]


@dataclass(frozen=True)
class Address:
    """One page by its path in each language."""

    paths: dict[str, str]


def public_addresses() -> tuple[Address, ...]:
    """Return every public page; a constant number of queries, whatever the number of pages."""
    rows = tuple(_rows())
    found: list[dict[str, str]] = [{} for _row in rows]
    for language, _name in settings.LANGUAGES:
        with override(language):
            for paths, (name, parts) in zip(found, rows, strict=True):
                if path := address(name, *(str(part) for part in parts)):  # a text chooses its language here
                    paths[language] = path
    return tuple(Address(paths) for paths in found if paths)


class _Slug:
    """The slug of a record in whichever language it is asked for."""

    def __init__(self, record: Body | Pillar | Theme) -> None:
        self.record = record

    def __str__(self) -> str:
        return self.record.slug


def _rows() -> Iterator[type_of_place]:
    """Yield the name and the parts of each address."""
    yield from ((name, ()) for name in PLAIN)
    for document in Document.objects.visible_to(VISITOR):
        yield "plans:document", (document.code,)
    yield from _plans()
    yield from _actors()
    yield from _agreed()
    for group in Body.objects.filter(kind__in=GROUPS):
        yield "monitoring:group", (_Slug(group),)
        yield "reports:group_reports", (_Slug(group),)
    for code in (
        Activity.objects.visible_to(VISITOR)
        .exclude(stage=Activity.Stage.PROPOSED)
        .values_list("code", flat=True)
    ):
        yield "monitoring:activity", (code,)
    shown = Activity.objects.visible_to(VISITOR)
    for code in Indicator.objects.filter(activity__in=shown).values_list("code", flat=True):
        yield "monitoring:indicator", (code,)


def _actors() -> Iterator[type_of_place]:
    """Yield the countries, the organs and networks, and the presidencies."""
    for code in Membership.objects.in_force().values_list("country", flat=True):
        yield "people:country", (code.lower(),)
    for body in Body.objects.exclude(kind__in=GROUPS):
        yield "people:organ", (_Slug(body),)
    for label in Presidency.objects.exclude(label="").values_list("label", flat=True):
        yield "home:presidency", (label,)


def _agreed() -> Iterator[type_of_place]:
    """Yield the public meetings, decisions and reports; what is under embargo is not among them."""
    for code in Meeting.objects.visible_to(VISITOR).values_list("code", flat=True):
        yield "meetings:page", (code,)
    cited = (
        Decision.objects.visible_to(VISITOR).exclude(paragraph="").values_list("meeting__code", "paragraph")
    )
    for code, paragraph in cited:
        yield "meetings:cited", (code, paragraph.replace(" ", "-"))
    for label in Report.objects.visible_to(VISITOR).values_list("label", flat=True):
        yield "reports:report", (label,)
    for report in GroupReport.objects.visible_to(VISITOR).select_related("group"):
        yield "reports:group_report", (_Slug(report.group), report.label)


def _plans() -> Iterator[type_of_place]:
    """Yield the plans with their versions, sections, pillars and themes."""
    plans = Document.objects.visible_to(VISITOR).filter(kind=Document.Kind.STRATEGIC_PLAN)
    versions = Version.objects.visible_to(VISITOR).filter(document__in=plans).select_related("document")
    held = {version.document_id for version in versions}
    for plan in plans.filter(pk__in=held):
        for name in ("plans:plan", "plans:notes", "plans:themes", "monitoring:pillars", "succession:closing"):
            yield name, (plan.period,)
    for version in versions:
        yield "plans:whole", (version.document.period, version.number)
    for section in Section.objects.filter(version__in=versions).select_related("version__document"):
        version = section.version
        yield "plans:section", (version.document.period, version.number, section.anchor)
    for pillar in Pillar.objects.filter(plan__in=held).select_related("plan"):
        yield "monitoring:pillar", (pillar.plan.period, _Slug(pillar))
    themes = Theme.objects.visible_to(VISITOR).filter(plan__in=held).select_related("plan")
    for theme in themes:
        yield "monitoring:theme", (theme.plan.period, _Slug(theme))
