"""What stops one row of many, and the history of many rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Refused
from pilares.core.columns import save_columns
from pilares.core.edits import Conflict
from pilares.core.history import write_history
from pilares.people.models import User

MEANWHILE = _("Somebody saved the same field meanwhile.")


class Stopped(Exception):
    """One row of many was refused, invalid or overtaken, so nothing was written; carries code and cause."""

    def __init__(self, code: str, cause: Refused | ValidationError | Conflict) -> None:
        self.code, self.cause = code, cause
        super().__init__(f"{code}: {cause}")

    @property
    def words(self) -> str:
        """What stopped it, in words for a person."""
        if isinstance(self.cause, Refused):
            return str(self.cause.reason)
        if isinstance(self.cause, ValidationError):
            return " ".join(self.cause.messages)
        return str(MEANWHILE)


@contextmanager
def naming(code: str) -> Iterator[None]:
    """Say of which record it was that something stopped."""
    try:
        yield
    except (Refused, ValidationError, Conflict) as cause:
        raise Stopped(code, cause) from cause


def save_with_history(rows: Sequence[Any], names: Sequence[str], *, by: User, reason: str = "") -> None:
    """Write columns of rows of one model, and a line of history for each."""
    save_columns(rows, names)
    write_history(rows, "~", by=by, reason=reason)


def create_with_history(rows: Sequence[Any], *, by: User, reason: str = "") -> list[Any]:
    """Write new rows of one model, and the first line of history for each; return them with their keys."""
    if not rows:
        return []
    created: list[Any] = type(rows[0])._default_manager.bulk_create(rows)
    write_history(created, "+", by=by, reason=reason)
    return created
