"""`field__among=keys`: a list of keys as one value, where `in` composes and sends one for each of them.

A query that is composed once (`core.composed`) has holes for what differs from one time to the next: keys in
`field__among`, one value in `field__given`, and an instant in `field__before` or `field__since`.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import DateTimeField, Field, IntegerField, Lookup
from django.db.models.fields.related import ForeignObject

type_of_sql = tuple[str, list[Any]]


@dataclass(frozen=True)
class Hole:
    """What stands for a value that is not known yet, by its place among those that are given later."""

    place: int


@dataclass(frozen=True)
class Gap:
    """A hole in composed SQL, with how its value is written for the database."""

    place: int
    write: Callable[[Any], Any]


def sent(keys: Iterable[int], vendor: str) -> Any:
    """Return keys as one value that a database takes: SQLite as one text, PostgreSQL as one array."""
    return json.dumps(list(keys)) if vendor == "sqlite" else list(keys)


@IntegerField.register_lookup
@ForeignObject.register_lookup
class Among(Lookup):
    """Whether a whole number, of a row or of the row it belongs to, is one of many that are known."""

    lookup_name = "among"
    prepare_rhs = False
    rhs: Iterable[int] | Hole

    def as_sqlite(self, compiler: Any, connection: Any) -> type_of_sql:
        """SQLite reads the keys from one text."""
        column, values = self.process_lhs(compiler, connection)
        keys = self.value(connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", [*values, keys]  # noqa: S608  a column

    def as_postgresql(self, compiler: Any, connection: Any) -> type_of_sql:
        """PostgreSQL takes them as one array."""
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*values, self.value(connection)]

    def value(self, connection: Any) -> Any:
        """Return the keys as they are sent, or their gap."""
        vendor = connection.vendor
        if isinstance(self.rhs, Hole):
            return Gap(self.rhs.place, lambda keys: sent(keys, vendor))
        return sent(self.rhs, vendor)


@Field.register_lookup
@ForeignObject.register_lookup
class Given(Lookup):
    """Whether a column holds the value, never none, that is given when the composed query is asked."""

    lookup_name = "given"
    operator = "="
    prepare_rhs = False
    rhs: Hole

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Leave a gap that is filled as the column's own kind of value."""
        column, values = self.process_lhs(compiler, connection)
        field = self.lhs.output_field
        gap = Gap(self.rhs.place, lambda value: field.get_db_prep_value(value, connection, prepared=False))
        return f"{column} {self.operator} %s", [*values, gap]


@DateTimeField.register_lookup
class Before(Given):
    """Whether an instant is earlier than the one that is given."""

    lookup_name = "before"
    operator = "<"


@DateTimeField.register_lookup
class Since(Given):
    """Whether an instant is the one that is given, or later."""

    lookup_name = "since"
    operator = ">="
