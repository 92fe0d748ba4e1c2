"""What is typed about a note: its place, a country's declaration, a withdrawal (AC-04, AC-19)."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilares.core.bilingual import Language, reading_language
from pilares.core.forms import DayInput
from pilares.people.models import Country, Membership
from pilares.plans.models import Note, NoteChange

A = Note.Anchoring


def _text(label: Any, rows: int = 4, **about: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **about)


def countries() -> Any:
    """Return the member countries, in the order of the reader's language."""
    members = Membership.objects.filter(kind=Membership.Kind.MEMBER).values("country")
    return Country.objects.filter(pk__in=members).order_by(f"name_{reading_language()}")


class ReanchorForm(forms.Form):
    """What becomes of a note whose words changed: kept, moved, or awaiting its country."""

    choice = forms.ChoiceField(
        label=_("What becomes of the note"),
        choices=[(one, one.label) for one in (A.KEPT, A.MOVED, A.AWAITING)],
        widget=forms.RadioSelect,
    )
    anchor = forms.ChoiceField(
        label=_("Where it stands from now on"), required=False, help_text=_("Only where the note is moved.")
    )
    words = forms.CharField(
        label=_("Exact words from now on"),
        max_length=500,
        required=False,
        help_text=_(
            "Copied from the text as it is now, where the words of which the note spoke no longer stand."
        ),
    )
    reason = _text(_("Reason"), rows=3, required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["anchor"].choices = [("", _("Where it stands now")), *places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A note is moved somewhere."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("choice") == A.MOVED and not typed.get("anchor"):
            self.add_error("anchor", _("Choose where it stands from now on."))
        return typed


class AttachForm(forms.Form):
    """A footnote, or what a country declares on exact words of a text."""

    anchor = forms.ChoiceField(label=_("Paragraph"))
    words = forms.CharField(
        label=_("Exact words"),
        max_length=500,
        required=False,
        help_text=_("Copied from the paragraph. Empty: the note speaks of all of it."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Note.Kind, widget=forms.RadioSelect)
    country = forms.ModelChoiceField(
        label=_("Country"), queryset=Country.objects.none(), required=False, empty_label=_("None: a footnote")
    )
    text = _text(_("Text, as it was communicated"), rows=6)
    language = forms.ChoiceField(
        label=_("Language in which it was said"),
        choices=Language,
        widget=forms.RadioSelect,
        initial=Language.ES,
        help_text=_("A country's note is never translated here."),
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["anchor"].choices = places  # type: ignore[attr-defined]
        self.fields["country"].queryset = countries()  # type: ignore[attr-defined]


class ChangeForm(forms.Form):
    """A withdrawal or a replacement, as the country communicated it."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What the country communicated"), choices=NoteChange.Kind, widget=forms.RadioSelect
    )
    communicated_by = forms.CharField(
        label=_("Who communicated it"), max_length=200, help_text=_("Person or office of the country.")
    )
    communicated_on = forms.DateField(label=_("When"), widget=DayInput())
    document = forms.CharField(
        label=_("Document"), max_length=300, help_text=_("The note or letter, with its number and date.")
    )
    text = _text(
        _("Text that replaces it"), rows=6, required=False, help_text=_("Only where the note is replaced.")
    )
    language = forms.ChoiceField(
        label=_("Language of that text"), choices=Language, widget=forms.RadioSelect, initial=Language.ES
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"form_key": uuid.uuid4()})
        super().__init__(*args, **kwargs)


class NoteForm(forms.Form):
    """The words of a note of a draft."""

    one_language = ("text",)

    text_es = _text(_("Text in Spanish"), rows=6, required=False)
    text_en = _text(_("Text in English"), rows=6, required=False)

    def clean(self) -> dict[str, Any]:
        """A note says something."""
        typed: dict[str, Any] = super().clean() or {}
        if not (typed.get("text_es") or typed.get("text_en")):
            self.add_error("text_es", _("Write the text in at least one language."))
        return typed
