"""Where the paces of one indicator part, when a decision departs from the plan's thresholds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.meetings.models import Decision
from pilares.people.access import type_of_reader


class PaceThresholdsForm(forms.Form):
    """The two thresholds, the decision and its reason; both empty return to the plan's."""

    on_course = forms.IntegerField(
        label=_("On course from, in per cent of what is expected"), min_value=1, max_value=200, required=False
    )
    insufficient = forms.IntegerField(
        label=_("Insufficient progress from, in per cent of what is expected"), min_value=0, max_value=199,
        required=False, help_text=_("Leave both empty to return to the thresholds of the plan."),
    )  # fmt: skip
    decision = forms.ModelChoiceField(
        label=_("Decision"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("Choose the decision"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write the reason: it stays in the history.")},
    )

    def __init__(self, *args: Any, user: type_of_reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions = self.fields["decision"]
        if isinstance(decisions, forms.ModelChoiceField):
            seen = Decision.objects.visible_to(user).select_related("meeting")
            decisions.queryset = seen.filter(meeting__starts_on__lte=clock.today())

    def clean(self) -> dict[str, Any]:
        """Ask for both numbers in order, with their decision, or for none."""
        typed: dict[str, Any] = super().clean() or {}
        high, low = typed.get("on_course"), typed.get("insufficient")
        if {"on_course", "insufficient"} & set(self.errors):
            return typed
        if (high is None) != (low is None):
            missing = "on_course" if high is None else "insufficient"
            self.add_error(missing, _("Write both thresholds, or neither."))
        elif high is not None and low is not None and high <= low:
            self.add_error("on_course", _("It must be higher than the threshold of insufficient progress."))
        if high is not None and not typed.get("decision"):
            self.add_error("decision", _("Name the decision that sets them."))
        return typed
