"""What a figure says in words: one place for every page, cell and file (AC-16).

Numbers are written as the reader's language writes them: a comma in Spanish, a point in English.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pilares.core.bilingual import wording
from pilares.monitoring.maths import (
    THRESHOLDS,
    Caution,
    Direction,
    Keep,
    Measure,
    Pace,
    Problem,
    Progress,
    Says,
    Thresholds,
)
from pilares.monitoring.maths.amounts import Amount, is_one, plain
from pilares.monitoring.models import Indicator, Measurement, unit_beside

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Way:
    """From where to where an indicator goes, as its words need it."""

    measure: str
    direction: str
    keep: str
    unit: str
    decimals: int | None
    steps: int = 0
    #: the unit where there is one of it; empty where nobody wrote it, or it is the same
    one: str = ""

    @property
    def per_cent(self) -> bool:
        """Whether its values are percentages themselves."""
        return self.measure == Measure.PERCENTAGE

    @property
    def has_unit(self) -> bool:
        """Whether a unit stands beside its numbers; a percentage carries its own sign, a yes has none."""
        return bool(self.unit) and not self.per_cent and self.measure != Measure.NOMINAL

    def unit_of(self, number: Amount | None) -> str:
        """The unit that stands beside a number: «1 country», «3 countries»."""
        if not self.has_unit:
            return ""
        return self.one if self.one and is_one(number) else self.unit


PROBLEMS: Mapping[str, str | Promise] = {
    Problem.DIRECTION_MISSING: _("Say in which direction the value should go."),
    Problem.AGGREGATION_MISSING: _("Say how the values of the periods become one."),
    Problem.KEEP_MISSING: _("Say on which side of the target the value is to stay: at least, or at most."),
    Problem.LEVEL_WITHOUT_BASELINE: _(
        "A level is measured from its baseline: if it starts from nothing, the baseline is 0."
    ),
    Problem.TARGET_EQUALS_BASELINE: _("Target equal to the baseline: declare the indicator as «maintain»."),
    Problem.ZERO_TO_ZERO: _("From zero to zero: declare the indicator as «maintain»."),
    Problem.TARGET_ON_WRONG_SIDE: _("The target goes against the direction of the indicator."),
    Problem.FLOW_TARGET_NOT_POSITIVE: _("Target not valid: a flow needs a target above zero."),
    Problem.FLOW_DESCENDS: _(
        "A sum that should go down has no formula: measure a level, or maintain it at most at its target."
    ),
    Problem.PERIOD_WITHOUT_TARGET: _(
        "Some periods have a target and others have none: a missing target is not zero."
    ),
    Problem.RANGE_INCOMPLETE: _("A range needs its lower and its upper end."),
    Problem.RANGE_UPSIDE_DOWN: _("The upper end of the range is below its lower end."),
    Problem.TARGET_OUTSIDE_LIMITS: _("The target lies outside the values that are possible."),
    Problem.MILESTONES_MISSING: _("Write down the milestones with their weights."),
    Problem.MILESTONE_WITHOUT_WEIGHT: _("A milestone has no weight: a weight is more than 0."),
    Problem.MILESTONE_WEIGHTS: _("The weights of the milestones must add up to 100."),
    Problem.PERCENTAGE_WITHOUT_PAIR: _("A percentage needs its numerator and its denominator defined."),
    Problem.PERCENTAGE_NOT_POOLED: _(
        "Percentages are never added or averaged: choose «Ratio» or «Latest» over time."
    ),
    Problem.MEASURE_NOT_ADDED: _("Values of this type of measure are not added or averaged."),
    Problem.COUNT_NOT_POOLED: _("A number of countries has no numerator and denominator to unite over time."),
}
CAUTIONS: Mapping[str, str | Promise] = {
    Caution.PRELIMINARY: _("Preliminary: not validated yet."),
    Caution.TARGET_UNDERESTIMATED: _("Above 130 %: was the target set too low?"),
    Caution.ROUNDS_TO_TARGET: _("It is rounded to 100 %; the target is not reached yet."),
    Caution.NOT_CURRENT: _("The latest value is of an earlier period."),
    Caution.FEWER_COUNTRIES: _("Fewer countries report in the latest period than before."),
    Caution.REGION_AND_COUNTRIES: _(
        "A period has a figure of the region and figures of countries: only that of the region counts."
    ),
    Caution.UNFIT_VALUE: _("A value that does not fit the type of measure was left out."),
    Caution.PERIODS_OVERLAP: _("Two periods share days: something may be counted twice."),
}
PLAIN: Mapping[str, str | Promise] = {
    Says.MAINTAINED: _("It is maintained"),
    Says.NOT_MAINTAINED: _("It is not maintained"),
    Says.IN_RANGE: _("Within the range"),
    Says.OUT_OF_RANGE: _("Outside the range"),
    Says.MET: _("Met"),
    Says.NOT_MET: _("Not met"),
    Says.NO_TARGET: _("Target to be defined"),
    Says.NO_BASELINE: _("Cannot be calculated: baseline missing"),
    Says.NOT_AGGREGATED: _("Not added up: see each period"),
    Says.CONFLICT: _("Two sources differ: not settled yet"),
    Says.NOT_APPLICABLE: _("Not applicable: there was nothing to measure"),
}
#: how progress stands against what is expected by today: a signal, never a state (§5, step 3)
PACES: Mapping[str, str | Promise] = {
    Pace.REACHED: pgettext_lazy("pace of an indicator", "target reached"),
    Pace.ON_COURSE: pgettext_lazy("pace of an indicator", "on course"),
    Pace.INSUFFICIENT: pgettext_lazy("pace of an indicator", "insufficient progress"),
    Pace.LIMITED: pgettext_lazy("pace of an indicator", "limited progress"),
    Pace.REGRESSION: pgettext_lazy("pace of an indicator", "regression"),
}
#: where there is no figure, what stands in its place
INSTEAD = {Says.NO_DATA, Says.NOT_APPLICABLE, Says.NOT_AGGREGATED, Says.CONFLICT}


def number_words(number: Amount, decimals: int | None = None) -> str:
    """Return an exact number as the reader's language writes it; idle zeros only where decimals are set."""
    return _number(number, decimals, get_language())


