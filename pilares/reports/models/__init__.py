"""What is told: the annual report, its texts, its frozen copies and its corrigenda (§4.2, M15)."""

from pilares.reports.models.annual import Frozen, Report, ReportStep, ReportText
from pilares.reports.models.corrigenda import Corrigendum

__all__ = ["Corrigendum", "Frozen", "Report", "ReportStep", "ReportText"]
