"""The words that a file may use for what the plan knows: in both languages, by name, short name or code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from django.db.models import Choices
from django.utils.translation import gettext as _
from django.utils.translation import override

from pilares.core.access import Tier
from pilares.core.search import fold
from pilares.core.templatetags.ui.marks import state_words
from pilares.matrix.exports.rows import year
from pilares.matrix.imports.labels import LANGUAGES
from pilares.monitoring.models import Activity, Risk
from pilares.monitoring.models.indicators import Level
from pilares.people.models import Body, Country, Organisation
from pilares.plans.models import Document, Placement, PlanYear, Principle

#: kinds of values, as their answers name them
STATE, SCOPE, TIER, GENDER, STAGE, LEVEL, RISK = (
    "state", "scope", "tier", "gender_marker", "stage", "level", "risk",
)  # fmt: skip
COUNTRY, PARTY, THEME, PILLAR, PRINCIPLE, YEAR, GROUP = (
    "country", "party", "theme", "pillar", "principle", "year", "group",
)  # fmt: skip
NO_STATE = "none"
ORDINALS = (
    ("1", "1er", "1.er", "1º", "1°", "primer", "primero", "1st", "first"),
    ("2", "2do", "2.º", "2º", "2°", "segundo", "2nd", "second"),
    ("3", "3er", "3.er", "3º", "3°", "tercer", "tercero", "3rd", "third"),
    ("4", "4to", "4.º", "4º", "4°", "cuarto", "4th", "fourth"),
    ("5", "5to", "5.º", "5º", "5°", "quinto", "5th", "fifth"),
)


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """Return a word folded; the words of a plan are the same for every file."""
    return fold(word)


@dataclass
class Words:
    """The values of one kind: by folded word, and as they are offered."""

    values: dict[str, str] = field(default_factory=dict)
    #: every word as it is written by us
    spellings: set[str] = field(default_factory=set)
    offered: list[tuple[str, str]] = field(default_factory=list)

    def add(self, value: str, label: str, words: Iterable[str]) -> None:
        """Make a value known by its label and by other words; the first to claim a word keeps it."""
        self.offered.append((value, label))
        for word in (label, *words):
            self.spellings.add(word)
            if plain := folded(word):
                self.values.setdefault(plain, value)

    def near(self, text: str) -> list[str]:
        """Return the values whose words are most like a text, the most like first."""
        close = get_close_matches(fold(text), self.values, n=5, cutoff=0.55)
        return list(dict.fromkeys(self.values[word] for word in close))


@dataclass(frozen=True)
class Vocabulary:
    """Every kind of value, and what of the plan it stands for."""

    kinds: Mapping[str, Words]
    #: placements of a theme's code: primary key and number of the pillar
    placements: Mapping[str, tuple[tuple[int, int], ...]]
    #: code of the theme of each placement
    theme_of: Mapping[int, str]

    def find(self, kind: str, text: str) -> str | None:
        """Return the value that a text names, `None` if it names none."""
        return self.kinds[kind].values.get(folded(text).strip(" .;,:"))

    def label(self, kind: str, value: str) -> str:
        """Return how a value is called in the reader's language."""
        return next((label for known, label in self.kinds[kind].offered if known == value), value)


def read_vocabulary(plan: Document) -> Vocabulary:
    """Read the words of a plan, in seven queries."""
    placements = list(
        Placement.objects.filter(pillar__plan=plan)
        .select_related("pillar", "theme")
        .order_by("pillar__number")
    )
    countries = list(Country.objects.all())
    bodies = list(Body.objects.all())
    themes, pillars, places = _themes(placements)
    kinds = {
        STATE: _states(),
        SCOPE: _choices(Activity.Scope),
        TIER: _choices(Tier),
        GENDER: _choices(Activity.GenderMarker),
        STAGE: _choices(Activity.Stage),
        LEVEL: _choices(Level),
        RISK: _choices(Risk.Kind),
        COUNTRY: _countries(countries),
        PARTY: _parties(countries, bodies),
        THEME: themes,
        PILLAR: pillars,
        PRINCIPLE: _principles(plan),
        YEAR: _years(plan),
        GROUP: _groups(bodies),
    }
    theme_of = {pk: code for code, found in places.items() for pk, _pillar in found}
    return Vocabulary(kinds, places, theme_of)


