"""How every Django form comes out: the design's markup, with errors, help and groups named to readers.

`FORM_RENDERER` points here, so `{{ form }}` and `{{ form.field.as_field_group }}` need nothing else. The
summary at the top of the page is `{% error_summary form %}`.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from pilares.core.numbers import Reading, read_number
from pilares.core.pasted import legible

LOOKS: tuple[tuple[type[forms.Widget] | tuple[type[forms.Widget], ...], str], ...] = (
    ((forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple), "form-check-input"),
    (forms.Select, "form-select"),
    (forms.HiddenInput, ""),
    (forms.Widget, "form-control"),
)


#: how many characters fit where a form sets no bound of its own: in a text, and in a line
LONGEST_TEXT, LONGEST_LINE = 20_000, 500
#: what Django calls the choice of nothing
DASHES = "---------"
TOO_LONG = _(
    "This has %(show_value)d characters, and at most %(limit_value)d fit. Shorten it: nothing of what you "
    "wrote was lost."
)


def keep_within_bounds(field: forms.Field) -> None:
    """Give a free text its longest length, and say how long it may be and is: the one place for all forms."""
    if not isinstance(field, forms.CharField) or isinstance(field, forms.UUIDField | forms.JSONField):
        return
    field.error_messages["max_length"] = TOO_LONG
    if field.max_length is None:
        field.max_length = LONGEST_LINE if type(field.widget) is forms.TextInput else LONGEST_TEXT
        field.validators.append(MaxLengthValidator(field.max_length))


def name_the_empty_choice(field: forms.Field) -> None:
    """Say in words what leaving a list of choices alone means, where Django draws a row of dashes."""
    words = _("Choose one") if field.required else _("Not stated")
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = words if field.empty_label == DASHES else field.empty_label
    elif isinstance(field, forms.ChoiceField):
        said: Any = field.choices
        choices = list(said)
        if any(label == DASHES for _value, label in choices):
            dropped = field.required and isinstance(field.widget, forms.RadioSelect)
            others = [one for one in choices if one[1] != DASHES]
            field.choices = others if dropped else [("", words), *others]


def add_errors(form: forms.BaseForm, error: ValidationError, beside: Mapping[str, str] = {}) -> None:
    """Put what was refused beside its field, or at the top; `beside` names the fields of other columns."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for column, problems in error.error_dict.items():
        name = beside.get(column, column)
        form.add_error(name if name in form.fields else None, problems)


class Field(BoundField):
    """A field with the classes of the design, its longest length and its empty choice in words."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        keep_within_bounds(field)
        field.widget.attrs.pop("maxlength", None)  # browsers cut in silence what is pasted
        name_the_empty_choice(field)
        self._ask_in_one_language()

    def _ask_in_one_language(self) -> None:
        """Say once, above the first of two languages, that one is needed, so that neither is «optional».

        A form names such pairs in `one_language`, without their `_es` and `_en`.
        """
        if self.name[:-3] not in getattr(self.form, "one_language", ()):
            return
        self.field.asked_for = True  # type: ignore[attr-defined]
        pair = [name for name in self.form.fields if name in {f"{self.name[:-3]}_es", f"{self.name[:-3]}_en"}]
        if not self.field.required and len(pair) > 1 and self.name == pair[0]:
            said = _("Write it in Spanish or in English: one of both is needed.")
            self.help_text = f"{said} {self.help_text}".strip()

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add the class that fits the widget; `aria-invalid` belongs to the field, not to each option."""
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        look = next(css for kinds, css in LOOKS if isinstance(widget, kinds))
        names = " ".join(name for name in (widget.attrs.get("class", ""), look) if name)
        if names:
            built["class"] = names
        if self.use_fieldset:
            built.pop("aria-invalid", None)
        return built

    @property
    def data(self) -> Any:
        """What was typed or pasted."""
        typed = super().data
        if not isinstance(typed, str):
            return typed
        return legible(typed, lines=isinstance(self.field.widget, forms.Textarea))

    @property
    def jump(self) -> str:
        """The id that a link from the error summary leads to: the control, or a group's first option."""
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def is_checkbox(self) -> bool:
        """Whether the label follows the control."""
        return isinstance(self.field.widget, forms.CheckboxInput)


class Renderer(TemplatesSetting):
    """Finds the templates of forms in `core/templates/ui` and lends fields the class above."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    bound_field_class = Field


def ask_for_original(form: forms.BaseForm, *names: str) -> None:
    """Refuse a text that is empty in the language that is said to be its original."""
    said = form.cleaned_data.get("original_language")
    for name in names:
        field = f"{name}_{said}"
        if said and field in form.fields and field not in form.errors and not form.cleaned_data.get(field):
            form.add_error(
                field, _("The original is in this language: write it here, or choose the other language.")
            )


class DayInput(forms.DateInput):
    """A day, in the browser's own picker."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


LARGEST = Decimal(10) ** 14


class NumberField(forms.CharField):
    """A number in either convention; `doubtful` keeps what could be read in two ways."""

    def __init__(self, *, mark: str, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}), **kwargs)
        self.mark = mark
        self.doubtful: tuple[str, Reading] | None = None

    def clean(self, value: Any) -> Any:
        """Return the number, or nothing for an empty field."""
        self.doubtful = None
        text = super().clean(value)
        if not text:
            return None
        reading = read_number(text, self.mark)
        if reading is None:
            raise ValidationError(_("Write a number, in figures."))
        exponent = reading.value.as_tuple().exponent
        if abs(reading.value) >= LARGEST or not isinstance(exponent, int) or exponent < -4:
            raise ValidationError(_("Write a number with at most fourteen figures and four decimals."))
        if reading.doubtful:
            self.doubtful = (text, reading)
        return reading.value

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number as the person's country writes it."""
        if isinstance(value, Decimal):
            return f"{value.normalize():f}".replace(".", self.mark)
        return value


class AmountField(forms.DecimalField):
    """A number in either convention, 1.234,5 or 1,234.5; what can be read in two ways is asked again."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"localize": True, "max_digits": 18, "decimal_places": 4, **kwargs})
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def to_python(self, value: Any) -> Any:
        """Return the number, or nothing for an empty field."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        reading = read_number(value, ".")
        if reading is None:
            raise ValidationError(_("Write a number, in figures."))
        if reading.doubtful:
            typed = {"text": value.strip(), "whole": value.strip().replace(".", "").replace(",", "")}
            raise ValidationError(
                _(
                    "«%(text)s» can be read in two ways. Write %(whole)s, without a mark for thousands; "
                    "or, if these are decimals, add a zero at the end: %(text)s0."
                )
                % typed
            )
        return reading.value
