"""The codes of other frameworks to which an indicator refers, one to a line."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pilares.monitoring.queries.references import line_of, reference_of

MOST, LONGEST = 20, 120


class ReferencesField(forms.CharField):
    """Several references, one to a line: «SDG 10.7.1», «GCM 23», «Other CEDAW 26»."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        told: dict[str, Any] = {
            "label": _("References"),
            "help_text": _(
                "One to a line: SDG 10.7.1 for an indicator of the Sustainable Development Goals, GCM 23 for "
                "an objective of the Global Compact for Migration, Other with a code."
            ),
            "required": False,
            "max_length": MOST * LONGEST,
        }
        super().__init__(**(told | kwargs))

    def prepare_value(self, value: Any) -> Any:
        """Show what is kept as a person writes it."""
        if isinstance(value, str):
            return value
        return "\n".join(line_of(one) for one in value or ())

    def to_python(self, value: Any) -> Any:
        """Return what is kept, each once and in order."""
        lines: Iterable[str] = (super().to_python(value) or "").splitlines()
        return sorted({reference_of(line) for line in lines if line.strip()})

    def validate(self, value: Any) -> None:
        """Refuse more than an indicator bears, and a line that is no code."""
        if len(value) > MOST:
            raise ValidationError(_("An indicator takes at most %(most)s references."), params={"most": MOST})
        for reference in value:
            if len(line_of(reference)) > LONGEST:
                raise ValidationError(
                    _("«%(line)s…» has more than %(most)s characters: write the code alone."),
                    params={"line": line_of(reference)[:40], "most": LONGEST},
                )

    def run_validators(self, value: Any) -> None:
        """Ask the length of what was typed, not of the list."""
        super().run_validators("\n".join(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is kept."""
        return bool(sorted(initial or ()) != self.to_python(data))
