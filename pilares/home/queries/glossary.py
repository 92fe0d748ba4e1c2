"""The words of the Conference in its two languages, from the project's glossary (docs/glossary.md)."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: the sections of the glossary, whose names the page says in the reader's language
SECTIONS: dict[str, str | Promise] = {
    "Who": _("Who"),
    "Where it is decided": _("Where it is decided"),
    "What was agreed": _("What was agreed"),
    "What is done": _("What is done"),
    "Who sees it": _("Who sees it"),
}
#: what marks an English term that no source of the Conference uses
WORKING = "(wt)"


@dataclass(frozen=True)
class Term:
    """A term in both languages, and whether its English is a working translation."""

    es: str
    en: str
    working: bool


@dataclass(frozen=True)
class Terms:
    """The terms of one section."""

    title: str | Promise
    ident: str
    terms: tuple[Term, ...]


@lru_cache(maxsize=1)
def glossary() -> tuple[Terms, ...]:
    """Return the glossary, section by section, in its order; it changes with the program only."""
    lines = (settings.BASE_DIR / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    found: dict[str, list[Term]] = {}
    section = ""
    for line in lines:
        if line.startswith("## "):
            section = line.removeprefix("## ").strip()
        elif section in SECTIONS and line.startswith("| ") and not line.startswith("| Español |"):
            es, en = (cell.strip() for cell in line.strip("|").split("|")[:2])
            plain = en.replace(f" {WORKING}", "")
            found.setdefault(section, []).append(Term(es, plain, working=plain != en))
    names = list(found)
    return tuple(Terms(SECTIONS[name], f"s{names.index(name) + 1}", tuple(found[name])) for name in names)
