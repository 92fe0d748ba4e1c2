"""The parts of many activities as they stood at the end of a day, as the same lines as those of today."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pilares.core.bilingual import reading_language
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
from pilares.people.models import Body, Country, Organisation
from pilares.plans.models import Placement, Principle

RESULT = ("text_es", "text_en", "original_language", "outdated_since", "level")
RISK = ("kind", "text_es", "text_en")
PARTY = ("country_id", "body_id", "organisation_id", "all_members", "principal", "supports")


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
    rows = stood(model, then.until, ("id", "activity_id", *columns), activity_id__in=keys)
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
    """Read who answered for each activity then, by the names of today; four queries."""
    rows = _in_order(ResponsibleParty, keys, then, ("order", *PARTY), lambda r: (r["order"], r["id"]))
    reader, found = reading_language(), defaultdict(list)
    countries = {c.pk: (c.name_es, c.name_en) for c in Country.objects.all()}
    bodies = {b.pk: (b.short_es, b.short_en, b.name_es, b.name_en, b.kind) for b in Body.objects.all()}
    names = Organisation.objects.values_list("pk", "acronym_es", "acronym_en")
    organisations = {pk: (es, en) for pk, es, en in names}
    for row in rows:
        country, body, organisation, *rest = (row[name] for name in PARTY)
        found[row["activity_id"]].append(
            today.party_line(
                reader,
                country, *countries.get(country, ("", "")),
                body, *bodies.get(body, ("", "", "", "", "")),
                organisation, *organisations.get(organisation, ("", "")),
                *rest,
            )
        )  # fmt: skip
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
    through = Activity.years.through.objects.filter(activity__among=keys)
    found = _lists(through.values_list("activity", "planyear__number"))
    if edited := _edited(moved, "years"):
        numbers = dict(_of_plan(Activity.years.rel.model, edited).values_list("pk", "number"))
        found |= {a: [numbers[int(k)] for k in held if int(k) in numbers] for a, held in edited.items()}
    return {activity: tuple(sorted(held)) for activity, held in found.items() if held}


def _countries(keys: Sequence[int], moved: dict[tuple[int, str], str]) -> dict[int, tuple[str, ...]]:
    through = Activity.countries.through.objects.filter(activity__among=keys)
    found = _lists(through.values_list("activity", "country")) | _edited(moved, "countries")
    return {activity: tuple(sorted(held)) for activity, held in found.items() if held}


def _principles(keys: Sequence[int], moved: dict[tuple[int, str], str]) -> dict[int, Any]:
    through = Activity.principles.through.objects.filter(activity__among=keys)
    rows = through.values_list("activity", "principle__letter", "principle__note__number")
    found = _lists((activity, (letter, note or 0)) for activity, letter, note in rows)
    if edited := _edited(moved, "principles"):
        named = _of_plan(Principle, edited).values_list("pk", "letter", "note__number")
        names = {pk: (letter, note or 0) for pk, letter, note in named}
        found |= {a: [names[int(k)] for k in held if int(k) in names] for a, held in edited.items()}
    return {activity: tuple(sorted(held)) for activity, held in found.items() if held}


def _themes(keys: Sequence[int], moved: dict[tuple[int, str], str]) -> dict[int, Any]:
    """Read the themes of each activity then, with the one that came first; the names are today's."""
    placed = ActivityPlacement.objects.filter(activity__among=keys)
    held: dict[int, dict[int, bool]] = defaultdict(dict)
    for activity, placement, primary in placed.values_list("activity", "placement", "primary"):
        held[activity][placement] = primary
    for activity, before in _edited(moved, "themes").items():
        held[activity] = {int(key): held[activity].get(int(key), False) for key in before}
    for (activity, name), first in moved.items():
        if name == "primary_theme":
            held[activity] = {key: str(key) == first for key in held[activity]}
    wanted = {key for of_one in held.values() for key in of_one}
    at = "theme__"
    names = ("name_es", "name_en", "code", "slug_es", "slug_en", "original", "added_by")
    columns = (*(at + name for name in names), "pillar__number", "number")
    placements = Placement.objects.filter(pk__among=wanted).order_by("pillar__number", "number")
    rows = placements.values_list("pk", *columns, "pillar__name_es", "pillar__name_en")
    told: dict[int, list[Any]] = {pk: said for pk, *said in rows}
    reader = reading_language()
    return {
        activity: tuple(
            today.theme_line(reader, *(*said[:9], of_one[key], *said[9:]))
            for key, said in told.items()
            if key in of_one
        )
        for activity, of_one in held.items()
    }


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
