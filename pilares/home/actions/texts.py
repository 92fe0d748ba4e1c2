"""A text of the demo that is being agreed: consulted, put under silence, broken, and consulted again."""

import uuid
from typing import Any

from pilares.consensus.models import (
    DeadlineMove,
    Delegation,
    EarlierStep,
    Objection,
    Observation,
    Position,
    Round,
    Silence,
    SilenceRule,
)
from pilares.consensus.queries.texts import snapshot
from pilares.core.trail import Entry
from pilares.home.actions.rows import Known, read, without
from pilares.meetings.models import Decision
from pilares.plans.actions import BlockText, SectionText, compose, register_document
from pilares.plans.models import Document, Version, VersionEvent


def load_texts(now: Known) -> None:
    """Lay the illustrative text with everything that was said of it, each thing on its own day."""
    said = read("texts")
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    document = register_document(
        kind=Document.Kind.TEXT, by=now.users["se"], illustrative=True, **said["document"]
    )
    section = {"title_es": said["section_es"], "title_en": said["section_en"]}
    versions = {n: _version(now, document, section, row) for n, row in enumerate(said["versions"], 1)}
    Entry.objects.filter(pk__gt=last).update(at=said["rounds"][0]["opened_at"])
    for row in said["delegates"]:
        Delegation.objects.create(
            document=document, country_id=row["country"], user=now.users[row["account"]],
            named_by=now.users["se"], named_at=row["at"],
        )  # fmt: skip
    rounds: dict[int, Round] = {}
    for number, row in enumerate(said["rounds"], 1):
        rounds[number] = _round(now, row, versions, rounds)
    for row in said["earlier"]:
        EarlierStep.objects.create(
            document=document, recorded_by=now.users["se"], form_key=uuid.uuid4(), illustrative=True, **row
        )
    _silence(now, said["rule"], said["silence"], versions)


def _version(now: Known, document: Document, section: dict[str, str], row: dict[str, Any]) -> Version:
    """Write a version as it stood, with its steps on their days."""
    blocks = [
        BlockText(f"1.{n}", text["es"], text["en"]) for n, text in enumerate(map(_both, row["paragraphs"]), 1)
    ]
    text = [SectionText("1", number="1", blocks=blocks, **section)]
    version = compose(document, sections=text, by=now.users["se"], illustrative=True)
    Version.objects.filter(pk=version.pk).update(status=row["status"])
    version.events.all().delete()
    VersionEvent.objects.bulk_create(
        VersionEvent(
            version=version, step=step, starts_on=day, reason=reason, order=order, illustrative=True,
            by=now.users["se"],
        )
        for order, (step, day, reason) in enumerate(row["steps"], 1)
    )  # fmt: skip
    version.refresh_from_db()
    return version


def _both(row: dict[str, str]) -> dict[str, str]:
    return {language: row[language] for language in ("es", "en")}


def _round(now: Known, row: dict[str, Any], versions: dict[int, Version], before: dict[int, Round]) -> Round:
    version, steering = versions[row["version"]], now.users["ppt"]
    round_ = Round.objects.create(
        version=version, number=1, text=snapshot(version), opened_by=steering, illustrative=True,
        since=before.get(row.get("since", 0)), before=versions.get(row.get("before", 0)),
        concluded_by=steering if row.get("concluded_at") else None,
        **without(row, "version", "since", "before", "moves", "positions", "observations"),
    )  # fmt: skip
    speakers = {d.country_id: d.user for d in version.document.delegations.all()}
    DeadlineMove.objects.bulk_create(
        DeadlineMove(round=round_, by=steering, **move) for move in row.get("moves", ())
    )
    Position.objects.bulk_create(
        Position(round=round_, by=speakers.get(one["country"]), illustrative=True, **_country(one))
        for one in row["positions"]
    )
    Observation.objects.bulk_create(
        Observation(
            round=round_, by=speakers.get(one["country"]), illustrative=True,
            settled_at=row.get("concluded_at") if one.get("fate") else None, **_country(one),
        )
        for one in row["observations"]
    )  # fmt: skip
    return round_


def _country(row: dict[str, Any]) -> dict[str, Any]:
    return {"country_id": row["country"], **without(row, "country")}


def _decision(now: Known, row: dict[str, Any]) -> Decision:
    meeting = now.meetings[row["meeting"]]
    made: Decision = Decision.objects.create(meeting=meeting, illustrative=True, **without(row, "meeting"))
    return made


def _silence(now: Known, rule: dict[str, Any], row: dict[str, Any], versions: dict[int, Version]) -> None:
    """Record the rule, and the procedure that Canada's objection ended (AC-05)."""
    allowed = SilenceRule.objects.create(
        decision=_decision(now, rule["decision"]), recorded_by=now.users["se"], illustrative=True,
        **without(rule, "decision"),
    )  # fmt: skip
    version = versions[row["version"]]
    silence = Silence.objects.create(
        rule=allowed, version=version, text=snapshot(version), before=versions[row["before"]],
        decision=_decision(now, row["decision"]), opened_by=now.users["ppt"], illustrative=True,
        settled_at=row["broken_at"], followed_by="version",
        **without(row, "version", "before", "decision", "objection"),
    )  # fmt: skip
    Objection.objects.create(
        silence=silence, by=now.users["focal-ca"], illustrative=True, **_country(row["objection"])
    )
