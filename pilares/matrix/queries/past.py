"""The matrix as it stood at the end of a day, for who may see its rows today; the same lines as today's."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q

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
from pilares.monitoring.queries.past import KEPT, last_lines, reached_then, stood
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Standing
from pilares.plans.models import Document, Theme
from pilares.plans.queries.standing import plan_on

#: what the filters, the order and the counts ask of every row, and what the words of one are
SLIM = ("id", "group_id", "stage", "state", "state_on", "due_on", "scope", "gender_marker", "tier")
WORDED = (*SLIM, "code", "title_es", "title_en")
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
    rows = _rows(user, standing, plan, then, WORDED if filters.words or filters.sort == "theme" else SLIM)
    looked = frozenset().union(*(parts for name, parts in LOOKS.items() if getattr(filters, name)))
    if filters.view == View.MINE:
        looked |= {"parties"}
    seen = parts_then([row.pk for row in rows], looked, then)
    kept = _Asked(filters, standing, day).keep(rows, seen)
    page = _sorted(kept, filters)
    if not everything:
        start = (filters.page - 1) * filters.rows
        page = page[start : start + filters.rows]
    page = _whole(page, then)
    shown = ALL_PARTS if filters.opened or everything else SHOWN.get(filters.view, SHOWN[View.FOLLOW_UP])
    parts = parts_then([row.pk for row in page], shown, then)
    running = next((year.number for year in years if year.holds(day)), None)
    lines = tuple(today.line_of(row, parts, running, day, standing) for row in page)
    return _matrix(plan, years, filters, kept, lines, standing, day, everything=everything)


def _rows(
    user: type_of_reader, standing: Standing, plan: Document | None, then: Then, columns: Iterable[str]
) -> list[Activity]:
    """Return columns of the activities as they stood, in two queries; the order of the matrix is today's."""
    live = Activity.objects.visible_to(user).filter(plan=plan).order_by()
    order = dict(live.values_list("pk", "sort_key"))
    told = stood(Activity, then.until, columns, history_id__in=last_lines(live, then.until))
    rows = (_slim(row, order[row["id"]]) for row in told if row["id"] in order)
    return [row for row in rows if reached_then(row, standing)]


def _slim(row: dict[str, Any], sort_key: str) -> Activity:
    """Make an activity of these columns alone: a thousand of them whole would take as long as the page."""
    one = Activity.__new__(Activity)
    one.__dict__.update(row, sort_key=sort_key)
    return one


def _whole(page: list[Activity], then: Then) -> list[Activity]:
    """Return the rows of a page with everything that a line says, in two queries."""
    told = {row["id"]: row for row in stood(Activity, then.until, KEPT, id__in=[row.pk for row in page])}
    decisions = Decision.objects.select_related("meeting__body", "session")
    cited = decisions.in_bulk({row["stage_decision_id"] for row in told.values()} - {None})
    whole = []
    for row in page:
        one = Activity(**told[row.pk], sort_key=row.sort_key)
        one.stage_decision = cited.get(one.stage_decision_id)
        whole.append(one)
    return whole


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

    def keep(self, rows: Iterable[Activity], parts: Parts) -> list[Activity]:
        """Return the rows asked for."""
        asked = self.filters
        through = asked.view == View.MINE or any(getattr(asked, name) for name in LOOKS)
        return [row for row in rows if self._columns(row) and (not through or self._parts(row, parts))]

    def _columns(self, row: Activity) -> bool:
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

    def _parts(self, row: Activity, parts: Parts) -> bool:
        asked, pk = self.filters, row.pk
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
            and self._says(row, parts)
        )

    def _due(self, row: Activity, years: tuple[int, ...]) -> bool:
        kinds = {"overdue": self._overdue(row), "soon": not row.left and row.due_soon(self.day)}
        return any(kinds[one] if one in kinds else int(one) in years for one in self.filters.deadlines)

    def _says(self, row: Activity, parts: Parts) -> bool:
        if not self.words:
            return True
        pk = row.pk
        said = [row.own_words()]
        said += [theme.name.text for theme in parts.themes.get(pk, ())]
        said += [party.name for party in parts.parties.get(pk, ())]
        said += [result.text.text for result in parts.results.get(pk, ())]
        said += [indicator.name.text for indicator in parts.indicators.get(pk, ())]
        text = fold(" ".join(said))
        return all(word in text for word in self.words)


def _sorted(rows: list[Activity], filters: Filters) -> list[Activity]:
    """Put rows in the order asked for, as the database does: what has no date comes first."""
    keys: dict[str, Any] = {
        "theme": lambda row: (row.own_words(), row.sort_key),
        "deadline": lambda row: (row.due_on is not None, row.due_on or date.min, row.sort_key),
        "state": lambda row: (row.state, row.sort_key),
        "updated": lambda row: (-(row.state_on or date.min).toordinal(), row.sort_key),
    }
    return sorted(rows, key=keys.get(filters.sort, lambda row: row.sort_key))


def _matrix(
    plan: Document | None,
    years: tuple[today.Year, ...],
    filters: Filters,
    kept: list[Activity],
    lines: tuple[Line, ...],
    standing: Standing,
    day: date,
    *,
    everything: bool,
) -> Matrix:
    counts = _counts(kept)
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


def _counts(kept: Iterable[Activity]) -> dict[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in kept:
        name = row.state or "none"
        if row.left:
            name = "left"
        elif row.stage == Activity.Stage.PROPOSED:
            name = "candidate"
        counts[row.group_id][name] += 1
    return counts