@lru_cache(maxsize=8192)
def _number(number: Amount, decimals: int | None, _language: str | None) -> str:
    """Write a number; a page of a thousand indicators writes the same few hundred."""
    value = plain(number)
    places = len(format(value, "f").partition(".")[2]) if decimals is None else decimals
    said = number_format(abs(value), places, use_l10n=True, force_grouping=abs(value) >= 10_000)
    return f"{MINUS}{said}" if value < 0 else said


def percent_words(percent: Amount) -> str:
    """Return «60 %», «23,8 %», «−12,5 %»."""
    return _percent(percent, get_language())


@lru_cache(maxsize=4096)
def _percent(percent: Amount, _language: str | None) -> str:
    return gettext("%(number)s %%") % {"number": number_words(percent)}


def amount_words(number: Amount, way: Way) -> str:
    """Return a value alone, as it is said beside its unit: «42», or «19 %» where it is a percentage."""
    places = way.decimals if way.decimals and not _whole(number) else None
    said = number_words(number, places)
    return gettext("%(number)s %%") % {"number": said} if way.per_cent else said


def target_words(target: Amount | None, upper: Amount | None, way: Way) -> str:
    """Return a target alone: «5», «80 %», «10 to 15», «at most 0», «Yes»; empty where there is none."""
    if target is None:
        return ""
    if way.measure == Measure.NOMINAL:
        return gettext("Yes") if target else gettext("No")
    said = amount_words(target, way)
    if upper is not None:
        return gettext("%(lower)s to %(upper)s") % {"lower": said, "upper": amount_words(upper, way)}
    if way.direction != Direction.MAINTAIN or not way.keep:
        return said
    return f"{gettext('at most') if way.keep == Keep.AT_MOST else gettext('at least')} {said}"


def _whole(number: Amount) -> bool:
    return Fraction(number) == int(Fraction(number))


def value_words(answer: Progress, way: Way) -> str:
    """Return the figure: «3 of 5 countries», «42 days (baseline 60, target 30)», «No data»."""
    if answer.says == Says.NO_DATA:
        return gettext("No data")
    if answer.says in INSTEAD:
        return str(PLAIN[answer.says])
    if answer.judgement:
        return str(Measurement.Judgement(answer.judgement).label)
    if answer.value is None:
        return gettext("No data")
    target = answer.target
    lower, upper = (target.value, target.upper) if target else (None, None)
    members = len(answer.members) if answer.members is not None else 0
    return _value(answer.value, lower, upper, answer.baseline, members, way, get_language())


@lru_cache(maxsize=8192)
def _value(
    value: Fraction,
    target: Fraction | None,
    upper: Fraction | None,
    baseline: Fraction | None,
    members: int,
    way: Way,
    _language: str | None,
) -> str:
    """Write a figure; the same few stand on a page of a thousand indicators."""
    if way.measure == Measure.MILESTONE:
        return _joined(_of(number_words(members), number_words(way.steps)), way.unit_of(way.steps))
    if way.measure == Measure.NOMINAL:
        return gettext("Yes") if value else gettext("No")
    said, unit = amount_words(value, way), way.unit_of(value)
    if target is None:
        return _joined(said, unit)
    if way.direction == Direction.RANGE:
        return f"{_joined(said, unit)} ({_range(target, upper, way)})"
    if way.direction == Direction.MAINTAIN:
        side = gettext("at least") if way.keep != Keep.AT_MOST else gettext("at most")
        aim = gettext("target: %(side)s %(value)s") % {"side": side, "value": amount_words(target, way)}
        return f"{_joined(said, unit)} ({aim})"
    return _against(value, target, baseline, way)


