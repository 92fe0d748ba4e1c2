"""The parts of an activity that come several at a time: themes, responsible parties, risks, milestones."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pilares.core.bilingual import text_in_two
from pilares.monitoring.models.activities import Activity
from pilares.people.models import Body, Country, Organisation
from pilares.plans.models import Placement, PlanYear


class ActivityPlacement(models.Model):
    """An activity under a theme and pillar; exactly one is the primary one (AC-02)."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="placed")
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="placed")
    primary = models.BooleanField(default=False)

    class Meta:
        ordering = ("placement__pillar__number", "placement__number")
        constraints = (
            models.UniqueConstraint(fields=["activity", "placement"], name="activity_placed_once"),
            models.UniqueConstraint(
                fields=["activity"], condition=Q(primary=True), name="activity_has_one_primary_theme"
            ),
        )

    def __str__(self) -> str:
        return f"{self.activity_id} {self.placement_id}"


class ResponsibleParty(models.Model):
    """Who answers for an activity (§4.2.5): a country, a body or an organisation, or «Países Miembros»."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="parties")
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    all_members = models.BooleanField(default=False)
    principal = models.BooleanField(default=False)
    supports = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        ordering = ("order", "pk")
        verbose_name_plural = "responsible parties"
        constraints = (
            models.CheckConstraint(
                name="party_is_one_actor",
                condition=Q(country__isnull=False, body=None, organisation=None, all_members=False)
                | Q(country=None, body__isnull=False, organisation=None, all_members=False)
                | Q(country=None, body=None, organisation__isnull=False, all_members=False)
                | Q(country=None, body=None, organisation=None, all_members=True),
                violation_error_message=_("A responsible party is one country, body or organisation."),
            ),
            models.UniqueConstraint(
                fields=["activity"], condition=Q(principal=True), name="activity_has_one_principal_party"
            ),
        )

    def __str__(self) -> str:
        return str(self.country or self.body or self.organisation or _("Member Countries"))


class Risk(models.Model):
    """An external condition that is needed (assumption) or an uncertain event (risk) (§4.2.8)."""

    class Kind(models.TextChoices):
        ASSUMPTION = "assumption", _("Assumption")
        RISK = "risk", _("Risk")

    class Level(models.TextChoices):
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="risks")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.RISK)
    text_es = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text = text_in_two("text")
    probability = models.CharField(max_length=6, choices=Level, blank=True)
    impact = models.CharField(max_length=6, choices=Level, blank=True)
    response_es = models.TextField(blank=True)
    response_en = models.TextField(blank=True)
    response = text_in_two("response")
    owner_es = models.CharField(max_length=200, blank=True)
    owner_en = models.CharField(max_length=200, blank=True)
    owner = text_in_two("owner")
    #: the day on which it came about; then it may be brought among the critical aspects, by people
    materialised_on = models.DateField(null=True, blank=True)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text.text[:80]


class Milestone(models.Model):
    """A step that a group set itself on the way, in a year of the plan, with the day it was done."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="milestones")
    year = models.ForeignKey(PlanYear, on_delete=models.PROTECT, related_name="+")
    text_es = models.CharField(max_length=200, blank=True)
    text_en = models.CharField(max_length=200, blank=True)
    text = text_in_two("text")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        ordering = ("year__number", "order", "pk")

    def __str__(self) -> str:
        return self.text.text
