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
    words: str,
    user: type_of_reader,
    *,
    pillar: Pillar | None = None,
    also: Iterable[str] = (),
    most: int = 6,
) -> tuple[Theme, ...]:
    """Return the plan's themes nearest to `words`, without regard to accents or capitals.

    Themes under `pillar` come earlier, and so do those named like one of `also`, such as the group that
    asks. One query and one for the places.
    """
    wanted, names = fold(words), [fold(name) for name in also]
    found = []
    for theme in Theme.objects.filter(plan=plan).visible_to(user).prefetch_related("placements__pillar"):
        mine = [fold(name) for name in (theme.name_es, theme.name_en) if name]
        alike = max(SequenceMatcher(None, wanted, name).ratio() for name in mine)
        if any(wanted in name or name in wanted for name in mine) or set(mine) & set(names):
            alike = 1.0
        elif pillar and pillar.pk in {place.pillar_id for place in theme.placements.all()}:
            alike += SAME_PILLAR
        if alike >= ALIKE:
            found.append((-alike, theme.name_es, theme))
    return tuple(theme for *_order, theme in sorted(found, key=lambda item: item[:2])[:most])
