"""Activities by pillar and by theme; what serves two pillars counts once in the total (§3.8, AC-02)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording
from pilares.core.templatetags.ui.pictures import UnitPicture
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.names import Card, GroupName, cards, group_name
from pilares.monitoring.queries.pictures import coverage_picture, states_picture
from pilares.monitoring.queries.ways import Way, address
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body
from pilares.plans.access import why_not_within
from pilares.plans.models import Document, Pillar, Placement, Theme
from pilares.plans.queries.standing import asking, plan_of


@dataclass(frozen=True)
class PillarLine:
    """A pillar with the activities that serve it."""

    number: int
    name: Wording
    slug: str
    cards: tuple[Card, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Its number, as the glyph takes it."""
        return (self.number,)


@dataclass(frozen=True)
class ThemeAttended:
    """A theme under a pillar, with the codes of the activities that work on it."""

    name: Wording
    slug: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class PillarsPage:
    """Progress by pillar: each with its activities, and how the sum differs from the total."""

    plan: Document
    pillars: tuple[PillarLine, ...]
    total: int
    #: activities without a theme, so under no pillar
    unplaced: tuple[Card, ...]
    #: activities of ad hoc groups, outside the plan's totals (nota 8)
    ad_hoc: tuple[Card, ...]
    #: the counts and the themes drawn; the lists below say the same
    pictures: tuple[UnitPicture, ...]
    #: the themes of each pillar with the codes of their activities
    themes: tuple[tuple[PillarLine, tuple[ThemeAttended, ...]], ...]

    @property
    def sum(self) -> int:
        """The activities of every pillar added up."""
        return sum(len(pillar.cards) for pillar in self.pillars)

    @property
    def shared(self) -> int:
        """How many activities serve several pillars."""
        found = {card.code for pillar in self.pillars for card in pillar.cards if len(card.pillars) > 1}
        return len(found)

    @property
    def shared_by_two(self) -> bool:
        """Whether those serve exactly two each."""
        return all(len(card.pillars) <= 2 for pillar in self.pillars for card in pillar.cards)


@dataclass(frozen=True)
class Attention:
    """Who works on a pillar or a theme."""

    cards: tuple[Card, ...]
    ad_hoc: tuple[Card, ...]
    candidates: tuple[Card, ...]
    #: where the reader may propose an activity, a way for each group
    propose: tuple[Way, ...]


def pillars_page(plan: Document, user: type_of_reader) -> PillarsPage:
    """Read the progress by pillar; a constant number of queries."""
    found, mine, pillars = _served(plan, user)
    themes = _themes(plan, pillars, user)
    return PillarsPage(
        plan=plan,
        pillars=pillars,
        pictures=_pictures(themes) if mine else (),
        themes=themes,
        total=len(mine),
        unplaced=tuple(card for card in mine if not card.pillars),
        ad_hoc=tuple(card for card in found if card.group.ad_hoc),
    )


def _served(
    plan: Document, user: type_of_reader
) -> tuple[tuple[Card, ...], tuple[Card, ...], tuple[PillarLine, ...]]:
    """Return the rows of the matrix, those within the plan's totals, and these under each pillar."""
    found = cards(_rows(plan, user), standing_of(user))
    mine = tuple(card for card in found if not card.group.ad_hoc)
    pillars = tuple(
        PillarLine(p.number, p.name, p.slug, tuple(c for c in mine if p.number in c.pillars))
        for p in plan.pillars.order_by("number")
    )
    return found, mine, pillars


def _themes(
    plan: Document, pillars: tuple[PillarLine, ...], user: type_of_reader
) -> tuple[tuple[PillarLine, tuple[ThemeAttended, ...]], ...]:
    """Return the themes of each pillar that the reader may see, in the plan's order; one query."""
    seen = Theme.objects.visible_to(user)
    placed = Placement.objects.filter(theme__in=seen, pillar__plan=plan).select_related("theme", "pillar")
    codes = defaultdict(list)
    for line in pillars:
        for one in line.cards:
            for theme in one.themes:
                if theme.pillar == line.number:
                    codes[line.number, theme.slug].append(one.code)
    return tuple(
        (
            line,
            tuple(
                ThemeAttended(p.theme.name, p.theme.slug, tuple(codes[line.number, p.theme.slug]))
                for p in placed
                if p.pillar.number == line.number
            ),
        )
        for line in pillars
    )


