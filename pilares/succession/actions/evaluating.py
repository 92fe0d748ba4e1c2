"""The evaluation is begun, written by several people, sent, presented and published (§4.2, M21)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Tier, require
from pilares.core.edits import Merge, put
from pilares.core.once import once
from pilares.core.trail import record
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import User
from pilares.plans.models import Document
from pilares.succession import access
from pilares.succession.models import Evaluation, EvaluationStep, EvaluationText, Evidence
from pilares.succession.models.evaluating import Criterion
from pilares.succession.workflow import EVALUATION

K = EvaluationText.Kind
RCGM = "GRCM"
#: what is written of each criterion
PARTS = (K.QUESTIONS, K.FINDINGS, K.RECOMMENDATIONS)


def _lock(evaluation: Evaluation) -> Evaluation:
    return Evaluation.objects.select_for_update(of=("self",)).select_related("plan").get(pk=evaluation.pk)


def _move(evaluation: Evaluation, verb: str, *, by: User, **about: Any) -> Evaluation:
    evaluation.status = EVALUATION.target(verb)
    evaluation.save(update_fields=["status", "tier"])
    _write_step(evaluation, verb, by, about)
    record(evaluation, verb, by=by, status=evaluation.status, **{k: str(v) for k, v in about.items() if v})
    return evaluation


def _write_step(evaluation: Evaluation, verb: str, by: User, about: Mapping[str, Any]) -> None:
    step = EvaluationStep(
        evaluation=evaluation, verb=verb, status=evaluation.status, at=clock.now(), by=by,
        capacity=by.standing.capacity, **about,
    )  # fmt: skip
    step.full_clean(exclude=["evaluation", "by", "meeting", "decision"])
    step.save()


@transaction.atomic
def begin_evaluation(plan: Document, *, by: User) -> Evaluation:
    """Begin the evaluation of a plan: a place for each text, and none written; begun once."""
    require(access.why_not_begin_evaluation(by))
    Document.objects.select_for_update().get(pk=plan.pk)
    known = Evaluation.objects.filter(plan=plan).first()
    if known is not None:
        return known
    made = Evaluation.objects.create(plan=plan, begun_at=clock.now(), illustrative=settings.DEMO)
    letters = plan.weaknesses.values_list("letter", flat=True)
    places = [
        (K.TERMS, ""),
        *((part, criterion) for criterion in Criterion for part in PARTS),
        *((K.WEAKNESS, letter) for letter in letters),
    ]
    EvaluationText.objects.bulk_create(
        EvaluationText(evaluation=made, kind=kind, about=about) for kind, about in places
    )
    _write_step(made, "begin", by, {})
    record(made, "begin", by=by)
    return made


@transaction.atomic
def write(text: EvaluationText, *, changes: Mapping[str, Any], base: Mapping[str, str], by: User) -> Merge:
    """Write what differs from `base`; raises `Conflict` when somebody changed the same words (AC-10)."""
    evaluation = _lock(text.evaluation)
    require(access.why_not_write(by, evaluation))
    now = EvaluationText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    merged = put(now, changes, base=base)
    if not merged.write:
        return merged
    now.written_at, now.capacity = clock.now(), by.standing.capacity
    now.full_clean(exclude=["evaluation"])
    now.save(update_fields=[*merged.write, "outdated_since", "written_at", "capacity"])
    record(evaluation, "write", by=by, kind=now.kind, about=now.about)
    return merged


@once
@transaction.atomic
def add_evidence(evaluation: Evaluation, *, by: User, **columns: Any) -> Evidence:
    """Put a piece of frozen evidence beside a criterion; the same form sent again adds nothing."""
    key = columns.get("form_key")
    known = Evidence.objects.filter(evaluation=evaluation, form_key=key).first() if key else None
    if known is not None:
        return known
    locked = _lock(evaluation)
    require(access.why_not_write(by, locked))
    made = Evidence(evaluation=locked, at=clock.now(), **columns)
    made.full_clean(exclude=["evaluation"])
    made.save()
    record(locked, "add_evidence", by=by, criterion=made.criterion)
    return made


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: User) -> None:
    """Take a piece of evidence away while the evaluation is written."""
    locked = _lock(evidence.evaluation)
    require(access.why_not_write(by, locked))
    record(locked, "remove_evidence", by=by, criterion=evidence.criterion)
    evidence.delete()


@transaction.atomic
def send(evaluation: Evaluation, *, by: User) -> Evaluation:
    """Send it to the Member Countries, once each criterion has its finding."""
    locked = _lock(evaluation)
    require(EVALUATION.why_not("send", by, locked))
    return _move(locked, "send", by=by)


@transaction.atomic
def take_back(evaluation: Evaluation, *, note: str, by: User) -> Evaluation:
    """Return it to its draft, and say why."""
    locked = _lock(evaluation)
    require(EVALUATION.why_not("take_back", by, locked))
    if not note.strip():
        raise ValidationError({"note": _("Write the reason: it stays in the history.")})
    return _move(locked, "take_back", by=by, note=note.strip())


@transaction.atomic
def present(
    evaluation: Evaluation, *, meeting: Meeting, by: User, decision: Decision | None = None, note: str = ""
) -> Evaluation:
    """Record that it was presented to the RCGM; its texts stand from now on."""
    locked = _lock(evaluation)
    require(EVALUATION.why_not("present", by, locked))
    if meeting.body.code != RCGM:
        raise ValidationError({"meeting": _("Choose a meeting of the RCGM.")})
    if decision is not None and decision.meeting_id != meeting.pk:
        raise ValidationError({"decision": _("Choose a decision of that meeting.")})
    return _move(locked, "present", by=by, meeting=meeting, decision=decision, note=note.strip())


@transaction.atomic
def publish(evaluation: Evaluation, *, tier: str, by: User) -> Evaluation:
    """Publish it as far as was chosen: an explicit act."""
    locked = _lock(evaluation)
    require(EVALUATION.why_not("publish", by, locked))
    if tier not in {Tier.PUBLIC, Tier.EXTENDED, Tier.MEMBERS}:
        raise ValidationError({"tier": _("Choose who may read it.")})
    locked.tier = tier
    return _move(locked, "publish", by=by)
