"""What people say beside the answers: explanations, and the record that a report was put before an organ."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pilares.core.bilingual import Bilingual, text_in_two
from pilares.meetings.models import Decision, Meeting
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body
from pilares.plans.models import Document


class ForMembers(models.QuerySet[Any]):
    """Rows that the Member Countries and their Secretariat read."""

    def visible_to(self, user: type_of_reader) -> "ForMembers":
        """Members read all of them; the public reads what the annual report prints, once it is published."""
        return self if standing_of(user).member else self.none()


class Explanation(Bilingual):
    """Why a rule stands as it does for a body in a year, in the presidency's words; optional (AC-08)."""

    plan = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="explanations")
    #: the stable code of the rule (docs/rules.md)
    rule = models.CharField(max_length=40)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="explanations")
    year = models.PositiveSmallIntegerField(validators=[MinValueValidator(1996)])
    text_es = models.TextField(_("Explanation (Spanish)"), max_length=1000, blank=True)
    text_en = models.TextField(_("Explanation (English)"), max_length=1000, blank=True)
    text = text_in_two("text")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    #: the offices in which it was written, by their codes, kept when the account is gone
    capacity = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    illustrative = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = ForMembers.as_manager()
    history: ClassVar[Any] = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering = ("year", "body__order", "rule")
        constraints = (
            models.UniqueConstraint(fields=["plan", "rule", "body", "year"], name="explained_once"),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.body_id} {self.year}"


class Presentation(models.Model):
    """That a text which the plan asks for was put before an organ, with meeting, date and decision.

    The plan asks for reports and reviews; their texts stand on other floors, or nowhere in this system.
    """

    class Kind(models.TextChoices):
        GROUP_REPORT = "group_report", _("Work report of a group")
        ANNUAL_REPORT = "annual_report", _("Annual report of the presidency")
        PLAN_REVIEW = "plan_review", _("Yearly review of the Strategic Plan")

    #: the organ before which each kind is put (§3.10 b, Tabla 2)
    BEFORE: ClassVar[dict[str, str]] = {
        Kind.GROUP_REPORT: "GRCM",
        Kind.ANNUAL_REPORT: "RVM",
        Kind.PLAN_REVIEW: "GRCM",
    }
    #: what the annual report includes (§4.2)
    LETTERS = ("a", "b", "c")

    plan = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="presentations")
    kind = models.CharField(max_length=16, choices=Kind)
    #: whose it is: the group, the presidency, the RCGM
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="presentations")
    year = models.PositiveSmallIntegerField(_("Year"), validators=[MinValueValidator(1996)])
    #: the day on which it was put before the organ or, without a meeting, finished
    on = models.DateField(_("Date"))
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="presentations"
    )
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="presentations"
    )
    #: of an annual report: which of a, b and c it includes
    letters = models.JSONField(default=list, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    capacity = models.CharField(max_length=200, blank=True)
    illustrative = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = ForMembers.as_manager()

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "kind", "body", "year", "meeting"],
                condition=Q(meeting__isnull=False),
                name="presented_once_a_meeting",
                violation_error_message=_("That is recorded already."),
            ),
            models.UniqueConstraint(
                fields=["plan", "kind", "body", "year"],
                condition=Q(meeting=None),
                name="finished_once_a_year",
                violation_error_message=_("That is recorded already."),
            ),
            models.CheckConstraint(
                name="presented_at_a_meeting",
                condition=Q(kind="annual_report") | Q(meeting__isnull=False),
                violation_error_message=_("Choose the meeting."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.body_id} {self.year}"
