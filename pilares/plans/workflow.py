"""How a text is agreed: drafted, consulted, recommended, approved, countersigned, superseded (Tabla 2).

Which of the steps a document has follows from its kind (`access.versions.KINDS`): the plan and the
presidency's yearly plan go all the way; the Charter and the networks' texts are registered as adopted
elsewhere; what the members agree among themselves is adopted without a higher body.
"""

from django.utils.translation import gettext_lazy as _

from pilares.core.workflow import Step, Workflow
from pilares.plans import access
from pilares.plans.models import Version

S = Version.Status

VERSION = Workflow(
    "version",
    "status",
    Step("circulate", _("Send to consultation"), (S.DRAFT,), S.IN_CONSULTATION, access.why_not_circulate),
    Step("take_back", _("Take back to draft"), (S.IN_CONSULTATION,), S.DRAFT, access.why_not_take_back),
    Step("give_up", _("Give up the draft"), (S.DRAFT,), S.GIVEN_UP, access.why_not_give_up),
    Step(
        "recommend",
        _("Record the recommendation"),
        (S.IN_CONSULTATION,),
        S.RECOMMENDED,
        access.why_not_recommend,
    ),
    Step("approve", _("Record the approval"), (S.RECOMMENDED,), S.APPROVED, access.why_not_record_approval),
    Step("countersign", _("Countersign"), (S.APPROVED,), S.IN_FORCE, access.why_not_countersign),
    Step(
        "register",
        _("Register as adopted"),
        (S.DRAFT, S.IN_CONSULTATION),
        S.IN_FORCE,
        access.why_not_register,
    ),
    Step("adopt", _("Record the adoption"), (S.IN_CONSULTATION,), S.IN_FORCE, access.why_not_adopt),
    Step("conclude", _("Close the plan"), (S.IN_FORCE,), S.CONCLUDED, access.why_not_conclude),
    Step("supersede", _("Supersede"), (S.IN_FORCE,), S.SUPERSEDED, access.why_not_supersede),
)
