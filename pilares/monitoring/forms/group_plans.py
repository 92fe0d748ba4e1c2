"""What the steps of a group's plan and of its yearly review ask: a meeting, a decision, a reason (§3.9)."""

from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pilares.core import conflicts
from pilares.core.access import Tier
from pilares.core.conflicts import Settled
from pilares.core.edits import as_text
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring import access
from pilares.monitoring.actions.group_plans import NEEDS_MEETING_OR_NOTE
from pilares.monitoring.forms.stages import Answer, DecisionChoice, recorded
from pilares.monitoring.models import GroupPlan, ReviewLine
from pilares.monitoring.queries.endorsing import taken_by_the_rcgm
from pilares.monitoring.queries.values import year_words
from pilares.people.models import User
from pilares.plans.models import PlanYear

ENDORSING = (Decision.Verb.ENDORSE, Decision.Verb.TAKE_NOTE, Decision.Verb.APPROVE)


class PlanForm(forms.Form):
    """A step that asks nothing."""

    def __init__(self, *args: Any, group_plan: GroupPlan, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group_plan, self.user = group_plan, user

    def answers(self) -> tuple[Answer, ...]:
        """Return what was typed in words, to be checked before it is done."""
        return tuple(
            Answer(str(self.fields[name].label), self._in_words(name, value))
            for name, value in self.cleaned_data.items()
            if value
        )

    def _in_words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return field.label_from_instance(value)
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices)[value])  # type: ignore[arg-type]
        return str(value)

    def offer(self, name: str, records: Any) -> None:
        """Set the records to choose from."""
        choice = self.fields[name]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = records


class _MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Meeting) -> str:
        day = date_format(obj.starts_on, "DATE_FORMAT") if obj.starts_on else ""
        return " · ".join(part for part in (obj.code, obj.name.text, day) if part)


def _note(**about: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(widget=widget, max_length=2000, **about)


class ReviewedForm(PlanForm):
    """At which meeting the group reviewed its plan, or how."""

    meeting = _MeetingChoice(
        label=_("Meeting of the group"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("Not at a meeting"),
    )
    note = _note(
        label=_("Note"),
        help_text=_("Without a meeting, write how the group reviewed its plan. It stays in the history."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Meeting.objects.visible_to(self.user).filter(status=Meeting.Status.HELD)
        self.offer("meeting", held.filter(body=self.group_plan.group_id))

    def clean(self) -> dict[str, Any]:
        """Ask for the meeting or the note before the answers are shown to be checked."""
        typed: dict[str, Any] = super().clean() or {}
        if not (self.errors or typed.get("meeting") or typed.get("note")):
            self.add_error("note", NEEDS_MEETING_OR_NOTE)
        return typed


class PresentForm(PlanForm):
    """To which meeting of the RCGM the plan is presented."""

    meeting = _MeetingChoice(
        label=_("Meeting of the RCGM"),
        help_text=_("The one that will take the plan up, if it is known."),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("Not known yet"),
    )
    note = _note(label=_("Note to the RCGM"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.visible_to(self.user).exclude(status=Meeting.Status.CANCELLED)
        self.offer("meeting", meetings.filter(body__code="GRCM"))


class NoteForm(PlanForm):
    """A step that asks why."""

    note = _note(label=_("Reason"), help_text=_("It stays in the history of the plan."))


class EndorsedForm(PlanForm):
    """By which decision the RCGM endorsed the plan or took note of it (§3.9)."""

    decision = DecisionChoice(
        label=_("Decision of the RCGM"),
        help_text=recorded(_("Meeting and paragraph in which it endorsed the plan, or took note of it.")),
        queryset=Decision.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("decision", taken_by_the_rcgm(self.user).filter(verb__in=ENDORSING))


class _YearChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: PlanYear) -> str:
        if not (obj.starts_on and obj.ends_on):
            return year_words(obj.number)
        first, last = (date_format(day, "DATE_FORMAT") for day in (obj.starts_on, obj.ends_on))
        return f"{year_words(obj.number)} ({first} – {last})"


class OpenReviewForm(PlanForm):
    """Which year of the plan the group reviews, and at which of its meetings."""

    year = _YearChoice(
        label=_("Year of the plan"),
        queryset=PlanYear.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    meeting = _MeetingChoice(
        label=_("Meeting of the group"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("Not at a meeting"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("year", access.years_to_review(self.group_plan))
        meetings = Meeting.objects.visible_to(self.user).exclude(status=Meeting.Status.CANCELLED)
        self.offer("meeting", meetings.filter(body=self.group_plan.group_id))


class CloseReviewForm(PlanForm):
    """How far a review reaches once it is closed; publishing it is an act of whoever steers."""

    tier = forms.ChoiceField(
        label=_("Who may read it"),
        help_text=_("Each line is read only by those who may see its activity."),
        widget=forms.RadioSelect,
        initial=Tier.MEMBERS,
    )
    REACH: ClassVar = (Tier.GROUP, Tier.MEMBERS, Tier.EXTENDED, Tier.PUBLIC)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = [t for t in self.REACH if access.why_not_publish_review(self.user, t) is None]
        choice = self.fields["tier"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(tier.value, tier.label) for tier in reach]


class LineForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the group says of one activity in a year; it may be finished later, until the review is closed."""

    relevant = forms.TypedChoiceField(
        label=_("Is it still relevant? (§1.5)"),
        choices=(("True", _("Yes")), ("False", _("No"))),
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        required=False,
        empty_value=None,
    )
    outcome = forms.ChoiceField(
        label=_("What follows"),
        choices=ReviewLine.Outcome.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Nothing changes by itself: the review leads to the page on which it is done."),
    )

    class Meta:
        model = ReviewLine
        fields = ("reached_es", "reached_en", "relevant", "outcome", "changes_es", "changes_en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3
        self.initial["relevant"] = {None: "", True: "True", False: "False"}[self.instance.relevant]

    def texts(self) -> dict[str, str]:
        """Return the canonical texts of the line as it stands, for the form to carry."""
        return {name: as_text(getattr(self.instance, name)) for name in self.fields}

    def settle(self) -> Settled:
        """Return what the person still wants written, once the choices on the page are counted in."""
        return conflicts.settle(self, self.cleaned_data)
