"""Who took part, and what those may still say who did not (E-1): nothing is inferred from a seat."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilares.core.bilingual import text_in_two
from pilares.meetings.models.meetings import Meeting
from pilares.people.models import Country, Organisation


class Attendance(models.Model):
    """Whether a country or an organisation took part in a meeting, and through which institutions."""

    class Presence(models.TextChoices):
        PRESENT = "present", _("Present")
        ABSENT = "absent", _("Absent")
        NOT_RECORDED = "not_recorded", _("Not recorded")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    presence = models.CharField(max_length=12, choices=Presence, default=Presence.NOT_RECORDED)
    #: one institution a line
    institutions_es = models.TextField(blank=True)
    institutions_en = models.TextField(blank=True)
    institutions = text_in_two("institutions")

    class Meta:
        verbose_name_plural = "attendance"
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "country"], condition=Q(country__isnull=False), name="country_attends_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                condition=Q(organisation__isnull=False),
                name="organisation_attends_once",
            ),
            models.CheckConstraint(
                name="attendance_of_one_country_or_organisation",
                condition=Q(country__isnull=False, organisation=None)
                | Q(country=None, organisation__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.country_id or self.organisation_id} {self.presence}"


class CommentPeriod(models.Model):
    """Until when countries may write about a meeting: one that was absent, or all about the minutes."""

    class About(models.TextChoices):
        CONCLUSIONS = "conclusions", _("The conclusions")
        MINUTES = "minutes", _("The minutes")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="comment_periods")
    about = models.CharField(max_length=12, choices=About)
    #: the country that was absent; empty where every Member Country may write
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "about", "country"],
                name="comments_asked_once_of_a_country",
                violation_error_message=_("A comment period for this country is already recorded."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "about"],
                condition=Q(country=None),
                name="comments_asked_once_of_all",
                violation_error_message=_("A comment period for all countries is already recorded."),
            ),
            models.CheckConstraint(
                name="comments_close_after_they_open", condition=Q(closes_at__gt=models.F("opened_at"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.country_id or '*'} {self.closes_at:%Y-%m-%d}"


class CountryComment(models.Model):
    """What a country wrote within a comment period; written once, never edited."""

    period = models.ForeignKey(CommentPeriod, on_delete=models.CASCADE, related_name="comments")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ("written_at", "pk")

    def __str__(self) -> str:
        return f"{self.period_id} {self.country_id}"
