"""What the page that asks for figures shows: what each measures, and what is asked or answered already."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording
from pilares.monitoring.models import Indicator, Measurement, Period, Request
from pilares.monitoring.queries.asking import STATUS
from pilares.monitoring.queries.candidates import Candidate
from pilares.monitoring.queries.figures import period_words

S = Measurement.Status


@dataclass(frozen=True)
class Known:
    """Who was asked for a figure, or reported it without being asked, and where that stands."""

    who: str
    #: as in `RequestLine`
    status: str
    due_on: date | None = None


@dataclass(frozen=True)
class Block:
    """One period of an indicator: what it measures, what is known of it, and of whom it can be asked."""

    code: str
    indicator: Wording
    period: str
    measures: str
    definition: Wording
    measured_by: Wording
    earlier: bool
    known: tuple[Known, ...]
    candidates: list[Candidate] = field(default_factory=list)


def blocks(candidates: Iterable[Candidate]) -> tuple[Block, ...]:
    """Put the candidates together by period, with what the person needs to choose; three queries."""
    listed = list(candidates)
    keys = {_period(one) for one in listed}
    periods = Period.objects.filter(pk__in=keys).select_related("indicator", "year").in_bulk()
    known = _known(keys)
    found: dict[int, Block] = {}
    for one in listed:
        period = periods[_period(one)]
        if period.pk not in found:
            found[period.pk] = _block(period, one, known[period.pk])
        found[period.pk].candidates.append(one)
    return tuple(found.values())


def _period(one: Candidate) -> int:
    return int(one.key.split(":", 1)[0])


def _block(period: Period, one: Candidate, known: list[Known]) -> Block:
    indicator = period.indicator
    return Block(
        code=indicator.code,
        indicator=indicator.name,
        period=period_words(period),
        measures=measured(indicator),
        definition=indicator.definition,
        measured_by=indicator.measured_by,
        earlier=one.earlier,
        known=tuple(sorted(known, key=lambda k: k.who.casefold())),
    )


def measured(indicator: Indicator) -> str:
    """Return in words what one figure of an indicator is: its unit, or its part of a whole."""
    kind = str(indicator.get_measure_display())
    if indicator.measure == Indicator.Measure.PERCENTAGE and indicator.numerator.text:
        parts = {"part": indicator.numerator.text, "whole": indicator.denominator.text}
        said = _("%(part)s, of %(whole)s") % parts
        return f"{kind}: {said}"
    if indicator.measure == Indicator.Measure.UNIT and indicator.unit.text:
        return f"{kind}: {indicator.unit.text}"
    return kind


def _known(periods: Iterable[int]) -> dict[int, list[Known]]:
    """Return what was asked, and what was reported without being asked, by period; two queries."""
    found: dict[int, list[Known]] = defaultdict(list)
    answered: set[int | None] = set()
    asked = Request.objects.filter(period__in=periods).select_related("country", "to", "measurement")
    for row in asked:
        status = STATUS[S(row.measurement.status) if row.measurement else None]
        answered.add(row.measurement_id)
        found[row.period_id].append(Known(_who(row), status, row.due_on))
    shown = (S.SENT, S.VALIDATED, S.RETURNED)
    unasked: Any = Measurement.objects.filter(
        period__in=periods, total=None, dimensions={}, counts=True, status__in=shown
    ).exclude(pk__in={pk for pk in answered if pk})
    for figure in unasked.select_related("country"):
        who = figure.country.name.text if figure.country else _("The region")
        found[figure.period_id].append(Known(who, STATUS[S(figure.status)]))
    return found


def _who(row: Request) -> str:
    country = row.country.name.text if row.country else ""
    person = (row.to.name or row.to.email) if row.to else ""
    return " · ".join(part for part in (country, person) if part)
