"""What became of the observations of a paragraph: one answer for all of them, or one for each."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.consensus.actions import Said
from pilares.consensus.forms.fields import long_text
from pilares.consensus.models import Observation

FATES = [("", _("Not said yet")), *Observation.Fate.choices]


class FateForm(forms.Form):
    """The fate of one observation."""

    fate = forms.ChoiceField(label=_("What became of it"), choices=FATES, required=False)
    why_es = long_text(2, label=_("Why (Spanish)"), required=False)
    why_en = long_text(2, label=_("Why (English)"), required=False)

    @property
    def said(self) -> Said:
        """What was chosen and written."""
        return Said(**{name: self.cleaned_data[name] for name in ("fate", "why_es", "why_en")})


class AllForm(FateForm):
    """One fate for every observation of the paragraph that has none yet."""

    prefix = "all"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fate"].label = _("The same for all that have none yet")


def forms_of(rows: Iterable[Observation], data: Any = None) -> list[tuple[Observation, FateForm]]:
    """Return a form for each observation, with what is recorded of it."""
    return [
        (
            row,
            FateForm(
                data,
                prefix=f"o{row.pk}",
                initial={"fate": row.fate, "why_es": row.why_es, "why_en": row.why_en},
            ),
        )
        for row in rows
    ]
