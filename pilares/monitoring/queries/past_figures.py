"""How indicators were measured at an instant, and what counted then (AC-16, AC-17)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import FilteredRelation, Q
from django.utils.translation import gettext as _

from pilares.core.composed import Composed
from pilares.core.trail import Entry
from pilares.monitoring.models import Indicator, Measurement, Period
from pilares.monitoring.queries.facts import (
    BINDING,
    COLUMNS,
    OF_THE_WHOLE,
    PERIOD,
    STEP,
    WHOLE,
    Facts,
    periods_from,
)
from pilares.monitoring.queries.progress import Measured, measured_with
from pilares.monitoring.queries.reported import reported_in
from pilares.people.access import type_of_reader
from pilares.plans.models import Document

#: acts that move the periods and the milestones of an indicator, which keep no history of their own
RECAST = ("make_periods", "add_period", "remove_period", "set_steps")


def measured_then(
    rows: Sequence[Mapping[str, Any]], until: datetime, user: type_of_reader, *, corrected: bool = False
) -> dict[int, Measured]:
    """Return how indicators were measured, from their lines of history, with the figures that counted then.

    A line holds `id` and the columns of `COLUMNS`. An indicator that was removed since has no figure here:
    its values went with it. `corrected` puts what a figure was corrected to since in its place.
    """
    hows = {row["id"]: (row["id"], *[row[name] for name in COLUMNS[1:]]) for row in rows}
    if not hows:
        return {}
    keys, found = list(hows), dict[int, Facts]()
    for pk, *aim in _aims_then(keys, until):
        if pk not in found:
            found[pk] = Facts(hows[pk], {"pk": pk})
        found[pk].take(*aim)
    periods = periods_from(_periods_then(keys, until))
    return measured_with(found.values(), periods, reported_in(keys, user, until, corrected=corrected))


def corrected_since(plan: Document, until: datetime) -> dict[int, str]:
    """Return the indicators of which a figure that counted at an instant was corrected since, with why."""
    later = Measurement.objects.filter(
        period__indicator__activity__plan=plan, status=Measurement.Status.VALIDATED, counts=True,
        corrects__validated_at__lt=until, validated_at__gte=until,
    )  # fmt: skip
    return dict(later.order_by("validated_at").values_list("period__indicator", "correction_reason"))


def _known(until: Any) -> Q:
    """Keep the versions of targets that somebody knew of at that instant."""
    signed = Q(targets__countersigned_at=None) | Q(targets__countersigned_at__before=until)
    return BINDING & Q(targets__at__before=until) & signed


_aims_then = Composed(
    lambda keys, until: (
        Indicator.objects.filter(pk__among=keys)
        .annotate(whole=FilteredRelation("targets", condition=OF_THE_WHOLE & _known(until)))
        .values_list("pk", *WHOLE, *STEP)
    )
)
_periods_then = Composed(
    lambda keys, until: (
        Period.objects.filter(indicator__among=keys)
        .annotate(own=FilteredRelation("targets", condition=_known(until)))
        .values_list(*PERIOD)
    )
)


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
