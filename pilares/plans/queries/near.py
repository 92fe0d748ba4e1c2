"""Themes that stand near to words a person typed, so that a new one is proposed knowingly (§3.8, AC-03)."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from pilares.core.search import fold
from pilares.people.access import type_of_reader
from pilares.plans.models import Document, Pillar, Theme

#: how alike two names must be, whatever else speaks for a theme; and what its pillar adds
ALIKE, SAME_PILLAR = 0.34, 0.15


def near_themes(
    plan: Document,
    user: type_of_reader,
    *,
    name_es: str = "",
    name_en: str = "",
    pillar: Pillar | None = None,
    also: Iterable[str] = (),
    most: int = 6,
) -> tuple[Theme, ...]:
    """Return the plan's themes nearest to a name in either language, whatever its accents or capitals.

    Themes under `pillar` come earlier, and so do those named like one of `also`, such as the group that
    asks. One query and one for the places.
    """
    names = {fold(name) for name in also}
    found = []
    for theme in Theme.objects.filter(plan=plan).visible_to(user).prefetch_related("placements__pillar"):
        pairs = ((fold(name_es), fold(theme.name_es)), (fold(name_en), fold(theme.name_en)))
        alike = max((_alike(*pair) for pair in pairs if all(pair)), default=0.0)
        if names & {name for _typed, name in pairs}:
            alike = 1.0
        elif pillar and pillar.pk in {place.pillar_id for place in theme.placements.all()}:
            alike += SAME_PILLAR
        if alike >= ALIKE:
            found.append((-alike, theme.name_es, theme))
    return tuple(theme for *_order, theme in sorted(found, key=lambda item: item[:2])[:most])


def _alike(typed: str, name: str) -> float:
    """Return from 0 to 1 how alike two folded names are; one that holds the other is the same."""
    return 1.0 if typed in name or name in typed else SequenceMatcher(None, typed, name).ratio()
