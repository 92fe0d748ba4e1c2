"""The texts, the evidence and the steps of an evaluation."""

import uuid
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Tier
from pilares.core.edits import as_text
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.models import GroupPlanStep
from pilares.people.models import User
from pilares.reports.models import Frozen
from pilares.succession.models import Evaluation, EvaluationText
from pilares.succession.queries.citing import page_at
from pilares.succession.queries.evaluating import choices

REACH = [(tier, tier.label) for tier in (Tier.PUBLIC, Tier.EXTENDED, Tier.MEMBERS)]


class TextForm(forms.ModelForm):  # type: ignore[type-arg]
    """What people write, in both languages."""

    class Meta:
        model = EvaluationText
        fields = ("text_es", "text_en")
        widgets = {name: forms.Textarea({"rows": 12}) for name in ("text_es", "text_en")}

    @property
    def base(self) -> dict[str, str]:
        """The texts with which the form was opened."""
        return {name: as_text(getattr(self.instance, name)) for name in self.fields}


class EvidenceForm(forms.Form):
    """One frozen thing: a copy of a report, what a group presented, or a permanent address."""

    frozen = forms.ChoiceField(label=_("Frozen evidence"), required=False)
    address = forms.CharField(
        label=_("Or a permanent address of this site"),
        help_text=_("As «Cite» gives it, with its day: a page, an activity, a decision."),
        max_length=300,
        required=False,
    )
    note_es = forms.CharField(label=_("What it shows (Spanish)"), max_length=300, required=False)
    note_en = forms.CharField(label=_("What it shows (English)"), max_length=300, required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["frozen"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *choices(user, evaluation.plan_id)]
        self.fields["form_key"].initial = uuid.uuid4()

    def clean_address(self) -> str:
        """Keep the address within this site, without its host."""
        typed: str = self.cleaned_data["address"].strip()
        if not typed:
            return ""
        parts = urlsplit(typed)
        here = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if not here.startswith(("/es/", "/en/")) or here.startswith("//"):
            raise forms.ValidationError(
                _("Expected an address of this site, such as /es/actividades/PROT-A1; found: %(found)s."),
                params={"found": typed},
            )
        if page_at(here) is None:
            raise forms.ValidationError(
                _("No page that can be cited stands at %(found)s. Copy its address with “Cite”."),
                params={"found": here},
            )
        return here

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two, as the record keeps it."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        frozen, address = typed.pop("frozen", ""), typed.get("address", "")
        if bool(frozen) == bool(address) and "address" not in self.errors:
            self.add_error("frozen", _("Choose one piece of evidence, or write one address."))
        kind, _colon, key = frozen.partition(":")
        typed["copy"] = Frozen.objects.get(pk=key) if kind == "copy" else None
        typed["step"] = GroupPlanStep.objects.get(pk=key) if kind == "step" else None
        return typed


class StepForm(forms.Form):
    """A step that asks nothing."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user


class NoteForm(StepForm):
    """A step that asks why."""

    note = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 3}), max_length=2000)


class _MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Meeting) -> str:
        return f"{obj.code} · {obj.name}"


class _DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Decision) -> str:
        return f"{obj.citation} · {obj.text.text[:80]}"


class PresentForm(StepForm):
    """To which meeting of the RCGM it was presented, and what it decided."""

    meeting = _MeetingChoice(label=_("Meeting"), queryset=Meeting.objects.none(), empty_label=None)
    decision = _DecisionChoice(
        label=_("Decision"), queryset=Decision.objects.none(), required=False, empty_label=_("No decision")
    )
    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea({"rows": 3}), max_length=2000, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Meeting.objects.visible_to(self.user).exclude(status=Meeting.Status.CANCELLED)
        found = Decision.objects.visible_to(self.user).filter(meeting__body__code="GRCM")
        for name, rows in (
            ("meeting", held.filter(body__code="GRCM")),
            ("decision", found.select_related("meeting")),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows


class PublishForm(StepForm):
    """Who may read it."""

    tier = forms.ChoiceField(label=_("Who may read it"), choices=REACH, widget=forms.RadioSelect)
