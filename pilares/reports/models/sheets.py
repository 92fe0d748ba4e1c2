"""The one critical aspect that a person puts before the vice-ministers (AC-24)."""

from django.conf import settings
from django.db import models

from pilares.monitoring.models import CriticalAspect
from pilares.plans.models import Document


class ChosenAspect(models.Model):
    """Who chose which critical aspect for the vice-ministers' sheet; the last one holds, empty for none."""

    plan = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    aspect = models.ForeignKey(
        CriticalAspect, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    capacity = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.plan_id} {self.aspect_id or ''}"
