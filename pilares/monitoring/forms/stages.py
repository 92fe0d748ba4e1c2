"""What a step of an activity's stage asks: a reason, a successor, a decision of the RCGM (§3.9, AC-01)."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pilares.meetings.models import Decision
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.endorsing import taken_by_the_rcgm
from pilares.people.models import User


@dataclass(frozen=True)
class Answer:
    """One answer on the check page."""

    label: str
    text: str
    lang: str = ""


class StepForm(forms.Form):
    """What a step asks of the person who takes it."""

    def __init__(self, *args: Any, activity: Activity, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity, self.user = activity, user

    def answers(self) -> tuple[Answer, ...]:
        """Return what was typed in words, to be checked before it is done."""
        typed = self.cleaned_data.items()
        return tuple(
            Answer(str(self.fields[name].label), self.in_words(name, value)) for name, value in typed if value
        )

    def in_words(self, name: str, value: Any) -> str:
        """Return an answer as the page shows it."""
        field = self.fields[name]
        return field.label_from_instance(value) if isinstance(field, forms.ModelChoiceField) else str(value)


class PlainForm(StepForm):
    """A step that asks nothing."""


class ReasonForm(StepForm):
    """A step that asks why."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stays in the history of the activity."),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
    )


class _ActivityChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Activity) -> str:
        return f"{obj.code}. {obj.title}"


class SuccessorForm(ReasonForm):
    """Which candidate takes the place of an activity, and why."""

    other = _ActivityChoice(
        label=_("Candidate that takes its place"),
        queryset=Activity.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    field_order = ("other", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.near = Activity.objects.visible_to(self.user).filter(
            group=self.activity.group_id, plan=self.activity.plan_id
        )
        self.offer(self.near.filter(stage=Activity.Stage.PROPOSED))

    def offer(self, activities: Any) -> None:
        """Set the activities to choose from."""
        choice = self.fields["other"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = activities


class PlaceForm(SuccessorForm):
    """Whose place a candidate takes, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].label = _("Activity that it replaces")
        self.offer(self.near.filter(slot__isnull=False).order_by("slot"))


def recorded(words: Any) -> Any:
    """Say after the help of a decision what to do when the one that is meant is not offered."""
    return format_lazy("{} {}", words, _("Record it first with its meeting, if it is not here."))


class DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A decision by its citation and the beginning of its words."""

    def label_from_instance(self, obj: Decision) -> str:
        """Return citation, verb and words."""
        words = obj.text.text
        short = words if len(words) <= 120 else f"{words[:120].rsplit(' ', 1)[0]} …"
        return f"{obj.citation} · {obj.get_verb_display()} · {short}"


class DecisionForm(StepForm):
    """The decision by which the RCGM endorsed a change of a group's plan (§3.9)."""

    decision = DecisionChoice(
        label=_("Decision of the RCGM"),
        help_text=recorded(_("Meeting and paragraph in which it was endorsed.")),
        queryset=Decision.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["decision"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = taken_by_the_rcgm(self.user)
