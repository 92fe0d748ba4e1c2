"""The words of a version, anchor by anchor: what comparing, citing and keeping the notes stand on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pilares.core.redline import Paragraph
from pilares.plans.models import Block, Document, Section, Version

REFERENCE = re.compile(r"\[\^(\d+)\]")
EMPHASIS = re.compile(r"\*{1,2}")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class SectionText:
    """A section with its words in one language; its heading is the first paragraph."""

    anchor: str
    name: str
    paragraphs: tuple[Paragraph, ...]


def as_mapping(block: Block) -> dict[str, Any]:
    """Return a stored block in the shape of `data/plan_2019_2022.json`."""
    mark = {"es": block.mark_es, "en": block.mark_en} if block.mark_es else None
    late = {"outdated_since": block.outdated_since.isoformat()} if block.outdated_since else {}
    return {
        "anchor": block.anchor,
        "kind": block.kind,
        "marker": block.marker,
        "level": block.level,
        "es": block.text_es,
        "en": block.text_en,
        "mark": mark,
        **late,
        **(block.table or {}),
    }


def every(blocks: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield blocks and, after each table, those of its cells."""
    for block in blocks:
        yield block
        for row in block.get("rows") or ():
            for cell in row:
                yield from every(cell["blocks"])


def plain(text: str) -> str:
    """Return a text as one compares it: without emphasis, its references to notes as raised numbers."""
    return EMPHASIS.sub("", REFERENCE.sub(lambda found: found[1].translate(RAISED), text or ""))


def bare(text: str) -> str:
    """Return the words alone, to know whether what a note speaks of has changed."""
    return " ".join(EMPHASIS.sub("", REFERENCE.sub("", text or "")).split())


def texts_of(version: Version, language: str) -> tuple[SectionText, ...]:
    """Return every section of a version with its paragraphs in one language, in two queries.

    A paragraph that has no text in that language is given in the original's.
    """
    return texts_of_many([version], language)[version.pk]


def texts_of_many(versions: Iterable[Version], language: str) -> dict[int, tuple[SectionText, ...]]:
    """Return the same of several versions, by their keys; two queries for any number."""
    keys = {version.pk for version in versions}
    blocks: dict[int, list[Paragraph]] = {}
    sections: dict[int, list[SectionText]] = {key: [] for key in keys}
    if not keys:
        return {}
    for block in Block.objects.filter(section__version__in=keys).order_by("section__order", "order"):
        said = blocks.setdefault(block.section_id, [])
        for part in every([as_mapping(block)]):
            if part["kind"] != Block.Kind.TABLE:
                text = part[language] or part["es"] or part["en"] or ""
                said.append(Paragraph(part["anchor"], plain(text), part["marker"] or ""))
    for section in Section.objects.filter(version__in=keys).order_by("order"):
        head = Paragraph(section.anchor, plain(heading_of(section, language)))
        whole = (head, *blocks.get(section.pk, ()))
        sections[section.version_id].append(SectionText(section.anchor, name_of(section), whole))
    return {key: tuple(some) for key, some in sections.items()}


def name_of(section: Section) -> str:
    """Return number and title in the reader's language."""
    return f"{section.number}. {section.title}" if section.number else str(section.title)


def heading_of(section: Section, language: str) -> str:
    """Return the line as printed in one language, or in the other where it is missing."""
    printed = (
        (section.heading_es, section.heading_en)
        if language == "es"
        else (section.heading_en, section.heading_es)
    )
    titled = (
        (section.title_es, section.title_en) if language == "es" else (section.title_en, section.title_es)
    )
    return next((text for text in (*printed, *titled) if text), "")


def words_by_anchor(version: Version) -> dict[str, dict[str, str]]:
    """Return the bare words of every anchor by language, headings and cells included; two queries."""
    found = {
        section.anchor: {
            "es": bare(section.heading_es or section.title_es),
            "en": bare(section.heading_en or section.title_en),
        }
        for section in version.sections.all()
    }
    for block in Block.objects.filter(section__version=version):
        for part in every([as_mapping(block)]):
            found[part["anchor"]] = {"es": bare(part["es"] or ""), "en": bare(part["en"] or "")}
    return found


def is_a_place(plan: Document, anchor: str) -> bool:
    """Whether a version of a plan that was put before an organ has a section, a paragraph or a row there.

    A plan whose text is not held here says nothing of its places.
    """
    open_ = (Version.Status.DRAFT, Version.Status.IN_CONSULTATION)
    sections = Section.objects.filter(version__in=plan.versions.exclude(status__in=open_))
    anchors = set(sections.values_list("anchor", flat=True))
    if not anchors or anchor in anchors:
        return True
    holding = [place for place in anchors if anchor.startswith(f"{place}.")]
    blocks = Block.objects.filter(section__in=sections.filter(anchor__in=holding))
    there = (part["anchor"] for block in blocks for part in every([as_mapping(block)]))
    return any(place == anchor or place.startswith(f"{anchor}.") for place in there)
