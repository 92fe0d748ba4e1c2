"""Comparing a file with the matrix, in a constant number of queries whatever its rows."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils.translation import override

from pilares.core.tables import Table
from pilares.matrix.exports.background import read_background
from pilares.matrix.imports.asking import Asked
from pilares.matrix.imports.book import Book, NotOurs, read_book, why_not_ours
from pilares.matrix.imports.comparison import Comparison, RowLine
from pilares.matrix.imports.entries import read_entries
from pilares.matrix.imports.judging import Judge, Online, Places
from pilares.matrix.imports.keeping import tables_of
from pilares.matrix.imports.matching import Pending, match, seen_by
from pilares.matrix.imports.newcomers import Newcomers
from pilares.matrix.imports.parts import SPEAKS_OF, read_held
from pilares.matrix.imports.vocabulary import GROUP, read_vocabulary
from pilares.matrix.models import Import
from pilares.matrix.queries import Filters, read_matrix
from pilares.monitoring.actions.many import with_their_own
from pilares.monitoring.models import Activity
from pilares.people.models import User
from pilares.plans.models import Document

#: the parts that the text of a column is made of, where it is made of any
MADE_OF = {
    "pillars": "themes", "pillar_numbers": "themes", "primary_pillar": "themes", "themes": "themes",
    "results": "results", "indicators": "indicators", "indicators_and_leads": "indicators",
    "targets": "indicators", "monitoring": "indicators", "baselines": "indicators", "leads": "indicators",
    "parties": "parties", "risks": "risks", "years": "years", "completion": "years",
    "countries": "countries", "principles": "principles", "notes": "principles",
}  # fmt: skip
#: the related records that a column changes
RELATED = {
    "themes": "placed", "parties": "parties", "years": "years", "completion": "years",
    "countries": "countries", "principles": "principles",
}  # fmt: skip


def open_book(tables: tuple[Table, ...], plan: Document, language: str) -> Book:
    """Find the matrix of this plan in the sheets of a file. Raises `NotOurs`, with the reason."""
    book = read_book(tables, language)
    if reason := why_not_ours(book, plan.code, illustrative=settings.DEMO):
        raise NotOurs(reason)
    return book


def compare(import_: Import, *, by: User) -> Comparison:
    """Say what a file would do to the matrix as its person may see it, with what it still asks."""
    book = open_book(tables_of(import_), import_.plan, import_.language)
    vocabulary = read_vocabulary(import_.plan)
    asked = Asked(vocabulary, import_.answers)
    columns = columns_of(book, import_.answers.get("columns", {}))
    entries = read_entries(book, columns, lambda text: vocabulary.find(GROUP, text) is not None)
    seen = Activity.objects.visible_to(by).filter(plan=import_.plan)
    exported = book.stamp.rows if book.stamp else None
    matched = match(entries.rows, seen=seen_by(seen), exported=exported, asked=asked)
    places = Places(import_.plan)
    rows = [*matched.settled, *_judged(matched.pending, book, asked, places, by)]
    rows += Newcomers(asked, places, by, book.language).rows(matched.newcomers)
    order = {page.name: at for at, page in enumerate(book.pages)}
    rows.sort(key=lambda row: (order.get(row.entry.sheet, 0), row.entry.row))
    answered: Mapping[str, str] = import_.answers.get("columns", {})
    open_ = any(h.near and h.key not in answered for page in book.pages for h in page.headings)
    return Comparison(book, asked, tuple(rows), tuple(matched.absent), entries.empty, columns_open=open_)


def columns_of(book: Book, chosen: Mapping[str, str]) -> dict[str, dict[int, str]]:
    """Return the field of each column of each sheet: as its label says, or as the person decided."""
    return {
        page.name: {h.column: name for h in page.headings if (name := h.field or chosen.get(h.key, ""))}
        for page in book.pages
    }


def _judged(pending: Sequence[Pending], book: Book, asked: Asked, places: Places, by: User) -> list[RowLine]:
    if not pending:
        return []
    judge = Judge(_online(pending, book, by), asked, places, by)
    lines = [line for row in pending if (line := judge.judge(row)) is not None]
    judge.check_targets(lines)
    return lines


def _online(pending: Sequence[Pending], book: Book, by: User) -> Online:
    """Read what stands online, in the language of the file, and only what the changed cells need."""
    keys = [row.known.pk for row in pending]
    names = {name for row in pending for name in row.differing}
    for row in pending:
        if row.remembered is None:
            names |= {name for source in row.entry.sources for name in source.columns.values()}
    parts = frozenset(MADE_OF[name] for name in names if name in MADE_OF)
    related = sorted({RELATED[name] for name in names if name in RELATED})
    rows = Activity.objects.filter(pk__in=keys).prefetch_related(*related)
    with override(book.language):
        matrix = read_matrix(by, Filters(candidates=True), everything=True, only=keys, parts=parts)
        background = read_background(matrix)
    return Online(
        background=background,
        lines={line.pk: line for line in matrix.lines},
        activities={activity.pk: activity for activity in with_their_own(rows)},
        held=read_held(keys, [SPEAKS_OF[name] for name in sorted(names) if name in SPEAKS_OF]),
        language=book.language,
    )
