"""The stages of an activity in its group's plan; the official state (§4.2.7) is another axis.

Leaving the plan (replace, withdraw) waits for the RCGM's endorsement once the activity is a row of
the matrix: until then `next_stage` holds the target and the version in force shows the activity (AC-01).
"""

from django.utils.translation import gettext_lazy as _

from pilares.core.workflow import Step, Workflow
from pilares.monitoring import access
from pilares.monitoring.models import Activity

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
