"""Reporting a figure: what is asked, what was said before, and the figure as its readers get it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.access import Reason
from pilares.core.numbers import decimal_mark
from pilares.core.trail import Entry
from pilares.monitoring import access
from pilares.monitoring.models import Dimension, Evidence, Indicator, Measurement, Period, Request
from pilares.monitoring.queries.categories import categories_of, member_countries
from pilares.monitoring.queries.figures import (
    Before,
    FigureLine,
    Shape,
    amount_words,
    before_of,
    figure_line,
    period_words,
    previous,
    reported_by_country,
    shape_of,
    with_words,
)
from pilares.monitoring.queries.names import Register, read_register
from pilares.monitoring.queries.values import number_words
from pilares.monitoring.queries.words import target_words, way_of
from pilares.monitoring.workflow import MEASUREMENT
from pilares.people.models import Country, User


@dataclass(frozen=True)
class Breakdown:
    """A dimension to report by, with its categories."""

    key: str
    name: str
    categories: Mapping[str, str | Promise]


@dataclass(frozen=True)
class Ask:
    """What a person is asked for: one figure of an indicator, for a period and a country or the region."""

    period: Period
    indicator: Indicator
    country: str
    country_name: str
    shape: Shape
    #: the mark that the person writes before decimals
    mark: str
    before: Before | None
    target: str
    bounds: str
    period_name: str
    due: date | None
    breakdowns: tuple[Breakdown, ...]
    #: options of countries or milestones by key
    options: tuple[tuple[str, str], ...]
    #: what is validated for this very period and would be corrected
    corrected: Before | None
    institution: str

    @property
    def numeric(self) -> bool:
        """Whether numbers are typed."""
        return self.shape in {Shape.NUMBER, Shape.PAIR, Shape.RANK}

    @property
    def example(self) -> str:
        """A number as the person writes it, and as others do: both are understood."""
        mine, other = ("1,234.5", "1.234,5") if self.mark == "." else ("1.234,5", "1,234.5")
        return _("Write %(mine)s or %(other)s: both are understood.") % {"mine": mine, "other": other}


def ask_for(
    period: Period,
    country: str,
    user: User,
    reported: Iterable[Measurement],
    *,
    asked: Request | None = None,
    brief: bool = False,
) -> Ask:
    """Read what a person is asked for; the period came with its indicator, activity and year.

    `reported` is all that was reported for this period and country.
    `brief` leaves out what only the page shows, when what was typed is to be kept and no page follows.
    """
    indicator = period.indicator
    shape = shape_of(indicator, country)
    countries = member_countries() if shape == Shape.COUNTRIES or indicator.disaggregation else {}
    known = {} if brief else before_of([period])
    corrected = Before("", "", None) if brief else previous(known, period, country, same=True)
    return Ask(
        period=period,
        indicator=indicator,
        country=country,
        country_name="" if brief else _name_of(country),
        shape=shape,
        mark=decimal_mark(next(iter(sorted(user.standing.countries)), ""), user.language),
        before=previous(known, period, country),
        target="" if brief else _target(period),
        bounds=_bounds(indicator),
        period_name=period_words(period),
        due=asked.due_on if asked else None,
        breakdowns=_breakdowns(indicator, country, shape, countries),
        options=_options(indicator, shape, countries),
        corrected=corrected if any(one.counted for one in reported) else None,
        institution="" if brief else _institution(user, country),
    )


def _name_of(country: str) -> str:
    found = Country.objects.filter(pk=country).first() if country else None
    return found.name.text if found else ""


def _institution(user: User, country: str) -> str:
    now = clock.now()
    mine = [a for a in user.appointments.all() if a.in_force(now) and (a.country_id or "") == country]
    return next((a.institution.text for a in mine if a.institution), "")


def _target(period: Period) -> str:
    """Return the target of the period, or of the whole."""
    indicator = period.indicator
    way = way_of(indicator)
    own = period.targets.binding().order_by("-valid_from", "-pk").first()
    if own is not None and own.value is not None:
        return f"{target_words(own.value, own.upper, way)} {way.unit_of(own.upper or own.value)}".strip()
    if own is not None and own.text:
        return own.text.text
    if indicator.measure == Indicator.Measure.MILESTONE:
        return _("All its milestones")
    if indicator.target is None:
        return indicator.target_note.text
    aim = target_words(indicator.target, indicator.target_upper, way)
    unit = way.unit_of(indicator.target_upper or indicator.target)
    return f"{aim} {indicator.target_note.text or unit}".strip()


def _bounds(indicator: Indicator) -> str:
    lowest, highest = indicator.natural_min, indicator.natural_max
    if lowest is not None and highest is not None:
        return _("Usually between %(lowest)s and %(highest)s.") % {
            "lowest": number_words(lowest),
            "highest": number_words(highest),
        }
    if lowest is not None:
        return _("Usually %(lowest)s or more.") % {"lowest": number_words(lowest)}
    return (
        _("Usually %(highest)s or less.") % {"highest": number_words(highest)} if highest is not None else ""
    )


def _breakdowns(
    indicator: Indicator, country: str, shape: Shape, countries: dict[str, str]
) -> tuple[Breakdown, ...]:
    """Return the dimensions to report by; a country's figure is told apart by country already."""
    if shape not in {Shape.NUMBER, Shape.PAIR}:
        return ()
    wanted = [d for d in indicator.disaggregation if not (country and d == Dimension.COUNTRY)]
    names = dict(Dimension.choices)
    found = (Breakdown(d, str(names.get(d, d)), categories_of(d, countries)) for d in wanted)
    return tuple(one for one in found if one.categories)


