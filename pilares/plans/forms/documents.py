"""What the Secretariat types to register a document (Tabla 1), and to change the parameters of a plan."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Tier
from pilares.core.edits import as_text
from pilares.core.forms import DayInput
from pilares.meetings.models import Decision
from pilares.people.access import type_of_reader
from pilares.people.models import Body
from pilares.plans.forms.steps import REACH, DecisionField
from pilares.plans.models import Document, Parameters

#: a Strategic Plan comes with its pillars and themes, and is not registered on a page
KINDS = [
    (kind, kind.label)
    for kind in (
        Document.Kind.NETWORK,
        Document.Kind.PRESIDENCY_PLAN,
        Document.Kind.CHARTER,
        Document.Kind.TEXT,
    )
]


class DocumentForm(forms.Form):
    """Kind, titles, years, whose it is, where it comes from and who may read of it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect)
    title_es = forms.CharField(label=_("Title in Spanish"), max_length=300)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    period = forms.CharField(
        label=_("Years"),
        max_length=30,
        required=False,
        help_text=_("As its own title gives them: 2019-2025."),
    )
    body = forms.ModelChoiceField(
        label=_("Organ, group or network"), queryset=Body.objects.none(), required=False
    )
    about_es = forms.CharField(
        label=_("What it is, in Spanish"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    about_en = forms.CharField(
        label=_("What it is, in English"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_("Where it is known from: a document, a page, a meeting."),
    )
    tier = forms.ChoiceField(
        label=_("Who may read of it"), choices=REACH, widget=forms.RadioSelect, initial=Tier.MEMBERS
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = Body.objects.all()


class SettleForm(forms.Form):
    """Why a change of the Charter asks for no new version of the plan."""

    reason = forms.CharField(
        label=_("Why the plan needs no new version"),
        help_text=_("It stays in the history."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ParametersForm(forms.Form):
    """The parameters of a plan, the dates of its years, and the decision or the reason that changes them."""

    priority_activities = forms.IntegerField(
        label=_("Priority activities, at most"), min_value=1, max_value=20
    )
    meetings_a_year = forms.IntegerField(label=_("Meetings in a year, at least"), min_value=0, max_value=50)
    meetings_year = forms.ChoiceField(
        label=_("The year in which meetings are counted"), choices=Parameters.MeetingsYear
    )
    years = forms.IntegerField(label=_("Years of the plan"), min_value=1, max_value=10)
    completed_needs_target = forms.BooleanField(label=_("Completed needs the target met"), required=False)
    small_number = forms.IntegerField(
        label=_("Fewest people published in a disaggregation"), min_value=0, max_value=100
    )
    decision = DecisionField(
        label=_("Decision"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("Not by a decision of a meeting"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        help_text=_("Where no decision of a meeting says so."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, parameters: Parameters, reader: type_of_reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [name for name in self.fields if hasattr(parameters, name)]
        for name in self.names:
            self.fields[name].initial = getattr(parameters, name)
        decisions = Decision.objects.visible_to(reader).select_related("meeting")
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]
        self.numbers = [year.number for year in parameters.document.plan_years.all()]
        for year in parameters.document.plan_years.all():
            where = {"number": year.number}
            labels = {
                "starts_on": _("Year %(number)s begins on") % where,
                "ends_on": _("Year %(number)s ends on") % where,
            }
            for column, label in labels.items():
                self.fields[f"{column}_{year.number}"] = forms.DateField(
                    label=label, required=False, widget=DayInput(), initial=getattr(year, column)
                )

    def texts(self) -> dict[str, str]:
        """Return the canonical texts with which the form was opened."""
        return {name: as_text(self.fields[name].initial) for name in self.names}

    def clean(self) -> dict[str, Any]:
        """A year ends after it begins, and begins after the one before has ended."""
        typed: dict[str, Any] = super().clean() or {}
        before: date | None = None
        for number in self.numbers:
            first, last = typed.get(f"starts_on_{number}"), typed.get(f"ends_on_{number}")
            if first and last and last <= first:
                self.add_error(f"ends_on_{number}", _("The end must be later than the start."))
            if first and before and first <= before:
                self.add_error(f"starts_on_{number}", _("A year begins after the one before it has ended."))
            before = last or first or before
        return typed

    def dates(self) -> dict[int, tuple[date | None, date | None]]:
        """Return the dates of each year."""
        typed = self.cleaned_data
        return {n: (typed.get(f"starts_on_{n}"), typed.get(f"ends_on_{n}")) for n in self.numbers}
