"""The field by field history: an index of it, and that of many rows, written by the database itself."""

from collections.abc import Sequence
from typing import Any

from django.db import connections, models, router, transaction
from django.db.models.deletion import Collector
from django.db.models.sql import DeleteQuery, UpdateQuery
from simple_history.models import HistoricalRecords

from pilares.core import clock
from pilares.core.index import index


class HistoryByRow(HistoricalRecords):  # type: ignore[misc]  # it has no types
    """History of which the last line of every row before an instant is asked: an index alone answers that."""

    def get_meta_options(self, model: Any) -> dict[str, Any]:
        """Return what the model of the lines says of itself."""
        fields = (model._meta.pk.attname, "history_date", "history_id")
        name = f"{model._meta.model_name}_last_line"
        options: dict[str, Any] = super().get_meta_options(model)
        return options | {"indexes": (models.Index(fields=fields, name=name),)}


#: rows of one statement: a database takes only so many parameters
BATCH = 500


def write_history(rows: Sequence[models.Model], kind: str, *, by: Any, reason: str = "") -> None:
    """Write a line of history for each row, as it stands now in the database.

    `kind` is `+` for new rows, `~` for changed ones and `-` for those about to go, as in
    django-simple-history, which would make and send every line one by one: this copies them in place.
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
    if kind != "-":
        index(rows)


@transaction.atomic
def delete_with_history(rows: Sequence[models.Model], *, by: Any) -> None:
    """Delete rows of one model with what hangs on them; each leaves its last line of history.

    Django finds what goes along or forbids it; it would then send two signals and a line for every row.
    """
    using = router.db_for_write(type(rows[0])) if rows else ""
    collector = Collector(using=using)
    collector.collect(rows)
    collector.sort()
    for model, gone in collector.data.items():
        if hasattr(model._meta, "simple_history_manager_attribute"):
            write_history(list(gone), "-", by=by)
    for quick in collector.fast_deletes:
        quick._raw_delete(using)  # noqa: SLF001  as the collector itself does
    updates: dict[Any, Any] = dict(collector.field_updates)
    for (field, value), found in updates.items():
        keys = [row.pk for some in found for row in some]
        UpdateQuery(field.model).update_batch(keys, {field.name: value}, using)
    for model, gone in collector.data.items():
        DeleteQuery(model).delete_batch([row.pk for row in gone], using)
