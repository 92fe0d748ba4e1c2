"""Queries that are composed once: only what they are given differs from one time to the next.

The ORM composes a query anew each time, which costs more than running it, where a page asks for the parts of
fifty rows as where a figure is saved. What is kept is SQL without a single value in it, never data.
"""

from collections.abc import Callable, Iterable
from inspect import signature
from typing import Any

from django.db import connection
from django.db.models.query import get_related_populators

from pilares.core.among import Gap, Hole


class Composed:
    """A `values_list` with holes, for `among` and `given`; it must depend on nothing else."""

    def __init__(self, rows: Callable[..., Any]) -> None:
        self.rows = rows

    def __call__(self, *given: Any) -> Iterable[tuple[Any, ...]]:
        """Return the rows for these values, each in the place of its hole."""
        return map(tuple, self._kept().rows(given))

    def _kept(self) -> "Kept":
        # a compiler belongs to its connection, and a connection to one thread
        kept: dict[Composed, Kept] = connection.__dict__.setdefault("composed_queries", {})
        if self not in kept:
            kept[self] = Kept(self.rows(*map(Hole, range(len(signature(self.rows).parameters)))).query)
        return kept[self]


class ComposedRecords(Composed):
    """A query of whole records with holes, with what it selects beside them and nothing prefetched."""

    def __call__(self, *given: Any) -> list[Any]:
        """Return the records for these values, each of them new."""
        return list(self._kept().records(given))

    def first(self, *given: Any) -> Any:
        """Return the first record for these values, or `None`."""
        return next(iter(self(*given)), None)

    def one(self, *given: Any) -> Any:
        """Return the record for these values; raises its kind's `DoesNotExist`."""
        for found in self(*given):
            return found
        raise self._kept().model.DoesNotExist


class Kept:
    """A query as it was composed for one connection."""

    def __init__(self, query: Any) -> None:
        self.compiler = query.get_compiler(connection=connection)
        self.sql, self.params = self.compiler.as_sql()
        columns = [one[0] for one in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(columns)
        self.model = query.model

    def rows(self, given: tuple[Any, ...]) -> Iterable[Any]:
        """Return what the database answers, in Python's own kinds of values."""
        params = [one.write(given[one.place]) if isinstance(one, Gap) else one for one in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        converted: Iterable[Any] = self.compiler.apply_converters(found, self.converters)
        return converted if self.converters else found

    def records(self, given: tuple[Any, ...]) -> Iterable[Any]:
        """Return the records, as the ORM makes them."""
        about, select = self.compiler.klass_info, self.compiler.select
        first, last = about["select_fields"][0], about["select_fields"][-1] + 1
        names = [column[0].target.attname for column in select[first:last]]
        beside = get_related_populators(about, select, connection.alias)  # type: ignore[call-arg]  # until Django 6.1
        for row in self.rows(given):
            record = self.model.from_db(connection.alias, names, row[first:last])
            for one in beside:
                one.populate(row, record)
            yield record
