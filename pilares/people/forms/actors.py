"""What a reader may ask of the actors."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.core.forms import DayInput


class OnDay(forms.Form):
    """A day, for the presidencies of that day."""

    on = forms.DateField(
        label=_("Day"),
        error_messages={"invalid": _("Write the day as in 2021-10-15.")},
        input_formats=["%Y-%m-%d"],
        widget=DayInput(),
    )
