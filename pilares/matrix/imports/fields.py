"""What the file says in the columns of the activity itself, as the actions of monitoring take it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from pilares.core.search import fold
from pilares.matrix.exports.rows import day as day_words
from pilares.matrix.imports.asking import EXPECTED, KEEP, Asked
from pilares.matrix.imports.entries import Cell, Entry
from pilares.matrix.imports.labels import label_of
from pilares.matrix.imports.vocabulary import (
    COUNTRY,
    GENDER,
    NO_STATE,
    PARTY,
    PILLAR,
    PRINCIPLE,
    SCOPE,
    STAGE,
    STATE,
    THEME,
    TIER,
    YEAR,
)
from pilares.monitoring.models import Activity

BETWEEN = re.compile(r"\s*[;|]\s*")
IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
LETTER = re.compile(r"([a-z])\)")
PRINCIPAL, SUPPORT = {"principal", "main"}, {"apoyo", "support"}
PROPOSED = {"tema propuesto", "proposed theme"}
LONGEST_TITLE = 300
NOTE = re.compile(r"(nota|note) \d+")
MOST_LINES = 100


@dataclass
class Reading:
    """What one cell asks for; `None` stands for a cell that is left as it is."""

    changes: dict[str, Any] = field(default_factory=dict)
    state: str | None = None
    on: date | None = None
    note: str | None = None
    stage: str = ""
    #: something waits for the person's answer
    waits: bool = False


@dataclass(frozen=True)
class Sight:
    """What the reading of a cell may need to know of its row."""

    entry: Entry
    #: canonical texts of the activity as it stands; empty for a new one
    values: Mapping[str, str]
    language: str
    asked: Asked
    #: what stands online in each field, as a file would say it
    online: Mapping[str, str] = field(default_factory=dict)


type_of_reader = Callable[[Cell, Sight], Reading | None]


def lines(text: str) -> list[str]:
    """Return the values of a cell, one a line or between `|`."""
    return [part for line in text.split("\n") for part in re.split(r"\s+\|\s+", line.strip()) if part]


def too_many(cell: Cell, sight: Sight, name: str) -> bool:
    """Whether a cell has more lines than an activity has parts, which is then said."""
    if cell.text.count("\n") < MOST_LINES:
        return False
    expected = _("at most %(most)s lines") % {"most": MOST_LINES}
    mend = _("Leave one line for each; longer texts go on the page of the activity.")
    sight.asked.problem(cell, label_of(name), expected, mend, cell.text[:200])
    return True


def pieces(kind: str, text: str, sight: Sight) -> list[str]:
    """Return the values of a cell, also where they stand on one line between `;` or commas."""
    found = []
    for line in lines(text):
        known = sight.asked.vocabulary.find
        parts = [part for part in BETWEEN.split(line) if part]
        commas = [part.strip() for part in line.split(",") if part.strip()]
        if len(parts) == 1 and len(commas) > 1 and all(known(kind, _name(part)) for part in commas):
            parts = commas
        found += parts
    return found


def _name(text: str) -> str:
    """Return a value without the mark in brackets after it."""
    return IN_BRACKETS.sub("", text)


def _many(kind: str, texts: Sequence[str], cell: Cell, sight: Sight) -> list[str] | Reading | None:
    """Return the values of several texts; a reading that waits, or `None` to leave the cell."""
    values = [sight.asked.value(kind, text, cell) for text in texts]
    if KEEP in values:
        return None
    if None in values:
        return Reading(waits=True)
    return [value for value in values if value is not None]


def _one(kind: str) -> type_of_reader:
    """Read a cell that holds one value of a list."""

    def read(cell: Cell, sight: Sight) -> Reading | None:
        if not cell.text:
            return Reading(changes={kind: None if kind == GENDER else ""})
        value = sight.asked.value(kind, cell.text, cell)
        if value is None:
            return Reading(waits=True)
        if value == KEEP:
            return None
        sight.asked.spelt(cell, kind, value)
        return Reading(changes={kind: int(value) if kind == GENDER else value})

    return read


def _title(cell: Cell, sight: Sight) -> Reading | None:
    name = f"title_{sight.language}"
    words = " ".join(cell.text.split())
    other = sight.values.get(f"title_{'en' if sight.language == 'es' else 'es'}", "")
    if not words and not other:
        sight.asked.problem(cell, label_of("title"), EXPECTED["title"], _("Write it, or delete the row."))
        return None
    if len(words) > LONGEST_TITLE:
        expected = EXPECTED["text"] % {"most": LONGEST_TITLE}
        sight.asked.problem(
            cell, label_of("title"), expected, _("Shorten it; details go in the description.")
        )
        return None
    return Reading(changes={name: words})


def _state(cell: Cell, sight: Sight) -> Reading | None:
    value = sight.asked.value(STATE, cell.text, cell)
    if value is None:
        return Reading(waits=True)
    if value == KEEP:
        return None
    sight.asked.spelt(cell, STATE, value)
    return Reading(state="" if value == NO_STATE else value)


def _stage(cell: Cell, sight: Sight) -> Reading | None:
    """Only a candidate's priority travels in a file; every other step is taken on its page."""
    value = sight.asked.vocabulary.find(STAGE, _name(cell.text))
    if value == Activity.Stage.PRIORITISED and sight.values.get("stage") == Activity.Stage.PROPOSED:
        return Reading(stage="prioritise")
    mend = _("Take this step on the page of the activity, where its reason and its decision are asked.")
    sight.asked.problem(cell, label_of("stage"), EXPECTED["unchanged"], mend)
    return None


