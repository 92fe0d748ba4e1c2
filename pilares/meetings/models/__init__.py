"""Where it is decided: meetings, the decisions they take, and the mandates that decisions give a group."""

from pilares.meetings.models.attendance import Attendance, CommentPeriod, CountryComment
from pilares.meetings.models.decisions import Decision, FollowUp
from pilares.meetings.models.mandates import Mandate
from pilares.meetings.models.meetings import Meeting, taken
from pilares.meetings.models.minutes import Minutes, MinutesParagraph, Paper
from pilares.meetings.models.sessions import AgendaItem, Session
from pilares.meetings.models.tiers import DELEGATIONS, SEATED, ByTier, OfAMeeting, sits

__all__ = [
    "DELEGATIONS",
    "SEATED",
    "AgendaItem",
    "Attendance",
    "ByTier",
    "CommentPeriod",
    "CountryComment",
    "Decision",
    "FollowUp",
    "Mandate",
    "Meeting",
    "Minutes",
    "MinutesParagraph",
    "OfAMeeting",
    "Paper",
    "Session",
    "sits",
    "taken",
]
