"""What the people who write a report type: its beginning, its texts, its steps, its corrigenda (§4.2)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.edits import as_text
from pilares.core.forms import DayInput
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.models import Activity
from pilares.people.models import Presidency, User
from pilares.plans.models import Document
from pilares.reports.models import GroupReport, Report, ReportText
from pilares.reports.queries.corrections import FIELDS, codes_of, value_of
from pilares.reports.queries.due import terms_to_report


class _TermChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Presidency) -> str:
        return f"{obj.label} · {obj.country.name}"


class BeginForm(forms.Form):
    """Of which presidency and until which day a report tells."""

    presidency = _TermChoice(
        label=_("Presidency Pro-Témpore"), queryset=Presidency.objects.none(), empty_label=None
    )
    cut_off = forms.DateField(
        label=_("Cut-off date"),
        help_text=_("The last day whose data the report tells."),
        widget=DayInput,
    )

    def __init__(self, *args: Any, plan: Document | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["presidency"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = terms_to_report(plan)
        self.fields["cut_off"].initial = clock.today()


class TextForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the presidency and the Secretariat write beside the facts, in both languages."""

    class Meta:
        model = ReportText
        fields = ("text_es", "text_en")
        widgets = {name: forms.Textarea({"rows": 12}) for name in ("text_es", "text_en")}

    @property
    def base(self) -> dict[str, str]:
        """The texts with which the form was opened."""
        return {name: as_text(getattr(self.instance, name)) for name in self.fields}


class StepForm(forms.Form):
    """A step that asks nothing."""

    def __init__(self, *args: Any, report: Report | GroupReport, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report, self.user = report, user

    def offer(self, name: str, records: Any) -> None:
        """Set the records to choose from."""
        choice = self.fields[name]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = records


class FreezeForm(StepForm):
    """Whether a report may be frozen while English texts lag (AC-20)."""

    pending_accepted = forms.BooleanField(
        label=_("Freeze it as it is: the report prints “English translation pending”"), required=False
    )

    def ask_only_if(self, lags: object) -> None:
        """Ask it only where some English text lags: otherwise there is nothing to accept."""
        if not lags:
            self.fields.pop("pending_accepted")


class NoteForm(StepForm):
    """A step that asks why."""

    note = forms.CharField(
        label=_("Reason"),
        help_text=_("It stays in the history of the report."),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
    )


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A meeting, by its code, name and day."""

    def label_from_instance(self, obj: Meeting) -> str:
        day = date_format(obj.starts_on, "DATE_FORMAT") if obj.starts_on else ""
        return " · ".join(part for part in (obj.code, obj.name.text, day) if part)


class DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A decision, by its citation, verb and first words."""

    def label_from_instance(self, obj: Decision) -> str:
        return f"{obj.citation} · {obj.get_verb_display()} · {obj.text.text[:80]}"


class PresentForm(StepForm):
    """To which meeting of the RCGM the report was presented."""

    body = "GRCM"
    meeting = MeetingChoice(label=_("Meeting"), queryset=Meeting.objects.none(), empty_label=None)
    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea({"rows": 3}), max_length=2000, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = Q(ends_on__gte=self.report.cut_off) | Q(starts_on__gte=self.report.cut_off)
        held = Meeting.objects.visible_to(self.user).exclude(status=Meeting.Status.CANCELLED)
        # a meeting that was over before the cut-off cannot have seen the report
        self.offer("meeting", held.filter(told, body__code=self.body).order_by("starts_on"))


class InformForm(PresentForm):
    """Which Vice-Ministerial Meeting was informed, and what it decided of it."""

    body = "RVM"
    decision = DecisionChoice(
        label=_("Decision"), queryset=Decision.objects.none(), required=False, empty_label=_("No decision")
    )
    field_order = ("meeting", "decision", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = self.fields["meeting"]
        told = meetings.queryset if isinstance(meetings, forms.ModelChoiceField) else Meeting.objects.none()
        found = Decision.objects.visible_to(self.user).filter(meeting__in=told)
        self.offer("decision", found.select_related("meeting"))


class PublishForm(StepForm):
    """When it becomes public: at once, or at a recorded instant."""

    embargo_until = forms.DateTimeField(
        label=_("Embargo until"),
        help_text=_("Day and hour in San José, as 2021-12-03 11:00. Without it, it is public at once."),
        required=False,
    )


class CorrigendumForm(forms.Form):
    """One corrected value of a frozen report."""

    code = forms.ChoiceField(label=_("Activity or indicator"))
    field = forms.ChoiceField(label=_("What is corrected"), choices=list(FIELDS.items()))
    new_es = forms.CharField(
        label=_("Corrected value (Spanish)"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
    )
    new_en = forms.CharField(
        label=_("Corrected value (English)"),
        help_text=_(
            "For a status or a day, the choices below are enough. Without it, whoever reads in English gets "
            "the Spanish, marked so."
        ),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
    )
    state = forms.ChoiceField(label=_("Status"), required=False, choices=[("", "—"), *Activity.State.choices])
    day = forms.DateField(label=_("Deadline"), required=False, widget=DayInput)
    reason_es = forms.CharField(
        label=_("Reason (Spanish)"), widget=forms.Textarea({"rows": 2}), max_length=2000
    )
    reason_en = forms.CharField(
        label=_("Reason (English)"), required=False, widget=forms.Textarea({"rows": 2}), max_length=2000
    )

    def __init__(self, *args: Any, report: Report | GroupReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        code = self.fields["code"]
        if isinstance(code, forms.ChoiceField):
            code.choices = [("", "—"), *codes_of(report)]

    def clean(self) -> dict[str, Any]:
        """Make one new value of what was typed for its kind."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        field, code = typed.get("field"), typed.get("code", "").strip()
        if not field or not code:
            return typed
        if value_of(self.report, code, field) is None:
            words = _("The report holds no such value for %(code)s.") % {"code": code}
            raise ValidationError({"code": words})
        typed["code"], typed["new"] = code, self._new(typed, field)
        if not any(typed["new"].values()) and field != "explanation":
            named = {"state": "state", "due_on": "day"}.get(field, "new_es")
            raise ValidationError({named: _("Write what is right.")})
        return typed

    @staticmethod
    def _new(typed: dict[str, Any], field: str) -> dict[str, str]:
        if field == "state":
            return dict.fromkeys(("es", "en"), typed.get("state") or "")
        if field == "due_on":
            return dict.fromkeys(("es", "en"), as_text(typed.get("day")))
        es, en = typed.get("new_es", "").strip(), typed.get("new_en", "").strip()
        return {"es": es, "en": en}
