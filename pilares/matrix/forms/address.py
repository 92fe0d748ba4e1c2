"""The matrix's address: `?vista=4.3&grupo=proteccion` and `?view=4.3&group=protection` are one question.

Every filter lives in the address, in the words of the page's language; both languages are understood.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from pilares.core.bilingual import reading_language
from pilares.core.days import read_day
from pilares.matrix.queries import Filters, View

#: field of `Filters`: its name in the address in Spanish and in English
NAMES = {
    "view": ("vista", "view"),
    "plan": ("plan", "plan"),
    "groups": ("grupo", "group"),
    "pillars": ("pilar", "pillar"),
    "themes": ("tema", "theme"),
    "states": ("estado", "status"),
    "deadlines": ("plazo", "deadline"),
    "scopes": ("ambito", "scope"),
    "countries": ("pais", "country"),
    "principles": ("principio", "principle"),
    "gender": ("genero", "gender"),
    "support": ("apoyo", "support"),
    "words": ("buscar", "search"),
    "replaced": ("sustituidas", "replaced"),
    "candidates": ("candidatas", "candidates"),
    "sort": ("orden", "sort"),
    "opened": ("abrir", "open"),
    "page": ("pagina", "page"),
    "rows": ("filas", "rows"),
    "as_of": ("al", "as-of"),
}
#: values that are words: what `Filters` holds, then Spanish and English in the address
WORDS: dict[str, dict[Any, tuple[str, str]]] = {
    "view": {
        View.PLANNING: ("3.9", "3.9"),
        View.EIGHT_ITEMS: ("4.2", "4.2"),
        View.FOLLOW_UP: ("4.3", "4.3"),
        View.MINE: ("mis-filas", "my-rows"),
        View.OVERDUE: ("vencidas", "overdue"),
    },
    "states": {
        "completed": ("finalizado", "completed"),
        "in_process": ("en-proceso", "in-process"),
        "not_achieved": ("no-alcanzado", "not-achieved"),
        "none": ("sin-estado", "no-status"),
    },
    "deadlines": {
        "1": ("1", "1"),
        "2": ("2", "2"),
        "3": ("3", "3"),
        "overdue": ("vencido", "overdue"),
        "soon": ("30-dias", "30-days"),
    },
    "scopes": {
        "national": ("nacional", "national"),
        "subregional": ("subregional", "subregional"),
        "regional": ("regional", "regional"),
    },
    "support": {"with": ("con", "with"), "without": ("sin", "without")},
    "sort": {
        "theme": ("tema", "theme"),
        "deadline": ("plazo", "deadline"),
        "state": ("estado", "status"),
        "updated": ("actualizado", "updated"),
    },
    "replaced": {False: ("no", "no")},
    "candidates": {True: ("si", "yes")},
}
#: the cells that are edited in place, as their addresses name them
CELL_NAMES = {
    "title": ("actividad", "activity"),
    "themes": ("temas", "themes"),
    "parties": ("responsables", "parties"),
    "due": ("plazo", "deadline"),
    "monitoring": ("monitoreo", "monitoring"),
    "state": ("estado", "status"),
}
NUMBERS = {"pillars": range(1, 10), "gender": range(3), "page": range(1, 10_000), "rows": range(1, 2_001)}
MANY = {
    "groups",
    "pillars",
    "themes",
    "states",
    "deadlines",
    "scopes",
    "countries",
    "principles",
    "gender",
    "support",
    "opened",
}


@dataclass(frozen=True)
class Asked:
    """The filters that an address asks for, and what in it was not understood."""

    filters: Filters
    ignored: tuple[str, ...]


def parse(query: Mapping[str, list[str]]) -> Asked:
    """Read the lists of an address's query; what is not understood is left out and named."""
    found: dict[str, object] = {}
    ignored: list[str] = []
    for field, names in NAMES.items():
        texts = [text for name in names for text in query.get(name, []) if text.strip()]
        values = [(text, _value(field, text.strip())) for text in texts]
        ignored += [text for text, value in values if value is None]
        kept = [value for _text, value in values if value is not None]
        if kept:
            found[field] = tuple(dict.fromkeys(kept)) if field in MANY else kept[-1]
    if "as_of" in found and found.pop("support", None):  # it is known of today alone
        ignored.append(NAMES["support"][reading_language() == "en"])
    return Asked(Filters(**found), tuple(ignored))  # type: ignore[arg-type]


def _value(field: str, text: str) -> object | None:
    if field in WORDS:
        return next((value for value, words in WORDS[field].items() if text.lower() in words), None)
    if field in NUMBERS:
        return int(text) if text.isdecimal() and int(text) in NUMBERS[field] else None
    if field in {"countries", "opened"}:
        return text.upper()[:20]
    return _day(text) if field == "as_of" else text[:120]


def _day(text: str) -> date | None:
    """Return a day that is over; today, a day to come and what is no day are none."""
    return read_day({"al": text}).day


def ask(filters: Filters, language: str = "") -> str:
    """Write filters as a query string without what is as usual; empty for the plain matrix."""
    column = 1 if (language or reading_language()) == "en" else 0
    usual = Filters()
    pairs = []
    for field, names in NAMES.items():
        value = getattr(filters, field)
        if value == getattr(usual, field):
            continue
        for item in value if isinstance(value, tuple) else (value,):
            words = WORDS.get(field, {}).get(item)
            pairs.append((names[column], words[column] if words else str(item)))
    return urlencode(pairs, safe=",.")
