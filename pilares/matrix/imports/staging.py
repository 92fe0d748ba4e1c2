"""A file waits for its person: staged when it is sent, answered step by step, given up or forgotten."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from pilares.core import clock
from pilares.core.access import require
from pilares.core.tables import read_tables
from pilares.core.trail import record
from pilares.matrix.access import why_not_import
from pilares.matrix.imports.applying import ALREADY
from pilares.matrix.imports.book import MOST_ROWS
from pilares.matrix.imports.comparing import open_book
from pilares.matrix.imports.keeping import drop_tables, keep
from pilares.matrix.models import Import
from pilares.people.models import User
from pilares.plans.models import Document

#: what answers there are, and which of them are kept by column, value or row
ANSWERS = frozenset(
    {
        "columns",
        "values",
        "order",
        "orders",
        "mark",
        "marks",
        "declared_on",
        "reason",
        "groups",
        "becomes",
        "choices",
        "mapping",
        "destination",
        "decisions",
    }
)
LONGEST_NAME = 200


@transaction.atomic
def stage(data: bytes, *, name: str, plan: Document, by: User) -> Import:
    """Keep a file and nothing else. Raises `Refused`, `Unreadable` or `NotOurs`, with the reason."""
    require(why_not_import(by, plan))
    tables = read_tables(data, name, rows=MOST_ROWS)
    book = open_book(tables, plan, by.language)
    import_ = Import(
        plan=plan, name=name[-LONGEST_NAME:], size=len(data), language=book.language,
        uploaded_by=by, uploaded_at=clock.now(),
    )  # fmt: skip
    keep(import_, data, tables)
    import_.save()
    record(import_, "stage_import", by=by, size=len(data))
    return import_


@transaction.atomic
def answer(import_: Import, answers: Mapping[str, Any], *, by: User) -> Import:
    """Keep what the person answered; what was answered before and is not asked again stays."""
    require(why_not_import(by))
    locked = Import.objects.select_for_update().get(pk=import_.pk)
    require(None if locked.staged else ALREADY)
    for name, value in answers.items():
        if name not in ANSWERS:
            continue
        known = locked.answers.get(name)
        locked.answers[name] = {**(known or {}), **value} if isinstance(value, dict) else value
    locked.save(update_fields=["answers"])
    import_.answers = locked.answers
    return import_


@transaction.atomic
def discard(import_: Import, *, by: User) -> None:
    """Forget a file of which nothing was written."""
    require(why_not_import(by))
    locked = Import.objects.select_for_update().get(pk=import_.pk)
    require(None if locked.staged else ALREADY)
    record(locked, "discard_import", by=by)
    forget(locked)


def forget(import_: Import) -> None:
    """Delete an import with its file, once the transaction is sure."""
    file = import_.file
    import_.delete()
    transaction.on_commit(lambda: drop_tables(file))
    transaction.on_commit(lambda: file.delete(save=False))
