"""Support: what groups ask for, what observers offer, what countries contribute (Tabla 2, M18).

No amount is kept anywhere: priorities are never ordered by money or by who gives it (§3.1 j and k).
"""

import uuid
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from pilares.core.access import Tier
from pilares.core.bilingual import text_in_two
from pilares.meetings.models import Decision
from pilares.monitoring.models.activities import Activity
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Country, Organisation
from pilares.plans.models import Document


class SupportKind(models.TextChoices):
    """The two kinds of support of Tabla 2."""

    TECHNICAL = "technical", pgettext_lazy("support", "Technical")
    FINANCIAL = "financial", pgettext_lazy("support", "Financial")


class SupportRequests(models.QuerySet["SupportRequest"]):
    """What is asked for, by who may know."""

    def visible_to(self, user: type_of_reader) -> "SupportRequests":
        """Keep what the reader's tiers reach, on activities that they may see."""
        standing = standing_of(user)
        found = self.filter(activity__in=Activity.objects.visible_to(user))
        reached = Q(tier__in=standing.tiers) | Q(activity__group__in=standing.groups)
        return found if standing.steers else found.filter(reached)

    def open(self) -> "SupportRequests":
        """Keep what is still asked for."""
        return self.filter(closed_on=None)


class SupportRequest(models.Model):
    """Support that a group asks for on an activity, in words (AC-22)."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="support_requests")
    kind = models.CharField(_("Kind of support"), max_length=10, choices=SupportKind)
    text_es = models.CharField(_("What is asked for (Spanish)"), max_length=300, blank=True)
    text_en = models.CharField(_("What is asked for (English)"), max_length=300, blank=True)
    text = text_in_two("text")
    asked_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    tier = models.CharField(_("Visibility"), max_length=10, choices=Tier, default=Tier.EXTENDED)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    illustrative = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = SupportRequests.as_manager()

    class Meta:
        ordering = ("activity__sort_key", "pk")
        constraints = (
            models.CheckConstraint(
                name="support_asked_for_in_words",
                condition=~Q(text_es="", text_en=""),
                violation_error_message=_("Write it in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.activity_id} {self.kind}"


class SupportOffers(models.QuerySet["SupportOffer"]):
    """The offers, by who may know of them (AC-22)."""

    def visible_to(self, user: type_of_reader) -> "SupportOffers":
        """Members see every offer; an observer their own; everybody what is confirmed."""
        standing = standing_of(user)
        found = self.filter(activity__in=Activity.objects.visible_to(user))
        if standing.member:
            return found
        return found.filter(Q(status__in=SupportOffer.SHOWN) | own_offers(user))

    def of(self, user: type_of_reader) -> "SupportOffers":
        """Keep the offers of the organisations and observer countries for which the person acts now."""
        return self.filter(own_offers(user))

    def confirmed(self) -> "SupportOffers":
        """Keep what the group accepted and the Secretariat recorded."""
        return self.filter(status__in=SupportOffer.SHOWN)


def own_offers(user: type_of_reader) -> Q:
    """The offers made on behalf of those for whom an observer acts at this instant, and nobody else's."""
    standing = standing_of(user)
    if standing.member or not standing.offices:
        return Q(pk__in=())
    return Q(organisation__in=standing.organisations) | Q(country__in=standing.countries)


