"""A version moves along its workflow and the step is written down; entering into force, it is reflected."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import Language
from pilares.core.trail import record
from pilares.meetings.models import Decision
from pilares.people.models import Body, User
from pilares.plans.models import Document, Note, Version, VersionEvent
from pilares.plans.queries.texts import bare, words_by_anchor
from pilares.plans.workflow import VERSION

#: from the widest reach to the narrowest
REACH = (Tier.PUBLIC, Tier.EXTENDED, Tier.MEMBERS, Tier.GROUP, Tier.CLOSED)
#: how the trail names a step, where it does not say the verb of the table
TRAILED = {"approve": "record_approval"}
S, E = Version.Status, VersionEvent.Step


def locked(version: Version) -> Version:
    """Return the version as it stands, held with its document so that one person at a time moves it."""
    Document.objects.select_for_update().get(pk=version.document_id)
    held: Version = Version.objects.select_related("document", "based_on").get(pk=version.pk)
    return held


def write_step(version: Version, step: VersionEvent.Step, *, by: User | None, **about: Any) -> VersionEvent:
    """Write a step down after those before it: who, when, and what decided it."""
    decision: Decision | None = about.pop("decision", None)
    if decision is not None:
        about |= {"decision": decision, "meeting": decision.meeting, "body": decision.meeting.body}
    last = version.events.aggregate(last=models.Max("order"))["last"] or 0
    illustrative = about.pop("illustrative", version.illustrative)
    event: VersionEvent = VersionEvent.objects.create(
        version=version, step=step, by=by, at=clock.now(), order=last + 1, illustrative=illustrative, **about
    )
    return event


def move(version: Version, verb: str, step: VersionEvent.Step, *, by: User, **about: Any) -> Version:
    """Take a version that is held along one step of the table, and write it down."""
    version.status = S(VERSION.target(verb))
    version.full_clean(exclude=["document", "based_on"])
    version.save(update_fields=["status", "in_force_from", "tier", "source"])
    write_step(version, step, by=by, **about)
    said = {
        name: str(value)
        for name, value in about.items()
        if value and name in {"decision", "reason", "starts_on"}
    }
    record(version, TRAILED.get(verb, verb), by=by, status=version.status, **said)
    return version


def supersede(version: Version, *, decision: Decision | None, on: date, by: User | None) -> None:
    """Let the versions in force until now give way to this one; they stay readable for ever (AC-24)."""
    for earlier in version.document.versions.filter(status=S.IN_FORCE).exclude(pk=version.pk):
        earlier.status = S(VERSION.target("supersede"))
        earlier.save(update_fields=["status"])
        write_step(
            earlier, E.SUPERSEDED, by=by, decision=decision, starts_on=on, illustrative=version.illustrative
        )
        version.tier = widest(version.tier, earlier.tier)
    if version.based_on is not None:
        version.tier = widest(version.tier, version.based_on.tier)


def widest(*tiers: str) -> str:
    """Return the tier that reaches furthest: what replaces a public text is public."""
    return min(tiers, key=lambda tier: REACH.index(Tier(tier)))


def reflect(version: Version) -> None:
    """Let the plan as data say what the version in force says, and quote its notes from it.

    Pillars, themes, objectives and principles belong to the document: activities, matrix and group plans
    point to them, so they stay; only their words follow the text, by anchor.
    """
    plan = version.document
    said = words_by_anchor(version)
    for rows in (plan.objectives.all(), plan.weaknesses.all(), plan.responsibilities.all()):
        _follow(rows, said, "text")
    _follow(plan.principles.all(), said, "name")
    copies = {note.root: note for note in version.notes.all()}
    for principle in plan.principles.exclude(note=None).select_related("note"):
        carried: Note | None = copies.get(principle.note.root) if principle.note else None
        if carried is not None and carried.pk != principle.note_id:
            principle.note = carried
            principle.save(update_fields=["note"])


def _follow(rows: Iterable[Any], said: dict[str, dict[str, str]], name: str) -> None:
    columns = {lang: f"{name}_{lang}" for lang in Language.values}
    for row in rows:
        words = said.get(row.anchor)
        if not words or not words[Language.ES]:
            continue  # the text no longer has this place: what was agreed last stays
        changed = [column for lang, column in columns.items() if bare(getattr(row, column)) != words[lang]]
        for lang, column in columns.items():
            if column in changed:
                setattr(row, column, words[lang])
        if changed:
            row.save(update_fields=changed)


def body_of(code: str) -> Body:
    """Return an organ by its code."""
    return Body.objects.get(code=code)
