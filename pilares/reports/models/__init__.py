"""What is told: the annual report and those of the groups, their texts, frozen copies, corrigenda (M15)."""

from pilares.reports.models.annual import Frozen, Report, ReportStep, ReportText
from pilares.reports.models.corrigenda import Corrigendum
from pilares.reports.models.groups import (
    GroupCorrigendum,
    GroupReport,
    GroupReportCopy,
    GroupReportStep,
    GroupReportText,
)
from pilares.reports.models.sheets import ChosenAspect

__all__ = [
    "ChosenAspect",
    "Corrigendum",
    "Frozen",
    "GroupCorrigendum",
    "GroupReport",
    "GroupReportCopy",
    "GroupReportStep",
    "GroupReportText",
    "Report",
    "ReportStep",
    "ReportText",
]
