"""What a delegate writes: an observation or a wording of their own, and the country's position."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilares.consensus.forms.fields import KeyedForm, StepForm, language_choice, long_text
from pilares.consensus.models import Observation, Position
from pilares.consensus.queries.texts import Place

WHOLE = pgettext_lazy("place", "The text as a whole")
Kind = Observation.Kind


def offer_places(field: forms.Field, places: Iterable[Place]) -> None:
    """Let a person choose a paragraph, or the whole."""
    field.choices = [("", WHOLE), *((place.anchor, place.name) for place in places)]  # type: ignore[attr-defined]


class ObserveForm(KeyedForm):
    """What a country says of a paragraph or of the whole."""

    field_order = ("anchor", "kind", "text", "proposed", "words", "language", "key")
    anchor = forms.ChoiceField(label=_("Of which paragraph"), required=False)
    kind = forms.ChoiceField(label=_("What you send"), choices=Kind.choices, initial=Kind.OBSERVATION)
    text = long_text(label=_("Observation, or reason of your proposal"), required=False)
    proposed = long_text(
        6,
        label=_("Wording that you propose"),
        required=False,
        help_text=_("For a counter-proposal: the paragraph as it should read. It is shown as a redline."),
    )
    words = forms.CharField(
        label=_("Exact words"),
        required=False,
        max_length=300,
        help_text=_("For a declaration or a reservation: the words of the text that it is about."),
    )
    language = language_choice()

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.anchor: place for place in places}
        offer_places(self.fields["anchor"], self.places.values())

    def clean(self) -> dict[str, Any]:
        """Ask for what each kind needs."""
        said: dict[str, Any] = super().clean() or {}
        kind = said.get("kind")
        if kind == Kind.COUNTER_PROPOSAL and not said.get("proposed"):
            self.add_error("proposed", _("Write the wording that you propose."))
        elif kind and not said.get("text") and not said.get("proposed"):
            self.add_error("text", _("Write the observation or the wording that you propose."))
        if kind == Kind.OBSERVATION and said.get("proposed"):
            said["kind"] = Kind.COUNTER_PROPOSAL
        self._check_words(said)
        return said

    def _check_words(self, said: dict[str, Any]) -> None:
        """A reservation says which words it reserves; a declaration that names none is about all of it."""
        words, place = said.get("words"), self.places.get(said.get("anchor") or "")
        if not words:
            if said.get("kind") == Kind.RESERVATION and "words" not in self.errors:
                asked = _("A reservation says which words it reserves. Copy them here from the paragraph.")
                self.add_error("words", asked)
            return
        if place is None:
            self.add_error("anchor", _("Choose the paragraph in which these words stand."))
        elif words not in place.text:
            self.add_error("words", _("These words do not stand in that paragraph. Copy them from the text."))

    def said(self) -> dict[str, Any]:
        """Return what the action takes."""
        return dict(self.cleaned_data)


class PositionForm(StepForm):
    """What the country says of the text from now on."""

    value = forms.ChoiceField(
        label=_("Position of the country"), choices=Position.Value.choices, widget=forms.RadioSelect
    )
    note = long_text(3, label=_("Note"), required=False)
