"""Which critical aspect the vice-ministers read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilares.monitoring.models import CriticalAspect


class AspectField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A critical aspect by its words and who identified it."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the words of one choice."""
        return f"{obj.text} ({obj.identified_by})"


class AspectForm(forms.Form):
    """One of the critical aspects that are not over, or none."""

    aspect = AspectField(
        CriticalAspect.objects.none(), label=_("Critical aspect"), required=False,
        empty_label=pgettext_lazy("critical aspect", "None"), widget=forms.RadioSelect,
    )  # fmt: skip
    before = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["aspect"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = offered