def _options(indicator: Indicator, shape: Shape, countries: dict[str, str]) -> tuple[tuple[str, str], ...]:
    if shape == Shape.COUNTRIES:
        return tuple(countries.items())
    if shape == Shape.MILESTONES:
        return tuple((str(step.pk), step.text.text) for step in indicator.steps.all())
    return ()


# --- Where a person may report --------------------------------------------------------------------


@dataclass(frozen=True)
class Slot:
    """A period, and the country or the region, for which a person may report."""

    period: int
    country: str
    words: str
    country_name: str


def slots_for(indicator: Indicator, user: User) -> tuple[Slot, ...]:
    """Return where a person may report an indicator now, the newest period first."""
    periods = list(
        Period.objects.filter(indicator=indicator, starts_on__lte=clock.today(), locked_at=None)
        .select_related("indicator__activity__group", "indicator__activity__plan", "year")
        .order_by("-starts_on")
    )
    standing = user.standing
    names = member_countries() if reported_by_country(indicator) else {}
    mine = list(names) if standing.steers else [code for code in names if code in standing.countries]
    places = mine if reported_by_country(indicator) else [""]
    return tuple(
        Slot(period.pk, place, period_words(period), names.get(place, ""))
        for period in periods
        for place in places
        if access.why_not_report(user, period, place) is None
    )


@dataclass(frozen=True)
class PeriodLine:
    """A period as whoever steers sees it: open or locked."""

    pk: int
    words: str
    locked_at: datetime | None
    waits: int


def period_lines(indicator: Indicator) -> tuple[PeriodLine, ...]:
    """Return the periods of an indicator with what waits in each, the newest first."""
    waits = Count(
        "measurements", filter=Q(measurements__status=Measurement.Status.SENT, measurements__total=None)
    )
    periods = (
        indicator.periods.filter(starts_on__lte=clock.today()).select_related("year").annotate(waits=waits)
    )
    return tuple(
        PeriodLine(one.pk, period_words(one), one.locked_at, one.waits)
        for one in periods.order_by("-starts_on")
    )


# --- One figure -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class FileLine:
    """A file of evidence."""

    key: str
    name: str
    size: int
    added_at: datetime


@dataclass(frozen=True)
class PartLine:
    """One part of a total."""

    dimension: str
    category: str
    words: str


