"""What several edits of one field come to, and which of them only mend how a text is typed; pure."""

import re
from collections.abc import Sequence

from pilares.core.search import fold

#: what stands between words
BETWEEN = re.compile(r"[\W_]+")
type_of_edit = tuple[str, str]


def net(edits: Sequence[type_of_edit]) -> type_of_edit:
    """Return what stood before the first of several edits, and what stands after the last."""
    return edits[0][0], edits[-1][1]


def typographic(before: str, after: str) -> bool:
    """Whether two texts have the same words: only accents, capitals, signs or spaces differ."""
    return before != after and bool(_words(before)) and _words(before) == _words(after)


def _words(text: str) -> list[str]:
    return BETWEEN.sub(" ", fold(text)).split()
