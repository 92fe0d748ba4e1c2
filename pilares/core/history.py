"""The field by field history of many rows, written by the database itself from what the rows hold."""

from collections.abc import Sequence
from typing import Any

from django.db import connections, models, router

from pilares.core import clock

#: rows of one statement: a database takes only so many parameters
BATCH = 500


def write_history(rows: Sequence[models.Model], kind: str, *, by: Any, reason: str = "") -> None:
    """Write a line of history for each row, as it stands now in the database.

    `kind` is `+` for new rows and `~` for changed ones, as in django-simple-history, which would make and
    send every line one by one: this copies them in place.
    """
    if not rows:
        return
    model: Any = type(rows[0])
    history = model.history.model
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    copied = ", ".join(quote(field.column) for field in history.tracked_fields)
    about = {
        "history_date": clock.now(),
        "history_user_id": by.pk if by else None,
        "history_change_reason": reason[:100] or None,
        "history_type": kind,
    }
    fields = {field.attname: field for field in history._meta.concrete_fields}
    values = [fields[name].get_db_prep_save(value, connection) for name, value in about.items()]
    into, source = quote(history._meta.db_table), quote(model._meta.db_table)
    said = ", ".join(["%s"] * len(about))
    # names come from the models, values go as parameters
    statement = (
        f"INSERT INTO {into} ({copied}, {', '.join(map(quote, about))}) "  # noqa: S608
        f"SELECT {copied}, {said} FROM {source} WHERE {quote(model._meta.pk.column)} IN "
    )
    with connection.cursor() as cursor:
        for at in range(0, len(rows), BATCH):
            keys = [row.pk for row in rows[at : at + BATCH]]
            cursor.execute(f"{statement}({', '.join(['%s'] * len(keys))})", [*values, *keys])
