"""The way of an input of the RNCOM from its receipt to its answer (AC-21)."""

from django.utils.translation import gettext_lazy as _

from pilares.consensus.access import inputs as access
from pilares.consensus.models.inputs import Input
from pilares.core.workflow import Step, Workflow

S = Input.Status

INPUT = Workflow(
    "input",
    "status",
    Step(
        "consider", _("Record that it was considered"), (S.RECEIVED,), S.CONSIDERED, access.why_not_consider
    ),
    Step(
        "include",
        _("Record that it is incorporated"),
        (S.RECEIVED, S.CONSIDERED),
        S.INCLUDED,
        access.why_not_answer,
    ),
    Step(
        "not_include",
        _("Record that it is not incorporated"),
        (S.RECEIVED, S.CONSIDERED),
        S.NOT_INCLUDED,
        access.why_not_answer,
    ),
)
