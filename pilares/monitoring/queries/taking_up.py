"""Documents taken up by activities, from either side (§1.4 Tabla 1, Tabla 2)."""

from dataclasses import dataclass
from datetime import date

from pilares.core.bilingual import Wording
from pilares.monitoring.models import Activity, TakenUp
from pilares.monitoring.queries.names import GroupName, group_name
from pilares.people.access import type_of_reader
from pilares.plans.models import Document


@dataclass(frozen=True)
class SourceLine:
    """A document that an activity takes up, with its date and note where they are known."""

    document: Document
    on: date | None
    note: Wording


@dataclass(frozen=True)
class UseLine:
    """An activity that takes a document up."""

    activity: Activity
    group: GroupName
    on: date | None
    note: Wording


NOTHING = Wording("", "es")


def sources_of(activity: Activity, user: type_of_reader) -> tuple[SourceLine, ...]:
    """Return the documents that an activity takes up and the reader may see; two queries."""
    taken = {row.document_id: row for row in TakenUp.objects.filter(activity=activity)}
    return tuple(
        SourceLine(document, *_said(taken.get(document.pk))) for document in activity.sources.visible_to(user)
    )


def uses_of(document: Document, user: type_of_reader) -> tuple[UseLine, ...]:
    """Return the activities that take a document up and the reader may see; two queries."""
    taken = {row.activity_id: row for row in TakenUp.objects.filter(document=document)}
    rows = Activity.objects.visible_to(user).filter(sources=document).select_related("group")
    return tuple(
        UseLine(activity, group_name(activity.group), *_said(taken.get(activity.pk))) for activity in rows
    )


def _said(taken: TakenUp | None) -> tuple[date | None, Wording]:
    return (taken.on, taken.note) if taken else (None, NOTHING)
