"""How every Django form comes out: the design's markup, with errors, help and groups named to readers.

`FORM_RENDERER` points here, so `{{ form }}` and `{{ form.field.as_field_group }}` need nothing else. The
summary at the top of the page is `{% error_summary form %}`.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

LOOKS: tuple[tuple[type[forms.Widget] | tuple[type[forms.Widget], ...], str], ...] = (
    ((forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple), "form-check-input"),
    (forms.Select, "form-select"),
    (forms.HiddenInput, ""),
    (forms.Widget, "form-control"),
)


class Field(BoundField):
    """A field with the classes of the design on its widget."""

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
