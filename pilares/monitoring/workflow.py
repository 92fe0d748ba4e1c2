"""The stages of an activity in its group's plan; the official state (§4.2.7) is another axis.

Leaving the plan (replace, withdraw) waits for the RCGM's endorsement once the activity is a row of
the matrix: until then `next_stage` holds the target and the version in force shows the activity (AC-01).
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilares.core.workflow import Step, Workflow
from pilares.monitoring import access
from pilares.monitoring.models import (
    Activity,
    CriticalAspect,
    GroupPlan,
    Measurement,
    PresidencyPlan,
    SupportOffer,
)

S = Activity.Stage

ACTIVITY = Workflow(
    "activity",
    "stage",
    Step("prioritise", _("Prioritise"), (S.PROPOSED,), S.PRIORITISED, access.why_not_prioritise),
    Step("set_aside", _("Return to the candidates"), (S.PRIORITISED,), S.PROPOSED, access.why_not_leave),
    Step("endorse", _("Record endorsement"), (S.PRIORITISED, S.IN_FORCE), S.IN_FORCE, access.why_not_endorse),
    Step("replace", _("Replace"), (S.PRIORITISED, S.IN_FORCE), S.REPLACED, access.why_not_leave),
    Step(
        "withdraw", _("Withdraw"), (S.PROPOSED, S.PRIORITISED, S.IN_FORCE), S.WITHDRAWN, access.why_not_leave
    ),
)

M = Measurement.Status

#: a figure's way from whoever reports it to whoever validates it; what is validated stays as it is, and is
#: put right by another figure that says why (monitoring-model §5, late data)
MEASUREMENT = Workflow(
    "measurement",
    "status",
    Step("send", _("Send for validation"), (M.DRAFT, M.RETURNED), M.SENT, access.why_not_change),
    Step("take_back", _("Take back"), (M.SENT,), M.DRAFT, access.why_not_change),
    Step("return_figure", _("Return with a reason"), (M.SENT,), M.RETURNED, access.why_not_return),
    Step("validate", _("Validate"), (M.SENT,), M.VALIDATED, access.why_not_validate),
    Step("set_aside", _("Set aside"), (M.SENT,), M.SET_ASIDE, access.why_not_settle),
)

P = GroupPlan.Status

#: a group's plan from its draft to the RCGM and into force; a change of a plan in force goes the same way
#: and needs no more than the RCGM (AC-24)
GROUP_PLAN = Workflow(
    "group plan",
    "status",
    Step("review", _("Record the review by the group"), (P.DRAFT,), P.REVIEWED, access.why_not_review_plan),
    Step("present", _("Present to the RCGM"), (P.REVIEWED,), P.PRESENTED, access.why_not_present_plan),
    Step(
        "take_back",
        _("Return to draft"),
        (P.REVIEWED, P.PRESENTED),
        P.DRAFT,
        access.why_not_work_on_plan,
    ),
    Step("endorse", _("Record the RCGM's decision"), (P.PRESENTED,), P.ENDORSED, access.why_not_endorse_plan),
    Step("enter_force", _("Bring into force"), (P.ENDORSED,), P.IN_FORCE, access.why_not_bring_into_force),
    Step("amend", _("Prepare a change"), (P.IN_FORCE,), P.DRAFT, access.why_not_work_on_plan),
    Step("drop_change", _("Give up the change"), (P.DRAFT,), P.IN_FORCE, access.why_not_drop_change),
    Step("open_review", _("Open the yearly review"), (P.IN_FORCE,), P.IN_REVIEW, access.why_not_open_review),
    Step(
        "close_review", _("Close the yearly review"), (P.IN_REVIEW,), P.IN_FORCE, access.why_not_close_review
    ),
    Step("close", _("Close the plan"), (P.IN_FORCE,), P.CLOSED, access.why_not_close_plan),
)

A = CriticalAspect.Status

#: a critical aspect from the day it is identified to the day it hinders no more (Tabla 2, GRCM d)
CRITICAL_ASPECT = Workflow(
    "critical aspect",
    "status",
    Step("start", _("Start the strategy"), (A.OPEN,), A.UNDER_WAY, access.why_not_start_strategy),
    Step(
        "resolve",
        _("Record that it is resolved"),
        (A.OPEN, A.UNDER_WAY),
        A.RESOLVED,
        access.why_not_work_on_aspect,
    ),
    Step(
        "close",
        pgettext_lazy("critical aspect", "Close with a reason"),
        (A.OPEN, A.UNDER_WAY),
        A.CLOSED,
        access.why_not_work_on_aspect,
    ),
    Step(
        "reopen",
        pgettext_lazy("critical aspect", "Open again"),
        (A.RESOLVED, A.CLOSED),
        A.OPEN,
        access.why_not_work_on_aspect,
    ),
)

F = SupportOffer.Status

#: an offer of support until it is delivered; it is the group that accepts, and the SE that writes it down
SUPPORT = Workflow(
    "support",
    "status",
    Step("confirm", _("Record the acceptance"), (F.OFFERED,), F.CONFIRMED, access.why_not_confirm_offer),
    Step("decline", _("Decline with a reason"), (F.OFFERED,), F.DECLINED, access.why_not_consider_offer),
    Step(
        "withdraw",
        _("Withdraw the offer"),
        (F.OFFERED, F.CONFIRMED),
        F.WITHDRAWN,
        access.why_not_withdraw_offer,
    ),
    Step("end", _("Record the delivery"), (F.CONFIRMED,), F.ENDED, access.why_not_end_support),
)

Y = PresidencyPlan.Status

#: the presidency's annual plan: its text is consulted and approved as the Plan is (Tabla 1, Tabla 2), and the
#: plan follows it; what is done during the year is the presidency's own
PRESIDENCY_PLAN = Workflow(
    "presidency plan",
    "status",
    Step(
        "consult",
        _("Send to the Member Countries"),
        (Y.DRAFT,),
        Y.IN_CONSULTATION,
        access.why_not_consult,
    ),
    Step(
        "take_back",
        _("Return to draft"),
        (Y.IN_CONSULTATION,),
        Y.DRAFT,
        access.why_not_take_back_consulted,
    ),
    Step(
        "endorse",
        _("Record the RCGM's decision"),
        (Y.IN_CONSULTATION,),
        Y.ENDORSED,
        access.why_not_record_decision,
    ),
    Step(
        "approve",
        _("Record the approval of the Vice-Ministerial Meeting"),
        (Y.ENDORSED,),
        Y.APPROVED,
        access.why_not_record_decision,
    ),
    Step("start", _("Begin the execution"), (Y.APPROVED,), Y.IN_EXECUTION, access.why_not_begin_execution),
    Step(
        "close",
        _("Close with a report"),
        (Y.IN_EXECUTION,),
        Y.CLOSED,
        access.why_not_close_presidency_plan,
    ),
)
