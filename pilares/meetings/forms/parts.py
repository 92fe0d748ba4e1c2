"""What is typed of the parts of a meeting: sessions, agenda, minutes, papers, attendance, comments."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Tier
from pilares.meetings.actions import Presence
from pilares.meetings.forms.register import (
    CHOOSE,
    RecordForm,
    SessionChoice,
    day,
    offer_openings,
    offer_sessions,
    opening,
    prose,
)
from pilares.meetings.models import Attendance, CommentPeriod, Decision, Meeting, Paper, Session
from pilares.meetings.queries import member_countries
from pilares.people.models import Country, Organisation
from pilares.people.queries import in_alphabetical_order


def instant(**kwargs: Any) -> forms.DateTimeField:
    """Return a field for a day and an hour, in the zone of whoever types."""
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]
    wrong = _("Write the day and the hour as in 2021-10-15 09:00.")
    return forms.DateTimeField(
        widget=widget, input_formats=formats, error_messages={"invalid": wrong}, **kwargs
    )


def tier() -> forms.ChoiceField:
    """Return the field that says who may see it."""
    return forms.ChoiceField(label=_("Who may see it"), choices=Tier.choices, initial=Tier.MEMBERS)


def _outside(meeting: Meeting) -> str:
    days = [date_format(day, "DATE_FORMAT") for day in (meeting.starts_on, meeting.ends_on) if day]
    said = _(
        "Days of the meeting: %(days)s. Write an hour of those days, "
        "or correct the days of the meeting first."
    )
    return said % {"days": " – ".join(dict.fromkeys(days))}


class PartForm(RecordForm):
    """A part of a meeting, whose tier is opened only by a decision of those who met."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.opens = self.initial.get("tier") == Tier.CLOSED
        offer_openings(self, meeting)


class SessionForm(PartForm):
    """A session: its title, its hours, and whether its door is closed."""

    title_es = forms.CharField(label=_("Title, in Spanish"), max_length=200)
    title_en = forms.CharField(label=_("Title, in English"), max_length=200, required=False)
    starts_at = instant(label=_("From"), required=False)
    ends_at = instant(label=_("Until"), required=False)
    tier = tier()
    opened_by = opening()

    def clean(self) -> dict[str, Any]:
        """Refuse an end that is not later than the start."""
        said = super().clean() or {}
        if said.get("starts_at") and said.get("ends_at") and said["ends_at"] <= said["starts_at"]:
            self.add_error("ends_at", _("The end must be later than the start."))
        for name in ("starts_at", "ends_at"):
            if said.get(name) and not self.meeting.lasts(said[name]):
                self.add_error(name, _outside(self.meeting))
        return said


class AgendaForm(PartForm):
    """A point of a session's agenda."""

    title_es = forms.CharField(label=_("Title, in Spanish"), max_length=300)
    title_en = forms.CharField(label=_("Title, in English"), max_length=300, required=False)
    tier = tier()
    opened_by = opening()


class ParagraphForm(PartForm):
    """A paragraph of the minutes."""

    session = SessionChoice(
        Session.objects.none(), label=_("Session"), required=False, empty_label=_("the whole meeting")
    )
    text_es = prose(label=_("Text, in Spanish"))
    text_en = prose(label=_("Text, in English"), required=False)
    tier = tier()
    opened_by = opening()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_sessions(self, self.meeting)


