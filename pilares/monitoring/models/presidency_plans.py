"""The presidency's annual work plan: its priorities, and how it is agreed (Tabla 1, M6)."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilares.core.access import Tier
from pilares.core.bilingual import Bilingual, text_in_two
from pilares.meetings.models import Decision
from pilares.monitoring.models.activities import Activity
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Appointment, Presidency
from pilares.plans.models import Document, Pillar, Theme, Version


class PresidencyPlans(models.QuerySet["PresidencyPlan"]):
    """The annual plans, by who may read them."""

    def visible_to(self, user: type_of_reader) -> "PresidencyPlans":
        """Keep drafts for whoever writes them, what is consulted for members, what is published for all."""
        standing, status = standing_of(user), PresidencyPlan.Status
        if standing.steers:
            return self
        if not standing.member:
            return self.filter(tier__in=standing.tiers, status__in=(status.IN_EXECUTION, status.CLOSED))
        reached = Q(tier__in=standing.tiers) & ~Q(status=status.DRAFT)
        if Appointment.Office.PRESIDENCY in standing.offices:
            reached |= Q(presidency__country__in=standing.countries)
        return self.filter(reached)


class PresidencyPlan(models.Model):
    """What a presidency proposes to do in its year; its text is consulted as versions of a document."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("plan", "Draft")
        IN_CONSULTATION = "in_consultation", _("In consultation with the Member Countries")
        ENDORSED = "endorsed", pgettext_lazy("plan", "Endorsed by the RCGM")
        APPROVED = "approved", _("Known and approved by the Vice-Ministerial Meeting")
        IN_EXECUTION = "in_execution", _("In execution")
        CLOSED = "closed", _("Closed with a report")

    presidency = models.OneToOneField(Presidency, on_delete=models.PROTECT, related_name="annual_plan")
    #: the Strategic Plan that it advances (Tabla 1)
    plan = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="presidency_plans")
    #: the document whose versions are circulated; made with the first consultation
    document = models.OneToOneField(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="presidency_plan"
    )
    status = models.CharField(max_length=16, choices=Status, default=Status.DRAFT)
    #: the report that closes it
    report_es = models.TextField(blank=True)
    report_en = models.TextField(blank=True)
    report = text_in_two("report")
    tier = models.CharField(_("Visibility"), max_length=10, choices=Tier, default=Tier.MEMBERS)
    illustrative = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = PresidencyPlans.as_manager()

    class Meta:
        ordering = ("-presidency__order",)

    def __str__(self) -> str:
        return str(self.presidency)

    @property
    def drafting(self) -> bool:
        """Whether its lines may be changed."""
        return self.status == self.Status.DRAFT


class PresidencyLines(models.QuerySet["PresidencyLine"]):
    """The lines of a plan, by what a reader may see of what they take up."""

    def visible_to(self, user: type_of_reader) -> "PresidencyLines":
        """Leave out what takes up an activity or a decision that the reader may not see."""
        activities, decisions = Activity.objects.visible_to(user), Decision.objects.visible_to(user)
        seen = Q(activity=None) | Q(activity__in=activities.order_by().values("pk"))
        return self.filter(seen, Q(decision=None) | Q(decision__in=decisions.order_by().values("pk")))


class PresidencyLine(Bilingual):
    """A priority of the presidency's year: an activity or a decision that it takes up, or its initiative."""

    class Kind(models.TextChoices):
        ACTIVITY = "activity", _("Activity of the Strategic Plan")
        DECISION = "decision", _("Decision to be followed up")
        INITIATIVE = "initiative", _("Initiative of the presidency")

    class State(models.TextChoices):
        IN_PROCESS = "in_process", _("Under way")
        DONE = "done", _("Carried out")
        NOT_DONE = "not_done", _("Not carried out")

    annual_plan = models.ForeignKey(PresidencyPlan, on_delete=models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.INITIATIVE)
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title_es = models.CharField(_("Activity (Spanish)"), max_length=500, blank=True)
    title_en = models.CharField(_("Activity (English)"), max_length=500, blank=True)
    title = text_in_two("title")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pillars = models.ManyToManyField(Pillar, blank=True, related_name="presidency_lines")
    starts_on = models.DateField(_("From"), null=True, blank=True)
    ends_on = models.DateField(_("Until"), null=True, blank=True)
    responsible_es = models.CharField(_("Responsible (Spanish)"), max_length=200, blank=True)
    responsible_en = models.CharField(_("Responsible (English)"), max_length=200, blank=True)
    responsible = text_in_two("responsible")
    output_es = models.TextField(_("Expected output (Spanish)"), blank=True)
    output_en = models.TextField(_("Expected output (English)"), blank=True)
    output = text_in_two("output")
    state = models.CharField(_("Status"), max_length=12, choices=State, blank=True)
    state_on = models.DateField(_("Status as of"), null=True, blank=True)
    state_note_es = models.TextField(_("What was done (Spanish)"), blank=True)
    state_note_en = models.TextField(_("What was done (English)"), blank=True)
    state_note = text_in_two("state_note")
    #: the form that added it; sending it again adds nothing
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    illustrative = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = PresidencyLines.as_manager()

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["annual_plan", "activity"], name="activity_taken_up_once_a_presidency"
            ),
            models.UniqueConstraint(
                fields=["annual_plan", "decision"], name="decision_taken_up_once_a_presidency"
            ),
            models.CheckConstraint(
                name="presidency_line_has_a_title",
                condition=~Q(title_es="", title_en=""),
                violation_error_message=_("Write the activity in at least one language."),
            ),
            models.CheckConstraint(
                name="presidency_line_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The end must not be earlier than the start."),
            ),
            models.CheckConstraint(
                name="presidency_line_state_has_its_date",
                condition=Q(state="", state_on=None) | (~Q(state="") & Q(state_on__isnull=False)),
                violation_error_message=_("A status needs its date."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.annual_plan_id} {self.order}"


class PresidencyPlanStep(models.Model):
    """One step of a plan: who, when, on which decision, on which version of its text."""

    annual_plan = models.ForeignKey(PresidencyPlan, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    status = models.CharField(max_length=16, choices=PresidencyPlan.Status)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    capacity = models.CharField(max_length=200, blank=True)
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.annual_plan_id} {self.verb}"
