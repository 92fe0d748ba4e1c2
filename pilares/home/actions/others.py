"""The demo's others at the table: support, critical aspects, inputs of the RNCOM and a document taken up."""

from datetime import datetime
from typing import Any

from pilares.consensus.models import Input, InputCall, InputNumbering
from pilares.core.trail import Entry
from pilares.home.actions.rows import Known, read, without
from pilares.monitoring.models import (
    Activity,
    CriticalAspect,
    CriticalEntry,
    SupportOffer,
    SupportRequest,
    TakenUp,
)
from pilares.people.models import User
from pilares.reports.actions import choose_aspect
from pilares.reports.models import ChosenAspect

Status = Input.Status


def load_others(now: Known) -> None:
    """Write them as they were written, with the acts that the trail shows."""
    rows = read("others")
    activities = {activity.code: activity for activity in Activity.objects.filter(plan=now.plan)}
    trail: list[Entry] = []
    for row in rows["taken_up"]:
        TakenUp.objects.create(
            activity=activities[row["activity"]], document=now.documents[row["document"]],
            **without(row, "activity", "document"),
        )  # fmt: skip
    for row in rows["support_requests"]:
        asked = without(row, "activity")
        SupportRequest.objects.create(activity=activities[row["activity"]], illustrative=True, **asked)
    for row in rows["support_offers"]:
        trail += _offer(now, activities[row["activity"]], row)
    for row in rows["critical_aspects"]:
        trail += _aspect(now, activities, row)
    call = InputCall.objects.create(plan=now.plan, illustrative=True, **rows["call"])
    for number, row in enumerate(rows["inputs"], 1):
        trail += _input(now, call, number, row)
    Entry.objects.bulk_create(sorted(trail, key=lambda entry: entry.at))


def _kept(row: Any, at: datetime, by: User) -> Any:
    """Save a row so that its history says when and by whom."""
    row._history_date, row._history_user = at, by  # noqa: SLF001 (simple_history's own door)
    row.save()
    return row


def _entry(by: User, verb: str, obj: Any, at: datetime, **details: Any) -> Entry:
    model, label = obj._meta.label_lower, str(obj)[:200]
    capacity = by.standing.capacity
    return Entry(
        at=at,
        by=by,
        capacity=capacity,
        verb=verb,
        model=model,
        object_id=obj.pk,
        label=label,
        details=details,
    )


def _offer(now: Known, activity: Activity, row: dict[str, Any]) -> list[Entry]:
    by, at, se = now.users[row["as"]], row["at"], now.users["se"]
    columns = without(row, "activity", "organisation", "as", "at", "confirmed_at")
    offer = SupportOffer(
        activity=activity, organisation=now.organisations[row["organisation"]], illustrative=True,
        filed_as=by.standing.capacity, **columns,
    )  # fmt: skip
    _kept(offer, row.get("confirmed_at", at), by)
    trail = [_entry(by, "offer", offer, at, activity=activity.code)]
    if "confirmed_at" in row:
        trail.append(_entry(se, "confirm", offer, row["confirmed_at"], status=["offered", "confirmed"]))
    return trail


def _aspect(now: Known, activities: dict[str, Activity], row: dict[str, Any]) -> list[Entry]:
    by, at = now.users[row["as"]], row["at"]
    kind, _colon, key = row["owner"].partition(":")
    owner = {"owner_country_id": key} if kind == "country" else {"owner_body": now.bodies[key]}
    apart = ("body", "as", "at", "owner", "activities", "group", "decision", "entries", "on_the_sheet")
    aspect = CriticalAspect(
        plan=now.plan, identified_by=now.bodies[row["body"]], group=now.bodies.get(row.get("group", "")),
        decision=now.decisions.get(row.get("decision", "")), illustrative=True, **owner,
        **without(row, *apart),
    )  # fmt: skip
    _kept(aspect, at, by)
    aspect.activities.set([activities[code] for code in row["activities"]])
    for entry in row["entries"]:
        CriticalEntry.objects.create(aspect=aspect, entered_as=by.standing.capacity, **entry)
    if "on_the_sheet" in row:  # the Secretariat puts it before the vice-ministers
        chosen = choose_aspect(now.plan, aspect=aspect, before=0, by=now.users["se"])
        ChosenAspect.objects.filter(pk=chosen.pk).update(at=row["on_the_sheet"])
        Entry.objects.filter(model=chosen._meta.label_lower, object_id=chosen.pk).update(
            at=row["on_the_sheet"]
        )
    return [_entry(by, "identify", aspect, at)]


def _input(now: Known, call: InputCall, number: int, row: dict[str, Any]) -> list[Entry]:
    by, se, at = now.users["rrocm"], now.users["se"], row["received_at"]
    body = now.bodies.get(row.get("considered_by", ""))
    placement = now.placements.get(row.get("placement", ""))
    received = Input(
        year=at.year, number=number, call=call, plan=now.plan, organisation=now.organisations["rrocm"],
        sent_by=by, placement=placement, considered_by=body, illustrative=True,
        **without(row, "placement", "considered_by"),
    )  # fmt: skip
    _kept(received, at, by)
    InputNumbering.objects.update_or_create(year=at.year, defaults={"last": number})
    trail = [_entry(by, "send", received, at)]
    if received.considered_on:
        trail.append(_entry(se, "consider", received, _noon(received.considered_on, at)))
    if received.answered_on:
        verb = "include" if received.status == Status.INCLUDED else "not_include"
        trail.append(_entry(se, verb, received, _noon(received.answered_on, at)))
    return trail


def _noon(day: Any, like: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=like.tzinfo)
