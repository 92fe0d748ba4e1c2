"""Activities by pillar and by theme; what serves two pillars counts once in the total (§3.8, AC-02)."""

from dataclasses import dataclass

from django.db.models import QuerySet

from pilares.core.bilingual import Wording
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.names import Card, GroupName, cards, group_name
from pilares.monitoring.queries.ways import Way, address
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body
from pilares.plans.models import Document, Pillar, Theme


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
class PillarsPage:
    """Progress by pillar: each with its activities, and how the sum differs from the total."""

    plan: Document
    pillars: tuple[PillarLine, ...]
    total: int
    #: activities without a theme, so under no pillar
    unplaced: tuple[Card, ...]
    #: activities of ad hoc groups, outside the plan's totals (nota 8)
    ad_hoc: tuple[Card, ...]

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
    found = cards(_rows(plan, user), standing_of(user))
    mine = tuple(card for card in found if not card.group.ad_hoc)
    return PillarsPage(
        plan=plan,
        pillars=tuple(
            PillarLine(p.number, p.name, p.slug, tuple(c for c in mine if p.number in c.pillars))
            for p in plan.pillars.order_by("number")
        ),
        total=len(mine),
        unplaced=tuple(card for card in mine if not card.pillars),
        ad_hoc=tuple(card for card in found if card.group.ad_hoc),
    )


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
        propose=_where_to_propose(user),
    )


def _where_to_propose(user: type_of_reader) -> tuple[Way, ...]:
    """Return a way to each group in which the reader works; none for everybody else."""
    standing = standing_of(user)
    if not (standing.steers or standing.groups):
        return ()
    groups = Body.objects.filter(kind=Body.Kind.GROUP)
    if not standing.steers:
        groups = Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC), pk__in=standing.groups)
    names: list[GroupName] = [group_name(body) for body in groups]
    ways = (Way("add", name.called, address("matrix:add", name.slug)) for name in names)
    return tuple(way for way in ways if way.url)
