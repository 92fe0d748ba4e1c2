"""What the pages show of meetings, decisions and mandates, in a constant number of queries."""

from pilares.meetings.queries.counting import MeetingCount, MeetingFact, count_in, held_in, meetings_of
from pilares.meetings.queries.register import (
    SOON,
    DecisionLine,
    GroupMandate,
    MeetingLine,
    TermLine,
    mandate_words,
    read_decisions,
    read_mandates,
    read_meetings,
)

__all__ = [
    "SOON",
    "DecisionLine",
    "GroupMandate",
    "MeetingCount",
    "MeetingFact",
    "MeetingLine",
    "TermLine",
    "count_in",
    "held_in",
    "mandate_words",
    "meetings_of",
    "read_decisions",
    "read_mandates",
    "read_meetings",
]
