"""What was typed in a form of another page, told with that form's own words; and why it is discarded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from pilares.core.days import written_days

#: what a form carries for itself, and is not worth reading
CARRIED = ("begun-", "base-", "was-", "choose-")
ANSWERS = frozenset({"confirm", "correct", "version", "key", "form_key", "stamp"})


@dataclass(frozen=True)
class Typed:
    """One field with what was typed in it."""

    label: str
    text: str


class DiscardForm(forms.Form):
    """Why a kept form is discarded."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stays with what was kept."),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
    )


def typed(fields: Mapping[str, Sequence[str]]) -> tuple[Typed, ...]:
    """Return what was typed, under the labels of the form that has these fields."""
    names = [name for name in fields if name not in ANSWERS and not name.startswith(CARRIED)]
    known = _form_with(names)
    found = []
    for name in names:
        field = known.get(name)
        values = [_in_words(field, value) for value in fields[name] if value.strip()]
        if values:
            label = field.label if field is not None and field.label else name.replace("_", " ").capitalize()
            found.append(Typed(str(label), "\n".join(values)))
    return tuple(found)


def _form_with(names: Iterable[str]) -> Mapping[str, forms.Field]:
    """Return the fields of the product's form that these names fit best: most of them, fewest others."""
    wanted = set(names)

    def fit(fields: Mapping[str, forms.Field]) -> tuple[int, int]:
        return len(wanted & set(fields)), -len(set(fields) - wanted)

    candidates = [form.base_fields for form in _forms(forms.BaseForm)]
    return max(candidates, key=fit, default={})


def _forms(kind: type[forms.BaseForm]) -> Iterator[type[forms.Form]]:
    for sub in kind.__subclasses__():
        if sub.__module__.startswith("pilares.") and hasattr(sub, "base_fields"):
            yield sub  # type: ignore[misc]
        yield from _forms(sub)


def _named(field: "forms.ModelChoiceField[Model]", value: str) -> str:
    if field.queryset is None:
        return value
    try:
        record = field.queryset.model._default_manager.filter(pk=value).first()
    except (TypeError, ValueError):
        record = None
    return str(record) if record is not None else value


def _in_words(field: forms.Field | None, value: str) -> str:
    """Return a value as a person reads it: the choice, or the record, that it stands for."""
    if isinstance(field, forms.ModelChoiceField):
        return _named(field, value)
    if isinstance(field, forms.BooleanField):
        return str(_("Yes"))
    if isinstance(field, forms.ChoiceField):
        return str({str(key): words for key, words in field.choices}.get(value, value))  # type: ignore[misc, union-attr]
    if isinstance(field, forms.DateField) and not isinstance(field, forms.DateTimeField):
        return written_days(value)
    return value
