"""`field__among=keys`: a list of keys as one value, where `in` composes and sends one for each of them."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import AutoField, BigAutoField, Lookup
from django.db.models.fields.related import ForeignObject

type_of_sql = tuple[str, list[Any]]


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
        keys = json.dumps(list(self.rhs))
        return f"{column} IN (SELECT value FROM json_each(%s))", [*values, keys]  # noqa: S608  a column

    def as_postgresql(self, compiler: Any, connection: Any) -> type_of_sql:
        """PostgreSQL takes them as one array."""
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*values, list(self.rhs)]
