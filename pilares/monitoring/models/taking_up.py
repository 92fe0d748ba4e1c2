"""Documents of liaison networks and ad hoc groups that an activity takes up (§1.4 Tabla 1, Tabla 2, M2)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pilares.core.bilingual import text_in_two
from pilares.monitoring.models.activities import Activity
from pilares.plans.models import Document


class TakenUp(models.Model):
    """When and why a group took a document up; which documents it takes up stands in `Activity.sources`."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="taken_up")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="takings_up")
    on = models.DateField(_("Taken up on"))
    note_es = models.TextField(_("What is taken up (Spanish)"), blank=True)
    note_en = models.TextField(_("What is taken up (English)"), blank=True)
    note = text_in_two("note")

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        ordering = ("on", "pk")
        verbose_name_plural = "takings up"
        constraints = (
            models.UniqueConstraint(fields=["activity", "document"], name="document_taken_up_once"),
        )

    def __str__(self) -> str:
        return f"{self.activity_id} {self.document_id}"
