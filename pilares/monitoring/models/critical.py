"""Critical aspects that may hinder the plan, and the strategies to address them (Tabla 2, GRCM d; M16)."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from pilares.core.access import Tier
from pilares.core.bilingual import Bilingual, text_in_two
from pilares.meetings.models import Decision
from pilares.monitoring.models.activities import Activity
from pilares.monitoring.models.parts import Risk
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Country, Organisation
from pilares.plans.models import Document, Theme


class CriticalAspects(models.QuerySet["CriticalAspect"]):
    """The critical aspects, by what a reader may see."""

    def visible_to(self, user: type_of_reader) -> "CriticalAspects":
        """Keep what the reader's tiers reach, and in their own groups everything (§3.10)."""
        standing = standing_of(user)
        if standing.steers:
            return self
        groups = standing.groups
        own = Q(identified_by__in=groups) | Q(group__in=groups)
        return (
            self.filter(Q(tier__in=standing.tiers) | own) if groups else self.filter(tier__in=standing.tiers)
        )

    def addressed(self) -> "CriticalAspects":
        """Keep those that are not over."""
        return self.filter(status__in=(CriticalAspect.Status.OPEN, CriticalAspect.Status.UNDER_WAY))


class CriticalAspect(Bilingual):
    """What may hinder the achievement, implementation or follow-up of the plan; people identify it.

    Nothing is computed from it: probability and impact are words, without a score and without an order.
    """

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("critical aspect", "Open")
        UNDER_WAY = "under_way", _("Strategy under way")
        RESOLVED = "resolved", pgettext_lazy("critical aspect", "Resolved")
        CLOSED = "closed", pgettext_lazy("critical aspect", "Closed")

    plan = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="critical_aspects")
    #: a working group, or the RCGM (Tabla 2, GRCM d)
    identified_by = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="critical_aspects")
    identified_on = models.DateField(_("Identified on"))
    text_es = models.CharField(_("Critical aspect (Spanish)"), max_length=300, blank=True)
    text_en = models.CharField(_("Critical aspect (English)"), max_length=300, blank=True)
    text = text_in_two("text")
    about_es = models.TextField(_("What it may hinder (Spanish)"), blank=True)
    about_en = models.TextField(_("What it may hinder (English)"), blank=True)
    about = text_in_two("about")
    probability = models.CharField(_("Probability"), max_length=6, choices=Risk.Level, blank=True)
    impact = models.CharField(_("Impact"), max_length=6, choices=Risk.Level, blank=True)
    strategy_es = models.TextField(_("Strategy to address it (Spanish)"), blank=True)
    strategy_en = models.TextField(_("Strategy to address it (English)"), blank=True)
    strategy = text_in_two("strategy")
    owner_country = models.ForeignKey(
        Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner_body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner_es = models.CharField(_("Who addresses it, in words (Spanish)"), max_length=200, blank=True)
    owner_en = models.CharField(_("Who addresses it, in words (English)"), max_length=200, blank=True)
    owner = text_in_two("owner")
    due_on = models.DateField(_("Next look on"), null=True, blank=True)
    activities = models.ManyToManyField(Activity, blank=True, related_name="critical_aspects")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="critical_aspects_of_its_work"
    )
    #: the risk that came about and was brought here
    risk = models.ForeignKey(
        Risk, null=True, blank=True, on_delete=models.SET_NULL, related_name="critical_aspects"
    )
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="critical_aspects"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    status_on = models.DateField(null=True, blank=True)
    status_reason_es = models.TextField(blank=True)
    status_reason_en = models.TextField(blank=True)
    status_reason = text_in_two("status_reason")
    tier = models.CharField(_("Visibility"), max_length=10, choices=Tier, default=Tier.MEMBERS)
    #: the form that added it; sending it again adds nothing
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    illustrative = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = CriticalAspects.as_manager()
    history: ClassVar[Any] = HistoricalRecords(excluded_fields=["version", "form_key"])

    class Meta:
        ordering = ("-identified_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="critical_aspect_has_words",
                condition=~Q(text_es="", text_en=""),
                violation_error_message=_("Write it in at least one language."),
            ),
            models.CheckConstraint(
                name="closed_critical_aspect_says_why",
                condition=~Q(status="closed") | ~Q(status_reason_es="", status_reason_en=""),
                violation_error_message=_("Say why it is closed."),
            ),
        )

    def __str__(self) -> str:
        return self.text.text[:80]

    @property
    def over(self) -> bool:
        """Whether it is resolved or closed."""
        return self.status in {self.Status.RESOLVED, self.Status.CLOSED}


class CriticalEntry(models.Model):
    """What was done or seen about a critical aspect on a day; entries are added, never changed."""

    aspect = models.ForeignKey(CriticalAspect, on_delete=models.CASCADE, related_name="entries")
    on = models.DateField(_("Date"))
    text_es = models.TextField(_("Follow-up (Spanish)"), blank=True)
    text_en = models.TextField(_("Follow-up (English)"), blank=True)
    text = text_in_two("text")
    #: the offices of whoever wrote it, by their codes
    entered_as = models.CharField(max_length=200, blank=True, editable=False)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        ordering = (F("on").desc(), "-pk")
        verbose_name_plural = "critical entries"
        constraints = (
            models.CheckConstraint(
                name="critical_entry_has_words",
                condition=~Q(text_es="", text_en=""),
                violation_error_message=_("Write it in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.aspect_id} {self.on}"
