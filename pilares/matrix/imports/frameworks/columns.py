"""What a column of somebody else's framework may hold, and by which labels it is known."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilares.core.tables import Table
from pilares.matrix.imports.book import TOP, written_value
from pilares.matrix.imports.labels import likeness, plain

#: how alike a label must be to be suggested; the person confirms every column
NEAR = 0.72
LEAST = 2
FLAT = "result indicator"
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
#: fields that may stand once for each year: «Meta 2021», «Actual 2022»
YEARLY = ("target", "actual")

FIELDS: dict[str, str | Promise] = {
    "operation": _("Activity or operation of the organisation"),
    "result": _("Expected result"),
    "level": _("Level of the result (IATI: 1 output, 2 outcome, 3 impact)"),
    "indicator": _("Indicator"),
    "definition": _("Definition of the indicator"),
    "measure": _("Type of measure (IATI: 1 to 5)"),
    "direction": _("Direction (IATI: 1 ascending, 0 descending)"),
    "unit": _("Unit"),
    "reference": _("Code of reference (SDG, GCM and others)"),
    "vocabulary": _("Vocabulary of the reference"),
    "reference_uri": _("Address of the reference"),
    "baseline": _("Baseline value"),
    "baseline_on": _("Year or day of the baseline"),
    "baseline_place": _("Place of the baseline"),
    "baseline_category": _("Category of the baseline"),
    "starts_on": _("Beginning of the period"),
    "ends_on": _("End of the period"),
    "target": _("Target"),
    "target_place": _("Place of the target"),
    "target_category": _("Category of the target"),
    "actual": _("Value achieved"),
    "actual_place": _("Place of the value"),
    "actual_category": _("Category of the value"),
    "comment": _("Comment on the value"),
}

#: other words for them: the flat names of IATI first, then what people write in both languages
WORDS: dict[str, tuple[str, ...]] = {
    "operation": ("iati identifier", "activity", "actividad", "operation", "operacion", "project",
                  "proyecto"),
    "result": ("result title", "result", "resultado", "resultado esperado", "expected result", "area"),
    "level": ("result type", "nivel", "level", "tipo de resultado"),
    "indicator": ("result indicator title", "indicator", "indicador", "indicator title"),
    "definition": ("result indicator description", "definition", "definicion", "indicator description"),
    "measure": ("result indicator measure", "measure", "type of measure", "tipo de medida"),
    "direction": ("result indicator ascending", "ascending", "direction", "direccion", "ascendente"),
    "unit": ("unit", "unidad", "unit of measure", "unidad de medida"),
    "reference": ("result indicator reference code", "reference code", "reference", "referencia"),
    "vocabulary": ("result indicator reference vocabulary", "reference vocabulary", "vocabulario"),
    "reference_uri": ("result indicator reference uri", "reference uri"),
    "baseline": ("result indicator baseline value", "baseline", "linea base", "baseline value"),
    "baseline_on": ("result indicator baseline year", "baseline year", "ano de la linea base",
                    "baseline date", "fecha de la linea base", "result indicator baseline iso date"),
    "baseline_place": ("result indicator baseline location ref", "baseline location"),
    "baseline_category": ("result indicator baseline dimension value 1", "baseline category"),
    "starts_on": ("result indicator period start", "period start", "start", "desde", "inicio del periodo"),
    "ends_on": ("result indicator period end", "period end", "end", "hasta", "fin del periodo"),
    "target": ("result indicator target value", "target", "meta", "target value"),
    "target_place": ("result indicator target location ref", "target location"),
    "target_category": ("result indicator target value 1", "target category"),
    "actual": ("result indicator actual value", "actual", "actual value", "valor alcanzado", "avance"),
    "actual_place": ("result indicator actual location ref", "location", "country", "pais", "lugar"),
    "actual_category": ("result indicator actual value 1", "category", "categoria", "population type",
                        "grupo de poblacion"),
    "comment": ("result indicator actual comment", "comment", "comentario", "comments"),
}  # fmt: skip
KNOWN = {word: field for field, words in WORDS.items() for word in words}


@dataclass(frozen=True)
class Column:
    """One column of the sheet: its label, and the field that it may hold."""

    at: int
    label: str
    near: str
    #: how many rows below hold something
    filled: int
    sample: str

    @property
    def key(self) -> str:
        """What its answer is kept under, in the file and in a kept mapping."""
        return plain(self.label)


@dataclass(frozen=True)
class Frame:
    """The sheet that is read, where its labels stand, and the sheets that are not read."""

    table: Table
    header: int
    columns: tuple[Column, ...]
    left_out: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """The digest of its labels: the same in every file of the same shape."""
        return fingerprint_of([column.key for column in self.columns])


def fingerprint_of(headers: Sequence[str]) -> str:
    """Return the digest of folded labels, in their order."""
    return sha256("\n".join(headers).encode()).hexdigest()


def read_frame(tables: Sequence[Table]) -> Frame | None:
    """Find the visible sheet whose labels say most, wherever they stand; none without labels."""
    best: tuple[int, int, Table] | None = None
    for table in tables:
        if table.hidden:
            continue
        for at, row in enumerate(table.rows[:TOP]):
            texts = [written_value(v) for v in row if isinstance(v, str) and re.search(r"[^\W\d_]", v)]
            score = 100 * len({field for text in texts if (field := known(text))}) + len(set(texts))
            if len(texts) >= LEAST and (best is None or score > best[0]):
                best = (score, at, table)
    if best is None:
        return None
    _score, header, table = best
    others = [t.name for t in tables if t is not table and any(any(row) for row in t.rows)]
    return Frame(table, header, tuple(_columns(table, header)), tuple(others))


def _columns(table: Table, header: int) -> list[Column]:
    below = table.rows[header + 1 :]
    labels = {at: written_value(value) for at, value in enumerate(table.rows[header])}
    filled = {at: [row[at] for row in below if at < len(row) and row[at] is not None] for at in labels}
    taken = {field for at, label in labels.items() if filled[at] and (field := known(label))}
    found: dict[str, Column] = {}
    for at, label in labels.items():
        if not label or plain(label) in found:
            continue
        near = (known(label) or near_to(label, taken)) if filled[at] else ""
        taken.add(near)
        sample = written_value(filled[at][0])[:60] if filled[at] else ""
        found[plain(label)] = Column(at, label, near, len(filled[at]), sample)
    return list(found.values())


def known(label: str) -> str:
    """Return the field that a label names for certain, with its year where it stands for one."""
    words = plain(label)
    if words in KNOWN:
        return KNOWN[words]
    if year := YEAR.search(words):
        rest = " ".join(YEAR.sub(" ", words).split())
        if KNOWN.get(rest) in YEARLY:
            return f"{KNOWN[rest]}@{year[1]}"
    return ""


def near_to(label: str, taken: Collection[str]) -> str:
    """Return the field that a label is most like, of those not taken; empty rather than a wild guess."""
    wanted = plain(label)
    if wanted.startswith(FLAT):  # IATI gives these names: they are known exactly, or they are another thing
        return ""
    free = ((likeness(wanted, word), field) for word, field in KNOWN.items() if field not in taken)
    score, field = max(free, default=(0.0, ""))
    return field if score >= NEAR else ""


def label_of(field: str) -> str:
    """Return how a field is called, with its year."""
    name, _at, year = field.partition("@")
    return f"{FIELDS.get(name, name)} {year}".strip()


def choices_of(column: Column) -> list[tuple[str, str]]:
    """Return what a column may be said to hold."""
    years = [f"{name}@{year[1]}" for name in YEARLY] if (year := YEAR.search(column.label)) else []
    return [(name, label_of(name)) for name in (*years, *FIELDS)]


def positions(frame: Frame, chosen: Mapping[str, str]) -> dict[str, Column]:
    """Return the column of each field that the person said; the first of two that hold the same."""
    found: dict[str, Column] = {}
    for column in frame.columns:
        if field := chosen.get(column.key, ""):
            found.setdefault(field, column)
    return found
