"""What a circulated text says and what changed in it: paragraphs as they went out, against those before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pilares.consensus.models import Round
from pilares.consensus.models.rounds import Circulated
from pilares.core.bilingual import reading_language
from pilares.core.redline import Pair, Paragraph, Run, align, redline
from pilares.plans.models import Block, Section, Version
from pilares.plans.queries.texts import as_mapping, every, plain

type_of_snapshot = list[dict[str, Any]]


@dataclass(frozen=True)
class Place:
    """A paragraph of a text with what changed in it; `lang` is the language in which it is shown."""

    anchor: str
    label: str
    heading: bool
    lang: str
    text: str
    before: str
    runs: tuple[Run, ...]
    #: "same", "changed", "added" or "removed"
    change: str

    @property
    def name(self) -> str:
        """How the paragraph is named in a list: its anchor, and its first words."""
        words = " ".join((self.text or self.before).split())
        return f"§{self.anchor} · {words[:60]}{'…' if len(words) > 60 else ''}"

    @property
    def foreign(self) -> str:
        """The language of the words where it is not the reader's."""
        return self.lang if self.lang != reading_language() else ""


@dataclass(frozen=True)
class ToChange:
    """Where a paragraph that changed is read; `part` is empty where the text is on one page."""

    anchor: str
    part: str

    @property
    def url(self) -> str:
        """The address, within the page of the text."""
        return f"?parte={self.part}#p-{self.anchor}" if self.part else f"#p-{self.anchor}"


def to_changes(every: Sequence[Place], size: int = 0) -> tuple[ToChange, ...]:
    """Return the way to each paragraph that changed, in parts of `size` paragraphs; the first hundred."""
    ways = (
        ToChange(place.anchor, str(number // size + 1) if size else "")
        for number, place in enumerate(every)
        if place.change != "same"
    )
    return tuple(islice(ways, 100))


def snapshot(version: Version) -> type_of_snapshot:
    """Return a version's paragraphs in their order, headings and cells included, in two queries."""
    blocks: dict[int, list[Block]] = {}
    for block in Block.objects.filter(section__version=version).order_by("section__order", "order"):
        blocks.setdefault(block.section_id, []).append(block)
    rows: type_of_snapshot = []
    for section in version.sections.order_by("order"):
        rows.append(_heading(section))
        for block in blocks.get(section.pk, ()):
            rows += [_row(part) for part in every([as_mapping(block)]) if part["kind"] != Block.Kind.TABLE]
    return [row for row in rows if row["es"] or row["en"]]


def _heading(section: Section) -> dict[str, Any]:
    said = {
        "es": section.heading_es or section.title_es,
        "en": section.heading_en or section.title_en,
    }
    return {"a": section.anchor, "l": "", "h": 1, **{lang: plain(text) for lang, text in said.items()}}


def _row(part: Any) -> dict[str, Any]:
    said = {lang: plain(part[lang] or "") for lang in ("es", "en")}
    return {"a": part["anchor"], "l": part["marker"] or "", "h": 0, **said}


def text_before(shown: Circulated) -> type_of_snapshot:
    """Return what a text is set against: an earlier round's text, a version's, or nothing."""
    if shown.since_id:
        found: type_of_snapshot = Round.objects.values_list("text", flat=True).get(pk=shown.since_id)
        return found
    return snapshot(shown.before) if shown.before is not None else []


def places(shown: Circulated) -> tuple[Place, ...]:
    """Return the paragraphs of a text with what changed in each, in the reader's language where it exists."""
    before, wanted = text_before(shown), reading_language()
    if not before:
        return tuple(_place(None, row, wanted) for row in shown.text)
    old, new = {row["a"]: row for row in before}, {row["a"]: row for row in shown.text}
    pairs = align(_paragraphs(before), _paragraphs(shown.text))
    return tuple(
        _place(old[p.old.anchor] if p.old else None, new[p.new.anchor] if p.new else None, wanted, pair=p)
        for p in pairs
    )


def _paragraphs(rows: Iterable[dict[str, Any]]) -> Sequence[Paragraph]:
    return [Paragraph(row["a"], row["es"] or row["en"], row["l"]) for row in rows]


def _place(
    old: dict[str, Any] | None, new: dict[str, Any] | None, wanted: str, pair: Pair | None = None
) -> Place:
    lang = _shared_language(old, new, wanted)
    row = new or old or {}
    was, now = (old or {}).get(lang, ""), (new or {}).get(lang, "")
    if pair is None:  # a first text: nothing is set against anything
        change: str = "same"
        runs: tuple[Run, ...] = (Run("equal", now),)
    else:
        change = "same" if old and new and was == now else pair.change
        runs = redline(was, now)
    return Place(row["a"], row["l"], bool(row["h"]), lang, now, was, runs, change)


def _shared_language(old: dict[str, Any] | None, new: dict[str, Any] | None, wanted: str) -> str:
    """Return the reader's language where both texts have it, otherwise the one in which they are written."""
    rows = [row for row in (old, new) if row]
    other = "en" if wanted == "es" else "es"
    if all(row[wanted] for row in rows):
        return wanted
    return other if all(row[other] for row in rows) else wanted if any(row[wanted] for row in rows) else other


def words_of(shown: Circulated, anchor: str, language: str) -> str:
    """Return the words of a paragraph, or of the whole, in a language or else in the other."""
    other = "en" if language == "es" else "es"
    rows = [row for row in shown.text if anchor in {"", row["a"]}]
    return "\n".join(row[language] or row[other] for row in rows)
