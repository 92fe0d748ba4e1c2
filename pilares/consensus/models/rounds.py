"""A version goes round the Member Countries; what they observe, and what became of it (Tabla 3)."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilares.core import clock
from pilares.core.bilingual import Language, Wording, text_in_two
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Country
from pilares.plans.models import Document, Version


class OfVersions(models.QuerySet[Any]):
    """What hangs on a version that the Member Countries are agreeing."""

    def visible_to(self, user: type_of_reader) -> "OfVersions":
        """Keep what the Member Countries, the presidency and the Secretariat read; nobody else sees any."""
        standing = standing_of(user)
        if not standing.member:
            return self.none()
        return self if standing.steers else self.filter(version__tier__in=standing.tiers)


class Circulated(models.Model):
    """A text as it went out: what is drafted later does not change what the Member Countries read."""

    #: the paragraphs in their order: anchor, label, heading or not, words by language (`queries.texts`)
    text = models.JSONField(default=list, blank=True, editable=False)
    #: what it is set against: the text of an earlier round, a version, or neither for a first text
    since = models.ForeignKey(
        "consensus.Round", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    before = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Round(Circulated):
    """One circulation of a version to the Member Countries, until an exact instant (Tabla 3)."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    message_es = models.TextField(_("What is asked of the countries (Spanish)"), blank=True)
    message_en = models.TextField(_("What is asked of the countries (English)"), blank=True)
    message = text_in_two("message")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    closes_at = models.DateTimeField()
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: what came out of it, as the presidency and the Secretariat record it
    conclusion_es = models.TextField(_("What came out of it (Spanish)"), blank=True)
    conclusion_en = models.TextField(_("What came out of it (English)"), blank=True)
    conclusion = text_in_two("conclusion")
    illustrative = models.BooleanField(default=False)

    objects: ClassVar[Any] = OfVersions.as_manager()

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["version", "number"], name="round_numbered_once"),
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(concluded_at=None),
                name="one_round_at_a_time",
                violation_error_message=_("A round of this version has not been concluded yet."),
            ),
            models.CheckConstraint(
                name="round_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opened_at")),
                violation_error_message=_("The deadline must be later than the opening."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.version} r{self.number}"

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether an observation arrives in time at an instant."""
        return self.concluded_at is None and (at or clock.now()) < self.closes_at

    @property
    def stage(self) -> str:
        """Where it stands now: "open", "over" once the deadline has passed, or "concluded"."""
        if self.concluded_at is not None:
            return "concluded"
        return "open" if self.is_open() else "over"


class Delegation(models.Model):
    """The person who acts for a country on a text, from when until when; named by the country or the SE."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="delegations")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delegations")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("document", "country", "named_at")
        constraints = (
            models.UniqueConstraint(
                fields=["document", "country"], condition=Q(ended_at=None), name="one_delegate_a_country"
            ),
        )

    def __str__(self) -> str:
        return f"{self.document_id} {self.country_id} {self.user_id}"


class Position(models.Model):
    """What a country said of a text in a round, from a moment on; the earlier ones stay as its history.

    A country's position is its own and never a vote: nothing counts these rows.
    """

    class Value(models.TextChoices):
        NO_OBJECTION = "no_objection", _("No objection")
        OBSERVATIONS = "observations", _("With observations")
        AD_REFERENDUM = "ad_referendum", _("Ad referendum, or study reservation")
        OBJECTS = "objects", pgettext_lazy("position", "Objects")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="positions")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=14, choices=Value)
    note = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.ES)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    late = models.BooleanField(default=False)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.round_id} {self.country_id} {self.value}"


class Observation(models.Model):
    """What a country says of a paragraph or of the whole, in its own language, and what became of it."""

    class Kind(models.TextChoices):
        OBSERVATION = "observation", _("Observation")
        COUNTER_PROPOSAL = "counter_proposal", _("Counter-proposal")
        STATEMENT = "statement", _("Interpretative declaration")
        RESERVATION = "reservation", _("Reservation")

    class Fate(models.TextChoices):
        INTEGRATED = "integrated", _("Integrated")
        PARTLY = "partly", _("Partly integrated")
        NOT_INTEGRATED = "not_integrated", _("Not integrated")

    #: what a form carries so that a second click writes nothing twice
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="observations")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.OBSERVATION)
    #: the paragraph's permanent anchor; empty for the text as a whole
    anchor = models.CharField(max_length=40, blank=True)
    #: the exact words that a declaration or a reservation is about
    words = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.ES)
    text = models.TextField(blank=True)
    #: the wording that a counter-proposal puts in the place of the paragraph or of the whole
    proposed = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    late = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    fate = models.CharField(max_length=14, choices=Fate, blank=True)
    why_es = models.TextField(blank=True)
    why_en = models.TextField(blank=True)
    why = text_in_two("why")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: the number of the note that it became in the version, where the Secretariat attached it
    note_number = models.PositiveSmallIntegerField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=["round", "anchor"], name="observed_by_paragraph"),)
        constraints = (
            models.CheckConstraint(
                name="observation_says_something",
                condition=~Q(text="") | ~Q(proposed=""),
                violation_error_message=_("Write the observation or the wording that you propose."),
            ),
            models.CheckConstraint(
                name="what_is_not_integrated_says_why",
                condition=Q(fate__in=["", "integrated"]) | ~Q(why_es="", why_en=""),
                violation_error_message=_("Say why: the country reads it beside its observation."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.country_id} {self.anchor or '*'}"

    @property
    def said(self) -> Wording:
        """The text in the language of its author: nobody translates what a country says."""
        return Wording(self.text, self.language)
