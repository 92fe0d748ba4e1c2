"""A draft as those who write it see it: each section beside the version that it began from."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from pilares.core.redline import Run, redline
from pilares.people.access import type_of_reader
from pilares.plans.models import Block, Note, Section, Version
from pilares.plans.queries.comparing import compared
from pilares.plans.queries.lines import NoteLine, mode_of_reader
from pilares.plans.queries.path import NextStep, next_steps
from pilares.plans.queries.places import compared_with_base
from pilares.plans.queries.reader import Head, head_of, notes_of
from pilares.plans.queries.tables import is_plain
from pilares.plans.queries.texts import as_mapping, every, name_of, plain


@dataclass(frozen=True)
class DraftedSection:
    """A section in the list: what it is called, and how it differs from the version it began from."""

    anchor: str
    name: str
    level: int
    change: str
    paragraphs: int
    changed: int
    notes: tuple[int, ...]
    url: str


@dataclass(frozen=True)
class DraftPage:
    """A draft with its sections, its notes and what may come next."""

    head: Head
    code: str
    sections: tuple[DraftedSection, ...]
    #: sections of the version before that are not here
    removed: tuple[str, ...]
    #: the version it began from, and the address of what changed since
    base: int | None
    compare_url: str
    #: notes for which a person has still to say what becomes of them
    undecided: tuple[NoteLine, ...]
    steps: tuple[NextStep, ...]


@dataclass(frozen=True)
class DraftedParagraph:
    """A paragraph to be edited, in both languages, with what changed in the original."""

    anchor: str
    kind: str
    #: the block to move or remove; None for a paragraph in a cell
    pk: int | None
    marker: str
    es: str
    en: str
    runs: tuple[Run, ...]
    #: "same", "changed" or "added", against the version it began from
    change: str
    outdated_since: datetime | None
    notes: tuple[int, ...]
    #: the caption or table that it belongs to
    table: str
    #: whether it is a table of one paragraph a cell, which is written as lines
    plain: bool


@dataclass(frozen=True)
class DraftSection:
    """One section to be edited."""

    head: Head
    code: str
    pk: int
    anchor: str
    name: str
    title_es: str
    title_en: str
    paragraphs: tuple[DraftedParagraph, ...]
    notes: tuple[NoteLine, ...]
    compare_url: str
    previous: tuple[str, str] | None
    following: tuple[str, str] | None
    base: int | None


def draft_page(version: Version, user: type_of_reader) -> DraftPage:
    """Return a draft that the reader may edit; a constant number of queries."""
    sections = {s.anchor: s for s in version.sections.select_related("parent").order_by("order")}
    notes = notes_of(version, mode_of_reader(), list(sections))
    base = version.based_on
    found = compared(base, version, "es") if base else ()
    changes = {one.anchor: one for one in found if one.change != "removed"}
    undecided = set(version.notes.filter(anchoring=Note.Anchoring.UNDECIDED).values_list("number", flat=True))
    code = version.document.code
    return DraftPage(
        head=head_of(version),
        code=code,
        sections=tuple(
            DraftedSection(
                anchor=anchor,
                name=name_of(section),
                level=2 if section.parent_id else 1,
                change=changes[anchor].change if anchor in changes else "added",
                paragraphs=len(changes[anchor].pairs) - 1 if anchor in changes else 0,
                changed=changes[anchor].changed if anchor in changes else 0,
                notes=tuple(number for number, note in notes.items() if note.section == anchor),
                url=reverse("plans:draft_section", args=[code, version.number, anchor]),
            )
            for anchor, section in sections.items()
        ),
        removed=tuple(one.name for one in found if one.change == "removed"),
        base=base.number if base and base.document_id == version.document_id else None,
        compare_url=compared_with_base(version),
        undecided=tuple(note for number, note in notes.items() if number in undecided),
        steps=tuple(next_steps(version, user)),
    )


def draft_section(version: Version, anchor: str) -> DraftSection | None:
    """Return one section of a draft with its paragraphs; None where it is not."""
    everything = list(version.sections.order_by("order"))
    at = next((i for i, section in enumerate(everything) if section.anchor == anchor), None)
    if at is None:
        return None
    section, base, code = everything[at], version.based_on, version.document.code
    notes = notes_of(version, mode_of_reader(), [one.anchor for one in everything])
    before = _spanish_of(base) if base else {}
    return DraftSection(
        head=head_of(version),
        code=code,
        pk=section.pk,
        anchor=anchor,
        name=name_of(section),
        title_es=section.title_es,
        title_en=section.title_en,
        paragraphs=tuple(_paragraphs(section, before, notes)),
        notes=tuple(note for note in notes.values() if note.section == anchor),
        compare_url=compared_with_base(version, anchor),
        previous=_place(everything[at - 1], version) if at else None,
        following=_place(everything[at + 1], version) if at + 1 < len(everything) else None,
        base=base.number if base else None,
    )


def _place(section: Section, version: Version) -> tuple[str, str]:
    url = reverse("plans:draft_section", args=[version.document.code, version.number, section.anchor])
    return name_of(section), url


def _spanish_of(base: Version) -> dict[str, str]:
    """Return the words of the version before, by anchor."""
    blocks = Block.objects.filter(section__version=base)
    return {
        part["anchor"]: plain(part["es"] or "") for block in blocks for part in every([as_mapping(block)])
    }


def _paragraphs(
    section: Section, before: dict[str, str], notes: dict[int, NoteLine]
) -> "list[DraftedParagraph]":
    found = []
    for block in section.blocks.order_by("order"):
        for part in every([as_mapping(block)]):
            if part["kind"] == Block.Kind.TABLE and part["anchor"] != block.anchor:
                continue
            anchor, es = part["anchor"], part["es"] or ""
            was, now = before.get(anchor), plain(es)
            late = part.get("outdated_since")
            found.append(
                DraftedParagraph(
                    anchor=anchor,
                    kind=part["kind"],
                    pk=block.pk if anchor == block.anchor else None,
                    marker=part["marker"] or "",
                    es=es,
                    en=part["en"] or "",
                    runs=redline(was, now) if was is not None and was != now else (),
                    change="added" if was is None else "same" if was == now else "changed",
                    outdated_since=datetime.fromisoformat(late) if late else None,
                    notes=tuple(number for number, note in notes.items() if note.anchor == anchor),
                    table=block.anchor if anchor != block.anchor else "",
                    plain=anchor == block.anchor and is_plain(block),
                )
            )
    return found
