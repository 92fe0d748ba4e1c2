"""A figure as a person types it: what is asked depends on the measure; it works without scripts (AC-18)."""

import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.forms import DayInput, NumberField
from pilares.monitoring.actions import Figure, Part
from pilares.monitoring.models import Measurement
from pilares.monitoring.queries.figures import REASONS, Shape
from pilares.monitoring.queries.measuring import Ask
from pilares.monitoring.queries.values import number_words

OTHER = "other"
ASKED = {"value", "numerator", "denominator", "countries", "milestones", "yes_no", "judgement", "narrative"}


#: what is asked of whoever sends nothing, as the question was put
UNSAID_VALUE = _("Write the value, or say why there are no data.")
UNSAID = {
    Shape.YES_NO: _("Choose yes or no, or say why there are no data."),
    Shape.COUNTRIES: _("Choose the countries, «None of the countries», or say why there are no data."),
    Shape.MILESTONES: _("Choose the milestones, «None of the milestones yet», or say why there are no data."),
    Shape.JUDGEMENT: _("Choose the judgement, or say why there are no data."),
}


class FigureForm(forms.Form):
    """What is reported for one period; a draft may leave anything out, and what is odd is confirmed."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    no_data = forms.ChoiceField(
        label=_("There are no data"),
        help_text=_("If there is no value to report, say why. It is not the same as zero."),
        choices=[("", _("There is a value")), *REASONS.items(), (OTHER, _("Another reason"))],
        required=False,
    )
    no_data_other = forms.CharField(label=_("The other reason"), max_length=300, required=False)
    observed_on = forms.DateField(
        label=_("Observed on"),
        help_text=_("The day to which the value refers."),
        widget=DayInput(),
        required=False,
    )
    institution = forms.CharField(
        label=_("Institution"), help_text=_("The one that reports it."), max_length=200, required=False
    )
    comment = forms.CharField(
        label=_("Comment"), widget=forms.Textarea({"rows": 3}), max_length=2000, required=False
    )
    confirm = forms.BooleanField(label=_("I have checked it: it is right"), required=False)

    def __init__(self, *args: Any, ask: Ask, draft: Measurement | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {**self._initial(ask, draft), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.ask, self.warnings = ask, list[Any]()
        asked = self._asked(ask)
        for name, field in asked.items():
            field.asked_for = name in ASKED  # type: ignore[attr-defined]  # one of them is, so none is «optional»
        rest = dict(self.fields)
        self.fields = {**asked, **rest}
        if ask.corrected:
            reason = forms.CharField(
                label=_("Why it is corrected"),
                help_text=_("The validated figure stays in the history, with this reason beside it."),
                widget=forms.Textarea({"rows": 2}), max_length=2000, required=False,
            )  # fmt: skip
            reason.asked_for = True  # type: ignore[attr-defined]  # a draft may leave it out, what is sent not
            self.fields = {"correction_reason": reason, **self.fields}
        if not self.is_bound:
            self.fields.pop("confirm")

    # --- What is asked ------------------------------------------------------------------------------

    def _asked(self, ask: Ask) -> dict[str, forms.Field]:
        unit = ask.indicator.unit.text
        if ask.shape == Shape.PAIR:
            names = (("numerator", _("Numerator")), ("denominator", _("Denominator")))
            fields: dict[str, forms.Field] = {
                name: NumberField(
                    mark=ask.mark, label=label, help_text=getattr(ask.indicator, name).text, required=False
                )
                for name, label in names
            }
            return {**fields, **self._parts(ask)}
        if ask.shape == Shape.COUNTRIES:
            return {"countries": _several(_("Countries"), ask), "none": _none(_("None of the countries"))}
        if ask.shape == Shape.MILESTONES:
            return {
                "milestones": _several(_("Milestones"), ask, _("Those accepted so far.")),
                "none": _none(_("None of the milestones yet")),
            }
        if ask.shape == Shape.YES_NO:
            choices = [("1", _("Yes")), ("0", _("No"))]
            return {"yes_no": forms.ChoiceField(
                label=_("Is it met?"), choices=choices, widget=forms.RadioSelect, required=False
            )}  # fmt: skip
        if ask.shape == Shape.JUDGEMENT:
            return _judgement()
        label: Any = _("Value (%(unit)s)") % {"unit": unit} if unit else _("Value")
        about = " ".join(part for part in (ask.bounds, ask.example) if part)
        value = NumberField(mark=ask.mark, label=label, help_text=about, required=False)
        return {"value": value, **self._parts(ask)}

    def _parts(self, ask: Ask) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        for breakdown in ask.breakdowns:
            for category, label in breakdown.categories.items():
                for suffix, said in self._columns(str(label)):
                    fields[f"part-{breakdown.key}-{category}{suffix}"] = NumberField(
                        mark=ask.mark, label=said, required=False
                    )
        return fields

    def _columns(self, label: str) -> tuple[tuple[str, Any], ...]:
        if self.ask.shape != Shape.PAIR:
            return (("", label),)
        return (
            ("-n", _("%(category)s, numerator") % {"category": label}),
            ("-d", _("%(category)s, denominator") % {"category": label}),
        )

    @staticmethod
    def _initial(ask: Ask, draft: Measurement | None) -> dict[str, Any]:
        """Return what the form begins with: the draft, or what is known of whoever writes."""
        if draft is None:
            return {
                "form_key": uuid.uuid4(),
                "observed_on": min(clock.today(), ask.period.ends_on),
                "institution": ask.institution,
            }
        names = ("form_key", "value", "numerator", "denominator", "judgement", "observed_on", "institution")
        begun = {name: getattr(draft, name) for name in (*names, "comment", "correction_reason")}
        begun["narrative"], begun["none"] = draft.narrative.text, draft.none_of_them
        begun["countries"] = [country.pk for country in draft.countries.all()]
        begun["milestones"] = [str(step.pk) for step in draft.milestones.all()]
        if draft.value is not None:
            begun["yes_no"] = "1" if draft.value else "0"
        reason = draft.no_data_reason
        begun["no_data"] = reason if reason in REASONS or not reason else OTHER
        begun["no_data_other"] = "" if reason in REASONS else reason
        for part in draft.parts.all():
            for dimension, category in part.dimensions.items():
                key = f"part-{dimension}-{category}"
                begun |= {key: part.value, f"{key}-n": part.numerator, f"{key}-d": part.denominator}
        return begun

    # --- For the page -------------------------------------------------------------------------------

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """The fields of the value itself."""
        names = ("correction_reason", "value", "numerator", "denominator", "countries", "milestones", "none")
        return [self[n] for n in (*names, "yes_no", "judgement", "narrative") if n in self.fields]

    @property
    def no_data_fields(self) -> list[forms.BoundField]:
        """The fields that say that there is no value."""
        return [self["no_data"], self["no_data_other"]]

    @property
    def rest_fields(self) -> list[forms.BoundField]:
        """The fields about the value."""
        names = ("observed_on", "institution", "comment", *(("confirm",) if self.warnings else ()))
        return [self[name] for name in names if name in self.fields]

    @property
    def breakdowns(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Each dimension with the fields of its categories."""
        for one in self.ask.breakdowns:
            prefix = f"part-{one.key}-"
            yield one.name, [self[name] for name in self.fields if name.startswith(prefix)]

    # --- What was typed -----------------------------------------------------------------------------

    @property
    def is_draft(self) -> bool:
        """Whether the person only keeps what is there so far."""
        return self.data.get("then") == "draft"

    def clean_observed_on(self) -> Any:
        """Refuse a day that has not come."""
        day = self.cleaned_data["observed_on"]
        if day and day > clock.today():
            raise ValidationError(_("Write the day to which the value refers: today or earlier."))
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for a value or a reason, and for a second look at what is odd."""
        typed = super().clean() or self.cleaned_data
        if self.errors or self.is_draft:
            return typed
        if self.ask.corrected and not typed.get("correction_reason"):
            self.add_error("correction_reason", _("Say why the validated figure is corrected."))
        if typed.get("no_data") == OTHER and not typed.get("no_data_other"):
            self.add_error("no_data_other", _("Write the reason."))
        if self._missing(typed):
            return typed
        self.warnings = list(self._odd(typed))
        if self.warnings and not typed.get("confirm"):
            self.add_error(None, [ValidationError(warning) for warning in self.warnings])
        return typed

    def _missing(self, typed: dict[str, Any]) -> bool:
        """Say what is missing, or what contradicts «no data»; return whether something does."""
        name, has = self._value_name(typed)
        if typed.get("no_data"):
            if has:
                self.add_error("no_data", _("Write a value or choose «There are no data», not both."))
            return True
        if not has:
            self.add_error(name, UNSAID.get(self.ask.shape, UNSAID_VALUE))
            return True
        return self._half_a_pair(typed)

    def _value_name(self, typed: dict[str, Any]) -> tuple[str, bool]:
        shape = self.ask.shape
        if shape == Shape.PAIR:
            return "numerator", typed.get("numerator") is not None or typed.get("denominator") is not None
        if shape in {Shape.COUNTRIES, Shape.MILESTONES}:
            return shape.value, bool(typed.get(shape.value) or typed.get("none"))
        name = {Shape.YES_NO: "yes_no", Shape.JUDGEMENT: "judgement"}.get(shape, "value")
        return name, typed.get(name) not in {None, ""}

    def _half_a_pair(self, typed: dict[str, Any]) -> bool:
        if typed.get("none") and (typed.get("countries") or typed.get("milestones")):
            self.add_error("none", _("Choose some, or none: not both."))
            return True
        if self.ask.shape == Shape.JUDGEMENT and not typed.get("narrative"):
            self.add_error("narrative", _("Say in a few sentences what the judgement rests on."))
            return True
        if self.ask.shape != Shape.PAIR:
            return False
        for name in ("numerator", "denominator"):
            if typed.get(name) is None:
                self.add_error(name, _("A percentage needs its numerator and its denominator."))
                return True
        if typed["denominator"] == 0 and typed["numerator"] != 0:
            self.add_error("denominator", _("A part of nothing cannot be: correct one of the two numbers."))
            return True
        return False

    def _odd(self, typed: dict[str, Any]) -> Iterator[Any]:
        """Yield what deserves a second look before it is sent."""
        for name, field in self.fields.items():
            if isinstance(field, NumberField) and field.doubtful:
                text, reading = field.doubtful
                yield _(
                    "%(field)s: «%(text)s» can be read in two ways. It is read as %(number)s: "
                    "if that is wrong, write it without a mark for thousands, or with other decimals."
                ) % {"field": self[name].label, "text": text, "number": _in_full(reading.value)}
        value = typed.get("value")
        low, high = self.ask.indicator.natural_min, self.ask.indicator.natural_max
        if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
            yield _("%(number)s is outside the usual range. %(bounds)s") % {
                "number": number_words(value), "bounds": self.ask.bounds,
            }  # fmt: skip
        if value is not None and self.ask.indicator.decimals == 0 and value % 1:
            yield _("A whole number was expected.")
        yield from self._unlikely(typed, low)
        yield from self._sums(typed)

    def _unlikely(self, typed: dict[str, Any], lowest: Decimal | None) -> Iterator[Any]:
        """Yield numbers below zero, a part larger than its whole, and a day outside the period."""
        part, whole = typed.get("numerator"), typed.get("denominator")
        numbers = [n for n in (typed.get("value"), part, whole) if n is not None]
        if lowest is None and any(number < 0 for number in numbers):
            yield _("The number is below zero.")
        if part is not None and whole is not None and part > whole:
            yield _("The numerator is larger than the denominator: that is more than 100 %.")
        day, period = typed.get("observed_on"), self.ask.period
        if day and not period.starts_on <= day <= period.ends_on:
            yield _("The day to which the value refers is outside the period, %(first)s to %(last)s.") % {
                "first": date_format(period.starts_on, "DATE_FORMAT"),
                "last": date_format(period.ends_on, "DATE_FORMAT"),
            }

    def _sums(self, typed: dict[str, Any]) -> Iterator[Any]:
        """Yield each dimension whose parts do not add up to the total."""
        columns = (
            (("-n", "numerator"), ("-d", "denominator")) if self.ask.shape == Shape.PAIR else (("", "value"),)
        )
        for one in self.ask.breakdowns:
            for suffix, name in columns:
                keys = [f"part-{one.key}-{category}{suffix}" for category in one.categories]
                given = [typed[key] for key in keys if typed.get(key) is not None]
                total = typed.get(name)
                if given and total is not None and sum(given) != total:
                    yield _("%(dimension)s: the parts add up to %(sum)s, and the total is %(total)s.") % {
                        "dimension": one.name, "sum": number_words(sum(given)), "total": number_words(total),
                    }  # fmt: skip

    def figure(self) -> Figure:
        """Return what was typed, for the action."""
        typed, shape = self.cleaned_data, self.ask.shape
        reason = typed.get("no_data") or ""
        yes = typed.get("yes_no")
        return Figure(
            value=Decimal(yes) if yes else typed.get("value"),
            numerator=typed.get("numerator"),
            denominator=typed.get("denominator"),
            judgement=typed.get("judgement") or "",
            no_data_reason=typed["no_data_other"] if reason == OTHER else reason,
            observed_on=typed.get("observed_on"),
            comment=typed.get("comment") or "",
            institution=typed.get("institution") or "",
            correction_reason=typed.get("correction_reason") or "",
            narrative=typed.get("narrative") or "",
            none_of_them=bool(typed.get("none")),
            countries=tuple(typed.get("countries") or ()) if shape == Shape.COUNTRIES else None,
            milestones=tuple(int(key) for key in typed.get("milestones") or ())
            if shape == Shape.MILESTONES
            else None,
            parts=tuple(self._reported_parts(typed)),
        )

    def _reported_parts(self, typed: dict[str, Any]) -> Iterator[Part]:
        for one in self.ask.breakdowns:
            for category in one.categories:
                key = f"part-{one.key}-{category}"
                part = Part(one.key, category, typed.get(key), typed.get(f"{key}-n"), typed.get(f"{key}-d"))
                if (part.value, part.numerator, part.denominator) != (None, None, None):
                    yield part


def _several(label: Any, ask: Ask, about: Any = "") -> forms.Field:
    return forms.MultipleChoiceField(
        label=label,
        help_text=about,
        choices=ask.options,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _none(label: Any) -> forms.Field:
    return forms.BooleanField(label=label, required=False)


def _judgement() -> dict[str, forms.Field]:
    return {
        "judgement": forms.ChoiceField(
            label=_("Judgement"),
            choices=Measurement.Judgement.choices,
            widget=forms.RadioSelect,
            required=False,
        ),
        "narrative": forms.CharField(
            label=_("What it rests on"), widget=forms.Textarea({"rows": 4}), max_length=4000, required=False
        ),
    }


def _in_full(value: Decimal) -> str:
    """Return a number that nobody reads otherwise: thousands apart, and decimals named."""
    whole, _point, decimals = f"{value.normalize():f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", "\N{NO-BREAK SPACE}")
    if not decimals:
        return str(_("the whole number %(number)s") % {"number": grouped})
    return str(
        _("%(whole)s whole and %(decimals)s after the decimal mark")
        % {"whole": grouped, "decimals": decimals}
    )


class NoteForm(forms.Form):
    """Why one of several figures is chosen."""

    note = forms.CharField(
        label=_("Why this figure"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )


class ReasonForm(forms.Form):
    """Why a figure is returned, or a period reopened."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 3}), max_length=2000)
