"""The forms of presidencies and of seats in the groups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.people.forms.fields import Date, Instant, alphabetical, member_countries
from pilares.people.models import Body, Country, Presidency, Seat

CHOOSE = _("Choose one")


class TermChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A recorded term, as «2021 · Mexico»."""

    def label_from_instance(self, obj: Any) -> str:
        """Name the term."""
        return f"{obj.label} · {obj.country}"


class TermForm(forms.Form):
    """What is recorded of a presidency."""

    country = forms.ModelChoiceField(Country.objects.none(), empty_label=CHOOSE, label=_("Country"))
    label = forms.CharField(
        label=_("Year"),
        max_length=20,
        help_text=_("As sources name it, such as 2021. Nothing follows from it."),
    )
    starts_at = Instant(label=_("Exact instant of the handover"), required=False)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alphabetical(self.fields["country"], member_countries())


class NewPresidencyForm(TermForm):
    """A presidency to record, with its place among the others."""

    after = TermChoice(
        Presidency.objects.select_related("country").order_by("-order"),
        label=_("It comes after"),
        required=False,
        empty_label=_("It is the earliest"),
    )
    direct = forms.BooleanField(
        label=_("It follows directly: nobody presided between the two"), required=False, initial=True
    )
    field_order = ("country", "label", "after", "direct", "starts_at", "source")


class PresidencyForm(TermForm):
    """A presidency to correct."""

    followed = forms.BooleanField(label=_("The next one in the list follows it directly"), required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)


class SeatForm(forms.Form):
    """A country's institution in a group."""

    body = forms.ModelChoiceField(Body.objects.none(), empty_label=CHOOSE, label=_("Group"))
    country = forms.ModelChoiceField(Country.objects.none(), empty_label=CHOOSE, label=_("Country"))
    role = forms.ChoiceField(label=_("Capacity"), choices=Seat.Role.choices)
    institution_es = forms.CharField(label=_("Institution, in Spanish"), max_length=200, required=False)
    institution_en = forms.CharField(label=_("Institution, in English"), max_length=200, required=False)
    starts_on = Date(label=_("From"), required=False)
    ends_on = Date(label=_("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC))
        alphabetical(self.fields["body"], groups)
        alphabetical(self.fields["country"], member_countries())

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        said: dict[str, Any] = super().clean() or {}
        starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The end must not be earlier than the start."))
        return said
