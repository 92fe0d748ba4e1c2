"""How these pages name groups, themes, activities and the capacities in which people act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.core.search import fold
from pilares.monitoring.models import Activity, ActivityPlacement
from pilares.people.models import Appointment, Body, Country, Standing
from pilares.plans.models import Placement

#: what `themes_of` reads beside the activities, in one query
WITH_THEMES: "Prefetch[str]" = Prefetch(
    "placed",
    queryset=ActivityPlacement.objects.select_related("placement__theme", "placement__pillar").order_by(
        "placement__pillar__number", "placement__number"
    ),
)


@dataclass(frozen=True)
class GroupName:
    """A working group as pages name it."""

    pk: int
    code: str
    slug: str
    name: Wording
    #: as in running text: «GT Protección»
    called: str
    ad_hoc: bool


@dataclass(frozen=True)
class ThemeName:
    """A theme under one pillar."""

    name: Wording
    slug: str
    pillar: int
    pillar_name: Wording
    #: the place in the printed list of §3.8; empty for a theme that joined later
    number: int | None
    primary: bool
    proposed: bool


@dataclass(frozen=True)
class Card:
    """An activity as lists show it."""

    code: str
    title: Wording
    group: GroupName
    themes: tuple[ThemeName, ...]
    stage: str
    #: a change of stage that awaits endorsement; empty for readers who see the version in force only
    next_stage: str
    state: str
    state_on: date | None
    due_on: date | None
    overdue: bool
    proposed_theme: bool

    @property
    def pillars(self) -> tuple[int, ...]:
        """Numbers of the pillars it serves, each once (AC-02)."""
        return tuple(sorted({theme.pillar for theme in self.themes}))

    @property
    def pillar_words(self) -> tuple[str, ...]:
        """Its pillars in words: «Pillar 1», «Pillar 3»."""
        return tuple(_("Pillar %(pillar)s") % {"pillar": number} for number in self.pillars)

    @property
    def named_themes(self) -> tuple[ThemeName, ...]:
        """Its themes, each once whatever the number of pillars, the primary one first."""
        seen: dict[str, ThemeName] = {}
        for theme in sorted(self.themes, key=lambda t: not t.primary):
            seen.setdefault(theme.slug, theme)
        return tuple(seen.values())


def group_name(body: Body) -> GroupName:
    """Return a group's names."""
    return GroupName(
        pk=body.pk,
        code=body.code,
        slug=body.slug,
        name=body.name,
        called=called(body),
        ad_hoc=body.kind == Body.Kind.AD_HOC,
    )


def called(body: Body) -> str:
    """Return what a body is called in running text."""
    short = body.short.text
    return _("%(group)s Group") % {"group": short} if body.kind == Body.Kind.GROUP else short


def theme_name(placement: Placement, *, primary: bool = False) -> ThemeName:
    """Return a theme as placed under one pillar."""
    theme, pillar = placement.theme, placement.pillar
    return ThemeName(
        name=theme.name,
        slug=theme.slug,
        pillar=pillar.number,
        pillar_name=pillar.name,
        number=placement.number,
        primary=primary,
        proposed=theme.proposed,
    )


def themes_of(activity: Activity) -> tuple[ThemeName, ...]:
    """Return the themes of an activity that was read with `WITH_THEMES`."""
    return tuple(theme_name(placed.placement, primary=placed.primary) for placed in activity.placed.all())


def cards(activities: "QuerySet[Activity]", standing: Standing) -> tuple[Card, ...]:
    """Return the activities as lists show them, in two queries."""
    today = clock.today()
    found = activities.select_related("group").prefetch_related(WITH_THEMES)
    return tuple(card(activity, standing, today) for activity in found)


def card(activity: Activity, standing: Standing, today: date) -> Card:
    """Return one activity as lists show it; it was read with `WITH_THEMES`."""
    themes = themes_of(activity)
    return Card(
        code=activity.code,
        title=activity.title,
        group=group_name(activity.group),
        themes=themes,
        stage=activity.stage,
        next_stage=activity.next_stage if standing.member else "",
        state=activity.state,
        state_on=activity.state_on,
        due_on=activity.due_on,
        overdue=not activity.left and activity.overdue(today),
        proposed_theme=any(theme.proposed for theme in themes),
    )


@dataclass(frozen=True)
class Register:
    """The names of bodies and countries by their codes, read once a page."""

    bodies: dict[str, str]
    countries: dict[str, str]

    def capacity(self, text: str, group: str, *, in_full: bool) -> str:
        """Say in which capacity an act was done: the group for its members, never a person's name.

        `text` is a capacity as the trail keeps it; of several offices the one that let the person act is
        said. `in_full` adds the country, for readers among the members.
        """
        offices = [part.split(":") for part in text.split()]
        for office, *rest in sorted(offices, key=lambda words: _weight(words, group)):
            if office == Appointment.Office.GROUP_MEMBER and rest[:1] == [group]:
                return self._with_country(self.bodies.get(group, group), rest[1:], in_full)
            if office == Appointment.Office.PRESIDENCY:
                return self._with_country(_("Presidency Pro-Témpore"), rest, in_full=True)
            if office == Appointment.Office.SECRETARIAT:
                return _("Executive Secretariat")
        return ""

    def _with_country(self, name: str, rest: list[str], in_full: bool) -> str:
        country = self.countries.get(rest[-1], "") if rest else ""
        return f"{name} ({country})" if country and in_full else name


def _weight(words: list[str], group: str) -> int:
    mine = words[:2] == [Appointment.Office.GROUP_MEMBER, group]
    return 0 if mine else 1 if words[0] == Appointment.Office.PRESIDENCY else 2


def read_register(bodies: Iterable[Body] | None = None) -> Register:
    """Read the names of bodies and countries, in two queries, or in one where the bodies were read."""
    return Register(
        bodies={body.code: called(body) for body in (Body.objects.all() if bodies is None else bodies)},
        countries={country.code: country.name.text for country in Country.objects.all()},
    )


def in_order(countries: Iterable[Country]) -> tuple[Country, ...]:
    """Return countries in the alphabetical order of the reader's language."""
    from_a_to_z = sorted(countries, key=lambda country: fold(country.name.text))
    return tuple(from_a_to_z)
