"""What changed from one version to another: by section and paragraph, word by word (AC-19, AC-24)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pilares.core.redline import Pair, Paragraph, align
from pilares.people.access import type_of_reader
from pilares.plans.models import Version
from pilares.plans.queries.places import compare_url, section_url
from pilares.plans.queries.reader import Head, head_of
from pilares.plans.queries.standing import version_of
from pilares.plans.queries.texts import SectionText, texts_of


@dataclass(frozen=True)
class ComparedSection:
    """A section that is in one of two versions, or in both."""

    anchor: str
    name: str
    #: "same", "changed", "added" or "removed"
    change: str
    pairs: tuple[Pair, ...]
    #: its page in the version that has it, and this comparison of it alone, if it has an address
    url: str
    compare_url: str
    #: its anchor in the old version; empty where it is new
    was: str

    @property
    def changed(self) -> int:
        """In how many paragraphs something changed."""
        return sum(pair.change != "same" for pair in self.pairs)


@dataclass(frozen=True)
class ComparePage:
    """Two texts side by side, or one section of them: versions of a document, or two plans in a row."""

    old: Head
    new: Head
    language: str
    #: the sections with changes; all of one section where it was asked for
    sections: tuple[ComparedSection, ...]
    #: the names of those without any
    same: tuple[ComparedSection, ...]
    anchor: str
    reverse_url: str
    whole_url: str

    @property
    def changed(self) -> int:
        """In how many paragraphs something changed."""
        return sum(section.changed for section in self.sections)

    @property
    def title(self) -> str:
        """What is compared, in words."""
        return _("Version %(old)s and version %(new)s") % {"old": self.old.number, "new": self.new.number}


def compared(
    old: Version,
    new: Version,
    language: str,
    old_texts: tuple[SectionText, ...] | None = None,
    new_texts: tuple[SectionText, ...] | None = None,
) -> tuple[ComparedSection, ...]:
    """Return every section of two versions of one document, in the order of the new one.

    Four queries, and none where their texts are at hand.
    """
    before = old_texts if old_texts is not None else texts_of(old, language)
    after = new_texts if new_texts is not None else texts_of(new, language)
    held = {section.anchor: section for section in before} | {
        f"\0{section.anchor}": section for section in after
    }
    pairs = align(
        [Paragraph(section.anchor, section.name) for section in before],
        [Paragraph(section.anchor, section.name) for section in after],
    )
    return tuple(
        _section(
            held[pair.old.anchor] if pair.old else None,
            held[f"\0{pair.new.anchor}"] if pair.new else None,
            old,
            new,
        )
        for pair in pairs
    )


def _section(
    before: SectionText | None, after: SectionText | None, old: Version, new: Version
) -> ComparedSection:
    shown = after or before
    assert shown is not None  # noqa: S101 (a pair has at least one side)
    was, now = before.paragraphs if before else (), after.paragraphs if after else ()
    if was == now:
        pairs = tuple(Pair(paragraph, paragraph) for paragraph in now)
        change = "same"
    else:
        pairs = align(was, now)
        change = "added" if before is None else "removed" if after is None else "changed"
        if change == "changed" and all(pair.change == "same" for pair in pairs):
            change = "same"
    version = new if after else old
    return ComparedSection(
        anchor=shown.anchor,
        name=shown.name,
        change=change,
        pairs=pairs,
        url=section_url(new.document, version.number, shown.anchor),
        compare_url=compare_url(new.document, old.number, new.number, shown.anchor) if _one(old, new) else "",
        was=before.anchor if before else "",
    )


def _one(old: Version, new: Version) -> bool:
    """Whether they are versions of one document; a plan and the next one have no address for each section."""
    return old.document_id == new.document_id


def compare_page(old: Version, new: Version, language: str, anchor: str = "") -> ComparePage | None:
    """Return what changed between two versions that the reader sees; None where neither has the section."""
    everything = compared(old, new, language)
    chosen = [s for s in everything if not anchor or s.anchor == anchor]
    if not chosen:
        return None
    return ComparePage(
        old=head_of(old),
        new=head_of(new),
        language=language,
        sections=tuple(s for s in chosen if anchor or s.change != "same"),
        same=tuple(s for s in chosen if not anchor and s.change == "same"),
        anchor=anchor,
        reverse_url=compare_url(new.document, new.number, old.number, anchor) if _one(old, new) else "",
        whole_url=compare_url(new.document, old.number, new.number) if _one(old, new) else "",
    )


@dataclass(frozen=True)
class Beside:
    """What the version in force says of the sections that one reads in a version before it (AC-25)."""

    number: int
    language: str
    #: the sections that it says otherwise, or no more; none where it says the same
    sections: tuple[ComparedSection, ...]
    #: the whole comparison
    url: str

    @property
    def changed(self) -> int:
        """In how many paragraphs something changed."""
        return sum(section.changed for section in self.sections)


def beside_today(
    version: Version, anchors: Collection[str], user: type_of_reader, language: str
) -> Beside | None:
    """Set sections of a version that was replaced beside the version in force; nothing for any other."""
    if version.status != Version.Status.SUPERSEDED:
        return None
    today = version_of(version.document, user)
    if today is None or today.pk == version.pk:
        return None
    read = [section for section in compared(version, today, language) if section.was in anchors]
    changed = tuple(section for section in read if section.change != "same")
    return Beside(
        today.number, language, changed, compare_url(version.document, version.number, today.number)
    )
