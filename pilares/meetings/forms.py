"""What the Secretariat types of meetings, decisions and mandates."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Tier
from pilares.core.forms import DayInput
from pilares.meetings.actions import stamp_of
from pilares.meetings.models import Decision, Mandate, Meeting
from pilares.people.models import Body, Country, Membership
from pilares.people.queries import in_alphabetical_order

CHOOSE = _("Choose one")
DAY = _("Write the day as in 2021-10-15.")


def day(**kwargs: Any) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        widget=DayInput(),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": DAY},
        **kwargs,
    )


def prose(**kwargs: Any) -> forms.CharField:
    """Return a field for several lines."""
    return forms.CharField(widget=forms.Textarea({"rows": 4}), **kwargs)


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Offer rows in the reader's alphabetical order."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the type checker
    field.queryset = rows
    ordered = in_alphabetical_order(rows, lambda row: row.name)
    field.choices = [("", field.empty_label or ""), *((row.pk, str(row.name)) for row in ordered)]


class RecordForm(forms.Form):
    """A record of the register; when it is corrected, the stamp of what was read goes with it."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def columns(self) -> dict[str, Any]:
        """What was said, without the stamp."""
        return {name: value for name, value in self.cleaned_data.items() if name != "stamp"}

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        """Return a record as this form shows it, with its stamp."""
        columns = [name for name in cls.base_fields if name != "stamp"]
        return {**{name: getattr(row, name) for name in columns}, "stamp": stamp_of(row, columns)}


class MeetingForm(RecordForm):
    """A meeting; number, date, place and presidency are four different things."""

    code = forms.CharField(
        label=_("Code"), max_length=30, help_text=_("As decisions cite it, such as GRCM-2021-07.")
    )
    body = forms.ModelChoiceField(Body.objects.none(), empty_label=CHOOSE, label=_("Organ or group"))
    number = forms.CharField(label=_("Number"), max_length=12, required=False)
    name_es = forms.CharField(label=_("Name, in Spanish"), max_length=200)
    name_en = forms.CharField(label=_("Name, in English"), max_length=200)
    starts_on = day(label=_("First day"), required=False)
    ends_on = day(label=_("Last day"), required=False)
    place_es = forms.CharField(label=_("Place, in Spanish"), max_length=120, required=False)
    place_en = forms.CharField(label=_("Place, in English"), max_length=120, required=False)
    modality = forms.ChoiceField(
        label=_("Modality"), choices=[("", _("not known")), *Meeting.Modality.choices], required=False
    )
    status = forms.ChoiceField(label=_("Status"), choices=Meeting.Status.choices, initial=Meeting.Status.HELD)
    presidency = forms.ModelChoiceField(
        Country.objects.none(),
        label=_("Country that presided"),
        required=False,
        empty_label=_("not known"),
    )
    tier = forms.ChoiceField(label=_("Who may see it"), choices=Tier.choices, initial=Tier.MEMBERS)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meet = (Body.Kind.ORGAN, Body.Kind.GROUP, Body.Kind.AD_HOC, Body.Kind.MECHANISM)
        offer(self, "body", Body.objects.filter(kind__in=meet))
        members = Membership.objects.in_force().filter(kind=Membership.Kind.MEMBER)
        offer(self, "presidency", Country.objects.filter(pk__in=members.values("country")))

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        return in_order(self, super().clean() or {})


class DecisionForm(RecordForm):
    """A paragraph with its verb and its text."""

    paragraph = forms.CharField(label=_("Paragraph"), max_length=20, help_text=_("Such as 7 or 4 b."))
    verb = forms.ChoiceField(label=_("Verb"), choices=[("", CHOOSE), *Decision.Verb.choices])
    text_es = prose(label=_("Text, in Spanish"))
    text_en = prose(label=_("Text, in English"), required=False)
    tier = forms.ChoiceField(label=_("Who may see it"), choices=Tier.choices, initial=Tier.MEMBERS)


class DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A recorded decision, by meeting and paragraph."""

    def label_from_instance(self, obj: Any) -> str:
        """Cite the decision and begin its text."""
        return f"{obj.citation} · {obj.text.text[:60]}"


class MandateForm(RecordForm):
    """What a group is for and until when."""

    body = forms.ModelChoiceField(Body.objects.none(), empty_label=CHOOSE, label=_("Group"))
    objective_es = prose(label=_("Objective, in Spanish"), required=False)
    objective_en = prose(label=_("Objective, in English"), required=False)
    mandate_es = prose(label=_("Mandate, in Spanish"), required=False)
    mandate_en = prose(label=_("Mandate, in English"), required=False)
    starts_on = day(label=_("From"), required=False)
    ends_on = day(label=_("Until"), required=False, help_text=_("The last day of the term."))
    decision = DecisionChoice(
        Decision.objects.select_related("meeting"),
        label=_("Decision"),
        required=False,
        empty_label=_("none recorded"),
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC)))

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        return in_order(self, super().clean() or {})


class ExtensionForm(forms.Form):
    """A new end, and the decision that gives it."""

    ends_on = day(label=_("New last day"))
    decision = DecisionChoice(
        Decision.objects.select_related("meeting"),
        label=_("Decision"),
        empty_label=CHOOSE,
        help_text=_("Record it first with its meeting, if it is not here."),
    )

    def __init__(self, *args: Any, mandate: Mandate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mandate = mandate


def in_order(form: forms.Form, said: dict[str, Any]) -> dict[str, Any]:
    """Say on the field that an end comes before its start."""
    starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        form.add_error("ends_on", _("The end must not be earlier than the start."))
    return said
