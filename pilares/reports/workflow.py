"""The steps of the reports: the annual one (§4.2, M15), and those of the groups to the RCGM (§3.10 b, M9)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilares.core.workflow import Step, Workflow
from pilares.reports import access
from pilares.reports.models import GroupReport, Report

S, G = Report.Status, GroupReport.Status

REPORT = Workflow(
    "annual report",
    "status",
    Step("write", _("Write"), (S.COMPOSED, S.WRITING), S.WRITING, access.why_not_write),
    Step(
        "freeze",
        _("Freeze and send to consultation"),
        (S.COMPOSED, S.WRITING),
        S.IN_CONSULTATION,
        access.why_not_freeze,
    ),
    Step("take_back", _("Return to writing"), (S.IN_CONSULTATION,), S.WRITING, access.why_not_write),
    Step(
        "present",
        pgettext_lazy("report", "Record the presentation to the RCGM"),
        (S.IN_CONSULTATION,),
        S.PRESENTED,
        access.why_not_record,
    ),
    Step(
        "inform",
        _("Record that the Vice-Ministerial Meeting was informed"),
        (S.PRESENTED,),
        S.INFORMED,
        access.why_not_record,
    ),
    Step("publish", pgettext_lazy("report", "Publish"), (S.INFORMED,), S.PUBLISHED, access.why_not_record),
)

GROUP_REPORT = Workflow(
    "report of a group",
    "status",
    Step(
        "consult",
        _("Send to consultation in the group"),
        (G.WRITING,),
        G.IN_CONSULTATION,
        access.why_not_write_group_report,
    ),
    Step(
        "take_back",
        _("Return to writing"),
        (G.IN_CONSULTATION,),
        G.WRITING,
        access.why_not_write_group_report,
    ),
    Step(
        "present",
        pgettext_lazy("report", "Record the presentation to the RCGM"),
        (G.IN_CONSULTATION,),
        G.PRESENTED,
        access.why_not_present_group_report,
    ),
)
