"""A conflict over a row, in the words of the form's own choices (AC-10)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from pilares.core import conflicts
from pilares.core.conflicts import Settled, Spoken
from pilares.core.edits import Clash
from pilares.matrix.forms.rows import ActivityForm


def settle(form: ActivityForm) -> Settled:
    """Return what the person still wants written, once the choices on the page are counted in."""
    return conflicts.settle(form, form.changes())


def spoken(form: ActivityForm, clash: Clash) -> Spoken:
    """Put a clash into the words of the field's choices."""
    field = form.fields[clash.field]
    base, theirs, mine = (_in_words(field, text) for text in (clash.base, clash.theirs, clash.mine))
    return conflicts.spoken(form, clash, base=base, theirs=theirs, mine=mine)


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
