"""The matrix as a reader may see it: counts over everything asked for, lines for one page of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Q

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import Wording
from pilares.matrix.queries.filters import Filters, View
from pilares.matrix.queries.lines import Band, Line
from pilares.matrix.queries.parts import ALL_PARTS, Parts, parts_of
from pilares.meetings.access import may_cite
from pilares.meetings.models import Mandate
from pilares.monitoring.models import Activity
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Standing
from pilares.plans.access import why_not_within
from pilares.plans.models import Document, Pillar, PlanYear
from pilares.plans.queries.standing import plan_asked

#: orders that a reader may choose; the official one is group and number
SORTS = {
    "": ("sort_key",),
    "theme": ("searched", "sort_key"),
    "deadline": ("due_on", "sort_key"),
    "state": ("state", "sort_key"),
    "updated": ("-state_on", "sort_key"),
}

#: the parts that the columns of each view show; an opened row and a file show them all
SHOWN = {
    View.PLANNING: frozenset({"themes", "results", "indicators", "principles"}),
    View.EIGHT_ITEMS: frozenset({"themes", "indicators", "parties", "risks", "years", "principles"}),
    View.FOLLOW_UP: frozenset({"themes", "indicators", "parties", "years", "principles"}),
}


@dataclass(frozen=True)
class Year:
    """A year of the plan, with its dates where the Secretariat recorded them."""

    number: int
    starts_on: date | None
    ends_on: date | None

    def holds(self, day: date) -> bool:
        """Whether a day falls within it; a year without dates holds none."""
        return bool(self.starts_on and self.ends_on and self.starts_on <= day <= self.ends_on)


@dataclass(frozen=True)
class Matrix:
    """Everything that the page, the sheet, the CSV and the JSON show."""

    plan: Document | None
    years: tuple[Year, ...]
    #: names of the plan's pillars by number: all of them for files, those of the lines for a page
    pillars: dict[int, str]
    filters: Filters
    bands: tuple[Band, ...]
    #: lines of this page in the order asked for, across the bands
    lines: tuple[Line, ...]
    #: rows asked for in all, and those among them that count in the plan's totals
    rows: int
    active: int
    replaced: int
    candidates: int
    as_of: date

    @property
    def pages(self) -> int:
        """How many pages of `filters.rows` lines there are."""
        return max(1, -(-self.rows // self.filters.rows))

    @property
    def tier(self) -> Tier:
        """The narrowest tier among the rows shown: how far the page may go."""
        order = list(Tier)
        return max((Tier(line.tier) for line in self.lines), key=order.index, default=Tier.PUBLIC)

    @property
    def empty_plan(self) -> bool:
        """Whether there is nothing because no group has prioritised anything yet (E-5)."""
        return not self.rows and not self.filters.narrowed


def read_matrix(
    user: type_of_reader,
    filters: Filters,
    *,
    everything: bool = False,
    only: Collection[int] | None = None,
    parts: frozenset[str] | None = None,
) -> Matrix:
    """Read the matrix for one reader; `everything` ignores the page, for exports.

    `only` keeps the rows of these keys, for a file that comes back; `parts` are those of a row that are read,
    by default what the view shows, or all in exports.

    The number of queries is constant: it depends on the view, never on the rows.
    """
    standing, today = standing_of(user), clock.today()
    plan = plan_asked(filters.plan, user)
    years = plan_years(plan)
    asked = Activity.objects.visible_to(user).filter(filters.condition(standing, today), plan=plan)
    if only is not None:
        asked = asked.filter(pk__in=only)
    groups = list(Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC)))
    counts = _counts(asked)
    rows = sum(sum(c.values()) for c in counts.values())
    page = asked.order_by(*SORTS.get(filters.sort, SORTS[""]))
    if not everything:
        start = (filters.page - 1) * filters.rows
        page = page[start : start + filters.rows]
    whole = everything or filters.opened
    shown = ALL_PARTS if whole else SHOWN.get(filters.view, SHOWN[View.FOLLOW_UP])
    wanted = shown if parts is None else parts
    lines = _lines(page, wanted, years, today, user)
    return Matrix(
        plan=plan,
        years=years,
        pillars=pillar_names(plan) if everything else pillars_of(lines),
        filters=filters,
        bands=bands_of(groups, counts, lines, standing, plan, filters),
        lines=lines,
        rows=rows,
        active=rows - count_of(counts, "left") - count_of(counts, "candidate"),
        replaced=count_of(counts, "left"),
        candidates=count_of(counts, "candidate"),
        as_of=today,
    )


def pillar_names(plan: Document | None) -> dict[int, str]:
    return {pillar.number: pillar.name.text for pillar in Pillar.objects.filter(plan=plan)}


def pillars_of(lines: Iterable[Line]) -> dict[int, str]:
    return {theme.pillar: theme.pillar_name for line in lines for theme in line.themes}


def count_of(counts: dict[int, dict[str, int]], key: str) -> int:
    return sum(c.get(key, 0) for c in counts.values())


def plan_years(plan: Document | None) -> tuple[Year, ...]:
    rows = PlanYear.objects.filter(plan=plan).values_list("number", "starts_on", "ends_on")
    return tuple(Year(*row) for row in rows)


def _counts(asked: Any) -> dict[int, dict[str, int]]:
    """Count the rows asked for by group and by state, in one query."""
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = asked.order_by().values_list("group", "stage", "state").annotate(n=Count("pk"))
    for group, stage, state, number in rows:
        if stage in Activity.LEFT:
            counts[group]["left"] += number
        elif stage == Activity.Stage.PROPOSED:
            counts[group]["candidate"] += number
        else:
            counts[group][state or "none"] += number
    return counts


def bands_of(
    groups: list[Body],
    counts: dict[int, dict[str, int]],
    lines: tuple[Line, ...],
    standing: Standing,
    plan: Document | None,
    filters: Filters,
) -> tuple[Band, ...]:
    objectives = _objectives(groups) if filters.view == View.PLANNING else {}
    by_group = {
        key: tuple(found) for key, found in groupby(sorted(lines, key=lambda x: x.group), lambda x: x.group)
    }
    most = plan.parameters.priority_activities if plan else 0
    open_ = plan is None or why_not_within(plan) is None
    return tuple(
        Band(
            pk=group.pk,
            code=group.code,
            slug=group.slug,
            name=group.name,
            short=group.short,
            ad_hoc=group.kind == Body.Kind.AD_HOC,
            objective=objectives.get(group.pk, Wording("", "es")),
            places=most if group.kind == Body.Kind.GROUP else 0,
            counts=dict(counts.get(group.pk, {})),
            lines=by_group.get(group.pk, ()),
            editable=open_ and (standing.steers or (standing.member and group.pk in standing.groups)),
        )
        for group in groups
    )


def _objectives(groups: Iterable[Body]) -> dict[int, Wording]:
    """Return each group's specific objective, from the last of its mandates that states one (§3.9)."""
    stated = Mandate.objects.filter(Q(body__in=groups) & ~Q(objective_es="", objective_en=""))
    return {mandate.body_id: mandate.objective for mandate in stated}


