"""On which page each heading of a Word file falls, so that its contents say so before Word is asked.

The words are laid as Word lays the styles of `layout`: Arial, its lines, the room around paragraphs and rows.
It is a careful estimate, no typesetter: Word itself counts again when the file is printed or the contents are
updated (docs/papers.md).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pilares.core.papers.letters import PITCH, lines_of

MARGIN = 18 / 25.4 * 72
PAGES = {"letter": (612.0, 792.0), "a4": (595.3, 841.9)}
#: between the lines of running text, and after a paragraph
LEADING, AFTER = 1.15, 10.0
BODY, NOTE = 10.0, 8.5
#: of a heading, by its level: its size and the room above it
HEADINGS = {1: (13.0, 24.0), 2: (11.0, 10.0), 3: (10.5, 10.0)}
#: of a cell: the room at its sides, above and below
SIDES, ROOM = 10.8, 4.5
#: above the footnotes of a page, and after each
RULE, BELOW = 11.5, 2.0
type_of_block = Mapping[str, Any]


@dataclass
class Laid:
    """Something that stands on one page: how high it is, and whether it stays with what follows."""

    height: float
    keep: bool = False
    heading: bool = False
    #: how high the footnotes are that begin in it
    notes: float = 0.0
    #: room above, which is nothing at the top of a page, and below: of two that meet the larger stands
    above: float = 0.0
    after: float = 0.0
    #: the row that is repeated where it opens a page
    repeats: float = 0.0


@dataclass
class _Flow:
    """Pages as they fill up."""

    height: float
    page: int = 1
    used: float = 0.0
    after: float = 0.0
    #: whether a break was asked for: the room above what opens such a page stands
    broken: bool = False
    notes: float = 0.0
    found: list[tuple[int, bool]] = field(default_factory=list)

    def turn(self, *, broken: bool = False) -> None:
        self.page, self.used, self.after, self.notes, self.broken = self.page + 1, 0.0, 0.0, 0.0, broken

    def fits(self, chain: Sequence[Laid]) -> bool:
        high, after = self.used, self.after
        for one in chain:
            high, after = high + max(after, one.above) + one.height, one.after
        notes = self.notes + sum(one.notes for one in chain)
        return high + notes + (RULE if notes else 0) <= self.height + 0.5

    def put(self, chain: Sequence[Laid]) -> None:
        """Set things that stay together, on this page or the next."""
        turned = bool(self.used) and not self.fits(chain)
        pinned = turned and chain[0].heading and any(one.notes for one in chain)
        if turned:
            self.turn(broken=pinned)
            self.used += chain[0].repeats
        for one in chain:
            self.used += one.height + (max(self.after, one.above) if self.used or self.broken else 0)
            self.after, self.notes = one.after, self.notes + one.notes
            if one.heading:
                self.found.append((self.page, pinned and one is chain[0]))


def pages_of(plain: Mapping[str, Any]) -> list[tuple[int, bool]]:
    """Return the page of each heading of a paper, in their order, from its plain data (`Paper.plain`).

    Beside it stands whether the heading has to begin that page: what follows it carries a footnote for which
    the page before has no room, and LibreOffice loses rows of a table whose footnote it cannot place.
    """
    short, long = PAGES[plain["paper"]]
    upright = not plain["landscape"]
    levels = [block["level"] for block in plain["blocks"] if block["kind"] == "heading"]
    flow = _Flow(0)
    chain: list[Laid] = []
    for block in [{"kind": "turn", "landscape": not upright, "first": True}, *plain["blocks"]]:
        if block["kind"] in {"turn", "page"}:
            _close(flow, chain)
            if not block.get("first"):
                flow.turn(broken=True)
            if block["kind"] == "turn":
                width, high = (long, short) if block["landscape"] else (short, long)
                flow.height, line = high - 2 * MARGIN, width - 2 * MARGIN
            continue
        for one in _laid(block, line, levels):
            chain.append(one)
            if not one.keep:
                _close(flow, chain)
    _close(flow, chain)
    return flow.found


def _close(flow: _Flow, chain: list[Laid]) -> None:
    if chain:
        flow.put(chain)
        chain.clear()


def _laid(block: type_of_block, line: float, levels: Sequence[int]) -> Iterator[Laid]:
    """Yield what a block takes, piece by piece: pages turn between them."""
    kind = block["kind"]
    if kind == "heading":
        size, above = HEADINGS[block["level"]]
        high = lines_of(_text(block["line"]), line, size, bold=True) * size * PITCH * LEADING
        yield Laid(high, keep=True, heading=True, notes=_notes([block["line"]], line), above=above)
    elif kind == "table":
        yield from _rows(block, line)
    elif kind == "picture":
        yield Laid(_drawn(block["svg"], block["share"] * line), keep=True, after=AFTER)
    elif kind == "drawings":
        yield from _pairs(block, line)
    elif kind == "contents":
        yield Laid(BODY * PITCH * LEADING, after=AFTER)
        for level in levels:
            if level <= block["levels"]:
                yield Laid(BODY * PITCH * LEADING)
    elif kind == "counts":
        yield Laid(24 * PITCH * LEADING + 3 * BODY * PITCH * LEADING + 30)
    else:
        yield from _paragraphs(block, line)


def _drawn(svg: str, wide: float) -> float:
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    return wide * float(box[2]) / float(box[1]) if box else wide


def _pairs(block: type_of_block, line: float) -> Iterator[Laid]:
    """Yield drawings two by two: the higher of two, with its name above and how to read it below."""
    width, highs = line / 2 - SIDES, []
    for one in block["items"]:
        name = lines_of(_text(one["name"]), width, BODY, bold=True) * BODY * PITCH + 16
        read = _text(one["about"])
        about = lines_of(read, width, BODY) * BODY * PITCH * LEADING + AFTER if read else 0
        highs.append(name + _drawn(one["svg"], block["share"] * line) + AFTER + about)
    for at in range(0, len(highs), 2):
        yield Laid(max(highs[at : at + 2]))


def _paragraphs(block: type_of_block, line: float) -> Iterator[Laid]:
    """Yield the lines of running text; the first two stay together, and the last two."""
    kind = block["kind"]
    if kind == "cover":
        yield Laid(130 + BODY * PITCH * LEADING, after=AFTER)
    if kind in {"title", "cover"}:
        yield Laid(lines_of(_text(block["line"]), line, 20) * 20 * PITCH, after=15)
        if kind == "title" and block["subtitle"]:
            yield Laid(lines_of(block["subtitle"], line, 10.5) * 10.5 * PITCH * LEADING, after=AFTER)
    listed = kind in {"bullets", "items"}
    texts = block["lines"] if "lines" in block else [] if kind in {"title", "cover"} else [block["line"]]
    for number, text in enumerate(texts):
        last = number == len(texts) - 1
        pitch = BODY * PITCH * (1 if kind == "caption" else LEADING)
        count = lines_of(_text(text), line - (20 if listed else 0), BODY, bold=kind == "caption")
        after = 4 if kind == "caption" else 0 if listed and not last else AFTER
        above = 12.0 if kind == "caption" else 0.0
        for at in range(count):
            together = kind == "caption" or (count > 1 and at in {0, count - 2})
            notes = _notes([text], line) if at == 0 else 0
            ends = after if at == count - 1 else 0
            yield Laid(pitch, together, notes=notes, above=0 if at else above, after=ends)


def _rows(block: type_of_block, line: float) -> Iterator[Laid]:
    """Yield the rows of a table; the first stands with its headers, which each page repeats."""
    shares = block["shares"]
    heads = sum(_high(row, shares, line, bold=True) for row in block["heads"])
    yield Laid(heads, keep=bool(block["rows"]))
    for row in block["rows"]:
        high, notes = _high(row, shares, line), _notes([one for cell in row for one in cell["lines"]], line)
        if any(cell["long"] for cell in row):
            pitch = BODY * PITCH
            count = max(1, round(high / pitch))
            for at in range(count):
                yield Laid(high / count, notes=0 if at else notes, repeats=heads)
        else:
            yield Laid(high, notes=notes, repeats=heads)


def _high(row: Sequence[Any], shares: Sequence[float], line: float, *, bold: bool = False) -> float:
    at, count = 0, 1
    for cell in row:
        width = line * sum(shares[at : at + cell["span"]]) - SIDES
        at += cell["span"]
        lines = (lines_of(_text(one), width, BODY, bold=bold or _dark(one)) for one in cell["lines"])
        count = max(count, sum(lines))
    return count * BODY * PITCH + ROOM + 0.5


def _text(line: Sequence[Mapping[str, Any]]) -> str:
    return "".join(run.get("text", "") for run in line)


def _dark(line: Sequence[Mapping[str, Any]]) -> bool:
    """Whether most of a line is bold."""
    dark = sum(len(run["text"]) for run in line if run.get("bold"))
    return 2 * dark > len(_text(line))


def _notes(lines: Sequence[Sequence[Mapping[str, Any]]], line: float) -> float:
    """Return how high the footnotes are that are first mentioned in these lines."""
    first = [run["note"] for one in lines for run in one if "note" in run and run["note"]["first"]]
    high = 0.0
    for note in first:
        words = f"{note['number']} {note['label']}: " + "".join(run["text"] for run in note["runs"])
        high += lines_of(words, line, NOTE) * NOTE * PITCH + BELOW
    return high