class PaperForm(PartForm):
    """What is said of a file: what it is, of which session, and who may see it."""

    kind = forms.ChoiceField(label=_("Kind of document"), choices=[("", CHOOSE), *Paper.Kind.choices])
    title_es = forms.CharField(label=_("Title, in Spanish"), max_length=200)
    title_en = forms.CharField(label=_("Title, in English"), max_length=200, required=False)
    session = SessionChoice(
        Session.objects.none(), label=_("Session"), required=False, empty_label=_("the whole meeting")
    )
    tier = tier()
    opened_by = opening()
    confirmed = forms.BooleanField(
        label=_("It is kept to fewer people than its session, and that is intended"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_sessions(self, self.meeting)


class NewPaperForm(PaperForm):
    """A file and what is said of it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, picture, spreadsheet or text, up to 10 MB."),
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = prose(label=_("Reason"))


class FollowUpForm(forms.Form):
    """A dated entry about a commitment."""

    one_language = ("text",)

    on = day(label=_("Day of which it speaks"))
    state = forms.ChoiceField(label=_("Where it stands"), choices=Decision.FollowUpState.choices)
    text_es = prose(label=_("What was done, in Spanish"), required=False)
    text_en = prose(label=_("What was done, in English"), required=False)
    tier = tier()

    def clean(self) -> dict[str, Any]:
        """Ask for words in one language at least."""
        said = super().clean() or {}
        if not said.get("text_es") and not said.get("text_en"):
            self.add_error("text_es", _("Write what was done, in Spanish or in English."))
        return said


class PeriodForm(forms.Form):
    """Whom to ask for comments, about what, and until when (E-1)."""

    about = forms.ChoiceField(label=_("About"), choices=CommentPeriod.About.choices)
    country = forms.ModelChoiceField(
        Country.objects.none(), label=_("Country"), required=False, empty_label=_("every Member Country")
    )
    closes_at = instant(label=_("Until"), help_text=_("Day and hour, in your own time zone."))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = member_countries(meeting)
        field = self.fields["country"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the type checker
        field.queryset = Country.objects.filter(pk__in=[country.pk for country in countries])
        field.choices = [("", field.empty_label or ""), *((c.pk, c.name.text) for c in countries)]


class CommentForm(forms.Form):
    """What a country writes."""

    country = forms.ModelChoiceField(Country.objects.none(), label=_("Country"), empty_label=None)
    text = prose(label=_("Comment"))

    def __init__(self, *args: Any, countries: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["country"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the type checker
        field.queryset = Country.objects.filter(pk__in=countries)
        if len(countries) == 1:
            self.initial["country"] = next(iter(countries))


class AttendanceForm(forms.Form):
    """Who took part: one choice a country, its institutions in both languages, and who else came."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(meeting.attendance.all())
        by_country = {row.country_id: row for row in rows if row.country_id}
        came = {row.organisation_id for row in rows if row.presence == Attendance.Presence.PRESENT}
        self.countries = member_countries(meeting)
        for country in self.countries:
            self._ask(country, by_country.get(country.pk))
        organisations = in_alphabetical_order(Organisation.objects.all(), str)
        self.fields["organisations"] = forms.MultipleChoiceField(
            label=_("Organisations that took part"),
            choices=[(str(one.pk), str(one)) for one in organisations],
            initial=[str(one.pk) for one in organisations if one.pk in came],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

    def _ask(self, country: Country, row: Attendance | None) -> None:
        self.fields[f"presence-{country.pk}"] = forms.ChoiceField(
            label=country.name.text,
            choices=Attendance.Presence.choices,
            initial=row.presence if row else Attendance.Presence.NOT_RECORDED,
        )
        labels = {
            "es": _("Institutions of %(country)s in Spanish, one a line"),
            "en": _("Institutions of %(country)s in English, one a line"),
        }
        for language, label in labels.items():
            self.fields[f"institutions_{language}-{country.pk}"] = forms.CharField(
                label=label % {"country": country.name},
                initial=getattr(row, f"institutions_{language}") if row else "",
                widget=forms.Textarea({"rows": 2, "lang": language}),
                required=False,
            )

    @property
    def said(self) -> list[Presence]:
        """Return what was said of everybody."""
        typed = self.cleaned_data
        countries = [
            Presence(
                country=country.pk,
                organisation=None,
                presence=typed[f"presence-{country.pk}"],
                institutions_es=typed[f"institutions_es-{country.pk}"],
                institutions_en=typed[f"institutions_en-{country.pk}"],
            )
            for country in self.countries
        ]
        present = Attendance.Presence.PRESENT
        return countries + [Presence(None, int(pk), present) for pk in typed["organisations"]]