def _both(kind: type[Choices], value: Any) -> list[str]:
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(str(kind(value).label))
    return found


def _choices(kind: type[Choices]) -> Words:
    words = Words()
    for value in kind.values:
        words.add(str(value), str(kind(value).label), (*_both(kind, value), str(value)))
    return words


def _states() -> Words:
    words = _choices(Activity.State)
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append(state_words(""))
    words.add(NO_STATE, state_words(""), said)
    return words


def _named(*objects: Any) -> list[str]:
    names = ("name_es", "name_en", "short_es", "short_en", "acronym_es", "acronym_en")
    return [text for one in objects for name in names if (text := getattr(one, name, ""))]


def _countries(countries: Iterable[Country]) -> Words:
    words = Words()
    for country in countries:
        words.add(country.code, country.name.text, (*_named(country), country.code, country.iso3))
    return words


def _parties(countries: Iterable[Country], bodies: Iterable[Body]) -> Words:
    words = Words()
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append(_("Member Countries"))
    words.add("members", _("Member Countries"), said)
    for country in countries:
        words.add(f"country:{country.code}", country.name.text, (*_named(country), country.iso3))
    for body in bodies:
        groups = [f"{mark} {text}" for mark in ("GT", "WG") for text in (body.short_es, body.short_en)]
        known = (*_named(body), body.code, *(groups if body.is_group else ()))
        words.add(f"body:{body.pk}", body.name.text, known)
    for one in Organisation.objects.all():
        words.add(f"organisation:{one.pk}", one.name.text, (*_named(one), one.code))
    return words


def _themes(placements: Iterable[Placement]) -> tuple[Words, Words, dict[str, tuple[tuple[int, int], ...]]]:
    themes, pillars = Words(), Words()
    places: dict[str, tuple[tuple[int, int], ...]] = {}
    known: set[str] = set()
    for placement in placements:
        theme, pillar = placement.theme, placement.pillar
        if theme.code not in places:
            themes.add(theme.code, theme.name.text, _named(theme))
        places[theme.code] = (*places.get(theme.code, ()), (placement.pk, pillar.number))
        if (number := str(pillar.number)) not in known:
            known.add(number)
            pillars.add(
                number, pillar.name.text, (*_named(pillar), number, f"pilar {number}", f"pillar {number}")
            )
    return themes, pillars, places


def _principles(plan: Document) -> Words:
    words = Words()
    for one in Principle.objects.filter(plan=plan):
        said = [f"{one.letter}) {name}" for name in _named(one)]
        words.add(
            str(one.pk), f"{one.letter}) {one.name}", (*said, *_named(one), one.letter, f"{one.letter})")
        )
    return words


def _years(plan: Document) -> Words:
    words = Words()
    for one in PlanYear.objects.filter(plan=plan):
        said = [year(one.number)]
        for language in LANGUAGES:
            with override(language):
                said.append(year(one.number))
        marks = ORDINALS[one.number - 1] if one.number <= len(ORDINALS) else (str(one.number),)
        said += [f"{mark}{word}" for mark in marks for word in ("", " año", " ano", " year")]
        said += [f"{word} {one.number}" for word in ("año", "year")]
        words.add(str(one.pk), year(one.number), said)
    return words


def _groups(bodies: Iterable[Body]) -> Words:
    words = Words()
    for body in bodies:
        if body.is_group:
            groups = [f"{mark} {text}" for mark in ("GT", "WG") for text in (body.short_es, body.short_en)]
            words.add(str(body.pk), body.short.text, (*_named(body), body.code, *groups))
    return words
