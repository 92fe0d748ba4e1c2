"""What was done to meetings and decisions, for the Secretariat: whose act, on which part, in words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy

from pilares.core.access import Tier
from pilares.core.days import written_days
from pilares.meetings.models import Attendance, Decision, Meeting, Paper
from pilares.people.models import Country, Organisation
from pilares.people.queries import Change, HistoryLine, read_history

#: every opening of what is closed is to be read here, so more than a page
LINES = 200
ACTS_ON_MEETINGS = {
    "record_meeting": gettext_lazy("recorded the meeting"),
    "convene": gettext_lazy("convened the meeting"),
    "rewrite_meeting": gettext_lazy("corrected the meeting"),
    "hold_meeting": gettext_lazy("recorded the meeting as held"),
    "cancel_meeting": gettext_lazy("cancelled the meeting"),
    "convene_again_meeting": gettext_lazy("convened the meeting again"),
    "record_attendance": gettext_lazy("recorded the attendance"),
    "ask_for_comments": gettext_lazy("opened a period for comments"),
    "comment_on_meeting": gettext_lazy("wrote a comment"),
    "circulate_minutes": gettext_lazy("circulated the minutes"),
    "take_back_minutes": gettext_lazy("returned the minutes to draft"),
    "approve_minutes": gettext_lazy("recorded the minutes as approved"),
    "add_session": gettext_lazy("added a session"),
    "rewrite_session": gettext_lazy("corrected a session"),
    "remove_session": gettext_lazy("took a session out"),
    "add_agendaitem": gettext_lazy("added a point to the agenda"),
    "rewrite_agendaitem": gettext_lazy("corrected a point of the agenda"),
    "remove_agendaitem": gettext_lazy("took a point out of the agenda"),
    "add_minutesparagraph": gettext_lazy("added a paragraph to the minutes"),
    "rewrite_minutesparagraph": gettext_lazy("corrected a paragraph of the minutes"),
    "remove_minutesparagraph": gettext_lazy("took a paragraph out of the minutes"),
    "attach_paper": gettext_lazy("attached a document"),
    "rewrite_paper": gettext_lazy("corrected a document"),
    "remove_paper": gettext_lazy("took a document out"),
    "open_closed": gettext_lazy("opened what is kept behind closed doors"),
    "record_decision": gettext_lazy("recorded the decision"),
    "rewrite_decision": gettext_lazy("corrected the decision"),
    "number_decision": gettext_lazy("numbered the decision"),
    "set_outcome": gettext_lazy("recorded how far the decision has come"),
    "follow_up": gettext_lazy("recorded follow-up"),
}
#: where a label stands for a part of a meeting: what the part is, by its number
PARTS = {
    "meetings.session": gettext_lazy("session %(number)s"),
    "meetings.agendaitem": gettext_lazy("point %(number)s of the agenda"),
    "meetings.minutesparagraph": gettext_lazy("paragraph %(number)s of the minutes"),
    "meetings.paper": "%(number)s",
}
KINDS = ("meetings.meeting", "meetings.decision", *PARTS)
CODES: Mapping[str, Any] = {
    str(value): label
    for several in (
        Tier,
        Meeting.Status,
        Meeting.Modality,
        Attendance.Presence,
        Decision.Verb,
        Decision.Outcome,
        Decision.FollowUpState,
        Paper.Kind,
    )
    for value, label in several.choices
}


def read_log(fields: Mapping[str, Any]) -> tuple[HistoryLine, ...]:
    """Return the last acts, each with its part and its values as a person reads them.

    What was typed in a part is not told: it may be behind closed doors, where every reading is written down.
    """
    names = {**{c.pk: c.name for c in Country.objects.all()}, **fields}
    names |= {str(o.pk): o for o in Organisation.objects.all()}
    lines = read_history(*KINDS, words=ACTS_ON_MEETINGS, fields=names, limit=LINES)
    return tuple(_in_words(line) for line in lines)


def _in_words(line: HistoryLine) -> HistoryLine:
    if line.model in PARTS:
        code, *_between, number = line.label.split(" / ")
        part = str(PARTS[line.model]) % {"number": CODES.get(number, number)}
        return replace(line, label=part if code.isdigit() else f"{code}, {part}", changes=())
    changes = (Change(one.field, _value(one.before), _value(one.after)) for one in line.changes)
    return replace(line, changes=tuple(changes))


def _value(text: str) -> str:
    return str(CODES[text]) if text in CODES else written_days(text)
