"""All indicators that a reader may see, with their figures: a list, or each in full detail on one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.monitoring.models import Activity, Indicator
from pilares.monitoring.queries.indicator import IndicatorLine, indicator_line
from pilares.monitoring.queries.names import GroupName, group_name
from pilares.monitoring.queries.progress import Measured, measured
from pilares.monitoring.queries.references import reference_words
from pilares.people.access import type_of_reader
from pilares.people.models import Body

DRAFT, REGISTERED, MEASURABLE = "draft", "registered", "measurable"


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
        return gate_names()[self.gate]


@dataclass(frozen=True)
class IndicatorsPage:
    """The list with what it is narrowed to."""

    rows: tuple[Listed, ...]
    groups: tuple[GroupName, ...]
    group: str
    gate: str
    gates: tuple[tuple[str, str], ...]
    total: int
    full: bool
    as_of: date


def gate_names() -> dict[str, str]:
    """Return the gates in order, in words (§4.2, monitoring-model §2)."""
    return {
        DRAFT: _("Draft, not registered yet"),
        REGISTERED: _("Registered, not yet measurable"),
        MEASURABLE: _("Measurable"),
    }


def indicators_page(
    user: type_of_reader, *, group: str = "", gate: str = "", full: bool = False
) -> IndicatorsPage:
    """Read all indicators that the reader may see, narrowed to a group and a gate; constant queries."""
    listed = indicators_listed(user)
    groups = {row.group.slug: row.group for row in listed}
    if group in groups:
        listed_here: Sequence[Listed] = [row for row in listed if row.group.slug == group]
    else:
        group, listed_here = "", listed
    names = gate_names()
    gate = gate if gate in names else ""
    return IndicatorsPage(
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
    """Read every indicator that the reader may see, in the order of the matrix; four queries."""
    seen = Indicator.objects.visible_to(user).select_related("activity__group", "result")
    found = list(seen.order_by("activity__sort_key", "order", "code"))
    figures, today = measured((one.pk for one in found), user), clock.today()
    names: dict[int, GroupName] = {}
    return [_listed(one, figures[one.pk], names, today) for one in found]


def _listed(indicator: Indicator, one: Measured, names: dict[int, GroupName], today: date) -> Listed:
    line, body = indicator_line(indicator, one), indicator.activity.group
    if body.pk not in names:
        names[body.pk] = group_name(body)
    ahead = [span.ends_on for span in one.periods if span.ends_on >= today]
    deadline = indicator.monitored_by
    if deadline and deadline >= today:
        ahead.append(deadline)
    return Listed(
        line=line,
        activity=indicator.activity,
        group=names[body.pk],
        gate=MEASURABLE if line.gates.measurable else REGISTERED if line.registered else DRAFT,
        due_on=min(ahead, default=deadline),
        overdue=not ahead and deadline is not None,
        references=tuple(map(reference_words, indicator.references)),
    )


def group_slug(slug: str) -> str:
    """Return a group's slug as the reader's language writes it, whichever language the address has."""
    body = Body.objects.filter(slug_es=slug).first() or Body.objects.filter(slug_en=slug).first()
    return group_name(body).slug if body else ""
