"""What the Secretariat types to record an approval."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.forms import DayInput
from pilares.meetings.models import Meeting
from pilares.people.access import type_of_reader
from pilares.plans.access import APPROVES


class MeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A choice of meetings by code and name."""

    def label_from_instance(self, obj: Meeting) -> str:
        """Name a meeting as decisions cite it."""
        return f"{obj.code} · {obj.name}"


class ApprovalForm(forms.Form):
    """Meeting, paragraph, date and, if at hand, the words of the paragraph."""

    meeting = MeetingField(
        label=_("Meeting"),
        queryset=Meeting.objects.none(),
        help_text=_("The Vice-Ministerial Meeting that approved this version."),
    )
    paragraph = forms.CharField(
        label=_("Paragraph"),
        max_length=20,
        help_text=_("Of the declaration or of the decisions, as it is cited: 9, or 4 b."),
    )
    on = forms.DateField(
        label=_("In force from"),
        widget=DayInput(),
        help_text=_("The date that the decision gives; otherwise, the day on which it was taken."),
    )
    text_es = forms.CharField(
        label=_("Text of the paragraph in Spanish"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    text_en = forms.CharField(
        label=_("Text of the paragraph in English"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, reader: type_of_reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.visible_to(reader).filter(body__code=APPROVES).select_related("body")
        field = self.fields["meeting"]
        assert isinstance(field, MeetingField)  # noqa: S101 (for the type checker)
        field.queryset = meetings.order_by("-starts_on", "-pk")

    def clean_on(self) -> Any:
        """A version may take effect later than it was approved, but not in an unknown future."""
        on = self.cleaned_data["on"]
        if on.year > clock.today().year + 1:
            raise forms.ValidationError(_("The date lies too far ahead: check the year."))
        return on
