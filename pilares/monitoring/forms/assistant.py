"""Eight plain questions from which an indicator is made (screens.md 7)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.bilingual import reading_language
from pilares.core.forms import AmountField, DayInput
from pilares.monitoring.models import BASELINE_TO_COME, Indicator, Level
from pilares.monitoring.queries.values import CRITERIA

M, D, T = Indicator.Measure, Indicator.Direction, Indicator.OverTime
WHAT = {
    "countries": _("Countries that do something"),
    "number": _("Things, people, days: a number"),
    "share": _("A part of a total, in per cent"),
    "steps": _("Agreed steps, one after another"),
    "grade": _("A grade on a scale"),
    "yes_no": _("Whether something is there: yes or no"),
    "judgement": _("A judgement with its reasons"),
}
WHERE = {
    "up": _("Up"),
    "down": _("Down"),
    "keep_least": _("Stay at least where the target is"),
    "keep_most": _("Stay at most where the target is"),
    "range": _("Stay between two values"),
}
TOGETHER = {
    "sum": _("They are added up: workshops of each year, people trained"),
    "latest": _("The latest counts: it says how things stand"),
    "average": _("Their average counts"),
    "maximum": _("The highest counts"),
    "minimum": _("The lowest counts"),
}
MEASURES = {
    "countries": M.UNIT,
    "number": M.UNIT,
    "share": M.PERCENTAGE,
    "steps": M.MILESTONE,
    "grade": M.ORDINAL,
    "yes_no": M.NOMINAL,
    "judgement": M.QUALITATIVE,
}
#: what goes nowhere and starts nowhere: it is accepted, there, or judged
WITHOUT_WAY = {"steps", "yes_no", "judgement"}
DIRECTIONS = {
    "up": (D.ASCENDING, ""),
    "down": (D.DESCENDING, ""),
    "keep_least": (D.MAINTAIN, Indicator.Keep.AT_LEAST),
    "keep_most": (D.MAINTAIN, Indicator.Keep.AT_MOST),
    "range": (D.RANGE, ""),
}


class AssistantForm(forms.Form):
    """What one wants to know, in plain words; only the first answer is needed for a draft."""

    name = forms.CharField(
        label=_("1. What should be seen when it goes well?"),
        help_text=_("For example, illustrative: «Countries that apply the pathway»."),
        max_length=300,
        error_messages={"required": _("Write what should be seen: a draft needs only that.")},
    )
    counts = forms.CharField(
        label=_("What counts, and what does not?"), widget=forms.Textarea({"rows": 2}), required=False
    )
    what = forms.ChoiceField(
        label=_("2. What is counted or looked at?"), choices=WHAT, widget=forms.RadioSelect, required=False
    )
    unit = forms.CharField(
        label=_("3. In which unit?"), help_text=_("Countries, days, people, workshops."), max_length=60,
        required=False,
    )  # fmt: skip
    unit_one = forms.CharField(
        label=_("And how is it said of one?"), help_text=_("Country, day, person, workshop."), max_length=60,
        required=False,
    )  # fmt: skip
    numerator = forms.CharField(label=_("For a percentage: what is counted?"), max_length=300, required=False)
    denominator = forms.CharField(label=_("And of what total?"), max_length=300, required=False)
    where = forms.ChoiceField(
        label=_("4. Where should it go?"), choices=WHERE, widget=forms.RadioSelect, required=False
    )
    baseline = AmountField(
        label=_("5. Where does it start?"), required=False,
        help_text=_("Leave it empty while nobody knows it. Zero is a value."),
    )  # fmt: skip
    baseline_on = forms.DateField(label=_("On which day was that?"), required=False, widget=DayInput())
    target = AmountField(label=_("6. Where should it arrive?"), required=False)
    target_upper = AmountField(label=_("The upper end, if it is to stay between two values"), required=False)
    target_words = forms.CharField(
        label=_("For a judgement: what should it say at the end?"), max_length=200, required=False
    )
    together = forms.ChoiceField(
        label=_("7. What do the values of several years come to?"),
        help_text=_(
            "Countries are counted once each, and steps are added by their weights: nothing to choose."
        ),
        choices=TOGETHER,
        widget=forms.RadioSelect,
        required=False,
    )
    measured_by = forms.CharField(
        label=_("8. Who measures it?"), help_text=_("An office or institution, not a person."),
        max_length=200, required=False,
    )  # fmt: skip
    frequency = forms.ChoiceField(
        label=_("How often?"),
        choices=Indicator.Frequency.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    monitored_by = forms.DateField(label=_("Until when is it followed?"), required=False, widget=DayInput())
    verification = forms.CharField(
        label=_("With what can somebody else check it?"), widget=forms.Textarea({"rows": 2}), required=False
    )

    quality = forms.MultipleChoiceField(
        label=_("Before you keep it: which of these does it meet?"),
        help_text=_("Tick what the group is sure of; the rest shows what to improve."),
        choices=[(key, format_lazy("{}: {}", *said)) for key, said in CRITERIA.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_baseline_on(self) -> Any:
        """A baseline was observed: its day has come."""
        day = self.cleaned_data["baseline_on"]
        if day and day > clock.today():
            raise ValidationError(BASELINE_TO_COME)
        return day

    def clean(self) -> dict[str, Any]:
        """A baseline has its day."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("baseline") is not None and "baseline_on" in typed and not typed["baseline_on"]:
            self.add_error("baseline_on", _("Write the day of the baseline."))
        return typed

    def indicator(self) -> Indicator:
        """Return the indicator that the answers make, unsaved, in the reader's language."""
        typed, language = self.cleaned_data, reading_language()
        what, together = typed["what"], typed["together"]
        direction, keep = DIRECTIONS.get(typed["where"], ("", ""))
        made = Indicator(
            original_language=language,
            level=Level.OUTCOME,
            measure=MEASURES.get(what, ""),
            direction="" if what in WITHOUT_WAY else direction,
            keep="" if what in WITHOUT_WAY else keep,
            over_time=self._over_time(what, together),
            over_countries=Indicator.OverCountries.NONE if what else "",
            frequency=typed["frequency"],
            monitored_by=typed["monitored_by"],
            quality=typed["quality"],
        )
        self._arrive(made)
        self._start(made, None if what in WITHOUT_WAY else typed["baseline"], typed["baseline_on"])
        texts = {
            "name": "name", "definition": "counts", "unit": "unit", "unit_one": "unit_one",
            "numerator": "numerator", "denominator": "denominator", "measured_by": "measured_by",
            "verification": "verification",
        }  # fmt: skip
        for column, answer in texts.items():
            setattr(made, f"{column}_{language}", typed[answer])
        return made

    @staticmethod
    def _over_time(what: str, together: str) -> str:
        fixed = {
            "countries": T.DISTINCT, "share": T.RATIO, "yes_no": T.LATEST, "steps": "", "judgement": "",
        }  # fmt: skip
        return str(fixed.get(what, together)) if what else ""

    def _arrive(self, made: Indicator) -> None:
        """Write the target in the way of its measure: a number, «yes», or words."""
        typed = self.cleaned_data
        if made.measure == M.NOMINAL:
            made.target = Decimal(1)
        elif made.measure == M.QUALITATIVE:
            setattr(made, f"target_note_{made.original_language}", typed["target_words"])
        elif made.measure != M.MILESTONE:
            made.target, made.target_upper = typed["target"], typed["target_upper"]

    @staticmethod
    def _start(made: Indicator, baseline: Decimal | None, on: date | None) -> None:
        known = baseline is not None
        made.baseline, made.baseline_on = baseline, on if known else None
        status = Indicator.BaselineStatus
        none = status.NOT_APPLICABLE if made.measure in {M.MILESTONE, M.NOMINAL, M.QUALITATIVE} else None
        made.baseline_status = status.ESTABLISHED if known else none or status.TO_BE_ESTABLISHED
