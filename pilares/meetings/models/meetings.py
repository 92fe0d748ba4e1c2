"""Meetings of organs and groups, and of several at once."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Tier
from pilares.core.bilingual import text_in_two
from pilares.core.zones import day_there
from pilares.meetings.models.tiers import OfAMeeting
from pilares.people.models import Body, Country


def taken(code: str) -> str:
    """Say that another meeting is cited by this code, and how to go on."""
    return gettext(
        "A meeting with the code %(code)s is already recorded: open that one, or give another code."
    ) % {"code": code}


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

    TO_MEETING = ""
    TIERS = ("tier",)
    SEATS: ClassVar[tuple[str, ...]] = ()

    code = models.CharField(max_length=30, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    #: the others that meet with it: the meeting counts for each of them
    joint_with = models.ManyToManyField(Body, blank=True, related_name="joint_meetings")
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
    #: the country where it meets; the presidency may be another one's
    host = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    modality = models.CharField(max_length=10, choices=Modality, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.HELD)
    #: why it was cancelled, in the words of who did
    cancelled_because = models.TextField(blank=True)
    presidency = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.MEMBERS)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)

    objects: ClassVar[Any] = OfAMeeting.as_manager()

    class Meta:
        ordering = (F("starts_on").desc(nulls_last=True), "code")

    def __str__(self) -> str:
        return self.code

    def unique_error_message(self, model_class: Any, unique_check: Any) -> ValidationError:
        """Say which code is taken, for who was second to write it."""
        if tuple(unique_check) == ("code",):
            return ValidationError(taken(self.code), code="unique")
        return super().unique_error_message(model_class, unique_check)

    def lasts(self, at: datetime) -> bool:
        """Whether an instant falls on a day of the meeting, for the reader or for the Secretariat."""
        if self.starts_on is None:
            return True
        there = {day_there(at), at.astimezone(timezone.get_default_timezone()).date()}
        return any(self.starts_on <= day <= (self.ends_on or self.starts_on) for day in there)

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Everybody that meets; prefetch `joint_with` where many meetings are read."""
        return (self.body, *self.joint_with.all())
