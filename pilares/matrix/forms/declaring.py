"""Why an activity is completed though a target was not met (§4.2 a, AC-14)."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ExplanationForm(forms.Form):
    """What the group says of the target that was not met, and where it can be checked."""

    text = forms.CharField(
        label=_("Why it is completed although the target is not met"),
        help_text=_("The group's explanation goes with the status, also in the annual report."),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write the explanation of the group.")},
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("A document, minutes or an address where it can be checked."),
        max_length=300,
        required=False,
    )

    def add_prefix(self, field_name: str) -> str:
        """Name the explanation as such among the fields of the declaration."""
        return {"text": "explanation"}.get(field_name, field_name)
