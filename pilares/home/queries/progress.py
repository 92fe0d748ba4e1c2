"""The public home «Avances»: what was promised and how it goes, as one reader may see it (screens.md 1)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q
from django.utils.safestring import SafeString

from pilares.core.bilingual import Wording
from pilares.core.templatetags.ui.marks import state_words
from pilares.core.templatetags.ui.pictures import TimePicture
from pilares.home.queries.meetings import NextMeeting, next_meeting
from pilares.home.queries.pictures import deadlines
from pilares.home.queries.sentence import Counts, number_in_words, sentence_of, tally, year_of
from pilares.matrix.queries import Band, Filters, IndicatorLine, Line, Matrix, read_matrix
from pilares.monitoring.models import Activity, ActivityPlacement
from pilares.people.access import type_of_reader
from pilares.people.models import Body
from pilares.plans.models import Document, Objective, Pillar, Theme, Version

#: rows that the home reads: a plan has a dozen and those that left it; beyond, it points to the matrix
MOST_ROWS = 60
#: cards shown in the column of a group
MOST_CARDS = 8
#: tiles that still make a picture: four rows of eleven
MOST_TILES = 44
ORDER = ("completed", "in_process", "not_achieved", "")


@dataclass(frozen=True)
class Card:
    """An activity as the home shows it, with the figure of its first indicator (AC-16)."""

    line: Line
    indicator: IndicatorLine | None
    #: what is aimed at, said where nothing is measured yet
    target: str

    @property
    def measured(self) -> bool:
        """Whether its figure says more than that there are no data."""
        figure = self.indicator.figure if self.indicator else None
        return figure is not None and figure.has_data


@dataclass(frozen=True)
class Column:
    """A group with the cards of its activities."""

    band: Band
    cards: tuple[Card, ...]

    @property
    def more(self) -> int:
        """How many of its activities the home does not show."""
        shown = sum(not card.line.left for card in self.cards)
        return max(0, self.band.total - shown)

    @property
    def completed(self) -> int:
        """How many of its activities are completed."""
        return self.band.counts.get("completed", 0)


@dataclass(frozen=True)
class Shared:
    """An activity that serves this pillar and another."""

    code: str
    pillar: int


@dataclass(frozen=True)
class PillarCount:
    """A pillar with the activities that serve it, by state, and its themes."""

    number: int
    name: Wording
    slug: str
    themes: int
    counts: dict[str, int] = field(default_factory=dict)
    shared: tuple[Shared, ...] = ()

    @property
    def total(self) -> int:
        """Activities that serve it; one that serves two pillars counts in each (AC-02)."""
        return sum(self.counts.values())

    @property
    def numbers(self) -> tuple[int, ...]:
        """Its number, as the glyph takes it."""
        return (self.number,)

    @property
    def names(self) -> tuple[Wording]:
        """Its name, as the glyph takes it."""
        return (self.name,)

    @property
    def tally(self) -> str:
        """Its activities by state, in words."""
        return tally(self.counts)


@dataclass(frozen=True)
class ProgressPage:
    """Everything that the home shows."""

    plan: Document | None
    in_force: bool
    year: int | None
    years: int
    as_of: date
    counts: Counts
    replaced: int
    withdrawn: int
    tiles: tuple[Line, ...]
    groups: tuple[Column, ...]
    ad_hoc: tuple[Column, ...]
    pillars: tuple[PillarCount, ...]
    #: activities that serve two pillars, several, and none
    by_two: int
    by_more: int
    unplaced: int
    meeting: NextMeeting | None
    #: what there is to read while there is nothing to follow (E-5)
    objectives: tuple[Objective, ...]
    themes: int
    #: the deadlines along the three years
    deadlines: tuple[TimePicture, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether no group has prioritised anything that the reader may see."""
        return not self.counts.total and not self.replaced and not self.withdrawn

    @property
    def sentence(self) -> SafeString:
        """How many activities are in each state."""
        return sentence_of(self.counts)

    @property
    def legend(self) -> tuple[tuple[str, str, int], ...]:
        """The states that occur, in words and with their number, in the order of the tiles."""
        numbers = (self.counts.completed, self.counts.in_process, self.counts.not_achieved, self.counts.none)
        return tuple((state, state_words(state), n) for state, n in zip(ORDER, numbers, strict=True) if n)

    @property
    def plan_year(self) -> str:
        """«2.º año de 3»; nothing while no dates say which year runs."""
        return year_of(self.year, self.years) if self.year else ""

    @property
    def most(self) -> str:
        """The most activities that a group prioritises, in words (§3.9)."""
        return number_in_words(self.plan.parameters.priority_activities) if self.plan else ""

    @property
    def pillar_sum(self) -> int:
        """The activities of every pillar added up."""
        return sum(pillar.total for pillar in self.pillars)

    @property
    def shared(self) -> int:
        """How many activities serve more than one pillar."""
        return self.by_two + self.by_more

    @property
    def placements(self) -> int:
        """Themes under each pillar, added up: one more than there are themes (AC-02)."""
        return sum(pillar.themes for pillar in self.pillars)


