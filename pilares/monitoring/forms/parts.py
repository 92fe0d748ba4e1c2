"""Results, indicators, risks and milestones as a person types them; each field carries what it began from."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from pilares.core import clock, conflicts
from pilares.core.bilingual import Language
from pilares.core.conflicts import Settled, Spoken
from pilares.core.edits import Clash, as_text
from pilares.core.forms import DayInput, ask_for_original
from pilares.monitoring.models import Activity, Milestone, Result, Risk
from pilares.monitoring.queries.values import LABELS, Values, number_words, year_words
from pilares.plans.models import PlanYear


class PartForm(forms.ModelForm):  # type: ignore[type-arg]
    """A part of an activity; it validates and never saves."""

    #: columns in two languages of which at least one is needed, without their `_es` and `_en`
    needed: ClassVar[str] = "text"

    @property
    def one_language(self) -> tuple[str]:
        """The same, as `core.forms` reads it."""
        return (self.needed,)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        for name, field in self.fields.items():
            field.label = str(LABELS.get(name, field.label))
            if isinstance(field, forms.DecimalField):
                self.initial[name] = number_words(self.initial.get(name))
            if isinstance(field, forms.DateField):
                field.widget = DayInput()
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3

    @property
    def model(self) -> type[models.Model]:
        """The model of the part."""
        model: type[models.Model] = self._meta.model
        return model

    def clean(self) -> dict[str, Any]:
        """Ask for the text in at least one language."""
        typed = super().clean() or self.cleaned_data
        if not any(typed.get(f"{self.needed}_{language}") for language in Language.values):
            raise ValidationError({f"{self.needed}_es": _("Write it in at least one language.")})
        ask_for_original(self, self.needed)
        return typed

    def texts(self) -> dict[str, str]:
        """Return the canonical texts of the part as it stands, for the form to carry."""
        return {name: as_text(getattr(self.instance, name)) for name in self.fields}

    def settle(self) -> Settled:
        """Return what the person still wants written, once the choices on the page are counted in."""
        return conflicts.settle(self, self.cleaned_data)

    def spoken(self, clash: Clash, values: Values) -> Spoken:
        """Put a clash into words."""
        label = self.model._meta.label_lower
        texts = (clash.base, clash.theirs, clash.mine)
        base, theirs, mine = (values.words(label, clash.field, text) for text in texts)
        return conflicts.spoken(self, clash, base=base, theirs=theirs, mine=mine)


class ResultForm(PartForm):
    """An expected result (§3.9)."""

    class Meta:
        model = Result
        fields = ("text_es", "text_en", "level", "original_language")
        widgets = {"level": forms.RadioSelect, "original_language": forms.RadioSelect}
        labels = {"original_language": _("Original language")}


class RiskForm(PartForm):
    """An assumption or a risk (§4.2.8)."""

    class Meta:
        model = Risk
        fields = (
            "kind",
            "text_es",
            "text_en",
            "probability",
            "impact",
            "response_es",
            "response_en",
            "owner_es",
            "owner_en",
            "materialised_on",
        )
        widgets = {"kind": forms.RadioSelect}


class YearChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A year of the plan by its name."""

    def label_from_instance(self, obj: PlanYear) -> str:
        """Return the name, as §4.3 prints it."""
        return year_words(obj.number)


class MilestoneForm(PartForm):
    """A step in a year of the plan."""

    year = YearChoice(queryset=PlanYear.objects.none(), widget=forms.RadioSelect, empty_label=None)

    class Meta:
        model = Milestone
        fields = ("year", "text_es", "text_en", "due_on", "done_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = self.fields["year"]
        if isinstance(years, forms.ModelChoiceField):
            years.queryset = self.activity.plan.plan_years.all()

    def clean_done_on(self) -> Any:
        """Refuse a day that has not come."""
        day = self.cleaned_data["done_on"]
        if day and day > clock.today():
            raise ValidationError(_("Write the day on which it was done: today or earlier."))
        return day
