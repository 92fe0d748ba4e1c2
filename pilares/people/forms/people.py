"""Who is invited, to which office, from when to when; and what each person says of themselves."""

import zoneinfo
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.bilingual import Language
from pilares.core.search import fold
from pilares.core.zones import city_of
from pilares.people.forms.fields import Date, alphabetical, countries_at_the_table, is_member
from pilares.people.models import Appointment, Body, Country, Organisation, User

Office = Appointment.Office
NONE = _("none")
#: what each office must name
NEEDS: dict[str, tuple[str, ...]] = {
    Office.SECRETARIAT: (),
    Office.PRESIDENCY: ("country",),
    Office.GROUP_MEMBER: ("country", "body"),
    Office.FOCAL_POINT: ("country",),
    Office.DELEGATE: ("country",),
    Office.OBSERVER: (),
    Office.CIVIL_SOCIETY: ("organisation",),
}
OF_MEMBERS = {Office.PRESIDENCY, Office.GROUP_MEMBER, Office.FOCAL_POINT, Office.DELEGATE}
KINDS = {
    Office.OBSERVER: Organisation.Kind.OBSERVER,
    Office.CIVIL_SOCIETY: Organisation.Kind.CIVIL_SOCIETY,
}
MISSING = {
    "country": _("Choose the country of this office."),
    "body": _("Choose the group of this office."),
    "organisation": _("Choose the organisation of this office."),
}


class AppointmentForm(forms.Form):
    """An office with whom it is for and its days."""

    office = forms.ChoiceField(label=_("Office"), choices=[("", _("Choose one")), *Office.choices])
    country = forms.ModelChoiceField(
        Country.objects.none(),
        empty_label=NONE,
        label=_("Country"),
        required=False,
        help_text=_("For an office of a country."),
    )
    body = forms.ModelChoiceField(
        Body.objects.none(),
        empty_label=NONE,
        label=_("Group"),
        required=False,
        help_text=_("For members of a Working Group."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        empty_label=NONE,
        label=_("Organisation"),
        required=False,
        help_text=_("For observer organisations and the RNCOM."),
    )
    institution_es = forms.CharField(label=_("Institution, in Spanish"), max_length=200, required=False)
    institution_en = forms.CharField(label=_("Institution, in English"), max_length=200, required=False)
    starts_on = Date(label=_("From"), help_text=_("The office begins with this day. It may be to come."))
    ends_on = Date(label=_("Until"), required=False, help_text=_("The last day of the office."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alphabetical(self.fields["country"], countries_at_the_table())
        groups = Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC))
        alphabetical(self.fields["body"], groups)
        alphabetical(self.fields["organisation"], Organisation.objects.in_force())
        self.fields["starts_on"].initial = clock.today()

    def clean(self) -> dict[str, Any]:
        """Ask for what the office needs, and leave out what it does not."""
        said: dict[str, Any] = super().clean() or {}
        office = said.get("office")
        if office is None:
            return said
        for name in NEEDS[office]:
            if not said.get(name):
                self.add_error(name, MISSING[name])
        if office == Office.OBSERVER and not (said.get("country") or said.get("organisation")):
            self.add_error("organisation", _("Choose the organisation or the country that observes."))
        self._check_kinds(office, said)
        self._leave_out(office, said)
        starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The end must not be earlier than the start."))
        return said

    def _check_kinds(self, office: str, said: dict[str, Any]) -> None:
        country, organisation = said.get("country"), said.get("organisation")
        if country and office in OF_MEMBERS and not is_member(country):
            self.add_error("country", _("This office belongs to Member Countries."))
        if country and office == Office.OBSERVER and is_member(country):
            self.add_error("country", _("A Member Country does not observe."))
        if organisation and office in KINDS and organisation.kind != KINDS[Office(office)]:
            self.add_error("organisation", _("This organisation takes part in another capacity."))

    def _leave_out(self, office: str, said: dict[str, Any]) -> None:
        wanted = {"country", "organisation"} if office == Office.OBSERVER else set(NEEDS[office])
        for name in {"country", "body", "organisation"} - wanted:
            said[name] = None

    @property
    def appointment(self) -> dict[str, Any]:
        """What was said, as the action takes it: days become instants where the instance stands."""
        said = self.cleaned_data
        kept = ("office", "country", "body", "organisation", "institution_es", "institution_en")
        ends_on = said["ends_on"]
        return {
            **{name: said[name] for name in kept},
            "starts_at": midnight(said["starts_on"]),
            "ends_at": midnight(ends_on + timedelta(days=1)) if ends_on else None,
        }


class InvitationForm(AppointmentForm):
    """A person to invite, with a first office."""

    field_order = ("email", "name", "language")
    email = forms.EmailField(label=_("Work e-mail"))
    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=Language.choices)


class EndForm(forms.Form):
    """The last day of an office or a seat."""

    last_day = Date(label=_("Last day"), required=False, help_text=_("Empty: at this instant."))


class PasswordForm(forms.Form):
    """A name and a password, for an account that is being opened."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password1"].help_text = password_validators_help_text_html()

    def clean(self) -> dict[str, Any]:
        """Check that the password is good enough and was written twice the same."""
        said: dict[str, Any] = super().clean() or {}
        first, second = said.get("password1"), said.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        if first:
            user = self.user or User(email=said.get("email", ""))
            user.name = said.get("name", "")
            try:
                validate_password(first, user)
            except ValidationError as error:
                self.add_error("password1", error)
        return said


class FirstRunForm(PasswordForm):
    """The Secretariat's first account."""

    field_order = ("email", "name", "language")
    email = forms.EmailField(label=_("Work e-mail"), widget=forms.EmailInput({"autocomplete": "username"}))
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)


#: the zones in which the ministries of the Member Countries work
OF_THE_MEMBERS = (
    "America/Belize", "America/Costa_Rica", "America/El_Salvador", "America/Guatemala", "America/Managua",
    "America/Mexico_City", "America/New_York", "America/Panama", "America/Santo_Domingo",
    "America/Tegucigalpa", "America/Toronto",
)  # fmt: skip


def zones_by_city() -> list[tuple[Any, Any]]:
    """Return the zones to choose from by their city, those of the Member Countries first."""
    known = zoneinfo.available_timezones() - set(OF_THE_MEMBERS)
    groups: tuple[tuple[Any, Iterable[str]], ...] = (
        (_("Capitals of the Member Countries"), OF_THE_MEMBERS),
        (_("America"), (zone for zone in known if zone.startswith("America/"))),
        (_("Europe"), (zone for zone in known if zone.startswith("Europe/"))),
    )
    named = [(name, [(zone, city_of(zone)) for zone in zones]) for name, zones in groups]
    return [
        *((name, sorted(zones, key=lambda pair: fold(str(pair[1])))) for name, zones in named),
        ("UTC", "UTC"),
    ]


class ProfileForm(forms.Form):
    """What a person says of themselves."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"), choices=Language.choices, help_text=_("In which Pilares writes to you.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = [("", _("That of the instance")), *zones_by_city()]  # type: ignore[attr-defined]


def midnight(day: Any) -> datetime:
    """Return the first instant of a day where the instance stands."""
    return datetime.combine(day, time(), timezone.get_default_timezone())
