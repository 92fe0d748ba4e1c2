"""A report is frozen, presented, informed and published; each copy is kept whole (§4.2, M15)."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import User
from pilares.reports.actions.writing import lock, move
from pilares.reports.models import Frozen, GroupReport, Report
from pilares.reports.queries.composing import compose
from pilares.reports.queries.lagging import late_in
from pilares.reports.queries.texts import texts_of
from pilares.reports.workflow import REPORT

RCGM, VICE_MINISTERS = "GRCM", "RVM"
LAGS = _("English texts lag behind the Spanish ones. Bring them up to date, or confirm to print so.")


def seal_of(facts: Any, texts: Any) -> str:
    """Return the SHA-256 of what a copy says, as canonical JSON."""
    said = json.dumps([facts, texts], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def keep(report: Report | GroupReport, facts: Any, *, by: User, pending: bool) -> Any:
    """Keep what a report says now, whole, and how many of its corrigenda were there."""
    facts, texts = {**facts, "corrigenda": report.corrigenda.count()}, texts_of(report)
    frozen: Any = report.copies.model
    copy = frozen(
        report=report, number=report.copies.count() + 1, facts=facts, texts=texts, at=clock.now(), by=by,
        seal=seal_of(facts, texts), translation_pending=pending,
    )  # fmt: skip
    copy.save()
    return copy


def keep_the_words(report: Report | GroupReport, *, by: User) -> None:
    """Keep the facts that were consulted once more, where the texts beside them changed since."""
    last: Any = report.copies.last()
    if last is not None and last.texts != texts_of(report):
        keep(report, last.facts, by=by, pending=last.translation_pending)


@transaction.atomic
def freeze(report: Report, *, by: User, pending_accepted: bool = False) -> Frozen:
    """Freeze the data at the cut-off and send the report to the Member Countries.

    Raises ValidationError while English texts lag and nobody accepted to print that they do (AC-20).
    """
    locked = lock(report)
    require(REPORT.why_not("freeze", by, locked))
    facts = compose(locked.plan, presidency=locked.presidency, cut_off=locked.cut_off)
    behind = bool(late_in(facts, texts_of(locked)))
    if behind and not pending_accepted:
        raise ValidationError({"pending_accepted": LAGS})
    copy: Frozen = keep(locked, facts, by=by, pending=behind)
    move(locked, "freeze", by=by, note="")
    return copy


@transaction.atomic
def take_back(report: Report, *, note: str, by: User) -> Report:
    """Return a report to writing, with a reason; the copy that was sent is kept."""
    locked = lock(report)
    require(REPORT.why_not("take_back", by, locked))
    if not note.strip():
        raise ValidationError({"note": _("Write the reason: it stays in the history.")})
    return move(locked, "take_back", by=by, note=note.strip())


def require_begun(meeting: Meeting) -> date:
    """Return its first day. Raises ValidationError where it was cancelled, has no day, or lies ahead."""
    if meeting.starts_on is None or meeting.status == Meeting.Status.CANCELLED:
        raise ValidationError({"meeting": _("Choose a meeting that was held.")})
    if meeting.starts_on > clock.today():
        raise ValidationError({"meeting": _("That meeting has not begun yet.")})
    return meeting.starts_on


@transaction.atomic
def present(report: Report, *, meeting: Meeting, by: User, note: str = "") -> Report:
    """Record that the presidency presented the report to the RCGM; its texts stand from now on."""
    locked = lock(report)
    require(REPORT.why_not("present", by, locked))
    if meeting.body.code != RCGM:
        raise ValidationError({"meeting": _("Choose a meeting of the RCGM.")})
    require_begun(meeting)
    keep_the_words(locked, by=by)
    return move(locked, "present", by=by, meeting=meeting, note=note.strip())


@transaction.atomic
def inform(
    report: Report, *, meeting: Meeting, by: User, decision: Decision | None = None, note: str = ""
) -> Report:
    """Record that the Vice-Ministerial Meeting was informed, with its decision where there is one."""
    locked = lock(report)
    require(REPORT.why_not("inform", by, locked))
    if meeting.body.code != VICE_MINISTERS:
        raise ValidationError({"meeting": _("Choose a Vice-Ministerial Meeting.")})
    require_begun(meeting)
    if decision is not None and decision.meeting_id != meeting.pk:
        raise ValidationError({"decision": _("Choose a decision of that meeting.")})
    return move(locked, "inform", by=by, meeting=meeting, decision=decision, note=note.strip())


@transaction.atomic
def publish(report: Report, *, by: User, embargo_until: datetime | None = None) -> Report:
    """Publish the report, at once or at a recorded instant."""
    locked = lock(report)
    require(REPORT.why_not("publish", by, locked))
    if embargo_until is not None and embargo_until <= clock.now():
        raise ValidationError({"embargo_until": _("Choose an instant to come, or leave it empty.")})
    locked.embargo_until = embargo_until
    locked.save(update_fields=["embargo_until"])
    return move(locked, "publish", by=by)
