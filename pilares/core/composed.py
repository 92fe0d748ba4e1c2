"""Queries that are composed once: only the keys that they ask for differ from one time to the next.

The ORM composes a query anew each time, which costs more than running it where a page asks for the parts of
fifty rows. What is kept is SQL without a single value in it, never data.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from pilares.core.among import HOLE, sent


class Composed:
    """A `values_list` of one list of keys, for `among`; it must depend on nothing else."""

    def __init__(self, rows: Callable[[Iterable[int]], Any]) -> None:
        self.rows = rows

    def __call__(self, keys: Iterable[int]) -> Iterable[tuple[Any, ...]]:
        """Return the rows of these keys."""
        # a compiler belongs to its connection, and a connection to one thread
        kept = connection.__dict__.setdefault("composed_queries", {})
        if self not in kept:
            compiler = self.rows(HOLE).query.get_compiler(connection=connection)
            kept[self] = compiler, *compiler.as_sql()
        compiler, sql, params = kept[self]
        with connection.cursor() as cursor:
            cursor.execute(
                sql, [sent(keys, connection.vendor) if value is HOLE else value for value in params]
            )
            found = cursor.fetchall()
        rows: Iterable[tuple[Any, ...]] = compiler.results_iter(results=[found], tuple_expected=True)
        return rows
