"""Searching without accents or capitals, the same on every database."""

import unicodedata


def fold(text: str) -> str:
    """Return a text in small letters without accents, with single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
