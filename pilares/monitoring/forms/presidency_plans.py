"""The annual plan of a presidency as people type it: lines, how they go, and what each step asks (M6)."""

from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pilares.core import clock, conflicts
from pilares.core.access import Tier
from pilares.core.conflicts import Settled
from pilares.core.edits import as_text
from pilares.core.forms import DayInput
from pilares.core.zones import day_there
from pilares.meetings.models import Decision
from pilares.meetings.queries import addressee_words
from pilares.monitoring import access
from pilares.monitoring.actions.presidency_plans import VERBS
from pilares.monitoring.forms.stages import Answer, DecisionChoice, recorded
from pilares.monitoring.models import Activity, PresidencyLine, PresidencyPlan
from pilares.monitoring.queries.presidency_plans import open_decisions, pending_activities
from pilares.people.models import User
from pilares.plans.models import Pillar, Theme


class _Pillars(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Pillar) -> str:
        return f"{obj.number}. {obj.name}"


class _Activities(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Activity) -> str:
        return f"{obj.code}. {obj.title}"


class _Decisions(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Decision) -> str:
        due = date_format(obj.due_on, "DATE_FORMAT") if obj.due_on else ""
        said = (obj.citation, obj.get_verb_display(), addressee_words(obj), due)
        return f"{' · '.join(part for part in said if part)}. {obj.text}"


