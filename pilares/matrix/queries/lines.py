"""What one line of the matrix shows: plain values, ready for a page, a sheet, a CSV or JSON."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pilares.core.bilingual import Wording
from pilares.monitoring.queries.progress import Progress, shortfall_words
from pilares.monitoring.queries.words import amount_words, target_words


class ThemeLine(NamedTuple):
    """A theme under a pillar, as placed for one activity."""

    name: Wording
    code: str
    slug: str
    pillar: int
    #: the place in the printed list of §3.8; empty for a theme that joined later
    number: int | None
    primary: bool
    proposed: bool
    pillar_name: str = ""


class IndicatorLine(NamedTuple):
    """An indicator as registered (§4.2.4)."""

    pk: int
    code: str
    name: Wording
    level: str
    measured_by: Wording
    unit: Wording
    baseline_status: str
    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    target_upper: Decimal | None
    target_note: Wording
    monitored_by: date | None
    #: what was measured, in the words of every other page (AC-16)
    figure: Progress | None = None

    @property
    def aim(self) -> str:
        """The target in the words of every other page: «80 %», «10 to 15», «at most 0»; empty without one."""
        return target_words(self.target, self.target_upper, self.figure.way) if self.figure else ""

    @property
    def start(self) -> str:
        """The baseline in the words of every other page; empty while it is not established."""
        return (
            amount_words(self.baseline, self.figure.way) if self.figure and self.baseline is not None else ""
        )

    def unit_of(self, number: Decimal | None) -> str:
        """The unit beside a number."""
        return self.figure.way.unit_of(number) if self.figure else self.unit.text

    @property
    def aim_unit(self) -> str:
        """The unit beside its target; of a range, that of its upper end."""
        return self.unit_of(self.target_upper or self.target)


class Party(NamedTuple):
    """A responsible party by its name in the reader's language (§4.2.5)."""

    name: str
    token: str
    principal: bool
    supports: bool


@dataclass(frozen=True)
class ResultLine:
    """An expected result with its level (§3.9)."""

    text: Wording
    level: str


@dataclass(frozen=True)
class RiskLine:
    """An assumption or a risk (§4.2.8)."""

    kind: str
    text: Wording
    materialised: bool = False


@dataclass(frozen=True)
class Line:
    """One activity in the matrix: the superset of §3.9, §4.2 and §4.3."""

    pk: int
    code: str
    version: int
    group: int
    title: Wording
    themes: tuple[ThemeLine, ...]
    results: tuple[ResultLine, ...]
    indicators: tuple[IndicatorLine, ...]
    parties: tuple[Party, ...]
    risks: tuple[RiskLine, ...]
    years: tuple[int, ...]
    due_on: date | None
    monitored_by: date | None
    state: str
    state_on: date | None
    state_note: Wording
    stage: str
    next_stage: str
    #: meeting and paragraph of the decision that moved its stage
    decision: str
    pace: str
    scope: str
    countries: tuple[str, ...]
    gender_marker: int | None
    #: letters of the principles it is tagged with, and the notes that reserve them
    principles: tuple[str, ...]
    notes: tuple[int, ...]
    tier: str
    overdue: bool
    due_soon: bool
    #: the first year of the plan in which it is to be completed, when that year is still to come
    starts_in_year: int | None
    illustrative: bool = False

    @property
    def pillars(self) -> tuple[int, ...]:
        """Numbers of the pillars it serves; a theme in two pillars counts once in each (AC-02)."""
        return tuple(sorted({theme.pillar for theme in self.themes}))

    @property
    def primary_pillar(self) -> int | None:
        """The pillar of its primary theme."""
        return next((theme.pillar for theme in self.themes if theme.primary), None)

    @property
    def theme_names(self) -> tuple[ThemeLine, ...]:
        """Its themes, each once whatever the number of pillars, the primary one first."""
        seen: dict[str, ThemeLine] = {}
        for theme in sorted(self.themes, key=lambda t: not t.primary):
            seen.setdefault(theme.code, theme)
        return tuple(seen.values())

    @property
    def left(self) -> bool:
        """Whether a decision took it out of the totals."""
        return self.stage in {"replaced", "withdrawn"}

    @property
    def shortfall(self) -> str:
        """What a completed activity did not reach, in words, or nothing (AC-14)."""
        if self.state != "completed" or self.left:
            return ""
        return shortfall_words(one.figure for one in self.indicators if one.figure)


@dataclass(frozen=True)
class Band:
    """A working group in the matrix: its counts over everything asked for, and its lines on this page."""

    pk: int
    code: str
    slug: str
    name: Wording
    short: Wording
    ad_hoc: bool
    #: the specific objectives of the plan that its activities serve, and the group's own
    objective: Wording
    #: places of the plan, taken and in all; 0 in all for an ad hoc group (§3.9)
    places: int
    counts: dict[str, int] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    editable: bool = False

    @property
    def total(self) -> int:
        """Activities that count: prioritised, in force or closed."""
        return sum(self.counts.get(key, 0) for key in ("completed", "in_process", "not_achieved", "none"))
