"""A group's three-year plan and its yearly review (§3.9, §3.10, M8, M14)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Tier
from pilares.core.bilingual import text_in_two
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.models.activities import Activity
from pilares.people.models import Body
from pilares.plans.models import Document, PlanYear


class GroupPlan(models.Model):
    """The work plan of one group within one Strategic Plan; its status moves by the workflow alone."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEWED = "reviewed", _("Reviewed by the group")
        PRESENTED = "presented", _("Presented to the RCGM")
        ENDORSED = "endorsed", _("Endorsed by the RCGM")
        IN_FORCE = "in_force", _("In force")
        IN_REVIEW = "in_review", _("In yearly review")
        CLOSED = "closed", _("Closed")

    plan = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="group_plans")
    group = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="group_plans")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False)
    illustrative = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("group__order",)
        constraints = (models.UniqueConstraint(fields=["plan", "group"], name="one_plan_a_group"),)

    def __str__(self) -> str:
        return f"{self.group} {self.plan.period}"


class GroupPlanStep(models.Model):
    """One step of a group's plan: who, when, at which meeting, on which decision."""

    group_plan = models.ForeignKey(GroupPlan, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=GroupPlan.Status)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    capacity = models.CharField(max_length=200, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    #: the §3.9 table as it was presented, so that what was endorsed can be read for ever
    snapshot = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.group_plan_id} {self.verb}"


class Review(models.Model):
    """A group's review, update and evaluation of one year (§3.10, last paragraph)."""

    group_plan = models.ForeignKey(GroupPlan, on_delete=models.CASCADE, related_name="reviews")
    year = models.ForeignKey(PlanYear, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: how far it reaches once it is closed; until then it is the Member Countries' work
    tier = models.CharField(_("Visibility"), max_length=10, choices=Tier, default=Tier.MEMBERS)

    class Meta:
        ordering = ("year__number",)
        constraints = (models.UniqueConstraint(fields=["group_plan", "year"], name="one_review_a_year"),)

    def __str__(self) -> str:
        return f"{self.group_plan_id} {self.year}"


class ReviewLine(models.Model):
    """What the group says of one activity in a year: what was reached, what changes and why."""

    class Outcome(models.TextChoices):
        CONTINUE = "continue", _("Continues as it is")
        CHANGE = "change", _("Changes")
        REPLACE = "replace", _("To be replaced")
        WITHDRAW = "withdraw", _("To be withdrawn")
        FINISHED = "finished", _("Finished")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="lines")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(_("What follows"), max_length=10, choices=Outcome, blank=True)
    reached_es = models.TextField(_("What was reached (Spanish)"), blank=True)
    reached_en = models.TextField(_("What was reached (English)"), blank=True)
    reached = text_in_two("reached")
    changes_es = models.TextField(_("What changes, and why (Spanish)"), blank=True)
    changes_en = models.TextField(_("What changes, and why (English)"), blank=True)
    changes = text_in_two("changes")
    #: whether the activity is still relevant (§1.5)
    relevant = models.BooleanField(_("Still relevant"), null=True, blank=True)
    #: state, deadline and indicators as they stood when the review was closed
    stood = models.JSONField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("activity__sort_key",)
        constraints = (models.UniqueConstraint(fields=["review", "activity"], name="reviewed_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.review_id} {self.activity_id}"
