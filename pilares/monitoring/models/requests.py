"""Reporting windows, and the requests that ask somebody for a figure by a day (screens.md §1, M17)."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Tier
from pilares.core.bilingual import text_in_two
from pilares.monitoring.models.measuring import Measurement, Period
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Country, Standing
from pilares.plans.models import Document

#: the tiers that keep an activity to its group
KEPT = (Tier.GROUP, Tier.CLOSED)


class Window(models.Model):
    """The days between which figures are asked for and reported; moving it keeps its history."""

    plan = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="windows")
    name_es = models.CharField(_("Name (Spanish)"), max_length=120)
    name_en = models.CharField(_("Name (English)"), max_length=120, blank=True)
    name = text_in_two("name")
    opens_on = models.DateField(_("Opens on"))
    closes_on = models.DateField(_("Closes on"))
    illustrative = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("opens_on",)
        constraints = (
            models.CheckConstraint(
                name="window_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("The window must not close before it opens."),
            ),
        )

    def __str__(self) -> str:
        return self.name.text


#: whose plan is not only read by now; and those to which an answer was sent that was not returned
RUNNING = Q(period__indicator__activity__plan__concluded_at=None)
ANSWERED = Q(measurement__isnull=False) & ~Q(
    measurement__status__in=(Measurement.Status.DRAFT, Measurement.Status.RETURNED)
)


def told_to(standing: Standing) -> Q:
    """Return the requests that somebody may know of: about what a group keeps to itself, those seated."""
    kept = Q(period__indicator__activity__tier__in=KEPT)
    seated = Q(period__indicator__activity__group__in=standing.groups)
    return Q() if standing.steers else ~kept | seated


class Requests(models.QuerySet["Request"]):
    """The requests by whom they concern."""

    def visible_to(self, user: type_of_reader) -> "Requests":
        """Whoever steers sees all; others those addressed to them, and a focal point their country's."""
        standing = standing_of(user)
        if standing.steers:
            return self
        if not user.pk:
            return self.none()
        return self.filter(Q(to=user.pk) | Q(country__in=standing.focal), told_to(standing))

    def asked_of(self, user: type_of_reader) -> "Requests":
        """Keep those that the person is to answer: addressed to them, or to their country as a whole."""
        standing = standing_of(user)
        asked = Q(to=user.pk) | Q(to=None, country__in=standing.focal)
        return self.filter(asked, told_to(standing)) if user.pk else self.none()

    def unanswered(self) -> "Requests":
        """Keep those to which nothing was sent yet, or whose answer was returned, while their plan runs."""
        return self.filter(RUNNING, ~ANSWERED)

    def in_time(self) -> "Requests":
        """Keep those that were answered, or still can be: not those that their plan outlived."""
        return self.filter(RUNNING | ANSWERED)


class Request(models.Model):
    """A figure asked of a person or of a country's focal point, for a period, by a day."""

    window = models.ForeignKey(
        Window, null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="requests")
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="requests"
    )
    due_on = models.DateField(_("Due on"))
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: the answer, once somebody reported
    measurement = models.ForeignKey(
        Measurement, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests"
    )
    #: what the e-mailed link is tied to; it changes when the figure is validated
    link_key = models.UUIDField(default=uuid.uuid4, editable=False)

    objects: ClassVar[Any] = Requests.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            *(
                models.UniqueConstraint(
                    fields=fields,
                    condition=condition or None,
                    name=name,
                    violation_error_message=_("This figure has already been asked for."),
                )
                for name, fields, condition in (
                    ("asked_once_of_each_person", ["period", "country", "to"], Q()),
                    ("asked_once_of_each_country", ["period", "country"], Q(to=None)),
                    ("asked_once_for_the_region", ["period", "to"], Q(country=None)),
                )
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_id} {self.due_on}"

    @property
    def answered(self) -> bool:
        """Whether a figure was sent and has not come back; the request was read with its measurement."""
        waiting = (Measurement.Status.DRAFT, Measurement.Status.RETURNED)
        return self.measurement is not None and self.measurement.status not in waiting

    @property
    def closed(self) -> bool:
        """Whether nothing more is asked: the figure is validated, or the country set it aside."""
        ended = (Measurement.Status.VALIDATED, Measurement.Status.SET_ASIDE)
        return self.measurement is not None and self.measurement.status in ended
