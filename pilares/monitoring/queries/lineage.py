"""Where an activity comes from and where it goes on, from one plan to the next (AC-12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.timezone import localtime

from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.monitoring.models import Activity, Indicator
from pilares.monitoring.queries.progress import Measured, measured, progress_from
from pilares.people.access import type_of_reader
from pilares.plans.access import why_not_within

#: what a column of an indicator holds
FOUR_DECIMALS = Decimal("0.0001")


@dataclass(frozen=True)
class Kin:
    """An activity of another plan that this one continues or reformulates, or that follows it."""

    code: str
    title: Wording
    period: str
    continues: bool


@dataclass(frozen=True)
class Lineage:
    """The activity before, those after, and why a concluded plan is only read."""

    before: Kin | None = None
    after: tuple[Kin, ...] = ()
    concluded: str = ""


def lineage_of(activity: Activity, user: type_of_reader) -> Lineage:
    """Return the lineage of an activity, as far as the reader may see; one query, whatever there is."""
    seen = Activity.objects.visible_to(user).exclude(stage=Activity.Stage.WITHDRAWN)
    near = seen.filter(pk__in=[activity.predecessor_id or 0]) | seen.filter(predecessor=activity)
    rows = list(near.select_related("plan"))
    before = next((_kin(row, activity.lineage) for row in rows if row.pk == activity.predecessor_id), None)
    reason = why_not_within(activity.plan)
    return Lineage(
        before=before,
        after=tuple(_kin(row, row.lineage) for row in rows if row.predecessor_id == activity.pk),
        concluded=str(reason) if reason else "",
    )


def _kin(row: Activity, lineage: str) -> Kin:
    return Kin(row.code, row.title, row.plan.period, lineage == Activity.Lineage.CONTINUES)


def ended_with(
    indicators: Iterable[Indicator], user: type_of_reader
) -> dict[int, tuple[Decimal | None, date]]:
    """Return the last validated value of each indicator with its date, as every page shows the value."""
    found = {}
    for key, one in measured([indicator.pk for indicator in indicators], user).items():
        said = progress_from(one, clock.today())
        if said.has_data and (on := _observed(one, said.validated_at)):
            value = said.plain_value
            found[key] = (None if value is None else value.quantize(FOUR_DECIMALS, ROUND_HALF_UP), on)
    return found


def _observed(one: Measured, validated_at: datetime | None) -> date | None:
    """Return the day to which the last value refers: as it was observed, otherwise as it was validated."""
    days = [entry.observed_on for period in one.counted for entry in period.entries if entry.observed_on]
    if days:
        return max(days)
    return localtime(validated_at).date() if validated_at else None
