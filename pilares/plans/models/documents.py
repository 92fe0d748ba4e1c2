"""Programmatic documents and their versions (§1.4 Tabla 1), and how far each version has come (Tabla 2)."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Tier
from pilares.core.bilingual import Bilingual, text_in_two
from pilares.meetings.models import ByTier, Decision, Meeting
from pilares.people.models import Body, User


class Documents(ByTier):
    """The documents, and among them the plan that is shown and measured."""

    def the_plan(self) -> "Document | None":
        """Return the Strategic Plan in force, or the one that is held while none is, with its parameters.

        Between two plans that is the one that concluded last: the next one is not yet what is measured.
        """
        versions = list(
            Version.objects.filter(document__kind=Document.Kind.STRATEGIC_PLAN)
            .select_related("document__parameters")
            .order_by("document__order", "document", "number")
        )
        if not versions:
            return None
        in_force = [version for version in versions if version.status == Version.Status.IN_FORCE]
        ended = [v for v in versions if v.status == Version.Status.CONCLUDED]
        first = (in_force or ended[-1:] or versions)[0]
        held = [version for version in versions if version.document_id == first.document_id]
        shown: Version = max(held, key=lambda version: version.standing)
        shown.document.shown_version = shown.number
        shown.document.alone = len(held) == len(versions)
        return shown.document


class Document(Bilingual):
    """A programmatic document of the CRM, whether or not its text is held here (Tabla 1)."""

    class Kind(models.TextChoices):
        CHARTER = "charter", _("RCM Charter")
        STRATEGIC_PLAN = "strategic_plan", _("Strategic Plan")
        GROUP_PLAN = "group_plan", _("Working Group work plan")
        PRESIDENCY_PLAN = "presidency_plan", _("Annual work plan of the PPT")
        NETWORK = "network", _("Document of a liaison network")
        REPORT = "report", _("Report")
        TEXT = "text", _("Other text")

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    title_es = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    title = text_in_two("title")
    about_es = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    about = text_in_two("about")
    #: years as the document's own title gives them; nothing is computed from it
    period = models.CharField(max_length=30, blank=True)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    order = models.PositiveSmallIntegerField(default=0)
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.MEMBERS)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)
    #: the plan that it follows (§4.2, last paragraph)
    predecessor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors"
    )
    #: the instant from which a plan is only read, and the decision that concluded it (Tabla 2)
    concluded_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    #: number of the version in force, or of the last one; read by `the_plan`
    shown_version: int | None
    #: asked for by its period beside the plan that is shown and measured (`plan_asked`)
    aside = False
    #: the only Strategic Plan there is, as `the_plan` has just seen
    alone = False

    objects: ClassVar[Any] = Documents.as_manager()

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.title.text

    @property
    def asking(self) -> str:
        """What an address says to speak of this plan; nothing for the one that is shown and measured."""
        return self.query if self.aside else ""

    @property
    def query(self) -> str:
        """How an address asks for this plan."""
        return f"?plan={self.period}"


class Parameters(models.Model):
    """The numbers of a plan that its text sets, so that no rule carries one in code."""

    class MeetingsYear(models.TextChoices):
        CALENDAR = "calendar", _("Calendar year")
        PLAN_YEAR = "plan_year", _("Year of the plan")

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="parameters")
    #: «un máximo de tres actividades» (§3.9)
    priority_activities = models.PositiveSmallIntegerField(default=3, validators=[MinValueValidator(1)])
    #: «al menos, dos reuniones anuales» (§3.10 e)
    meetings_a_year = models.PositiveSmallIntegerField(default=2)
    #: in which year those meetings are counted: the plan does not say (§3.10 e), so the calendar's by default
    meetings_year = models.CharField(max_length=10, choices=MeetingsYear, default=MeetingsYear.CALENDAR)
    #: the decision that chose that year
    meetings_year_decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    #: «un período de implementación de tres (3) años» (§1.5)
    years = models.PositiveSmallIntegerField(default=3)
    #: whether «Finalizado» needs the target met; by default it does not, and the shortfall is said (AC-14)
    completed_needs_target = models.BooleanField(default=False)
    #: the decision that set that policy, for the note on method of the report
    completed_decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    #: fewer people than these are not published in a disaggregation (§3.6 g)
    small_number = models.PositiveSmallIntegerField(default=5)

    class Meta:
        verbose_name_plural = "parameters"

    def __str__(self) -> str:
        return self.document.code


class Version(models.Model):
    """One text of a document; its status moves only by recorded decisions (Tabla 2)."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_CONSULTATION = "in_consultation", _("In consultation")
        RECOMMENDED = "recommended", _("Recommended by the RCGM")
        APPROVED = "approved", _("Approved by the Vice-Ministerial Meeting")
        IN_FORCE = "in_force", _("In force")
        SUPERSEDED = "superseded", _("Superseded")
        CONCLUDED = "concluded", pgettext_lazy("plan", "Concluded")
        GIVEN_UP = "given_up", _("Given up")

    #: what a document shows as its text: in force, or as it stood when its plan concluded
    STANDING: ClassVar = (Status.IN_FORCE, Status.CONCLUDED)

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=16, choices=Status, default=Status.DRAFT)
    in_force_from = models.DateField(null=True, blank=True)
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.MEMBERS)
    #: the version whose text it began from
    based_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers"
    )
    #: where an adopted text was taken from: the Charter, a liaison network's document
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)

    objects: ClassVar[Any] = ByTier.as_manager()

    class Meta:
        ordering = ("document", "number")
        constraints = (models.UniqueConstraint(fields=["document", "number"], name="version_numbered_once"),)

    def __str__(self) -> str:
        return f"{self.document.code} v{self.number}"

    @property
    def adopted(self) -> bool:
        """Whether its text is closed: an adopted text and its notes are never edited (AC-04)."""
        return self.status not in {self.Status.DRAFT, self.Status.IN_CONSULTATION}

    @property
    def standing(self) -> tuple[int, int]:
        """How near it is to what is shown: in force, adopted, superseded, then drafts; later is nearer."""
        ranks = {
            self.Status.IN_FORCE: 3,
            self.Status.CONCLUDED: 3,
            self.Status.APPROVED: 2,
            self.Status.RECOMMENDED: 2,
            self.Status.SUPERSEDED: 1,
            self.Status.GIVEN_UP: -1,
        }
        return ranks.get(self.Status(self.status), 0), self.number


