"""One reported figure in words, and what kind of answer an indicator asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilares.core.bilingual import Wording
from pilares.core.composed import ComposedRecords
from pilares.core.templatetags.ui.library import listed
from pilares.monitoring.maths.amounts import Amount
from pilares.monitoring.models import Indicator, Measurement, Period
from pilares.monitoring.queries.names import in_order
from pilares.monitoring.queries.values import number_words, year_words


class Shape(StrEnum):
    """What a person is asked for."""

    NUMBER = "number"
    PAIR = "pair"
    COUNTRIES = "countries"
    MILESTONES = "milestones"
    RANK = "rank"
    YES_NO = "yes_no"
    JUDGEMENT = "judgement"


def shape_of(indicator: Indicator, country: str = "") -> Shape:
    """Return what is asked: countries where they are counted once, a pair for a percentage, and so on."""
    measure = Indicator.Measure
    kinds = {
        measure.PERCENTAGE: Shape.PAIR,
        measure.MILESTONE: Shape.MILESTONES,
        measure.ORDINAL: Shape.RANK,
        measure.NOMINAL: Shape.YES_NO,
        measure.QUALITATIVE: Shape.JUDGEMENT,
    }
    if indicator.measure in kinds:
        return kinds[measure(indicator.measure)]
    if indicator.over_time != Indicator.OverTime.DISTINCT:
        return Shape.NUMBER
    if not country:
        return Shape.COUNTRIES
    return Shape.YES_NO if indicator.meets in {None, 1} else Shape.NUMBER


def reported_by_country(indicator: Indicator) -> bool:
    """Whether each country reports its own figure; otherwise one figure is reported for the region."""
    alone = ("", Indicator.OverCountries.NONE)
    return indicator.over_countries not in alone


def period_words(period: Period) -> str:
    """Return a period's name: the year of the plan where it is one, its days otherwise."""
    year = period.year
    if year and (period.starts_on, period.ends_on) == (year.starts_on, year.ends_on):
        return year_words(year.number)
    return _("%(first)s to %(last)s") % {
        "first": date_format(period.starts_on, "SHORT_DATE_FORMAT"),
        "last": date_format(period.ends_on, "SHORT_DATE_FORMAT"),
    }


#: why there are no data, as the form offers it; another reason is kept as it was written
REASONS: dict[str, str | Promise] = {
    "not_collected": gettext_lazy("It has not been collected yet"),
    "not_published": gettext_lazy("The source has not published it"),
    "not_applicable": gettext_lazy("There was nothing to measure in this period"),
}


def reason_words(reason: str) -> str:
    """Return why there are no data, in words."""
    return str(REASONS.get(reason, reason))


def figure_words(found: Measurement) -> str:
    """Return what a measurement says: «3 countries», «9 of 10», «Costa Rica and Panama», «No data: …».

    It was read with its indicator, countries and milestones (`with_words`).
    """
    indicator = found.period.indicator
    if found.no_data_reason:
        return _("No data: %(reason)s") % {"reason": reason_words(found.no_data_reason)}
    shape = shape_of(indicator, found.country_id or "")
    if shape == Shape.COUNTRIES and found.value is None:
        names = [country.name.text for country in in_order(found.countries.all())]
        if names:
            return _("%(n)s: %(countries)s") % {"n": len(names), "countries": listed(names)}
        return _("None of the countries") if found.none_of_them else _nothing(found)
    if shape == Shape.MILESTONES:
        done = [step.text.text for step in found.milestones.all()]
        return "; ".join(done) or (_("None of the milestones yet") if found.none_of_them else _nothing(found))
    if shape == Shape.JUDGEMENT:
        return str(Measurement.Judgement(found.judgement).label) if found.judgement else _nothing(found)
    if shape == Shape.YES_NO and found.value is not None:
        return _("Yes") if found.value else _("No")
    if found.value is None and found.numerator is None and found.denominator is None:
        return _nothing(found)
    return amount_words(found.value, found.numerator, found.denominator, indicator)


def _nothing(found: Measurement) -> str:
    """Say of a draft that nothing is written yet, and of anything else that there are no data."""
    return _("Not written yet") if found.status == Measurement.Status.DRAFT else _("No data")


