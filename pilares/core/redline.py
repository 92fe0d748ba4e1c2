"""What changed between two texts, word by word, and between two lists of anchored paragraphs; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Literal

EQUAL: Literal["equal"] = "equal"
INSERTED: Literal["inserted"] = "inserted"
DELETED: Literal["deleted"] = "deleted"
type_of_change = Literal["equal", "inserted", "deleted"]

#: words, references to notes, marks of markup, single signs, white space
TOKENS = re.compile(r"\[\^\d+\]|\w+|\*+|[^\w\s]|\s+")
#: an equal piece between two changes that is this short is read with them
SHORT = 3
#: two paragraphs with different anchors are the same one when they are at least this much alike
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that is in both texts, only in the new one, or only in the old one."""

    kind: type_of_change
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text with its permanent anchor; `label` is what stands before it, such as `f)`."""

    anchor: str
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph in two versions: one of them is None where it was added or removed."""

    old: Paragraph | None
    new: Paragraph | None

    @property
    def change(self) -> Literal["same", "changed", "added", "removed"]:
        """What became of the paragraph; one that only has another anchor or label is the same text."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        return "same" if self.old.text == self.new.text else "changed"

    @property
    def runs(self) -> tuple[Run, ...]:
        """The words of both, equal, inserted and deleted."""
        return redline(self.old.text if self.old else "", self.new.text if self.new else "")

    @property
    def anchor(self) -> str:
        """Where it stands now, or stood."""
        shown = self.new or self.old
        return shown.anchor if shown else ""


@lru_cache(maxsize=512)
def redline(old: str, new: str) -> tuple[Run, ...]:
    """Return the difference of two texts as runs; joining what is not inserted gives the old one back."""
    if old == new:
        return (Run(EQUAL, old),) if old else ()
    if not old or not new:
        return (Run(INSERTED, new),) if new else (Run(DELETED, old),)
    before, after = TOKENS.findall(old), TOKENS.findall(new)
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    left, right = before[head : len(before) - tail], after[head : len(after) - tail]
    runs = [Run(EQUAL, "".join(before[:head]))]
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run(EQUAL, "".join(left[a:b])))
        else:
            runs += [Run(DELETED, "".join(left[a:b])), Run(INSERTED, "".join(right[c:d]))]
    runs.append(Run(EQUAL, "".join(before[len(before) - tail :])))
    return _readable([run for run in runs if run.text])


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many tokens two texts begin with in common."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))


def _readable(runs: list[Run]) -> tuple[Run, ...]:
    """Join what is changed in small pieces: first everything deleted, then everything inserted."""
    last = len(runs) - 1

    def joins(numbered: tuple[int, Run]) -> bool:
        at, run = numbered
        return run.kind != EQUAL or (0 < at < last and len(run.text.strip()) <= SHORT)

    found: list[Run] = []
    for changed, numbered in groupby(enumerate(runs), key=joins):
        group = [run for _at, run in numbered]
        found += _joined(group) if changed else group
    return tuple(found)


def _joined(group: list[Run]) -> list[Run]:
    deleted = "".join(run.text for run in group if run.kind != INSERTED)
    inserted = "".join(run.text for run in group if run.kind != DELETED)
    return [run for run in (Run(DELETED, deleted), Run(INSERTED, inserted)) if run.text]


# --- Paragraphs ----------------------------------------------------------------------------------------


def align(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> tuple[Pair, ...]:
    """Pair two lists of paragraphs: by anchor, then by equal words, then by words that are much alike.

    The pairs follow the new list; what was removed stands after what it followed.
    """
    there = {paragraph.anchor: paragraph for paragraph in old}
    pairs = {p.anchor: there[p.anchor] for p in new if p.anchor in there}
    met = {paragraph.anchor for paragraph in pairs.values()}
    lone_old = [p for p in old if p.anchor not in met]
    lone_new = [p for p in new if p.anchor not in pairs]
    for added in lone_new:
        if (same := _nearest(added, lone_old)) is not None:
            pairs[added.anchor] = same
            lone_old.remove(same)
    removed = {p.anchor for p in lone_old}
    after: dict[str, list[Paragraph]] = {}
    last = ""
    for paragraph in old:
        if paragraph.anchor in removed:
            after.setdefault(last, []).append(paragraph)
        else:
            last = paragraph.anchor
    found = [Pair(gone, None) for gone in after.get("", ())]
    for paragraph in new:
        before = pairs.get(paragraph.anchor)
        found.append(Pair(before, paragraph))
        found += [Pair(gone, None) for gone in after.get(before.anchor if before else "\0", ())]
    return tuple(found)


def _nearest(added: Paragraph, lone: Sequence[Paragraph]) -> Paragraph | None:
    """Return the paragraph without a partner whose words are the same, or the most alike."""
    for paragraph in lone:
        if paragraph.text == added.text:
            return paragraph
    words = TOKENS.findall(added.text)
    best, found = ALIKE, None
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(words)
    for paragraph in lone:
        matcher.set_seq1(TOKENS.findall(paragraph.text))
        if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best and matcher.ratio() >= best:
            best, found = matcher.ratio(), paragraph
    return found
