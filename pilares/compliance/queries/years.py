"""The years for which rules are asked: each is four spans, one a clock; none is derived from another (M23).

A year is named by a calendar year. To it belong the calendar year itself, the year of the plan that ends in
it, and the presidency that is labelled with it; what nobody recorded is missing, not guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Min, Q
from django.utils import timezone

from pilares.compliance.maths import Span
from pilares.core import clock
from pilares.people.access import type_of_reader
from pilares.people.models import Presidency
from pilares.plans.models import Document, PlanYear, Version
from pilares.plans.queries.standing import plan_asked


@dataclass(frozen=True)
class Year:
    """One year in the spans of the clocks."""

    number: int
    calendar: Span
    #: the number of the plan's year that ends in it, and its days
    plan_number: int | None = None
    plan: Span | None = None
    #: the country that presides by the label of its term, and the days of the term
    country: str = ""
    presidency: Span | None = None
    #: what its addresses add: a plan before this one has a year of the same number, at the plain address
    asking: str = ""


def read_years(plan: Document, as_of: date) -> tuple[Year, ...]:
    """Return the years of a plan, from the first that ends to the last, in two queries, or three.

    Of a plan that follows another one, the years of that one are read too.
    """
    terms, ends = list(Presidency.objects.select_related("country")), _ends(plan)
    taken = numbers_before(plan, as_of)
    return tuple(
        replace(_year(number, ends.get(number), terms), asking=plan.query if number in taken else "")
        for number in _numbers(plan, ends, as_of)
    )


def _ends(plan: Document) -> dict[int, PlanYear]:
    rows = PlanYear.objects.filter(plan=plan)
    return {row.ends_on.year: row for row in rows if row.starts_on and row.ends_on}


def numbers_before(plan: Document, as_of: date) -> dict[int, Document]:
    """Return the years of the plans before this one, each with the first plan that has it."""
    before = plan.predecessor
    if before is None:
        return {}
    mine = dict.fromkeys(_numbers(before, _ends(before), _last_day(before, as_of)), before)
    return mine | numbers_before(before, as_of)


def year_asking(plan: Document, number: int) -> str:
    """Return what the address of a year adds, where a plan before this one has that year too."""
    return plan.query if number in numbers_before(plan, clock.today()) else ""


def plan_of_year(
    period: str, number: int | None, user: type_of_reader, as_of: date | None
) -> Document | None:
    """Return the plan whose rules an address asks for: the one it names, otherwise the first with that year.

    A year stays with its plan when another one follows, so that its address always answers the same.
    """
    shown = plan_asked(period, user)
    if shown is None or number is None or period == shown.period:
        return shown
    first = numbers_before(shown, as_of or clock.today()).get(number)
    return plan_asked(first.period, user) if first else shown


def _last_day(plan: Document, as_of: date) -> date:
    """Return the day until which a plan has years, where no dates of them are recorded."""
    return min(as_of, _day(plan.concluded_at)) if plan.concluded_at else as_of


def _numbers(plan: Document, ends: Iterable[int], as_of: date) -> list[int]:
    """Return every year in which a year of the plan ends.

    While no dates are recorded: from the year in which the plan entered into force to this one, so that a
    year that closed stays at its address.
    """
    if known := sorted(ends):
        return list(range(known[0], known[-1] + 1))
    entered = Q(status__in=(*Version.STANDING, Version.Status.SUPERSEDED))
    as_of = _last_day(plan, as_of)
    begun = plan.versions.aggregate(on=Min("in_force_from", filter=entered))["on"]
    return list(range(min(begun.year, as_of.year) if begun else as_of.year, as_of.year + 1))


def _year(number: int, row: PlanYear | None, terms: list[Presidency]) -> Year:
    at = next((i for i, term in enumerate(terms) if term.label == str(number)), None)
    return Year(
        number=number,
        calendar=Span(date(number, 1, 1), date(number, 12, 31)),
        plan_number=row.number if row else None,
        plan=Span(row.starts_on, row.ends_on) if row and row.starts_on and row.ends_on else None,
        country=terms[at].country.name.text if at is not None else "",
        presidency=_term(terms, at) if at is not None else None,
    )


def _term(terms: list[Presidency], at: int) -> Span | None:
    """Return the days of a term, by its exact instants or by what the sources show; else nothing."""
    term, following = terms[at], terms[at + 1] if at + 1 < len(terms) else None
    first = _day(term.starts_at) if term.starts_at else term.seen_from
    exact = following.starts_at if following is not None and term.followed else None
    last = _day(exact) - timedelta(days=1) if exact else term.seen_until
    return Span(first, last) if first and last and first <= last else None


def _day(at: datetime) -> date:
    return timezone.localtime(at, timezone.get_default_timezone()).date()
