"""The index of what can be searched: of each record, the stems of its words in both languages.

It holds no text that anybody reads. What a search shows comes from the record itself, through its
`visible_to`: the index says where words stand, never to whom. The same SQL asks it on every database.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection, models
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.signals import post_save

from pilares.core.search import fold

#: a word, or a code: `capacitacion`, `prot-a1-i1`, `3.9`
TOKEN = re.compile(r"[a-z0-9]+(?:[-./][a-z0-9]+)*")
WORD = re.compile(r"\w+(?:[-./]\w+)*")
#: words that stand in every text of either language: neither kept nor asked for
SILENT = frozenset((
    "a", "al", "and", "by", "con", "de", "del", "e", "el", "en", "es", "for", "in", "la", "las", "lo", "los",
    "o", "of", "on", "or", "para", "por", "que", "se", "su", "sus", "the", "to", "un", "una", "y", "with",
))  # fmt: skip
#: keys of a table in JSON that hold what is read, not how it is laid out
READ = ("es", "en", "text", "text_es", "text_en")
BATCH = 500


class Indexed(models.Model):
    """The words of one record, as stems between spaces."""

    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    words = models.TextField()

    class Meta:
        app_label = "core"
        verbose_name_plural = "indexed"
        constraints = (models.UniqueConstraint(fields=["model", "object_id"], name="indexed_once"),)

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, marked where it is a word that was asked for."""

    text: str
    marked: bool = False


#: the columns that are searched, by model: what puts the floors together says so (`register`)
_columns: dict[type[models.Model], tuple[str, ...]] = {}


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return what a folded word shares with its plural and its other gender, in Spanish and in English.

    One light rule for both: a record and a question meet whatever language each was written in.
    """
    if any(c.isdigit() for c in word):
        return word
    if word.endswith("ces"):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 2 and word[-1] in "aeo":
        word = word[:-1]
    if len(word) > 2 and word[-1] == "y" and word[-2] not in "aeiou":
        word = f"{word[:-1]}i"
    return f"{word[:-1]}c" if len(word) > 2 and word[-1] == "z" else word


def stems(text: str) -> set[str]:
    """Return the stems of a text; a code counts whole and in its parts."""
    found = set()
    for token in TOKEN.findall(fold(text)):
        parts = [token] if token.isalnum() else re.split("[-./]", token)
        found |= {token} if len(parts) > 1 else set()
        found |= {stem(part) for part in parts if part not in SILENT}
    return found


def asked_for(question: str, most: int = 8) -> tuple[str, ...]:
    """Return the stems that a question asks for, in its order; a code is asked for whole."""
    tokens = [token for token in TOKEN.findall(fold(question)) if token not in SILENT]
    return tuple(dict.fromkeys(t if re.search("[-./]", t) else stem(t) for t in tokens))[:most]


# --- Keeping it -----------------------------------------------------------------------------------------


def register(model: type[models.Model], *columns: str) -> None:
    """Say which columns of a model are searched; from then on its words follow every `save`."""
    _columns[model] = columns
    post_save.connect(_follow, sender=model, dispatch_uid=f"words of {model._meta.label_lower}")


def registered() -> dict[type[models.Model], tuple[str, ...]]:
    """Return what is searched, by model."""
    return dict(_columns)


def _follow(
    instance: models.Model, update_fields: Iterable[str] | None = None, *, raw: bool = False, **_said: Any
) -> None:
    if raw:  # a copy of a whole database brings its index along
        return
    if update_fields is None or set(update_fields) & set(_columns[type(instance)]):
        index([instance])


def index(rows: Sequence[models.Model]) -> None:
    """Write the words of rows of one model down, in the transaction that writes the rows themselves.

    For what goes past `save`: whoever writes many rows at once says so here.
    """
    if not rows or (columns := _columns.get(type(rows[0]))) is None:
        return
    model = type(rows[0])
    if any(row.get_deferred_fields() & set(columns) for row in rows):
        rows = list(model._base_manager.filter(pk__in=[row.pk for row in rows]))
    label = model._meta.label_lower
    new = {row.pk: Indexed(model=label, object_id=row.pk, words=_words(row, columns)) for row in rows}
    Indexed.objects.bulk_create(
        new.values(),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["model", "object_id"],
        update_fields=["words"],
    )


def rebuild() -> int:
    """Write the whole index again and drop the words of what is gone; return how many records it holds."""
    for model in _columns:
        known = Indexed.objects.filter(model=model._meta.label_lower)
        known.exclude(object_id__in=model._base_manager.values("pk")).delete()
        rows: list[models.Model] = []
        for row in model._base_manager.order_by("pk").iterator(chunk_size=BATCH):
            rows.append(row)
            if len(rows) == BATCH:
                index(rows)
                rows = []
        index(rows)
    Indexed.objects.exclude(model__in=[model._meta.label_lower for model in _columns]).delete()
    look_anew(Indexed, *_columns)
    return Indexed.objects.count()


def look_anew(*models_: type[models.Model]) -> None:
    """Let PostgreSQL see what stands in tables that were filled at once.

    Until its own daemon comes by it plans as if they were almost empty, and a search takes twice its time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in models_:
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _words(row: models.Model, columns: Sequence[str]) -> str:
    said = " ".join(text for name in columns for text in _texts(getattr(row, name)))
    return f" {' '.join(sorted(stems(plain(said))))} "


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a column, and of a table those of its cells."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in READ or not isinstance(inner, str):
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)


# --- Asking it ------------------------------------------------------------------------------------------


def holding(model: type[models.Model], wanted: Sequence[Sequence[str]]) -> QuerySet[Indexed, Any]:
    """Return the keys of the records that hold, for each word asked for, one of its stems."""
    found = Indexed.objects.filter(model=model._meta.label_lower)
    for number, alternatives in enumerate(wanted):
        at = {f"at_{number}_{n}": StrIndex("words", Value(f" {s} ")) for n, s in enumerate(alternatives)}
        some = Q()
        for name in at:
            some |= Q(**{f"{name}__gt": 0})
        found = found.alias(**at).filter(some)
    return found.values("object_id")


def plain(text: str) -> str:
    """Return a text of the plan without its markup: italics, bold and references to notes."""
    return re.sub(r"\[\^\d+\]|\*+", "", text)


def around(text: str, wanted: Iterable[str], before: int = 70, after: int = 170) -> tuple[Piece, ...]:
    """Return the words around the first that was asked for, with every such word marked; or nothing."""
    text, stems_wanted = " ".join(plain(text).split()), set(wanted)
    spans = [(m.start(), m.end()) for m in WORD.finditer(text) if stems(m.group()) & stems_wanted]
    if not spans:
        return ()
    first, last = max(0, spans[0][0] - before), min(len(text), spans[0][0] + after)
    first = text.find(" ", first, spans[0][0]) + 1 if first else 0
    last = (text.rfind(" ", spans[0][1], last) if last < len(text) else last) or last
    last = max(last, spans[0][1])
    pieces, at = [Piece("… ")] if first else [], first
    for start, end in spans:
        if end <= last:
            pieces += [Piece(text[at:start]), Piece(text[start:end], marked=True)]
            at = end
    pieces.append(Piece(text[at:last] + (" …" if last < len(text) else "")))
    return tuple(piece for piece in pieces if piece.text)
