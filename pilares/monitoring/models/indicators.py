"""Expected results and their indicators, as registered (§3.9, §4.1, §4.2.4); measuring comes after."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pilares.core import clock
from pilares.core.bilingual import Bilingual, Wording, text_in_two, told
from pilares.core.days import written_days
from pilares.meetings.models import Decision
from pilares.monitoring.maths.amounts import Amount, is_one
from pilares.monitoring.models.activities import Activity
from pilares.people.access import standing_of, type_of_reader

BASELINE_TO_COME = _("A baseline is a value that was observed: its day cannot be in the future.")


def in_code_order(path: str = "") -> tuple[str | Length, ...]:
    """Return how indicators are ordered by the database: as their activities, then …-2 before …-10."""
    return (f"{path}activity__sort_key", Length(f"{path}code"), f"{path}code")


def unit_beside(number: Amount | None, unit: Wording, one: Wording) -> Wording:
    """Return a unit as it stands beside a number; without a singular in its language, as it was written."""
    return one if one and one.lang == unit.lang and is_one(number) else unit


class Level(models.TextChoices):
    """What kind of change a result or an indicator speaks of (§4.1)."""

    OUTPUT = "output", _("Output")
    OUTCOME = "outcome", _("Outcome")
    IMPACT = "impact", _("Impact")


class Dimension(models.TextChoices):
    """What an indicator's values may be told apart by (§3.6 g, monitoring-model §2)."""

    SEX = "sex", _("Sex")
    AGE_GROUP = "age_group", _("Age group (children and adolescents)")
    COUNTRY = "country", _("Country")
    NATIONALITY = "nationality", _("Nationality")
    MIGRATORY_CONDITION = "migratory_condition", _("Migratory condition")
    DISABILITY = "disability", _("Disability")
    LGBTI = "lgbti", _("LGBTI")


class Vocabulary(models.TextChoices):
    """Other frameworks to which an indicator may refer."""

    SDG = "sdg", _("SDG indicator")
    GCM = "gcm", _("GCM objective")
    OTHER = "other", _("Other")


