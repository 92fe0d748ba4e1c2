"""The acts of a span of time on activities, as the trail keeps them, with the activity of each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pilares.core.trail import OPENED, Entry
from pilares.monitoring.models import (
    Activity,
    CriticalAspect,
    Measurement,
    Request,
    SupportOffer,
    SupportRequest,
    Window,
)
from pilares.monitoring.queries.history import ACTIVITY, FIGURE, PARTS, opened_at, reads_all, told_to
from pilares.people.models import Standing
from pilares.plans.models import Document, Parameters, Theme, Version

PART = {part._meta.label_lower: part for part in PARTS}
NOTE = "plans.note"
NOTED = {"attach_note", "record_note_change", "reanchor_note", "edit_note"}
DECISION = "meetings.decision"
#: acts on a decision that change what it says or where it stands
REWORKED = {"rewrite_decision", "set_outcome", "number_decision"}
CRITICAL, REQUEST, WINDOW, VERSION = (
    CriticalAspect._meta.label_lower,
    Request._meta.label_lower,
    Window._meta.label_lower,
    Version._meta.label_lower,
)
THEME, PARAMETERS, PLAN_ITSELF = (
    Theme._meta.label_lower,
    Parameters._meta.label_lower,
    Document._meta.label_lower,
)
ASKED_FOR, OFFERED = SupportRequest._meta.label_lower, SupportOffer._meta.label_lower
#: what is told beside activities, each by those who know how
OTHERS = {CRITICAL, REQUEST, WINDOW, VERSION, THEME, PARAMETERS, PLAN_ITSELF, ASKED_FOR, OFFERED}


@dataclass
class Acts:
    """The acts of a span of time, oldest first: those on each activity, and those on other things."""

    of_activity: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    #: the indicator of each figure that was validated
    indicators: dict[int, int] = field(default_factory=dict)
    notes: list[Entry] = field(default_factory=list)
    #: when each decision was written down, by its key
    recorded: dict[int, datetime] = field(default_factory=dict)
    #: what was corrected or moved of each decision, by its key
    reworked: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    #: the acts on critical aspects, requests, windows, support, themes and what is of a plan, by their model
    others: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    #: where the span ends; nothing for the present
    until: datetime | None = None


def acts_between(since: datetime, until: datetime | None) -> Acts:
    """Read the acts of a span of time; one query by the index of the trail, one for each kind of part.

    What is asked of the database is the time alone: a condition on the model leads it to another index,
    and through the whole trail.
    """
    entries = Entry.objects.filter(at__gte=since).exclude(verb=OPENED).order_by("at", "pk")
    if until is not None:
        entries = entries.filter(at__lt=until)
    acts, of_parts = Acts(until=until), defaultdict(list)
    for entry in entries.defer("by"):
        if entry.model in PART or (entry.model, entry.verb) == (FIGURE, "validate"):
            of_parts[entry.model].append(entry)
        else:
            _sort_in(entry, acts)
    for model, found in of_parts.items():
        owners = _owners(model, {entry.object_id for entry in found}, acts)
        for entry in found:
            if entry.object_id in owners:
                acts.of_activity[owners[entry.object_id]].append(entry)
    for found in acts.of_activity.values():
        found.sort(key=lambda entry: (entry.at, entry.pk))
    return acts


def _sort_in(entry: Entry, acts: Acts) -> None:
    """Put an act where it belongs; what is no news of the plan is left out."""
    if entry.model == ACTIVITY:
        acts.of_activity[entry.object_id].append(entry)
    elif entry.model == NOTE and entry.verb in NOTED:
        acts.notes.append(entry)
    elif (entry.model, entry.verb) == (DECISION, "record_decision"):
        acts.recorded[entry.object_id] = entry.at
    elif entry.model == DECISION and entry.verb in REWORKED:
        acts.reworked[entry.object_id].append(entry)
    elif entry.model in OTHERS:
        acts.others[entry.model].append(entry)


def _owners(model: str, keys: set[int], acts: Acts) -> dict[int, int]:
    """Return the activity of each part or figure, also of parts that were removed since."""
    if model == FIGURE:
        figures = Measurement.objects.filter(pk__among=keys, dimensions={})
        rows = figures.values_list("pk", "period__indicator", "period__indicator__activity")
        found = list(rows)
        acts.indicators |= {pk: indicator for pk, indicator, _activity in found}
        return {pk: activity for pk, _indicator, activity in found}
    lines: Any = PART[model].history
    return dict(lines.filter(id__in=keys).order_by().values_list("id", "activity_id").distinct())


def seen_of(standing: Standing, activities: Iterable[Activity], acts: Acts) -> dict[int, tuple[Entry, ...]]:
    """Keep, of each activity, the acts that a reader may see: its group all, others what was opened."""
    whole = {activity.pk: reads_all(standing, activity.group_id) for activity in activities}
    if all(whole.values()):
        return {key: tuple(acts.of_activity[key]) for key in whole}
    keys = list(whole)
    later: dict[int, list[Entry]] = defaultdict(list)
    if acts.until is not None:
        opening = Entry.objects.filter(model=ACTIVITY, object_id__in=keys, verb__in=("endorse", "edit"))
        for entry in opening.filter(at__gte=acts.until):
            later[entry.object_id].append(entry)
    return {
        key: tuple(acts.of_activity[key])
        if whole[key]
        else _opened(standing, acts.of_activity[key], later[key])
        for key in keys
    }


def _opened(standing: Standing, entries: list[Entry], later: list[Entry]) -> tuple[Entry, ...]:
    """Keep what was done since it was opened; opened before the span, all of it was."""
    since = opened_at(standing, (*entries, *later))
    return tuple(
        entry for entry in entries if (since is None or entry.at >= since) and told_to(standing, entry)
    )
