"""What waits for validation, and what the sources of one country say (E-4)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from pilares.core import clock
from pilares.core.access import Reason
from pilares.core.bilingual import Wording
from pilares.monitoring import access
from pilares.monitoring.models import Indicator, Measurement, Period, in_code_order
from pilares.monitoring.queries.figures import (
    FigureLine,
    before_of,
    figure_line,
    figure_words,
    period_words,
    previous,
    with_words,
)
from pilares.monitoring.queries.measuring import capacity_words
from pilares.monitoring.queries.names import read_register
from pilares.people.models import Appointment, Body, User

S = Measurement.Status


@dataclass(frozen=True)
class Queued:
    """A figure that waits, and why this reader may not validate it, if so."""

    line: FigureLine
    by: str
    barred: Reason | None
    odd: bool


@dataclass(frozen=True)
class Dispute:
    """A country and period for which several sources reported; values are its focal point's alone."""

    code: str
    indicator: Wording
    period: str
    period_pk: int
    country: str
    country_code: str
    sources: int
    mine: bool


@dataclass(frozen=True)
class Queue:
    """What waits for validation, as one reader may see it."""

    figures: tuple[Queued, ...]
    disputes: tuple[Dispute, ...]

    @property
    def open(self) -> tuple[Queued, ...]:
        """What the reader may validate."""
        return tuple(one for one in self.figures if one.barred is None)


def queue(user: User) -> Queue:
    """Read what waits for a reader who validates; the number of queries is constant."""
    standing = user.standing
    waiting = Measurement.objects.filter(status=S.SENT, total=None, dimensions={})
    mine = waiting if standing.steers else waiting.filter(country__in=standing.focal)
    rows = list(
        with_words(mine.filter(counts=True)).order_by(*in_code_order("period__indicator__"), "country", "pk")
    )
    known, register = before_of([row.period for row in rows]) if rows else {}, read_register()
    figures = tuple(
        Queued(
            line=figure_line(row, previous(known, row.period, row.country_id or "", same=True)),
            by=capacity_words(register, row.entered_as, row.period.indicator.activity.group.code),
            barred=access.why_not_validate(user, row),
            odd=_odd(row),
        )
        for row in rows
    )
    return Queue(figures, disputes(mine.filter(counts=False), user))


def _odd(row: Measurement) -> bool:
    low, high = row.period.indicator.natural_min, row.period.indicator.natural_max
    value = row.value
    return value is not None and ((low is not None and value < low) or (high is not None and value > high))


def disputes(waiting: Any, user: User) -> tuple[Dispute, ...]:
    """Return the countries whose sources differ; nothing is said of what they report."""
    found: dict[tuple[int, str], list[Measurement]] = {}
    for row in waiting.select_related("period__indicator", "period__year", "country").order_by("pk"):
        found.setdefault((row.period_id, row.country_id or ""), []).append(row)
    return tuple(
        Dispute(
            code=rows[0].period.indicator.code,
            indicator=rows[0].period.indicator.name,
            period=period_words(rows[0].period),
            period_pk=period,
            country=rows[0].country.name.text if rows[0].country else "",
            country_code=country,
            sources=len(rows),
            mine=country in user.standing.focal,
        )
        for (period, country), rows in found.items()
    )


def to_validate_count(user: User) -> int:
    """Return how many figures wait for a person, one for each country that differs; in one query."""
    standing = user.standing
    if not (standing.steers or standing.focal):
        return 0
    waiting = Measurement.objects.filter(
        status=S.SENT, total=None, dimensions={}, period__indicator__activity__plan__concluded_at=None
    )
    alone = Q(counts=True) & ~Q(entered_by=user.pk)
    if not standing.steers:
        alone &= Q(country__in=standing.focal)
    rows = waiting.filter(alone | Q(counts=False, country__in=standing.focal))
    return len({(period, country, "" if counts else "differ") for period, country, counts in _keys(rows)})


def _keys(rows: Any) -> Any:
    return rows.values_list("period", "country", "counts")


@dataclass(frozen=True)
class Source:
    """One source's figure, with its evidence, for the focal point to choose."""

    pk: int
    words: str
    institution: str
    by: str
    comment: str
    observed_on: date | None
    sent_on: date | None
    files: tuple[tuple[str, str], ...]
    own: bool


@dataclass(frozen=True)
class NationalFigure:
    """What the sources of one country say for one period, and what was decided before (E-4)."""

    indicator: Indicator
    period: Period
    period_name: str
    country: str
    sources: tuple[Source, ...]
    #: the country's private history: what was validated, corrected or set aside
    history: tuple[FigureLine, ...]

    @property
    def differ(self) -> bool:
        """Whether they say different things."""
        return len({source.words for source in self.sources}) > 1


def national_figure(period: Period, country: str, name: str, user: User) -> NationalFigure:
    """Read the figures of a country for its focal point."""
    rows = list(
        with_words(Measurement.objects.filter(period=period, country=country, total=None, dimensions={}))
        .exclude(status=S.DRAFT)
        .order_by("pk")
    )
    register, group = read_register(), period.indicator.activity.group.code
    return NationalFigure(
        indicator=period.indicator,
        period=period,
        period_name=period_words(period),
        country=name,
        sources=tuple(
            Source(
                pk=row.pk,
                words=figure_words(row),
                institution=row.institution,
                by=capacity_words(register, row.entered_as, group),
                comment=row.comment,
                observed_on=row.observed_on,
                sent_on=row.sent_at.date() if row.sent_at else None,
                files=tuple((str(file.key), file.name) for file in row.evidence.all()),
                own=row.entered_by_id == user.pk,
            )
            for row in rows
            if row.status == S.SENT
        ),
        history=tuple(figure_line(row) for row in rows if row.status != S.SENT),
    )


@dataclass(frozen=True)
class Contact:
    """A person of the country, with institution and offices."""

    pk: int
    name: str
    email: str
    institution: str
    offices: tuple[str, ...]


def contacts(country: str) -> tuple[Contact, ...]:
    """Return who holds an office for a country today, by institution and name; one query."""
    now = clock.now()
    terms = Appointment.objects.filter(country=country, user__is_active=True).select_related("user", "body")
    found: dict[int, list[Appointment]] = {}
    for term in terms.order_by("pk"):
        if term.in_force(now):
            found.setdefault(term.user_id, []).append(term)
    people = [
        Contact(
            pk=pk,
            name=mine[0].user.name,
            email=mine[0].user.email,
            institution=next((t.institution.text for t in mine if t.institution), ""),
            offices=tuple(_office(term) for term in mine),
        )
        for pk, mine in found.items()
    ]
    return tuple(sorted(people, key=lambda p: (p.institution.casefold(), (p.name or p.email).casefold())))


def _office(term: Appointment) -> str:
    body: Body | None = term.body
    return " · ".join([str(term.get_office_display()), *([body.short.text] if body else [])])
