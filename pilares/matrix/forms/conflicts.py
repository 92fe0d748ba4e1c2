"""A choice between two people's words: what there is to decide, and what was decided (AC-10)."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from pilares.core.edits import Clash
from pilares.matrix.forms.rows import ActivityForm, typed_base


@dataclass(frozen=True)
class Settled:
    """What is still to be written, and the texts that it starts from."""

    changes: dict[str, Any]
    base: dict[str, str]


@dataclass(frozen=True)
class Spoken:
    """A clash in words, ready for the page."""

    field: str
    #: the canonical text that both started from
    was: str
    label: str
    base: str
    theirs: str
    mine: str


def settle(form: ActivityForm) -> Settled:
    """Leave out the fields for which the person chose the other's words, `choose-<field>=theirs`."""
    changes, base = form.changes(), typed_base(form)
    for name in list(changes):
        if form.data.get(f"choose-{name}") == "theirs":
            del changes[name]
    for name in list(base):
        # nothing is taken for chosen: without a choice the field clashes again with what it began from
        undecided = form.data.get(f"was-{name}")
        if undecided is not None and f"choose-{name}" not in form.data:
            base[name] = undecided
    return Settled(changes, base)


def spoken(form: ActivityForm, clash: Clash) -> Spoken:
    """Put a clash into the words of the field's choices."""
    field = form.fields[clash.field]
    return Spoken(
        clash.field,
        clash.base,
        str(field.label),
        *(_in_words(field, text) for text in (clash.base, clash.theirs, clash.mine)),
    )


def _in_words(field: forms.Field, text: str) -> str:
    if not text:
        return _("(nothing)")
    if not isinstance(field, forms.ChoiceField):
        return text
    names: dict[str, str] = {}
    offered: Any = field.choices
    for value, label in offered:
        pairs = label if isinstance(label, list | tuple) else [(value, label)]
        names |= {str(key): str(words) for key, words in pairs}
    return " · ".join(names.get(item, item) for item in text.split(","))
