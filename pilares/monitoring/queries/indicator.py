"""An indicator as its activity shows it: its figure, and what it still needs to be one (§4.2.4)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.monitoring import maths
from pilares.monitoring.models import Indicator
from pilares.monitoring.queries.progress import REMEMBERED, Measured, Progress, measured, progress_from
from pilares.monitoring.queries.words import amount_words, problem_words, target_words
from pilares.people.access import type_of_reader

#: how a word of the interface is translated: `gettext`, or what remembers it for one page
type_of_say = Callable[[str], str]
#: a contradiction that only says that something is still missing: the list of what is missing says it
MISSING = {
    maths.Problem.DIRECTION_MISSING,
    maths.Problem.AGGREGATION_MISSING,
    maths.Problem.KEEP_MISSING,
    maths.Problem.MILESTONES_MISSING,
    maths.Problem.PERCENTAGE_WITHOUT_PAIR,
}
#: measures that go nowhere: what is judged in steps, accepted, or met
WITHOUT_DIRECTION = {Indicator.Measure.QUALITATIVE, Indicator.Measure.MILESTONE, Indicator.Measure.NOMINAL}

#: measures that carry their own unit, or have none
WITHOUT_UNIT = {*WITHOUT_DIRECTION, Indicator.Measure.PERCENTAGE}


@dataclass(frozen=True)
class Gates:
    """The two gates of an indicator: registered (§4.2), and measurable (monitoring-model §2)."""

    #: what is missing for each, in words
    to_register: tuple[str, ...]
    to_measure: tuple[str, ...]
    #: why it contradicts itself, in words
    problems: tuple[str, ...]

    @property
    def registered(self) -> bool:
        """Whether it has what §4.2 asks."""
        return not self.to_register

    @property
    def measurable(self) -> bool:
        """Whether progress may be read from it."""
        return not self.to_register and not self.to_measure and not self.problems


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator under its activity; what is not known is empty, never zero."""

    indicator: Indicator
    baseline: str
    target: str
    gates: Gates
    figure: Progress

    @property
    def registered(self) -> bool:
        """Whether it has what §4.2 asks."""
        return self.gates.registered

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing to register it, and then to measure it, in words."""
        return self.gates.to_register or self.gates.to_measure

    @property
    def problem(self) -> str:
        """Why it cannot be measured as it stands."""
        return next(iter(self.gates.problems), "")

    @property
    def unit(self) -> bool:
        """Whether a unit stands beside its numbers; a percentage carries its own sign."""
        return self.figure.way.has_unit

    @property
    def baseline_unit(self) -> Wording:
        """The unit beside its baseline."""
        return self.indicator.unit_of(self.indicator.baseline)

    @property
    def value_unit(self) -> Wording:
        """The unit beside its value alone."""
        return self.indicator.unit_of(self.figure.answer.value)

    @property
    def target_unit(self) -> Wording:
        """The unit beside its target; of a range, that of its upper end."""
        return self.target_unit_for("")

    def target_unit_for(self, reader: str) -> Wording:
        """The same, for a reader whose language is known."""
        return self.indicator.unit_of(self.indicator.target_upper or self.indicator.target, reader)

    @property
    def code(self) -> str:
        """Its code, never used twice."""
        return self.indicator.code

    @property
    def name(self) -> Wording:
        """Its name."""
        return self.indicator.name


def indicator_lines(indicators: Iterable[Indicator], user: type_of_reader) -> tuple[IndicatorLine, ...]:
    """Return indicators as their activity shows them, in a constant number of queries."""
    found = list(indicators)
    figures, today = measured((indicator.pk for indicator in found), user), clock.today()
    return tuple(indicator_line(indicator, figures[indicator.pk], today) for indicator in found)


def indicator_line(
    indicator: Indicator, one: Measured, on: date, say: type_of_say = gettext
) -> IndicatorLine:
    """Return an indicator that was read, with how it stands on a day; asks the database nothing."""
    return IndicatorLine(
        indicator=indicator,
        baseline=amount_words(indicator.baseline, one.way) if indicator.baseline is not None else "",
        target=target_words(indicator.target, indicator.target_upper, one.way),
        gates=gates_of(indicator, one, say),
        figure=progress_from(one, on),
    )


def gates_of(indicator: Indicator, one: Measured, say: type_of_say = gettext) -> Gates:
    """Return how far an indicator is from being registered, and from being measurable."""
    return Gates(
        to_register=_named(wanted_to_register(indicator), say),
        to_measure=_named(wanted_to_measure(indicator, one), say),
        problems=tuple([problem_words(problem) for problem in _contradictions(one)]),
    )


@lru_cache(REMEMBERED)
def _contradictions(one: Measured) -> tuple[maths.Problem, ...]:
    problems = maths.configuration_problems(one.configuration, one.periods)
    return tuple(problem for problem in problems if problem not in MISSING)


def _named(wanted: Mapping[str, object], say: type_of_say) -> tuple[str, ...]:
    return tuple([say(name) for name, value in wanted.items() if not value])


def wanted_to_register(indicator: Indicator) -> dict[str, object]:
    """Return what §4.2 asks, by its name: level, who measures, by when."""
    return {
        _("level"): indicator.level,
        _("who measures"): indicator.measured_by_es or indicator.measured_by_en,
        _("monitoring deadline"): indicator.monitored_by,
    }


def wanted_to_measure(indicator: Indicator, one: Measured) -> dict[str, object]:
    """Return what progress needs beyond registration, by its name (monitoring-model §2)."""
    status, measure = indicator.BaselineStatus, indicator.measure
    judged = measure == indicator.Measure.QUALITATIVE
    by_steps = measure == indicator.Measure.MILESTONE
    established = indicator.baseline_status == status.ESTABLISHED and indicator.baseline is not None
    awaited = indicator.baseline_status == status.TO_BE_ESTABLISHED and not needs_baseline(one)
    unit = indicator.unit_es or indicator.unit_en
    wanted: dict[str, object] = {
        _("definition"): indicator.definition_es or indicator.definition_en,
        _("type of measure"): measure,
        _("unit"): unit or measure in WITHOUT_UNIT,
        _("direction"): indicator.direction or measure in WITHOUT_DIRECTION,
        _("how the periods become one"): indicator.over_time or by_steps or judged,
        _("baseline"): established
        or awaited
        or judged
        or by_steps
        or indicator.baseline_status == status.NOT_APPLICABLE,
        _("periods"): one.periods,
        _("target"): _target(indicator, one) or by_steps,
        _("frequency"): indicator.frequency,
        _("means of verification"): indicator.verification_es or indicator.verification_en,
    }
    if by_steps:
        wanted[_("milestones with their weights")] = one.configuration.milestones
    if one.configuration.pools:
        wanted[_("numerator and denominator")] = one.configuration.pair_defined
    if indicator.direction == indicator.Direction.MAINTAIN:
        wanted[_("on which side of the target it is maintained")] = indicator.keep
    return wanted


def needs_baseline(one: Measured) -> bool:
    """Whether progress is the way from the baseline; of a sum or what is maintained it is context only."""
    return maths.formula_of(one.configuration) is maths.Formula.LEVEL


def _target(indicator: Indicator, one: Measured) -> bool:
    """Whether there is a target, of the whole or of its periods; in words is enough for what is judged."""
    stated = bool(one.configuration.targets) or any(period.targets for period in one.periods)
    judged = indicator.measure == indicator.Measure.QUALITATIVE
    return stated or (judged and bool(indicator.target_note))
