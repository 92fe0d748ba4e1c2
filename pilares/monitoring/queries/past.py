"""Rows as they stood at an instant, from the field by field history."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Min, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from pilares.core.access import Tier
from pilares.core.trail import Entry
from pilares.monitoring.models import Activity
from pilares.people.models import Standing

GONE = "-"
#: what the history keeps of an activity: every column but those that are made anew
KEPT = tuple(field.attname for field in Activity.history.model.tracked_fields)
#: sets of other records, which keep no lines of history of their own
SETS = frozenset({"years", "countries", "principles", "objectives", "themes", "primary_theme"})


def stood(model: Any, until: datetime, columns: Iterable[str], **asked: Any) -> list[dict[str, Any]]:
    """Return columns of the rows of a model as they stood just before an instant; one query.

    `asked` narrows them by a column of the history that never changes, as in `activity_id__in`. What was
    deleted before is left out. The last line of each is found by its keys, and only that one is read whole.
    """
    newest_first = [F("history_date").desc(), F("history_id").desc()]
    last = Window(RowNumber(), partition_by=F("id"), order_by=newest_first)
    lines = model.history.filter(history_date__lt=until, **asked).order_by()
    newest = lines.annotate(nth=last).filter(nth=1).values("history_id")
    found = model.history.filter(history_id__in=newest).order_by().values("history_type", *columns)
    return [row for row in found if row.pop("history_type") != GONE]


def last_lines(rows: "QuerySet[Any]", until: datetime) -> "QuerySet[Any]":
    """Return the keys of the last line of history of each of these rows before an instant.

    For many rows: each line is looked for by the row's key, and none is read that is not the last.
    """
    lines = rows.model.history.filter(id=OuterRef("pk"), history_date__lt=until)
    last = lines.order_by("-history_date", "-history_id").values("history_id")[:1]
    found: QuerySet[Any] = rows.order_by().annotate(line=Subquery(last)).values("line")
    return found


def sets_then(keys: Iterable[int], until: datetime) -> dict[tuple[int, str], str]:
    """Return what the sets of activities held at an instant, where somebody edited them since.

    The trail keeps each edit of a set with the text before it: by activity and field, the first one since
    then says what stood. What nobody edited since stands as it is today. One query, by the trail's index.
    """
    edits = Entry.objects.filter(
        model=Activity._meta.label_lower, object_id__in=keys, at__gte=until, verb="edit"
    )
    found: dict[tuple[int, str], str] = {}
    for activity, details in edits.order_by("-at", "-pk").values_list("object_id", "details"):
        for field, (before, _after) in (details.get("changes") or {}).items():
            if field in SETS:
                found[activity, field] = before
    return found


def reached_then(row: Activity, standing: Standing) -> bool:
    """Whether the reader could have seen an activity as it stood: what was opened later was not open then."""
    if standing.steers or row.group_id in standing.groups:
        return True
    drafted = row.stage in Activity.DRAFTS and not standing.member
    return Tier(row.tier) in standing.tiers and not drafted


def begun_at(activity: Activity) -> datetime | None:
    """Return the instant of the first line of history of an activity; one query."""
    found: datetime | None = activity.history.aggregate(first=Min("history_date"))["first"]
    return found
