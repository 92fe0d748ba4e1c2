"""The activity: the row of the matrix, with everything that §3.9, §4.2 and §4.3 ask of it."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import Bilingual, text_in_two
from pilares.core.history import HistoryByRow
from pilares.core.search import fold
from pilares.meetings.models import Decision, Meeting
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Country
from pilares.plans.models import Document, Objective, Placement, PlanYear, Principle

PACE_HOLDS_FOR = timedelta(days=120)
DUE_SOON = timedelta(days=30)


def sort_key_for(group: Body, number: int) -> str:
    """Return the place of a group's n-th activity in the fixed order of the matrix."""
    return f"{group.order:03d}-{group.code}-{number:05d}"


class Activities(models.QuerySet["Activity"]):
    """The activities, by what a reader may see and by where they stand."""

    def visible_to(self, user: type_of_reader) -> "Activities":
        """Keep what the reader's tiers reach, and in their own groups everything (§3.10)."""
        standing = standing_of(user)
        if standing.steers:
            return self
        reached = Q(tier__in=standing.tiers)
        if not standing.member:  # a group's draft is not yet what the CRM shows (AC-01)
            reached &= ~Q(stage__in=Activity.DRAFTS)
        return (
            self.filter(reached | Q(group__in=standing.groups)) if standing.groups else self.filter(reached)
        )

    def in_the_matrix(self) -> "Activities":
        """Keep the rows of the follow-up matrix: prioritised, in force or closed."""
        return self.filter(stage__in=Activity.ROWS)

    def of_the_plan(self) -> "Activities":
        """Keep what counts in the plan's totals: rows of standing groups (AC-13)."""
        return self.in_the_matrix().exclude(group__kind=Body.Kind.AD_HOC)


