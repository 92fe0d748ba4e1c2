"""How indicators were measured at an instant, and what counted then (AC-16, AC-17)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from pilares.core.trail import Entry
from pilares.monitoring.models import Indicator, Target
from pilares.monitoring.queries.facts import COLUMNS, read_facts
from pilares.monitoring.queries.progress import Measured, measured_from
from pilares.people.access import type_of_reader

#: acts that move the periods and the milestones of an indicator, which keep no history of their own
RECAST = ("make_periods", "add_period", "remove_period", "set_steps")


def measured_then(
    rows: Sequence[Mapping[str, Any]], until: datetime, user: type_of_reader
) -> dict[int, Measured]:
    """Return how indicators were measured, from their lines of history, with the figures that counted then.

    A line holds `id` and the columns of `COLUMNS`. An indicator that was removed since has no figure here:
    its values went with it.
    """
    keys = [row["id"] for row in rows]
    facts = {one.pk: one for one in read_facts(Indicator.objects.filter(pk__among=keys))}
    unknown = _targets_since(facts, until)
    for row in rows:
        if one := facts.get(row["id"]):
            one.columns |= {name: row[name] for name in COLUMNS[1:]}
            one.targets = {pk: target for pk, target in one.targets.items() if pk not in unknown}
    found = measured_from(facts.values(), user, until=until)
    return {pk: _without(one, unknown) for pk, one in found.items()}


def _targets_since(keys: Iterable[int], until: datetime) -> frozenset[int]:
    """Return the versions of targets that nobody knew of at that instant."""
    later = Target.objects.filter(Q(at__gte=until) | Q(countersigned_at__gte=until))
    return frozenset(later.filter(indicator__among=list(keys)).values_list("pk", flat=True))


def _without(one: Measured, unknown: frozenset[int]) -> Measured:
    """Return the same without the targets of its periods that came later."""
    if not unknown:
        return one
    kept = (
        replace(period, targets=tuple(target for target in period.targets if target.key not in unknown))
        for period in one.periods
    )
    return replace(one, periods=tuple(kept))


def recast_since(keys: Iterable[int], until: datetime) -> bool:
    """Whether the periods or milestones of an indicator were moved since: how they stood is not known."""
    acts = Entry.objects.filter(model=Indicator._meta.label_lower, object_id__in=list(keys), at__gte=until)
    return acts.filter(verb__in=RECAST).exists()


def recast_words() -> str:
    """Say that the periods and milestones shown are those of today."""
    return _(
        "Periods and milestones of indicators were changed since. The record does not keep how they stood: "
        "those shown are today's."
    )
