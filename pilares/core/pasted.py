"""Texts as word processors hand them over: with marks that no Word file or feed may hold."""

import re

#: new lines and new pages of word processors: Word puts the first where somebody pressed shift and enter
BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
#: control marks that nobody sees; a text with a zero among its letters is refused by each form instead
UNSEEN = re.compile("[\x01-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def legible(text: str, *, lines: bool = True) -> str:
    """Return a text without marks that nobody sees; its breaks are new lines, or spaces in one line."""
    if text.isprintable():
        return text
    return UNSEEN.sub("", BREAKS.sub("\n" if lines else " ", text))