class SupportOffer(models.Model):
    """Support that an observer offers on behalf of their organisation or country.

    It is confirmed when the Secretariat records that the group accepted it; never an approval of content.
    """

    class Status(models.TextChoices):
        OFFERED = "offered", pgettext_lazy("support", "Offered")
        CONFIRMED = "confirmed", pgettext_lazy("support", "Confirmed")
        DECLINED = "declined", pgettext_lazy("support", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("support", "Withdrawn")
        ENDED = "ended", pgettext_lazy("support", "Delivered")

    SHOWN = (Status.CONFIRMED, Status.ENDED)

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="support_offers")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="support_offers"
    )
    country = models.ForeignKey(
        Country, null=True, blank=True, on_delete=models.PROTECT, related_name="support_offers"
    )
    technical = models.BooleanField(pgettext_lazy("support", "Technical"), default=False)
    financial = models.BooleanField(pgettext_lazy("support", "Financial"), default=False)
    text_es = models.CharField(_("What is offered (Spanish)"), max_length=500, blank=True)
    text_en = models.CharField(_("What is offered (English)"), max_length=500, blank=True)
    text = text_in_two("text")
    starts_on = models.DateField(pgettext_lazy("support", "From"))
    ends_on = models.DateField(pgettext_lazy("support", "Until"), null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OFFERED)
    offered_on = models.DateField()
    #: the offices of whoever filed it, kept when the account is gone
    filed_as = models.CharField(max_length=200, blank=True, editable=False)
    #: the day on which the group said that it accepts; the Secretariat records it
    agreed_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(_("Accepted by the group on"), null=True, blank=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="support_accepted"
    )
    ended_on = models.DateField(null=True, blank=True)
    reason_es = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    reason = text_in_two("reason")
    #: whether the group put it among the responsible parties (§4.2.5); only the group says so
    as_party = models.BooleanField(default=False)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    illustrative = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = SupportOffers.as_manager()
    history: ClassVar[Any] = HistoricalRecords(excluded_fields=["form_key"])

    class Meta:
        ordering = ("activity__sort_key", "offered_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="support_offered_by_one",
                condition=Q(organisation__isnull=False, country=None)
                | Q(organisation=None, country__isnull=False),
                violation_error_message=_("An offer is made by one organisation or one observer country."),
            ),
            models.CheckConstraint(
                name="support_offered_in_words",
                condition=~Q(text_es="", text_en=""),
                violation_error_message=_("Write it in at least one language."),
            ),
            models.CheckConstraint(
                name="support_offered_of_some_kind",
                condition=Q(technical=True) | Q(financial=True),
                violation_error_message=_("Say whether the support is technical, financial or both."),
            ),
            models.CheckConstraint(
                name="support_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The end must not be earlier than the start."),
            ),
            models.CheckConstraint(
                name="confirmed_support_was_accepted",
                condition=~Q(status__in=("confirmed", "ended")) | Q(accepted_on__isnull=False),
                violation_error_message=_(
                    "Support is confirmed with the date on which the group accepted it."
                ),
            ),
            models.CheckConstraint(
                name="declined_support_says_why",
                condition=~Q(status="declined") | ~Q(reason_es="", reason_en=""),
                violation_error_message=_("Say why it is declined."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation or self.country} {self.offered_on}"

    @property
    def by(self) -> str:
        """Who offers it; the offer was read with its organisation and country."""
        return str(self.organisation or self.country)

    @property
    def in_force(self) -> bool:
        """Whether it is confirmed and not delivered yet."""
        return self.status == self.Status.CONFIRMED


class Contributions(models.QuerySet["Contribution"]):
    """The register of contributions, for the Member Countries and their Secretariat alone."""

    def visible_to(self, user: type_of_reader) -> "Contributions":
        """Members read it; it is nobody else's."""
        return self if standing_of(user).member else self.none()


class Contribution(models.Model):
    """That a Member Country contributed to the CRM's running in a year (Tabla 2, Países Miembros b)."""

    plan = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="contributions")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="contributions")
    year = models.PositiveSmallIntegerField(_("Year"), validators=[MinValueValidator(1996)])
    received_on = models.DateField(_("Received on"))
    note_es = models.CharField(_("Remark (Spanish)"), max_length=300, blank=True)
    note_en = models.CharField(_("Remark (English)"), max_length=300, blank=True)
    note = text_in_two("note")
    illustrative = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = Contributions.as_manager()

    class Meta:
        ordering = ("year", "country", "received_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["country", "year", "received_on"],
                name="contribution_written_once",
                violation_error_message=_("This contribution is already in the register."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.country_id} {self.year}"
