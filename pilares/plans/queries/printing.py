"""A version as an official document: its text, its notes, and its model tables filled (§3.9, §4.3)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import Wording
from pilares.people.access import type_of_reader
from pilares.plans.models import Document, Version
from pilares.plans.queries.lines import Line, NoteLine, cited, mode_of_reader
from pilares.plans.queries.reader import Reader, SectionLine, head_of, reader

#: sections of the source that an official document draws in its own way: its cover and its contents
COVER, CONTENTS = "portada", "contenido"
S = Version.Status
#: versions that nobody adopted: every page says so
DRAFTS = (S.DRAFT, S.IN_CONSULTATION, S.GIVEN_UP)


@dataclass(frozen=True)
class Filled:
    """What stands in a table of which the plan prints the model only; a row of one cell is a heading."""

    name: Wording | str
    #: the cells of each row, each with its values one a line
    rows: tuple[tuple[tuple[str | Wording, ...], ...], ...]
    #: what the first header row says, after the words of the plan
    objective: Wording | None = None


@dataclass(frozen=True)
class Filling:
    """The tables of a plan as one reader gets them, by anchor, and how far what they say may go."""

    tables: Mapping[str, Filled]
    as_of: date
    tier: Tier = Tier.PUBLIC
    illustrative: bool = False


#: a higher floor says here what stands in the tables of a plan; it adds itself at start
FILLED_BY: list[Callable[[Document, type_of_reader], Filling]] = []


@dataclass(frozen=True)
class Remark:
    """What the platform remarks on a place of the text; it is no part of it."""

    place: str
    words: Wording


@dataclass(frozen=True)
class Printed:
    """A version ready for paper."""

    page: Reader
    body: tuple[SectionLine, ...]
    cover: SectionLine | None
    notes: Mapping[int, NoteLine]
    filling: Filling
    #: the version is not the one whose tables are filled: they belong to the plan that stands
    unfilled: bool
    remarks: tuple[Remark, ...]
    tier: Tier
    #: words behind every page of what nobody adopted
    watermark: str
    #: some text stands in its original, because it has no translation yet
    pending: bool


def printed(version: Version, user: type_of_reader) -> Printed:
    """Return a version, seen beforehand to be visible, in the reader's language; constant queries."""
    page = reader(version, mode=mode_of_reader())
    if page is None:  # a version without a text yet
        page = Reader(head_of(version), mode_of_reader(), (), (), (), "", None, None)
    stale = version.status in {S.SUPERSEDED, S.GIVEN_UP}
    filling = Filling({}, clock.today()) if stale else _filling(version.document, user)
    tier = max(Tier(version.tier), filling.tier, key=list(Tier).index)
    return Printed(
        page=page,
        body=tuple(one for one in page.sections if one.anchor not in {COVER, CONTENTS}),
        cover=next((one for one in page.sections if one.anchor == COVER), None),
        notes={note.number: note for note in page.notes},
        filling=filling,
        unfilled=stale,
        remarks=tuple(_remarks(page)),
        tier=tier,
        watermark=_("DRAFT · not adopted") if version.status in DRAFTS else "",
        pending=any(_pending(line) for one in page.sections for line in one.lines),
    )


def _filling(plan: Document, user: type_of_reader) -> Filling:
    fillings = [fill(plan, user) for fill in FILLED_BY]
    return next((filling for filling in fillings if filling.tables), Filling({}, clock.today()))


def _pending(line: Line) -> bool:
    cells = [cell for row in (*line.table.head, *line.table.body) for cell in row.cells] if line.table else []
    return any(side.pending for side in line.sides) or any(_pending(x) for cell in cells for x in cell.lines)


def _of_a_model(line: Line) -> bool:
    """Say whether a line is a table of §3.9: what is remarked on model cells is not for filled ones."""
    return line.table is not None and line.anchor.startswith("3.9.")


def _remarks(page: Reader) -> list[Remark]:
    """Return what is remarked on headings and lines, in their order, each remark once a section."""
    found: dict[tuple[str, str], Remark] = {}
    for section in page.sections:
        if section.anchor == CONTENTS:
            continue
        for words in (section.mark, *(line.mark for line in section.lines if not _of_a_model(line))):
            if words.text:
                place = cited(f"§{section.anchor}") if section.anchor != COVER else section.name
                found.setdefault((section.anchor, words.text), Remark(place, words))
    return list(found.values())
