"""What the file says of results, indicators and risks: lines of a cell, each a record of its own.

A line that stands online is known by its words, then by its place; a line that the file leaves out is
never removed (AC-09: «no se borrarán»).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from pilares.core.edits import as_text
from pilares.core.search import fold, says_other
from pilares.matrix.imports.asking import EXPECTED
from pilares.matrix.imports.entries import Cell
from pilares.matrix.imports.fields import Sight, lines
from pilares.matrix.imports.labels import LANGUAGES, label_of
from pilares.matrix.imports.vocabulary import RISK
from pilares.monitoring.models import Indicator, Result, Risk, Target

RESULT, INDICATOR, RISKS = "result", "indicator", "risk"
MODELS: dict[str, Any] = {RESULT: Result, INDICATOR: Indicator, RISKS: Risk}
#: which parts a column of the file speaks of
SPEAKS_OF = {
    "results": RESULT, "indicators": INDICATOR, "indicators_and_leads": INDICATOR, "targets": INDICATOR,
    "monitoring": INDICATOR, "risks": RISKS,
}  # fmt: skip
TEXTS = {RESULT: "text", INDICATOR: "name", RISKS: "text"}
COLUMNS = {
    RESULT: ("text_es", "text_en"),
    INDICATOR: (
        "name_es", "name_en", "code", "measured_by_es", "measured_by_en", "monitored_by", "baseline",
        "target", "unit_es", "unit_en", "unit_one_es", "unit_one_en",
    ),
    RISKS: ("text_es", "text_en", "kind"),
}  # fmt: skip
ALIKE = 0.6
NUMBER = re.compile(r"[+\-−]?[\d.,'’]*\d")
CODED = re.compile(r"([A-Z]+-A\d+-I\d+)\s*:\s*(.*)", re.DOTALL)


@dataclass(frozen=True)
class Held:
    """A part as it stands online: its key, and its columns as the database has them."""

    pk: int
    columns: Mapping[str, Any]

    @property
    def units(self) -> set[str]:
        """What may be written after its number: its unit, in the plural and in the singular."""
        return {str(value) for name, value in self.columns.items() if name.startswith("unit_") and value}

    def shown(self, name: str, language: str) -> str:
        """Return the text that a reader of a language sees, on one line."""
        mine, other = ("es", "en") if language == "es" else ("en", "es")
        text = self.columns[f"{name}_{mine}"] or self.columns[f"{name}_{other}"]
        return " ".join(str(text).split())


IN_WORDS = _("Write the number, then its unit; what is said in words is changed on the indicator's page.")


@dataclass(frozen=True)
class PartChange:
    """What is to be written of one part, or a new part (without key)."""

    kind: str
    pk: int | None
    changes: Mapping[str, Any]
    base: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Lines:
    """What a cell of lines asks for; `None` in its place leaves the cell."""

    parts: list[PartChange] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)


type_of_held = Mapping[int, Sequence[Held]]


def read_held(activities: Iterable[int], kinds: Iterable[str]) -> dict[str, type_of_held]:
    """Read the parts of activities by kind, one query each."""
    keys = list(activities)
    found: dict[str, type_of_held] = {}
    for kind in dict.fromkeys(kinds):
        rows: dict[int, list[Held]] = defaultdict(list)
        columns = COLUMNS[kind]
        parts = MODELS[kind]._default_manager.filter(activity__in=keys)
        if kind == INDICATOR:
            parts = parts.annotate(
                versioned=Exists(Target.objects.filter(indicator=OuterRef("pk"), period=None))
            )
            columns = (*columns, "versioned")
        for activity, pk, *values in parts.values_list("activity", "pk", *columns):
            rows[activity].append(Held(pk, dict(zip(columns, values, strict=True))))
        found[kind] = rows
    return found


def pair(held: Sequence[str], said: Sequence[str]) -> tuple[list[int | None], list[int]]:
    """Return for each line of the file the line online that it is, or `None`; and the lines left out."""
    left = list(range(len(held)))
    found: list[int | None] = [None] * len(said)
    for at, text in enumerate(said):
        same = next((number for number in left if held[number] == text), None)
        if same is not None:
            found[at] = same
            left.remove(same)
    open_ = [at for at, number in enumerate(found) if number is None]
    if len(open_) != len(left):
        for at in open_:
            best = max(left, key=lambda number: _alike(held[number], said[at]), default=None)
            if best is not None and _alike(held[best], said[at]) >= ALIKE:
                found[at] = best
                left.remove(best)
        open_ = [at for at in open_ if found[at] is None]
    if len(open_) >= len(left):  # no line is missing: what is left stands in the order in which it stood
        for at, number in zip(open_, list(left), strict=False):
            found[at] = number
            left.remove(number)
    return found, left


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), fold(other)).ratio()


def _texts(kind: str) -> "type_of_lines_reader":
    """Read a cell whose lines are the texts of parts."""
    name = TEXTS[kind]

    def read(cell: Cell, sight: Sight, held: Sequence[Held]) -> Lines | None:
        said = lines(cell.text)
        column = f"{name}_{sight.language}"
        if not all(_fits(MODELS[kind], column, _words(text)[1], cell, sight) for text in said):
            return None
        shown = [one.shown(name, sight.language) for one in held]
        matched, left = _matched(held, shown, said)
        _report_left(cell, sight, [shown[number] for number in left])
        found = Lines()
        for text, number in zip(said, matched, strict=True):
            words = _words(text)[1]
            if number is None:
                found.parts.append(PartChange(kind, None, _new(column, words, sight)))
            elif says_other(shown[number], words):
                base = {column: as_text(held[number].columns[column])}
                found.parts.append(PartChange(kind, held[number].pk, {column: words}, base))
        return found

    return read


def _words(text: str) -> tuple[str, str]:
    """Return the code that a line begins with, as in our CSV file, and its words."""
    coded = CODED.fullmatch(text)
    return (coded[1], " ".join(coded[2].split())) if coded else ("", text)


def _matched(
    held: Sequence[Held], shown: Sequence[str], said: Sequence[str]
) -> tuple[list[int | None], list[int]]:
    codes = {code: number for number, one in enumerate(held) if (code := str(one.columns.get("code", "")))}
    by_code = [codes.get(_words(text)[0]) for text in said]
    if any(number is not None for number in by_code):
        return by_code, [number for number in range(len(held)) if number not in by_code]
    return pair(shown, [_words(text)[1] for text in said])


def _new(column: str, words: str, sight: Sight) -> dict[str, Any]:
    return {column: words, "original_language": sight.language}


def _fits(model: Any, column: str, words: str, cell: Cell, sight: Sight) -> bool:
    field_ = model._meta.get_field(column)
    try:
        field_.clean(words, None)
    except ValidationError:
        expected = EXPECTED["text"] % {"most": field_.max_length}
        mend = _("Shorten the line: details go in the definition.")
        sight.asked.problem(cell, _column(cell, sight), expected, mend, words)
        return False
    return True


def _column(cell: Cell, sight: Sight) -> str:
    """Return how we call the column in which a cell stands."""
    columns = next(s.columns for s in sight.entry.sources if s.table.name == cell.sheet)
    return label_of(columns[cell.column], records=sight.entry.records)


def _report_left(cell: Cell, sight: Sight, left: Sequence[str]) -> None:
    mend = _("A line that is left out is not removed. Remove it on the page of the activity.")
    for text in left:
        sight.asked.problem(cell, _column(cell, sight), text, mend, gettext("(the line is not there)"))


def _risks(cell: Cell, sight: Sight, held: Sequence[Held]) -> Lines | None:
    """Read assumptions and risks, each said which (§4.2.8)."""
    said: list[tuple[str, str]] = []
    for text in lines(cell.text):
        before, colon, after = text.partition(":")
        kind = sight.asked.vocabulary.find(RISK, before) if colon else None
        said.append((kind or "", after.strip() if kind else text))
    shown = [one.shown("text", sight.language) for one in held]
    matched, left = pair(shown, [words for _kind, words in said])
    _report_left(cell, sight, [shown[number] for number in left])
    column, found = f"text_{sight.language}", Lines()
    for (kind, words), number in zip(said, matched, strict=True):
        if number is None:
            if not kind:
                mend = _("Write «Assumption: » or «Risk: » before the line.")
                sight.asked.problem(cell, label_of("risks"), _("an assumption or a risk"), mend, words)
                continue
            found.parts.append(PartChange(RISKS, None, {column: words, "kind": kind}))
            continue
        now = held[number].columns
        wanted = {column: words} if says_other(shown[number], words) else {}
        wanted |= {"kind": kind} if kind and kind != now["kind"] else {}
        if wanted:
            base = {name: as_text(now[name]) for name in wanted}
            found.parts.append(PartChange(RISKS, held[number].pk, wanted, base))
    return found


@lru_cache(maxsize=1)
def _measured_by() -> tuple[str, ...]:
    """What stands between an indicator and who measures it, in each language."""
    found = []
    for language in LANGUAGES:
        with override(language):
            said = str(_("%(indicator)s. Measured by: %(lead)s"))
        found.append(said.replace("%(indicator)s", "").replace("%(lead)s", "").strip(". "))
    return tuple(found)


@lru_cache(maxsize=1)
def _undefined() -> frozenset[str]:
    found = set()
    for language in LANGUAGES:
        with override(language):
            found.add(fold(str(_("To be defined"))))
    return frozenset(found)


def _leads(cell: Cell, sight: Sight, held: Sequence[Held]) -> Lines | None:
    """Read indicators, each with who measures it (§4.2.4)."""
    said = [_lead(text) for text in lines(cell.text)]
    column, lead_column = f"name_{sight.language}", f"measured_by_{sight.language}"
    for name, lead in said:
        if not (
            _fits(Indicator, column, name, cell, sight) and _fits(Indicator, lead_column, lead, cell, sight)
        ):
            return None
    shown = [one.shown("name", sight.language) for one in held]
    matched, left = pair(shown, [name for name, _who in said])
    _report_left(cell, sight, [shown[number] for number in left])
    found = Lines()
    for (name, lead), number in zip(said, matched, strict=True):
        if number is None:
            new = _new(column, name, sight) | ({lead_column: lead} if lead else {})
            found.parts.append(PartChange(INDICATOR, None, new))
            continue
        one = held[number]
        wanted = {column: name} if name != shown[number] else {}
        if lead != one.shown("measured_by", sight.language):
            wanted[lead_column] = lead
        if wanted:
            base = {key: as_text(one.columns[key]) for key in wanted}
            found.parts.append(PartChange(INDICATOR, one.pk, wanted, base))
    return found


def _lead(text: str) -> tuple[str, str]:
    for mark in _measured_by():
        name, found, lead = text.rpartition(mark)
        if found:
            who = lead.strip()
            return name.strip().removesuffix(".").strip(), "" if fold(who) in _undefined() else who
    return text, ""


def _monitoring(cell: Cell, sight: Sight, held: Sequence[Held]) -> Lines | None:
    """Read the deadline for monitoring, then that of each indicator that has another (§4.2.6)."""
    codes = {str(one.columns["code"]): one for one in held}
    found, own = Lines(), None
    said = [cell.text] if isinstance(cell.value, date) else lines(cell.text)
    for text in said:
        code, words = _words(text)
        day = sight.asked.day(words, cell)
        if day is None or (code and code not in codes):
            mend = _("Write the day with its month in words, or as year-month-day.")
            sight.asked.problem(cell, label_of("monitoring"), EXPECTED["day"], mend, text)
            return None
        if not code:
            own = day.value
        elif codes[code].columns["monitored_by"] != day.value:
            base = {"monitored_by": as_text(codes[code].columns["monitored_by"])}
            found.parts.append(PartChange(INDICATOR, codes[code].pk, {"monitored_by": day.value}, base))
    found.changes["monitored_by"] = own
    return found


@lru_cache(maxsize=1)
def _figures() -> tuple[tuple[str, str], ...]:
    """What stands before a baseline and a target, in each language, with its column."""
    found = []
    for language in LANGUAGES:
        with override(language):
            for said, column in ((_("Baseline: %(value)s"), "baseline"), (_("Target: %(value)s"), "target")):
                found.append((str(said).replace("%(value)s", "").strip(), column))
    return tuple(found)


def _targets(cell: Cell, sight: Sight, held: Sequence[Held]) -> Lines | None:
    """Read indicators with baseline and target, known by their codes; only names and figures are taken."""
    codes = {str(one.columns["code"]): one for one in held}
    found, online = Lines(), set(lines(sight.online.get("targets", "")))
    for text in lines(cell.text):
        if text in online:
            continue
        code, words = _words(text)
        if code not in codes:
            mend = _("Keep the code before each indicator; add a new one in the column of indicators.")
            sight.asked.problem(cell, label_of("targets"), EXPECTED["line"], mend, text)
            continue
        told = next((known for known in online if _words(known)[0] == code), "").split(" · ")
        wanted = _figures_of(words, codes[code], cell, sight, told)
        if wanted:
            base = {name: as_text(codes[code].columns[name]) for name in wanted}
            found.parts.append(PartChange(INDICATOR, codes[code].pk, wanted, base))
    return found


def _figures_of(words: str, one: Held, cell: Cell, sight: Sight, told: Sequence[str]) -> dict[str, Any]:
    name, *rest = [part.strip() for part in words.split(" · ")]
    wanted: dict[str, Any] = {}
    if name and name != one.shown("name", sight.language):
        column = f"name_{sight.language}"
        if _fits(Indicator, column, name, cell, sight):
            wanted[column] = name
    for part in rest:
        mark, column = next((said for said in _figures() if part.startswith(said[0])), ("", ""))
        value = None if part in told else _figure(part.removeprefix(mark).strip(), cell, sight)
        if value is None:
            continue
        if not column or value == one.columns[column]:  # what differs is the unit, or the whole it is part of
            if NUMBER.sub("", part.removeprefix(mark).strip(), count=1).strip() not in one.units:
                sight.asked.problem(cell, label_of("targets"), EXPECTED["number"], IN_WORDS, part)
        elif column == "baseline" and one.columns["baseline"] is None:
            mend = _("Write it on the indicator's page, with the day on which it was observed.")
            sight.asked.problem(cell, label_of("targets"), _("a baseline that is established"), mend, part)
        elif column == "target" and one.columns["versioned"]:
            mend = _("Revise it on the indicator's page, with the decision and the reason.")
            expected = _("the target in force: a decision revises it")
            sight.asked.problem(cell, label_of("targets"), expected, mend, part)
        else:
            wanted[column] = value
    return wanted


def _figure(said: str, cell: Cell, sight: Sight) -> Decimal | None:
    """Return the number with which a baseline or a target begins; its unit is not changed in a file."""
    number = NUMBER.match(said)
    found = sight.asked.amount(number[0], cell) if number else None
    if found is None:
        sight.asked.problem(cell, label_of("targets"), EXPECTED["number"], IN_WORDS, said)
        return None
    return found.value


type_of_lines_reader = Callable[[Cell, Sight, Sequence[Held]], Lines | None]
LINE_READERS: dict[str, type_of_lines_reader] = {
    "results": _texts(RESULT),
    "indicators": _texts(INDICATOR),
    "indicators_and_leads": _leads,
    "targets": _targets,
    "monitoring": _monitoring,
    "risks": _risks,
}


def line_reader_of(name: str, *, records: bool) -> type_of_lines_reader | None:
    """Return what reads a column of lines; in our CSV file baselines and targets are not to be written."""
    return None if records and name == "targets" else LINE_READERS.get(name)
