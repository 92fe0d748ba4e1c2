"""The files of `data/demo/` as rows, and the records that they name."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pilares.core.bilingual import Language
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import Body, Organisation, User
from pilares.plans.models import Document, Objective, Placement, PlanYear, Principle

DATA = Path(__file__).parent.parent / "data" / "demo"
DOMAIN = "@demo.invalid"
DAY, INSTANT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT.+")


def read(name: str) -> Any:
    """Return a file of `data/demo/`: dates and instants read, `{"es", "en"}` spread over two columns."""
    return _plain(json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        spread: dict[str, Any] = {}
        for name, item in value.items():
            if isinstance(item, dict) and set(item) == set(Language.values):
                spread |= {f"{name}_{language}": text for language, text in item.items()}
            else:
                spread[name] = _plain(item)
        return spread
    if isinstance(value, str) and DAY.fullmatch(value):
        return date.fromisoformat(value)
    if isinstance(value, str) and INSTANT.fullmatch(value):
        return datetime.fromisoformat(value)
    return value


def without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return the row without these columns."""
    return {name: value for name, value in row.items() if name not in names}


@dataclass(frozen=True)
class Known:
    """The records that the rows name, by the names that the rows use."""

    plan: Document
    bodies: dict[str, Body]
    organisations: dict[str, Organisation]
    users: dict[str, User]
    meetings: dict[str, Meeting]
    #: by citation, as in `GRCM-2021-06, §4`
    decisions: dict[str, Decision]
    documents: dict[str, Document]
    objectives: dict[int, Objective]
    principles: dict[str, Principle]
    years: dict[int, PlanYear]
    #: by pillar and printed place, `P3-14`, or by theme and pillar, `skills-recognition@2`
    placements: dict[str, Placement]

    def every(self, kind: str, names: Iterable[Any]) -> list[Any]:
        """Return the records of one kind under these names."""
        found = getattr(self, kind)
        return [found[name] for name in names]


def known(plan: Document) -> Known:
    """Read the records that stand, once, in one query a kind."""
    placements = Placement.objects.filter(theme__plan=plan).select_related("theme", "pillar")
    return Known(
        plan=plan,
        bodies={x.code: x for x in Body.objects.all()},
        organisations={x.code: x for x in Organisation.objects.all()},
        users={x.email.removesuffix(DOMAIN): x for x in User.objects.all()},
        meetings={x.code: x for x in Meeting.objects.all()},
        decisions={x.citation: x for x in Decision.objects.select_related("meeting__body")},
        documents={x.code: x for x in Document.objects.all()},
        objectives={x.number: x for x in plan.objectives.all()},
        principles={x.letter: x for x in plan.principles.all()},
        years={x.number: x for x in plan.plan_years.all()},
        placements={_place(x): x for x in placements},
    )


def _place(placement: Placement) -> str:
    pillar = placement.pillar.number
    return f"P{pillar}-{placement.number}" if placement.number else f"{placement.theme.code}@{pillar}"
