"""Mandates: what a decision gives a group, and until when (§3.10)."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.bilingual import Bilingual, text_in_two
from pilares.meetings.models.decisions import Decision
from pilares.people.models import Body


class Mandate(Bilingual):
    """What a decision gives a group: objective, mandate and a term that can be extended (§3.10).

    An extension is a new row that points to the one it extends, so that the earlier date stays.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="mandates")
    objective_es = models.TextField(blank=True)
    objective_en = models.TextField(blank=True)
    objective = text_in_two("objective")
    mandate_es = models.TextField(blank=True)
    mandate_en = models.TextField(blank=True)
    mandate = text_in_two("mandate")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates"
    )
    extends = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="extension"
    )
    #: the day from which the group has finished its work, whatever the term said
    concluded_on = models.DateField(null=True, blank=True)
    concluded_by = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates_concluded"
    )
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("body", F("starts_on").asc(nulls_first=True), "pk")
        constraints = (
            models.CheckConstraint(
                name="mandate_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The end of the term must not be earlier than its start."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.body_id} {self.starts_on}"

    def expired(self, on: date | None = None) -> bool:
        """Whether the term is over on a day; the last day still belongs to it."""
        return self.ends_on is not None and self.ends_on < (on or clock.today())

    def concluded(self, on: date | None = None) -> bool:
        """Whether a decision concluded the mandate before its term was over."""
        return self.concluded_on is not None and self.concluded_on <= (on or clock.today())
