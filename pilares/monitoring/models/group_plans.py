"""A group's three-year plan and its yearly review (§3.9, §3.10, M8, M14)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilares.core.access import Tier
from pilares.core.bilingual import text_in_two
from pilares.core.numbers import natural
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.models.activities import Activity
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body
from pilares.plans.models import Document, PlanYear


class GroupPlan(models.Model):
    """The work plan of one group within one Strategic Plan; its status moves by the workflow alone."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("plan", "Draft")
        REVIEWED = "reviewed", _("Reviewed by the group")
        PRESENTED = "presented", _("Presented to the RCGM")
        ENDORSED = "endorsed", pgettext_lazy("plan", "Endorsed by the RCGM")
        IN_FORCE = "in_force", pgettext_lazy("plan", "In force")
        IN_REVIEW = "in_review", _("In yearly review")
        CLOSED = "closed", pgettext_lazy("plan", "Closed")

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

    def activities(self) -> Any:
        """Return the group's activities within the plan, whatever their stage."""
        return Activity.objects.filter(plan=self.plan_id, group=self.group_id)

    def drafted(self) -> Any:
        """Return the rows of the draft, once what waits for endorsement is counted in (AC-01)."""
        return self.activities().filter(stage__in=Activity.ROWS, next_stage="")

    def in_force(self) -> Any:
        """Return what the version in force works on."""
        return self.activities().filter(stage=Activity.Stage.IN_FORCE)

    def pending(self) -> Any:
        """Return what the RCGM has still to endorse: what joins the plan, and what leaves it."""
        return self.activities().filter(Q(stage=Activity.Stage.PRIORITISED) | ~Q(next_stage=""))

    def changes(self) -> dict[str, str]:
        """Return what waits for endorsement as codes and the stage that each would take."""
        rows = self.pending().values_list("code", "next_stage")
        return {code: target or str(Activity.Stage.IN_FORCE) for code, target in rows}

    def presented(self) -> "GroupPlanStep | None":
        """Return the last presentation to the RCGM, with what was presented."""
        return self.steps.filter(verb="present").last() if self.pk else None

    def changed_since_presented(self) -> list[str]:
        """Return the codes of what waits for endorsement otherwise than it was presented."""
        step = self.presented()
        before: dict[str, str] = (step.snapshot or {}).get("changes", {}) if step else {}
        moved = {code for code, _stage in before.items() ^ self.changes().items()}
        return sorted(moved, key=natural)

    def open_review(self) -> "Review | None":
        """Return the review that the group has not closed yet."""
        return self.reviews.filter(closed_at=None).first() if self.pk else None

    def not_reviewed(self) -> list[str]:
        """Return the codes of activities in force whose line in the open review is missing or unfinished."""
        review = self.open_review()
        lines = review.lines.select_related("activity") if review else ()
        done = {line.activity_id for line in lines if line.complete}
        rows = self.in_force().values_list("pk", "code")
        return [code for pk, code in rows if pk not in done]


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


class Reviews(models.QuerySet["Review"]):
    """The reviews, by what a reader may see."""

    def visible_to(self, user: type_of_reader) -> "Reviews":
        """Keep what the reader's tiers reach once it is closed; the open ones are the members' work."""
        standing = standing_of(user)
        if standing.steers:
            return self
        reached = Q(tier__in=standing.tiers)
        if not standing.member:
            return self.filter(reached, closed_at__isnull=False)
        return self.filter(reached | Q(group_plan__group__in=standing.groups))


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

    objects: ClassVar[Any] = Reviews.as_manager()

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

    @property
    def asks_why(self) -> bool:
        """Whether what follows is a change, or holds to an activity that lost its relevance."""
        changes = {self.Outcome.CHANGE, self.Outcome.REPLACE, self.Outcome.WITHDRAW}
        return self.outcome in changes or self.relevant is False

    @property
    def complete(self) -> bool:
        """Whether the group said what was reached, whether it is still relevant, what follows and why."""
        said = bool(self.outcome and self.reached) and self.relevant is not None
        return said and (bool(self.changes) or not self.asks_why)
