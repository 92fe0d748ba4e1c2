"""An indicator as a person types it: its full record in groups, its periods, milestones and revisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.forms import AmountField, DayInput
from pilares.meetings.models import Decision
from pilares.monitoring.actions import StepRow
from pilares.monitoring.forms.parts import PartForm
from pilares.monitoring.forms.references import ReferencesField
from pilares.monitoring.models import Dimension, Indicator, IndicatorMilestone, Period
from pilares.monitoring.queries.sheet import checklist_of, period_name
from pilares.monitoring.queries.values import number_words
from pilares.people.access import type_of_reader

#: the record in the order of monitoring-model §2: title, words, fields
GROUPS = (
    (_("What it is"), "", ("name_es", "name_en", "original_language", "level", "result", "definition_es",
                           "definition_en")),
    (_("How it is measured"), _("Until this is complete, no progress is shown."),
     ("measure", "unit_es", "unit_en", "unit_one_es", "unit_one_en", "numerator_es", "numerator_en",
      "denominator_es", "denominator_en", "direction", "keep", "natural_min", "natural_max", "decimals",
      "over_time", "over_countries", "meets", "meets_when")),
    (_("Where it starts"), _("What nobody knows yet is not zero: say that it is to be established."),
     ("baseline_status", "baseline", "baseline_on", "baseline_source", "baseline_expected_on")),
    (_("Where it is to arrive"), _("Once it is measurable, only a decision revises the target."),
     ("target", "target_upper", "target_note_es", "target_note_en", "target_kind")),
    (_("Who measures, when and from what"), "",
     ("measured_by_es", "measured_by_en", "monitored_by", "frequency", "data_source_es", "data_source_en",
      "method_es", "method_en", "verification_es", "verification_en", "limitations_es", "limitations_en")),
    (_("What else is told"), "", ("disaggregation", "references", "quality")),
)  # fmt: skip

AMOUNTS = ("natural_min", "natural_max", "meets", "baseline", "target", "target_upper")


@dataclass(frozen=True)
class Group:
    """Fields under one heading."""

    title: str
    about: str
    fields: tuple[BoundField, ...]


class Ticks(forms.MultipleChoiceField):
    """Boxes of which none need be ticked; an empty text among them is none."""

    def to_python(self, value: Any) -> list[str]:
        """Return what was ticked."""
        return [tick for tick in super().to_python(value) if tick]


class IndicatorForm(PartForm):
    """An indicator: registered with name, level, who measures and by when (§4.2), then measurable."""

    needed = "name"
    template_name = "monitoring/_indicator_form.html"

    disaggregation = forms.MultipleChoiceField(
        label=_("Disaggregation"),
        help_text=_("By what the values will be told apart (§3.6 g)."),
        choices=Dimension,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    references = ReferencesField()
    quality = Ticks(
        label=_("Quality checklist"),
        help_text=_("What the group says that the indicator meets."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Indicator
        fields = tuple(name for _title, _about, names in GROUPS for name in names)
        field_classes = dict.fromkeys(AMOUNTS, AmountField)
        widgets = {"original_language": forms.RadioSelect}
        labels = {"original_language": _("Original language")}
        help_texts = {
            "definition_es": _("What counts and what does not."),
            "unit_es": _("As in «3 of 5 countries»: countries, days, people."),
            "unit_one_es": _("As in «1 country»: country, day, person."),
            "numerator_es": _("For a percentage: what is counted."),
            "denominator_es": _("For a percentage: of what."),
            "keep": _("Only for «maintain»."),
            "natural_max": _("For example 11, where Member Countries are counted."),
            "over_time": _("A flow is added up; of a level the latest value counts; a country counts once."),
            "meets": _("Only where countries that meet it are counted; 1 if each country answers yes or no."),
            "baseline": _("Zero is a value. Leave it empty while nobody knows it."),
            "target_upper": _("Only for a range."),
            "target_note_es": _("For example: «of 11 countries»."),
            "target_kind": _("Only for a sum."),
            "measured_by_es": _("An office or institution, not a person."),
            "verification_es": _("With what somebody else can check it."),
            "limitations_es": _("What the figure does not say, and how good the data are."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        results = self.fields["result"]
        if isinstance(results, forms.ModelChoiceField):
            results.queryset = self.activity.results.all()
        criteria = [(one.key, f"{one.name}: {one.about}") for one in checklist_of(self.instance)]
        self.fields["quality"].choices = criteria  # type: ignore[attr-defined]
        if self.instance.pk and self.instance.targets.filter(period=None).exists():
            del self.fields["target"], self.fields["target_upper"]

    @property
    def groups(self) -> Iterator[Group]:
        """The fields under their headings."""
        for title, about, names in GROUPS:
            fields = tuple(self[name] for name in names if name in self.fields)
            yield Group(str(title), str(about), fields)


class PressForm(forms.Form):
    """A button that asks nothing: what is refused stands here."""


class PeriodForm(forms.Form):
    """A period that is no year of the plan."""

    starts_on = forms.DateField(label=_("From"), widget=DayInput())
    ends_on = forms.DateField(label=_("Until"), widget=DayInput())


class TargetsForm(forms.Form):
    """The target of each period that may still be written; what was measured against is revised instead."""

    def __init__(self, *args: Any, periods: list[Period], versioned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for period in periods:
            known = period.targets.last()
            if known and versioned:
                continue
            self.fields[str(period.pk)] = AmountField(
                label=gettext("Target of %(period)s") % {"period": period_name(period)},
                required=False,
                initial=number_words(known.value) if known else "",
            )

    def targets(self) -> dict[int, Decimal | None]:
        """Return what was typed, by the key of the period."""
        return {int(name): value for name, value in self.cleaned_data.items()}


#: empty rows that a form of milestones offers beyond those that there are, and rows that it has at least
MORE_STEPS, FEWEST_STEPS = 3, 6


class StepsForm(forms.Form):
    """The milestones of an indicator with their weights, which add up to 100."""

    def __init__(self, *args: Any, steps: list[IndicatorMilestone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = [*steps, *([None] * max(MORE_STEPS, FEWEST_STEPS - len(steps)))]
        for at, step in enumerate(self.steps):
            text = forms.CharField(max_length=300, required=False, initial=step.text_es if step else "")
            other = forms.CharField(max_length=300, required=False, initial=step.text_en if step else "")
            weight = AmountField(
                required=False, min_value=Decimal("0.01"), max_value=100, max_digits=5, decimal_places=2,
                initial=number_words(step.weight) if step else "",
            )  # fmt: skip
            due = forms.DateField(required=False, widget=DayInput(), initial=step.due_on if step else None)
            number = {"n": at + 1}
            text.label = gettext("Milestone %(n)s, in Spanish") % number
            other.label = gettext("Milestone %(n)s, in English") % number
            weight.label = gettext("Weight of milestone %(n)s, in per cent") % number
            due.label = gettext("Milestone %(n)s is expected on") % number
            self.fields |= {
                f"es-{at}": text, f"en-{at}": other, f"weight-{at}": weight, f"due-{at}": due,
            }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A milestone has its words and its weight; all weights add up to 100."""
        typed: dict[str, Any] = super().clean() or {}
        for at in range(len(self.steps)):
            named = typed.get(f"es-{at}") or typed.get(f"en-{at}")
            if named and not typed.get(f"weight-{at}") and f"weight-{at}" not in self.errors:
                self.add_error(f"weight-{at}", _("Write its weight."))
            if typed.get(f"weight-{at}") and not named:
                self.add_error(f"es-{at}", _("Write it in at least one language."))
        if not self.errors and sum(row.weight for row in self.rows()) != 100:
            raise ValidationError(_("The weights of the milestones must add up to 100."))
        return typed

    def rows(self) -> list[StepRow]:
        """Return the milestones that were typed; an emptied one is taken out."""
        typed = self.cleaned_data
        return [
            StepRow(
                text_es=typed.get(f"es-{at}", ""),
                text_en=typed.get(f"en-{at}", ""),
                weight=typed.get(f"weight-{at}") or Decimal(0),
                due_on=typed.get(f"due-{at}"),
                key=step.pk if step else None,
            )
            for at, step in enumerate(self.steps)
            if typed.get(f"es-{at}") or typed.get(f"en-{at}")
        ]


