"""The approval of a version, as the Secretariat records it from the decisions of the meeting (Tabla 2)."""

from datetime import date

from django.db import transaction

from pilares.core.access import require
from pilares.core.trail import record
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import Body, User
from pilares.plans.access import why_not_approve_in
from pilares.plans.models import Version, VersionEvent
from pilares.plans.workflow import VERSION


@transaction.atomic
def record_approval(
    version: Version,
    *,
    body: Body,
    meeting: Meeting,
    paragraph: str,
    on: date,
    by: User,
    text_es: str = "",
    text_en: str = "",
    illustrative: bool = False,
) -> Version:
    """Record that the Vice-Ministerial Meeting approved a recommended version, in force from `on`.

    The version in force until then is superseded and stays readable (AC-24). Raises `Refused`, or
    `ValidationError` when the paragraph belongs to another decision.
    """
    version = Version.objects.select_for_update().select_related("document").get(pk=version.pk)
    require(VERSION.why_not("approve", by, version))
    require(why_not_approve_in(body) or why_not_approve_in(meeting.body))
    decision = _decision(version, meeting, paragraph, text_es, text_en, illustrative=illustrative)
    for earlier in version.document.versions.filter(status=Version.Status.IN_FORCE):
        _move(earlier, Version.Status.SUPERSEDED, VersionEvent.Step.SUPERSEDED, decision, on)
    version.in_force_from = on
    _move(version, Version.Status(VERSION.target("approve")), VersionEvent.Step.APPROVED, decision, on)
    record(version, "record_approval", by=by, decision=decision.citation, on=on.isoformat())
    return version


def _decision(
    version: Version, meeting: Meeting, paragraph: str, text_es: str, text_en: str, *, illustrative: bool
) -> Decision:
    """Return the paragraph that approves, recorded now unless the meeting's decisions already hold it."""
    known: Decision | None = Decision.objects.filter(
        meeting=meeting, paragraph=paragraph, verb=Decision.Verb.APPROVE
    ).first()
    if known is not None:
        return known
    document = version.document
    decision = Decision(
        meeting=meeting,
        paragraph=paragraph,
        verb=Decision.Verb.APPROVE,
        text_es=text_es or f"{document.title_es}, versión {version.number}",
        text_en=text_en or ("" if text_es else f"{document.title_en}, version {version.number}"),
        tier=version.tier,
        illustrative=illustrative,
    )
    decision.full_clean()
    decision.save()
    return decision


def _move(
    version: Version, status: Version.Status, step: VersionEvent.Step, decision: Decision, on: date
) -> None:
    version.status = status
    version.full_clean()
    version.save(update_fields=["status", "in_force_from"])
    VersionEvent.objects.create(
        version=version,
        step=step,
        body=decision.meeting.body,
        meeting=decision.meeting,
        decision=decision,
        starts_on=on,
        order=version.events.count() + 1,
        illustrative=decision.illustrative,
    )
