"""The silence procedure: the rule that allows it, what it was opened on, and what broke it (AC-05, AC-06)."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilares.consensus.models.rounds import Circulated, OfVersions, Round
from pilares.core import clock
from pilares.core.bilingual import Language, Wording, text_in_two
from pilares.meetings.models import Decision
from pilares.people.models import Country
from pilares.plans.models import Version


class SilenceRule(models.Model):
    """The rule that authorises the procedure; until one is recorded the procedure does not exist."""

    text_es = models.TextField(_("Text of the rule (Spanish)"))
    text_en = models.TextField(_("Text of the rule (English)"), blank=True)
    text = text_in_two("text")
    source = models.CharField(_("Where it stands"), max_length=300)
    adopted_on = models.DateField(_("Date of the rule"))
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    minimum_hours = models.PositiveSmallIntegerField(
        _("Shortest time, in hours"), default=72, validators=[MinValueValidator(1)]
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("-recorded_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="silence_rule_ends_after_it_begins",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("recorded_at")),
            ),
        )

    def __str__(self) -> str:
        return self.source


class Silence(Circulated):
    """One procedure on one text: its outcome follows from the clock and from what was received.

    `settled_at` only says that the outcome was written down and announced; it decides nothing.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("silence", "Under silence procedure")
        BROKEN = "broken", _("Silence broken: not adopted")
        KEPT = "kept", _("Adopted by silence")

    rule = models.ForeignKey(SilenceRule, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="silences")
    #: the paragraph without number of the meeting at which nobody objected to using the procedure
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="silence")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    closes_at = models.DateTimeField()
    broken_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    #: what the presidency did once the silence was broken, in words
    followed_by = models.CharField(max_length=20, blank=True)
    illustrative = models.BooleanField(default=False)

    objects: ClassVar[Any] = OfVersions.as_manager()

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="silence_ends_after_it_begins",
                condition=Q(closes_at__gt=F("opened_at")),
                violation_error_message=_("The expiry must be later than the opening."),
            ),
            models.CheckConstraint(
                name="silence_is_broken_in_time",
                condition=Q(broken_at=None) | Q(broken_at__lt=F("closes_at")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.version} {self.opened_at:%Y-%m-%d}"

    def state_at(self, at: datetime | None = None) -> str:
        """What the procedure has come to at an instant, whether or not anybody wrote it down yet."""
        if self.broken_at is not None:
            return self.State.BROKEN
        return self.State.OPEN if (at or clock.now()) < self.closes_at else self.State.KEPT

    @property
    def state(self) -> str:
        """What the procedure has come to now."""
        return self.state_at()


class Objection(models.Model):
    """What a delegate sent against a text under silence: in time it breaks it, later it is a declaration."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    silence = models.ForeignKey(Silence, on_delete=models.CASCADE, related_name="objections")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    anchor = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.ES)
    text = models.TextField(blank=True)
    proposed = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    #: received after the expiry: a declaration posterior to the adoption
    late = models.BooleanField(default=False)
    note_number = models.PositiveSmallIntegerField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                name="objection_says_something",
                condition=~Q(text="") | ~Q(proposed=""),
                violation_error_message=_("Write your objection or the wording that you propose."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.silence_id} {self.country_id}"

    @property
    def said(self) -> Wording:
        """The text in the language of its author."""
        return Wording(self.text, self.language)


class DeadlineMove(models.Model):
    """A deadline that was put off: never earlier, always told to everybody (AC-06, E-3)."""

    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.CASCADE, related_name="moves")
    silence = models.ForeignKey(
        Silence, null=True, blank=True, on_delete=models.CASCADE, related_name="moves"
    )
    was = models.DateTimeField()
    becomes = models.DateTimeField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                name="move_is_of_one_deadline",
                condition=Q(round=None, silence__isnull=False) | Q(round__isnull=False, silence=None),
            ),
            models.CheckConstraint(name="deadline_moves_later", condition=Q(becomes__gt=F("was"))),
        )

    def __str__(self) -> str:
        return f"{self.was:%Y-%m-%d} {self.becomes:%Y-%m-%d}"


class Reading(models.Model):
    """That a country's delegate read a text; for the country alone, and nothing lists who has not."""

    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.CASCADE, related_name="readings")
    silence = models.ForeignKey(
        Silence, null=True, blank=True, on_delete=models.CASCADE, related_name="readings"
    )
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["round", "country"], name="round_read_once_a_country"),
            models.UniqueConstraint(fields=["silence", "country"], name="silence_read_once_a_country"),
            models.CheckConstraint(
                name="reading_is_of_one_text",
                condition=Q(round=None, silence__isnull=False) | Q(round__isnull=False, silence=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.country_id} {self.at:%Y-%m-%d}"
