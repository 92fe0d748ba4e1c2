"""The words of docs/glossary.md in both languages, and which of them a text uses (AC-20)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from pilares.core.search import fold

#: what marks an English term that no source uses
WORKING = "(wt)"
#: a beside remark; an abbreviation in it is a word of its own
BESIDE = re.compile(r"\s*\(([^)]*)\)")
ABBREVIATION = re.compile(r"[A-ZÁÉÍÓÚ]{2,}")
#: beside one text there is room for so many
MOST = 6


@dataclass(frozen=True)
class Term:
    """A term in both languages, and whether its English is a working translation."""

    es: str
    en: str
    working: bool


@lru_cache(maxsize=1)
def terms_by_section() -> tuple[tuple[str, tuple[Term, ...]], ...]:
    """Return the rows of the glossary under the titles of its sections; it changes with the program only."""
    found: dict[str, list[Term]] = {}
    section = ""
    for line in (settings.BASE_DIR / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ").strip()
        elif section and line.startswith("| ") and not line.startswith("| Español |"):
            es, en = (cell.strip() for cell in line.strip("|").split("|")[:2])
            plain = en.replace(f" {WORKING}", "")
            found.setdefault(section, []).append(Term(es, plain, working=plain != en))
    return tuple((name, tuple(terms)) for name, terms in found.items())


@lru_cache(maxsize=1)
def pairs() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Return each word or phrase of the glossary with its English, the longest first; «SE» is no «se»."""
    known: dict[str, str] = {}
    for _section, terms in terms_by_section():
        for es, en in (pair for term in terms for pair in _single(term)):
            if fold(es) != fold(en):
                known.setdefault(es, en)
    found = []
    for es in sorted(known, key=len, reverse=True):
        short = ABBREVIATION.fullmatch(es)
        said = rf"\b{es}\b" if short else rf"\b{re.escape(fold(es))}(?:s|es)?\b"
        found.append((re.compile(said), _running(es), _running(known[es])))
    return tuple(found)


def _single(term: Term) -> list[tuple[str, str]]:
    """Take a row apart: what is listed in it in both languages alike, and its abbreviations."""
    sides = (term.es, term.en)
    short = [[word for word in BESIDE.findall(side) if ABBREVIATION.fullmatch(word)] for side in sides]
    whole = [re.split(r"[;,:] ", BESIDE.sub("", side)) for side in sides]
    return [
        (es.strip(), en.strip())
        for spanish, english in (short, whole)
        if len(spanish) == len(english)
        for es, en in zip(spanish, english, strict=True)
    ]


def used_in(text: str) -> list[tuple[str, str]]:
    """Return the terms that a Spanish text uses with their English, in the order in which they stand."""
    left, found = {True: text, False: fold(text)}, []
    for pattern, es, en in pairs():
        exact = bool(ABBREVIATION.fullmatch(es))
        if match := pattern.search(left[exact]):
            found.append((match.start(), es, en))
            left = {key: _without(said, pattern) for key, said in left.items()}
    return [(es, en) for _at, es, en in sorted(found)[:MOST]]


def _running(said: str) -> str:
    """Write a term as within a sentence; a name and an abbreviation keep their capitals."""
    return said[:1].lower() + said[1:] if said[1:] == said[1:].lower() else said


def _without(text: str, pattern: re.Pattern[str]) -> str:
    """Leave room where a term stood, so that no shorter one is found within it."""
    return pattern.sub(lambda said: " " * len(said[0]), text)
