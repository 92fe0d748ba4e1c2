"""What a meeting, its minutes and a commitment go through; nothing else moves their status."""

from django.utils.translation import gettext_lazy as _

from pilares.core.workflow import Step, Workflow
from pilares.meetings import access
from pilares.meetings.models import Decision, Meeting, Minutes

M = Meeting.Status

MEETING = Workflow(
    "meeting",
    "status",
    Step("hold", _("Record as held"), (M.CONVENED,), M.HELD, access.why_not_hold),
    Step("cancel", _("Cancel the meeting"), (M.CONVENED,), M.CANCELLED, access.why_not_keep_meeting),
    Step("convene_again", _("Convene again"), (M.CANCELLED,), M.CONVENED, access.why_not_convene_again),
)

A = Minutes.Status

#: minutes are read by the countries before they are approved; what is approved is not written in any more
MINUTES = Workflow(
    "minutes",
    "status",
    Step(
        "circulate",
        _("Circulate for observations"),
        (A.DRAFT,),
        A.IN_OBSERVATIONS,
        access.why_not_keep_minutes,
    ),
    Step("take_back", _("Return to draft"), (A.IN_OBSERVATIONS,), A.DRAFT, access.why_not_keep_minutes),
    Step("approve", _("Record as approved"), (A.IN_OBSERVATIONS,), A.APPROVED, access.why_not_keep_minutes),
)

F = Decision.FollowUpState

#: what becomes of a commitment, in dated entries; it outlives plans and presidencies
FOLLOW_UP = Workflow(
    "follow-up",
    "follow_up",
    Step("begin", _("Under way"), (F.PENDING,), F.UNDER_WAY, access.why_not_follow_up),
    Step("fulfil", _("Fulfilled"), (F.PENDING, F.UNDER_WAY), F.FULFILLED, access.why_not_follow_up),
    Step(
        "leave_without_effect",
        _("Without effect"),
        (F.PENDING, F.UNDER_WAY),
        F.WITHOUT_EFFECT,
        access.why_not_follow_up,
    ),
    Step(
        "take_up_again",
        _("Under way again"),
        (F.FULFILLED, F.WITHOUT_EFFECT),
        F.UNDER_WAY,
        access.why_not_follow_up,
    ),
)
