"""The reader of the plan: a version whole, by chapter or by section, with its notes and its way through."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording
from pilares.plans.access import why_not_within
from pilares.plans.models import Block, Placement, Section, Version, VersionEvent
from pilares.plans.queries.lines import (
    Line,
    Mode,
    NoteLine,
    Sheet,
    Side,
    citation,
    cited,
    lines_of,
    note_line,
    sides_of,
)
from pilares.plans.queries.path import status_of
from pilares.plans.queries.places import document_url, version_url
from pilares.plans.queries.texts import as_mapping


@dataclass(frozen=True)
class Event:
    """A step of a version, in words, with the place of the plan or the decision that says so."""

    text: str
    citation: str
    illustrative: bool


@dataclass(frozen=True)
class Head:
    """What every page of a version says of it: title, number, status, steps."""

    title: Wording
    period: str
    number: int
    status: str
    in_force: bool
    #: why a plan that concluded is only read
    concluded: str
    events: tuple[Event, ...]
    citation: str
    #: the address of this version, to which the anchor of a section is added
    url: str
    #: where the document stands: the plan's entry, or its page in the library
    document_url: str
    #: the number of the version that is shown and measured, where it is another one
    stands: int | None
    stands_url: str
    #: it is a plan, with pillars, themes and a page of notes
    is_plan: bool
    draft: bool
    code: str
    illustrative: bool
    source: str

    @property
    def crumb(self) -> str:
        """The document as the way to a page names it."""
        return _("Plan %(period)s") % {"period": self.period} if self.is_plan else str(self.title)

    @property
    def file(self) -> str:
        """Where its files stand, up to the kind of each: Word, PDF, open data."""
        return f"{self.url.rstrip('/')}."

    @property
    def numbered(self) -> str:
        """The version by its number."""
        return _("Version %(number)s") % {"number": self.number}

    @property
    def line(self) -> str:
        """The status in one line, as under the title of the plan."""
        steps = " · ".join(f"{e.text} ({e.citation})" if e.citation else e.text for e in self.events)
        return f"{self.numbered} · {steps or self.status}"


@dataclass(frozen=True)
class Branch:
    """A section in the tree of contents."""

    anchor: str
    label: str
    lang: str
    current: bool
    children: tuple["Branch", ...] = ()
    #: its children are listed: where one reads in it, and everywhere when the version is read whole
    open: bool = False


@dataclass(frozen=True)
class SectionLine:
    """A section to be read: its heading as printed, its lines, and how it is cited."""

    anchor: str
    #: number and title in the reader's language
    name: str
    level: int
    heading: tuple[Side, ...]
    mark: Wording
    lines: tuple[Line, ...]
    citation: str
    #: nota 6: what the Charter says must be reflected here
    depends_on_charter: bool = False


@dataclass(frozen=True)
class Reader:
    """A page of the reader."""

    head: Head
    mode: Mode
    sections: tuple[SectionLine, ...]
    tree: tuple[Branch, ...]
    #: the notes of the sections shown, in their order
    notes: tuple[NoteLine, ...]
    #: the one section asked for; empty when the version is read whole
    anchor: str
    previous: Branch | None
    following: Branch | None

    @property
    def is_whole(self) -> bool:
        """Whether the version is read from beginning to end."""
        return not self.anchor

    @property
    def short_anchors(self) -> bool:
        """Whether `#f` may stand for `#3.6.f`: on the page of one section only."""
        return len(self.sections) == 1


@dataclass(frozen=True)
class NotesPage:
    """All the notes of a version."""

    head: Head
    notes: tuple[NoteLine, ...]
    mode: Mode
    tree: tuple[Branch, ...]
    #: the text is adopted, so its notes are not edited
    closed: bool


def head_of(version: Version) -> Head:
    """Return what is said of a version; one query for its steps, and one for the version in force."""
    document, status = version.document, Version.Status
    events = version.events.exclude(step__in=(*VersionEvent.INTERNAL, VersionEvent.Step.COUNTERSIGNED))
    in_force = version.status == status.IN_FORCE
    concluded = version.status == status.CONCLUDED
    stands = None if in_force or concluded else document.versions.filter(status__in=Version.STANDING).first()
    is_plan = document.kind == document.Kind.STRATEGIC_PLAN and bool(document.period)
    entry = reverse("plans:plan", args=[document.period]) if is_plan else document_url(document)
    return Head(
        title=document.title,
        period=document.period,
        number=version.number,
        status=status_of(version, version.events.all() if version.status == status.GIVEN_UP else ()),
        in_force=in_force,
        concluded=str(why_not_within(document) or ""),
        events=tuple(
            event_line(event)
            for event in events.select_related("meeting", "decision__meeting", "decision__session").order_by(
                "order", "pk"
            )
        ),
        citation=citation(version),
        url=version_url(document, version.number),
        document_url=entry,
        stands=stands.number if stands else None,
        stands_url=version_url(document, stands.number) if stands else "",
        is_plan=is_plan,
        draft=not version.adopted,
        code=document.code,
        illustrative=version.illustrative,
        source=version.source,
    )


def event_line(event: VersionEvent) -> Event:
    """Return a step in words, with the meeting or decision that whoever reads the version may know of."""
    meeting = event.meeting if event.citable(event.meeting) else None
    decision = event.decision if event.citable(event.decision) else None
    text = event.detail.text or str(event.get_step_display())
    if not event.detail and event.starts_on:
        where = meeting.name.text if meeting else ""
        text = ", ".join(part for part in (text, where, date_format(event.starts_on, "DATE_FORMAT")) if part)
    place = cited(event.citation) or (decision.citation if decision else "")
    return Event(text, place, event.illustrative)


def reader(version: Version, *, mode: Mode, anchor: str = "") -> Reader | None:
    """Return a version whole, or one section with those under it; None where there is no such section."""
    everything = list(version.sections.select_related("parent").order_by("order"))
    chosen = [s for s in everything if not anchor or anchor in {s.anchor, s.parent and s.parent.anchor}]
    if not chosen:
        return None
    notes = notes_of(version, mode, [s.anchor for s in everything])
    sheet = Sheet(mode, notes, _theme_links(version))
    blocks: dict[int, list[Mapping[str, Any]]] = {}
    for block in Block.objects.filter(section__in=chosen).order_by("section__order", "order"):
        blocks.setdefault(block.section_id, []).append(as_mapping(block))
    shown = {section.anchor for section in chosen}
    head = head_of(version)
    previous, following = _neighbours(everything, anchor)
    return Reader(
        head=head,
        mode=mode,
        sections=tuple(
            _section(s, version, blocks.get(s.pk, []), sheet, alone=len(chosen) == 1) for s in chosen
        ),
        tree=tree_of(everything, anchor, whole=not anchor),
        notes=tuple(n for n in notes.values() if not anchor or n.section in shown),
        anchor=anchor,
        previous=previous,
        following=following,
    )


def notes_page(version: Version, *, mode: Mode) -> NotesPage:
    """Return the notes of a version, with what they are attached to."""
    everything = list(version.sections.order_by("order"))
    notes = notes_of(version, mode, [section.anchor for section in everything])
    return NotesPage(head_of(version), tuple(notes.values()), mode, tree_of(everything), version.adopted)


def notes_of(version: Version, mode: Mode, sections: list[str]) -> dict[int, NoteLine]:
    """Return the notes by number, in one query."""
    stored = version.notes.select_related("country").order_by("number")
    return {note.number: note_line(note, mode, sections) for note in stored}


def _theme_links(version: Version) -> dict[str, str]:
    """Return the address of each theme by the anchor of each of its printed places."""
    places = Placement.objects.filter(theme__plan=version.document, number__isnull=False)
    return {
        f"3.8.pilar-{place.pillar.number}.{place.number}": reverse(
            "monitoring:theme", args=[version.document.period, place.theme.slug]
        )
        for place in places.select_related("theme", "pillar")
    }


def _section(
    section: Section, version: Version, blocks: list[Mapping[str, Any]], sheet: Sheet, *, alone: bool
) -> SectionLine:
    place = f"§{section.number} {section.title}" if section.number else str(section.title)
    return SectionLine(
        anchor=section.anchor,
        name=_label(section),
        level=2 if section.parent_id is None or alone else 3,
        heading=sides_of(
            section.heading_es, section.heading_en, sheet.mode, sheet.notes, late=section.outdated_since
        ),
        mark=section.mark,
        lines=lines_of(blocks, section.anchor, sheet),
        citation=citation(version, place),
        depends_on_charter=section.depends_on_charter,
    )


def _label(section: Section) -> str:
    return f"{section.number}. {section.title}" if section.number else str(section.title)


def _branch(
    section: Section, anchor: str, children: tuple[Branch, ...] = (), *, whole: bool = False
) -> Branch:
    current = section.anchor == anchor
    is_open = bool(children) and (whole or current or any(child.current for child in children))
    return Branch(section.anchor, _label(section), section.title.lang, current, children, is_open)


def tree_of(everything: list[Section], anchor: str = "", *, whole: bool = False) -> tuple[Branch, ...]:
    """Return the table of contents, from sections in their order."""
    under: dict[int, list[Branch]] = {}
    for section in everything:
        if section.parent_id:
            under.setdefault(section.parent_id, []).append(_branch(section, anchor))
    chapters = (section for section in everything if section.parent_id is None)
    return tuple(_branch(s, anchor, tuple(under.get(s.pk, ())), whole=whole) for s in chapters)


def _neighbours(everything: list[Section], anchor: str) -> tuple[Branch | None, Branch | None]:
    """Return the sections before and after: of the same rank for a chapter, the next text otherwise."""
    at = next((i for i, section in enumerate(everything) if section.anchor == anchor), None)
    if at is None:
        return None, None
    after = [s for s in everything[at + 1 :] if s.parent_id != everything[at].pk]
    before = everything[at - 1] if at else None
    return (
        _branch(before, "") if before else None,
        _branch(after[0], "") if after else None,
    )
