"""What a table of open data is made of, and the columns that several tables share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilares.core.sheets import type_of_cell

VISITOR = AnonymousUser()
type_of_words = str | Promise

#: every name of a column: in English it is stable, and what a program reads in JSON
LABELS = {
    "activity": pgettext_lazy("column of a file", "activity"),
    "added_on": pgettext_lazy("column of a file", "added_on"),
    "address": pgettext_lazy("column of a file", "address"),
    "addressee": pgettext_lazy("column of a file", "addressee"),
    "baseline": pgettext_lazy("column of a file", "baseline"),
    "baseline_date": pgettext_lazy("column of a file", "baseline_date"),
    "body": pgettext_lazy("column of a file", "body"),
    "citation": pgettext_lazy("column of a file", "citation"),
    "code": pgettext_lazy("column of a file", "code"),
    "completion_date": pgettext_lazy("column of a file", "completion_date"),
    "coverage": pgettext_lazy("column of a file", "coverage"),
    "cut_off": pgettext_lazy("column of a file", "cut_off"),
    "data_as_of": pgettext_lazy("column of a file", "data_as_of"),
    "date": pgettext_lazy("column of a file", "date"),
    "document": pgettext_lazy("column of a file", "document"),
    "due_on": pgettext_lazy("column of a file", "due_on"),
    "figure": pgettext_lazy("column of a file", "figure"),
    "follow_up": pgettext_lazy("column of a file", "follow_up"),
    "from": pgettext_lazy("column of a file", "from"),
    "gate": pgettext_lazy("column of a file", "gate"),
    "group": pgettext_lazy("column of a file", "group"),
    "in_force_from": pgettext_lazy("column of a file", "in_force_from"),
    "in_the_period": pgettext_lazy("column of a file", "in_the_period"),
    "indicator": pgettext_lazy("column of a file", "indicator"),
    "kind": pgettext_lazy("column of a file", "kind"),
    "level": pgettext_lazy("column of a file", "level"),
    "licence": pgettext_lazy("column of a file", "licence"),
    "meeting": pgettext_lazy("column of a file", "meeting"),
    "modality": pgettext_lazy("column of a file", "modality"),
    "name_en": pgettext_lazy("column of a file", "name_en"),
    "name_es": pgettext_lazy("column of a file", "name_es"),
    "notes": pgettext_lazy("column of a file", "notes"),
    "period": pgettext_lazy("column of a file", "period"),
    "pillars": pgettext_lazy("column of a file", "pillars"),
    "place": pgettext_lazy("column of a file", "place"),
    "plan": pgettext_lazy("column of a file", "plan"),
    "presidency": pgettext_lazy("column of a file", "presidency"),
    "progress": pgettext_lazy("column of a file", "progress"),
    "published_on": pgettext_lazy("column of a file", "published_on"),
    "report": pgettext_lazy("column of a file", "report"),
    "reported": pgettext_lazy("column of a file", "reported"),
    "scope": pgettext_lazy("column of a file", "scope"),
    "section": pgettext_lazy("column of a file", "section"),
    "since": pgettext_lazy("column of a file", "since"),
    "source": pgettext_lazy("column of a file", "source"),
    "stage": pgettext_lazy("column of a file", "stage"),
    "state": pgettext_lazy("column of a file", "state"),
    "state_date": pgettext_lazy("column of a file", "state_date"),
    "status": pgettext_lazy("column of a file", "status"),
    "target": pgettext_lazy("column of a file", "target"),
    "text_en": pgettext_lazy("column of a file", "text_en"),
    "text_es": pgettext_lazy("column of a file", "text_es"),
    "themes": pgettext_lazy("column of a file", "themes"),
    "title_en": pgettext_lazy("column of a file", "title_en"),
    "title_es": pgettext_lazy("column of a file", "title_es"),
    "unit": pgettext_lazy("column of a file", "unit"),
    "until": pgettext_lazy("column of a file", "until"),
    "until_then": pgettext_lazy("column of a file", "until_then"),
    "validated_on": pgettext_lazy("column of a file", "validated_on"),
    "verb": pgettext_lazy("column of a file", "verb"),
    "version": pgettext_lazy("column of a file", "version"),
    "year": pgettext_lazy("column of a file", "year"),
}


@dataclass(frozen=True)
class Field:
    """A column: its name, what it holds, and how a row tells it."""

    name: str
    about: type_of_words
    tell: Callable[[Any], type_of_cell]

    @property
    def label(self) -> type_of_words:
        """Its name in the reader's language."""
        return LABELS[self.name]


@dataclass(frozen=True)
class Dataset:
    """One table: its address, what a row of it is, its columns and its rows."""

    slug: str
    title: type_of_words
    about: type_of_words
    fields: tuple[Field, ...]
    rows: Callable[[], Iterable[Any]]


def whole(path: str) -> str:
    """Return an address with its host: files are read far from here."""
    return f"{settings.ADDRESS}{path}"


def of(name: str) -> Callable[[Any], Any]:
    """Tell what a dotted path of attributes says; what is empty on the way says nothing."""

    def tell(row: Any) -> Any:
        for step in name.split("."):
            row = getattr(row, step) if row is not None else None
        return row

    return tell


CODE = Field("code", _("Permanent code."), of("code"))
NAME_ES = Field("name_es", _("Name in Spanish."), of("name_es"))
NAME_EN = Field("name_en", _("Name in English."), of("name_en"))
TITLE_ES = Field("title_es", _("Title in Spanish."), of("title_es"))
TITLE_EN = Field(
    "title_en",
    _("Title in English; empty while there is none."),
    of("title_en"),
)
SINCE = Field("since", _("First day; empty: not known."), of("starts_on"))
UNTIL = Field("until", _("Last day; empty: still so."), of("ends_on"))
SOURCE = Field("source", _("Where it was taken from."), of("source"))
WHERE = _("Where it is read, for good.")
