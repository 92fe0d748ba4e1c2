"""The words of the Conference in its two languages, from the project's glossary (docs/glossary.md)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilares.core.glossary import Term, terms_by_section

#: the sections of the glossary, whose names the page says in the reader's language
SECTIONS: dict[str, str | Promise] = {
    "Who": _("Who"),
    "Where it is decided": _("Where it is decided"),
    "What was agreed": _("What was agreed"),
    "What is done": _("What is done"),
    "Who sees it": _("Who sees it"),
}


@dataclass(frozen=True)
class Terms:
    """The terms of one section."""

    title: str | Promise
    ident: str
    terms: tuple[Term, ...]


def glossary() -> tuple[Terms, ...]:
    """Return the glossary, section by section, in its order."""
    found = [(name, terms) for name, terms in terms_by_section() if name in SECTIONS]
    return tuple(Terms(SECTIONS[name], f"s{at}", terms) for at, (name, terms) in enumerate(found, 1))
