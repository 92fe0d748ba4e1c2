"""What the RNCOM contributes through the tripartite mechanism, and what became of it (Tabla 2, M19)."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from pilares.core.access import Tier
from pilares.core.bilingual import Bilingual, Language, Wording, text_in_two
from pilares.meetings.models import ByTier, Meeting
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Organisation
from pilares.plans.models import Document, Placement


class InputCall(Bilingual):
    """A call for inputs with a deadline; an input may also come outside any call, at any time."""

    plan = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="input_calls")
    name_es = models.CharField(_("Name (Spanish)"), max_length=200)
    name_en = models.CharField(_("Name (English)"), max_length=200, blank=True)
    name = text_in_two("name")
    about_es = models.TextField(_("What is asked (Spanish)"), blank=True)
    about_en = models.TextField(_("What is asked (English)"), blank=True)
    about = text_in_two("about")
    opens_on = models.DateField(_("Opens on"))
    #: the last day, in San José; what comes later is accepted and says so (AC-21)
    closes_on = models.DateField(_("Closes on"))
    tier = models.CharField(_("Visibility"), max_length=10, choices=Tier, default=Tier.EXTENDED)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    illustrative = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = ByTier.as_manager()
    history: ClassVar[Any] = HistoricalRecords(excluded_fields=["form_key"])

    class Meta:
        ordering = ("-closes_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="call_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("The call must not close before it opens."),
            ),
        )

    def __str__(self) -> str:
        return self.name.text


class InputNumbering(models.Model):
    """The last number given in a year: it grows in the transaction of the input, so no number is missing."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Inputs(models.QuerySet["Input"]):
    """The inputs, by who may read them."""

    def visible_to(self, user: type_of_reader) -> "Inputs":
        """Keep what the reader's tiers reach, and what their own organisation sent."""
        standing = standing_of(user)
        if standing.steers:
            return self
        return self.filter(Q(tier__in=standing.tiers) | Q(organisation__in=standing.organisations))


class Input(models.Model):
    """An input as it was received, with its number; what became of it stands in its status (AC-21)."""

    class Status(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("input", "Received")
        CONSIDERED = "considered", pgettext_lazy("input", "Considered")
        INCLUDED = "included", pgettext_lazy("input", "Incorporated")
        NOT_INCLUDED = "not_included", pgettext_lazy("input", "Not incorporated")

    ANSWERED = (Status.INCLUDED, Status.NOT_INCLUDED)

    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveIntegerField(editable=False)
    call = models.ForeignKey(
        InputCall, null=True, blank=True, on_delete=models.PROTECT, related_name="inputs"
    )
    plan = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="inputs")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="inputs")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    language = models.CharField(
        _("Language of the input"), max_length=2, choices=Language, default=Language.ES
    )
    title = models.CharField(_("Title of the input"), max_length=200)
    text = models.TextField(_("Input"), max_length=20_000)
    #: the theme that it is about, at its place in the plan, and the section that it cites
    placement = models.ForeignKey(
        Placement, null=True, blank=True, on_delete=models.PROTECT, related_name="inputs"
    )
    section = models.CharField(_("Section of the plan"), max_length=20, blank=True)
    received_at = models.DateTimeField()
    #: whether its call had closed; it is accepted all the same
    late = models.BooleanField(default=False)
    tier = models.CharField(_("Visibility"), max_length=10, choices=Tier, default=Tier.EXTENDED)
    status = models.CharField(max_length=12, choices=Status, default=Status.RECEIVED)
    considered_on = models.DateField(_("Considered on"), null=True, blank=True)
    considered_by = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="inputs_considered"
    )
    considered_at = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="inputs_considered"
    )
    #: in a closed session: outside the group only the day shows (§3.10)
    behind_closed_doors = models.BooleanField(default=False)
    answered_on = models.DateField(null=True, blank=True)
    answer_es = models.TextField(blank=True)
    answer_en = models.TextField(blank=True)
    answer = text_in_two("answer")
    reply = models.TextField(_("Reply"), blank=True, max_length=5_000)
    replied_at = models.DateTimeField(null=True, blank=True)
    #: the form that sent it; sending it again sends nothing
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    illustrative = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = Inputs.as_manager()
    history: ClassVar[Any] = HistoricalRecords(excluded_fields=["form_key"])

    class Meta:
        ordering = ("-year", "-number")
        constraints = (
            models.UniqueConstraint(fields=["year", "number"], name="input_numbered_once"),
            models.CheckConstraint(
                name="input_not_included_says_why",
                condition=~Q(status="not_included") | ~Q(answer_es="", answer_en=""),
                violation_error_message=_("Say why it is not incorporated."),
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The number of the receipt, `AP-2021-007`."""
        return f"AP-{self.year}-{self.number:03d}"

    @property
    def since(self) -> date:
        """The day before which nothing more can have become of it: it was received, then considered."""
        return (
            self.considered_on or timezone.localtime(self.received_at, timezone.get_default_timezone()).date()
        )

    @property
    def words(self) -> Wording:
        """Its text, in the language in which it was written."""
        return Wording(self.text, self.language)

    @property
    def heading(self) -> Wording:
        """Its title, in the language in which it was written."""
        return Wording(self.title, self.language)

    @property
    def answered(self) -> bool:
        """Whether the Secretariat has recorded what became of it."""
        return self.status in self.ANSWERED


def _nameless(file: "InputFile", _name: str) -> str:
    """Return where a file is kept: under its random key, without its own name or ending."""
    return f"inputs/{file.key.hex[:2]}/{file.key.hex}"


class InputFiles(models.QuerySet["InputFile"]):
    """The files of inputs, by who may open them."""

    def visible_to(self, user: type_of_reader) -> "InputFiles":
        """Keep the files of the inputs that the reader may read."""
        return self.filter(input__in=Input.objects.visible_to(user))


class InputFile(models.Model):
    """The PDF that came with an input; served only to those who may read it."""

    input = models.OneToOneField(Input, on_delete=models.CASCADE, related_name="file")
    #: the unguessable name in its address and in the folder of files
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=_nameless)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)

    objects: ClassVar[Any] = InputFiles.as_manager()

    def __str__(self) -> str:
        return self.name
