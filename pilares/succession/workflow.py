"""The steps of an evaluation: drafted, in consultation, presented, published (§4.2, M21)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilares.core.workflow import Step, Workflow
from pilares.succession import access
from pilares.succession.models import Evaluation

S = Evaluation.Status

EVALUATION = Workflow(
    "evaluation",
    "status",
    Step("send", _("Send to the Member Countries"), (S.DRAFT,), S.IN_CONSULTATION, access.why_not_send),
    Step("take_back", _("Return to draft"), (S.IN_CONSULTATION,), S.DRAFT, access.why_not_write),
    Step(
        "present",
        pgettext_lazy("evaluation", "Record the presentation to the RCGM"),
        (S.IN_CONSULTATION,),
        S.PRESENTED,
        access.why_not_record,
    ),
    Step(
        "publish", pgettext_lazy("evaluation", "Publish"), (S.PRESENTED,), S.PUBLISHED, access.why_not_record
    ),
)
