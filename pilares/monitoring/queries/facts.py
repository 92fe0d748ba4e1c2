"""How indicators are measured, as it is read: their own columns, their targets, milestones and periods."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from pilares.core.composed import Composed
from pilares.monitoring import maths
from pilares.monitoring.models import Indicator, IndicatorMilestone, Period, Target

#: as `Target.objects.binding()` says it, through the relation
BINDING = Q(targets__retroactive=False) | Q(targets__countersigned_at__isnull=False)
OF_THE_WHOLE = Q(targets__period=None)
COLUMNS = (
    "pk", "code", "measure", "direction", "keep", "over_time", "over_countries", "meets", "meets_when",
    "baseline_status", "baseline", "baseline_on", "target", "target_upper", "target_kind", "natural_min",
    "natural_max", "decimals", "unit_es", "unit_en", "unit_one_es", "unit_one_en", "numerator_es",
    "numerator_en", "denominator_es", "denominator_en", "pace_on_course", "pace_insufficient",
)  # fmt: skip
#: a version of the target of the whole, and a milestone: an indicator has several of one or of the other
WHOLE = ("whole__pk", "whole__value", "whole__upper", "whole__valid_from")
STEP = ("steps__pk", "steps__weight", "steps__due_on")
#: a period as it is read: its key, its days, its own targets
type_of_span = tuple[int, date, date, tuple[maths.Target, ...]]
PERIOD = ("indicator", "pk", "starts_on", "ends_on", "own__pk", "own__value", "own__upper", "own__valid_from")


@dataclass(slots=True)
class Facts:
    """An indicator as it was read, with the versions of its target and its milestones."""

    #: `COLUMNS`, and all that were read by their names
    how: tuple[Any, ...]
    columns: dict[str, Any]
    targets: dict[int, maths.Target] = field(default_factory=dict)
    steps: dict[int, maths.Milestone] = field(default_factory=dict)

    def take(
        self, target: int | None, value: Any, upper: Any, since: Any, step: int | None, weight: Any, due: Any
    ) -> None:
        """Take the version of the target of the whole, or the milestone, that a row holds."""
        if target is not None:
            self.targets[target] = maths.Target(value, since, upper, target)
        if step is not None:
            self.steps[step] = maths.Milestone(step, weight, due)

    @property
    def pk(self) -> int:
        """Its primary key."""
        key: int = self.columns["pk"]
        return key


def read_facts(indicators: Iterable[int]) -> list[Facts]:
    """Read how these indicators are measured; one query."""
    return facts_from(_facts_of(list(indicators)))


def facts_of_records(indicators: Iterable[Indicator]) -> list[Facts]:
    """Return the same of indicators that were read as records; two queries."""
    found = {one.pk: Facts(_how(one), {"pk": one.pk}) for one in indicators}
    for indicator, pk, value, upper, since in _targets_of(found):
        found[indicator].targets[pk] = maths.Target(value, since, upper, pk)
    for indicator, pk, weight, due in _steps_of(found):
        found[indicator].steps[pk] = maths.Milestone(pk, weight, due)
    return list(found.values())


_how = attrgetter(*COLUMNS)
_targets_of = Composed(
    lambda keys: (
        Target.objects.binding()
        .filter(indicator__among=keys, period=None)
        .order_by("pk")
        .values_list("indicator", "pk", "value", "upper", "valid_from")
    )
)
_steps_of = Composed(
    lambda keys: (
        IndicatorMilestone.objects.filter(indicator__among=keys)
        .order_by("pk")
        .values_list("indicator", "pk", "weight", "due_on")
    )
)


def facts_of(indicators: "QuerySet[Indicator]", *more: str) -> Any:
    """Return the query that asks how indicators are measured, and `more` of their columns."""
    rows = indicators.annotate(whole=FilteredRelation("targets", condition=OF_THE_WHOLE & BINDING))
    return rows.values_list(*COLUMNS, *more, *WHOLE, *STEP)


_facts_of = Composed(lambda keys: facts_of(Indicator.objects.filter(pk__among=keys)))


def facts_from(rows: Iterable[tuple[Any, ...]], *more: str) -> list[Facts]:
    """Return what the rows of that query say."""
    names = (*COLUMNS, *more)
    found: dict[int, Facts] = {}
    for row in rows:
        facts = found.get(row[0])
        if facts is None:
            facts = found[row[0]] = Facts(row[: len(COLUMNS)], dict(zip(names, row, strict=False)))
        facts.take(*row[len(names) :])
    return list(found.values())


_periods_of = Composed(
    lambda keys: (
        Period.objects.filter(indicator__among=keys)
        .annotate(own=FilteredRelation("targets", condition=BINDING))
        .values_list(*PERIOD)
    )
)


def read_periods(keys: list[int]) -> dict[int, list[type_of_span]]:
    """Read the periods of indicators with the versions of their own targets; one query."""
    return periods_from(_periods_of(keys))


def periods_from(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[type_of_span]]:
    """Return what rows of `PERIOD` say, by indicator."""
    spans: dict[int, tuple[int, date, date]] = {}
    targets: dict[int, dict[int, maths.Target]] = defaultdict(dict)
    for indicator, pk, starts, ends, target, value, upper, since in rows:
        spans[pk] = (indicator, starts, ends)
        if target is not None:
            targets[pk][target] = maths.Target(value, since, upper, target)
    found: dict[int, list[type_of_span]] = defaultdict(list)
    for pk, (indicator, starts, ends) in spans.items():
        own = tuple(targets[pk].values()) if pk in targets else ()
        found[indicator].append((pk, starts, ends, own))
    return found
