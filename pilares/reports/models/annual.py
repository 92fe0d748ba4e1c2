"""The annual report of the presidency with the Secretariat, from its cut-off to its publication (§4.2)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from pilares.core import clock
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Presidency
from pilares.plans.models import Document
from pilares.reports.models.parts import FrozenCopy, TakenStep, WrittenText


class Reports(models.QuerySet["Report"]):
    """The reports, by what a reader may see."""

    def visible_to(self, user: type_of_reader) -> "Reports":
        """Those who steer see the drafts, members what was sent to them, everybody what is published."""
        standing = standing_of(user)
        if standing.steers:
            return self
        published = Q(status=Report.Status.PUBLISHED)
        if standing.member:
            return self.filter(published | Q(status__in=Report.SENT))
        free = Q(embargo_until=None) | Q(embargo_until__lte=clock.now())
        return self.filter(published & free)


class Report(models.Model):
    """One year's report on a plan: composed at its cut-off, written, consulted, presented, published."""

    class Status(models.TextChoices):
        COMPOSED = "composed", _("Composed")
        WRITING = "writing", _("Being written")
        IN_CONSULTATION = "in_consultation", pgettext_lazy("report", "In consultation")
        PRESENTED = "presented", pgettext_lazy("report", "Presented to the RCGM")
        INFORMED = "informed", _("Informed to the Vice-Ministerial Meeting")
        PUBLISHED = "published", pgettext_lazy("report", "Published")

    #: what the Member Countries have in their hands, before it is published
    SENT = (Status.IN_CONSULTATION, Status.PRESENTED, Status.INFORMED)
    #: while its own people write it
    DRAFTS = (Status.COMPOSED, Status.WRITING)

    plan = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="reports")
    presidency = models.ForeignKey(Presidency, on_delete=models.PROTECT, related_name="reports")
    #: the year in its address and its title, as in «Informe anual 2021»
    label = models.SlugField(max_length=20, unique=True)
    #: the last day whose data it tells; all that is later belongs to the next report
    cut_off = models.DateField()
    status = models.CharField(max_length=16, choices=Status, default=Status.COMPOSED)
    #: published from this instant on; before it, nobody outside learns that there is a report
    embargo_until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    illustrative = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = Reports.as_manager()

    class Meta:
        ordering = ("-cut_off",)

    def __str__(self) -> str:
        return f"{self.plan.code} {self.label}"

    @property
    def draft(self) -> bool:
        """Whether its data still follow the matrix."""
        return self.status in self.DRAFTS


class ReportText(WrittenText):
    """What the presidency and the Secretariat write beside the facts of a year (§4.2 b, c)."""

    class Part(models.TextChoices):
        BALANCE = "balance", _("b) Description of the balance of the work done")
        NEXT = "next", _("c) Recommendations / next steps")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="texts")
    part = models.CharField(max_length=10, choices=Part)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        ordering = ("part",)
        constraints = (models.UniqueConstraint(fields=["report", "part"], name="report_text_once"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.part}"


class Frozen(FrozenCopy):
    """What an annual report said at one moment, whole."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="copies")

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="report_copy_once"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"


class ReportStep(TakenStep):
    """One step of an annual report."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(max_length=16, choices=Report.Status)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.report_id} {self.verb}"
