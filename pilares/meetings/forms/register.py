"""What the Secretariat types of meetings, decisions and mandates."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.forms import DayInput
from pilares.meetings.actions import stamp_of, value_of
from pilares.meetings.models import Decision, Mandate, Meeting, Session, taken
from pilares.people.models import Body, Country, Membership, Organisation
from pilares.people.queries import in_alphabetical_order

CHOOSE = _("Choose one")
RECORDED = [(s.value, s.label) for s in (Meeting.Status.HELD, Meeting.Status.CONVENED)]
DAY = _("Write the day as in 2021-10-15.")


def day(**kwargs: Any) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        widget=DayInput(),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": DAY},
        **kwargs,
    )


def prose(**kwargs: Any) -> forms.CharField:
    """Return a field for several lines."""
    return forms.CharField(widget=forms.Textarea({"rows": 4}), **kwargs)


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Offer rows in the reader's alphabetical order."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the type checker
    field.queryset = rows
    ordered = in_alphabetical_order(rows, lambda row: row.name)
    field.choices = [("", field.empty_label or ""), *((row.pk, str(row.name)) for row in ordered)]


class RecordForm(forms.Form):
    """A record of the register; when it is corrected, the stamp of what was read goes with it."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def columns(self) -> dict[str, Any]:
        """What was said of the record itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.BESIDE}

    #: what is asked beside the columns
    BESIDE: ClassVar[frozenset[str]] = frozenset({"stamp", "opened_by", "confirmed"})

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        """Return a record as this form shows it, with its stamp."""
        columns = [name for name in cls.base_fields if name not in cls.BESIDE]
        return {**{name: value_of(row, name) for name in columns}, "stamp": stamp_of(row, columns)}


class DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A recorded decision, by meeting and paragraph."""

    def label_from_instance(self, obj: Any) -> str:
        """Cite the decision and begin its text."""
        return f"{obj.citation} · {obj.text.text[:60]}"


class SessionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A session of the meeting, by its title."""

    def label_from_instance(self, obj: Any) -> str:
        """Name the session and say who may see it."""
        return f"{obj.title} · {obj.get_tier_display()}"


def opening() -> "DecisionChoice":
    """Return the field for the decision that opens what was behind closed doors (§3.10, AC-07)."""
    return DecisionChoice(
        Decision.objects.none(),
        label=_("Decision that opens it"),
        required=False,
        empty_label=_("none"),
        help_text=_("Only to open what was behind closed doors: the decision of those who met."),
    )


def offer_openings(form: forms.Form, meeting: Meeting | None = None) -> None:
    """Offer the decisions of the bodies that met; without a meeting there is nothing to open."""
    if "opened_by" not in form.fields:
        return
    if meeting is None or not getattr(form, "opens", True):
        del form.fields["opened_by"]
        return
    field = form.fields["opened_by"]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the type checker
    bodies = [body.pk for body in meeting.bodies]
    field.queryset = Decision.objects.filter(meeting__body__in=bodies).select_related("meeting")


def offer_sessions(form: forms.Form, meeting: Meeting) -> None:
    """Offer the sessions of the meeting; without any, nothing is asked."""
    field = form.fields["session"]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the type checker
    field.queryset = meeting.sessions.all()


class MeetingForm(RecordForm):
    """A meeting; number, date, place and presidency are four different things."""

    code = forms.CharField(
        label=_("Code"),
        max_length=30,
        help_text=_("As decisions cite it, such as GRCM-2021-07."),
        validators=[
            RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9.-]*$", _("Letters, digits, points and hyphens only."))
        ],
    )
    body = forms.ModelChoiceField(Body.objects.none(), empty_label=CHOOSE, label=_("Organ or group"))
    joint_with = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=_("Together with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A joint meeting counts for each of those that meet."),
    )
    number = forms.CharField(label=_("Number"), max_length=12, required=False)
    name_es = forms.CharField(label=_("Name, in Spanish"), max_length=200)
    name_en = forms.CharField(label=_("Name, in English"), max_length=200)
    starts_on = day(label=_("First day"), required=False)
    ends_on = day(label=_("Last day"), required=False)
    place_es = forms.CharField(label=_("Place, in Spanish"), max_length=120, required=False)
    place_en = forms.CharField(label=_("Place, in English"), max_length=120, required=False)
    modality = forms.ChoiceField(
        label=_("Modality"), choices=[("", _("not known")), *Meeting.Modality.choices], required=False
    )
    host = forms.ModelChoiceField(
        Country.objects.none(), label=_("Host country"), required=False, empty_label=_("not known")
    )
    presidency = forms.ModelChoiceField(
        Country.objects.none(),
        label=_("Country that presided"),
        required=False,
        empty_label=_("not known"),
    )
    tier = forms.ChoiceField(label=_("Who may see it"), choices=Tier.choices, initial=Tier.MEMBERS)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)

    opened_by = opening()

    def __init__(self, *args: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meet = (Body.Kind.ORGAN, Body.Kind.GROUP, Body.Kind.AD_HOC, Body.Kind.MECHANISM)
        offer(self, "body", Body.objects.filter(kind__in=meet))
        joint = self.fields["joint_with"]
        assert isinstance(joint, forms.ModelMultipleChoiceField)  # noqa: S101  for the type checker
        joint.queryset = Body.objects.filter(kind__in=meet)
        members = Membership.objects.in_force().filter(kind=Membership.Kind.MEMBER)
        countries = Country.objects.filter(pk__in=members.values("country"))
        offer(self, "presidency", countries)
        offer(self, "host", countries)
        self.opens = meeting is not None and meeting.tier == Tier.CLOSED
        self.meeting = meeting
        offer_openings(self, meeting)

    def clean_code(self) -> str:
        """Refuse the code of another meeting before anything is checked or recorded."""
        code: str = self.cleaned_data["code"]
        others = Meeting.objects.filter(code=code).exclude(pk=self.meeting and self.meeting.pk)
        if others.exclude(self.pressed_twice()).exists():
            raise ValidationError(taken(code))
        return code

    def pressed_twice(self) -> Q:
        """Say which meeting the same form has just recorded; by itself none."""
        return Q(pk=None)

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first, and a body that would meet with itself."""
        said = in_order(self, super().clean() or {})
        if said.get("body") in list(said.get("joint_with") or ()):
            self.add_error("joint_with", _("A body does not meet jointly with itself."))
        return said


class NewMeetingForm(MeetingForm):
    """A meeting that took place, or was convened elsewhere."""

    status = forms.ChoiceField(label=_("Status"), choices=RECORDED, initial=Meeting.Status.HELD)


