"""Where an activity goes, what is recommended and proposed, and what closes a plan and begins the next."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.core.edits import as_text
from pilares.meetings.models import Decision
from pilares.people.models import Body, Country, User
from pilares.plans.access import APPROVES
from pilares.plans.models import Document
from pilares.succession.access import may_propose_for
from pilares.succession.models import Destination, Proposal

AREA = forms.Textarea({"rows": 3})


class _Kept(forms.ModelForm):  # type: ignore[type-arg]
    """A form that knows the texts with which it was opened."""

    @property
    def base(self) -> dict[str, str]:
        """The texts with which the form was opened."""
        return {name: as_text(getattr(self.instance, name)) for name in self.fields}


class DestinationForm(_Kept):
    """One destination with its reason and who proposes it."""

    one_language = ("reason",)

    class Meta:
        model = Destination
        fields = ("way", "reason_es", "reason_en", "body")
        widgets = {"way": forms.RadioSelect, "reason_es": AREA, "reason_en": AREA}

    def __init__(self, *args: Any, proposing: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        way, body = self.fields["way"], self.fields["body"]
        if not self.instance.body_id and proposing is not None:
            self.initial["body"] = proposing.pk
        if isinstance(way, forms.ChoiceField):
            way.choices, way.required = list(Destination.Way.choices), True
        if isinstance(body, forms.ModelChoiceField):
            found = [b.pk for b in Body.objects.all() if may_propose_for(b)]
            body.queryset, body.required = Body.objects.filter(pk__in=found), True

    def clean(self) -> dict[str, Any]:
        """A destination has its reason, in at least one language."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not (typed.get("reason_es") or typed.get("reason_en")):
            self.add_error("reason_es", _("Write the reason: it stays in the history."))
        return typed

    def _post_clean(self) -> None:
        """The action checks the record; the form only shapes what was typed."""


class _Recommending(_Kept):
    def _post_clean(self) -> None:
        """The action checks the record; the form only shapes what was typed."""


class PresidencyForm(_Recommending):
    """What the presidency recommends."""

    class Meta:
        model = Destination
        fields = ("ppt_es", "ppt_en")
        widgets = {"ppt_es": AREA, "ppt_en": AREA}


class SecretariatForm(_Recommending):
    """What the Secretariat recommends."""

    class Meta:
        model = Destination
        fields = ("se_es", "se_en")
        widgets = {"se_es": AREA, "se_en": AREA}


class ProposalForm(_Kept):
    """What a country proposes."""

    one_language = ("text",)

    class Meta:
        model = Proposal
        fields = ("text_es", "text_en")
        widgets = {"text_es": forms.Textarea({"rows": 6}), "text_en": forms.Textarea({"rows": 6})}

    def clean(self) -> dict[str, Any]:
        """A proposal says something, in at least one language."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not (typed.get("text_es") or typed.get("text_en")):
            self.add_error("text_es", _("Write the proposal in at least one language."))
        return typed

    def _post_clean(self) -> None:
        """The action checks the record; the form only shapes what was typed."""


def country_of(user: User) -> Country | None:
    """Return the country for which a person proposes: the one whose office they hold."""
    return Country.objects.filter(pk__in=user.standing.countries).order_by("pk").first()


class _DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Decision) -> str:
        return f"{obj.citation} · {obj.get_verb_display()} · {obj.text.text[:80]}"


class ConcludeForm(forms.Form):
    """The decision of the Vice-Ministerial Meeting by which the plan concludes."""

    decision = _DecisionChoice(
        label=_("Decision of the Vice-Ministerial Meeting"),
        help_text=_(
            "The Vice-Ministerial Meeting approves the plan of three years and its update (Table 2)."
        ),
        queryset=Decision.objects.none(),
    )
    sure = forms.BooleanField(label=_("I have read the table: from now on this plan is only read."))

    def __init__(self, *args: Any, plan: Document, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, last = self.fields["decision"], plan.plan_years.last()
        if isinstance(field, forms.ModelChoiceField):
            adopted = Decision.objects.visible_to(user).filter(outcome=Decision.Outcome.ADOPTED)
            found = adopted.filter(meeting__body__code=APPROVES).select_related("meeting")
            if last is not None and last.starts_on:  # what was decided before was not decided of its end
                found = found.filter(meeting__starts_on__gte=last.starts_on)
            field.queryset = found.order_by("-meeting__starts_on", "paragraph")


class NextForm(forms.Form):
    """The next plan as somebody types it: nothing is derived from the one before."""

    period = forms.RegexField(
        label=_("Years"),
        regex=r"^\d{4}-\d{4}$",
        max_length=9,
        help_text=_("As its title will give them: 2023-2025."),
        error_messages={"invalid": _("Write two years with a dash between them: 2023-2025.")},
    )
    title_es = forms.CharField(label=_("Title in Spanish"), max_length=300)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    years = forms.IntegerField(label=_("Years of the plan"), min_value=1, max_value=10)
    priority_activities = forms.IntegerField(
        label=_("Priority activities of a group, at most"), min_value=1, max_value=20
    )
    meetings_a_year = forms.IntegerField(label=_("Meetings in a year, at least"), min_value=0, max_value=50)

    def __init__(self, *args: Any, plan: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parameters = plan.parameters
        said = _("In the plan %(period)s: %(value)s. Type what holds in the next one.")
        for name in ("years", "priority_activities", "meetings_a_year"):
            value = getattr(parameters, name)
            self.fields[name].help_text = said % {"period": plan.period, "value": value}

    def clean_period(self) -> str:
        """The last year does not come before the first."""
        period: str = self.cleaned_data["period"]
        first, _dash, last = period.partition("-")
        if int(last) < int(first):
            raise forms.ValidationError(_("The last year comes before the first."))
        return period
