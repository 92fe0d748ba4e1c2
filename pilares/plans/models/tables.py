"""Tablas 2 and 3 and the weaknesses of §3.1 as data; each row says where its words stand in the text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilares.core.bilingual import text_in_two
from pilares.plans.models.documents import Document


class Responsibility(models.Model):
    """What Tabla 2 entrusts to an actor; one row a lettered item (§1.6)."""

    class Actor(models.TextChoices):
        MEMBERS = "members", _("Member Countries")
        VICE_MINISTERS = "rvm", _("Vice-Ministerial Meeting")
        SECRETARIAT = "se", _("Executive Secretariat")
        PRESIDENCY = "ppt", _("Presidency Pro-Témpore")
        TROIKA = "troika", _("Troika")
        CONSULTATION_GROUP = "grcm", _("Regional Consultation Group on Migration")
        FOCAL_POINTS = "focal_points", _("Focal points")
        GROUPS = "working_groups", _("Working Groups")
        OBSERVERS = "observer_organisations", _("Observer Organizations")
        CIVIL_SOCIETY = "rrocm", _("Regional Network for Civil Organizations on Migration")

    plan = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="responsibilities")
    actor = models.CharField(max_length=24, choices=Actor)
    anchor = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    text_es = models.TextField()
    text_en = models.TextField(blank=True)
    text = text_in_two("text")

    class Meta:
        ordering = ("order",)
        verbose_name_plural = "responsibilities"
        constraints = (models.UniqueConstraint(fields=["plan", "anchor"], name="responsibility_cited_once"),)

    def __str__(self) -> str:
        return self.anchor


class ConsultationStep(models.Model):
    """A month of the consultation that led to the Charter and the plan (§2.1 Tabla 3)."""

    plan = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="consultation_steps")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    anchor = models.CharField(max_length=40)
    text_es = models.TextField()
    text_en = models.TextField(blank=True)
    text = text_in_two("text")

    class Meta:
        ordering = ("year", "month")
        constraints = (
            models.UniqueConstraint(fields=["plan", "year", "month"], name="month_consulted_once"),
        )

    def __str__(self) -> str:
        return self.anchor


class Weakness(models.Model):
    """One of the weaknesses that justify the plan; revisited when it ends (§3.1 a-m)."""

    plan = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="weaknesses")
    letter = models.CharField(max_length=1)
    anchor = models.CharField(max_length=40)
    text_es = models.TextField()
    text_en = models.TextField(blank=True)
    text = text_in_two("text")

    class Meta:
        ordering = ("letter",)
        verbose_name_plural = "weaknesses"
        constraints = (models.UniqueConstraint(fields=["plan", "letter"], name="weakness_lettered_once"),)

    def __str__(self) -> str:
        return f"{self.letter}) {self.text}"