def amount_words(value: Amount | None, numerator: object, denominator: object, indicator: Indicator) -> str:
    """Return a number with its unit, or a pair."""
    if numerator is not None or denominator is not None:
        parts = {"part": _number(numerator), "whole": _number(denominator)}
        return _("%(part)s of %(whole)s") % parts
    if value is None:
        return _("No data")
    return f"{_number(value)} {indicator.unit_of(value)}".strip()


def _number(value: object) -> str:
    return number_words(value) if value is not None else "?"  # type: ignore[arg-type]


def with_words(found: "QuerySet[Measurement]") -> "QuerySet[Measurement]":
    """Read measurements with everything that their words need, in a constant number of queries."""
    return found.select_related(
        "period__indicator__activity__group",
        "period__indicator__activity__plan",
        "period__year",
        "country",
        "corrects",
        "entered_by",
    ).prefetch_related("countries", "milestones", "evidence")


@dataclass(frozen=True)
class Before:
    """The figure that counted before: what it said, of which period, and of which day."""

    words: str
    period: str
    on: date | None


@dataclass(frozen=True)
class FigureLine:
    """A figure as lists and queues show it."""

    pk: int
    code: str
    indicator: Wording
    activity: str
    group: Wording
    period: str
    country: str
    institution: str
    words: str
    narrative: str
    comment: str
    status: str
    status_words: str
    sent_at: datetime | None
    files: int
    before: Before | None
    corrects: bool
    correction_reason: str
    counts: bool


def figure_line(found: Measurement, before: Before | None = None) -> FigureLine:
    """Return a figure that was read `with_words`."""
    indicator = found.period.indicator
    return FigureLine(
        pk=found.pk,
        code=indicator.code,
        indicator=indicator.name,
        activity=indicator.activity.code,
        group=indicator.activity.group.short,
        period=period_words(found.period),
        country=found.country.name.text if found.country else "",
        institution=found.institution,
        words=figure_words(found),
        narrative=found.narrative.text,
        comment=found.comment,
        status=found.status,
        status_words=str(Measurement.Status(found.status).label),
        sent_at=found.sent_at,
        files=len(found.evidence.all()),
        before=before,
        corrects=found.corrects_id is not None,
        correction_reason=found.correction_reason,
        counts=found.counts,
    )


_totals_of = ComposedRecords(
    lambda period: Measurement.objects.filter(period__given=period, total=None, dimensions={}).order_by("pk")
)


def totals_of(period: Period) -> list[Measurement]:
    """Read the figures of a period, of the region and of every country, whatever became of them."""
    return _totals_of(period.pk)


_period_to_report = ComposedRecords(
    lambda pk: Period.objects.select_related(
        "indicator__activity__group", "indicator__activity__plan", "year"
    ).filter(pk__given=pk)
)


def period_to_report(pk: int) -> Period | None:
    """Read a period with what its form needs."""
    found: Period | None = _period_to_report.first(pk)
    return found


def before_of(periods: Iterable[Period]) -> dict[tuple[int, str], list[Measurement]]:
    """Read what counts of these periods' indicators, by indicator and country, the newest first."""
    indicators = {period.indicator_id for period in periods}
    counted = Measurement.objects.counted().filter(
        period__indicator__in=indicators, total=None, dimensions={}
    )
    rows = counted.select_related("period__indicator", "period__year").prefetch_related(
        "countries", "milestones"
    )
    found: dict[tuple[int, str], list[Measurement]] = {}
    for row in rows.order_by("-period__ends_on", "-pk"):
        found.setdefault((row.period.indicator_id, row.country_id or ""), []).append(row)
    return found


def previous(
    known: dict[tuple[int, str], list[Measurement]], period: Period, country: str, *, same: bool = False
) -> Before | None:
    """Return what counted in the last period before this one, or in this one too with `same`."""
    for row in known.get((period.indicator_id, country), ()):
        if row.period.ends_on < period.ends_on or (same and row.period_id == period.pk):
            return Before(figure_words(row), period_words(row.period), row.observed_on or row.period.ends_on)
    return None
