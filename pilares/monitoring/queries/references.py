"""Codes of other frameworks to which an indicator refers, kept as `sdg:10.7.1` and said in words."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from pilares.core.search import fold
from pilares.monitoring.models import Vocabulary

#: what people write before a code, in both languages
NAMES = {
    "ods": Vocabulary.SDG, "sdg": Vocabulary.SDG,
    "pmm": Vocabulary.GCM, "gcm": Vocabulary.GCM,
    "otra": Vocabulary.OTHER, "otro": Vocabulary.OTHER, "other": Vocabulary.OTHER,
}  # fmt: skip
#: the number of IATI's vocabulary of indicators that stands for one of ours
IATI = {"9": Vocabulary.SDG}
SHORT: dict[str, str | Promise] = {
    Vocabulary.SDG: pgettext_lazy("vocabulary of references", "SDG"),
    Vocabulary.GCM: pgettext_lazy("vocabulary of references", "GCM"),
    Vocabulary.OTHER: pgettext_lazy("vocabulary of references", "Other"),
}


def reference_of(line: str, unnamed: str = Vocabulary.OTHER) -> str:
    """Return a line as it is kept; what names no vocabulary belongs to the one of `unnamed`."""
    words = line.replace(",", " ").split()
    named = NAMES.get(fold(words[0]).rstrip(":")) if len(words) > 1 else None
    return f"{named or unnamed}:{' '.join(words[1:] if named else words)}"


def references_of(codes: str, vocabulary: str = "", uri: str = "") -> list[str]:
    """Return what three cells of somebody's framework refer to; several codes stand apart by semicolons."""
    known = next(
        (NAMES[word] for word in fold(vocabulary).split() if word in NAMES), IATI.get(vocabulary.strip())
    )
    before = "" if known or not vocabulary else f"{vocabulary} "
    lines = [f"{before}{line}" for part in codes.split(";") for line in part.splitlines() if line.strip()]
    found = {reference_of(line, known or Vocabulary.OTHER) for line in lines}
    return sorted(found | ({reference_of(uri)} if uri.strip() else set()))


def line_of(reference: str) -> str:
    """Return a reference as a person writes it: «SDG 10.7.1»."""
    vocabulary, _colon, code = reference.partition(":")
    return f"{SHORT[vocabulary]} {code}" if vocabulary in SHORT else reference


def reference_words(reference: str) -> str:
    """Return «SDG indicator 10.7.1»; of another framework the code alone."""
    vocabulary, _colon, code = reference.partition(":")
    if vocabulary not in Vocabulary.values or vocabulary == Vocabulary.OTHER:
        return code or reference
    return f"{Vocabulary(vocabulary).label} {code}"


class Spoken(dict[str, str]):
    """The words of any reference, by its canonical text."""

    def get(self, key: str, _default: Any = None) -> str:
        """Return «SDG indicator 10.7.1»."""
        return reference_words(key)
