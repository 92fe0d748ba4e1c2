"""Pillars and themes: 35 placements of 34 themes, and those that came later (§3.8, AC-02, AC-03)."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording, wording
from pilares.meetings.models import Decision
from pilares.people.access import type_of_reader
from pilares.plans.models import Document, Pillar, Placement, Theme, Version


@dataclass(frozen=True)
class PillarName:
    """A pillar as other pages name it."""

    number: int
    name: Wording
    slug: str

    @property
    def numbers(self) -> tuple[int]:
        """Its number alone, for the glyph."""
        return (self.number,)


@dataclass(frozen=True)
class ThemeLine:
    """A theme in the list of one pillar; `number` is its printed place, `also` the others it has."""

    name: Wording
    slug: str
    number: int | None
    also: tuple["Place", ...] = ()
    #: for a theme that came after the approval: when, and by which decision
    added_on: date | None = None
    decision: str = ""
    illustrative: bool = False


@dataclass(frozen=True)
class Place:
    """Where a theme stands: the pillar and its number there."""

    pillar: PillarName
    number: int | None
    anchor: str

    def __str__(self) -> str:
        """Name it as in «pillars 1 (no. 9) and 3 (no. 15)»."""
        number = _("no. %(number)s") % {"number": self.number}
        return f"{self.pillar.number} ({number})" if self.number else str(self.pillar.number)


@dataclass(frozen=True)
class Column:
    """A pillar with its printed list and, apart, the themes that joined it later (AC-03)."""

    pillar: PillarName
    themes: tuple[ThemeLine, ...]
    added: tuple[ThemeLine, ...]


@dataclass(frozen=True)
class ThemeList:
    """All the pillars of a plan with their themes, and how many of each there are."""

    plan: Document
    version: int
    columns: tuple[Column, ...]
    placements: int
    themes: int

    @property
    def added(self) -> tuple[tuple[PillarName, ThemeLine], ...]:
        """Every theme that joined after the approval, with its pillar."""
        return tuple((column.pillar, theme) for column in self.columns for theme in column.added)

    @property
    def repeated(self) -> tuple[tuple[Wording, str], ...]:
        """The themes printed under more than one pillar, each once, with its places."""
        seen: dict[str, tuple[Wording, str]] = {}
        for column in self.columns:
            for theme in column.themes:
                if theme.also and theme.slug not in seen:
                    places = (Place(column.pillar, theme.number, ""), *theme.also)
                    seen[theme.slug] = (theme.name, get_text_list([str(p) for p in places], _("and")))
        return tuple(seen.values())


@dataclass(frozen=True)
class PillarPage:
    """A pillar with its themes, and the other pillars."""

    plan: Document
    version: int
    column: Column
    pillars: tuple[PillarName, ...]
    anchor: str
    slugs: dict[str, str]

    @property
    def added(self) -> tuple[tuple[PillarName, ThemeLine], ...]:
        """The themes that joined it after the approval."""
        return tuple((self.column.pillar, theme) for theme in self.column.added)


@dataclass(frozen=True)
class ThemePage:
    """A theme with its places and, if it came later, the decision that brought it."""

    plan: Document
    version: int
    theme: ThemeLine
    places: tuple[Place, ...]
    original: bool
    proposed: bool
    slugs: dict[str, str]


def theme_list(version: Version, user: type_of_reader) -> ThemeList:
    """Return pillars and themes that the reader may see; four queries."""
    plan = version.document
    places = _places(plan, user)
    columns = tuple(_column(pillar, places) for pillar in plan.pillars.order_by("number"))
    printed = [p for p in places if p.theme.original]
    return ThemeList(plan, version.number, columns, len(printed), len({p.theme_id for p in printed}))


def pillar_page(version: Version, pillar: Pillar, user: type_of_reader) -> PillarPage:
    """Return one pillar with its themes."""
    plan = version.document
    names = tuple(_name(p) for p in plan.pillars.order_by("number"))
    return PillarPage(
        plan=plan,
        version=version.number,
        column=_column(pillar, _places(plan, user)),
        pillars=names,
        anchor=f"3.8.pilar-{pillar.number}",
        slugs={"es": pillar.slug_es, "en": pillar.slug_en},
    )


def theme_page(version: Version, theme: Theme, user: type_of_reader) -> ThemePage:
    """Return one theme with its places."""
    plan = version.document
    mine = [p for p in _places(plan, user) if p.theme_id == theme.pk]
    return ThemePage(
        plan=plan,
        version=version.number,
        theme=_theme(mine[0] if mine else Placement(theme=theme, pillar=Pillar()), ()),
        places=tuple(_place(p) for p in mine),
        original=theme.original,
        proposed=theme.proposed,
        slugs={"es": theme.slug_es, "en": theme.slug_en},
    )


def _places(plan: Document, user: type_of_reader) -> list[Placement]:
    """Return the placements of the themes that the reader may see, in printed order."""
    return list(
        Placement.objects.filter(theme__in=Theme.objects.filter(plan=plan).visible_to(user))
        .select_related("theme__added_by__meeting", "pillar")
        .order_by("pillar__number", "number", "theme__name_es")
    )


def _column(pillar: Pillar, places: list[Placement]) -> Column:
    mine = [p for p in places if p.pillar_id == pillar.pk]
    others = {
        p.theme_id: tuple(_place(q) for q in places if q.theme_id == p.theme_id and q != p) for p in mine
    }
    lines = [(p, _theme(p, others[p.theme_id])) for p in mine]
    return Column(
        pillar=_name(pillar),
        themes=tuple(line for p, line in lines if p.theme.original),
        added=tuple(line for p, line in lines if not p.theme.original and not p.theme.proposed),
    )


def _name(pillar: Pillar) -> PillarName:
    return PillarName(pillar.number, pillar.name, pillar.slug)


def _place(placement: Placement) -> Place:
    number = placement.pillar.number
    anchor = f"3.8.pilar-{number}.{placement.number}" if placement.number else ""
    return Place(_name(placement.pillar), placement.number, anchor)


def _theme(placement: Placement, also: tuple[Place, ...]) -> ThemeLine:
    theme = placement.theme
    decision: Decision | None = theme.added_by
    return ThemeLine(
        name=theme.name,
        slug=wording(theme.slug_es, theme.slug_en).text,
        number=placement.number,
        also=also,
        added_on=theme.added_on,
        decision=decision.citation if decision else "",
        illustrative=theme.illustrative,
    )