class Activity(Bilingual):
    """What a working group does; its official state is declared by people and never computed (§4.2.7)."""

    class Scope(models.TextChoices):
        NATIONAL = "national", _("National")
        SUBREGIONAL = "subregional", _("Subregional")
        REGIONAL = "regional", _("Regional")

    class State(models.TextChoices):
        COMPLETED = "completed", _("Completed")
        IN_PROCESS = "in_process", _("In process of implementation")
        NOT_ACHIEVED = "not_achieved", _("Not achieved")

    class Stage(models.TextChoices):
        PROPOSED = "proposed", _("Candidate")
        PRIORITISED = "prioritised", _("Prioritised")
        IN_FORCE = "in_force", _("In force")
        CLOSED = "closed", _("Closed")
        REPLACED = "replaced", _("Replaced")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Pace(models.TextChoices):
        ON_TRACK = "on_track", _("On track")
        AT_RISK = "at_risk", _("At risk")
        DELAYED = "delayed", _("Delayed")

    class GenderMarker(models.IntegerChoices):
        NOT_TARGETED = 0, _("0, not targeted")
        SIGNIFICANT = 1, _("1, significant")
        PRINCIPAL = 2, _("2, principal")

    class Lineage(models.TextChoices):
        CONTINUES = "continues", _("Continues")
        REFORMULATES = "reformulates", _("Reformulates")

    #: the stages of a draft, those that are rows of the matrix, and those that left it by decision
    DRAFTS = (Stage.PROPOSED, Stage.PRIORITISED)
    ROWS = (Stage.PRIORITISED, Stage.IN_FORCE, Stage.CLOSED)
    LEFT = (Stage.REPLACED, Stage.WITHDRAWN)

    plan = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="activities")
    group = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="activities")
    code = models.CharField(max_length=20, unique=True)
    #: the fixed order of the matrix: group, then number (`sort_key_for`)
    sort_key = models.CharField(max_length=30, editable=False)
    #: what the search of the matrix looks through, without accents and in small letters
    searched = models.TextField(blank=True, editable=False)
    #: the same of its themes, parties, results and indicators (`reindex`)
    searched_parts = models.TextField(blank=True, editable=False)
    title_es = models.CharField(_("Activity (Spanish)"), max_length=300, blank=True)
    title_en = models.CharField(_("Activity (English)"), max_length=300, blank=True)
    title = text_in_two("title")
    about_es = models.TextField(_("Description (Spanish)"), blank=True)
    about_en = models.TextField(_("Description (English)"), blank=True)
    about = text_in_two("about")
    objectives = models.ManyToManyField(Objective, blank=True, related_name="activities")
    placements = models.ManyToManyField(Placement, through="ActivityPlacement", related_name="activities")
    principles = models.ManyToManyField(Principle, blank=True, related_name="activities")
    scope = models.CharField(_("Scope"), max_length=12, choices=Scope, blank=True)
    countries = models.ManyToManyField(Country, blank=True, related_name="activities")
    years = models.ManyToManyField(PlanYear, blank=True, related_name="activities")
    due_on = models.DateField(_("Completion deadline"), null=True, blank=True)
    monitored_by = models.DateField(_("Monitoring deadline"), null=True, blank=True)

    stage = models.CharField(_("Stage"), max_length=12, choices=Stage, default=Stage.PROPOSED)
    #: a change of stage that waits for the RCGM's endorsement; the version in force shows `stage`
    next_stage = models.CharField(max_length=12, choices=Stage, blank=True)
    #: the place among the group's priority activities in its draft plan, 1 to the plan's maximum (§3.9)
    slot = models.PositiveSmallIntegerField(null=True, blank=True)
    #: the day on which the group asked the RCGM about a candidate without a free place (AC-01)
    consulted_on = models.DateField(null=True, blank=True)
    stage_reason = models.TextField(_("Reason"), blank=True)
    stage_decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="activities_moved"
    )
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    #: the activity of the plan before that it continues or reformulates (§4.2, AC-12)
    predecessor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors"
    )
    lineage = models.CharField(max_length=12, choices=Lineage, blank=True)

    state = models.CharField(_("Status"), max_length=12, choices=State, blank=True)
    state_on = models.DateField(_("Declared on"), null=True, blank=True)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state_note_es = models.TextField(blank=True)
    state_note_en = models.TextField(blank=True)
    state_note = text_in_two("state_note")
    #: why it is completed though a target was not met, and where that can be checked (AC-14)
    shortfall_es = models.TextField(blank=True)
    shortfall_en = models.TextField(blank=True)
    shortfall = text_in_two("shortfall")
    shortfall_evidence = models.CharField(max_length=300, blank=True)

    pace = models.CharField(_("Pace"), max_length=10, choices=Pace, blank=True)
    pace_note_es = models.TextField(blank=True)
    pace_note_en = models.TextField(blank=True)
    pace_note = text_in_two("pace_note")
    pace_on = models.DateField(null=True, blank=True)

    gender_marker = models.PositiveSmallIntegerField(
        _("Gender marker"), choices=GenderMarker, null=True, blank=True
    )
    gender_reason_es = models.TextField(blank=True)
    gender_reason_en = models.TextField(blank=True)
    gender_reason = text_in_two("gender_reason")
    sources = models.ManyToManyField(Document, blank=True, related_name="taken_up_by")
    decisions = models.ManyToManyField(Decision, blank=True, related_name="activities")
    tier = models.CharField(_("Visibility"), max_length=10, choices=Tier, default=Tier.MEMBERS)
    #: the form that added it; sending it again adds nothing (screens.md, «idempotency key»)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    #: grows with each change; the slower of two writers is refused (AC-10)
    version = models.PositiveIntegerField(default=1, editable=False)
    illustrative = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = Activities.as_manager()
    history: ClassVar[Any] = HistoryByRow(
        excluded_fields=["version", "sort_key", "searched", "searched_parts", "form_key"]
    )

    class Meta:
        ordering = ("sort_key",)
        verbose_name_plural = "activities"
        constraints = (
            models.UniqueConstraint(fields=["plan", "group", "slot"], name="priority_slot_taken_once"),
            models.CheckConstraint(name="priority_slot_from_one", condition=Q(slot=None) | Q(slot__gte=1)),
            models.CheckConstraint(
                name="activity_has_a_title",
                condition=~Q(title_es="", title_en=""),
                violation_error_message=_("Write the activity in at least one language."),
            ),
            models.CheckConstraint(
                name="state_has_its_date",
                condition=Q(state="", state_on=None) | (~Q(state="") & Q(state_on__isnull=False)),
                violation_error_message=_("A status needs the date on which the group declared it."),
            ),
        )
        indexes = (
            models.Index(fields=["plan", "sort_key"], name="activity_in_order"),
            models.Index(fields=["plan", "group", "stage", "state", "tier"], name="activity_counts"),
        )

    def __str__(self) -> str:
        return self.code

    def own_words(self) -> str:
        """What the search looks through of the activity itself."""
        return fold(f"{self.code} {self.title_es} {self.title_en}")

    @property
    def draft_stage(self) -> str:
        """Where it stands in the group's draft, once what waits for endorsement is counted in (AC-01)."""
        return self.next_stage or self.stage

    @property
    def left(self) -> bool:
        """Whether a decision took it out of the totals (replaced or withdrawn)."""
        return self.stage in self.LEFT

    def pace_expired(self, on: date | None = None) -> bool:
        """Whether the pace note is older than 120 days and says nothing about today any more."""
        return self.pace_on is not None and (on or clock.today()) - self.pace_on > PACE_HOLDS_FOR

    def overdue(self, on: date | None = None) -> bool:
        """Whether the deadline has passed without the group having declared an end."""
        ended = self.state in {self.State.COMPLETED, self.State.NOT_ACHIEVED}
        return self.due_on is not None and not ended and self.due_on < (on or clock.today())

    def due_soon(self, on: date | None = None) -> bool:
        """Whether the deadline falls within the next 30 days and the group has not declared an end."""
        day = on or clock.today()
        ended = self.state in {self.State.COMPLETED, self.State.NOT_ACHIEVED}
        return self.due_on is not None and not ended and day <= self.due_on <= day + DUE_SOON
