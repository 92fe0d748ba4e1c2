"""Searching without accents or capitals, the same on every database."""

import re
import unicodedata

#: the marks of the languages written in Latin letters, once letters and marks stand apart
MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")


def fold(text: str) -> str:
    """Return a text in small letters without accents, with single spaces."""
    if not text.isascii():
        text = MARKS.sub("", unicodedata.normalize("NFKD", text))
        if not text.isascii():  # marks of other scripts, one by one
            text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


def without_marks(text: str) -> str:
    """Return a text as a program leaves it that knows no accents."""
    return MARKS.sub("", unicodedata.normalize("NFKD", text))


def only_lost_marks(before: str, after: str) -> bool:
    """Whether a text is another that lost every accent on its way, and nothing else."""
    return before != after and after.isascii() and after == without_marks(before)


def says_other(before: str, after: str) -> bool:
    """Whether a text says something else than another: accents that were lost say nothing."""
    return before != after and not only_lost_marks(before, after)
