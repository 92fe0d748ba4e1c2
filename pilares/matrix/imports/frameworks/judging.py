"""What each row would become: an indicator of one place and category, with its periods; no guess."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from pilares.core import clock
from pilares.core.search import fold
from pilares.matrix.imports.entries import Cell
from pilares.matrix.imports.frameworks.reading import Line, Reader
from pilares.matrix.imports.frameworks.traps import EMPTY, OUT
from pilares.monitoring.queries.references import references_of

LONGEST_NAME, LONGEST_UNIT = 300, 60
MEASURES = {"1": "unit", "2": "percentage", "3": "nominal", "4": "ordinal", "5": "qualitative"}
LEVELS = {"1": "output", "2": "outcome", "3": "impact"}
DIRECTIONS = {"1": "ascending", "0": "descending", "true": "ascending", "false": "descending"}
WORDS = {
    "unit": ("unidad", "numero", "number", "units"), "percentage": ("porcentaje", "percent", "%"),
    "nominal": (), "ordinal": (), "qualitative": ("cualitativo", "cualitativa"),
    "output": ("producto",), "outcome": ("efecto", "resultado"), "impact": ("impacto",),
    "ascending": ("ascendente", "sube", "up"), "descending": ("descendente", "baja", "down"),
}  # fmt: skip
ROLES = ("actual", "baseline", "target")


@dataclass
class Span:
    """One period of an indicator, with what the file says of it."""

    starts_on: date
    ends_on: date
    target: Decimal | None
    actual: Decimal | None
    comment: str
    row: int


@dataclass
class Proposal:
    """One indicator that would be created."""

    name: str
    result: str
    values: dict[str, Any]
    country: str
    spans: list[Span] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def key(self) -> str:
        """By what two rows are the same indicator."""
        return f"{fold(self.result)}|{fold(self.name)}|{self.values['source']}"


class Judge:
    """Turns lines into proposals, in the order of the sheet."""

    def __init__(self, reader: Reader, members: Mapping[str, str], years: Iterable[str]) -> None:
        self.reader, self.members, self.years = reader, members, sorted(years)
        self.today = clock.today()

    def judge(self, line: Line) -> Proposal | None:
        """Return what a line would become; nothing once it is left out."""
        place, country = self._place(line)
        category = self._category(line)
        cell = line.cells.get("indicator")
        indicator = self.reader.text(line, "indicator")
        if not indicator:
            self.reader.decide(line, "NO_INDICATOR", cell or next(iter(line.cells.values()), None))
        if line.left():
            return None
        name = " · ".join(filter(None, (indicator, place, category)))
        if len(name) > LONGEST_NAME:
            self.reader.decide(line, "TOO_LONG", cell)
        values = self._kind(line)
        if not line.left():
            self._baseline(line, values)
        spans = [] if line.left() else self._spans(line, values)
        if not line.left():
            self._aim(line, values, spans)
        if line.left():
            return None
        result = self.reader.text(line, "result")
        return Proposal(name, result, values, country, spans, [line])

    # --- Who and where ---

    def _place(self, line: Line) -> tuple[str, str]:
        place, agreed = self._one_of(line, "place", "PLACES_DIFFER")
        country = self.members.get(fold(place), "")
        if place and agreed and not country:
            cell = next(c for role in ROLES if (c := line.cells.get(f"{role}_place")) and c.text.strip())
            self.reader.decide(line, "PLACE", cell, about=fold(place), found=place)
        return place, country

    def _category(self, line: Line) -> str:
        if line.left():
            return ""
        category, agreed = self._one_of(line, "category", "CATEGORIES_DIFFER")
        if category and agreed:
            cell = next(c for role in ROLES if (c := line.cells.get(f"{role}_category")) and c.text.strip())
            self.reader.decide(line, "CATEGORY", cell, about=fold(category), found=category)
        return category

    def _one_of(self, line: Line, what: str, code: str) -> tuple[str, bool]:
        """Return what baseline, target and value say of one thing, and whether they agree."""
        said = {name: text for role in ROLES if (text := self.reader.text(line, name := f"{role}_{what}"))}
        texts = list(dict.fromkeys(said.values()))
        if len({fold(text) for text in texts}) > 1:
            self.reader.decide(line, code, line.cells[next(iter(said))], found=" / ".join(texts))
            return texts[0], False
        return (texts[0] if texts else ""), True

    # --- What it is ---

    def _kind(self, line: Line) -> dict[str, Any]:
        reader = self.reader
        measure = self._word(line, "measure", "MEASURE", MEASURES)
        direction = self._word(line, "direction", "DIRECTION", DIRECTIONS)
        if direction == "descending":
            reader.decide(line, "DESCENDS", line.cells["direction"])
        valued = True
        if measure == "ordinal" and not line.left():
            valued = reader.decide(line, "ORDINAL", line.cells["measure"]) != EMPTY
        reference = [reader.text(line, name) for name in ("reference", "vocabulary", "reference_uri")]
        return {
            "measure": measure,
            "direction": direction,
            "keep": "",
            "level": self._word(line, "level", "LEVEL", LEVELS),
            "unit": reader.text(line, "unit")[:LONGEST_UNIT],
            "definition": reader.text(line, "definition"),
            "references": references_of(*reference),
            "source": reader.text(line, "operation"),
            "valued": valued and measure != "qualitative",
        }

    def _word(self, line: Line, name: str, code: str, codes: Mapping[str, str]) -> str:
        text = self.reader.text(line, name)
        if not text or line.left():
            return ""
        plain = fold(text).strip(" .").removesuffix(".0")
        if found := codes.get(plain):
            return found
        wanted = set(codes.values())
        for value in wanted:
            if plain == value or plain in WORDS[value]:
                return value
        chosen = self.reader.decide(line, code, line.cells[name], about=plain)
        return chosen if chosen in wanted else ""

    # --- Its values ---

    def _baseline(self, line: Line, values: dict[str, Any]) -> None:
        values |= {"baseline_status": "", "baseline": None, "baseline_on": None}
        if not values["valued"]:
            return
        cell = line.cells.get("baseline")
        if cell is None or not cell.text:
            values["baseline_status"] = self._answer(line, "NO_BASELINE", cell)
            return
        found = self.reader.amount(line, "baseline", percentage=values["measure"] == "percentage")
        on = self._baseline_day(line) if found is not None else None
        if found is None or on is None:
            values["baseline_status"] = "to_be_established"
        else:
            values |= {"baseline_status": "established", "baseline": found, "baseline_on": on}

    def _baseline_day(self, line: Line) -> date | None:
        if year := self.reader.year(line, "baseline_on"):
            chosen = self.reader.decide(line, "BASELINE_YEAR", line.cells["baseline_on"], about=year)
            if chosen in {EMPTY, OUT}:
                return None
            return date(int(year), 1, 1) if chosen == "begin" else date(int(year), 12, 31)
        if found := self.reader.day(line, "baseline_on"):
            return found
        self.reader.decide(line, "BASELINE_DAY", line.cells.get("baseline_on") or line.cells.get("baseline"))
        return None

    def _answer(self, line: Line, code: str, cell: Cell | None) -> str:
        chosen = self.reader.decide(line, code, cell or line.cells.get("indicator"))
        return "" if chosen == OUT else chosen

    def _spans(self, line: Line, values: Mapping[str, Any]) -> list[Span]:
        if not values["valued"]:
            return []
        percentage = values["measure"] == "percentage"
        found = [*self._own_span(line, percentage=percentage), *self._of_years(line, percentage=percentage)]
        for span in found:
            if span.actual is not None and span.starts_on > self.today:
                about = f"{span.starts_on}/{span.ends_on}"
                cell = line.cells.get("actual") or line.cells.get(f"actual@{span.starts_on.year}")
                self.reader.decide(line, "AHEAD", cell, about=about)
                span.actual = None
        if not any(span.target is not None for span in found):
            cell = line.cells.get("target")
            if cell is None or not cell.text:
                self._answer(line, "NO_TARGET", cell)
        return found

    def _own_span(self, line: Line, *, percentage: bool) -> Iterator[Span]:
        target = self.reader.amount(line, "target", percentage=percentage)
        actual = self.reader.amount(line, "actual", percentage=percentage)
        starts, ends = self.reader.day(line, "starts_on"), self.reader.day(line, "ends_on")
        if starts is None or ends is None:
            if target is not None or actual is not None:
                self._answer(line, "NO_PERIOD", line.cells.get("starts_on"))
            return
        if ends < starts:
            self._answer(line, "PERIOD", line.cells["ends_on"])
            return
        yield Span(starts, ends, target, actual, self.reader.text(line, "comment"), line.row)

    def _of_years(self, line: Line, *, percentage: bool) -> Iterator[Span]:
        for year in self.years:
            names = (f"target@{year}", f"actual@{year}")
            target, actual = (self.reader.amount(line, name, percentage=percentage) for name in names)
            if target is None and actual is None:
                continue
            cell = line.cells.get(names[0]) or line.cells[names[1]]
            if self.reader.decide(line, "YEAR_COLUMN", cell, found=year) == EMPTY:
                continue
            number = int(year)
            yield Span(date(number, 1, 1), date(number, 12, 31), target, actual, "", line.row)

    def _aim(self, line: Line, values: dict[str, Any], spans: list[Span]) -> None:
        """Look at the last target beside the baseline: equal, or on the wrong side."""
        baseline, direction = values["baseline"], values["direction"]
        aimed = [span for span in spans if span.target is not None]
        if not isinstance(baseline, Decimal) or not aimed or not direction:
            return
        target = aimed[-1].target
        cell = line.cells.get("target") or line.cells.get(f"target@{aimed[-1].starts_on.year}")
        if target == baseline:
            chosen = self.reader.decide(line, "TARGET_IS_BASELINE", cell)
            if chosen == "maintain":
                values["keep"] = "at_least" if direction == "ascending" else "at_most"
                values["direction"] = "maintain"
        elif target is not None and (target > baseline) != (direction == "ascending"):
            chosen = self.reader.decide(line, "TARGET_BEHIND", cell)
        else:
            return
        if chosen == EMPTY:
            for span in spans:
                span.target = None


def joined(proposals: Iterable[Proposal], reader: Reader) -> list[Proposal]:
    """Join the rows of one indicator, period by period; what repeats or overlaps is decided."""
    groups: dict[str, list[Proposal]] = {}
    for one in proposals:
        groups.setdefault(one.key, []).append(one)
    found = []
    for group in groups.values():
        first = group[0] if len(group) == 1 else _join(group, reader)
        if first is not None:
            _overlaps(first, reader)
            if not all(line.out for line in first.lines):
                found.append(first)
    return found


def _join(group: list[Proposal], reader: Reader) -> Proposal | None:
    """Return the rows of one indicator as one; a period that stands twice counts as decided."""
    by_period: dict[object, list[Proposal]] = {}
    for one in group:
        by_period.setdefault(tuple((s.starts_on, s.ends_on) for s in one.spans), []).append(one)
    kept: list[Proposal] = []
    for same in by_period.values():
        kept += [same[0]] if len(same) == 1 else _chosen(same, reader)
    if not kept:
        return None
    first = kept[0]
    for other in kept[1:]:
        line = other.lines[0]
        if other.values["baseline"] not in {None, first.values["baseline"]}:
            reader.decide(line, "CHANGED_BASELINE", line.cells.get("baseline"), about=first.key)
        if not line.left():
            first.spans += other.spans
            first.lines.append(line)
    return first


def _chosen(same: list[Proposal], reader: Reader) -> list[Proposal]:
    chosen = ""
    for one in same:
        line = one.lines[0]
        was_out = line.out
        cell = line.cells.get("indicator")
        chosen = reader.decide(line, "DUPLICATE", cell, about=one.key, found=one.name) or chosen
        line.out = was_out or chosen == OUT
    if chosen == OUT:
        return []
    stays = same[-1] if chosen == "last" else same[0]
    for one in same:
        one.lines[0].out = one.lines[0].out or (bool(chosen) and one is not stays)
    return [stays]


def _overlaps(one: Proposal, reader: Reader) -> None:
    one.spans.sort(key=lambda span: (span.starts_on, span.ends_on))
    line = one.lines[0]
    kept: list[Span] = []
    for span in one.spans:
        if kept and span.starts_on <= kept[-1].ends_on:
            at = next((known for known in one.lines if known.row == span.row), line)
            chosen = reader.decide(at, "OVERLAP", at.cells.get("starts_on"), about=one.key)
            if chosen == OUT:
                kept.pop()
            continue
        kept.append(span)
    one.spans = kept
