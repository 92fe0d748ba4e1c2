"""A hundred thousand lines of history: what changed since a day, and the matrix as it stood on one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from pilares.core.history import BATCH, write_history
from pilares.core.index import look_anew
from pilares.core.trail import Entry
from pilares.monitoring.models import Activity, Indicator, ResponsibleParty, Result, Risk

#: acts in the trail, and those of them after the day that is asked about
ACTS, LATELY = 100_000, 500
BEGUN, DAY = datetime(2019, 11, 15, 15, tzinfo=UTC), datetime(2021, 6, 27, 6, tzinfo=UTC)
#: lines of history of each row of the matrix
LINES = 10
FIELDS = ("title_es", "about_es", "due_on", "scope")


def changes() -> Callable[[], Any]:
    """Ask what changed since 27 June 2021, as everybody may see it."""
    _act()
    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    return lambda: client.get("/es/cambios?desde=2021-06-27")


def past(address: str) -> Callable[[], Callable[[], Any]]:
    """Ask for the matrix of a day that is over, of rows that have their history."""

    def prepare() -> Callable[[], Any]:
        _remember()
        client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
        return lambda: client.get(address)

    return prepare


def _act() -> None:
    """Write the acts, once for a database: most before the day, some after it."""
    if Entry.objects.filter(verb="edit").count() >= ACTS:
        return
    keys = list(Activity.objects.visible_to(AnonymousUser()).values_list("pk", "code"))
    early = (DAY - BEGUN) / (ACTS - LATELY)
    made = []
    for number in range(ACTS):
        pk, code = keys[number % len(keys)]
        late = number - (ACTS - LATELY)
        at = BEGUN + early * number if late < 0 else DAY + timedelta(hours=late)
        changes = {FIELDS[number % 4]: ["antes", f"después {number}"]} if number % 4 != 2 else {
            "due_on": ["2021-12-31", f"2022-01-{number % 28 + 1:02d}"]
        }  # fmt: skip
        made.append(
            Entry(
                at=at, capacity="group_member:PROT:GT", verb="edit", model="monitoring.activity",
                object_id=pk, label=code, details={"changes": changes},
            )
        )  # fmt: skip
    Entry.objects.bulk_create(made, batch_size=BATCH)
    look_anew(Entry)


def _remember() -> None:
    """Give each row of the matrix and its parts lines of history before the day, once for a database."""
    history: Any = Activity.history
    if history.exists():
        return
    for model in (Activity, Result, Indicator, ResponsibleParty, Risk):
        rows = list(model.objects.all())
        kept: Any = model.history
        for line in range(LINES):
            write_history(rows, "~" if line else "+", by=None)
            kept.filter(history_date__gt=DAY).update(history_date=BEGUN + timedelta(days=30 * line))
