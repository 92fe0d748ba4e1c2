"""One draft of a figure on two devices: what each wrote stands beside the other until somebody chooses."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.conflicts import Spoken
from pilares.core.edits import as_text
from pilares.monitoring.forms.measuring import FigureForm
from pilares.monitoring.models import Measurement
from pilares.monitoring.queries.measuring import Ask
from pilares.monitoring.queries.values import number_words

NOT_WRITTEN = {"form_key", "confirm"}
type_of_data = MultiValueDict[str, Any]  # what a view takes from its request


@dataclass(frozen=True)
class Taken:
    """What was sent, set against the draft that stands."""

    form: FigureForm
    #: the version of the draft that the next page answers; 0 while there is none
    version: int
    clashes: tuple[Spoken, ...] = ()


def take(data: type_of_data | None, *, ask: Ask, draft: Measurement | None) -> Taken:
    """Return the form, with each field that another device wrote otherwise since this one was opened."""
    version = draft.version if draft else 0
    if data is None or draft is None:
        return Taken(FigureForm(data, ask=ask, draft=draft), version)
    stored = FigureForm(ask=ask, draft=draft)
    form = FigureForm(_with_choices(data, stored), ask=ask, draft=draft)
    typed = data.get("version", "")
    opened = int(typed) if typed.isdigit() and len(typed) < 10 else 0
    began = data.get("form_key") == str(draft.form_key) and (opened, version) == (0, 1)  # this very page did
    undecided = {name for name in stored.fields if f"was-{name}" in data and f"choose-{name}" not in data}
    if not form.is_valid():
        return Taken(form, opened)
    names = undecided if opened == version or began else set(form.fields) - NOT_WRITTEN
    return Taken(form, version, tuple(_clashes(form, stored, names)))


def _with_choices(data: type_of_data, stored: FigureForm) -> type_of_data:
    """Return what was sent, with the stored words where the person chose them."""
    kept = data.copy()
    for name in stored.fields:
        if data.get(f"choose-{name}") == "theirs":
            kept.setlist(name, _sent_as(stored[name].value()))
    return kept


def _sent_as(value: Any) -> list[str]:
    """Return a value as the page of the form sends it."""
    if value in (None, "", False):
        return []
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    if isinstance(value, date):
        return [value.isoformat()]
    return ["on" if value is True else str(value)]


def _clashes(form: FigureForm, stored: FigureForm, names: set[str]) -> list[Spoken]:
    found = []
    for name in (name for name in form.fields if name in names):
        here, there = form.cleaned_data.get(name), stored.initial.get(name)
        if as_text(here) != as_text(there):
            field = form.fields[name]
            said = {"theirs": _words(field, there), "mine": _words(field, here)}
            found.append(Spoken(name, as_text(there), str(form[name].label), base="", **said))
    return found


def _words(field: forms.Field, value: Any) -> str:
    """Return a value as a person reads it; nothing is said as such."""
    if isinstance(field, forms.ChoiceField):  # one, or several
        names = {str(key): str(name) for key, name in field.choices}  # type: ignore[misc, union-attr]
        keys = value if isinstance(value, list | tuple) else [value or ""]
        return ", ".join(names.get(str(key), str(key)) for key in keys) or _("nothing")
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal):
        return number_words(value)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(value) if value else _("nothing")
