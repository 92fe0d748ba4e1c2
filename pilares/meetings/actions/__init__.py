"""What can be done with meetings, minutes, decisions and mandates: one function per verb."""

from pilares.meetings.actions.attendance import Presence, ask_for_comments, comment, record_attendance
from pilares.meetings.actions.decisions import (
    follow_up,
    number_decision,
    record_decision,
    rewrite_decision,
    set_outcome,
)
from pilares.meetings.actions.loading import load_meetings
from pilares.meetings.actions.mandates import (
    conclude_mandate,
    extend_mandate,
    give_mandate,
    rewrite_mandate,
)
from pilares.meetings.actions.meetings import convene, move, record_meeting, rewrite_meeting
from pilares.meetings.actions.minutes import attach, move_minutes, remove_paper, rewrite_paper
from pilares.meetings.actions.parts import add_part, minutes_of, remove_part, rewrite_part
from pilares.meetings.actions.writing import stamp_of, value_of

__all__ = [
    "Presence",
    "add_part",
    "ask_for_comments",
    "attach",
    "comment",
    "conclude_mandate",
    "convene",
    "extend_mandate",
    "follow_up",
    "give_mandate",
    "load_meetings",
    "minutes_of",
    "move",
    "move_minutes",
    "number_decision",
    "record_attendance",
    "record_decision",
    "record_meeting",
    "remove_paper",
    "remove_part",
    "rewrite_decision",
    "rewrite_mandate",
    "rewrite_meeting",
    "rewrite_paper",
    "rewrite_part",
    "set_outcome",
    "stamp_of",
    "value_of",
]
