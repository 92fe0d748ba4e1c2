"""The table of §3.9 as a value: what is presented is frozen as it stood, and read back for each reader.

A snapshot is plain JSON with both languages, so that what the RCGM endorsed can be read for ever.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pilares.core import clock
from pilares.core.bilingual import Wording, wording
from pilares.meetings.models import Mandate
from pilares.monitoring.models import Activity, GroupPlan
from pilares.monitoring.queries.names import WITH_THEMES

#: the texts of a snapshot: Spanish, English, the language written first
type_of_texts = list[str]
PARTS = (WITH_THEMES, "results", "indicators", "principles__note")


@dataclass(frozen=True)
class TablePillar:
    """A pillar that an activity serves."""

    number: int
    name: Wording

    @property
    def numbers(self) -> tuple[int, ...]:
        """Its number, as the glyph takes it."""
        return (self.number,)


@dataclass(frozen=True)
class TablePrinciple:
    """A principle with which an activity is tagged, and the number of the note that reserves it, or 0."""

    letter: str
    name: Wording
    note: int


@dataclass(frozen=True)
class TableRow:
    """One activity in the five columns of §3.9."""

    code: str
    title: Wording
    themes: tuple[tuple[Wording, bool], ...]
    pillars: tuple[TablePillar, ...]
    results: tuple[Wording, ...]
    indicators: tuple[Wording, ...]
    principles: tuple[TablePrinciple, ...]
    #: what waits for endorsement: "in_force" for what joins the plan, "replaced" or "withdrawn"; or nothing
    change: str
    replaced_by: str
    slot: int | None

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its pillars, as the glyph takes them."""
        return tuple(pillar.number for pillar in self.pillars)

    @property
    def joins(self) -> bool:
        """Whether its entry into the plan waits for endorsement."""
        return self.change == Activity.Stage.IN_FORCE


@dataclass(frozen=True)
class Table:
    """A version of a group's plan in the shape of §3.9."""

    version: int
    as_of: date
    objective: Wording
    rows: tuple[TableRow, ...]
    #: drafted out of the plan
    leaving: tuple[TableRow, ...]
    places: int

    @property
    def notes(self) -> tuple[int, ...]:
        """The numbers of the notes that its principles carry (nota 7, AC-04)."""
        found = {p.note for row in (*self.rows, *self.leaving) for p in row.principles}
        return tuple(sorted(found - {0}))

    @property
    def free(self) -> range:
        """The places that nothing takes yet."""
        return range(len(self.rows), max(self.places, len(self.rows)))

    @property
    def pending(self) -> bool:
        """Whether anything in it waits for endorsement."""
        return bool(self.leaving) or any(row.change for row in self.rows)


def snapshot_of(
    group_plan: GroupPlan, activities: Iterable[Activity] | None = None, *, on: date | None = None
) -> dict[str, Any]:
    """Return the plan of a group as it stands, draft and version in force together; constant queries.

    `activities` are those that count, read with `PARTS`, where they are not simply all that stand; `on` is
    the day on which they stood, where it is not today.
    """
    if activities is None:
        standing = group_plan.activities().filter(stage__in=Activity.ROWS)
        activities = standing.select_related("replaced_by").prefetch_related(*PARTS)
    rows = [_row(activity) for activity in activities]
    mandates = Mandate.objects.filter(body=group_plan.group_id).exclude(objective_es="", objective_en="")
    stated = (mandates.exclude(starts_on__gt=on) if on else mandates).last()
    parameters = getattr(group_plan.plan, "parameters", None)
    standing_group = group_plan.group.kind == group_plan.group.Kind.GROUP
    return {
        "version": group_plan.version,
        "as_of": (on or clock.today()).isoformat(),
        "objective": _texts(stated, "objective") if stated else ["", "", "es"],
        "places": parameters.priority_activities if parameters and standing_group else 0,
        "rows": rows,
        "changes": {row["code"]: row["change"] for row in rows if row["change"]},
    }


