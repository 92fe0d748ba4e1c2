"""The actors of the CRM, from `data/` into the database; what no source says stays empty."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from pilares.core import clock
from pilares.core.trail import record
from pilares.people.models import (
    Body,
    BodyName,
    Country,
    Membership,
    Organisation,
    Presidency,
)

DATA = Path(__file__).parent.parent / "data"
ROOM = 10  # between two presidencies, for those that the Secretariat records later


@transaction.atomic
def load_actors() -> None:
    """Write countries, organs, organisations and presidencies; safe to repeat, and it undoes no one's work.

    Names and notes follow the files. A presidency that is there stays as the Secretariat keeps it, and one
    that lies after the present is not loaded.
    """
    _load_countries()
    _load_organisations()
    _load_bodies()
    _load_presidencies()


def rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of a file of `data/`, dates read."""
    found: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return [_dated(row) for row in found]


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: date.fromisoformat(value)
        if value and key in {"starts_on", "ends_on", "seen_from", "seen_until"}
        else value
        for key, value in row.items()
    }


def _load_countries() -> None:
    for row in rows("countries"):
        seat = _dated(row.pop("membership"))
        country, _ = Country.objects.update_or_create(code=row.pop("code"), defaults=row)
        kind = seat.pop("kind")
        Membership.objects.update_or_create(country=country, kind=kind, ends_on=None, defaults=seat)


def _load_organisations() -> None:
    for row in rows("organisations"):
        Organisation.objects.update_or_create(code=row.pop("code"), defaults=row)


def _load_bodies() -> None:
    for order, row in enumerate(rows("bodies"), 1):
        names = row.pop("names")
        body, _ = Body.objects.update_or_create(code=row.pop("code"), defaults={**row, "order": order})
        for name in names:
            BodyName.objects.update_or_create(
                body=body, name_es=name["name_es"], defaults={**_dated(name), "body": body}
            )


def _load_presidencies() -> None:
    today = clock.today()
    for row in rows("presidencies"):
        if int(row["label"]) > today.year or (row["seen_from"] or today) > today:
            continue
        country = row.pop("country")
        if not Presidency.objects.filter(country_id=country, label=row["label"]).exists():
            last = Presidency.objects.order_by("-order").first()
            term = Presidency.objects.create(
                country_id=country, order=(last.order if last else 0) + ROOM, **row
            )
            record(term, "load", by=None)
