"""Sections and paragraphs join a draft, leave it and change places; an anchor is never given twice."""

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core.edits import Clash, Conflict, as_text
from pilares.core.trail import record
from pilares.people.models import User
from pilares.plans.actions.editing import NEEDED, held
from pilares.plans.actions.notes import question_notes
from pilares.plans.models import Block, Section, Version
from pilares.plans.queries.tables import words_of

NUMBERED = re.compile(r"\d+(\.\d+)*")
#: the letter that begins the anchor of a paragraph, by kind
LETTERS = {Block.Kind.ITEM: "i", Block.Kind.SUBHEADING: "s", Block.Kind.CAPTION: "c", Block.Kind.TABLE: "t"}


@transaction.atomic
def add_section(
    version: Version,
    *,
    by: User,
    title_es: str = "",
    title_en: str = "",
    number: str = "",
    after: Section | None = None,
    under: Section | None = None,
    form_key: uuid.UUID | None = None,
) -> Section:
    """Add a section to a draft, after another or at the end, under a chapter or not; a form adds one."""
    version = held(version, by)
    if form_key and (known := Section.objects.filter(form_key=form_key).first()):
        return known
    if not (title_es.strip() or title_en.strip()):
        raise ValidationError({"title_es": NEEDED})
    number = number.strip().rstrip(".")
    titles = {"title_es": title_es.strip(), "title_en": title_en.strip()}
    heads = {
        k.replace("title", "heading"): f"{number}. {v}" if number and v else v for k, v in titles.items()
    }
    section = Section(
        version=version, parent=under, number=number, order=0, form_key=form_key,
        anchor=_free_section(version, number), original_language=version.document.original_language,
        **titles, **heads,
    )  # fmt: skip
    section.full_clean(exclude=["title_es", "number", "parent", "version"])
    section.save()
    rows = [row for row in version.sections.order_by("order") if row.pk != section.pk]
    _renumber([*_up_to(rows, after), section, *rows[len(_up_to(rows, after)) :]])
    record(section, "add_section", by=by, version=str(version))
    return section


def _up_to(rows: list[Section], after: Section | None) -> list[Section]:
    """Return the sections up to one and those under it; all of them without one."""
    if after is None:
        return rows
    at = max(i for i, row in enumerate(rows) if after.pk in {row.pk, row.parent_id})
    return rows[: at + 1]


def _free_section(version: Version, number: str) -> str:
    """Return an anchor that no version of the document has used for another section."""
    taken = set(
        Section.objects.filter(version__document=version.document_id).values_list("anchor", flat=True)
    )
    wanted = number if NUMBERED.fullmatch(number) else ""
    if wanted and not version.sections.filter(anchor=wanted).exists():
        return wanted
    return next(name for n in range(1, len(taken) + 2) if (name := f"s{n}") not in taken)


@transaction.atomic
def add_block(
    section: Section,
    *,
    by: User,
    kind: str = Block.Kind.PARAGRAPH,
    text_es: str = "",
    text_en: str = "",
    marker: str = "",
    after: Block | None = None,
    form_key: uuid.UUID | None = None,
) -> Block:
    """Add a paragraph to a section of a draft, after another or at the end; a form adds one."""
    version = held(section.version, by)
    section = version.sections.get(pk=section.pk)
    if form_key and (known := Block.objects.filter(form_key=form_key).first()):
        return known
    if not (text_es.strip() or text_en.strip()):
        raise ValidationError({"text_es": NEEDED})
    rows = list(section.blocks.order_by("order"))
    at = next((i + 1 for i, row in enumerate(rows) if after is not None and row.pk == after.pk), len(rows))
    block = Block(
        section=section, kind=kind, order=0, marker=marker.strip(), text_es=text_es.strip(),
        text_en=text_en.strip(), form_key=form_key, anchor=_free_block(section, kind),
        original_language=version.document.original_language,
    )  # fmt: skip
    block.full_clean(exclude=["section"])
    block.save()
    _renumber([*rows[:at], block, *rows[at:]])
    record(block, "add_paragraph", by=by, version=str(version), text=text_es or text_en)
    return block


def _free_block(section: Section, kind: str) -> str:
    """Return an anchor that no version of the document has used for another paragraph of the section."""
    stem = f"{section.anchor}.{LETTERS.get(Block.Kind(kind), 'p')}"
    ever = Block.objects.filter(
        section__version__document=section.version.document_id, anchor__startswith=stem
    )
    numbers = [
        int(rest)
        for anchor in ever.values_list("anchor", flat=True)
        if (rest := anchor[len(stem) :]).isdigit()
    ]
    return f"{stem}{max(numbers, default=0) + 1}"


@transaction.atomic
def remove_block(block: Block, *, base: Mapping[str, str], by: User) -> None:
    """Take a paragraph out of a draft; its notes wait for a person to say where they go."""
    version = held(block.section.version, by)
    block = Block.objects.select_related("section").get(pk=block.pk)
    now = {f"text_{lang}": as_text(words_of(block, lang)) for lang in ("es", "en")}
    if clashes := tuple(Clash(name, base[name], now[name], "") for name in base if base[name] != now[name]):
        raise Conflict(clashes)
    record(block, "remove_paragraph", by=by, version=str(version), text=now["text_es"] or now["text_en"])
    block.delete()
    question_notes(version)


@transaction.atomic
def remove_section(section: Section, *, by: User) -> None:
    """Take a section out of a draft, with what it holds; its notes wait for a person to say where they go."""
    version = held(section.version, by)
    if section.children.exists():
        raise ValidationError(_("Remove first the sections that stand under this one."))
    record(section, "remove_section", by=by, version=str(version), title=section.title_es)
    section.delete()
    question_notes(version)


# --- Moving --------------------------------------------------------------------------------------------


@transaction.atomic
def move_block(block: Block, *, up: bool, by: User) -> None:
    """Let a paragraph of a draft change places with the one before it, or with the one after it."""
    version = held(block.section.version, by)
    rows = list(Block.objects.filter(section=block.section_id).order_by("order"))
    _renumber(_swapped(rows, next(i for i, row in enumerate(rows) if row.pk == block.pk), up=up))
    record(block, "move_paragraph", by=by, version=str(version), up=up)


@transaction.atomic
def move_section(section: Section, *, up: bool, by: User) -> None:
    """Let a section of a draft, with those under it, change places with its neighbour of the same rank."""
    version = held(section.version, by)
    rows = list(version.sections.order_by("order"))
    mates = [row for row in rows if row.parent_id == section.parent_id]
    moved = _swapped(mates, next(i for i, row in enumerate(mates) if row.pk == section.pk), up=up)
    under = {row.pk: [row, *(child for child in rows if child.parent_id == row.pk)] for row in mates}
    pieces = iter([row for mate in moved for row in under[mate.pk]])
    family = {row.pk for group in under.values() for row in group}
    _renumber([next(pieces) if row.pk in family else row for row in rows])
    record(section, "move_section", by=by, version=str(version), up=up)


def _swapped(rows: Sequence[Any], at: int, *, up: bool) -> list[Any]:
    to = at - 1 if up else at + 1
    found = list(rows)
    if 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return found


def _renumber(rows: Sequence[Any]) -> None:
    """Keep the order of rows in their numbers; only what changed is written."""
    changed = []
    for order, row in enumerate(rows):
        if row.order != order:
            row.order = order
            changed.append(row)
    if changed:
        type(rows[0])._default_manager.bulk_update(changed, ["order"])
