"""What each step of a version asks: a meeting and its paragraph, a date, a reason, a source (Tabla 2)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.forms import DayInput
from pilares.meetings.models import Decision, Meeting
from pilares.people.access import type_of_reader
from pilares.plans.access import APPROVES, RECOMMENDS
from pilares.plans.models import Version

TOO_FAR = _("The date lies too far ahead: check the year.")


class MeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A choice of meetings by code and name."""

    def label_from_instance(self, obj: Meeting) -> str:
        """Name a meeting as decisions cite it."""
        return f"{obj.code} · {obj.name}"


class DecisionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A choice of decisions by citation and words."""

    def label_from_instance(self, obj: Decision) -> str:
        """Cite a decision with the beginning of its words."""
        return f"{obj.citation} · {obj.text.text[:80]}"


class StepForm(forms.Form):
    """A step that asks nothing."""

    def __init__(self, *args: Any, reader: type_of_reader, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader, self.version = reader, version

    def offer(self, name: str, records: Any) -> None:
        """Set the records to choose from."""
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = records


class ReasonForm(StepForm):
    """A step that asks why."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stays in the history of the version."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class _DecidedForm(StepForm):
    """Meeting, paragraph, date and, if at hand, the words of the paragraph."""

    body = ""

    meeting = MeetingField(label=_("Meeting"), queryset=Meeting.objects.none())
    paragraph = forms.CharField(
        label=_("Paragraph"),
        max_length=20,
        help_text=_("Of the declaration or of the decisions, as it is cited: 9, or 4 b."),
    )
    on = forms.DateField(label=_("Date"), widget=DayInput())
    text_es = forms.CharField(
        label=_("Text of the paragraph in Spanish"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    text_en = forms.CharField(
        label=_("Text of the paragraph in English"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.visible_to(self.reader).filter(body__code=self.body)
        meetings = meetings.exclude(status=Meeting.Status.CANCELLED).exclude(starts_on__gt=clock.today())
        self.offer("meeting", meetings.select_related("body").order_by("-starts_on", "-pk"))

    def clean_on(self) -> Any:
        """A version may take effect later than it was approved, but not in an unknown future."""
        on = self.cleaned_data["on"]
        if on and on.year > clock.today().year + 1:
            raise forms.ValidationError(TOO_FAR)
        return on


class RecommendationForm(_DecidedForm):
    """Where the RCGM recommended the version; without a date, on the day of the meeting."""

    body = RECOMMENDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].help_text = _("The RCGM meeting that recommended this version.")
        self.fields["on"].required = False


class ApprovalForm(_DecidedForm):
    """Where the Vice-Ministerial Meeting approved the version, and from when it holds."""

    body = APPROVES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].help_text = _("The Vice-Ministerial Meeting that approved this version.")
        self.fields["on"].label = _("In force from")
        self.fields["on"].help_text = _(
            "The date that the decision gives; otherwise, the day on which it was taken."
        )


class RegisterForm(StepForm):
    """From where an adopted text was taken, since when it holds, and who may read it."""

    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("The document or the page from which the text was taken, with its date."),
    )
    on = forms.DateField(label=_("In force from"), widget=DayInput())
    tier = forms.ChoiceField(
        label=_("Who may read it"), choices=(), widget=forms.RadioSelect, initial=Tier.MEMBERS
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].choices = REACH  # type: ignore[attr-defined]

    def clean_on(self) -> Any:
        """Only what is adopted already is registered."""
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(_("The date lies ahead: register the text once it is adopted."))
        return on


class AdoptionForm(StepForm):
    """By which decision the members adopted a text, or how; and since when it holds."""

    decision = DecisionField(
        label=_("Decision"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("Not by a decision of a meeting"),
    )
    on = forms.DateField(label=_("In force from"), widget=DayInput())
    reason = forms.CharField(
        label=_("How it was adopted"),
        help_text=_("Where no decision of a meeting says so."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("decision", Decision.objects.visible_to(self.reader).select_related("meeting"))


REACH = [(tier, tier.label) for tier in (Tier.MEMBERS, Tier.EXTENDED, Tier.PUBLIC)]
FORMS: dict[str, type[StepForm]] = {
    "circulate": StepForm,
    "take_back": ReasonForm,
    "give_up": ReasonForm,
    "recommend": RecommendationForm,
    "approve": ApprovalForm,
    "countersign": StepForm,
    "register": RegisterForm,
    "adopt": AdoptionForm,
}