class Result(Bilingual):
    """What a group expects of an activity (§3.9, «Resultado(s) esperado(s)»)."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="results")
    level = models.CharField(_("Level"), max_length=8, choices=Level, default=Level.OUTCOME)
    text_es = models.TextField(_("Expected result (Spanish)"), blank=True)
    text_en = models.TextField(_("Expected result (English)"), blank=True)
    text = text_in_two("text")
    order = models.PositiveSmallIntegerField(default=0)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                name="result_has_a_text",
                condition=~Q(text_es="", text_en=""),
                violation_error_message=_("Write the expected result in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return self.text.text[:80]


class Indicators(models.QuerySet["Indicator"]):
    """The indicators, by what a reader may see."""

    def visible_to(self, user: type_of_reader) -> "Indicators":
        """Keep those of the activities that the reader may see, drafts included or not alike."""
        if standing_of(user).steers:
            return self
        return self.filter(activity__in=Activity.objects.visible_to(user))


class Indicator(Bilingual):
    """How a result is known: registered with name, level, who measures and by when (monitoring-model §2)."""

    class Measure(models.TextChoices):
        UNIT = "unit", _("Unit")
        PERCENTAGE = "percentage", _("Percentage")
        NOMINAL = "nominal", _("Nominal")
        ORDINAL = "ordinal", _("Ordinal")
        QUALITATIVE = "qualitative", _("Qualitative")
        MILESTONE = "milestone", _("Milestones")

    class Direction(models.TextChoices):
        ASCENDING = "ascending", _("Ascending")
        DESCENDING = "descending", _("Descending")
        MAINTAIN = "maintain", _("Maintain")
        RANGE = "range", _("Range")

    class BaselineStatus(models.TextChoices):
        ESTABLISHED = "established", _("Established")
        TO_BE_ESTABLISHED = "to_be_established", _("To be established")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")

    class OverTime(models.TextChoices):
        SUM = "sum", _("Sum (flow)")
        LATEST = "latest", _("Latest (level)")
        AVERAGE = "average", _("Average")
        MAXIMUM = "maximum", _("Maximum")
        MINIMUM = "minimum", _("Minimum")
        DISTINCT = "distinct", _("Different countries (union)")
        RATIO = "ratio", _("Ratio (numerators over denominators)")
        NONE = "none", _("Not aggregable")

    class OverCountries(models.TextChoices):
        SUM = "sum", _("Sum of the countries")
        RATIO = "ratio", _("Ratio of the countries")
        COUNT = "count", _("Number of countries that meet it")
        NONE = "none", _("Reported for the region as a whole")

    class Frequency(models.TextChoices):
        QUARTERLY = "quarterly", _("Every three months")
        HALF_YEARLY = "half_yearly", _("Every six months")
        YEARLY = "yearly", _("Every year")
        ONCE = "once", _("Once")

    class TargetKind(models.TextChoices):
        YEARLY = "yearly", _("For each period alone")
        CUMULATIVE = "cumulative", _("Accumulated since the beginning")

    class Keep(models.TextChoices):
        AT_LEAST = "at_least", _("At least")
        AT_MOST = "at_most", _("At most")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="indicators")
    result = models.ForeignKey(
        Result, null=True, blank=True, on_delete=models.SET_NULL, related_name="indicators"
    )
    code = models.CharField(max_length=24, unique=True)
    level = models.CharField(_("Level"), max_length=8, choices=Level, blank=True)
    name_es = models.CharField(_("Indicator (Spanish)"), max_length=300, blank=True)
    name_en = models.CharField(_("Indicator (English)"), max_length=300, blank=True)
    name = text_in_two("name")
    definition_es = models.TextField(_("Definition (Spanish)"), blank=True)
    definition_en = models.TextField(_("Definition (English)"), blank=True)
    definition = text_in_two("definition")
    measure = models.CharField(_("Type of measure"), max_length=12, choices=Measure, blank=True)
    direction = models.CharField(_("Direction"), max_length=12, choices=Direction, blank=True)
    #: on which side of its target a value to be maintained stays
    keep = models.CharField(_("To be maintained at"), max_length=8, choices=Keep, blank=True)
    unit_es = models.CharField(_("Unit (Spanish)"), max_length=60, blank=True)
    unit_en = models.CharField(_("Unit (English)"), max_length=60, blank=True)
    unit = text_in_two("unit")
    #: what it is called where there is one of it: «1 country»
    unit_one_es = models.CharField(_("Unit in the singular (Spanish)"), max_length=60, blank=True)
    unit_one_en = models.CharField(_("Unit in the singular (English)"), max_length=60, blank=True)
    unit_one = text_in_two("unit_one")
    numerator_es = models.CharField(_("Numerator (Spanish)"), max_length=300, blank=True)
    numerator_en = models.CharField(_("Numerator (English)"), max_length=300, blank=True)
    numerator = text_in_two("numerator")
    denominator_es = models.CharField(_("Denominator (Spanish)"), max_length=300, blank=True)
    denominator_en = models.CharField(_("Denominator (English)"), max_length=300, blank=True)
    denominator = text_in_two("denominator")
    natural_min = models.DecimalField(
        _("Lowest possible value"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    natural_max = models.DecimalField(
        _("Highest possible value"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    decimals = models.PositiveSmallIntegerField(
        _("Decimals"), null=True, blank=True, validators=[MaxValueValidator(4)]
    )
    over_time = models.CharField(_("Aggregation over time"), max_length=10, choices=OverTime, blank=True)
    over_countries = models.CharField(
        _("Aggregation over countries"), max_length=10, choices=OverCountries, blank=True
    )
    #: from which value of its own, or down to which, a country is counted as meeting it
    meets = models.DecimalField(
        _("A country meets it with"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    meets_when = models.CharField(_("That value or"), max_length=8, choices=Keep, blank=True)
    frequency = models.CharField(_("Frequency"), max_length=12, choices=Frequency, blank=True)
    baseline_status = models.CharField(_("Baseline"), max_length=20, choices=BaselineStatus, blank=True)
    baseline = models.DecimalField(
        _("Baseline value"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    baseline_on = models.DateField(_("Baseline date"), null=True, blank=True)
    baseline_source = models.CharField(_("Baseline source"), max_length=300, blank=True)
    baseline_expected_on = models.DateField(_("Baseline expected on"), null=True, blank=True)
    #: the target in force; its versions stand in `Target` (AC-17), and only `revise_target` moves it
    target = models.DecimalField(_("Target"), max_digits=18, decimal_places=4, null=True, blank=True)
    #: the upper end of a range target
    target_upper = models.DecimalField(
        _("Upper end of the target"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    #: what the target of a period says: that period alone, or everything until its end
    target_kind = models.CharField(_("Targets of periods"), max_length=10, choices=TargetKind, blank=True)
    target_note_es = models.CharField(max_length=200, blank=True)
    target_note_en = models.CharField(max_length=200, blank=True)
    target_note = text_in_two("target_note")
    measured_by_es = models.CharField(_("Who measures (Spanish)"), max_length=200, blank=True)
    measured_by_en = models.CharField(_("Who measures (English)"), max_length=200, blank=True)
    measured_by = text_in_two("measured_by")
    monitored_by = models.DateField(_("Monitoring deadline"), null=True, blank=True)
    verification_es = models.TextField(_("Means of verification (Spanish)"), blank=True)
    verification_en = models.TextField(_("Means of verification (English)"), blank=True)
    verification = text_in_two("verification")
    data_source_es = models.TextField(_("Data source (Spanish)"), blank=True)
    data_source_en = models.TextField(_("Data source (English)"), blank=True)
    data_source = text_in_two("data_source")
    method_es = models.TextField(_("Method (Spanish)"), blank=True)
    method_en = models.TextField(_("Method (English)"), blank=True)
    method = text_in_two("method")
    limitations_es = models.TextField(_("Limitations (Spanish)"), blank=True)
    limitations_en = models.TextField(_("Limitations (English)"), blank=True)
    limitations = text_in_two("limitations")
    #: the criteria of the quality checklist that the group says it meets
    quality = models.JSONField(_("Quality checklist"), default=list, blank=True)
    #: dimensions to report by: sex, age group, country… (§3.6 g)
    disaggregation = models.JSONField(_("Disaggregation"), default=list, blank=True)
    #: codes of other frameworks that it answers to, as `sdg:10.7.1`; see `Vocabulary`
    references = models.JSONField(_("References"), default=list, blank=True)
    #: from which per cent of what is expected each pace counts, where a decision departs from the plan's
    pace_on_course = models.PositiveSmallIntegerField(_("On course from (%)"), null=True, blank=True)
    pace_insufficient = models.PositiveSmallIntegerField(
        _("Insufficient progress from (%)"), null=True, blank=True
    )
    pace_reason = models.TextField(_("Reason"), blank=True, default="")
    pace_decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators_paced"
    )
    #: the template that it was begun from, as its source calls it: it stays marked, however it was rewritten
    template = models.CharField(_("Begun from"), max_length=60, blank=True, default="", editable=False)
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[Any] = Indicators.as_manager()
    history: ClassVar[Any] = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering = (Length("code"), "code")  # of one activity: …-2 before …-10
        constraints = (
            models.CheckConstraint(
                name="indicator_has_a_name",
                condition=~Q(name_es="", name_en=""),
                violation_error_message=_("Write the indicator in at least one language."),
            ),
            models.CheckConstraint(
                name="established_baseline_has_value_and_date",
                condition=~Q(baseline_status="established")
                | Q(baseline__isnull=False, baseline_on__isnull=False)
                | Q(measure="qualitative"),
                violation_error_message=_("An established baseline needs its value and its date."),
            ),
            models.CheckConstraint(
                name="own_pace_by_decision",
                condition=Q(pace_on_course=None, pace_insufficient=None, pace_decision=None)
                | (
                    Q(pace_on_course__gt=F("pace_insufficient"), pace_decision__isnull=False)
                    & ~Q(pace_reason="")
                ),
                violation_error_message=_(
                    "Own thresholds need both numbers in order, a reason and a decision."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.code

    def unit_of(self, number: Amount | None, reader: str = "") -> Wording:
        """Return the unit as it stands beside a number: «1 country», «3 countries»."""
        unit = told(self, "unit_es", "unit_en", reader)
        return unit_beside(number, unit, told(self, "unit_one_es", "unit_one_en", reader))

    def clean(self) -> None:
        """A baseline was observed: its day has come."""
        super().clean()
        if self.baseline is not None and self.baseline_on and self.baseline_on > clock.today():
            raise ValidationError({"baseline_on": BASELINE_TO_COME})

    @property
    def baseline_told(self) -> str:
        """Its source with the days in it as the reader writes them: where a plan went on, a day was noted."""
        return written_days(self.baseline_source)

    @property
    def registered(self) -> bool:
        """Whether it has what §4.2 asks: name, level, who measures and by when."""
        named = self.name_es or self.name_en
        lead = self.measured_by_es or self.measured_by_en
        return bool(named and self.level and lead and self.monitored_by)


class IndicatorMilestone(models.Model):
    """A step of an indicator measured by milestones, with its weight; the weights sum to 100 (§5)."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="steps")
    text_es = models.CharField(max_length=300, blank=True)
    text_en = models.CharField(max_length=300, blank=True)
    text = text_in_two("text")
    weight = models.DecimalField(_("Weight (%)"), max_digits=5, decimal_places=2)
    due_on = models.DateField(_("Expected on"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                name="milestone_weight_in_per_cent",
                condition=Q(weight__gt=0, weight__lte=100),
                violation_error_message=_("A weight is more than 0 and at most 100."),
            ),
        )

    def __str__(self) -> str:
        return self.text.text
