"""A table of a draft, typed as lines: one row a line, and a bar between its cells."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pilares.core.edits import as_text
from pilares.plans.queries.drafting import DraftSection
from pilares.plans.queries.tables import rows_of

MOST_ROWS, MOST_CELLS = 200, 12


def _lines(label: Any, lang: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 8, "lang": lang, "class": "oficial", "spellcheck": "true"})
    return forms.CharField(label=label, required=False, widget=widget, strip=False)


class TableForm(forms.Form):
    """The rows of a table in both languages; an existing one carries what it said when it was opened."""

    one_language = ("lines",)

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    after = forms.ChoiceField(label=_("After"), required=False)
    heads = forms.BooleanField(label=_("The first row holds the headings"), required=False, initial=True)
    lines_es = _lines(_("Table in Spanish"), "es")
    lines_en = _lines(_("Table in English"), "en")

    def __init__(self, *args: Any, section: DraftSection, new: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"form_key": uuid.uuid4(), "heads": True})
        super().__init__(*args, **kwargs)
        self.fields["lines_es"].help_text = _("One row a line, and | between the cells: Group | Activity.")
        if not new:
            del self.fields["after"], self.fields["form_key"]
            return
        blocks = [(str(p.pk), p.anchor) for p in section.paragraphs if p.pk]
        self.fields["after"].choices = [("", _("At the end of the section")), *blocks]  # type: ignore[attr-defined]

    def clean_lines_es(self) -> str:
        """Look at the Spanish rows."""
        return self._even("lines_es")

    def clean_lines_en(self) -> str:
        """Look at the English rows."""
        return self._even("lines_en")

    def _even(self, name: str) -> str:
        typed = as_text(self.cleaned_data[name])
        rows = rows_of(typed)
        if not rows:
            return ""
        columns = len(rows[0])
        if len(rows) > MOST_ROWS or columns > MOST_CELLS:
            words = gettext("At most %(rows)s rows of %(cells)s cells fit; this table has %(n)s of %(m)s.")
            raise forms.ValidationError(
                words % {"rows": MOST_ROWS, "cells": MOST_CELLS, "n": len(rows), "m": columns}
            )
        for number, row in enumerate(rows, 1):
            if len(row) != columns:
                words = gettext(
                    "Row %(row)s («%(text)s») has %(found)s cells and the first row has %(expected)s. "
                    "Add or remove a | there; write \\| for a bar within a cell."
                )
                said = {"row": number, "text": row[0][:40], "found": len(row), "expected": columns}
                raise forms.ValidationError(words % said)
        return typed

    def clean(self) -> dict[str, Any]:
        """Both languages say the same table; one of them may still be missing."""
        typed: dict[str, Any] = super().clean() or {}
        if self.errors:
            return typed
        spanish, english = rows_of(typed["lines_es"]), rows_of(typed["lines_en"])
        if not spanish and not english:
            self.add_error("lines_es", _("Write the rows in at least one language."))
        elif spanish and english and (len(spanish), len(spanish[0])) != (len(english), len(english[0])):
            words = gettext(
                "The table in Spanish has %(a)s rows of %(b)s cells, and this one %(c)s of %(d)s. "
                "Make them even, or leave this one empty."
            )
            sizes = {"a": len(spanish), "b": len(spanish[0]), "c": len(english), "d": len(english[0])}
            self.add_error("lines_en", words % sizes)
        return typed