def _against(value: Fraction, target: Fraction, baseline: Fraction | None, way: Way) -> str:
    """Set a value against its target: «3 of 5 countries», or «42 days (baseline 60, target 30)»."""
    said, aim = amount_words(value, way), amount_words(target, way)
    if way.direction == Direction.DESCENDING or way.per_cent:
        aim = gettext("target %(value)s") % {"value": aim}
        begun = "" if baseline is None or (way.per_cent and not baseline) else f"{_base(baseline, way)}, "
        return f"{_joined(said, way.unit_of(value))} ({begun}{aim})"
    counted = _joined(_of(said, aim), way.unit_of(target))  # the noun follows the whole: «1 of 5 countries»
    return f"{counted} ({_base(baseline, way)})" if baseline else counted


def _range(lower: Fraction, upper: Fraction | None, way: Way) -> str:
    return gettext("target: between %(lower)s and %(upper)s") % {
        "lower": amount_words(lower, way),
        "upper": amount_words(upper, way) if upper is not None else "?",
    }


def _base(baseline: Amount, way: Way) -> str:
    return pgettext("short, beside a value", "baseline %(value)s") % {"value": amount_words(baseline, way)}


def _of(part: str, whole: str) -> str:
    return gettext("%(part)s of %(whole)s") % {"part": part, "whole": whole}


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def progress_words(answer: Progress, way: Way) -> str:
    """Return how far it is: «60 %», «−12,5 % (regression)», «It is maintained», or why it cannot be said."""
    says = answer.says
    if isinstance(says, Problem):
        return str(PROBLEMS[says]) if answer.value is not None else ""
    if says in INSTEAD or says == Says.JUDGED:
        return ""
    if says not in {Says.PERCENT, Says.REGRESSION}:
        return str(PLAIN[says])
    said = percent_words(answer.percent or Decimal(0))
    if says == Says.REGRESSION:
        said = gettext("%(percent)s (regression)") % {"percent": said}
    return gettext("progress %(percent)s") % {"percent": said} if way.per_cent else said


def pace_words(answer: Progress) -> str:
    """Return «Pace: insufficient progress. 60 % of the way, where 70 % is expected by today.», or nothing."""
    if answer.pace is None or answer.percent is None:
        return ""
    said = gettext("Pace: %(pace)s.") % {"pace": PACES[answer.pace]}
    if answer.expected_percent is None or answer.pace == Pace.REACHED:
        return said
    against = gettext("%(percent)s, where %(expected)s is expected by today.") % {
        "percent": percent_words(answer.percent),
        "expected": percent_words(answer.expected_percent),
    }
    return f"{said} {against}"


def pace_legend(thresholds: Thresholds) -> str:
    """Return from where each pace counts: the plan's one set or the indicator's own, beside what it says."""
    own = gettext(
        "Pace is progress divided by what is expected by today: on course from %(high)s, insufficient "
        "progress from %(low)s, limited progress below; below the baseline, regression. Thresholds of this "
        "indicator, by a decision. It is a signal: it never changes the status that the group declares."
    )
    shared = gettext(
        "Pace is progress divided by what is expected by today: on course from %(high)s, insufficient "
        "progress from %(low)s, limited progress below; below the baseline, regression. One set of "
        "thresholds for the whole plan. It is a signal: it never changes the status that the group declares."
    )
    return (shared if thresholds == THRESHOLDS else own) % {
        "high": percent_words(thresholds.on_course),
        "low": percent_words(thresholds.insufficient),
    }


def coverage_words(answer: Progress) -> str:
    """Return «1 of 2 periods with data»; nothing while no period is defined."""
    seen = answer.coverage
    return _coverage(seen.with_data, seen.periods, get_language()) if seen.periods else ""


@lru_cache(maxsize=256)
def _coverage(known: int, periods: int, _language: str | None) -> str:
    said = ngettext("%(known)s of %(n)s period with data", "%(known)s of %(n)s periods with data", periods)
    return said % {"known": known, "n": periods}


def validated_words(day: date) -> str:
    """Return «validated on 12 October 2021»."""
    return _validated(day, get_language())


@lru_cache(maxsize=1024)
def _validated(day: date, _language: str | None) -> str:
    return gettext("validated on %(date)s") % {"date": date_format(day, "DATE_FORMAT")}


def problem_words(problem: Problem) -> str:
    """Return why an indicator cannot be measured as it is configured."""
    return str(PROBLEMS[problem])


def caution_words(answer: Progress) -> tuple[str, ...]:
    """Return what stands beside a figure so that nobody is misled by it."""
    return tuple(str(CAUTIONS[caution]) for caution in answer.cautions if caution != Caution.PRELIMINARY)


def units_of(facts: Mapping[str, Any], reader: str) -> tuple[str, str]:
    """Return a unit as it is said of several and of one, in a reader's language, from its columns."""
    unit = wording(facts["unit_es"], facts["unit_en"], reader=reader)
    one = wording(facts["unit_one_es"], facts["unit_one_en"], reader=reader)
    return unit.text, unit_beside(1, unit, one).text


def way_of(indicator: Indicator, steps: int = 0) -> Way:
    """Return what the words of an indicator need."""
    return Way(
        measure=indicator.measure,
        direction=indicator.direction,
        keep=indicator.keep,
        unit=indicator.unit.text,
        decimals=indicator.decimals,
        steps=steps,
        one=indicator.unit_of(1).text,
    )