class TakeUpForm(forms.Form):
    """Which pending activities and open decisions the presidency takes up."""

    activities = _Activities(
        label=_("Activities in force without an end"),
        queryset=Activity.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    decisions = _Decisions(
        label=_("Decisions whose follow-up is open"),
        queryset=Decision.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, annual_plan: PresidencyPlan, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("activities", pending_activities(annual_plan, user))
        self._offer("decisions", open_decisions(annual_plan, user))

    def _offer(self, name: str, records: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = records
        if not records:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for one at least."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(said.values()):
            self.add_error(None, _("Choose at least one activity or decision."))
        return said

    def rows(self) -> list[Activity | Decision]:
        """Return what was chosen, activities first."""
        return [row for name in self.fields for row in self.cleaned_data[name]]


class _WrittenForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form that carries what each field began from (AC-10); it validates and never saves."""

    def __init__(self, *args: Any, annual_plan: PresidencyPlan, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.annual_plan, self.user = annual_plan, user

    def texts(self) -> dict[str, str]:
        """Return the canonical texts of the line as it stands, for the form to carry."""
        line = self.instance
        if not line.pk:
            return {}
        return {
            name: as_text(line.pillars.all() if name == "pillars" else getattr(line, name))
            for name in self.fields
        }

    def settle(self) -> Settled:
        """Return what the person still wants written, once the choices on the page are counted in."""
        return conflicts.settle(self, self.cleaned_data)

    def _post_clean(self) -> None:
        """Leave the record as it is: the action changes it, once it is held."""


class LineForm(_WrittenForm):
    """One line of the plan."""

    one_language = ("title",)

    theme = forms.ModelChoiceField(
        label=_("Priority theme"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("None of the Plan's themes"),
    )
    pillars = _Pillars(
        label=_("Pillars that it serves"),
        help_text=_("The plan is aligned to the pillars (Tabla 1). One at least before it is consulted."),
        queryset=Pillar.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = PresidencyLine
        fields = (
            "title_es", "title_en", "theme", "pillars", "starts_on", "ends_on", "responsible_es",
            "responsible_en", "output_es", "output_en",
        )  # fmt: skip
        widgets: ClassVar = {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            **{name: forms.Textarea({"rows": 3}) for name in ("output_es", "output_en")},
            **{name: forms.Textarea({"rows": 2}) for name in ("title_es", "title_en")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pillars, theme = self.fields["pillars"], self.fields["theme"]
        if isinstance(pillars, forms.ModelMultipleChoiceField) and isinstance(theme, forms.ModelChoiceField):
            pillars.queryset = Pillar.objects.filter(plan=self.annual_plan.plan)
            theme.queryset = Theme.objects.visible_to(self.user).filter(plan=self.annual_plan.plan)

    def clean(self) -> dict[str, Any]:
        """Ask for a title in one language, and for an end after the start."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not (said.get("title_es") or said.get("title_en")):
            self.add_error("title_es", _("Write the activity in at least one language."))
        starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The end must not be earlier than the start."))
        return said


class NewLineForm(LineForm):
    """An initiative of the presidency."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)


class StatusForm(_WrittenForm):
    """How a line goes, as of a day, in words."""

    one_language = ("state_note",)

    state = forms.ChoiceField(
        label=_("Status"), choices=PresidencyLine.State.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = PresidencyLine
        fields = ("state", "state_on", "state_note_es", "state_note_en")
        widgets: ClassVar = {
            "state_on": DayInput(),
            **{name: forms.Textarea({"rows": 3}) for name in ("state_note_es", "state_note_en")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state_on"].required = True
        self.initial["state_on"] = self.initial.get("state_on") or clock.today()

    def clean(self) -> dict[str, Any]:
        """Ask for words, and for a day that has come."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not (said.get("state_note_es") or said.get("state_note_en")):
            self.add_error("state_note_es", _("Say in words what was done."))
        if (day := said.get("state_on")) and day > clock.today():
            self.add_error("state_on", _("This day has not come yet."))
        began = self.instance.annual_plan.presidency.starts_at
        if day and began and day < day_there(began):
            self.add_error(
                "state_on",
                _("The presidency began on %(day)s: write that day or a later one.")
                % {"day": date_format(day_there(began), "DATE_FORMAT")},
            )
        return said


class StepForm(forms.Form):
    """What a step of the plan asks; by itself a note that need not be written."""

    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea({"rows": 3}), max_length=2000, required=False
    )

    def __init__(self, *args: Any, annual_plan: PresidencyPlan, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.annual_plan, self.user = annual_plan, user

    def answers(self) -> tuple[Answer, ...]:
        """Return what was typed in words, to be checked before it is done."""
        typed = [(name, value) for name, value in self.cleaned_data.items() if value]
        return tuple(Answer(str(self.fields[n].label), self._in_words(n, value)) for n, value in typed)

    def _in_words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return field.label_from_instance(value)
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices)[value])  # type: ignore[arg-type]
        return str(value)


class ReasonForm(StepForm):
    """A step that asks why."""

    note = forms.CharField(
        label=_("Reason"),
        help_text=_("It stays in the history of the plan."),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
    )


class EndorsedForm(StepForm):
    """By which decision the RCGM endorsed the plan."""

    BODY = "GRCM"
    decision = DecisionChoice(
        label=_("Decision of the RCGM"),
        help_text=recorded(_("Meeting and paragraph in which it endorsed or recommended the plan.")),
        queryset=Decision.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    field_order = ("decision", "on", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Decision.objects.visible_to(self.user).filter(
            meeting__body__code=self.BODY, verb__in=VERBS[self.BODY]
        )
        choice = self.fields["decision"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = found.exclude(paragraph="").select_related("meeting__body")


class ApprovedForm(EndorsedForm):
    """By which decision the Vice-Ministerial Meeting approved the plan, and from which day it holds."""

    BODY = "RVM"
    decision = DecisionChoice(
        label=_("Decision of the Vice-Ministerial Meeting"),
        help_text=recorded(_("Meeting and paragraph in which it knew the plan and approved it.")),
        queryset=Decision.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    on = forms.DateField(label=_("In force from"), widget=DayInput(), initial=clock.today)


class StartForm(StepForm):
    """How far the plan reaches from now on."""

    REACH: ClassVar = (Tier.MEMBERS, Tier.EXTENDED, Tier.PUBLIC)
    tier = forms.ChoiceField(label=_("Who may read it"), widget=forms.RadioSelect, initial=Tier.MEMBERS)
    field_order = ("tier", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = [t for t in self.REACH if access.why_not_publish_presidency_plan(self.user, t) is None]
        choice = self.fields["tier"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(tier.value, tier.label) for tier in reach]


class CloseForm(StepForm):
    """The report that closes the plan."""

    one_language = ("report",)

    note = None  # type: ignore[assignment]
    report_es = forms.CharField(
        label=_("Report (Spanish)"), widget=forms.Textarea({"rows": 8}), required=False
    )
    report_en = forms.CharField(
        label=_("Report (English)"), widget=forms.Textarea({"rows": 8}), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one language."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(said.values()):
            self.add_error("report_es", _("Write the report in at least one language."))
        return said
