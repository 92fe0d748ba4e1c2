"""The meetings that public sources tell of, from `data/` into the database."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.trail import record
from pilares.meetings.models import Meeting
from pilares.people.models import Body

DATA = Path(__file__).parent.parent / "data" / "meetings.json"


@transaction.atomic
def load_meetings() -> None:
    """Add the meetings that are missing, once the actors are there; the others stay as they are kept.

    A meeting that lies after the present is not loaded.
    """
    bodies = {body.code: body for body in Body.objects.all()}
    known = set(Meeting.objects.values_list("code", flat=True))
    for row in _rows(clock.today()):
        if row["code"] not in known:
            presidency = row.pop("presidency")
            body = bodies[row.pop("body")]
            meeting = Meeting.objects.create(
                body=body, presidency_id=presidency, tier=Tier.PUBLIC, status=Meeting.Status.HELD, **row
            )
            record(meeting, "load", by=None)


def _rows(today: date) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(DATA.read_text(encoding="utf-8"))
    for row in rows:
        for key in ("starts_on", "ends_on"):
            row[key] = date.fromisoformat(row[key]) if row[key] else None
    past = [r for r in rows if r["year"] <= today.year and (r["starts_on"] or today) <= today]
    return [{key: value for key, value in row.items() if key != "year"} for row in past]
