"""Measuring: periods, targets by version, measurements with their evidence (monitoring-model §2, §5)."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pilares.core.bilingual import text_in_two
from pilares.meetings.models import Decision
from pilares.monitoring.models.activities import Activity
from pilares.monitoring.models.indicators import Indicator, IndicatorMilestone
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Appointment, Country
from pilares.plans.models import PlanYear


class Period(models.Model):
    """A span of days that an indicator is measured for; locked once its figures are closed."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="periods")
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"))
    year = models.ForeignKey(PlanYear, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="period_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The end of the period must not be earlier than its start."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "starts_on", "ends_on"],
                name="period_once_an_indicator",
                violation_error_message=_("This indicator already has that period."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts_on:%Y-%m-%d}/{self.ends_on:%Y-%m-%d}"

    @property
    def locked(self) -> bool:
        """Whether its figures are closed; a correction reopens it with a reason."""
        return self.locked_at is not None


#: of a period, what decides who may do what with its figures
DECIDING = (
    "starts_on", "ends_on", "locked_at", "year", "indicator__code",
    *(f"indicator__activity__{name}" for name in ("stage", "group", "plan__period", "plan__concluded_at")),
)  # fmt: skip


class Targets(models.QuerySet["Target"]):
    """The versions of targets by whether they bind."""

    def binding(self) -> "Targets":
        """Keep what binds: one dated before a locked period waits for its second signature (AC-17)."""
        return self.exclude(retroactive=True, countersigned_at=None)


