"""The matrix as it stood at the end of a day, for who may see its rows today; the same lines as today's."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from pilares.core.composed import ComposedRecords
from pilares.core.days import end_of
from pilares.core.search import fold
from pilares.matrix.queries import matrix as today
from pilares.matrix.queries.filters import Filters, View, groups_named
from pilares.matrix.queries.lines import Line
from pilares.matrix.queries.matrix import SHOWN, Matrix, read_matrix
from pilares.matrix.queries.parts import ALL_PARTS, Parts
from pilares.matrix.queries.past_parts import Then, parts_then
from pilares.meetings.models import Decision
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.past import KEPT, all_stood, reached_then, stood
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Standing
from pilares.plans.models import Document, Theme
from pilares.plans.queries.standing import plan_on

#: what the counts ask of every row, and what more the filters and the order ask
COUNTED = ("group_id", "stage", "state", "tier")
WORDS = ("code", "title_es", "title_en")
ASKED_BY = {"scopes": ("scope",), "gender": ("gender_marker",), "deadlines": ("due_on",), "words": WORDS}
SORTED_BY = {"theme": WORDS, "deadline": ("due_on",), "updated": ("state_on",)}
#: the parts through which each filter looks
LOOKS = {
    "pillars": {"themes"},
    "themes": {"themes"},
    "deadlines": {"years"},
    "principles": {"principles"},
    "countries": {"countries", "parties"},
    "words": {"themes", "parties", "results", "indicators"},
}


def read_asked(user: type_of_reader, filters: Filters, *, everything: bool = False) -> Matrix:
    """Read the matrix of today, or of the day that the filters name."""
    if filters.as_of is None:
        return read_matrix(user, filters, everything=everything)
    return read_past(user, filters, filters.as_of, everything=everything)


def read_past(user: type_of_reader, filters: Filters, day: date, *, everything: bool = False) -> Matrix:
    """Read the matrix of a day that is over; a constant number of queries.

    A row is there for who may see the activity today and could have seen it as it stood; whether there is
    confirmed support is asked of today alone, so that filter is left out.
    """
    then, standing = Then(day, end_of(day), user), standing_of(user)
    plan = plan_on(day, filters.plan, user)
    years = today.plan_years(plan)
    kept = _kept(plan, filters, standing, then)
    page = _sorted(kept, filters)
    if not everything:
        start = (filters.page - 1) * filters.rows
        page = page[start : start + filters.rows]
    shown = ALL_PARTS if filters.opened or everything else SHOWN.get(filters.view, SHOWN[View.FOLLOW_UP])
    parts = parts_then(page, shown, then)
    running = next((year.number for year in years if year.holds(day)), None)
    lines = tuple(today.line_of(row, parts, running, day, standing) for row in _whole(page, then))
    return _matrix(plan, years, filters, kept, lines, standing, day, everything=everything)


@dataclass(frozen=True, eq=False)
class Alike:
    """Activities that stood alike in all that is asked of them, as one of them, without its key.

    What is asked is asked once of all: a row made of each would take longer than reading it.
    """

    row: Activity

    @property
    def counted(self) -> str:
        """What they are counted as in the band of their group."""
        if self.row.left:
            return "left"
        return "candidate" if self.row.stage == Activity.Stage.PROPOSED else self.row.state or "none"


def _kept(plan: Document | None, filters: Filters, standing: Standing, then: Then) -> dict[int, Alike]:
    """Return the activities asked for by their keys, in the order of the matrix, which is today's."""
    asked = _Asked(filters, standing, then.day)
    columns = _columns(filters)
    live = Activity.objects.visible_to(then.user).filter(plan=plan).order_by("sort_key")
    told = {row[0]: row[1:] for row in all_stood(live, then.until, ("id", *columns))}
    kinds = {said: Alike(_slim(columns, said)) for said in set(told.values())}
    wanted = {
        said: kind
        for said, kind in kinds.items()
        if reached_then(kind.row, standing) and asked.wants(kind.row)
    }
    rows = {pk: wanted[said] for pk, said in told.items() if said in wanted}
    looked = frozenset().union(*(parts for name, parts in LOOKS.items() if getattr(filters, name)))
    if filters.view == View.MINE:
        looked |= {"parties"}
    if not looked:
        return rows
    parts = parts_then(list(rows), looked, then)
    return {pk: kind for pk, kind in rows.items() if asked.finds(pk, kind.row, parts)}


def _columns(filters: Filters) -> tuple[str, ...]:
    """Return the columns of a row that the filters, the order and the counts ask for."""
    asked = [column for name, some in ASKED_BY.items() if getattr(filters, name) for column in some]
    dated = ("due_on",) if filters.view == View.OVERDUE else ()
    return tuple(dict.fromkeys((*COUNTED, *asked, *dated, *SORTED_BY.get(filters.sort, ()))))


def _slim(columns: Iterable[str], said: Iterable[Any]) -> Activity:
    """Make an activity of these columns alone."""
    one = Activity.__new__(Activity)
    one.__dict__.update(zip(columns, said, strict=True))
    return one


def _whole(page: Sequence[int], then: Then) -> list[Activity]:
    """Return the rows of a page with everything that a line says, in two queries."""
    told = {row["id"]: row for row in stood(Activity, then.until, KEPT, page)}
    keys = {row["stage_decision_id"] for row in told.values()} - {None}
    cited = {one.pk: one for one in _decisions(keys)} if keys else {}
    whole = []
    for pk in page:
        one = Activity(**told[pk])
        one.stage_decision = cited.get(one.stage_decision_id)
        whole.append(one)
    return whole


