"""A theme that is not on the list, and the decision that adds it (§3.8, AC-03)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.forms.stages import DecisionChoice, recorded
from pilares.people.models import User
from pilares.plans.models import Document, Pillar


class PillarChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A pillar by its number and name."""

    def label_from_instance(self, obj: Pillar) -> str:
        """Return number and name."""
        return f"{obj.number}. {obj.name}"


class ProposeThemeForm(forms.Form):
    """The name of a theme in either language, and the pillar under which it would stand."""

    one_language = ("name",)

    name_es = forms.CharField(label=_("Theme (Spanish)"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Theme (English)"), max_length=200, required=False)
    pillar = PillarChoice(
        label=_("Pillar"), queryset=Pillar.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, plan: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["pillar"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = plan.pillars.order_by("number")

    def clean(self) -> dict[str, Any]:
        """Ask for the name in at least one language."""
        typed = super().clean() or self.cleaned_data
        if not (typed.get("name_es") or typed.get("name_en")):
            raise ValidationError({"name_es": _("Write the theme in at least one language.")})
        return typed


class AdoptThemeForm(forms.Form):
    """The decision that adds a theme to the plan."""

    decision = DecisionChoice(
        label=_("Decision that adds the theme"),
        help_text=recorded(_("Meeting and paragraph.")),
        queryset=Decision.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["decision"]
        if isinstance(choice, forms.ModelChoiceField):
            taken = Decision.objects.visible_to(user).exclude(meeting__status=Meeting.Status.CANCELLED)
            taken = taken.exclude(meeting__starts_on__gt=clock.today())
            choice.queryset = taken.select_related("meeting")
