"""A version gets its text: copied from the one that stands, or made from structured text by other apps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from pilares.core import clock
from pilares.core.access import Tier, require
from pilares.core.index import index
from pilares.core.trail import record
from pilares.people.models import User
from pilares.plans.access import why_not_begin_draft, why_not_edit
from pilares.plans.actions.moving import locked, write_step
from pilares.plans.models import Block, Document, Note, Section, Version, VersionEvent
from pilares.plans.queries.texts import words_by_anchor

S = Version.Status
#: what a note keeps from one version to the next
OF_A_NOTE = (
    "number", "kind", "country_id", "anchor", "text_es", "text_en", "original_language", "mark_es",
    "mark_en", "words", "since",
)  # fmt: skip


@dataclass(frozen=True)
class BlockText:
    """A paragraph to be written; `anchor` is its permanent address within the document."""

    anchor: str
    text_es: str
    text_en: str = ""
    kind: str = Block.Kind.PARAGRAPH
    marker: str = ""
    level: int = 0
    #: `{"header_rows": 1, "rows": [[{"blocks": […]}]]}` for a table
    table: dict[str, Any] | None = None


@dataclass(frozen=True)
class SectionText:
    """A section to be written, with its paragraphs; `parent` is the anchor of the one it stands under."""

    anchor: str
    title_es: str
    title_en: str = ""
    number: str = ""
    parent: str = ""
    blocks: Sequence[BlockText] = field(default_factory=tuple)


@transaction.atomic
def new_draft(
    document: Document, *, by: User, illustrative: bool = False, base: Version | None = None
) -> Version:
    """Begin the next version: a draft for members, with the text and the notes of the one that stands.

    `base` is another version to begin from: the one that a consultation led to continue (Tabla 3).
    """
    Document.objects.select_for_update().get(pk=document.pk)
    require(why_not_begin_draft(by, document))
    versions = list(document.versions.all())
    adopted = [version for version in versions if version.standing[0] > 0]
    base = base or max(adopted, key=lambda version: version.standing, default=None)
    draft = _begin(document, versions, base, by=by, illustrative=illustrative)
    if base is not None:
        _copy_sections(base, draft)
        copy_notes(base, draft)
    return draft


@transaction.atomic
def compose(
    document: Document, *, sections: Iterable[SectionText], by: User, illustrative: bool = False
) -> Version:
    """Write a version from structured text: into the open draft where there is one, otherwise a new one.

    The same text gives the same anchors, so that versions can be compared. Raises `Refused` while the
    members are reading a version of this document.
    """
    Document.objects.select_for_update().get(pk=document.pk)
    versions = list(document.versions.all())
    draft = next((version for version in versions if version.status == S.DRAFT), None)
    if draft is None:
        require(why_not_begin_draft(by, document))
        adopted = [version for version in versions if version.standing[0] > 0]
        base = max(adopted, key=lambda version: version.standing, default=None)
        draft = _begin(document, versions, base, by=by, illustrative=illustrative)
        if base is not None:
            copy_notes(base, draft)
    else:
        draft = locked(draft)
        require(why_not_edit(by, draft))
    _write(draft, list(sections))
    record(draft, "compose", by=by)
    return draft


def _begin(
    document: Document, versions: list[Version], base: Version | None, *, by: User, illustrative: bool
) -> Version:
    draft: Version = Version.objects.create(
        document=document,
        number=max((version.number for version in versions), default=0) + 1,
        status=S.DRAFT,
        tier=Tier.MEMBERS,
        based_on=base,
        illustrative=illustrative or document.illustrative,
    )
    write_step(draft, VersionEvent.Step.DRAFTED, by=by, starts_on=clock.today())
    record(draft, "new_draft", by=by, based_on=base.number if base else None)
    return draft


def _copy_sections(base: Version, draft: Version) -> None:
    """Copy sections and blocks with their anchors, in five queries however many there are."""
    old = list(base.sections.order_by("order"))
    columns = [
        f.attname
        for f in Section._meta.concrete_fields
        if f.name not in {"id", "version", "parent", "form_key"}
    ]
    new = [Section(version=draft, **{name: getattr(section, name) for name in columns}) for section in old]
    index(Section.objects.bulk_create(new))
    stored = {section.anchor: section for section in draft.sections.all()}
    anchors = {section.pk: section.anchor for section in old}
    under = [section for section in old if section.parent_id]
    for section in under:
        stored[section.anchor].parent = stored[anchors[section.parent_id]]  # type: ignore[index]
    Section.objects.bulk_update([stored[section.anchor] for section in under], ["parent"])
    kept = [f.attname for f in Block._meta.concrete_fields if f.name not in {"id", "section", "form_key"}]
    copies = Block.objects.bulk_create(
        Block(section=stored[anchors[block.section_id]], **{name: getattr(block, name) for name in kept})
        for block in Block.objects.filter(section__version=base).order_by("section__order", "order")
    )
    index(copies)


def copy_notes(base: Version, draft: Version) -> None:
    """Carry every note of a version to the next one, with its anchor: none is ever dropped (AC-19)."""
    said = words_by_anchor(base)
    awaiting, undecided = Note.Anchoring.AWAITING, Note.Anchoring.UNDECIDED
    carried = Note.objects.bulk_create(
        Note(
            version=draft,
            origin_id=note.root,
            settled_words=note.settled_words if note.undecided else said.get(note.anchor, {}),
            anchoring=note.anchoring if note.anchoring in {awaiting, undecided} else "",
            anchoring_reason=note.anchoring_reason if note.anchoring == awaiting else "",
            **{name: getattr(note, name) for name in OF_A_NOTE},
        )
        for note in base.notes.order_by("number")
    )
    index(carried)


def _write(draft: Version, sections: list[SectionText]) -> None:
    """Replace the text of a draft; a place keeps its row where its anchor stays."""
    draft.sections.all().delete()
    placed = Section.objects.bulk_create(
        Section(
            version=draft, anchor=one.anchor, number=one.number, order=order, title_es=one.title_es,
            title_en=one.title_en, original_language=draft.document.original_language,
            **_headings(one),
        )
        for order, one in enumerate(sections)
    )  # fmt: skip
    index(placed)
    stored = {section.anchor: section for section in draft.sections.all()}
    under = [one for one in sections if one.parent]
    for one in under:
        stored[one.anchor].parent = stored[one.parent]
    Section.objects.bulk_update([stored[one.anchor] for one in under], ["parent"])
    written = Block.objects.bulk_create(
        Block(
            section=stored[one.anchor], anchor=block.anchor, order=order, kind=block.kind,
            marker=block.marker, level=block.level, text_es=block.text_es, text_en=block.text_en,
            table=block.table,            original_language=draft.document.original_language,
        )
        for one in sections
        for order, block in enumerate(one.blocks)
    )  # fmt: skip
    index(written)


def _headings(one: SectionText) -> dict[str, str]:
    return {
        f"heading_{lang}": f"{one.number}. {title}" if one.number and title else title
        for lang, title in (("es", one.title_es), ("en", one.title_en))
    }
