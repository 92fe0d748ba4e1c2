"""What people write beside the answers: an explanation, and the record that something was presented.

The floor of reports calls `record_presentation` when a report is put before its organ; until its texts stand
there, the Secretariat records it on the page of the rule.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.compliance.access import why_not_explain, why_not_record_presentation
from pilares.compliance.models import Explanation, Presentation
from pilares.core import clock
from pilares.core.access import require
from pilares.core.edits import Merge, put
from pilares.core.trail import record
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import Body, User
from pilares.plans.models import Document


@transaction.atomic
def explain(
    plan: Document,
    *,
    rule: str,
    body: Body,
    year: int,
    changes: Mapping[str, str],
    base: Mapping[str, str],
    by: User,
) -> Merge:
    """Write why a rule stands as it does; raises `Conflict` where somebody wrote the same text (AC-10)."""
    require(why_not_explain(by))
    Document.objects.select_for_update().get(pk=plan.pk)
    mine = {"plan": plan, "rule": rule, "body": body, "year": year}
    row = Explanation.objects.select_for_update().filter(**mine).first() or Explanation(
        **mine, at=clock.now(), illustrative=settings.DEMO
    )
    merged = put(row, changes, base=base)
    if merged.write:
        row.at, row.by, row.capacity = clock.now(), by, by.standing.capacity
        row.version += 1 if row.pk else 0
        row.full_clean(exclude=["plan", "body", "by"])
        row.save()
        record(row, "explain", by=by, changes=merged.moved)
    return merged


@transaction.atomic
def record_presentation(
    plan: Document,
    *,
    kind: str,
    body: Body,
    year: int,
    on: date,
    by: User,
    meeting: Meeting | None = None,
    decision: Decision | None = None,
    letters: Iterable[str] = (),
    note: str = "",
) -> Presentation:
    """Record that a report or a review was put before its organ; the same twice is written once."""
    require(why_not_record_presentation(by))
    _check(kind, on, meeting, decision)
    mine = {"plan": plan, "kind": kind, "body": body, "year": year, "meeting": meeting}
    Document.objects.select_for_update().get(pk=plan.pk)
    known: Presentation | None = Presentation.objects.filter(**mine).first()
    if known is not None:
        return known
    row = Presentation(
        **mine,
        on=on,
        decision=decision,
        letters=[letter for letter in Presentation.LETTERS if letter in set(letters)],
        note=note.strip(),
        at=clock.now(),
        by=by,
        capacity=by.standing.capacity,
        illustrative=settings.DEMO,
    )
    row.full_clean(exclude=["plan", "body", "by", "meeting", "decision"])
    row.save()
    record(row, "record_presentation", by=by, kind=kind, year=year, on=on)
    return row


@transaction.atomic
def withdraw_presentation(presentation: Presentation, *, by: User) -> None:
    """Take back a record that was wrong; the trail keeps that it was there."""
    require(why_not_record_presentation(by))
    row = Presentation.objects.select_for_update().filter(pk=presentation.pk).first()
    if row is None:
        return
    record(row, "withdraw_presentation", by=by, kind=row.kind, year=row.year, on=row.on)
    row.delete()


def _check(kind: str, on: date, meeting: Meeting | None, decision: Decision | None) -> None:
    """Refuse what cannot be: another organ's meeting, another meeting's decision, a day to come."""
    organ = Presentation.BEFORE[kind]
    if meeting is not None and organ not in {body.code for body in meeting.bodies}:
        raise ValidationError({"meeting": _("Choose a meeting of the organ before which it is presented.")})
    if decision is not None and (meeting is None or decision.meeting_id != meeting.pk):
        raise ValidationError({"decision": _("Choose a decision of that meeting.")})
    if on > clock.today():
        raise ValidationError({"on": _("Write a day that has passed, or today.")})
