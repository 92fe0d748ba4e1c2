"""Minutes with an approval of their own, and the papers of a meeting."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilares.core.access import Tier
from pilares.core.bilingual import Bilingual, text_in_two
from pilares.meetings.models.meetings import Meeting
from pilares.meetings.models.sessions import Session
from pilares.meetings.models.tiers import OfAMeeting


class Minutes(models.Model):
    """The minutes of a meeting and how far their approval has come; their words stand in paragraphs."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_OBSERVATIONS = "in_observations", _("In observations")
        APPROVED = "approved", pgettext_lazy("minutes", "Approved")

    TO_MEETING = "meeting__"
    TIERS = ("tier", "meeting__tier")
    SEATS: ClassVar[tuple[str, ...]] = ()

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="minutes")
    status = models.CharField(max_length=16, choices=Status, default=Status.DRAFT)
    approved_on = models.DateField(null=True, blank=True)
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.MEMBERS)

    objects: ClassVar[Any] = OfAMeeting.as_manager()

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return self.meeting.code


class MinutesParagraph(Bilingual):
    """One paragraph of the minutes, of one session where it is known."""

    TO_MEETING = "minutes__meeting__"
    TIERS = ("tier", "session__tier", "minutes__tier", "minutes__meeting__tier")
    SEATS: ClassVar[tuple[str, ...]] = ()

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="paragraphs")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="paragraphs"
    )
    order = models.PositiveSmallIntegerField(default=1)
    text_es = models.TextField()
    text_en = models.TextField(blank=True)
    text = text_in_two("text")
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.MEMBERS)

    objects: ClassVar[Any] = OfAMeeting.as_manager()

    class Meta:
        ordering = ("minutes", "order", "pk")

    def __str__(self) -> str:
        return f"{self.minutes} / {self.order}"


def nameless(paper: "Paper", _name: str) -> str:
    """Return where a file is kept: under its random key, without its own name or ending."""
    return f"papers/{paper.key.hex[:2]}/{paper.key.hex}"


class Paper(models.Model):
    """A file of a meeting or of one of its sessions; served only to those whom its tier lets in."""

    class Kind(models.TextChoices):
        MINUTES = "minutes", _("Minutes")
        ANNEX = "annex", _("Annex")
        CONCLUSIONS = "conclusions", _("Conclusions")
        CONVOCATION = "convocation", _("Convocation")
        WORKING_PAPER = "working_paper", _("Working paper")

    TO_MEETING = "meeting__"
    TIERS = ("tier", "session__tier", "meeting__tier")
    SEATS: ClassVar[tuple[str, ...]] = ()

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="papers"
    )
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.WORKING_PAPER)
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    title = text_in_two("title")
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.MEMBERS)
    #: the unguessable name in its address and in the folder of files
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=nameless)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()
    illustrative = models.BooleanField(default=False)

    objects: ClassVar[Any] = OfAMeeting.as_manager()

    class Meta:
        ordering = ("meeting", "kind", "pk")

    def __str__(self) -> str:
        return f"{self.meeting.code} / {self.kind}"  # titles of closed papers stay out of the trail

    def erase(self) -> None:
        """Delete the row, and its file once that is certain."""
        file = self.file
        self.delete()
        transaction.on_commit(lambda: file.delete(save=False))
