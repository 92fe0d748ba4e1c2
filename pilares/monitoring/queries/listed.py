"""All indicators that a reader may see, with their figures: a list, or each in full detail on one page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from pilares.core import clock
from pilares.core.bilingual import Say
from pilares.core.composed import ComposedRecords
from pilares.monitoring import maths
from pilares.monitoring.models import Activity, Indicator, IndicatorMilestone, Period, in_code_order
from pilares.monitoring.queries.indicator import IndicatorLine, indicator_line, type_of_say
from pilares.monitoring.queries.names import GroupName, group_name
from pilares.monitoring.queries.progress import Measured, measured, measured_records
from pilares.monitoring.queries.references import reference_words
from pilares.monitoring.queries.sheet import PeriodRow, names_of, period_row
from pilares.people.access import type_of_reader
from pilares.people.models import Body
from pilares.plans.models import Document

DRAFT, REGISTERED, MEASURABLE = "draft", "registered", "measurable"
#: the gates in order (§4.2, monitoring-model §2)
GATES = {
    DRAFT: _("Draft, not registered yet"),
    REGISTERED: _("Registered, not yet measurable"),
    MEASURABLE: _("Measurable"),
}


@dataclass(frozen=True)
class Listed:
    """One indicator of the list."""

    line: IndicatorLine
    activity: Activity
    group: GroupName
    gate: str
    #: the next day on which something of it is due; its monitoring deadline where every such day is over
    due_on: date | None
    overdue: bool
    references: tuple[str, ...]

    @property
    def gate_words(self) -> str:
        """How far it is, in words."""
        return gettext(GATES[self.gate])


@dataclass(frozen=True)
class IndicatorsPage:
    """The list with what it is narrowed to."""

    plan: Document | None
    rows: tuple[Listed, ...]
    groups: tuple[GroupName, ...]
    group: str
    gate: str
    gates: tuple[tuple[str, str], ...]
    total: int
    full: bool
    as_of: date


def gate_names() -> dict[str, str]:
    """Return the gates in order, in words."""
    return {gate: gettext(name) for gate, name in GATES.items()}


#: each once: its indicators share it
_activities = ComposedRecords(lambda keys: Activity.objects.filter(pk__among=keys).order_by())


def indicators_page(
    user: type_of_reader, *, plan: Document | None = None, group: str = "", gate: str = "", full: bool = False
) -> IndicatorsPage:
    """Read all indicators of a plan that the reader may see, narrowed to a group and a gate.

    Without a plan, those of every plan; constant queries.
    """
    listed = [row for row in indicators_listed(user) if plan is None or row.activity.plan_id == plan.pk]
    groups = {row.group.slug: row.group for row in listed}
    if group in groups:
        listed_here: Sequence[Listed] = [row for row in listed if row.group.slug == group]
    else:
        group, listed_here = "", listed
    names = gate_names()
    gate = gate if gate in names else ""
    return IndicatorsPage(
        plan=plan,
        rows=tuple(row for row in listed_here if not gate or row.gate == gate),
        groups=tuple(groups.values()),
        group=group,
        gate=gate,
        gates=tuple(names.items()),
        total=len(listed),
        full=full,
        as_of=clock.today(),
    )


def indicators_listed(user: type_of_reader) -> list[Listed]:
    """Read every indicator that the reader may see, in the order of the matrix; seven queries."""
    seen = Indicator.objects.visible_to(user).select_related("result")
    found = list(seen.order_by(*in_code_order()))
    activities = {one.pk: one for one in _activities({one.activity_id for one in found})}
    for one in found:
        one.activity = activities[one.activity_id]
    figures, today, say = measured_records(found, user), clock.today(), Say().__getitem__
    groups = Body.objects.in_bulk({one.activity.group_id for one in found})
    names = {pk: group_name(body) for pk, body in groups.items()}
    return [_listed(one, figures[one.pk], names, today, say) for one in found]


def periods_listed(user: type_of_reader) -> list[tuple[Indicator, PeriodRow]]:
    """Read every period of every indicator that the reader may see, with its figures; constant queries."""
    seen = Indicator.objects.visible_to(user).select_related("activity")
    found = {one.pk: one for one in seen.order_by(*in_code_order())}
    figures, today = measured(found, user), clock.today()
    periods = list(Period.objects.filter(indicator__in=found).select_related("year").order_by("starts_on"))
    mine: dict[int, list[Period]] = defaultdict(list)
    for period in periods:
        mine[period.indicator_id].append(period)
    names = names_of(periods, IndicatorMilestone.objects.filter(indicator__in=found))
    rows = []
    for pk, indicator in found.items():
        one = figures[pk]
        told = maths.derivation(one.configuration, one.counted, on=today, thresholds=one.thresholds)
        rows += [(indicator, period_row(period, told, one, names, today)) for period in mine[pk]]
    return rows


def _listed(
    indicator: Indicator, one: Measured, names: dict[int, GroupName], today: date, say: type_of_say
) -> Listed:
    line = indicator_line(indicator, one, today, say)
    ahead = [span.ends_on for span in one.periods if span.ends_on >= today]
    deadline = indicator.monitored_by
    if deadline and deadline >= today:
        ahead.append(deadline)
    return Listed(
        line=line,
        activity=indicator.activity,
        group=names[indicator.activity.group_id],
        gate=MEASURABLE if line.gates.measurable else REGISTERED if line.registered else DRAFT,
        due_on=min(ahead, default=deadline),
        overdue=not ahead and deadline is not None,
        references=tuple(map(reference_words, indicator.references)),
    )


def group_slug(slug: str) -> str:
    """Return a group's slug as the reader's language writes it, whichever language the address has."""
    body = Body.objects.filter(slug_es=slug).first() or Body.objects.filter(slug_en=slug).first()
    return group_name(body).slug if body else ""
