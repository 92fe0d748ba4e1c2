"""The page of the search: what was asked, what holds it, and the words around it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from pilares.core.bilingual import reading_language
from pilares.core.index import Piece, around, asked_for, holding, plain, stems
from pilares.core.search import fold
from pilares.home.queries.search.few import cited, named
from pilares.home.queries.search.sources import KINDS, SOURCES, Shown
from pilares.people.access import type_of_reader

#: records read of one model, and shown of one kind while all kinds stand on the page
MOST = 100
SHOWN = 6
LONGEST = 200


@dataclass(frozen=True)
class Hit:
    """One result: its title, where it is read, and the words around what was asked for."""

    title: tuple[Piece, ...]
    lang: str
    url: str
    about: str
    excerpt: tuple[Piece, ...] = ()
    excerpt_lang: str = ""


@dataclass(frozen=True)
class Group:
    """The results of one kind; `more` where there are more than could be read at once."""

    kind: str
    label: str | Promise
    hits: tuple[Hit, ...]
    count: int
    more: bool = False

    @property
    def cut(self) -> bool:
        """Whether the page shows some of them only."""
        return self.count > len(self.hits)


@dataclass(frozen=True)
class SearchPage:
    """A question and its answer; without a question, the page says what can be asked."""

    question: str
    #: what leads straight there: a code, a citation, an acronym
    direct: tuple[Hit, ...] = ()
    groups: tuple[Group, ...] = ()
    #: the kind that the page is narrowed to
    kind: str = ""
    #: the question holds nothing but words that stand everywhere
    silent: bool = False
    several_words: bool = False

    @property
    def label(self) -> str | Promise:
        """The name of the kind that the page is narrowed to."""
        return KINDS.get(self.kind, "")

    @property
    def empty(self) -> bool:
        """Whether something was asked and nothing holds it."""
        return bool(self.question) and not self.direct and not self.groups


def search_page(user: type_of_reader, question: str, kind: str = "") -> SearchPage:
    """Answer a question with what the reader may see: as many queries whatever there is to be found."""
    question = " ".join(question.split())[:LONGEST]
    kind = kind if kind in KINDS else ""
    if not question:
        return SearchPage("", kind=kind)
    few, same = named(user)
    terms = asked_for(question)
    wanted = [sorted({term, *same.get(term, ())}) for term in terms]
    found, full = _indexed(user, wanted)
    for one in few:
        if wanted and all(one.words & set(some) for some in wanted):
            found[one.kind].append(one.shown)
    everything = [*(s for rows in found.values() for s in rows), *(one.shown for one in few)]
    exact, flat = fold(question), {term for some in wanted for term in some}
    direct = {s.url: s for s in everything if exact in {fold(code) for code in s.codes}}
    direct |= {s.url: s for s in cited(user, question)}
    groups = (
        _group(name, _ranked(rows, wanted), flat, whole=bool(kind), more=name in full)
        for name in KINDS
        if kind in {"", name} and (rows := [s for s in found[name] if s.url not in direct])
    )
    first = tuple(_hit(shown, flat) for shown in direct.values())
    return SearchPage(question, first, tuple(groups), kind, not terms, len(terms) > 1)


def _indexed(
    user: type_of_reader, wanted: Sequence[Sequence[str]]
) -> tuple[dict[str, list[Shown]], set[str]]:
    """Return what holds the words, by kind, and the kinds of which there is more than is read."""
    found: dict[str, list[Shown]] = defaultdict(list)
    full: set[str] = set()
    for source in SOURCES if wanted else ():
        rows = list(_in_order(source.rows(user)).filter(pk__in=holding(source.model, wanted))[: MOST + 1])
        found[source.kind] += [source.shown(row) for row in rows[:MOST]]
        full |= {source.kind} if len(rows) > MOST else set()
    return found, full


def _in_order(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Give what stands at the same place, as of the same day, one order: it is the same at each asking."""
    return rows.order_by(*(rows.query.order_by or rows.model._meta.ordering), "pk")


def _ranked(rows: Iterable[Shown], wanted: Sequence[Sequence[str]]) -> list[Shown]:
    """Return first what holds the words in its title, then the rest, each in the order it came in."""

    def in_title(shown: Shown) -> bool:
        words = stems(plain(shown.title.text))
        return all(words & set(some) for some in wanted)

    return sorted(rows, key=lambda shown: not in_title(shown))


def _group(name: str, rows: list[Shown], flat: set[str], *, whole: bool, more: bool) -> Group:
    kept = rows if whole else rows[:SHOWN]
    return Group(name, KINDS[name], tuple(_hit(shown, flat) for shown in kept), len(rows), more)


def _hit(shown: Shown, flat: set[str]) -> Hit:
    """Mark the words in the title and in the first text that holds them, the reader's language first."""
    title = plain(shown.title.text)
    marked = around(title, flat, before=len(title), after=len(title)) or (Piece(title),)
    mine = reading_language()
    texts = [(text, lang) for pair in shown.texts for text, lang in zip(pair, ("es", "en"), strict=True)]
    for text, lang in sorted(texts, key=lambda two: two[1] != mine):
        if plain(text) != title and (pieces := around(text, flat)):
            return Hit(marked, shown.title.lang, shown.url, shown.about, pieces, lang)
    return Hit(marked, shown.title.lang, shown.url, shown.about)
