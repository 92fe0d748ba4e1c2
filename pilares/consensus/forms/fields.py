"""What the forms share: an exact instant in San José, answers to be checked, a key against double clicks."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.bilingual import Language
from pilares.core.forms import DayInput
from pilares.core.zones import in_words
from pilares.meetings.models import Meeting


@dataclass(frozen=True)
class Answer:
    """What was typed, in words, to be checked before it is sent."""

    label: str
    text: str


class StepForm(forms.Form):
    """A form whose answers are shown once more before they are sent."""

    #: fields that the check page says in one answer of their own
    together: tuple[str, ...] = ()

    def answers(self) -> tuple[Answer, ...]:
        """Return what was typed in words."""
        found = [
            Answer(str(self.fields[name].label), self.in_words(name, value))
            for name, value in self.cleaned_data.items()
            if value and name in self.fields and name not in (*self.together, "key")
        ]
        return (*self.spoken(), *found)

    def spoken(self) -> tuple[Answer, ...]:
        """Return the answers that several fields give together."""
        return ()

    def in_words(self, name: str, value: Any) -> str:
        """Return one value as a person reads it."""
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return field.label_from_instance(value)
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices)[value])  # type: ignore[arg-type]
        if isinstance(field, forms.BooleanField):
            return str(_("Yes"))
        if isinstance(field, forms.DateField):
            return date_format(value, "DATE_FORMAT")
        return str(value)

    def offer(self, name: str, records: Any) -> None:
        """Set the records to choose from."""
        choice = self.fields[name]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = records


class DeadlineForm(StepForm):
    """A day and an hour in San José: one exact instant."""

    together = ("day", "hour")
    day = forms.DateField(label=_("Last day"), widget=DayInput())
    hour = forms.TimeField(
        label=_("Hour"),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        help_text=_("In San José. Each reader sees it in their own zone as well."),
        initial="17:00",
    )

    def clean(self) -> dict[str, Any]:
        """Put the day and the hour together in the zone of the Secretariat."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("day") and said.get("hour"):
            said["instant"] = datetime.combine(said["day"], said["hour"], timezone.get_default_timezone())
            if refused := self.why_not(said["instant"]):
                self.add_error("day", refused)
        return said

    def why_not(self, instant: datetime) -> str:
        """Say before the answers are checked why an instant cannot be the deadline; nothing if it can."""
        if instant > clock.now():
            return ""
        words = gettext("%(instant)s has passed already. Choose an instant that is still to come.")
        return words % {"instant": in_words(instant)}

    @property
    def instant(self) -> datetime:
        """The exact instant that was typed."""
        found: datetime = self.cleaned_data["instant"]
        return found

    def spoken(self) -> tuple[Answer, ...]:
        """Return the instant in every zone."""
        return (Answer(str(_("Deadline")), in_words(self.instant)),)


class KeyedForm(StepForm):
    """A form that a second click does not send twice."""

    key = forms.UUIDField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A meeting by its code, name and day."""

    def label_from_instance(self, obj: Meeting) -> str:
        """Return code, name and day."""
        day = date_format(obj.starts_on, "DATE_FORMAT") if obj.starts_on else ""
        return " · ".join(part for part in (obj.code, obj.name.text, day) if part)


def long_text(rows: int = 4, **about: Any) -> forms.CharField:
    """Return a field for a text of several lines."""
    return forms.CharField(widget=forms.Textarea({"rows": rows}), max_length=20_000, strip=True, **about)


def language_choice() -> forms.ChoiceField:
    """Return the choice of the language in which somebody writes."""
    return forms.ChoiceField(
        label=_("Language in which you write"),
        choices=Language.choices,
        help_text=_("Nobody translates what a country says: it is shown as you write it."),
    )