_decisions = ComposedRecords(
    lambda keys: Decision.objects.filter(pk__among=keys).select_related("meeting__body", "session").order_by()
)


class _Asked:
    """What the filters ask for, of rows that are at hand; the same questions as `Filters.condition`."""

    def __init__(self, filters: Filters, standing: Standing, day: date) -> None:
        self.filters, self.standing, self.day = filters, standing, day
        self.stages: set[str] = set(Activity.ROWS)
        if filters.replaced and filters.view != View.PLANNING:
            self.stages |= set(Activity.LEFT)
        if filters.candidates:
            self.stages.add(Activity.Stage.PROPOSED)
        self.groups = (
            set(groups_named(filters.groups).values_list("pk", flat=True)) if filters.groups else None
        )
        self.themes = self._themes() if filters.themes else frozenset()
        self.words = fold(filters.words).split()

    def _themes(self) -> frozenset[str]:
        asked = self.filters.themes
        named = Q(code__in=asked) | Q(slug_es__in=asked) | Q(slug_en__in=asked)
        return frozenset(Theme.objects.filter(named).values_list("code", flat=True))

    def wants(self, row: Activity) -> bool:
        """Whether a row is asked for by what its own columns say."""
        asked = self.filters
        states = ["" if state == "none" else state for state in asked.states]
        return (
            row.stage in self.stages
            and (not asked.scopes or row.scope in asked.scopes)
            and (not asked.gender or row.gender_marker in asked.gender)
            and (self.groups is None or row.group_id in self.groups)
            and (not states or row.state in states)
            and (asked.view != View.OVERDUE or self._overdue(row))
        )

    def _overdue(self, row: Activity) -> bool:
        return not row.left and row.overdue(self.day)

    def finds(self, pk: int, row: Activity, parts: Parts) -> bool:
        """Whether it is asked for by what its parts say."""
        asked = self.filters
        themes = parts.themes.get(pk, ())
        placed = (asked.pillars or self.themes) and not any(
            (not asked.pillars or theme.pillar in asked.pillars)
            and (not asked.themes or theme.code in self.themes)
            for theme in themes
        )
        letters = {letter for letter, _note in parts.principles.get(pk, ())}
        reach = set(parts.countries.get(pk, ()))
        tokens = {party.token for party in parts.parties.get(pk, ())}
        answers = {f"country:{code}" for code in asked.countries} & tokens
        mine = {f"country:{code}" for code in self.standing.countries} & tokens
        return (
            not placed
            and (not asked.principles or bool(letters & set(asked.principles)))
            and (not asked.countries or bool(reach & set(asked.countries)) or bool(answers))
            and (asked.view != View.MINE or row.group_id in self.standing.groups or bool(mine))
            and (not asked.deadlines or self._due(row, parts.years.get(pk, ())))
            and self._says(pk, row, parts)
        )

    def _due(self, row: Activity, years: tuple[int, ...]) -> bool:
        kinds = {"overdue": self._overdue(row), "soon": not row.left and row.due_soon(self.day)}
        return any(kinds[one] if one in kinds else int(one) in years for one in self.filters.deadlines)

    def _says(self, pk: int, row: Activity, parts: Parts) -> bool:
        if not self.words:
            return True
        said = [row.own_words()]
        said += [theme.name.text for theme in parts.themes.get(pk, ())]
        said += [party.name for party in parts.parties.get(pk, ())]
        said += [result.text.text for result in parts.results.get(pk, ())]
        said += [indicator.name.text for indicator in parts.indicators.get(pk, ())]
        text = fold(" ".join(said))
        return all(word in text for word in self.words)


def _sorted(kept: Mapping[int, Alike], filters: Filters) -> list[int]:
    """Put rows in the order asked for, as the database does: what has no date comes first."""
    keys: dict[str, Callable[[Activity], Any]] = {
        "theme": Activity.own_words,
        "deadline": lambda row: (row.due_on is not None, row.due_on or date.min),
        "state": lambda row: row.state,
        "updated": lambda row: -(row.state_on or date.min).toordinal(),
    }
    key = keys.get(filters.sort)
    return sorted(kept, key=lambda pk: key(kept[pk].row)) if key else list(kept)


def _matrix(
    plan: Document | None,
    years: tuple[today.Year, ...],
    filters: Filters,
    kept: Mapping[int, Alike],
    lines: tuple[Line, ...],
    standing: Standing,
    day: date,
    *,
    everything: bool,
) -> Matrix:
    counts = _counts(kept.values())
    groups = list(Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC)))
    bands = today.bands_of(groups, counts, lines, standing, plan, filters)
    left, candidates = today.count_of(counts, "left"), today.count_of(counts, "candidate")
    return Matrix(
        plan=plan,
        years=years,
        pillars=today.pillar_names(plan) if everything else today.pillars_of(lines),
        filters=filters,
        bands=tuple(replace(band, editable=False) for band in bands),
        lines=lines,
        rows=len(kept),
        active=len(kept) - left - candidates,
        replaced=left,
        candidates=candidates,
        as_of=day,
    )


def _counts(kept: Iterable[Alike]) -> dict[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for kind, number in Counter(kept).items():
        counts[kind.row.group_id][kind.counted] += number
    return counts