class ConveneForm(MeetingForm):
    """A meeting to come: its day and its bodies; it is recorded as convened."""

    field_order = ("body", "joint_with", "code", "name_es", "name_en", "starts_on", "ends_on", "modality")
    starts_on = day(label=_("First day"))
    modality = forms.ChoiceField(label=_("Modality"), choices=[("", CHOOSE), *Meeting.Modality.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["source"]

    def pressed_twice(self) -> Q:
        """Let the second press of «Convene» find the meeting that the first one convened."""
        return Q(body=self.cleaned_data.get("body"), status=Meeting.Status.CONVENED)

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has passed."""
        said = super().clean()
        if said.get("starts_on") and said["starts_on"] < clock.today():
            self.add_error("starts_on", _("A meeting is convened for a day to come."))
        return said


class DecisionForm(RecordForm):
    """A paragraph with its verb and its text; who answers and until when, where the verb commits."""

    paragraph = forms.CharField(label=_("Paragraph"), max_length=20, help_text=_("Such as 7 or 4 b."))
    verb = forms.ChoiceField(label=_("Verb"), choices=[("", CHOOSE), *Decision.Verb.choices])
    text_es = prose(label=_("Text, in Spanish"))
    text_en = prose(label=_("Text, in English"), required=False)
    session = SessionChoice(
        Session.objects.none(), label=_("Session"), required=False, empty_label=_("the whole meeting")
    )
    to_body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Who answers: organ or group"), required=False, empty_label=_("none")
    )
    to_country = forms.ModelChoiceField(
        Country.objects.none(), label=_("Who answers: country"), required=False, empty_label=_("none")
    )
    to_organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Who answers: organisation"),
        required=False,
        empty_label=_("none"),
    )
    to_words_es = forms.CharField(
        label=_("Who answers, in words, in Spanish"), max_length=200, required=False
    )
    to_words_en = forms.CharField(
        label=_("Who answers, in words, in English"), max_length=200, required=False
    )
    due_on = day(label=_("Until when"), required=False)
    takes_up = DecisionChoice(
        Decision.objects.select_related("meeting").order_by("-pk"),
        label=_("Takes up an earlier decision"),
        required=False,
        empty_label=_("none"),
    )
    tier = forms.ChoiceField(label=_("Who may see it"), choices=Tier.choices, initial=Tier.MEMBERS)
    opened_by = opening()

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to_body", Body.objects.exclude(kind=Body.Kind.NETWORK))
        offer(self, "to_country", Country.objects.filter(memberships__isnull=False).distinct())
        offer(self, "to_organisation", Organisation.objects.all())
        offer_sessions(self, meeting)
        self.opens = self.initial.get("tier") == Tier.CLOSED
        self.meeting = meeting
        offer_openings(self, meeting)

    def clean(self) -> dict[str, Any]:
        """Keep addressee and day for the verbs that commit somebody."""
        said = super().clean() or {}
        commits = said.get("verb") in Decision.COMMITTING
        if said.get("verb") and not commits and said.get("due_on"):
            self.add_error("due_on", _("This verb commits nobody, so it has no day to be met by."))
        met = self.meeting.starts_on
        if commits and met and said.get("due_on") and said["due_on"] < met:
            self.add_error(
                "due_on",
                _("Write a day after the meeting, which began on %(day)s.")
                % {"day": date_format(met, "DATE_FORMAT")},
            )
        return said


class MandateForm(RecordForm):
    """What a group is for and until when."""

    body = forms.ModelChoiceField(Body.objects.none(), empty_label=CHOOSE, label=_("Group"))
    objective_es = prose(label=_("Objective, in Spanish"), required=False)
    objective_en = prose(label=_("Objective, in English"), required=False)
    mandate_es = prose(label=_("Mandate, in Spanish"), required=False)
    mandate_en = prose(label=_("Mandate, in English"), required=False)
    starts_on = day(label=_("From"), required=False)
    ends_on = day(label=_("Until"), required=False, help_text=_("The last day of the term."))
    decision = DecisionChoice(
        Decision.objects.select_related("meeting"),
        label=_("Decision"),
        required=False,
        empty_label=_("none recorded"),
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC)))

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        return in_order(self, super().clean() or {})


class ConclusionForm(forms.Form):
    """The day on which a group finished its work, and the decision that says so."""

    on = day(label=_("Concluded on"))
    decision = DecisionChoice(
        Decision.objects.select_related("meeting"),
        label=_("Decision"),
        required=False,
        empty_label=_("none recorded"),
    )


class ExtensionForm(forms.Form):
    """A new end, and the decision that gives it."""

    ends_on = day(label=_("New last day"))
    decision = DecisionChoice(
        Decision.objects.select_related("meeting"),
        label=_("Decision"),
        empty_label=CHOOSE,
        help_text=_("Record it first with its meeting, if it is not here."),
    )

    def __init__(self, *args: Any, mandate: Mandate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mandate = mandate


def in_order(form: forms.Form, said: dict[str, Any]) -> dict[str, Any]:
    """Say on the field that an end comes before its start."""
    starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        form.add_error("ends_on", _("The end must not be earlier than the start."))
    return said