def _lines(
    page: Any, wanted: frozenset[str], years: tuple[Year, ...], today: date, user: type_of_reader
) -> tuple[Line, ...]:
    standing = standing_of(user)
    activities = list(page.select_related("stage_decision__meeting__body", "stage_decision__session"))
    parts = parts_of([activity.pk for activity in activities], wanted, user)
    running = next((year.number for year in years if year.holds(today)), None)
    return tuple(line_of(activity, parts, running, today, standing) for activity in activities)


def _cited(activity: Activity, standing: Standing) -> str:
    """Return the decision that moved the activity's stage, if the reader may know of it."""
    decision = activity.stage_decision
    if decision is None or not may_cite(standing, decision):
        return ""
    return decision.citation


def line_of(activity: Activity, parts: Parts, running: int | None, today: date, standing: Standing) -> Line:
    pk = activity.pk
    years = parts.years.get(pk, ())
    to_come = bool(years and running and not activity.state and min(years) > running)
    left = activity.left
    return Line(
        pk=pk,
        code=activity.code,
        version=activity.version,
        group=activity.group_id,
        title=activity.title,
        themes=parts.themes.get(pk, ()),
        results=parts.results.get(pk, ()),
        indicators=parts.indicators.get(pk, ()),
        parties=parts.parties.get(pk, ()),
        risks=parts.risks.get(pk, ()),
        years=years,
        due_on=activity.due_on,
        monitored_by=activity.monitored_by,
        state=activity.state,
        state_on=activity.state_on,
        state_note=activity.state_note,
        stage=activity.stage,
        next_stage=activity.next_stage if standing.member else "",  # a draft is the members' (AC-01)
        decision=_cited(activity, standing),
        pace="" if activity.pace_expired(today) else activity.pace,
        scope=activity.scope,
        countries=parts.countries.get(pk, ()),
        gender_marker=activity.gender_marker,
        principles=tuple(letter for letter, _note in parts.principles.get(pk, ())),
        notes=tuple(note for _letter, note in parts.principles.get(pk, ()) if note),
        tier=activity.tier,
        overdue=not left and activity.overdue(today),
        due_soon=not left and activity.due_soon(today),
        starts_in_year=min(years) if to_come else None,
        illustrative=activity.illustrative,
    )
