"""The parts of many activities as they stood at the end of a day, as the same lines as those of today."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pilares.core.bilingual import reading_language
from pilares.core.composed import Composed
from pilares.core.numbers import natural
from pilares.matrix.queries import parts as today
from pilares.matrix.queries.lines import IndicatorLine, Party
from pilares.matrix.queries.parts import Parts
from pilares.monitoring.models import (
    Activity,
    ActivityPlacement,
    Indicator,
    ResponsibleParty,
    Result,
    Risk,
)
from pilares.monitoring.queries.facts import COLUMNS
from pilares.monitoring.queries.past import sets_then, stood
from pilares.monitoring.queries.past_figures import measured_then
from pilares.monitoring.queries.progress import progress_from
from pilares.people.access import type_of_reader
from pilares.plans.models import Placement, Principle

RESULT = ("text_es", "text_en", "original_language", "outdated_since", "level")
RISK = ("kind", "text_es", "text_en")
PLACEMENT = (
    "theme__name_es", "theme__name_en", "theme__code", "theme__slug_es", "theme__slug_en", "theme__original",
    "theme__added_by", "pillar__number", "number", "pillar__name_es", "pillar__name_en",
)  # fmt: skip


@dataclass(frozen=True)
class Then:
    """A day that is over, as the instant at which it ended, and who reads it."""

    day: date
    until: datetime
    user: type_of_reader


def parts_then(keys: Sequence[int], wanted: frozenset[str], then: Then) -> Parts:
    """Read the wanted parts of activities as they stood; the number of queries does not depend on them."""
    read: dict[str, Any] = dict.fromkeys(
        ("themes", "results", "indicators", "parties", "risks", "years", "countries", "principles")
    )
    moved = sets_then(keys, then.until) if wanted & SETS.keys() else {}
    for name in read:
        if name not in wanted:
            read[name] = {}
        elif name in SETS:
            read[name] = SETS[name](keys, moved)
        else:
            read[name] = ROWS[name](keys, then)
    return Parts(**read)


# --- Rows with a history of their own ----------------------------------------------------------------------


def _in_order(
    model: Any, keys: Sequence[int], then: Then, columns: Iterable[str], order: Callable[..., Any]
) -> Any:
    rows = stood(model, then.until, ("id", "activity_id", *columns), keys, of="activity")
    return sorted(rows, key=order)


def _results(keys: Sequence[int], then: Then) -> dict[int, Any]:
    reader, found = reading_language(), defaultdict(list)
    for row in _in_order(Result, keys, then, ("order", *RESULT), lambda r: (r["order"], r["id"])):
        found[row["activity_id"]].append(today.result_line(reader, *(row[name] for name in RESULT)))
    return _settled(found)


def _risks(keys: Sequence[int], then: Then) -> dict[int, Any]:
    reader, found = reading_language(), defaultdict(list)
    for row in _in_order(Risk, keys, then, RISK, lambda r: r["id"]):
        found[row["activity_id"]].append(today.risk_line(reader, *(row[name] for name in RISK)))
    return _settled(found)


def _parties(keys: Sequence[int], then: Then) -> dict[int, tuple[Party, ...]]:
    """Read who answered for each activity then, by the names of today; of who is gone, none is left."""
    reader, found = reading_language(), defaultdict(list)
    order = ("order", *today.PARTY)
    for row in _in_order(ResponsibleParty, keys, then, order, lambda r: (r["order"], r["id"])):
        said = ("" if row[name] is None else row[name] for name in today.PARTY)
        found[row["activity_id"]].append(today.party_line(reader, *said))
    return _settled(found)


def _indicators(keys: Sequence[int], then: Then) -> dict[int, tuple[IndicatorLine, ...]]:
    """Read the indicators as registered then, with the figures that counted then (AC-16)."""
    columns = tuple(dict.fromkeys(("order", *COLUMNS[1:], *today.LINE[1:])))
    rows = _in_order(Indicator, keys, then, columns, lambda r: natural(r["code"]))
    figures = {
        pk: progress_from(one, then.day) for pk, one in measured_then(rows, then.until, then.user).items()
    }
    reader, found = reading_language(), defaultdict(list)
    for row in rows:
        line = today.indicator_line(reader, {**row, "pk": row["id"]}, figures.get(row["id"]))
        found[row["activity_id"]].append(line)
    return _settled(found)


def _settled(found: dict[int, list[Any]]) -> dict[int, Any]:
    return {activity: tuple(items) for activity, items in found.items()}


# --- Sets, whose edits the trail keeps -------------------------------------------------------------------


def _edited(moved: dict[tuple[int, str], str], field: str) -> dict[int, list[str]]:
    """Return the keys that a set held then, for the activities in which it was edited since."""
    return {
        activity: [key for key in text.split(",") if key]
        for (activity, name), text in moved.items()
        if name == field
    }


def _years(keys: Sequence[int], moved: dict[tuple[int, str], str]) -> dict[int, tuple[int, ...]]:
    found = _lists(today.PARTS["years"][0](keys))
    if edited := _edited(moved, "years"):
        numbers = dict(_of_plan(Activity.years.rel.model, edited).values_list("pk", "number"))
        found |= {a: [numbers[int(k)] for k in held if int(k) in numbers] for a, held in edited.items()}
    return {activity: tuple(sorted(held)) for activity, held in found.items() if held}


def _countries(keys: Sequence[int], moved: dict[tuple[int, str], str]) -> dict[int, tuple[str, ...]]:
    found = _lists(today.PARTS["countries"][0](keys)) | _edited(moved, "countries")
    return {activity: tuple(sorted(held)) for activity, held in found.items() if held}


def _principles(keys: Sequence[int], moved: dict[tuple[int, str], str]) -> dict[int, Any]:
    rows = today.PARTS["principles"][0](keys)
    found = _lists((activity, (letter, note or 0)) for activity, letter, note in rows)
    if edited := _edited(moved, "principles"):
        named = _of_plan(Principle, edited).values_list("pk", "letter", "note__number")
        names = {pk: (letter, note or 0) for pk, letter, note in named}
        found |= {a: [names[int(k)] for k in held if int(k) in names] for a, held in edited.items()}
    return {activity: tuple(sorted(held)) for activity, held in found.items() if held}


def _themes(keys: Sequence[int], moved: dict[tuple[int, str], str]) -> dict[int, Any]:
    """Read the themes of each activity then, with the one that came first; the names are today's."""
    held: dict[int, dict[int, bool]] = defaultdict(dict)
    for activity, placement, primary in _placed(keys):
        held[activity][placement] = primary
    for activity, before in _edited(moved, "themes").items():
        held[activity] = {int(key): held[activity].get(int(key), False) for key in before}
    for (activity, name), first in moved.items():
        if name == "primary_theme":
            held[activity] = {key: str(key) == first for key in held[activity]}
    wanted = {key for of_one in held.values() for key in of_one}
    told: dict[int, list[Any]] = {pk: said for pk, *said in _placements(wanted)}
    reader = reading_language()
    return {
        activity: tuple(
            today.theme_line(reader, *(*said[:9], of_one[key], *said[9:]))
            for key, said in told.items()
            if key in of_one
        )
        for activity, of_one in held.items()
    }


_placed = Composed(
    lambda keys: ActivityPlacement.objects.filter(activity__among=keys).values_list(
        "activity", "placement", "primary"
    )
)
_placements = Composed(
    lambda keys: (
        Placement.objects.filter(pk__among=keys)
        .order_by("pillar__number", "number")
        .values_list("pk", *PLACEMENT)
    )
)


def _of_plan(model: Any, edited: dict[int, list[str]]) -> Any:
    return model.objects.filter(pk__in={int(key) for held in edited.values() for key in held})


def _lists(rows: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for activity, value in rows:
        found[activity].append(value)
    return found


SETS: dict[str, Callable[..., Any]] = {
    "themes": _themes, "years": _years, "countries": _countries, "principles": _principles,
}  # fmt: skip
ROWS: dict[str, Callable[..., Any]] = {
    "results": _results, "indicators": _indicators, "parties": _parties, "risks": _risks,
}  # fmt: skip