@dataclass(frozen=True)
class Act:
    """Something that was done to the figure: what, when, in which capacity, and why."""

    words: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class FigurePage:
    """A figure with its evidence, its parts and its way, as one reader may see them."""

    line: FigureLine
    indicator: Indicator
    parts: tuple[PartLine, ...]
    files: tuple[FileLine, ...]
    acts: tuple[Act, ...]
    returned_reason: str
    choice_reason: str
    observed_on: date | None
    validated_at: datetime | None
    #: verbs that the reader may take now, and why they may not validate
    verbs: frozenset[str]
    barred: Reason | None
    may_change: bool
    target: str
    warning: str


def figure_page(pk: int, user: User) -> FigurePage:
    """Read one figure that the caller knows the person may see."""
    found = with_words(Measurement.objects.filter(pk=pk)).get()
    indicator, may_change = found.period.indicator, access.why_not_change(user, found) is None
    open_ = found.status in {Measurement.Status.DRAFT, Measurement.Status.RETURNED}
    register = read_register()
    judges = user.standing.steers or bool(user.standing.focal)
    sent = found.status == Measurement.Status.SENT
    return FigurePage(
        line=figure_line(found, previous(before_of([found.period]), found.period, found.country_id or "")),
        indicator=indicator,
        parts=tuple(_parts(found)),
        files=tuple(map(_file, found.evidence.all())),
        acts=tuple(_acts(found, register)),
        returned_reason=found.returned_reason if found.status == Measurement.Status.RETURNED else "",
        choice_reason=found.choice_reason,
        observed_on=found.observed_on,
        validated_at=found.validated_at,
        verbs=frozenset(step.verb for step in MEASUREMENT.open_to(user, found)),
        barred=access.why_not_validate(user, found) if sent and judges else None,
        may_change=may_change and open_,
        target=_target(found.period),
        warning=_warning(found, indicator),
    )


def _warning(found: Measurement, indicator: Indicator) -> str:
    value: Decimal | None = found.value
    low, high = indicator.natural_min, indicator.natural_max
    if value is None or not ((low is not None and value < low) or (high is not None and value > high)):
        return ""
    return _("Outside the usual range.") + f" {_bounds(indicator)}"


def _file(evidence: Evidence) -> FileLine:
    return FileLine(str(evidence.key), evidence.name, evidence.size, evidence.added_at)


def _parts(found: Measurement) -> list[PartLine]:
    parts = list(found.parts.all())
    if not parts:
        return []
    names, countries = dict(Dimension.choices), member_countries()
    lines = []
    for part in parts:
        for dimension, category in part.dimensions.items():
            label = categories_of(dimension, countries).get(category, category)
            said = amount_words(part.value, part.numerator, part.denominator, found.period.indicator)
            lines.append(PartLine(str(names.get(dimension, dimension)), str(label), said))
    return lines


def _acts(found: Measurement, register: Register) -> list[Act]:
    said = {
        "report": _("Written as a draft"),
        "send": _("Sent for validation"),
        "take_back": _("Taken back"),
        "return_figure": _("Returned"),
        "settle": _("Chosen as the country's figure"),
        "set_aside": _("Set aside by its country"),
        "validate": _("Validated"),
    }
    entries = Entry.objects.filter(model=Measurement._meta.label_lower, object_id=found.pk, verb__in=said)
    group = found.period.indicator.activity.group.code
    return [
        Act(
            said[entry.verb],
            entry.at,
            capacity_words(register, entry.capacity, group),
            str(entry.details.get("reason", "")),
        )
        for entry in entries.order_by("at", "pk")
    ]


def capacity_words(register: Register, capacity: str, group: str) -> str:
    """Say in which capacity a figure was reported or validated, never by whom."""
    known = register.capacity(capacity, group, in_full=True)
    if known:
        return known
    office, *rest = capacity.split(maxsplit=1)[0].split(":") if capacity else ("",)
    country = register.countries.get(rest[-1], "") if rest else ""
    if office == "focal_point":
        return _("Focal point of %(country)s") % {"country": country}
    return country or _("Whoever was asked")


def evidence_seen(key: Any, user: User) -> Evidence | None:
    """Return a file that the person may open."""
    found: Evidence | None = Evidence.objects.visible_to(user).filter(key=key).first()
    return found
