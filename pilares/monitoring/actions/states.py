"""What the group declares: the official state (§4.2.7) and, beside it, how things go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.edits import Clash, Conflict
from pilares.core.trail import record
from pilares.meetings.models import Meeting
from pilares.monitoring import access
from pilares.monitoring.actions.evidence import explain_with
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.progress import progress_of, shortfalls
from pilares.people.models import User

STATE_MEANWHILE = _("Somebody declared another status meanwhile: look at it, then declare again.")

#: the columns that a declaration writes
DECLARED = (
    "state", "state_on", "state_by", "state_meeting", "state_note_es", "state_note_en", "shortfall_es",
    "shortfall_en", "shortfall_evidence", "version",
)  # fmt: skip


@dataclass(frozen=True)
class Explanation:
    """Why an activity is completed though a target was not met, and where that can be checked (AC-14)."""

    text: str = ""
    evidence: str = ""
    file: "UploadedFile[Any] | None" = None


NOTHING_SAID = Explanation()


def _lock(activity: Activity) -> Activity:
    locked = Activity.objects.select_for_update(of=("self",)).select_related("group", "plan__parameters")
    return locked.get(pk=activity.pk)


def below_target(activity: Activity, by: User) -> tuple[str, ...]:
    """Return the validated figures of an activity that are below their target, in words."""
    return shortfalls(progress_of(activity.indicators.values_list("pk", flat=True), by).values())


@transaction.atomic
def declare_state(
    activity: Activity,
    *,
    state: str,
    on: date | None,
    reason: str,
    by: User,
    meeting: Meeting | None = None,
    base: str | None = None,
    explanation: Explanation = NOTHING_SAID,
) -> Activity:
    """Record the official state that the group declares, with its date and the meeting or reason (§4.2.7).

    An empty state withdraws a declaration made by mistake. `base` is the state that the person read:
    when somebody declared another meanwhile, `Conflict` says so and nothing is written (AC-10). «Completed»
    with an indicator below its target needs an `explanation`; progress never changes the state (AC-14).
    Raises `NotAccepted` for a file of the explanation that is refused: then nothing is declared.
    """
    locked = _lock(activity)
    below = below_target(locked, by) if state == Activity.State.COMPLETED else ()
    before = declare(
        locked, state=state, on=on, reason=reason, by=by, meeting=meeting, base=base,
        below=below, explanation=explanation,
    )  # fmt: skip
    locked.full_clean(exclude=["group", "plan", "state_by", "state_meeting", "stage_decision", "replaced_by"])
    locked.save(update_fields=DECLARED)
    record(locked, "declare_state", by=by, changes={"state": [before, state]}, reason=reason, on=on)
    if below and (file := explanation.file):
        explain_with(locked, file, name=file.name or "", size=file.size or 0, by=by)
    return locked


def declare(
    locked: Activity,
    *,
    state: str,
    on: date | None,
    reason: str,
    by: User,
    meeting: Meeting | None = None,
    base: str | None = None,
    below: Sequence[str] = (),
    explanation: Explanation = NOTHING_SAID,
) -> str:
    """Set the columns of a declaration on an activity as it stands, unsaved; return the state before.

    `below` are its figures below target, for «Completed» (AC-14). Raises `Refused`, `Conflict` or
    `ValidationError`, as `declare_state` does.
    """
    require(access.why_not_declare_state(by, locked))
    if base is not None and locked.state not in (base, state):
        raise Conflict((Clash("state", base, locked.state, state),))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the meeting or the reason of the change.")})
    if state and (on is None or on > clock.today()):
        raise ValidationError({"on": _("Write the day on which the group declared it: today or earlier.")})
    completes = state == Activity.State.COMPLETED
    require(access.why_not_complete(locked, below, explanation.text) if completes else None)
    before = locked.state
    said = explanation if completes and below else NOTHING_SAID
    setattr(locked, f"shortfall_{by.language}", said.text.strip())
    setattr(locked, f"shortfall_{'en' if by.language == 'es' else 'es'}", "")
    locked.shortfall_evidence = said.evidence.strip()
    locked.state, locked.state_on = state, on if state else None
    locked.state_by, locked.state_meeting = by, meeting
    locked.version += 1
    setattr(locked, f"state_note_{by.language}", reason.strip())
    setattr(locked, f"state_note_{'en' if by.language == 'es' else 'es'}", "")
    return before


@transaction.atomic
def declare_pace(activity: Activity, *, pace: str, note: str, by: User) -> Activity:
    """Record how it goes in one sentence; after 120 days the sentence says nothing any more."""
    locked = _lock(activity)
    require(access.why_not_declare_state(by, locked))
    if pace and not note.strip():
        raise ValidationError({"note": _("Write one sentence: what is going on and what is missing.")})
    before = locked.pace
    locked.pace, locked.pace_on = pace, clock.today() if pace else None
    setattr(locked, f"pace_note_{by.language}", note.strip())
    setattr(locked, f"pace_note_{'en' if by.language == 'es' else 'es'}", "")
    locked.version += 1
    locked.full_clean(exclude=["group", "plan", "state_by", "state_meeting", "stage_decision", "replaced_by"])
    locked.save(update_fields=["pace", "pace_on", "pace_note_es", "pace_note_en", "version"])
    record(locked, "declare_pace", by=by, changes={"pace": [before, pace]}, reason=note)
    return locked