def _day(name: str) -> type_of_reader:
    def read(cell: Cell, sight: Sight) -> Reading | None:
        found = sight.asked.day(cell.text, cell) if cell.text else None
        if cell.text and found is None:
            mend = _("Write the day with its month in words, or as year-month-day.")
            sight.asked.problem(cell, label_of(name), EXPECTED["day"], mend)
            return None
        value = found.value if found else None
        if name == "state_on":
            return Reading(on=value)
        return Reading(changes={name: value})

    return read


def _note(cell: Cell, _sight: Sight) -> Reading | None:
    return Reading(note=" ".join(cell.text.split())) if cell.text else None


def _years(cell: Cell, sight: Sight) -> Reading | None:
    values = _many(YEAR, pieces(YEAR, cell.text, sight), cell, sight)
    return Reading(changes={"years": values}) if isinstance(values, list) else values


def _completion(cell: Cell, sight: Sight) -> Reading | None:
    """Read years of the plan and, where there is one, the day (§4.3)."""
    years: list[str] = []
    days: list[date] = []
    for text in [cell.text] if isinstance(cell.value, date) else pieces(YEAR, cell.text, sight):
        day = None if sight.asked.vocabulary.find(YEAR, text) else sight.asked.day(text, cell)
        (days if day else years).append(day.value if day else text)  # type: ignore[arg-type]
    values = _many(YEAR, years, cell, sight)
    if not isinstance(values, list):
        return values
    if len(days) > 1:
        mend = _("Leave one day in the cell: the last on which the activity is to be completed.")
        sight.asked.problem(cell, label_of("completion"), EXPECTED["day"], mend)
        return None
    return Reading(changes={"years": values, "due_on": days[0] if days else None})


def _countries(cell: Cell, sight: Sight) -> Reading | None:
    values = _many(COUNTRY, pieces(COUNTRY, cell.text, sight), cell, sight)
    return Reading(changes={"countries": values}) if isinstance(values, list) else values


def _principles(cell: Cell, sight: Sight) -> Reading | None:
    texts = []
    for text in pieces(PRINCIPLE, cell.text, sight):
        bare = _name(text) if NOTE.fullmatch(_marks(text)) else text
        letter = LETTER.match(fold(bare))
        known = sight.asked.vocabulary.find(PRINCIPLE, bare)
        texts.append(letter[1] if letter and not known else bare)
    values = _many(PRINCIPLE, texts, cell, sight)
    return Reading(changes={"principles": values}) if isinstance(values, list) else values


def _marks(text: str) -> str:
    found = IN_BRACKETS.search(text)
    return fold(found[1]) if found else ""


def _parties(cell: Cell, sight: Sight) -> Reading | None:
    """Read the responsible parties in their order, and the principal one (§4.2.5)."""
    texts = pieces(PARTY, cell.text, sight)
    marked = [(text, _marks(text)) for text in texts]
    bare = [_name(text) if mark in PRINCIPAL | SUPPORT else text for text, mark in marked]
    values = _many(PARTY, bare, cell, sight)
    if not isinstance(values, list):
        return values
    if len(set(values)) != len(values):
        mend = _("Leave each party once.")
        sight.asked.problem(cell, label_of("parties"), _("each party once"), mend)
        return None
    principal = [value for value, (_text, mark) in zip(values, marked, strict=True) if mark in PRINCIPAL]
    if len(principal) > 1:
        mend = _("Mark one party alone as the principal one.")
        sight.asked.problem(cell, label_of("parties"), _("one principal party at most"), mend)
        return None
    return Reading(changes={"parties": values, "principal": principal[0] if principal else ""})


