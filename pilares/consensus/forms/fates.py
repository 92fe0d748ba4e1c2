"""What became of the observations of a paragraph: one answer for all of them, or one for each."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.consensus.actions import Said
from pilares.consensus.actions.fates import recorded
from pilares.consensus.forms.fields import long_text
from pilares.consensus.models import Observation

FATES = [("", _("Not said yet")), *Observation.Fate.choices]


class FateForm(forms.Form):
    """The fate of one observation."""

    fate = forms.ChoiceField(label=_("What became of it"), choices=FATES, required=False)
    why_es = long_text(2, label=_("Why (Spanish)"), required=False)
    why_en = long_text(2, label=_("Why (English)"), required=False)

    #: what was recorded when the page was opened
    seen = forms.JSONField(widget=forms.HiddenInput, required=False)

    @property
    def said(self) -> Said:
        """What was chosen and written."""
        typed = self.cleaned_data
        seen = tuple(typed["seen"]) if isinstance(typed.get("seen"), list) else ()
        return Said(**{name: typed[name] for name in ("fate", "why_es", "why_en")}, seen=seen)

    def begin_from(self, row: Observation) -> None:
        """Let what is recorded now be what the next answer starts from."""
        self.data = dict(self.data.items()) | {self.add_prefix("seen"): json.dumps(recorded(row))}


class AllForm(FateForm):
    """One fate for every observation of the paragraph that has none yet."""

    prefix = "all"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fate"].label = _("The same for all that have none yet")
        del self.fields["seen"]


def forms_of(rows: Iterable[Observation], data: Any = None) -> list[tuple[Observation, FateForm]]:
    """Return a form for each observation, with what is recorded of it."""
    return [(row, _form_of(row, data)) for row in rows]


def _form_of(row: Observation, data: Any) -> FateForm:
    kept = {"fate": row.fate, "why_es": row.why_es, "why_en": row.why_en, "seen": recorded(row)}
    form = FateForm(data, prefix=f"o{row.pk}", initial=kept)
    for name in ("fate", "why_es", "why_en"):  # the summary of what is missing says whose
        form.fields[name].label = f"{form.fields[name].label} · {row.country.name}"
    return form
