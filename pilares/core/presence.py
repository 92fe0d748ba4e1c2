"""Who has the same record open: kept for seconds, locks nothing, and nobody's history (AC-10).

It lives in the cache, which forgets by itself; what is lost there is told again with the next look.
"""

from collections.abc import Iterable

from django.core.cache import cache
from django.db import models

#: seconds after which somebody who does not look any more is gone, and how often an open page looks
STAYS, LOOKS = 50, 20
REMEMBERED = 3600


def also_here(record: models.Model, by: models.Model) -> tuple[int, ...]:
    """Say that a person has a record open, and return the keys of the others who have it open too."""
    base = f"presence:{record._meta.label_lower}:{record.pk}"
    known: set[int] = set(cache.get(base, ()))
    cache.set(_mark(base, by.pk), 1, STAYS)
    if by.pk not in known:
        cache.set(base, tuple(sorted({*known, by.pk})), REMEMBERED)
    return _open(base, known - {by.pk})


def leave(record: models.Model, by: models.Model) -> None:
    """Say that a person has closed a record: they saved it."""
    cache.delete(_mark(f"presence:{record._meta.label_lower}:{record.pk}", by.pk))


def _open(base: str, people: Iterable[int]) -> tuple[int, ...]:
    marks = {_mark(base, pk): pk for pk in people}
    return tuple(sorted(marks[mark] for mark in cache.get_many(marks))) if marks else ()


def _mark(base: str, pk: int) -> str:
    return f"{base}:{pk}"