def _themes(cell: Cell, sight: Sight) -> Reading | None:
    """Read the themes, the primary one first; a theme keeps its places (§3.8, AC-02)."""
    texts = [_name(t) if _marks(t) in PROPOSED else t for t in pieces(THEME, cell.text, sight)]
    codes = _many(THEME, texts, cell, sight)
    if not isinstance(codes, list):
        return codes
    held = {int(key) for key in sight.values.get("themes", "").split(",") if key}
    chosen: list[int] = []
    for code in dict.fromkeys(codes):
        places = _places(code, held, sight)
        if not places:
            mend = _("Write in the column of the pillar which of its pillars is meant.")
            expected = _("the pillar of a theme that stands in two")
            sight.asked.problem(cell, label_of("themes"), expected, mend)
            return None
        chosen += places
    if not chosen:
        mend = _("Leave at least one theme, or set them on the page of the activity.")
        sight.asked.problem(cell, label_of("themes"), _("at least one theme"), mend)
        return None
    kept = sight.values.get("primary_theme", "")
    first = _places(codes[0], held, sight)
    primary = kept if kept and int(kept) in first else str(first[-1])
    return Reading(changes={"themes": [str(key) for key in sorted(chosen)], "primary_theme": primary})


def _places(code: str, held: set[int], sight: Sight) -> list[int]:
    """Return the placements of a theme: those it has, its only one, or those of the row's pillars."""
    vocabulary = sight.asked.vocabulary
    all_ = vocabulary.placements[code]
    mine = [pk for pk, _pillar in all_ if pk in held]
    if mine or len(all_) == 1:
        return mine or [all_[0][0]]
    named = {vocabulary.find(PILLAR, text) for text in lines(sight.entry.text("pillars"))}
    return [pk for pk, pillar in all_ if str(pillar) in named]


def _not_imported(name: str) -> type_of_reader:
    mends = {
        "pillars": _("The pillar follows from the theme: change the theme."),
        "pillar_numbers": _("The pillar follows from the theme: change the theme."),
        "code": _("Leave the code as it was exported; it never changes."),
        "group": _("An activity does not move to another group. Propose it there."),
        "decision": _("A decision is recorded on its page, with the step that it takes."),
    }

    def read(cell: Cell, sight: Sight) -> Reading | None:
        mend = mends.get(name, _("This column follows from others, or is kept on its own page."))
        sight.asked.problem(cell, label_of(name, records=sight.entry.records), EXPECTED["unchanged"], mend)
        return None

    return read


def in_words(reading: Reading, text: str, sight: Sight) -> str:
    """Return what a cell was understood to say, where that is not what it says."""
    label, said = sight.asked.vocabulary.label, []
    if reading.state is not None:
        said.append(label(STATE, reading.state or NO_STATE))
    if reading.on is not None:
        said.append(day_words(reading.on))
    for name, value in reading.changes.items():
        if isinstance(value, date):
            said.append(day_words(value))
        elif kind := LABELLED.get(name):
            said += [label(kind, str(one)) for one in (value if isinstance(value, list) else [value])]
    words = "\n".join(said)
    plain = ISO.fullmatch(text) is not None  # the page says such a day in words already
    return "" if plain or fold(words) == fold(_name(text)) else words


#: the fields whose values are words of a vocabulary
LABELLED = {
    "scope": SCOPE, "tier": TIER, "gender_marker": GENDER, "countries": COUNTRY, "parties": PARTY,
    "years": YEAR,
}  # fmt: skip


def reader_of(name: str, *, told: bool) -> type_of_reader:
    """Return what reads a column; one that is not imported says so where it was changed in the file."""
    return READERS.get(name) or (_not_imported(name) if told else _passed_over)


def _passed_over(_cell: Cell, _sight: Sight) -> None:
    """Read nothing: the column follows from others, and differs because they do."""


READERS: dict[str, type_of_reader] = {
    "title": _title,
    "themes": _themes,
    "parties": _parties,
    "completion": _completion,
    "years": _years,
    "due_on": _day("due_on"),
    "monitored_by": _day("monitored_by"),
    "state": _state,
    "state_on": _day("state_on"),
    "state_note": _note,
    "stage": _stage,
    "scope": _one(SCOPE),
    "visibility": _one(TIER),
    "gender_marker": _one(GENDER),
    "marker": _one(GENDER),
    "countries": _countries,
    "principles": _principles,
}
