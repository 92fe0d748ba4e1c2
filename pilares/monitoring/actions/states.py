"""What the group declares: the official state (§4.2.7) and, beside it, how things go."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.edits import Clash, Conflict
from pilares.core.trail import record
from pilares.meetings.models import Meeting
from pilares.monitoring import access
from pilares.monitoring.models import Activity
from pilares.people.models import User

STATE_MEANWHILE = _("Somebody declared another status meanwhile: look at it, then declare again.")

#: the columns that a declaration writes
DECLARED = ("state", "state_on", "state_by", "state_meeting", "state_note_es", "state_note_en", "version")


def _lock(activity: Activity) -> Activity:
    return Activity.objects.select_for_update(of=("self",)).select_related("group").get(pk=activity.pk)


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
) -> Activity:
    """Record the official state that the group declares, with its date and the meeting or reason (§4.2.7).

    An empty state withdraws a declaration made by mistake. `base` is the state that the person read:
    when somebody declared another meanwhile, `Conflict` says so and nothing is written (AC-10).
    """
    locked = _lock(activity)
    before = declare(locked, state=state, on=on, reason=reason, by=by, meeting=meeting, base=base)
    locked.full_clean(exclude=["group", "plan", "state_by", "state_meeting", "stage_decision", "replaced_by"])
    locked.save(update_fields=DECLARED)
    record(locked, "declare_state", by=by, changes={"state": [before, state]}, reason=reason, on=on)
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
) -> str:
    """Set the columns of a declaration on an activity as it stands, unsaved; return the state before.

    Raises `Refused`, `Conflict` or `ValidationError`, as `declare_state` does.
    """
    require(access.why_not_declare_state(by, locked))
    if base is not None and locked.state not in (base, state):
        raise Conflict((Clash("state", base, locked.state, state),))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the meeting or the reason of the change.")})
    if state and (on is None or on > clock.today()):
        raise ValidationError({"on": _("Write the day on which the group declared it: today or earlier.")})
    before = locked.state
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
