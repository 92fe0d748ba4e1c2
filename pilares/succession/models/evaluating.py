"""The evaluation of a plan by six criteria, written by people beside frozen evidence (§4.2, M21)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from pilares.core.access import Tier
from pilares.core.bilingual import Bilingual, text_in_two
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.models import GroupPlanStep
from pilares.people.access import standing_of, type_of_reader
from pilares.plans.models import Document
from pilares.reports.models import Frozen


class Criterion(models.TextChoices):
    """The six criteria of the DAC (2019): the headings of an evaluation."""

    RELEVANCE = "relevance", _("Relevance")
    COHERENCE = "coherence", _("Coherence")
    EFFECTIVENESS = "effectiveness", _("Effectiveness")
    EFFICIENCY = "efficiency", _("Efficiency")
    IMPACT = "impact", pgettext_lazy("criterion", "Impact")
    SUSTAINABILITY = "sustainability", _("Sustainability")


class Evaluations(models.QuerySet["Evaluation"]):
    """The evaluations, by what a reader may see."""

    def visible_to(self, user: type_of_reader) -> "Evaluations":
        """Those who steer see the draft, members what was sent to them, the others what is published."""
        standing = standing_of(user)
        if standing.steers:
            return self
        sent = Q(status__in=Evaluation.SENT)
        published = Q(status=Evaluation.Status.PUBLISHED, tier__in=standing.tiers)
        return self.filter(sent | published) if standing.member else self.filter(published)


class Evaluation(models.Model):
    """The evaluation of one plan; its status moves by the workflow alone."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("evaluation", "Draft")
        IN_CONSULTATION = "in_consultation", pgettext_lazy("evaluation", "In consultation")
        PRESENTED = "presented", pgettext_lazy("evaluation", "Presented to the RCGM")
        PUBLISHED = "published", pgettext_lazy("evaluation", "Published")

    #: what the Member Countries have in their hands
    SENT = (Status.IN_CONSULTATION, Status.PRESENTED, Status.PUBLISHED)
    #: while its texts can be written
    OPEN = (Status.DRAFT, Status.IN_CONSULTATION)

    plan = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="evaluation")
    status = models.CharField(max_length=16, choices=Status, default=Status.DRAFT)
    #: how far it reaches once it is published; publishing is an explicit act
    tier = models.CharField(_("Visibility"), max_length=10, choices=Tier, default=Tier.MEMBERS)
    begun_at = models.DateTimeField()
    illustrative = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = Evaluations.as_manager()

    def __str__(self) -> str:
        return f"{self.plan.code}"


class EvaluationText(Bilingual):
    """One of its texts: terms of reference, or questions, findings and recommendations of a criterion.

    What is said of each of the weaknesses a-m of 2017 is one text each (§3.1).
    """

    class Kind(models.TextChoices):
        TERMS = "terms", _("Terms of reference")
        QUESTIONS = "questions", _("Questions")
        FINDINGS = "findings", _("Findings")
        RECOMMENDATIONS = "recommendations", _("Recommendations")
        WEAKNESS = "weakness", _("The weakness today")

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="texts")
    kind = models.CharField(max_length=16, choices=Kind)
    #: the criterion, or the letter of the weakness; empty for the terms of reference
    about = models.CharField(max_length=16, blank=True)
    text_es = models.TextField(_("Spanish"), blank=True, max_length=20_000)
    text_en = models.TextField(_("English"), blank=True, max_length=20_000)
    text = text_in_two("text")
    written_at = models.DateTimeField(null=True, blank=True)
    capacity = models.CharField(max_length=200, blank=True)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["evaluation", "kind", "about"], name="evaluation_text_once"),
        )

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.kind} {self.about}"


class Evidence(models.Model):
    """What a finding rests on: a frozen report, what a group presented, or a permanent citation."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="evidence")
    criterion = models.CharField(_("Criterion"), max_length=16, choices=Criterion)
    copy = models.ForeignKey(Frozen, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(GroupPlanStep, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: the address of a page as of a day, or of a decision, within this site
    address = models.CharField(max_length=300, blank=True)
    note_es = models.CharField(_("What it shows (Spanish)"), max_length=300, blank=True)
    note_en = models.CharField(_("What it shows (English)"), max_length=300, blank=True)
    note = text_in_two("note")
    at = models.DateTimeField()
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(
                name="evidence_is_one_frozen_thing",
                condition=Q(copy__isnull=False, step=None, address="")
                | Q(copy=None, step__isnull=False, address="")
                | (Q(copy=None, step=None) & ~Q(address="")),
                violation_error_message=_("Choose one piece of evidence."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.criterion}"


class EvaluationStep(models.Model):
    """One step of an evaluation: who, when, at which meeting, on which decision."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    status = models.CharField(max_length=16, choices=Evaluation.Status)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    capacity = models.CharField(max_length=200, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.verb}"
