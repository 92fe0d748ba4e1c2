"""What was corrected in a report after it was frozen: the copy stays, the correction stands beside it."""

from django.db import models

from pilares.reports.models.annual import Report
from pilares.reports.models.parts import Correction


class Corrigendum(Correction):
    """A corrected value of an annual report."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="corrigenda")

    class Meta:
        ordering = ("number",)
        verbose_name_plural = "corrigenda"
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="corrigendum_once"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"
