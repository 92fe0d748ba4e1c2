"""The entry of a plan: what it is for, its principles with their notes, its versions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from pilares.core.bilingual import Wording
from pilares.people.access import type_of_reader
from pilares.plans.models import Block, Document, Objective, Principle, Version
from pilares.plans.queries.catalogue import ThemeList, theme_list
from pilares.plans.queries.lines import NoteLine, mode_of_reader, note_line
from pilares.plans.queries.places import section_url
from pilares.plans.queries.reader import Branch, Head, head_of, tree_of

MISSION, VISION = "3.3.p1", "3.4.p1"
NOTHING = Wording("", "es")


@dataclass(frozen=True)
class PrincipleLine:
    """A principle as any page quotes it: never without the note that reserves it (nota 7, AC-04)."""

    letter: str
    name: Wording
    #: the address of its words in the plan, and there, of its note
    url: str
    note_url: str
    note: NoteLine | None


@dataclass(frozen=True)
class PlanPage:
    """The entry of a plan."""

    plan: Document
    head: Head
    tree: tuple[Branch, ...]
    mission: Wording
    vision: Wording
    general: Objective | None
    specific: tuple[Objective, ...]
    principles: tuple[PrincipleLine, ...]
    themes: ThemeList
    versions: tuple[Head, ...]
    notes: int


def principle_line(principle: Principle) -> PrincipleLine:
    """Return a principle to be quoted; read it with `select_related(*WITH_NOTE)` to ask for nothing more."""
    note = principle.note
    section = principle.anchor.rpartition(".")[0]
    page = (
        section_url(principle.plan, note.version.number, section)
        if note
        else reverse("plans:clause", args=[principle.plan.period, section])
    )
    return PrincipleLine(
        letter=principle.letter,
        name=principle.name,
        url=f"{page}#{principle.anchor}",
        note_url=f"{page}#nota-{note.number}" if note else "",
        note=note_line(note, mode_of_reader()) if note else None,
    )


#: what `principle_line` reads beside the principle
WITH_NOTE = ("plan", "note__country", "note__version__document")


def principle_lines(principles: Iterable[Principle]) -> tuple[PrincipleLine, ...]:
    """Return principles to be quoted, each with its note."""
    return tuple(principle_line(principle) for principle in principles)


def plan_page(version: Version, user: type_of_reader) -> PlanPage:
    """Return the entry of a plan with the version that stands; a constant number of queries."""
    plan = version.document
    stated = Block.objects.filter(section__version=version, anchor__in=(MISSION, VISION))
    words = {block.anchor: block.text for block in stated}
    objectives = tuple(plan.objectives.order_by("number"))
    versions = Version.objects.filter(document=plan).visible_to(user).select_related("document")
    return PlanPage(
        plan=plan,
        head=head_of(version),
        tree=tree_of(list(version.sections.order_by("order"))),
        mission=words.get(MISSION, NOTHING),
        vision=words.get(VISION, NOTHING),
        general=next((o for o in objectives if o.number == 0), None),
        specific=tuple(o for o in objectives if o.number),
        principles=principle_lines(plan.principles.select_related(*WITH_NOTE).order_by("letter")),
        themes=theme_list(version, user),
        versions=tuple(head_of(v) for v in versions.order_by("-number")),
        notes=version.notes.count(),
    )