def _texts(record: Any, name: str) -> type_of_texts:
    original = getattr(record, "original_language", "es")
    return [getattr(record, f"{name}_es"), getattr(record, f"{name}_en"), str(original)]


def _row(activity: Activity) -> dict[str, Any]:
    placed = sorted(activity.placed.all(), key=lambda one: not one.primary)
    pillars = {one.placement.pillar.number: one.placement.pillar for one in placed}
    themes = {one.placement.theme.code: one.placement.theme for one in placed}
    drafted = activity.stage == Activity.Stage.PRIORITISED
    return {
        "code": activity.code,
        "slot": activity.slot,
        "stage": activity.stage,
        "change": activity.next_stage or (str(Activity.Stage.IN_FORCE) if drafted else ""),
        "replaced_by": activity.replaced_by.code if activity.replaced_by else "",
        "title": _texts(activity, "title"),
        "themes": [[*_texts(theme, "name"), theme.proposed] for theme in themes.values()],
        "pillars": [[number, *_texts(pillars[number], "name")] for number in sorted(pillars)],
        "results": [_texts(result, "text") for result in activity.results.all()],
        "indicators": [_texts(indicator, "name") for indicator in activity.indicators.all()],
        "principles": [
            [p.letter, *_texts(p, "name"), p.note.number if p.note else 0] for p in activity.principles.all()
        ],
    }


def draft_table(snapshot: Mapping[str, Any], seen: frozenset[str]) -> Table:
    """Return the draft of the group: what joins is marked, what leaves stands apart."""
    rows = [row for row in snapshot["rows"] if row["code"] in seen]
    stays = [row for row in rows if row["change"] in {"", str(Activity.Stage.IN_FORCE)}]
    stays.sort(key=lambda row: (row["slot"] is None, row["slot"] or 0))
    return _table(snapshot, stays, [row for row in rows if row not in stays])


def table_in_force(snapshot: Mapping[str, Any], seen: frozenset[str]) -> Table:
    """Return the version in force: nothing of what only awaits endorsement (AC-01)."""
    known = [row for row in snapshot["rows"] if row["code"] in seen]
    stands = [row for row in known if row["stage"] != Activity.Stage.PRIORITISED]
    return _table(snapshot, [{**row, "change": "", "replaced_by": ""} for row in stands], [])


def endorsed_table(snapshot: Mapping[str, Any], seen: frozenset[str]) -> Table:
    """Return what a presentation became once it was endorsed."""
    table = draft_table(snapshot, seen)
    settled = tuple(replace(row, change="", replaced_by="") for row in table.rows)
    return replace(table, rows=settled, leaving=())


def _table(snapshot: Mapping[str, Any], rows: list[dict[str, Any]], leaving: list[dict[str, Any]]) -> Table:
    return Table(
        version=snapshot["version"],
        as_of=date.fromisoformat(snapshot["as_of"]),
        objective=_words(snapshot["objective"]),
        rows=tuple(map(_read, rows)),
        leaving=tuple(map(_read, leaving)),
        places=snapshot["places"],
    )


def _words(texts: type_of_texts) -> Wording:
    es, en, original = texts
    return wording(es, en, original=original)


def _read(row: Mapping[str, Any]) -> TableRow:
    return TableRow(
        code=row["code"],
        title=_words(row["title"]),
        themes=tuple((_words(texts), proposed) for *texts, proposed in row["themes"]),
        pillars=tuple(TablePillar(number, _words(texts)) for number, *texts in row["pillars"]),
        results=tuple(map(_words, row["results"])),
        indicators=tuple(map(_words, row["indicators"])),
        principles=tuple(
            TablePrinciple(letter, _words(texts), note) for letter, *texts, note in row["principles"]
        ),
        change=row["change"],
        replaced_by=row["replaced_by"],
        slot=row["slot"],
    )
