"""How the file writes days and numbers, and when its states were declared: step 3 of an import.

What can be read in one way only is never asked; where the file writes both ways, each is asked apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.forms import DayInput
from pilares.core.templatetags.ui.texts import date_words
from pilares.matrix.forms.imports import MOST_AT_ONCE, named, places_words
from pilares.matrix.imports.asking import Asked
from pilares.matrix.imports.written import DMY, MDY, Ways, read_amount, read_day
from pilares.monitoring.queries.values import number_words


class WaysForm(forms.Form):
    """How the file writes days and numbers, and when and why its states were declared (step 3)."""

    def __init__(self, *args: Any, asked: Asked, answers: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        if asked.mixes_orders:
            self._ask_days(asked, answers.get("orders", {}))
        elif asked.days:
            self.fields["order"] = _order(asked, answers)
        if asked.mixes_marks:
            self._ask_numbers(asked, answers.get("marks", {}))
        elif asked.amounts:
            self.fields["mark"] = _mark(asked, answers)
        if asked.without_day:
            self.fields["declared_on"] = forms.DateField(
                label=_("Day on which the groups declared the states of this file"),
                help_text=_("For the states whose row does not say it."),
                widget=DayInput(),
                initial=answers.get("declared_on", ""),
                error_messages={"required": _("Write the day on which the group declared it.")},
            )
        if asked.without_reason:
            self.fields["reason"] = forms.CharField(
                label=_("Meeting or reason of the states of this file"),
                help_text=_("It is shown beside each state, as on the page of the activity."),
                max_length=500,
                initial=answers.get("reason", ""),
                error_messages={"required": _("Write the meeting or the reason of the change.")},
            )

    def _ask_days(self, asked: Asked, known: Mapping[str, str]) -> None:
        """Ask of each day that could be two, as the file writes days in both orders."""
        for text in sorted(asked.days, key=known.__contains__)[:MOST_AT_ONCE]:
            name = named("day", text)
            self.days[name] = text
            self.fields[name] = _which(
                _("What is «%(text)s»?") % {"text": text},
                _("This file writes days in both orders: decide each one."),
                [(order, date_words(day)) for order, day in _two_days(text)],
                known.get(text, ""),
                _("Choose which day it is."),
            )

    def _ask_numbers(self, asked: Asked, known: Mapping[str, str]) -> None:
        """Ask of each number that could be two, as the file writes the decimals with both signs."""
        for text in sorted(asked.doubtful, key=known.__contains__)[:MOST_AT_ONCE]:
            name = named("number", text)
            self.numbers[name] = text
            self.fields[name] = _which(
                _("Which number is «%(text)s»?") % {"text": text},
                _("This file writes numbers both as 1.234,5 and as 1,234.5: decide each one."),
                list(_two_numbers(text)),
                known.get(text, ""),
                _("Choose which number it is."),
            )

    def clean_declared_on(self) -> str:
        """A state is declared today or earlier."""
        day = self.cleaned_data["declared_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day has not come yet: write today or an earlier day."))
        said: str = day.isoformat()
        return said

    def answers(self) -> dict[str, Any]:
        """Return the answers, for the whole file or for each day and number."""
        typed = self.cleaned_data
        apart = self.days.keys() | self.numbers.keys()
        return {
            **{name: value for name, value in typed.items() if name not in apart},
            "orders": {text: typed[name] for name, text in self.days.items()},
            "marks": {text: typed[name] for name, text in self.numbers.items()},
        }


def _two_days(text: str) -> Iterator[tuple[str, date]]:
    """Yield what each order of day and month makes of a day in figures."""
    for order in (DMY, MDY):
        if day := read_day(text, None, Ways(order=order)):
            yield order, day.value


def _two_numbers(text: str) -> Iterator[tuple[str, str]]:
    """Yield what each sign before the decimals makes of a number, as the reader's language writes it."""
    for mark in (",", "."):
        if amount := read_amount(text, None, Ways(mark=mark)):
            yield mark, number_words(amount.value)


def _which(
    label: str, help_text: str, choices: Sequence[tuple[str, str]], initial: str, required: str
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=choices,
        widget=forms.RadioSelect,
        initial=initial,
        error_messages={"required": required},
    )


def _order(asked: Asked, answers: dict[str, Any]) -> forms.ChoiceField:
    text = next(iter(asked.days))
    only = next(iter(asked.orders), "")
    return _which(
        _("What is «%(text)s»?") % {"text": text},
        _only_order(asked),
        [(order, date_words(day)) for order, day in _two_days(text)],
        answers.get("order", only),
        _("Choose which day it is."),
    )


def _only_order(asked: Asked) -> str:
    if not asked.orders:
        return _("The answer holds for every day written in figures in this file.")
    return _("Other days of this file can be read in one way only; they suggest the answer.")


def _mark(asked: Asked, answers: dict[str, Any]) -> forms.ChoiceField:
    doubtful = asked.doubtful
    text = next(iter([*doubtful, *asked.amounts]))
    only = next(iter(asked.marks), "")
    makes = {mark: f" · «{text}» = {said}" for mark, said in _two_numbers(text)} if doubtful else {}
    return _which(
        _("Which sign stands before the decimals, as in «%(text)s»?") % {"text": text},
        _only_mark(asked),
        [
            (",", _("The comma: 1.234,5") + makes.get(",", "")),
            (".", _("The point: 1,234.5") + makes.get(".", "")),
        ],
        answers.get("mark", only),
        _("Choose the sign."),
    )


def _only_mark(asked: Asked) -> str:
    if not asked.marks:
        return _("The answer holds for every number in this file that could be two.")
    if asked.doubtful:
        return _("Other numbers of this file can be read in one way only; they suggest the answer.")
    shown = [f"{said} = {number_words(one.value)}" for said, one in asked.amounts.items()]
    return places_words(shown)
