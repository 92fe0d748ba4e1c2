"""Proposing and editing an activity."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.bilingual import lag
from pilares.core.edits import Merge, as_text, merge
from pilares.core.search import fold
from pilares.core.trail import record
from pilares.monitoring import access
from pilares.monitoring.models import Activity, ActivityPlacement, ResponsibleParty, sort_key_for
from pilares.people.models import Body, User
from pilares.plans.models import Document

#: columns of the activity that a person edits
COLUMNS = (
    "title_es",
    "title_en",
    "about_es",
    "about_en",
    "original_language",
    "scope",
    "due_on",
    "monitored_by",
    "gender_marker",
    "gender_reason_es",
    "gender_reason_en",
    "tier",
)
#: sets of other records that a person edits
SETS = ("objectives", "principles", "countries", "years", "sources")
#: themes and responsible parties, with the one that comes first
RANKED = ("themes", "primary_theme", "parties", "principal")
FIELDS = (*COLUMNS, *SETS, *RANKED)
#: relations that no person types, and that are there when an activity is made
UNTYPED = {"group", "plan", "state_by", "state_meeting", "stage_decision", "replaced_by"}


@dataclass(frozen=True)
class Edited:
    """What an edit wrote, and which other fields somebody changed since it was begun."""

    activity: Activity
    written: frozenset[str]
    overtaken: frozenset[str]


def party_token(party: ResponsibleParty) -> str:
    """Name a responsible party in one word: `country:GT`, `body:12`, `organisation:3` or `members`."""
    if party.all_members:
        return "members"
    for kind in ("country", "body", "organisation"):
        if key := getattr(party, f"{kind}_id"):
            return f"{kind}:{key}"
    return ""


def values_of(activity: Activity, fields: tuple[str, ...] = FIELDS) -> dict[str, str]:
    """Return the canonical texts of an activity's fields as they stand now."""
    values = {name: as_text(getattr(activity, name)) for name in COLUMNS if name in fields}
    values |= {name: as_text(getattr(activity, name).all()) for name in SETS if name in fields}
    if "themes" in fields or "primary_theme" in fields:
        placed = list(activity.placed.all())
        values["themes"] = as_text(str(p.placement_id) for p in placed)
        values["primary_theme"] = next((str(p.placement_id) for p in placed if p.primary), "")
    if "parties" in fields or "principal" in fields:
        parties = list(activity.parties.all())
        values["parties"] = as_text(party_token(p) for p in parties)
        values["principal"] = next((party_token(p) for p in parties if p.principal), "")
    return {name: value for name, value in values.items() if name in fields}


@transaction.atomic
def propose(
    *, group: Body, plan: Document, by: User, form_key: UUID | None = None, **changes: Any
) -> Activity:
    """Add a candidate to a group; candidates are unlimited (§3.9).

    A form sent twice, by `form_key`, adds one and gives it back.
    Raises `Refused` for people outside the group and `ValidationError` for what is missing.
    """
    require(access.why_not_propose(by, group, plan))
    Body.objects.select_for_update().get(pk=group.pk)  # two candidates never get one number
    sent = Activity.objects.filter(group=group, form_key=form_key).first() if form_key else None
    if sent is not None:
        return sent
    codes = Activity.objects.filter(group=group).values_list("code", flat=True)
    number = max((int(code.rpartition("A")[2]) for code in codes), default=0) + 1
    activity = Activity(
        plan=plan,
        group=group,
        code=f"{group.code}-A{number}",
        sort_key=sort_key_for(group, number),
        illustrative=settings.DEMO,
        form_key=form_key,
    )
    _write(activity, changes)
    record(activity, "propose", by=by)
    return activity


@transaction.atomic
def edit(
    activity: Activity, *, changes: Mapping[str, Any], base: Mapping[str, str], by: User, reason: str = ""
) -> Edited:
    """Write the fields of `changes` that differ from `base`, the texts with which the form was opened.

    Raises `Refused`, `ValidationError`, or `Conflict` when somebody else changed one of the same fields
    meanwhile; then nothing is written (AC-10).
    """
    locked = (
        Activity.objects.select_for_update(of=("self",)).select_related("group", "plan").get(pk=activity.pk)
    )
    merged, before = weigh(locked, changes=changes, base=base, by=by)
    if merged.write:
        _write(locked, {name: changes[name] for name in merged.write}, before)
        record(locked, "edit", by=by, changes=merged.moved, reason=reason)
    return Edited(locked, merged.write, merged.overtaken)


