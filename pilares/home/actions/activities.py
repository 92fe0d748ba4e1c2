"""The demo's activities: each is written as it was proposed, and then relived act by act."""

from datetime import datetime
from typing import Any

from django.db import models

from pilares.core.bilingual import lag
from pilares.core.edits import as_text
from pilares.core.trail import Entry
from pilares.home.actions.rows import Known, read, without
from pilares.monitoring.actions import reindex
from pilares.monitoring.models import (
    Activity,
    ActivityPlacement,
    Indicator,
    Milestone,
    ResponsibleParty,
    Result,
    Risk,
    sort_key_for,
)
from pilares.people.models import User

FILES = ("activities_prot", "activities_irr", "activities_lab", "activities_fro")
SETS = ("objectives", "principles", "years", "sources", "decisions")
PARTS = ("themes", "parties", "results", "indicators", "risks", "milestones", "countries", "history")
#: which columns the trail shows of an act; of another one, all that it changed
SHOWN = {"declare_state": ("state",), "declare_pace": ("pace",)}
STAGE_ACTS = {"prioritise", "endorse", "replace"}


def load_activities(now: Known) -> None:
    """Write the illustrative activities, with a history that ends in what the demo shows."""
    trail: list[Entry] = []
    for name in FILES:
        for row in read(name):
            trail += _relive(now, row)
    Entry.objects.bulk_create(sorted(trail, key=lambda entry: entry.at))


def _relive(now: Known, row: dict[str, Any]) -> list[Entry]:
    first = _Act(now, row["history"][0])
    activity = _propose(now, row, first)
    parts = _add_parts(now, activity, row, first)
    trail = []
    for step in row["history"]:
        act = _Act(now, step)
        target = parts[step["indicator"]] if "indicator" in step else activity
        trail.append(act.entry(target, act.change(target)))
    reindex(activity)
    return trail


def _propose(now: Known, row: dict[str, Any], first: "_Act") -> Activity:
    code, _a, number = row["code"].rpartition("-A")
    group = now.bodies[code]
    activity = Activity(
        plan=now.plan,
        group=group,
        sort_key=sort_key_for(group, int(number)),
        illustrative=True,
        **without(row, *SETS, *PARTS),
    )
    first.save(activity)
    for name in SETS:
        kind = {"sources": "documents"}.get(name, name)
        getattr(activity, name).set(now.every(kind, row.get(name, ())))
    activity.countries.set(row.get("countries", ()))
    ActivityPlacement.objects.bulk_create(
        ActivityPlacement(activity=activity, placement=placement, primary=order == 0)
        for order, placement in enumerate(now.every("placements", row["themes"]))
    )
    return activity


def _add_parts(now: Known, activity: Activity, row: dict[str, Any], first: "_Act") -> dict[str, Indicator]:
    """Add what comes several at a time; return the indicators by their codes."""
    for order, party in enumerate(row["parties"]):
        first.save(ResponsibleParty(activity=activity, order=order, **_actor(now, party)))
    results = [
        first.save(Result(activity=activity, order=order, **text))
        for order, text in enumerate(row.get("results", ()))
    ]
    indicators = [
        first.save(
            Indicator(
                activity=activity,
                code=f"{activity.code}-I{order + 1}",
                order=order,
                result=results[indicator["result"] - 1],
                **without(indicator, "result"),
            )
        )
        for order, indicator in enumerate(row.get("indicators", ()))
    ]
    for risk in row.get("risks", ()):
        first.save(Risk(activity=activity, **risk))
    for order, step in enumerate(row.get("milestones", ())):
        year = now.years[step["year"]]
        first.save(Milestone(activity=activity, year=year, order=order, **without(step, "year")))
    return {indicator.code: indicator for indicator in indicators}


def _actor(now: Known, party: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a responsible party, which names one country, body or organisation."""
    columns = without(party, "country", "body", "organisation")
    if "country" in party:
        columns["country_id"] = party["country"]
    if "body" in party:
        columns["body"] = now.bodies[party["body"]]
    if "organisation" in party:
        columns["organisation"] = now.organisations[party["organisation"]]
    return columns


class _Act:
    """One act of the history: when, by whom, what it changed and why."""

    def __init__(self, now: Known, step: dict[str, Any]) -> None:
        self.now, self.step = now, step
        self.at: datetime = step["at"]
        self.by: User | None = now.users[step["by"]] if "by" in step else None
        #: of a person who holds no account in the demo, only the capacity is known
        self.capacity: str = self.by.standing.capacity if self.by else step["as"]

    def save(self, obj: Any) -> Any:
        """Save a record so that its history says when and by whom."""
        obj._history_date, obj._history_user = self.at, self.by  # noqa: SLF001 (simple_history's own door)
        obj.save()
        return obj

    def change(self, target: Activity | Indicator) -> dict[str, list[str]]:
        """Write what the act changes; return the texts before and after that the trail shows."""
        columns = {name: self._record(name, value) for name, value in self.step.get("set", {}).items()}
        if not columns:
            return {}
        before = {name: getattr(target, name) for name in columns}
        if self.step["verb"] == "edit":
            target.outdated_since = lag(target, before, columns, self.at)
        for name, value in columns.items():
            setattr(target, name, value)
        target.version += 1
        self.save(target)
        shown = SHOWN.get(self.step["verb"], tuple(columns))
        return {name: [as_text(before[name]), as_text(columns[name])] for name in shown}

    def entry(self, target: models.Model, changes: dict[str, list[str]]) -> Entry:
        """Return the line of the trail, with the details that the verb of this name writes."""
        verb: str = self.step["verb"]
        details: dict[str, Any] = {key: self.step[key] for key in ("label", "reason") if key in self.step}
        if verb in STAGE_ACTS and isinstance(target, Activity):
            details |= {"stage": target.stage, "next_stage": target.next_stage}
        elif changes:
            details["changes"] = changes
        if verb == "declare_state" and isinstance(target, Activity):
            details["on"] = as_text(target.state_on)
        return Entry(
            at=self.at,
            by=self.by,
            capacity=self.capacity,
            verb=verb,
            model=target._meta.label_lower,
            object_id=target.pk,
            label=str(target),
            details=details,
        )

    def _record(self, name: str, value: Any) -> Any:
        """Return the record that a value names, where the column holds one."""
        kinds = {"state_by": "users", "state_meeting": "meetings", "stage_decision": "decisions"}
        return getattr(self.now, kinds[name])[value] if name in kinds else value
