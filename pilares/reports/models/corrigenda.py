"""What was corrected in a report after it was frozen: the copy stays, the correction stands beside it."""

from django.conf import settings
from django.db import models

from pilares.core.bilingual import text_in_two
from pilares.reports.models.annual import Report


class Corrigendum(models.Model):
    """One corrected value of a frozen report: where, what it said, what is right, why and since when."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="corrigenda")
    number = models.PositiveSmallIntegerField()
    #: the code of the activity or of the indicator whose value is corrected
    code = models.CharField(max_length=30)
    #: what of it: a key of `queries.corrections.FIELDS`
    field = models.CharField(max_length=20)
    old_es = models.TextField()
    old_en = models.TextField()
    old = text_in_two("old")
    new_es = models.TextField()
    new_en = models.TextField()
    new = text_in_two("new")
    reason_es = models.TextField(max_length=2000)
    reason_en = models.TextField(blank=True, max_length=2000)
    reason = text_in_two("reason")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    capacity = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("number",)
        verbose_name_plural = "corrigenda"
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="corrigendum_once"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"
