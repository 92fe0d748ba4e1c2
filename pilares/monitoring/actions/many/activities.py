"""Editing many activities at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core.columns import save_columns
from pilares.core.edits import as_text
from pilares.core.search import fold
from pilares.core.trail import record_many
from pilares.monitoring.actions.activities import (
    COLUMNS,
    RANKED,
    SETS,
    Edited,
    new_party,
    party_token,
    put,
    untouched,
    values_of,
    weigh,
)
from pilares.monitoring.actions.many.stopping import create_with_history, naming, save_with_history
from pilares.monitoring.models import Activity, ActivityPlacement, Indicator, ResponsibleParty, Result
from pilares.people.models import Body, User
from pilares.plans.models import Document

PLACED, CHARGED = frozenset({"themes", "primary_theme"}), frozenset({"parties", "principal"})


@dataclass(frozen=True)
class Edit:
    """What is to be written of one activity, by its key, and the texts that the person read."""

    activity: int
    changes: Mapping[str, Any]
    base: Mapping[str, str]


@transaction.atomic
def edit_many(edits: Sequence[Edit], *, by: User, reason: str = "") -> list[Edited]:
    """Do to many activities what `edit` does to one. Raises `Stopped`; then nothing is written."""
    names = {name for edit in edits for name in edit.changes}
    found = lock_many([edit.activity for edit in edits], names)
    done: list[Edited] = []
    written: list[tuple[Activity, dict[str, Any]]] = []
    acts: list[tuple[Any, str, dict[str, Any]]] = []
    for edit in edits:
        activity = found[edit.activity]
        with naming(activity.code):
            merged, before = weigh(activity, changes=edit.changes, base=edit.base, by=by)
            done.append(Edited(activity, merged.write, merged.overtaken))
            if not merged.write:
                continue
            changes = {name: edit.changes[name] for name in merged.write}
            columns = put(activity, changes, before)
            activity.clean_fields(exclude=untouched(activity, columns))
            if not (activity.title_es or activity.title_en):
                activity.validate_constraints(exclude=untouched(activity, columns))
        written.append((activity, changes))
        acts.append((activity, "edit", {"changes": merged.moved, "reason": reason}))
    _write(written, by=by, reason=reason)
    record_many(acts, by=by)
    return done


def lock_many(keys: Iterable[int], names: Iterable[str] = ()) -> dict[int, Activity]:
    """Return activities as they stand, held until the transaction ends, with what the fields need."""
    wanted = set(names)
    related = [name for name in SETS if name in wanted]
    related += ["placed"] if wanted & PLACED else []
    related += ["parties"] if wanted & CHARGED else []
    locked = Activity.objects.select_for_update(of=("self",)).filter(pk__in=set(keys)).order_by("pk")
    return {activity.pk: activity for activity in with_their_own(locked.prefetch_related(*related))}


def with_their_own(activities: Iterable[Activity]) -> list[Activity]:
    """Return activities with their groups, mandates and plans as the access checks need them.

    There are few of them: each is read once and shared, where Django would make one for every activity.
    """
    found = list(activities)
    bodies = Body.objects.filter(pk__in={a.group_id for a in found}).prefetch_related("mandates")
    plans = Document.objects.filter(pk__in={a.plan_id for a in found}).select_related("parameters")
    groups, documents = {body.pk: body for body in bodies}, {plan.pk: plan for plan in plans}
    for activity in found:
        activity.group, activity.plan = groups[activity.group_id], documents[activity.plan_id]
    return found


def _write(written: Sequence[tuple[Activity, dict[str, Any]]], *, by: User, reason: str) -> None:
    for name in SETS:
        _relate(name, [(a, changes[name]) for a, changes in written if name in changes])
    _place([(a, changes) for a, changes in written if PLACED & changes.keys()])
    _charge([(a, changes) for a, changes in written if CHARGED & changes.keys()], by=by, reason=reason)
    names = [name for name in COLUMNS if any(name in changes for _activity, changes in written)]
    rows = [activity for activity, _changes in written]
    save_with_history(rows, [*names, "searched", "version", "outdated_since"], by=by, reason=reason)
    reindex_many(a.pk for a, changes in written if set(RANKED) & changes.keys())


def _relate(name: str, wanted: Sequence[tuple[Activity, Any]]) -> None:
    """Set one kind of related records of many activities, in two statements."""
    if not wanted:
        return
    relation: Any = Activity._meta.get_field(name)
    through, other = relation.remote_field.through, relation.m2m_reverse_field_name()
    gone: list[int] = []
    rows: dict[int, dict[str, int]] = defaultdict(dict)
    for pk, activity, key in through.objects.filter(activity__in=[a.pk for a, _v in wanted]).values_list(
        "pk", "activity", other
    ):
        rows[activity][as_text(key)] = pk
    new = []
    for activity, values in wanted:
        keys = {as_text(value) for value in values}
        gone += [pk for key, pk in rows[activity.pk].items() if key not in keys]
        new += [
            through(**{"activity_id": activity.pk, f"{other}_id": key})
            for key in sorted(keys - rows[activity.pk].keys())
        ]
    through.objects.filter(pk__in=gone).delete()
    through.objects.bulk_create(new)


def _place(wanted: Sequence[tuple[Activity, dict[str, Any]]]) -> None:
    """Set the themes of many activities; the primary one is always among them (AC-02)."""
    new = []
    for activity, changes in wanted:
        current = values_of(activity, ("themes", "primary_theme"))
        keys = {as_text(p) for p in changes.get("themes", current["themes"].split(",")) if as_text(p)}
        primary = as_text(changes.get("primary_theme", current["primary_theme"]))
        primary = primary or min(keys, key=int, default="")
        keys |= {primary} - {""}
        new += [
            ActivityPlacement(activity=activity, placement_id=int(key), primary=key == primary)
            for key in sorted(keys, key=int)
        ]
    ActivityPlacement.objects.filter(activity__in=[a.pk for a, _changes in wanted]).delete()
    ActivityPlacement.objects.bulk_create(new)


def _charge(wanted: Sequence[tuple[Activity, dict[str, Any]]], *, by: User, reason: str) -> None:
    """Set the responsible parties of many activities in the order given (§4.2.5)."""
    new: list[ResponsibleParty] = []
    moved_: list[ResponsibleParty] = []
    for activity, changes in wanted:
        with naming(activity.code):
            existing = {party_token(party): party for party in activity.parties.all()}
            tokens = [as_text(token) for token in changes.get("parties", existing)]
            principal = _principal(existing, tokens, changes)
        for token, party in existing.items():
            if token not in tokens:
                party.delete()  # one at a time: each leaves its line of history
        for order, token in enumerate(tokens):
            known = existing.get(token)
            party = known or new_party(activity, token)
            if known and (known.order, known.principal) == (order, token == principal):
                continue
            party.order, party.principal = order, token == principal
            (moved_ if known else new).append(party)
    # whoever stops being the principal goes first: an activity has one at most
    moved_.sort(key=lambda party: party.principal)
    save_with_history(moved_, ["order", "principal"], by=by, reason=reason)
    create_with_history(new, by=by, reason=reason)


def _principal(
    existing: Mapping[str, ResponsibleParty], tokens: Sequence[str], changes: Mapping[str, Any]
) -> str:
    was = next((token for token, party in existing.items() if party.principal), "")
    principal = as_text(changes.get("principal", was))
    if principal and principal not in tokens:
        raise ValidationError({"principal": _("The principal party must be one of the responsible parties.")})
    return principal


def reindex_many(keys: Iterable[int]) -> None:
    """Keep the text that the matrix searches in step for many activities, in six statements."""
    wanted = list(keys)
    if not wanted:
        return
    words: dict[int, list[str]] = defaultdict(list)
    placed = ActivityPlacement.objects.filter(activity__in=wanted)
    parties = ResponsibleParty.objects.filter(activity__in=wanted)
    actors = [f"{kind}__name_{lang}" for kind in ("country", "body", "organisation") for lang in ("es", "en")]
    for rows in (
        placed.values_list("activity", "placement__theme__name_es", "placement__theme__name_en"),
        parties.values_list("activity", *actors),
        Result.objects.filter(activity__in=wanted).values_list("activity", "text_es", "text_en"),
        Indicator.objects.filter(activity__in=wanted).values_list("activity", "name_es", "name_en"),
    ):
        for activity, *texts in rows:
            words[activity] += [text for text in texts if text]
    rows_ = list(Activity.objects.filter(pk__in=wanted).only("pk", "searched_parts"))
    for row in rows_:
        row.searched_parts = fold(" ".join(words[row.pk]))
    save_columns(rows_, ["searched_parts"])
