"""What the silence procedure asks: its rule, the paragraph it is opened on, an objection, its number."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pilares.consensus.access import rule_in_force, why_not_so_soon
from pilares.consensus.forms.answers import offer_places
from pilares.consensus.forms.fields import (
    DeadlineForm,
    KeyedForm,
    MeetingChoice,
    StepForm,
    language_choice,
    long_text,
)
from pilares.consensus.forms.rounds import Against
from pilares.consensus.queries.texts import Place
from pilares.core import clock
from pilares.core.forms import DayInput
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import User
from pilares.plans.models import Version


class _DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Decision) -> str:
        words = obj.text.text
        return f"{obj.citation} · {words[:80]}{'…' if len(words) > 80 else ''}"


class RuleForm(StepForm):
    """The rule that authorises the procedure, with where it stands and what decided it."""

    text_es = long_text(label=_("Text of the rule (Spanish)"))
    text_en = long_text(label=_("Text of the rule (English)"), required=False)
    source = forms.CharField(
        label=_("Where it stands"), max_length=300, help_text=_("Document and article, or paragraph.")
    )
    adopted_on = forms.DateField(label=_("Date of the rule"), widget=DayInput())
    decision = _DecisionChoice(
        Decision.objects.none(),
        label=_("Decision that adopted it"),
        help_text=_("Record it first with its meeting, if it is not here."),
    )
    minimum_hours = forms.IntegerField(
        label=_("Shortest time, in hours"),
        min_value=1,
        max_value=8760,
        initial=72,
        help_text=_("The practice of the United Nations General Assembly is at least 72 hours."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adopted = Decision.objects.visible_to(user).filter(outcome=Decision.Outcome.ADOPTED)
        self.offer("decision", adopted.exclude(paragraph="").select_related("meeting"))


class AllowedForm(DeadlineForm):
    """An instant that leaves the delegations the time that the rule gives them."""

    def why_not(self, instant: datetime) -> str:
        """Say the rule before the answers are checked."""
        rule = rule_in_force()
        too_soon = why_not_so_soon(rule, clock.now(), instant) if rule else None
        said = f"{too_soon.text} ({too_soon.citation})" if too_soon else ""
        return super().why_not(instant) or said


class OpenSilenceForm(AllowedForm):
    """The paragraph that the chair proposed, at which meeting, and until when."""

    field_order = ("meeting", "verb", "text_es", "text_en", "against", "day", "hour", "agreed")
    meeting = MeetingChoice(Meeting.objects.none(), label=_("Meeting at which the chair proposed it"))
    verb = forms.ChoiceField(label=_("Verb"), choices=Decision.Verb.choices, initial=Decision.Verb.APPROVE)
    text_es = long_text(label=_("What is decided if nobody objects (Spanish)"))
    text_en = long_text(label=_("What is decided if nobody objects (English)"), required=False)
    against = forms.ChoiceField(label=_("Show the changes from"), required=False)
    agreed = forms.BooleanField(label=_("Nobody at the meeting objected to using the silence procedure"))

    def __init__(self, *args: Any, version: Version, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = Against(version)
        field = self.fields["against"]
        field.choices = self.texts.choices  # type: ignore[attr-defined]
        field.initial = self.texts.proposed
        self.offer("meeting", meetings_of(user))

    def said(self) -> dict[str, Any]:
        """Return what the action takes."""
        typed = self.cleaned_data
        kept = {name: typed[name] for name in ("meeting", "verb", "text_es", "text_en")}
        return {"closes_at": self.instant, **self.texts.chosen(typed["against"]), **kept}


class DecideForm(AllowedForm, KeyedForm):
    """What the chair proposed to decide, at which meeting, and until when."""

    field_order = (
        "meeting", "subject_es", "subject_en", "verb", "text_es", "text_en", "day", "hour", "agreed", "key"
    )  # fmt: skip
    meeting = MeetingChoice(Meeting.objects.none(), label=_("Meeting at which the chair proposed it"))
    subject_es = forms.CharField(
        label=_("Subject (Spanish)"), max_length=300, help_text=_("How the decision is called in lists.")
    )
    subject_en = forms.CharField(label=_("Subject (English)"), max_length=300, required=False)
    verb = forms.ChoiceField(label=_("Verb"), choices=Decision.Verb.choices, initial=Decision.Verb.AGREE)
    text_es = long_text(label=_("What is decided if nobody objects (Spanish)"))
    text_en = long_text(label=_("What is decided if nobody objects (English)"), required=False)
    agreed = forms.BooleanField(label=_("Nobody at the meeting objected to using the silence procedure"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("meeting", meetings_of(user))

    def said(self) -> dict[str, Any]:
        """Return what the action takes."""
        names = ("key", "meeting", "subject_es", "subject_en", "verb", "text_es", "text_en")
        return {"closes_at": self.instant, **{name: self.cleaned_data[name] for name in names}}


class ObjectForm(KeyedForm):
    """Why the country objects, or the wording that it proposes."""

    field_order = ("anchor", "text", "proposed", "language", "key")
    anchor = forms.ChoiceField(label=_("Of which paragraph"), required=False)
    text = long_text(label=_("Reason"), required=False)
    proposed = long_text(
        6,
        label=_("Wording that you propose"),
        required=False,
        help_text=_("The paragraph as it should read. It is shown as a redline."),
    )
    language = language_choice()

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self.fields["anchor"], places)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        said: dict[str, Any] = super().clean() or {}
        if not (said.get("text") or said.get("proposed")):
            self.add_error("text", _("Write your objection or the wording that you propose."))
        return said


class NumberForm(StepForm):
    """At which meeting the decision received its paragraph."""

    meeting = MeetingChoice(Meeting.objects.none(), label=_("Meeting that records it"))
    paragraph = forms.CharField(label=_("Paragraph"), max_length=20)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("meeting", meetings_of(user))


class TakeForm(StepForm):
    """To which meeting a text that was not adopted goes."""

    meeting = MeetingChoice(Meeting.objects.none(), label=_("Meeting"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ahead = meetings_of(user).filter(status=Meeting.Status.CONVENED, body__code="GRCM")
        self.offer("meeting", ahead.order_by("starts_on"))
        self.fields["meeting"].initial = ahead.order_by("starts_on").first()


def meetings_of(user: User) -> QuerySet[Meeting]:
    """Return the meetings of organs that the reader sees, the latest first."""
    seen: QuerySet[Meeting] = Meeting.objects.visible_to(user)
    return seen.exclude(status=Meeting.Status.CANCELLED).order_by("-starts_on", "code")
