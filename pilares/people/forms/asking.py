"""A message to the Executive Secretariat."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    """What is asked, about which address; sent twice, it is written once."""

    text = forms.CharField(label=_("Message"), max_length=2000, widget=forms.Textarea({"rows": 6}))
    about = forms.CharField(
        label=_("Address"),
        help_text=_("The page about which you write. It may stay empty."),
        max_length=500,
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
