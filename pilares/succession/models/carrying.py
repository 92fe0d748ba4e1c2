"""The destination of each unfinished activity, and what the Member Countries propose (§4.2, AC-12)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pilares.core.bilingual import Bilingual, text_in_two
from pilares.monitoring.models import Activity
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Country
from pilares.plans.models import Document


class ForMembers(models.QuerySet[Any]):
    """Rows that the Member Countries and their Secretariat read, of activities that each may see."""

    def visible_to(self, user: type_of_reader) -> "ForMembers":
        """Members read what is proposed of the activities that they see; nobody else does."""
        standing = standing_of(user)
        if not standing.member:
            return self.none()
        if standing.steers:
            return self
        seen = Activity.objects.visible_to(user)
        return self.filter(models.Q(activity=None) | models.Q(activity__in=seen))


class Destination(Bilingual):
    """Where an unfinished activity goes: one way, with its reason, who proposes it, and what is recommended.

    The presidency's recommendation and the Secretariat's stand apart (§4.2, last paragraph).
    """

    class Way(models.TextChoices):
        CONTINUE = "continue", _("Continue")
        REFORMULATE = "reformulate", _("Reformulate")
        CLOSE = "close", _("Close")

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="destination")
    way = models.CharField(_("Destination"), max_length=12, choices=Way, blank=True)
    reason_es = models.TextField(_("Reason (Spanish)"), blank=True, max_length=2000)
    reason_en = models.TextField(_("Reason (English)"), blank=True, max_length=2000)
    reason = text_in_two("reason")
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Proposed by")
    )
    ppt_es = models.TextField(_("Recommendation of the PPT (Spanish)"), blank=True, max_length=2000)
    ppt_en = models.TextField(_("Recommendation of the PPT (English)"), blank=True, max_length=2000)
    ppt = text_in_two("ppt")
    se_es = models.TextField(_("Recommendation of the ES (Spanish)"), blank=True, max_length=2000)
    se_en = models.TextField(_("Recommendation of the ES (English)"), blank=True, max_length=2000)
    se = text_in_two("se")
    at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    capacity = models.CharField(max_length=200, blank=True)

    objects: ClassVar[Any] = ForMembers.as_manager()
    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        ordering = ("activity__sort_key",)
        constraints = (
            models.CheckConstraint(
                name="destination_has_reason_and_body",
                condition=models.Q(way="")
                | (~models.Q(reason_es="", reason_en="") & models.Q(body__isnull=False)),
                violation_error_message=_("A destination needs its reason and who proposes it."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.activity_id} {self.way}"


class Proposal(Bilingual):
    """What a Member Country proposes for the next plan, of one activity or of the plan as a whole (§4.2)."""

    plan = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="proposals")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    text_es = models.TextField(_("Proposal (Spanish)"), blank=True, max_length=4000)
    text_en = models.TextField(_("Proposal (English)"), blank=True, max_length=4000)
    text = text_in_two("text")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    capacity = models.CharField(max_length=200, blank=True)

    objects: ClassVar[Any] = ForMembers.as_manager()
    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        ordering = ("country__name_es", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["activity", "country"],
                condition=models.Q(activity__isnull=False),
                name="proposed_once_an_activity",
            ),
            models.UniqueConstraint(
                fields=["plan", "country"],
                condition=models.Q(activity=None),
                name="proposed_once_a_plan",
            ),
            models.CheckConstraint(
                name="proposal_has_a_text",
                condition=~models.Q(text_es="", text_en=""),
                violation_error_message=_("Write the proposal in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.country_id} {self.activity_id or self.plan_id}"