def progress_page(user: type_of_reader) -> ProgressPage:
    """Read the home; the number of queries does not depend on the rows."""
    matrix = read_matrix(user, Filters(rows=MOST_ROWS))
    plan = matrix.plan
    rows = Activity.objects.visible_to(user).filter(plan=plan)
    counted = rows.of_the_plan()
    running = next((year.number for year in matrix.years if year.holds(matrix.as_of)), None)
    served = _served(counted)
    left = _left(rows)
    return ProgressPage(
        plan=plan,
        in_force=Version.objects.filter(document=plan, status=Version.Status.IN_FORCE).exists(),
        year=running,
        years=len(matrix.years),
        as_of=matrix.as_of,
        counts=_counts(matrix, _to_begin(counted, matrix, running)),
        replaced=left[Activity.Stage.REPLACED],
        withdrawn=left[Activity.Stage.WITHDRAWN],
        tiles=_tiles(matrix),
        groups=tuple(_column(band) for band in matrix.bands if not band.ad_hoc),
        ad_hoc=tuple(_column(band) for band in matrix.bands if band.ad_hoc and band.lines),
        pillars=_pillars(plan, counted, matrix),
        by_two=served["two"],
        by_more=served["more"],
        unplaced=served["none"],
        meeting=next_meeting(user, matrix.as_of),
        objectives=tuple(Objective.objects.filter(plan=plan)),
        themes=Theme.objects.filter(plan=plan, original=True).count(),
        deadlines=deadlines(matrix, _tiles(matrix)),
    )


def _counts(matrix: Matrix, to_begin: dict[int, int]) -> Counts:
    """Add up the standing groups; ad hoc ones stand outside the plan's totals (AC-13)."""
    found: dict[str, int] = defaultdict(int)
    for band in matrix.bands:
        if not band.ad_hoc:
            for key, number in band.counts.items():
                found[key] += number
    return Counts(
        completed=found["completed"],
        in_process=found["in_process"],
        not_achieved=found["not_achieved"],
        to_begin=to_begin,
        unreported=found["none"] - sum(to_begin.values()),
    )


def _to_begin(counted: Any, matrix: Matrix, running: int | None) -> dict[int, int]:
    """Count what has no state because its first year is still to come, by that year."""
    ahead = [year.number for year in matrix.years if running and year.number > running]
    first = counted.filter(state="").order_by().annotate(first=Min("years__number"))
    found = first.aggregate(**{str(n): Count("pk", filter=Q(first=n)) for n in ahead}) if ahead else {}
    return {n: found[str(n)] for n in ahead if found[str(n)]}


def _served(counted: Any) -> dict[str, int]:
    """Count the activities that serve two pillars, more, and none."""
    by = counted.annotate(served=Count("placements__pillar", distinct=True)).order_by()
    found: dict[str, int] = by.aggregate(
        two=Count("pk", filter=Q(served=2)),
        more=Count("pk", filter=Q(served__gt=2)),
        none=Count("pk", filter=Q(served=0)),
    )
    return found


def _left(rows: Any) -> dict[str, int]:
    """Count what left the plan, by stage; a candidate that was taken back had not been in it."""
    gone = rows.exclude(group__kind=Body.Kind.AD_HOC).filter(
        Q(stage=Activity.Stage.REPLACED) | Q(stage=Activity.Stage.WITHDRAWN, stage_decision__isnull=False)
    )
    found: dict[str, int] = defaultdict(int)
    found.update(gone.order_by().values_list("stage").annotate(n=Count("pk")))
    return found


def _tiles(matrix: Matrix) -> tuple[Line, ...]:
    """One tile an activity, by state and then code; none where they are too many to be a picture."""
    standing = {band.pk for band in matrix.bands if not band.ad_hoc}
    lines = [line for line in matrix.lines if line.group in standing and not line.left]
    if matrix.rows > MOST_ROWS or len(lines) > MOST_TILES:
        return ()
    return tuple(sorted(lines, key=lambda line: ORDER.index(line.state)))


def _column(band: Band) -> Column:
    shown = [line for line in band.lines if not line.left or line.decision or line.stage == "replaced"]
    return Column(band, tuple(map(_card, shown[:MOST_CARDS])))


def _card(line: Line) -> Card:
    indicator = next(iter(line.indicators), None)
    return Card(line, indicator, target_words(indicator) if indicator else "")


def target_words(indicator: IndicatorLine) -> str:
    """Return «5 de 11 Países Miembros», or «4 hitos»; nothing while no target is registered."""
    if indicator.target is None:
        return indicator.target_note.text
    said = (indicator.aim, indicator.target_note.text or indicator.aim_unit)
    return " ".join(part for part in said if part)


def _pillars(plan: Document | None, counted: Any, matrix: Matrix) -> tuple[PillarCount, ...]:
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    placed = ActivityPlacement.objects.filter(activity__in=counted).order_by()
    rows = placed.values_list("placement__pillar__number", "activity__state")
    for number, state, n in rows.annotate(n=Count("activity", distinct=True)):
        counts[number][state] = n
    printed = Count("placements", filter=Q(placements__theme__original=True))
    return tuple(
        PillarCount(
            number=pillar.number,
            name=pillar.name,
            slug=pillar.slug,
            themes=pillar.printed,
            counts=counts[pillar.number],
            shared=_shared(pillar.number, matrix),
        )
        for pillar in Pillar.objects.filter(plan=plan).annotate(printed=printed).order_by("number")
    )


def _shared(number: int, matrix: Matrix) -> tuple[Shared, ...]:
    """Name the activities that serve this pillar and others, with the others."""
    standing = {band.pk for band in matrix.bands if not band.ad_hoc}
    return tuple(
        Shared(line.code, other)
        for line in matrix.lines
        if line.group in standing and not line.left and number in line.pillars
        for other in line.pillars
        if other != number
    )