def _pictures(
    themes: tuple[tuple[PillarLine, tuple[ThemeAttended, ...]], ...],
) -> tuple[UnitPicture, ...]:
    states = ((line.name.text, [card.state for card in line.cards]) for line, _themes in themes)
    covered = _covered(themes)
    by_pillar = states_picture(_("Activities by pillar and status"), states, "by-pillar")
    return (by_pillar, covered) if covered else (by_pillar,)


def _covered(themes: tuple[tuple[PillarLine, tuple[ThemeAttended, ...]], ...]) -> UnitPicture | None:
    return coverage_picture(
        ((line.number, line.name.text) for line, _themes in themes),
        {line.number: [bool(theme.codes) for theme in found] for line, found in themes},
    )


# --- On the page of the plan -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Coverage:
    """Which themes of a plan an activity works on: drawn, and the same to be read."""

    picture: UnitPicture
    themes: tuple[tuple[PillarLine, tuple[ThemeAttended, ...]], ...]


def coverage_of(plan: Document | None, user: type_of_reader) -> Coverage | None:
    """Return the coverage of a plan for one reader; nothing while no activity is prioritised."""
    if plan is None:
        return None
    _found, mine, pillars = _served(plan, user)
    themes = _themes(plan, pillars, user) if mine else ()
    picture = _covered(themes)
    return Coverage(picture, themes) if picture else None


def beside_the_plan(request: Any) -> dict[str, Any]:
    """Give the page of a plan what the activities make of its themes: that floor knows of no activity."""
    match = request.resolver_match
    if match is None or match.view_name != "plans:plan":
        return {}
    user, period = request.user, str(match.kwargs["period"])
    return {"coverage": SimpleLazyObject(lambda: coverage_of(plan_of(period, user), user))}


def attention_to_pillar(pillar: Pillar, user: type_of_reader) -> Attention:
    """Read the activities that serve a pillar."""
    return _attention(pillar.plan, user, placements__pillar=pillar)


def attention_to_theme(theme: Theme, user: type_of_reader) -> Attention:
    """Read the activities on a theme, whatever the pillar."""
    return _attention(theme.plan, user, placements__theme=theme)


def _rows(plan: Document, user: type_of_reader) -> "QuerySet[Activity]":
    rows: QuerySet[Activity] = Activity.objects.visible_to(user).in_the_matrix().filter(plan=plan)
    return rows


def _attention(plan: Document, user: type_of_reader, **placed: object) -> Attention:
    standing = standing_of(user)
    stages = (*Activity.ROWS, Activity.Stage.PROPOSED)
    seen = Activity.objects.visible_to(user).filter(plan=plan, stage__in=stages, **placed).distinct()
    found = cards(seen, standing)
    rows = [card for card in found if card.stage != Activity.Stage.PROPOSED]
    return Attention(
        cards=tuple(card for card in rows if not card.group.ad_hoc),
        ad_hoc=tuple(card for card in rows if card.group.ad_hoc),
        candidates=tuple(card for card in found if card.stage == Activity.Stage.PROPOSED),
        propose=_where_to_propose(user, plan),
    )


def _where_to_propose(user: type_of_reader, plan: Document) -> tuple[Way, ...]:
    """Return a way to each group in which the reader works, within the plan; none where it concluded."""
    standing = standing_of(user)
    if not (standing.steers or standing.groups) or why_not_within(plan):
        return ()
    groups = Body.objects.filter(kind=Body.Kind.GROUP)
    if not standing.steers:
        groups = Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC), pk__in=standing.groups)
    names: list[GroupName] = [group_name(body) for body in groups]
    ways = ((name.called, address("matrix:add", name.slug)) for name in names)
    return tuple(Way("add", called, url + asking(plan)) for called, url in ways if url)
