"""How a column is known by its label: any language, any official shape, without accents, numbers or marks."""

import re
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import override

from pilares.core.search import fold
from pilares.matrix.exports.columns import EIGHT_ITEMS, FOLLOW_UP, KEYS, PLANNING, REGISTER, Field
from pilares.matrix.exports.records import FIELDS

LANGUAGES = ("es", "en")
#: below this a label is not suggested: nobody gains from a wild guess
NEAR = 0.6
MARKS = re.compile(r"[^\w ]+|_")
NUMBERED = re.compile(r"^\d+\s*[.)]\s*")
BRACKETS = re.compile(r"\([^)]*\)?")


class Shape(StrEnum):
    """The three kinds of sheets that we write; one label may mean different things in two of them."""

    OFFICIAL = "official"
    REGISTER = "register"
    RECORDS = "records"


SHAPES: dict[Shape, tuple[Field, ...]] = {
    Shape.OFFICIAL: (*FOLLOW_UP, *EIGHT_ITEMS, *PLANNING, *KEYS),
    Shape.REGISTER: (*REGISTER, *KEYS),
    Shape.RECORDS: FIELDS,
}
type_of_labels = dict[str, tuple[str, str]]


def plain(label: str) -> str:
    """Return a label without accents, capitals, numbering or punctuation."""
    return " ".join(MARKS.sub(" ", NUMBERED.sub("", fold(label))).split())


def bare(label: str) -> str:
    """Return a plain label without what stands in brackets."""
    return plain(BRACKETS.sub(" ", label))


@lru_cache(maxsize=len(Shape))
def known(shape: Shape) -> type_of_labels:
    """Return every label of a kind of sheet, as plain text, with its field and its language."""
    found: type_of_labels = {}
    for reduce in (plain, bare):
        for language in LANGUAGES:
            with override(language):
                for field in SHAPES[shape]:
                    found.setdefault(reduce(str(field.label)), (field.name, language))
    return found


def label_of(field: str, *, records: bool = False) -> str:
    """Return how we call a column, in the reader's language."""
    shapes = (Shape.RECORDS,) if records else (Shape.REGISTER, Shape.OFFICIAL, Shape.RECORDS)
    fields = (known for shape in shapes for known in SHAPES[shape])
    return next((BRACKETS.sub("", str(f.label)).strip() for f in fields if f.name == field), field)


def field_of(label: str, shape: Shape) -> tuple[str, str]:
    """Return the field of a label and its language, or two empty texts.

    A column of the register may stand in an official sheet, and the other way round; not in a CSV file.
    """
    others = {Shape.OFFICIAL: (Shape.REGISTER,), Shape.REGISTER: (Shape.OFFICIAL,)}.get(shape, ())
    for kind in (shape, *others):
        labels = known(kind)
        if found := labels.get(plain(label)) or labels.get(bare(label)):
            return found
    return "", ""


def near(label: str, taken: set[str], shape: Shape) -> str:
    """Return the field whose label is most like this one, among those not taken; empty for none."""
    wanted = bare(label)
    if len(wanted) < 3:
        return ""
    best, name = NEAR, ""
    for text, (field, _language) in known(shape).items():
        if field in taken or field in {"id", "version"}:
            continue
        score = likeness(wanted, text)
        if score > best:
            best, name = score, field
    return name


def likeness(one: str, other: str) -> float:
    """Return how alike two plain texts are, 0 to 1; one that holds all words of the other is near."""
    words, others = set(one.split()), set(other.split())
    within = 0.75 if words and (words <= others or others <= words) else 0.0
    return max(within, SequenceMatcher(None, one, other).ratio())