class VersionEvent(models.Model):
    """A step of a version with body, place, date and, where there is one, the decision."""

    class Step(models.TextChoices):
        DRAFTED = "drafted", _("drafted")
        CIRCULATED = "circulated", _("circulated to the Member Countries")
        TAKEN_BACK = "taken_back", _("taken back to be drafted again")
        GIVEN_UP = "given_up", _("given up")
        REGISTERED = "registered", _("registered as adopted")
        COUNTERSIGNED = "countersigned", _("countersigned by the Presidency Pro-Témpore")
        ENDORSED = "endorsed", _("structure and terms endorsed")
        RECOMMENDED = "recommended", _("approval recommended")
        APPROVED = "approved", _("approved")
        IN_FORCE = "in_force", _("in force")
        SUPERSEDED = "superseded", _("superseded")
        CONCLUDED = "concluded", pgettext_lazy("plan", "concluded")

    #: steps that members alone follow: how a draft came to be what it is
    INTERNAL: ClassVar = (Step.DRAFTED, Step.CIRCULATED, Step.TAKEN_BACK, Step.GIVEN_UP)
    #: the reason of whatever gives way to the version whose number comes after it
    FOLLOWED = "→ v"

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(max_length=16, choices=Step)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    detail_es = models.CharField(max_length=300, blank=True)
    detail_en = models.CharField(max_length=300, blank=True)
    detail = text_in_two("detail")
    #: section of the plan or document that says so
    citation = models.CharField(max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    illustrative = models.BooleanField(default=False)
    #: who wrote it down, and when; empty for what the source itself says
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    #: the text as it was circulated, anchor by anchor: a later draft does not change what members read
    text_then = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.version_id} {self.step}"

    @property
    def followed_by(self) -> str:
        """The number of the version that goes on from this one; empty where none does."""
        reason = self.reason
        return reason.removeprefix(self.FOLLOWED) if reason.startswith(self.FOLLOWED) else ""

    @property
    def what(self) -> str:
        """The step in words: a version that another one goes on from was not given up (Tabla 3)."""
        if self.followed_by:
            return gettext("continued in version %(number)s") % {"number": self.followed_by}
        return str(self.get_step_display())

    @property
    def why(self) -> str:
        """The reason as it was written; that another version follows is said by the step itself."""
        return "" if self.followed_by else self.reason

    @property
    def on_the_way(self) -> bool:
        """Whether it only leads to the step after it: a text is taken back before another follows it."""
        return self.step == self.Step.TAKEN_BACK and bool(self.followed_by)

    def citable(self, of: "Meeting | Decision | None") -> bool:
        """Whether whoever may read the version may also learn of its meeting or decision (§3.10)."""
        if of is None:
            return False
        tier = of.reach if isinstance(of, Decision) else of.tier
        return tier in {Tier.PUBLIC, self.version.tier}
