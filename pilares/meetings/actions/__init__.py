"""What can be done with meetings, decisions and mandates: one function per verb."""

from pilares.meetings.actions.decisions import (
    number_decision,
    record_decision,
    rewrite_decision,
    set_outcome,
)
from pilares.meetings.actions.loading import load_meetings
from pilares.meetings.actions.mandates import extend_mandate, give_mandate, rewrite_mandate
from pilares.meetings.actions.meetings import record_meeting, rewrite_meeting
from pilares.meetings.actions.writing import stamp_of

__all__ = [
    "extend_mandate",
    "give_mandate",
    "load_meetings",
    "number_decision",
    "record_decision",
    "record_meeting",
    "rewrite_decision",
    "rewrite_mandate",
    "rewrite_meeting",
    "set_outcome",
    "stamp_of",
]
