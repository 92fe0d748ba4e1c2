"""Themes that were proposed, or that a decision added to the plan (§3.8, AC-03)."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilares.core.access import Tier
from pilares.core.trail import Entry
from pilares.memory.queries.acts import THEME, Acts
from pilares.memory.queries.shapes import Change, Kind, Subject
from pilares.monitoring.queries.names import Register
from pilares.monitoring.queries.ways import address
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Standing
from pilares.plans.models import Theme

ADDED = "adopt_theme"


def themes_of(acts: Acts, user: type_of_reader, register: Register) -> Iterable[Subject]:
    """Yield each theme that the reader may see, once: proposals are for members, decisions as they reach."""
    of_theme: dict[int, list[Entry]] = defaultdict(list)
    for entry in acts.others[THEME]:
        of_theme[entry.object_id].append(entry)
    if not of_theme:
        return
    standing = standing_of(user)
    rows = Theme.objects.visible_to(user).filter(pk__in=list(of_theme)).select_related("plan", "added_by")
    for theme in rows.select_related("plan", "added_by__meeting").prefetch_related("placements__pillar"):
        told = tuple(_told(theme, of_theme[theme.pk], standing, register))
        if told:
            where = address("monitoring:theme", theme.plan.period, theme.slug)
            key = f"theme-{theme.pk}"
            yield Subject(_("Theme"), theme.name, where, Tier.PUBLIC, told, f"zy{theme.pk:06d}", key)


def _told(theme: Theme, entries: list[Entry], standing: Standing, register: Register) -> Iterable[Change]:
    """Yield that it was added, or else that it was proposed: what was both in one span was added."""
    last = entries[-1]
    by = register.capacity(last.capacity, "", in_full=standing.member)
    pillars = "; ".join(str(one.pillar) for one in theme.placements.all())
    if last.verb == ADDED and theme.added_by is not None:
        yield Change(
            Kind.THEME, _("Added to the plan"), "", pillars, last.at, by,
            decision=theme.added_by.citation, tier=theme.added_by.tier,
        )  # fmt: skip
    elif standing.member:
        label = pgettext("theme", "Proposed")
        yield Change(Kind.THEME, label, "", pillars, last.at, by, tier=Tier.MEMBERS)
