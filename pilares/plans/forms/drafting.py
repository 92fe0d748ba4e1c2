"""What is typed in a draft: the texts of one section in both languages, and what is added to it."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.core import conflicts
from pilares.core.conflicts import Settled
from pilares.core.edits import as_text
from pilares.plans.models import Block
from pilares.plans.queries.drafting import DraftedParagraph, DraftSection

#: kinds that may be added as plain text; tables come with the version that brought them
KINDS = [(kind, kind.label) for kind in Block.Kind if kind != Block.Kind.TABLE]


def _area(label: Any, lang: str, rows: int, initial: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "lang": lang, "class": "oficial"})
    return forms.CharField(label=label, required=False, widget=widget, initial=initial)


class SectionForm(forms.Form):
    """Every text of a section, side by side; the names of its fields carry the anchors, not an order."""

    def __init__(self, *args: Any, section: DraftSection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        for lang, title in (("es", section.title_es), ("en", section.title_en)):
            self.fields[f"title_{lang}"] = forms.CharField(
                label=_("Title in Spanish") if lang == "es" else _("Title in English"),
                required=False,
                max_length=300,
                initial=title,
            )
        for paragraph in section.paragraphs:
            if paragraph.kind != Block.Kind.TABLE:
                self._add(paragraph)

    def _add(self, paragraph: DraftedParagraph) -> None:
        rows = min(12, 2 + max(len(paragraph.es), len(paragraph.en)) // 70)
        where = {"anchor": paragraph.anchor}
        self.fields[f"es-{paragraph.anchor}"] = _area(
            _("%(anchor)s in Spanish") % where, "es", rows, paragraph.es
        )
        self.fields[f"en-{paragraph.anchor}"] = _area(
            _("%(anchor)s in English") % where, "en", rows, paragraph.en
        )
        if paragraph.kind != Block.Kind.ITEM and not paragraph.marker:
            return
        self.fields[f"marker-{paragraph.anchor}"] = forms.CharField(
            label=_("%(anchor)s, letter or number") % where,
            required=False,
            max_length=8,
            initial=paragraph.marker,
            widget=forms.TextInput(attrs={"size": 4}),
        )

    def texts(self) -> dict[str, str]:
        """Return the canonical texts as they stand, for the form to carry."""
        return {name: as_text(field.initial) for name, field in self.fields.items()}

    def settle(self) -> Settled:
        """Return what the person still wants written, once the choices on the page are counted in."""
        texts = self.texts()
        typed = {name: as_text(value) for name, value in self.cleaned_data.items()}
        settled = conflicts.settle(self, typed)
        touched = {
            name: value
            for name, value in settled.changes.items()
            if value != settled.base.get(name, texts[name])
        }
        return Settled(touched, settled.base)

    def lost(self) -> list[str]:
        """Return what was typed in a paragraph that somebody removed meanwhile, so that it can be copied."""
        names = [name for name in self.data if name.startswith(("es-", "en-"))]
        return [
            str(self.data[name])
            for name in names
            if name not in self.fields
            and as_text(self.data[name]) != as_text(self.data.get(f"base-{name}", ""))
        ]


class ParagraphForm(forms.Form):
    """A paragraph to be added to a section."""

    one_language = ("text",)

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    after = forms.ChoiceField(label=_("After"), required=False)
    marker = forms.CharField(
        label=_("Letter or number"), required=False, max_length=8, help_text=_("As it is printed: a), or 1.")
    )
    text_es = _area(_("Text in Spanish"), "es", 4)
    text_en = _area(_("Text in English"), "en", 4)

    def __init__(self, *args: Any, section: DraftSection, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"form_key": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        blocks = [(str(p.pk), p.anchor) for p in section.paragraphs if p.pk]
        self.fields["after"].choices = [("", _("At the end of the section")), *blocks]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """At least one language is needed."""
        typed: dict[str, Any] = super().clean() or {}
        if not (typed.get("text_es") or typed.get("text_en")):
            self.add_error("text_es", _("Write the text in at least one language."))
        return typed


class NewSectionForm(forms.Form):
    """A section to be added to a draft."""

    one_language = ("title",)

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    number = forms.CharField(
        label=_("Number"), required=False, max_length=12, help_text=_("As it is printed: 3.11.")
    )
    title_es = forms.CharField(label=_("Title in Spanish"), required=False, max_length=300)
    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=300)
    under = forms.ChoiceField(label=_("Under the chapter"), required=False)
    after = forms.ChoiceField(label=_("After"), required=False)

    def __init__(
        self,
        *args: Any,
        chapters: list[tuple[str, str]],
        sections: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {"form_key": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        self.fields["under"].choices = [("", _("None: it is a chapter")), *chapters]  # type: ignore[attr-defined]
        self.fields["after"].choices = [("", _("At the end")), *sections]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """At least one language is needed."""
        typed: dict[str, Any] = super().clean() or {}
        if not (typed.get("title_es") or typed.get("title_en")):
            self.add_error("title_es", _("Write the text in at least one language."))
        return typed
