"""Activities as they stood at an instant, whole, as rows that every reader of today's rows understands."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from pilares.core.numbers import natural
from pilares.core.trail import Entry
from pilares.monitoring.models import (
    Activity,
    ActivityPlacement,
    Indicator,
    Milestone,
    ResponsibleParty,
    Result,
    Risk,
    TakenUp,
)
from pilares.monitoring.queries.names import WITH_THEMES
from pilares.monitoring.queries.past import KEPT, sets_then, stood
from pilares.people.models import Body, Country, Organisation
from pilares.plans.models import Document, Objective, Placement, PlanYear, Principle

#: parts with a history of their own, each with the order of its model
PARTS: dict[str, tuple[Any, Callable[[Any], Any]]] = {
    "results": (Result, lambda one: (one.order, one.pk)),
    "indicators": (Indicator, lambda one: natural(one.code)),
    "risks": (Risk, lambda one: one.pk),
    "milestones": (Milestone, lambda one: (one.order, one.pk)),
    "parties": (ResponsibleParty, lambda one: (one.order, one.pk)),
    "taken_up": (TakenUp, lambda one: (one.on, one.pk)),
}
#: sets of other records: their model, their order, and what is read with them
SETS: dict[str, tuple[Any, str, tuple[str, ...]]] = {
    "years": (PlanYear, "number", ()),
    "countries": (Country, "code", ()),
    "principles": (Principle, "letter", ("note__country",)),
    "objectives": (Objective, "number", ()),
}
TODAY = ("years", "countries", "principles__note__country", "objectives", "sources", WITH_THEMES)


def activities_then(found: Iterable[Activity], until: datetime) -> list[Activity]:
    """Return those of these activities that stood at an instant, with all their parts; constant queries.

    They are not to be saved. Whoever asks has still to see whether the reader could have seen them then.
    """
    today = {one.pk: one for one in found}
    rows = stood(Activity, until, KEPT, today)
    keys = [row["id"] for row in rows]
    made = [_made(row, today[row["id"]]) for row in rows]
    prefetch_related_objects([today[key] for key in keys], *TODAY)
    held = {name: _held(made, model, order, until) for name, (model, order) in PARTS.items()}
    moved, sources = sets_then(keys, until), _sources(made, today, held["taken_up"], until)
    sets = {name: _set(name, today, moved) for name in SETS}
    placed = _placed(today, moved)
    _named(held)
    for one in made:
        known = {name: lists[one.pk] for name, lists in (held | sets).items()}
        known |= {"placed": placed[one.pk], "sources": sources[one.pk]}
        one._prefetched_objects_cache = known  # type: ignore[attr-defined]  # noqa: SLF001
    return sorted(made, key=lambda one: one.sort_key)


def _made(row: dict[str, Any], today: Activity) -> Activity:
    one = Activity(**row, sort_key=today.sort_key)
    one.group, one.plan = today.group, today.plan
    return one


def _held(
    made: Sequence[Activity], model: Any, order: Callable[[Any], Any], until: datetime
) -> dict[int, list[Any]]:
    """Return the parts of one kind, by activity, in their order; one query."""
    columns = [field.attname for field in model.history.model.tracked_fields]
    parts: dict[int, list[Any]] = defaultdict(list)
    owners = {one.pk: one for one in made}
    for row in stood(model, until, columns, owners, of="activity"):
        part = model(**row)
        part.activity = owners[part.activity_id]
        parts[part.activity_id].append(part)
    for some in parts.values():
        some.sort(key=order)
    return parts


def _named(held: dict[str, dict[int, list[Any]]]) -> None:
    """Give the parts the records that they name, by their names of today."""
    results = {one.pk: one for some in held["results"].values() for one in some}
    for indicators in held["indicators"].values():
        for one in indicators:
            one.result = results.get(one.result_id)
    parties = [one for some in held["parties"].values() for one in some]
    for kind, model in (("country", Country), ("body", Body), ("organisation", Organisation)):
        asked: Any = model._default_manager
        known = asked.in_bulk({getattr(one, f"{kind}_id") for one in parties} - {None})
        for one in parties:
            setattr(one, kind, known.get(getattr(one, f"{kind}_id")))


def _set(name: str, today: dict[int, Activity], moved: dict[tuple[int, str], str]) -> dict[int, list[Any]]:
    """Return a set of each activity: what the first edit since says stood before it, or what stands."""
    model, order, related = SETS[name]
    held = {key: list(getattr(one, name).all()) for key, one in today.items() if _read(one)}
    edited = {key: text.split(",") for (key, field), text in moved.items() if field == name}
    known = _in_bulk(model.objects.select_related(*related), edited.values())
    for key, keys in edited.items():
        held[key] = sorted((known[one] for one in keys if one in known), key=lambda row: getattr(row, order))
    return defaultdict(list, held)


def _placed(
    today: dict[int, Activity], moved: dict[tuple[int, str], str]
) -> dict[int, list[ActivityPlacement]]:
    """Return the themes of each activity with the one that came first."""
    held = {key: list(one.placed.all()) for key, one in today.items() if _read(one)}
    edited = {key: text.split(",") for (key, field), text in moved.items() if field == "themes"}
    known = _in_bulk(Placement.objects.select_related("theme", "pillar"), edited.values())
    for key, keys in edited.items():
        first = {one.placement_id: one.primary for one in held.get(key, ())}
        places = sorted(
            (known[k] for k in keys if k in known), key=lambda p: (p.pillar.number, p.number or 0)
        )
        held[key] = [ActivityPlacement(placement=p, primary=first.get(p.pk, False)) for p in places]
    for (key, field), primary in moved.items():
        if field == "primary_theme":
            held[key] = [
                ActivityPlacement(placement=one.placement, primary=str(one.placement_id) == primary)
                for one in held.get(key, ())
            ]
    return defaultdict(list, held)


def _read(one: Activity) -> bool:
    """Whether what stands today was read of it: it stood already."""
    return bool(getattr(one, "_prefetched_objects_cache", None))


def _in_bulk(rows: Any, texts: Iterable[list[str]]) -> dict[str, Any]:
    """Return records by the text of their key; one query, and none where there is nothing to find."""
    wanted = {key for keys in texts for key in keys if key}
    return {str(pk): row for pk, row in rows.in_bulk(wanted).items()} if wanted else {}


def _sources(
    made: Sequence[Activity], today: dict[int, Activity], taken: dict[int, list[Any]], until: datetime
) -> dict[int, list[Document]]:
    """Return the documents that each activity took up: the edits since, undone from today's backwards."""
    held = {one.pk: {d.pk: d for d in today[one.pk].sources.all()} for one in made}
    acts = Entry.objects.filter(model=Activity._meta.label_lower, object_id__in=list(held), at__gte=until)
    moves = list(acts.filter(verb__in=("edit", "take_up", "drop_document")).order_by("-at", "-pk"))
    moves = [act for act in moves if act.verb != "edit" or "sources" in (act.details.get("changes") or {})]
    everything = Document.objects.in_bulk() if moves or any(taken.values()) else {}
    coded = {document.code: document for document in everything.values()}
    for act in moves:
        mine = held[act.object_id]
        if act.verb == "edit":
            keys = [int(key) for key in act.details["changes"]["sources"][0].split(",") if key]
            held[act.object_id] = {key: everything[key] for key in keys if key in everything}
        elif document := coded.get(act.details.get("document", "")):
            mine.pop(document.pk, None) if act.verb == "take_up" else mine.update({document.pk: document})
    for key, lines in taken.items():  # what was taken up then, and said anew since
        held[key].update({line.document_id: everything[line.document_id] for line in lines})
    return {key: sorted(mine.values(), key=lambda d: (d.order, d.code)) for key, mine in held.items()}