def weigh(
    activity: Activity, *, changes: Mapping[str, Any], base: Mapping[str, str], by: User
) -> tuple[Merge, dict[str, str]]:
    """Return what of the changes can be written to an activity as it stands, and its texts before.

    Raises `Refused`, or `Conflict` when somebody else changed one of the same fields meanwhile (AC-10).
    """
    require(access.why_not_edit(by, activity))
    before = values_of(activity, tuple(changes))
    merged = merge(base=base, current=before, changes=changes)
    if "tier" in merged.write:
        require(access.why_not_set_tier(by, activity, merged.texts["tier"]))
    return merged, before


def _write(activity: Activity, changes: Mapping[str, Any], before: Mapping[str, str] | None = None) -> None:
    columns = put(activity, changes, before)
    created = activity.pk is None
    activity.full_clean(exclude=UNTYPED if created else untouched(activity, columns))
    activity.save(update_fields=None if created else [*columns, "searched", "version", "outdated_since"])
    for name in SETS:
        if name in changes:
            getattr(activity, name).set(changes[name])
    if "themes" in changes or "primary_theme" in changes:
        _place(activity, changes)
    if "parties" in changes or "principal" in changes:
        _charge(activity, changes)
    if created or set(RANKED) & set(changes):
        reindex(activity)


def put(
    activity: Activity, changes: Mapping[str, Any], before: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Set the columns among the changes, and what follows from them, unsaved; return those columns."""
    columns = {name: value for name, value in changes.items() if name in COLUMNS}
    if before is not None:
        texts = {name: before.get(name, "") for name in columns}
        activity.outdated_since = lag(activity, texts, columns, clock.now())
        activity.version += 1
    for name, value in columns.items():
        setattr(activity, name, value)
    activity.searched = activity.own_words()
    return columns


def untouched(activity: Activity, columns: Mapping[str, Any]) -> set[str]:
    """Return the columns that need no check: those not written; a title is checked in both languages."""
    checked = {*columns, "title_es", "title_en"}
    return {field.name for field in activity._meta.concrete_fields} - checked


def _place(activity: Activity, changes: Mapping[str, Any]) -> None:
    """Set the themes; the primary one is always among them, and there is exactly one (AC-02)."""
    current = values_of(activity, ("themes", "primary_theme"))
    wanted = {as_text(p) for p in changes.get("themes", current["themes"].split(",")) if as_text(p)}
    primary = as_text(changes.get("primary_theme", current["primary_theme"]))
    if not primary and wanted:
        primary = min(wanted, key=int)
    if primary:
        wanted.add(primary)
    activity.placed.all().delete()
    ActivityPlacement.objects.bulk_create(
        ActivityPlacement(activity=activity, placement_id=int(key), primary=key == primary)
        for key in sorted(wanted, key=int)
    )


def _charge(activity: Activity, changes: Mapping[str, Any]) -> None:
    """Set the responsible parties in the order given; at most one is the principal (§4.2.5)."""
    existing = {party_token(party): party for party in activity.parties.all()}
    tokens = [as_text(t) for t in changes.get("parties", existing)]
    was = next((token for token, party in existing.items() if party.principal), "")
    principal = as_text(changes.get("principal", was))
    if principal and principal not in tokens:
        raise ValidationError({"principal": _("The principal party must be one of the responsible parties.")})
    for token, party in existing.items():
        if token not in tokens:
            party.delete()
        elif party.principal and token != principal:
            party.principal = False
            party.save(update_fields=["principal"])
    for order, token in enumerate(tokens):
        party = existing.get(token) or new_party(activity, token)
        party.order, party.principal = order, token == principal
        party.full_clean(exclude=["activity"])
        party.save()


def new_party(activity: Activity, token: str) -> ResponsibleParty:
    """Return a responsible party of an activity by its token, unsaved."""
    if token == "members":  # noqa: S105  a name, not a secret
        return ResponsibleParty(activity=activity, all_members=True)
    kind, _colon, key = token.partition(":")
    return ResponsibleParty(activity=activity, **{f"{kind}_id": key if kind == "country" else int(key)})


def reindex(activity: Activity) -> None:
    """Keep the text that the matrix searches in step with the activity's themes, parties and indicators."""
    words: list[str] = []
    for placed in activity.placed.select_related("placement__theme"):
        words += [placed.placement.theme.name_es, placed.placement.theme.name_en]
    for party in activity.parties.select_related("country", "body", "organisation"):
        actor = party.country or party.body or party.organisation
        words += [actor.name_es, actor.name_en] if actor else []
    for text in activity.results.values_list("text_es", "text_en"):
        words += text
    for text in activity.indicators.values_list("name_es", "name_en"):
        words += text
    own, parts = activity.own_words(), fold(" ".join(words))
    if (own, parts) != (activity.searched, activity.searched_parts):
        activity.searched, activity.searched_parts = own, parts
        # derived, and so outside the history
        Activity.objects.filter(pk=activity.pk).update(searched=own, searched_parts=parts)
