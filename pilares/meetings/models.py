"""Where it is decided: meetings, the decisions they take, and the mandates that decisions give a group."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import Bilingual, text_in_two
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Country


class ByTier(models.QuerySet[Any]):
    """Rows with a `tier` that belong to no group."""

    def visible_to(self, user: type_of_reader) -> "ByTier":
        """Keep what the reader's tiers reach; those who steer read everything."""
        standing = standing_of(user)
        return self if standing.steers else self.filter(tier__in=standing.tiers)


class Meeting(models.Model):
    """A meeting of an organ or a group; number, date, place and presidency are four different things."""

    class Modality(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        VIRTUAL = "virtual", _("Virtual")
        HYBRID = "hybrid", _("Hybrid")

    class Status(models.TextChoices):
        CONVENED = "convened", _("Convened")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    code = models.CharField(max_length=30, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    number = models.CharField(max_length=12, blank=True)
    name_es = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name = text_in_two("name")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    place_es = models.CharField(max_length=120, blank=True)
    place_en = models.CharField(max_length=120, blank=True)
    place = text_in_two("place")
    modality = models.CharField(max_length=10, choices=Modality, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.HELD)
    presidency = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.MEMBERS)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)

    objects: ClassVar[Any] = ByTier.as_manager()

    class Meta:
        ordering = (F("starts_on").desc(nulls_last=True), "code")

    def __str__(self) -> str:
        return self.code


class Decision(Bilingual):
    """A paragraph of the conclusions of a meeting, with its verb; cited as meeting and paragraph."""

    class Verb(models.TextChoices):
        APPROVE = "approve", _("approve")
        ENDORSE = "endorse", _("endorse")
        RECOMMEND = "recommend", _("recommend")
        ENTRUST = "entrust", _("entrust")
        URGE = "urge", _("urge")
        TAKE_NOTE = "take_note", _("take note")
        ACCEPT = "accept", _("accept")
        DECIDE = "decide", _("decide")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    paragraph = models.CharField(max_length=20)
    verb = models.CharField(max_length=12, choices=Verb)
    text_es = models.TextField()
    text_en = models.TextField(blank=True)
    text = text_in_two("text")
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.MEMBERS)
    illustrative = models.BooleanField(default=False)

    objects: ClassVar[Any] = ByTier.as_manager()

    class Meta:
        ordering = ("-meeting__starts_on", "paragraph")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "paragraph"],
                name="decision_cited_once",
                violation_error_message=_("This meeting already has a decision with that paragraph."),
            ),
        )

    def __str__(self) -> str:
        return self.citation

    @property
    def citation(self) -> str:
        """Meeting and paragraph, as in `GRCM-2021-06, §4`."""
        return f"{self.meeting.code}, §{self.paragraph}"


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
