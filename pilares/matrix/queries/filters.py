"""What a reader asks of the matrix, as one value: every page, count and export starts from it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from pilares.core.search import fold
from pilares.monitoring.models import Activity, ActivityPlacement, ResponsibleParty, SupportOffer
from pilares.monitoring.models.activities import DUE_SOON
from pilares.people.models import Body, Standing


class View(StrEnum):
    """The official shapes (§3.9, §4.2, §4.3) and two views of one's own over the last."""

    PLANNING = "3.9"
    EIGHT_ITEMS = "4.2"
    FOLLOW_UP = "4.3"
    MINE = "mine"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Filters:
    """The view, the filters, the order and the page; what is not asked for stays empty."""

    view: View = View.FOLLOW_UP
    #: the period of a plan other than the one that is shown and measured
    plan: str = ""
    groups: tuple[str, ...] = ()
    pillars: tuple[int, ...] = ()
    themes: tuple[str, ...] = ()
    #: states of §4.2.7; `none` is «no state reported»
    states: tuple[str, ...] = ()
    #: years of the plan as `1`, `2`, `3`; `overdue`; `soon` (within 30 days)
    deadlines: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    gender: tuple[int, ...] = ()
    #: `with` or `without` confirmed support, the only question about it (§3.1 j and k, AC-22)
    support: tuple[str, ...] = ()
    words: str = ""
    #: rows that left by decision (replaced, withdrawn) are shown unless the reader hides them
    replaced: bool = True
    candidates: bool = False
    sort: str = ""
    opened: tuple[str, ...] = ()
    page: int = 1
    rows: int = 50
    #: a day that is over: what stood at its end; nothing for the present
    as_of: date | None = None

    def without(self, name: str, value: object = None) -> "Filters":
        """Return the filters with one value of a filter taken away, or the whole filter."""
        current = getattr(self, name)
        if isinstance(current, tuple):
            kept: Any = tuple(item for item in current if value is not None and item != value)
        else:
            kept = getattr(Filters(), name)
        return replace(self, **{name: kept, "page": 1})

    @property
    def narrowed(self) -> bool:
        """Whether anything beyond the view narrows the rows."""
        kept = ("view", "plan", "sort", "opened", "page", "rows", "as_of")
        return self != Filters(**{name: getattr(self, name) for name in kept})

    def condition(self, standing: Standing, today: date) -> Q:
        """Return the rows asked for, as a condition on activities that the reader may see."""
        stages: set[str] = set(Activity.ROWS)
        if self.replaced and self.view != View.PLANNING:
            stages |= set(Activity.LEFT)
        if self.candidates:
            stages.add(Activity.Stage.PROPOSED)
        where = Q(stage__in=stages)
        for column, wanted in (
            ("scope__in", self.scopes),
            ("gender_marker__in", self.gender),
        ):
            if wanted:
                where &= Q(**{column: wanted})
        if self.groups:
            where &= Q(group__in=groups_named(self.groups))
        where &= self._placed() & self._stated() & self._due(today) & self._tagged() & self._supported()
        for word in fold(self.words).split():
            where &= Q(searched__contains=word) | Q(searched_parts__contains=word)
        if self.view == View.MINE:
            where &= Q(group__in=standing.groups) | _answered_by(tuple(standing.countries))
        if self.view == View.OVERDUE:
            where &= overdue(today)
        return where

    def _placed(self) -> Q:
        wanted = Q()
        if self.pillars:
            wanted &= Q(placement__pillar__number__in=self.pillars)
        if self.themes:
            at = "placement__theme__"
            wanted &= (
                Q(**{f"{at}code__in": self.themes})
                | Q(**{f"{at}slug_es__in": self.themes})
                | Q(**{f"{at}slug_en__in": self.themes})
            )
        if not wanted:
            return Q()
        return Q(Exists(ActivityPlacement.objects.filter(wanted, activity=OuterRef("pk"))))

    def _stated(self) -> Q:
        if not self.states:
            return Q()
        return Q(state__in=["" if state == "none" else state for state in self.states])

    def _due(self, today: date) -> Q:
        where = Q()
        for deadline in self.deadlines:
            if deadline == "overdue":
                where |= overdue(today)
            elif deadline == "soon":
                where |= _unended() & Q(due_on__gte=today, due_on__lte=today + DUE_SOON)
            else:
                through = Activity.years.through.objects
                where |= Q(Exists(through.filter(activity=OuterRef("pk"), planyear__number=int(deadline))))
        return where

    def _supported(self) -> Q:
        """Count what is confirmed alone: whoever sees the activity sees that (AC-22)."""
        if not self.support:
            return Q()
        confirmed = Exists(SupportOffer.objects.confirmed().filter(activity=OuterRef("pk")))
        kinds = {"with": Q(confirmed), "without": ~Q(confirmed)}
        where = kinds[self.support[0]]
        for kind in self.support[1:]:
            where |= kinds[kind]
        return where

    def _tagged(self) -> Q:
        where = Q()
        if self.principles:
            tags = Activity.principles.through.objects
            where &= Q(Exists(tags.filter(activity=OuterRef("pk"), principle__letter__in=self.principles)))
        if self.countries:
            reach = Activity.countries.through.objects
            named = Exists(reach.filter(activity=OuterRef("pk"), country__in=self.countries))
            where &= Q(named) | _answered_by(self.countries)
        return where


def groups_named(names: tuple[str, ...]) -> QuerySet[Body]:
    """The groups that an address names, by code or by slug in either language."""
    codes = [name.upper() for name in names]
    named = Q(code__in=codes) | Q(slug_es__in=names) | Q(slug_en__in=names)
    return Body.objects.filter(named, kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC))


def _answered_by(countries: tuple[str, ...]) -> Q:
    """A country is among the responsible parties (§4.2.5).

    The parties of these countries are read once: asked for each activity, SQLite went through them each time.
    """
    return Q(pk__in=ResponsibleParty.objects.filter(country__in=countries).values("activity"))


def _unended() -> Q:
    ended = (Activity.State.COMPLETED, Activity.State.NOT_ACHIEVED)
    return ~Q(state__in=ended) & ~Q(stage__in=Activity.LEFT)


def overdue(today: date) -> Q:
    """The deadline passed and the group declared no end; what left the plan is not overdue."""
    return _unended() & Q(due_on__lt=today)
