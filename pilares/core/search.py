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
