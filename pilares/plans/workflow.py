"""The last step of the approval chain: recommended by the RCGM, approved by the Vice-Ministers (Tabla 2)."""

from django.utils.translation import gettext_lazy as _

from pilares.core.workflow import Step, Workflow
from pilares.plans import access
from pilares.plans.models import Version

S = Version.Status

VERSION = Workflow(
    "version",
    "status",
    Step("approve", _("Record the approval"), (S.RECOMMENDED,), S.IN_FORCE, access.why_not_record_approval),
)
