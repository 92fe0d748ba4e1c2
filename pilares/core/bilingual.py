"""Texts in two languages of equal standing: two columns, one of them the original.

A model that `Bilingual` extends keeps, for every text `x`, the columns `x_es` and `x_en`, and says
which language was written first. The other may lag behind: it is then shown, marked, never hidden
and never blocking (screens.md, «Languages»).
"""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """The languages that content is written in; the list may grow (fr)."""

    ES = "es", _("Spanish")
    EN = "en", _("English")


LANGUAGES = frozenset(Language.values)


def reading_language() -> str:
    """Return the two letters of the reader's language, `es` when unknown."""
    code = (get_language() or "es")[:2]
    return code if code in LANGUAGES else "es"


class Say(dict[str, str]):
    """The interface's words for one page: each is translated once, not once a row."""

    def __missing__(self, text: str) -> str:
        said = self[text] = gettext(text)
        return said


class Label(dict[str, str]):
    """The same, as markup holds them."""

    def __missing__(self, text: str) -> str:
        said = self[text] = escape(gettext(text))
        return said


@dataclass(frozen=True, init=False)
class Wording:
    """One text as one reader gets it."""

    text: str
    lang: str
    #: no text in the reader's language: this is the original
    pending: bool = False
    #: the original changed on this day and this translation has not followed
    outdated_since: datetime | None = None

    def __init__(
        self, text: str, lang: str, pending: bool = False, outdated_since: datetime | None = None
    ) -> None:
        own = self.__dict__  # half the time of what a frozen dataclass does: a page makes thousands
        own["text"], own["lang"] = text, lang
        own["pending"], own["outdated_since"] = pending, outdated_since

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def wording(
    es: str, en: str, *, original: str = "es", outdated_since: datetime | None = None, reader: str = ""
) -> Wording:
    """Choose the reader's text of two; fall back to the other, and say so.

    `reader` is the reader's language where thousands of texts are read at once and it is known.
    """
    wanted = reader or reading_language()
    mine, other = (es, en) if wanted == "es" else (en, es)
    if mine:
        late = outdated_since if wanted != original else None
        return Wording(mine, wanted, outdated_since=late)
    return Wording(other, "en" if wanted == "es" else "es", pending=bool(other))


class text_in_two:  # noqa: N801  reads as a field: title = text_in_two("title")
    """A read-only attribute: the reader's wording of the columns `x_es` and `x_en`."""

    def __init__(self, name: str) -> None:
        self.es, self.en = f"{name}_es", f"{name}_en"

    def __get__(self, obj: Any, owner: type | None = None) -> Wording:
        if obj is None:
            return self  # type: ignore[return-value]
        return told(obj, self.es, self.en)


def language_of_column(name: str) -> str:
    """Return the language of a column of a text in two, such as `title_es`; nothing for any other column."""
    ending = name.rpartition("_")[2]
    return ending if ending in Language.values else ""


def told(obj: Any, es: str, en: str, reader: str = "") -> Wording:
    """Return the wording of two columns of a record, for a reader whose language may be known."""
    return wording(
        getattr(obj, es),
        getattr(obj, en),
        original=getattr(obj, "original_language", Language.ES),
        outdated_since=getattr(obj, "outdated_since", None),
        reader=reader,
    )


class Bilingual(models.Model):
    """Columns that say which language is the original and since when the other lags behind."""

    original_language = models.CharField(max_length=2, choices=Language, default=Language.ES)
    outdated_since = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


def lag(obj: Bilingual, before: dict[str, Any], after: dict[str, Any], at: datetime) -> datetime | None:
    """Return since when the translation lags, once `after` replaces `before` (columns to values).

    It begins to lag when a text of the original changes and its translation does not, and has caught
    up when a translation changes.
    """
    translation = "en" if obj.original_language == Language.ES else "es"
    changed = {name for name, value in after.items() if before.get(name) != value}
    if any(name.endswith(f"_{translation}") for name in changed):
        return None
    originals = [n for n in changed if n.endswith(f"_{obj.original_language}")]
    if any(
        before.get(f"{n[:-2]}{translation}") or getattr(obj, f"{n[:-2]}{translation}", "") for n in originals
    ):
        return obj.outdated_since or at
    return obj.outdated_since
