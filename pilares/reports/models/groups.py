"""The work report of a group to the RCGM, at mid-year and before the Vice-Ministerial Meeting (§3.10 b)."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from pilares.core.access import Tier
from pilares.meetings.models import Meeting
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body
from pilares.plans.models import Document
from pilares.reports.models.parts import Correction, FrozenCopy, TakenStep, WrittenText


class GroupReports(models.QuerySet["GroupReport"]):
    """The reports of the groups, by what a reader may see."""

    def visible_to(self, user: type_of_reader) -> "GroupReports":
        """Members read them from the first word; others what was presented, as far as the group opened it."""
        standing = standing_of(user)
        if standing.steers:
            return self
        reached = Q(tier__in=standing.tiers)
        if standing.member:
            return self.filter(reached | Q(group__in=standing.groups))
        return self.filter(reached, status=GroupReport.Status.PRESENTED)


class GroupReport(models.Model):
    """What one group puts before the RCGM at one of the two presentations of a year."""

    class Occasion(models.TextChoices):
        MID_YEAR = "mid_year", pgettext_lazy("report", "Mid-year")
        BEFORE_RVM = "before_rvm", _("Before the Vice-Ministerial Meeting")

    class Status(models.TextChoices):
        WRITING = "writing", _("Being written")
        IN_CONSULTATION = "in_consultation", _("In consultation in the group")
        PRESENTED = "presented", pgettext_lazy("report", "Presented to the RCGM")

    #: how far a group may open what it presented; until then it is the Member Countries' (documented default)
    REACHES = (Tier.MEMBERS, Tier.EXTENDED, Tier.PUBLIC)

    plan = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="group_reports")
    group = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField(_("Year"), validators=[MinValueValidator(1996)])
    occasion = models.CharField(_("Presentation"), max_length=10, choices=Occasion)
    #: the meeting of the RCGM for which it is written and, once presented, at which it was
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="group_reports"
    )
    #: the day whose data it tells: today's while it is written, that of its consultation from then on
    cut_off = models.DateField()
    status = models.CharField(max_length=16, choices=Status, default=Status.WRITING)
    tier = models.CharField(_("Visibility"), max_length=10, choices=Tier, default=Tier.MEMBERS)
    version = models.PositiveIntegerField(default=1, editable=False)
    illustrative = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = GroupReports.as_manager()

    class Meta:
        ordering = ("-year", "occasion", "group__order")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "group", "year", "occasion"],
                name="one_group_report_a_presentation",
                violation_error_message=_("The group already has its report for that presentation."),
            ),
            models.CheckConstraint(
                name="group_report_opened_once_presented",
                condition=Q(tier="members") | Q(status="presented", tier__in=["extended", "public"]),
                violation_error_message=_("A report is opened once it was presented."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.group.code} {self.label}"

    @property
    def label(self) -> str:
        """Its place in an address: the year and which of its two presentations, `2021-1`."""
        return f"{self.year}-{[*self.Occasion].index(self.Occasion(self.occasion)) + 1}"

    @property
    def draft(self) -> bool:
        """Whether its data still follow the matrix."""
        return self.status == self.Status.WRITING


class GroupReportText(WrittenText):
    """What the presidency that leads the group and the group write beside the facts."""

    class Part(models.TextChoices):
        BALANCE = "balance", _("Balance of the period")
        REQUESTS = "requests", _("What is asked of the RCGM")

    report = models.ForeignKey(GroupReport, on_delete=models.CASCADE, related_name="texts")
    part = models.CharField(max_length=10, choices=Part)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        ordering = ("part",)
        constraints = (models.UniqueConstraint(fields=["report", "part"], name="group_report_text_once"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.part}"


class GroupReportCopy(FrozenCopy):
    """What a group's report said at one moment, whole."""

    report = models.ForeignKey(GroupReport, on_delete=models.CASCADE, related_name="copies")

    class Meta:
        ordering = ("number",)
        verbose_name_plural = "group report copies"
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="group_report_copy_once"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"


class GroupReportStep(TakenStep):
    """One step of a group's report."""

    report = models.ForeignKey(GroupReport, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(max_length=16, choices=GroupReport.Status)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.report_id} {self.verb}"


class GroupCorrigendum(Correction):
    """A corrected value of a group's report."""

    report = models.ForeignKey(GroupReport, on_delete=models.CASCADE, related_name="corrigenda")

    class Meta:
        ordering = ("number",)
        verbose_name_plural = "group corrigenda"
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="group_corrigendum_once"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"
