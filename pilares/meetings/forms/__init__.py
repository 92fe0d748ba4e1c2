"""What people type of meetings, minutes, decisions and mandates."""

from pilares.meetings.forms.parts import (
    AgendaForm,
    AttendanceForm,
    CommentForm,
    FollowUpForm,
    NewPaperForm,
    PaperForm,
    ParagraphForm,
    PartForm,
    PeriodForm,
    ReasonForm,
    SessionForm,
)
from pilares.meetings.forms.register import (
    ConclusionForm,
    ConveneForm,
    DecisionForm,
    ExtensionForm,
    MandateForm,
    MeetingForm,
    NewMeetingForm,
    RecordForm,
)

__all__ = [
    "AgendaForm",
    "AttendanceForm",
    "CommentForm",
    "ConclusionForm",
    "ConveneForm",
    "DecisionForm",
    "ExtensionForm",
    "FollowUpForm",
    "MandateForm",
    "MeetingForm",
    "NewMeetingForm",
    "NewPaperForm",
    "PaperForm",
    "ParagraphForm",
    "PartForm",
    "PeriodForm",
    "ReasonForm",
    "RecordForm",
    "SessionForm",
]
