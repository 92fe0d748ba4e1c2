"""Rows as they stood at an instant, from the field by field history."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import F, Min, OuterRef, Subquery, Window
from django.db.models.functions import RowNumber

from pilares.core.access import Tier
from pilares.core.composed import Composed
from pilares.core.trail import Entry
from pilares.monitoring.models import Activity
from pilares.people.models import Standing

GONE = "-"
#: what the history keeps of an activity: every column but those that are made anew
KEPT = tuple(field.attname for field in Activity.history.model.tracked_fields)
#: sets of other records, which keep no lines of history of their own
SETS = frozenset({"years", "countries", "principles", "objectives", "themes", "primary_theme"})


def stood(
    model: Any, until: datetime, columns: Iterable[str], keys: Iterable[int], of: str = "id"
) -> list[dict[str, Any]]:
    """Return columns of the rows of a model as they stood just before an instant; one query.

    The rows are those whose `of` is among the keys: their own key, or a record that never changes, as their
    activity. What was deleted before is left out.
    """
    names = tuple(columns)
    return [dict(zip(names, row, strict=True)) for row in _stood(model, names, of)(list(keys), until)]


@cache
def _stood(model: Any, columns: tuple[str, ...], of: str) -> Composed:
    """Find the last line of each row by its keys; only that one is read whole."""
    newest_first = [F("history_date").desc(), F("history_id").desc()]
    last = Window(RowNumber(), partition_by=F("id"), order_by=newest_first)

    def rows(keys: Any, until: Any) -> Any:
        lines = model.history.filter(**{f"{of}__among": keys}, history_date__before=until).order_by()
        newest = lines.annotate(nth=last).filter(nth=1).values("history_id")
        found = model.history.filter(history_id__in=newest).exclude(history_type=GONE)
        return found.order_by().values_list(*columns)

    return Composed(rows)


def all_stood(rows: Any, until: datetime, columns: Iterable[str]) -> list[tuple[Any, ...]]:
    """Return columns of many rows as they stood just before an instant, in their order; two queries.

    The last line of each row is looked for by its key: none is read that is not the last.
    """
    lines = rows.model.history.filter(id=OuterRef("pk"), history_date__lt=until)
    last = lines.order_by("-history_date", "-history_id").values("history_id")[:1]
    keys = list(rows.annotate(line=Subquery(last)).values_list("line", flat=True))
    told = {line[0]: line[1:] for line in _lines(rows.model, tuple(columns))(keys)}
    return [told[key] for key in keys if key in told]


@cache
def _lines(model: Any, columns: tuple[str, ...]) -> Composed:
    def rows(keys: Any) -> Any:
        found = model.history.filter(history_id__among=keys).exclude(history_type=GONE)
        return found.order_by().values_list("history_id", *columns)

    return Composed(rows)


_edits = Composed(
    lambda keys, until: (
        Entry.objects.filter(
            model=Activity._meta.label_lower, object_id__among=keys, at__since=until, verb="edit"
        )
        .order_by("-at", "-pk")
        .values_list("object_id", "details")
    )
)


def sets_then(keys: Iterable[int], until: datetime) -> dict[tuple[int, str], str]:
    """Return what the sets of activities held at an instant, where somebody edited them since.

    The trail keeps each edit of a set with the text before it: by activity and field, the first one since
    then says what stood. What nobody edited since stands as it is today. One query, by the trail's index.
    """
    found: dict[tuple[int, str], str] = {}
    for activity, details in _edits(list(keys), until):
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
