"""What a person types about an answer: an explanation, or the record of a presentation."""

from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pilares.compliance.models import Explanation, Presentation
from pilares.core import conflicts
from pilares.core.conflicts import Settled
from pilares.core.edits import as_text
from pilares.core.forms import DayInput
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import User


class ExplanationForm(forms.ModelForm):  # type: ignore[type-arg]
    """Why an answer is as it is; empty in both languages takes it away, and its history stays."""

    class Meta:
        model = Explanation
        fields = ("text_es", "text_en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["rows"] = 4

    def texts(self) -> dict[str, str]:
        """Return the texts as they stand, for the form to carry."""
        return {name: as_text(getattr(self.instance, name)) for name in self.fields}

    def settle(self) -> Settled:
        """Return what the person still wants written, once the choices on the page are counted in."""
        return conflicts.settle(self, self.cleaned_data)


class _MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Meeting) -> str:
        day = date_format(obj.starts_on, "DATE_FORMAT") if obj.starts_on else ""
        return " · ".join(part for part in (obj.code, obj.name.text, day) if part)


class PresentationForm(forms.Form):
    """At which meeting a report or a review was put before the organ, by which decision, if any."""

    LETTERS: ClassVar = (
        ("a", _("a) Commitments achieved, in process and pending")),
        ("b", _("b) Description of the balance of the work done")),
        ("c", _("c) Recommendations / next steps")),
    )
    meeting = _MeetingChoice(label=_("Meeting"), queryset=Meeting.objects.none(), required=False)
    on = forms.DateField(
        label=_("Date"),
        help_text=_("The day on which it was presented or finished. By default, that of the meeting."),
        widget=DayInput(),
        required=False,
    )
    decision = forms.ModelChoiceField(
        label=_("Decision, if any"),
        help_text=_("The paragraph by which the organ took note of it."),
        queryset=Decision.objects.none(),
        required=False,
    )
    letters = forms.MultipleChoiceField(
        label=_("What the report includes (§4.2)"),
        choices=LETTERS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, kind: str, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organ = Presentation.BEFORE[kind]
        held = Meeting.objects.visible_to(user).filter(status=Meeting.Status.HELD, body__code=organ)
        seen = Decision.objects.visible_to(user).filter(meeting__body__code=organ).select_related("meeting")
        self._offer("meeting", held)
        self._offer("decision", seen)
        if kind != Presentation.Kind.ANNUAL_REPORT:
            del self.fields["letters"]
            self.fields["meeting"].required = True

    def _offer(self, name: str, records: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = records

    def clean(self) -> dict[str, Any]:
        """Take the day from the meeting where none is typed."""
        said: dict[str, Any] = super().clean() or {}
        meeting: Meeting | None = said.get("meeting")
        if said.get("on") is None and "on" not in self.errors:
            said["on"] = (meeting.ends_on or meeting.starts_on) if meeting else None
            if said["on"] is None:
                self.add_error("on", _("Write the date, or choose a meeting that has one."))
        return said