class ReviseTargetForm(forms.Form):
    """A new version of the target, from a day, by a decision and with its reason (AC-17)."""

    period = forms.ModelChoiceField(
        label=_("Which target"),
        queryset=Period.objects.none(),
        required=False,
        empty_label=_("The final target"),
    )
    value = AmountField(label=_("New target"))
    upper = AmountField(label=_("Upper end of the target"), help_text=_("Only for a range."), required=False)
    valid_from = forms.DateField(label=_("In force from"), widget=DayInput())
    decision = forms.ModelChoiceField(
        label=_("Decision"),
        queryset=Decision.objects.none(),
        empty_label=_("Choose the decision"),
        error_messages={"required": _("Name the decision that revises the target.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write the reason of the revision.")},
    )

    def __init__(self, *args: Any, indicator: Indicator, user: type_of_reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        periods, decisions = self.fields["period"], self.fields["decision"]
        if isinstance(periods, forms.ModelChoiceField):
            periods.queryset = indicator.periods.select_related("year")
            periods.label_from_instance = period_name  # type: ignore[method-assign,assignment]
        if isinstance(decisions, forms.ModelChoiceField):
            seen = Decision.objects.visible_to(user).select_related("meeting")
            decisions.queryset = seen.filter(meeting__starts_on__lte=clock.today())
        if indicator.direction != Indicator.Direction.RANGE:
            del self.fields["upper"]
