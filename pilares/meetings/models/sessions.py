"""The sessions of a meeting, open or closed, and what each deals with (§3.10)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Tier
from pilares.core.bilingual import Bilingual, text_in_two
from pilares.meetings.models.meetings import Meeting
from pilares.meetings.models.tiers import OfAMeeting


class Session(Bilingual):
    """A part of a meeting; readers number those that they may see, so `order` is never shown."""

    TO_MEETING = "meeting__"
    TIERS = ("tier", "meeting__tier")
    SEATS: ClassVar[tuple[str, ...]] = ()

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="sessions")
    order = models.PositiveSmallIntegerField(default=1)
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    title = text_in_two("title")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.MEMBERS)

    objects: ClassVar[Any] = OfAMeeting.as_manager()

    class Meta:
        ordering = ("meeting", "order", "pk")
        constraints = (
            models.CheckConstraint(
                name="session_ends_after_it_starts",
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The end must be later than the start."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting.code} / {self.order}"


class AgendaItem(Bilingual):
    """A point of a session's agenda."""

    TO_MEETING = "session__meeting__"
    TIERS = ("tier", "session__tier", "session__meeting__tier")
    SEATS: ClassVar[tuple[str, ...]] = ()

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField(default=1)
    title_es = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    title = text_in_two("title")
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.MEMBERS)

    objects: ClassVar[Any] = OfAMeeting.as_manager()

    class Meta:
        ordering = ("session", "order", "pk")

    def __str__(self) -> str:
        return f"{self.session} / {self.order}"
