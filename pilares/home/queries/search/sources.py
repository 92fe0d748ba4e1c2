"""What is searched: each model with its columns, who may see its rows, and how one is shown.

Every row comes through its model's `visible_to`; the index itself knows nothing of readers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pilares.consensus.models import Input
from pilares.core.bilingual import Wording
from pilares.core.index import register
from pilares.meetings.models import Decision, Meeting, MinutesParagraph, Paper
from pilares.meetings.queries import decision_url
from pilares.monitoring.models import Activity, CriticalAspect, Indicator, Result, in_code_order
from pilares.people.access import type_of_reader
from pilares.plans.models import Block, Document, Note, Pillar, Section, Theme, Version
from pilares.plans.queries.places import document_url, section_url, version_url

#: what is found, in the order of the page; the key stands in the address
KINDS: dict[str, str | Promise] = {
    "text": gettext_lazy("Text of the Plan and of other documents"),
    "theme": gettext_lazy("Pillars and themes"),
    "activity": gettext_lazy("Activities and expected results"),
    "indicator": gettext_lazy("Indicators"),
    "actor": gettext_lazy("Actors and groups"),
    "decision": gettext_lazy("Decisions"),
    "meeting": gettext_lazy("Meetings"),
    "document": gettext_lazy("Documents"),
    "report": gettext_lazy("Reports"),
    "input": gettext_lazy("Inputs of civil society"),
    "critical": pgettext_lazy("search", "Critical aspects"),
}


@dataclass(frozen=True)
class Shown:
    """A record as a result: its title, where it is read, what else says which it is, and its texts."""

    title: Wording
    url: str
    about: str = ""
    #: the texts in which the words may stand, each in both languages
    texts: tuple[tuple[str, str], ...] = ()
    #: what leads straight to it
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """One model of the index."""

    kind: str
    model: type[models.Model]
    columns: tuple[str, ...]
    rows: Callable[[type_of_reader], QuerySet[Any]]
    shown: Callable[[Any], Shown]


def register_all(sources: Iterable["Source"]) -> None:
    """Let the index follow every model that is searched."""
    for source in sources:
        register(source.model, *source.columns)


def _two(row: Any, *names: str) -> tuple[tuple[str, str], ...]:
    return tuple((getattr(row, f"{name}_es"), getattr(row, f"{name}_en")) for name in names)


def _versions(user: type_of_reader) -> QuerySet[Version]:
    """Return the texts that are searched: of what was superseded or given up, the versions stay readable."""
    over = (Version.Status.SUPERSEDED, Version.Status.GIVEN_UP)
    seen = Version.objects.visible_to(user).filter(document__in=Document.objects.visible_to(user))
    found: QuerySet[Version] = seen.exclude(status__in=over)
    return found


def _of_version(version: Version) -> str:
    about = _("%(document)s, version %(number)s") % {
        "document": version.document.title,
        "number": version.number,
    }
    adopted = version.adopted
    return about if adopted else f"{about} · {version.get_status_display()}"


def _numbered(section: Section) -> Wording:
    title = section.title
    number = f"§{section.number} " if section.number else ""
    return Wording(f"{number}{title.text}".strip() or section.anchor, title.lang)


def _section(row: Section) -> Shown:
    version = row.version
    url = section_url(version.document, version.number, row.anchor)
    return Shown(_numbered(row), url, _of_version(version), codes=(f"§{row.number}",))


def _block(row: Block) -> Shown:
    version = row.section.version
    url = f"{section_url(version.document, version.number, row.section.anchor)}#{row.anchor}"
    cells = tuple(_cells(row.table)) if row.table else ()
    return Shown(_numbered(row.section), url, _of_version(version), (*_two(row, "text"), *cells))


def _cells(table: Any) -> Iterable[tuple[str, str]]:
    """Yield the texts of a table, cell by cell."""
    if isinstance(table, dict):
        if isinstance(table.get("es"), str):
            yield table["es"], str(table.get("en") or "")
        else:
            for inner in table.values():
                yield from _cells(inner)
    elif isinstance(table, list):
        for inner in table:
            yield from _cells(inner)


def _note(row: Note) -> Shown:
    title = Wording(_("Note %(number)s") % {"number": row.number}, "")
    url = f"{version_url(row.version.document, row.version.number)}#nota-{row.number}"
    return Shown(title, url, _of_version(row.version), _two(row, "text"))


def _pillar(row: Pillar) -> Shown:
    url = reverse("monitoring:pillar", args=[row.plan.period, row.slug])
    return Shown(row.name, url, _("Pillar %(number)s") % {"number": row.number}, _two(row, "name"))


def _theme(row: Theme) -> Shown:
    url = reverse("monitoring:theme", args=[row.plan.period, row.slug])
    about = _("Proposed theme") if row.proposed else _("Theme")
    return Shown(row.name, url, about, _two(row, "name"))


def _activity(row: Activity) -> Shown:
    url = reverse("monitoring:activity", args=[row.code])
    about = f"{row.code} · {row.group}"
    if row.stage not in {Activity.Stage.IN_FORCE, Activity.Stage.CLOSED}:
        about = f"{about} · {row.get_stage_display()}"
    about += _of_plan(row.plan)
    return Shown(row.title, url, about, _two(row, "title", "about"), (row.code,))


def _result(row: Result) -> Shown:
    found = _activity(row.activity)
    return Shown(found.title, found.url, f"{found.about} · {_('Expected result')}", _two(row, "text"))


def _indicator(row: Indicator) -> Shown:
    url = reverse("monitoring:indicator", args=[row.code])
    texts = _two(row, "name", "definition")
    about = f"{row.code} · {row.activity.group}{_of_plan(row.activity.plan)}"
    return Shown(row.name, url, about, texts, (row.code,))


def _of_plan(plan: Document) -> str:
    """Return which plan a record is of, where there are several: it concluded, or follows another one."""
    if plan.concluded_at:
        return " · " + _("Plan %(period)s (concluded)") % {"period": plan.period}
    return " · " + _("Plan %(period)s") % {"period": plan.period} if plan.predecessor_id else ""


def decision_shown(row: Decision) -> Shown:
    """Show a decision by its citation and its verb."""
    url = decision_url(row.meeting.code, row.paragraph, row.pk)
    title = Wording(f"{row.citation} · {row.get_verb_display()}", "")
    return Shown(title, url, str(row.meeting.name), _two(row, "text"))


def _meeting(row: Meeting) -> Shown:
    url = reverse("meetings:page", args=[row.code])
    return Shown(row.name, url, row.code, _two(row, "name", "place"), (row.code,))


def _paper(row: Paper) -> Shown:
    url = reverse("meetings:page", args=[row.meeting.code])
    return Shown(row.title, url, f"{row.get_kind_display()} · {row.meeting.code}", _two(row, "title"))


def _minutes(row: MinutesParagraph) -> Shown:
    meeting = row.minutes.meeting
    url = reverse("meetings:minutes", args=[meeting.code])
    return Shown(meeting.name, url, f"{_('Minutes')} · {meeting.code}", _two(row, "text"))


def _document(row: Document) -> Shown:
    return Shown(
        row.title, document_url(row), row.get_kind_display(), _two(row, "title", "about"), (row.code,)
    )


def _input(row: Input) -> Shown:
    url = reverse("consensus:input", args=[row.reference])
    texts = ((row.title, row.title), (row.text, row.text), *_two(row, "answer"))
    return Shown(row.heading, url, f"{row.reference} · {row.organisation}", texts, (row.reference,))


def _critical(row: CriticalAspect) -> Shown:
    url = reverse("monitoring:critical", args=[row.pk])
    return Shown(row.text, url, str(row.identified_by), _two(row, "text", "about"))


def two(*names: str) -> tuple[str, ...]:
    """Return the columns of texts in two languages."""
    return tuple(f"{name}_{language}" for name in names for language in ("es", "en"))


SOURCES: tuple[Source, ...] = (
    Source(
        "text", Section, ("number", *two("title")),
        lambda user: Section.objects.filter(version__in=_versions(user))
        .select_related("version__document").order_by("version", "order"),
        _section,
    ),
    Source(
        "text", Block, (*two("text"), "table"),
        lambda user: Block.objects.filter(section__version__in=_versions(user))
        .select_related("section__version__document").order_by("section__version", "section__order", "order"),
        _block,
    ),
    Source(
        "text", Note, two("text"),
        lambda user: Note.objects.filter(version__in=_versions(user))
        .select_related("version__document").order_by("version", "number"),
        _note,
    ),
    Source(
        "theme", Pillar, two("name"),
        lambda user: Pillar.objects.filter(plan__in=Document.objects.visible_to(user)).select_related("plan"),
        _pillar,
    ),
    Source(
        "theme", Theme, two("name"),
        lambda user: Theme.objects.visible_to(user).filter(plan__in=Document.objects.visible_to(user))
        .select_related("plan"),
        _theme,
    ),
    Source(
        "activity", Activity, ("code", *two("title", "about")),
        lambda user: Activity.objects.visible_to(user).select_related("group", "plan"),
        _activity,
    ),
    Source(
        "activity", Result, two("text"),
        lambda user: Result.objects.filter(activity__in=Activity.objects.visible_to(user))
        .select_related("activity__group", "activity__plan").order_by("activity__sort_key", "order", "pk"),
        _result,
    ),
    Source(
        "indicator", Indicator, ("code", *two("name", "definition")),
        lambda user: Indicator.objects.visible_to(user)
        .select_related("activity__group", "activity__plan").order_by(*in_code_order()),
        _indicator,
    ),
    Source(
        "decision", Decision, two("text"),
        lambda user: Decision.objects.visible_to(user)
        .select_related("meeting").order_by("-meeting__starts_on", "meeting__code", "paragraph"),
        decision_shown,
    ),
    Source(
        "meeting", Meeting, ("code", *two("name", "place")),
        Meeting.objects.visible_to,
        _meeting,
    ),
    Source(
        "meeting", Paper, two("title"),
        lambda user: Paper.objects.visible_to(user).select_related("meeting"),
        _paper,
    ),
    Source(
        "meeting", MinutesParagraph, two("text"),
        lambda user: MinutesParagraph.objects.visible_to(user).select_related("minutes__meeting"),
        _minutes,
    ),
    Source(
        "document", Document, ("code", *two("title", "about")),
        Document.objects.visible_to,
        _document,
    ),
    Source(
        "input", Input, ("title", "text", *two("answer")),
        lambda user: Input.objects.visible_to(user).select_related("organisation"),
        _input,
    ),
    Source(
        "critical", CriticalAspect, two("text", "about"),
        lambda user: CriticalAspect.objects.visible_to(user).select_related("identified_by"),
        _critical,
    ),
)  # fmt: skip
