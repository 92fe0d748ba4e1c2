"""`field__among=keys`: a list of keys as one value, where `in` composes and sends one for each of them."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import AutoField, BigAutoField, Lookup
from django.db.models.fields.related import ForeignObject

type_of_sql = tuple[str, list[Any]]


#: what stands for keys that are not known yet, in a query that is composed once; no list, which is copied
HOLE: Iterable[int] = frozenset({0})


def sent(keys: Iterable[int], vendor: str) -> Any:
    """Return keys as one value that a database takes: SQLite as one text, PostgreSQL as one array."""
    return json.dumps(list(keys)) if vendor == "sqlite" else list(keys)


@AutoField.register_lookup
@BigAutoField.register_lookup
@ForeignObject.register_lookup
class Among(Lookup):
    """Whether a whole number, of a row or of the row it belongs to, is one of many that are known."""

    lookup_name = "among"
    prepare_rhs = False
    rhs: Iterable[int]

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
        """Return the keys as they are sent, or their place."""
        return HOLE if self.rhs is HOLE else sent(self.rhs, connection.vendor)
