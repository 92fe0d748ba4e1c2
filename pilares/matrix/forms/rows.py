"""The fields of a row: all of them in the full form, a few of them in a cell of the matrix."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import Language
from pilares.core.forms import DayInput, ask_for_original
from pilares.matrix.queries.options import Options
from pilares.monitoring.models import Activity

#: what a row may hold in characters: a page shows it whole, and a cell of a workbook holds 32,767
LONGEST_ABOUT, LONGEST_REASON = 5_000, 500
#: what each cell of the matrix edits
CELLS: dict[str, tuple[str, ...]] = {
    "title": ("title_es", "title_en"),
    "themes": ("primary_theme", "themes"),
    "parties": ("parties", "principal"),
    "due": ("years", "due_on"),
    "monitoring": ("monitored_by",),
}


def _choices(pairs: Iterable[tuple[Any, Any]], empty: Any) -> list[tuple[Any, Any]]:
    return [("", empty), *pairs]


def _of_this_century(day: date | None) -> date | None:
    if day is not None and not 2000 <= day.year < 2100:
        raise forms.ValidationError(_("Write a day between 2000 and 2099."))
    return day


class ActivityForm(forms.Form):
    """Everything that a group registers of an activity (§3.9, §4.2); `only` keeps the fields of a cell."""

    one_language = ("title",)

    #: one a form, so that a double click or a retry adds one candidate
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title_es = forms.CharField(label=_("Activity, in Spanish"), max_length=300, required=False)
    title_en = forms.CharField(label=_("Activity, in English"), max_length=300, required=False)
    original_language = forms.ChoiceField(
        label=_("Language in which it was written first"), choices=Language, widget=forms.RadioSelect
    )
    about_es = forms.CharField(
        label=_("Description, in Spanish"),
        max_length=LONGEST_ABOUT,
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    about_en = forms.CharField(
        label=_("Description, in English"),
        max_length=LONGEST_ABOUT,
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    primary_theme = forms.ChoiceField(label=_("Main theme"), required=False)
    themes = forms.MultipleChoiceField(
        label=_("Other themes"), required=False, widget=forms.SelectMultiple({"size": 8})
    )
    objectives = forms.MultipleChoiceField(
        label=_("Specific objectives of the plan (§3.5)"), required=False, widget=forms.CheckboxSelectMultiple
    )
    principles = forms.MultipleChoiceField(
        label=_("Principles (§3.6)"), required=False, widget=forms.CheckboxSelectMultiple
    )
    scope = forms.ChoiceField(
        label=_("Scope (§4.1)"),
        required=False,
        widget=forms.RadioSelect,
        choices=_choices(Activity.Scope.choices, _("To be defined")),
    )
    countries = forms.MultipleChoiceField(
        label=_("Countries where it happens"), required=False, widget=forms.CheckboxSelectMultiple
    )
    parties = forms.MultipleChoiceField(
        label=_("Responsible parties (§4.2.5)"), required=False, widget=forms.SelectMultiple({"size": 8})
    )
    principal = forms.ChoiceField(label=_("Principal party"), required=False)
    years = forms.MultipleChoiceField(
        label=_("Years of the plan in which it is completed (§4.3)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = forms.DateField(label=_("Completion deadline"), required=False, widget=DayInput())
    monitored_by = forms.DateField(label=_("Monitoring deadline (§4.2.6)"), required=False, widget=DayInput())
    gender_marker = forms.TypedChoiceField(
        label=_("Gender marker"),
        help_text=_("What the design intends, not what was reached. 2 is not better than 1."),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        choices=_choices(Activity.GenderMarker.choices, _("To be defined")),
    )
    gender_reason_es = forms.CharField(
        label=_("Why this marker, in Spanish"), max_length=LONGEST_REASON, required=False
    )
    gender_reason_en = forms.CharField(
        label=_("Why this marker, in English"), max_length=LONGEST_REASON, required=False
    )
    sources = forms.MultipleChoiceField(
        label=_("Documents taken up (§1.4, Table 1)"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tier = forms.ChoiceField(label=_("Who can see it"), choices=Tier, widget=forms.RadioSelect)

    def __init__(self, *args: Any, options: Options, only: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if only and name not in only]:
            del self.fields[name]
        if "form_key" not in self.initial:
            self.fields.pop("form_key", None)
        offered = {
            "primary_theme": _choices(options.themes, _("To be defined")),
            "themes": options.themes,
            "objectives": options.objectives,
            "principles": options.principles,
            "countries": options.countries,
            "parties": options.parties,
            "principal": _choices(options.all_parties, _("None")),
            "years": options.years,
            "sources": options.sources,
        }
        for name, choices in offered.items():
            if name in self.fields:
                self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_due_on(self) -> date | None:
        """A deadline of this century: other years are slips of the keyboard."""
        return _of_this_century(self.cleaned_data["due_on"])

    def clean_monitored_by(self) -> date | None:
        """A deadline of this century: other years are slips of the keyboard."""
        return _of_this_century(self.cleaned_data["monitored_by"])

    def clean(self) -> dict[str, Any]:
        """The title stands in the language that is said to be its original."""
        typed: dict[str, Any] = super().clean() or {}
        ask_for_original(self, "title")
        return typed

    def changes(self) -> dict[str, Any]:
        """Return what was typed, as the action takes it; every theme includes the main one."""
        typed = {name: self.cleaned_data[name] for name in self.fields if name != "form_key"}
        if typed.get("primary_theme"):
            typed["themes"] = sorted({*typed.get("themes", ()), typed["primary_theme"]}, key=int)
        return typed

    def new_row(self) -> dict[str, Any]:
        """Return what was typed for a row that is not there yet, with the key of the form that adds it."""
        return self.changes() | {"form_key": self.cleaned_data.get("form_key")}


def initial_of(values: dict[str, str]) -> dict[str, Any]:
    """Turn the canonical texts of an activity into what the form starts from."""
    many = {"themes", "objectives", "principles", "countries", "parties", "years", "sources"}
    return {name: text.split(",") if name in many and text else text for name, text in values.items()}


class StateForm(forms.Form):
    """The official state that the group declares, with its day and the meeting or reason (§4.2.7)."""

    state = forms.ChoiceField(
        label=_("Status"),
        choices=[*Activity.State.choices, ("none", _("No status reported"))],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(
        label=_("Declared by the group on"),
        help_text=_("Not needed for «No status reported»."),
        required=False,
        widget=DayInput(),
    )
    reason = forms.CharField(
        label=_("Meeting or reason of the change"),
        max_length=500,
        error_messages={"required": _("Write the meeting or the reason of the change.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].asked_for = True  # type: ignore[attr-defined]  # «optional» would mislead

    def clean_state(self) -> str:
        """«No status reported» is no state, not a fourth one."""
        state: str = self.cleaned_data["state"]
        return "" if state == "none" else state

    def clean(self) -> dict[str, Any]:
        """A state has a day that has come."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("state") and "on" not in self.errors:
            if not typed.get("on"):
                self.add_error("on", _("Write the day on which the group declared it."))
            elif typed["on"] > clock.today():
                self.add_error("on", _("This day has not come yet: write today or an earlier day."))
        return typed


class PaceForm(forms.Form):
    """How it goes, in one sentence that stands for 120 days (monitoring-model §3)."""

    pace = forms.ChoiceField(
        label=_("Pace"),
        choices=[*Activity.Pace.choices, ("", _("Nothing to say now"))],
        widget=forms.RadioSelect,
        required=False,
    )
    note = forms.CharField(
        label=_("One sentence: what is going on and what is missing"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A pace needs its sentence."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("pace") and not typed.get("note"):
            self.add_error("note", _("Write one sentence: what is going on and what is missing."))
        return typed