class Target(models.Model):
    """A version of a target, of one period or of the whole (period empty); append-only (AC-17)."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    period = models.ForeignKey(
        Period, null=True, blank=True, on_delete=models.CASCADE, related_name="targets"
    )
    value = models.DecimalField(_("Target"), max_digits=18, decimal_places=4, null=True, blank=True)
    #: the upper end of a range
    upper = models.DecimalField(_("Upper end"), max_digits=18, decimal_places=4, null=True, blank=True)
    text_es = models.CharField(max_length=300, blank=True)
    text_en = models.CharField(max_length=300, blank=True)
    text = text_in_two("text")
    valid_from = models.DateField(_("In force from"))
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="targets"
    )
    reason = models.TextField(_("Reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    #: dated before a period that was already closed: Secretariat and presidency sign, and reports say so
    retroactive = models.BooleanField(default=False, editable=False)
    #: which office still has to sign, or signed second
    second = models.CharField(max_length=12, blank=True, editable=False)
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    countersigned_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = Targets.as_manager()

    class Meta:
        ordering = ("valid_from", "pk")
        constraints = (
            models.CheckConstraint(
                name="target_signed_by_two",
                condition=Q(countersigned_by=None) | Q(by=None) | ~Q(countersigned_by=F("by")),
                violation_error_message=_("The second signature is another person's."),
            ),
            models.CheckConstraint(
                name="range_target_in_order",
                condition=Q(upper=None) | Q(value=None) | Q(upper__gte=F("value")),
                violation_error_message=_("The upper end of the range must not be below its lower end."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.value} {self.valid_from}"

    @property
    def binds(self) -> bool:
        """Whether it is a target already, and not one that waits for its second signature."""
        return not self.retroactive or self.countersigned_at is not None


#: how `entered_as` names whoever acted for a presidency
PRESIDENCY = f"{Appointment.Office.PRESIDENCY}:"


class Measurements(models.QuerySet["Measurement"]):
    """The measurements by what a reader may see and by what counts."""

    def visible_to(self, user: type_of_reader) -> "Measurements":
        """Everybody: what counts. Members: what their groups sent. A country: all of its own (E-4).

        Of an activity that is kept to its group, a country's people elsewhere read nothing (AC-07). What it
        set aside stays in its private history, and a draft with whoever writes it or
        their country, whoever else steers; of two figures that differ nobody else sees either.
        """
        standing, status = standing_of(user), Measurement.Status
        counted = Q(status=status.VALIDATED, counts=True)
        sent = Q(status=status.SENT, counts=True) | Q(status=status.VALIDATED)
        mine = Q(entered_by=user.pk) if user.pk else Q(pk__in=())
        its_own = Q(country__in=standing.countries) if standing.member else Q(pk__in=())
        if standing.presides:
            mine |= Q(status=status.DRAFT, entered_as__contains=PRESIDENCY)  # the office's, nobody's own
        if standing.steers:
            return self.filter(sent | mine | its_own | Q(status=status.RETURNED))
        of_their_groups = Q(period__indicator__activity__group__in=standing.groups)
        reach = Q(period__indicator__activity__tier__in=standing.tiers) | of_their_groups
        return self.filter((reach & (counted | its_own)) | (of_their_groups & sent) | mine)

    def to_decide(self) -> "Measurements":
        """Read, beside each, what of its period and activity says who may do what with it, and no more."""
        own = (column.name for column in Measurement._meta.concrete_fields)
        near = (f"period__{name}" for name in DECIDING)
        return self.select_related("period__indicator__activity__plan").only(*own, *near)

    def counted(self) -> "Measurements":
        """Keep what enters figures: validated, and the one that counts of each country (E-4)."""
        return self.filter(status=Measurement.Status.VALIDATED, counts=True)


class Measurement(models.Model):
    """What one source reports for a period: a value, a pair, countries, or no data with a reason."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent for validation")
        RETURNED = "returned", _("Returned")
        VALIDATED = "validated", _("Validated")
        SET_ASIDE = "set_aside", _("Set aside by its country")

    class Judgement(models.TextChoices):
        NO_EVIDENCE = "no_evidence", _("No evidence")
        NOT_STARTED = "not_started", _("Not started")
        LIMITED = "limited", _("Limited")
        SUBSTANTIAL = "substantial", _("Substantial")
        COMPLETE = "complete", _("Complete")

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="measurements")
    #: the country for which it is reported; empty for the region as a whole
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    institution = models.CharField(_("Institution"), max_length=200, blank=True)
    #: dimension to category: {"sex": "female"}; empty is the total
    dimensions = models.JSONField(default=dict, blank=True)
    #: the figure that this one is a part of; it is sent, returned and validated with it
    total = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    #: the validated figure that this one puts right, and why; both stay
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    correction_reason = models.TextField(_("Why it is corrected"), blank=True)
    value = models.DecimalField(_("Value"), max_digits=18, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(_("Numerator"), max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(
        _("Denominator"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    countries = models.ManyToManyField(Country, blank=True, related_name="+")
    #: it was said that no country, or no milestone, belongs to it: that is not the same as saying nothing
    none_of_them = models.BooleanField(default=False)
    #: the milestones accepted so far
    milestones = models.ManyToManyField(IndicatorMilestone, blank=True, related_name="+")
    judgement = models.CharField(_("Judgement"), max_length=12, choices=Judgement, blank=True)
    narrative_es = models.TextField(blank=True)
    narrative_en = models.TextField(blank=True)
    narrative = text_in_two("narrative")
    no_data_reason = models.CharField(_("Why there are no data"), max_length=300, blank=True)
    observed_on = models.DateField(_("Observed on"), null=True, blank=True)
    comment = models.TextField(_("Comment"), blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    #: of several sources of one country, the one that the focal point chose (E-4); of a corrected
    #: figure, the later one
    counts = models.BooleanField(default=True)
    #: why the country chose this figure among several
    choice_reason = models.TextField(_("Why this figure"), blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: the offices in which it was entered and validated, kept when the account is gone
    entered_as = models.CharField(max_length=200, blank=True, editable=False)
    validated_as = models.CharField(max_length=200, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    validated_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)
    #: the form that was sent; sending it again changes nothing (AC-18)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[Any] = Measurements.as_manager()
    #: which countries and milestones were sent stands in the trail, with each sending
    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        ordering = ("period__starts_on", "country", "pk")
        constraints = (
            models.CheckConstraint(
                name="validated_by_somebody_else",
                condition=Q(validated_by=None) | Q(entered_by=None) | ~Q(validated_by=F("entered_by")),
                violation_error_message=_("Nobody validates what they entered themselves."),
            ),
            models.CheckConstraint(
                name="a_returned_measurement_says_why",
                condition=~Q(status="returned") | ~Q(returned_reason=""),
                violation_error_message=_("Say why it is returned."),
            ),
            models.UniqueConstraint(
                F("period"),
                Coalesce("country", Value("")),
                F("dimensions"),
                condition=Q(status="validated", counts=True),
                name="one_figure_counts",
                violation_error_message=_("Another figure of this period already counts."),
            ),
        )
        indexes = (models.Index(fields=["period", "status", "counts"], name="measurements_that_count"),)

    def __str__(self) -> str:
        return f"{self.period_id} {self.country_id or ''}"

    @property
    def of_the_presidency(self) -> bool:
        """Whether it was entered for the presidency, whose drafts pass on with the office (AC-11)."""
        return PRESIDENCY in self.entered_as

    def is_total_of(self, period: int, country: str | None) -> bool:
        """Whether it is reported, undivided, for a period and a country, or for the region."""
        here = (self.period_id, self.country_id) == (period, country)
        return here and self.total_id is None and not self.dimensions

    @property
    def counted(self) -> bool:
        """Whether it enters figures, as the records that `Measurements.counted` keeps do."""
        return self.status == self.Status.VALIDATED and self.counts

    @property
    def no_data(self) -> bool:
        """Whether it says, with its reason, that there are no data; that is not zero."""
        return bool(self.no_data_reason)


def _nameless(evidence: "Evidence", _name: str) -> str:
    """Return where a file is kept: under its random key, without its own name or ending."""
    return f"evidence/{evidence.key.hex[:2]}/{evidence.key.hex}"


class Files(models.QuerySet["Evidence"]):
    """The files, by who may open them."""

    def visible_to(self, user: type_of_reader) -> "Files":
        """Keep, for those who act for a member or for whoever added it, what its figure or activity shows.

        A file may hold more than the figure: nothing of it is public (documented default).
        """
        if not user.pk:
            return self.none()
        if not standing_of(user).member:
            return self.filter(added_by=user.pk)
        seen, told = Measurement.objects.visible_to(user), Activity.objects.visible_to(user)
        return self.filter(Q(measurement__in=seen) | Q(activity__in=told))


class Evidence(models.Model):
    """A file that lets somebody else check a figure, or why an activity is completed below its target."""

    measurement = models.ForeignKey(
        Measurement, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    #: the activity whose explanation it goes with (AC-14)
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    #: the unguessable name in its address and in the folder of files
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=_nameless)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()

    objects: ClassVar[Any] = Files.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(
                name="evidence_of_one_thing",
                condition=Q(measurement=None, activity__isnull=False)
                | Q(measurement__isnull=False, activity=None),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def erase(self) -> None:
        """Delete the row, and its file once that is certain."""
        file = self.file
        self.delete()
        transaction.on_commit(lambda: file.delete(save=False))
