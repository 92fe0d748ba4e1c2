"""An indicator as registered: what it measures, from where to where, and what it still needs (§4.2.4)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording
from pilares.monitoring.maths import target_problem
from pilares.monitoring.models import Activity, Dimension, Indicator
from pilares.monitoring.queries.names import GroupName, group_name
from pilares.monitoring.queries.values import number_words


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator under its activity; what is not known is empty, never zero."""

    indicator: Indicator
    baseline: str
    target: str
    registered: bool
    #: what is missing to register it, and then to measure it, in words
    missing: tuple[str, ...]
    #: why its target cannot be measured as it stands
    problem: str

    @property
    def code(self) -> str:
        """Its code, never used twice."""
        return self.indicator.code

    @property
    def name(self) -> Wording:
        """Its name."""
        return self.indicator.name


@dataclass(frozen=True)
class IndicatorPage:
    """The sheet of an indicator."""

    line: IndicatorLine
    activity: Activity
    group: GroupName
    disaggregation: tuple[str, ...]
    missing_to_register: tuple[str, ...]
    missing_to_measure: tuple[str, ...]
    may_edit: bool


def indicator_line(indicator: Indicator) -> IndicatorLine:
    """Return an indicator as its activity shows it; asks the database nothing."""
    to_register = missing_to_register(indicator)
    return IndicatorLine(
        indicator=indicator,
        baseline=number_words(indicator.baseline),
        target=number_words(indicator.target),
        registered=indicator.registered,
        missing=to_register or missing_to_measure(indicator),
        problem=problem_of(indicator),
    )


def missing_to_register(indicator: Indicator) -> tuple[str, ...]:
    """What §4.2 asks and is not there yet: level, who measures, by when."""
    wanted = (
        (indicator.level, _("level")),
        (indicator.measured_by, _("who measures")),
        (indicator.monitored_by, _("monitoring deadline")),
    )
    return tuple(name for value, name in wanted if not value)


def missing_to_measure(indicator: Indicator) -> tuple[str, ...]:
    """What progress needs beyond registration (monitoring-model §2); empty when nothing is missing."""
    known = indicator.baseline_status in {
        Indicator.BaselineStatus.ESTABLISHED,
        Indicator.BaselineStatus.NOT_APPLICABLE,
    }
    target = indicator.target is not None or bool(indicator.target_note)
    wanted = (
        (indicator.definition, _("definition")),
        (indicator.measure, _("type of measure")),
        (indicator.unit, _("unit")),
        (indicator.direction, _("direction")),
        (known, _("baseline")),
        (target, _("target")),
        (indicator.verification, _("means of verification")),
    )
    return tuple(name for value, name in wanted if not value)


def problem_of(indicator: Indicator) -> str:
    """Say in words why baseline, target and direction do not go together, or nothing."""
    code = target_problem(indicator.direction, indicator.baseline, indicator.target)
    return {
        "": "",
        "same": _("The target equals the baseline: declare the indicator as «maintain»."),
        "opposite": _("The target goes against the direction of the indicator."),
    }[code]


def indicator_page(indicator: Indicator, *, may_edit: bool) -> IndicatorPage:
    """Return the sheet of an indicator that was read with its activity, group and result."""
    names = dict(Dimension.choices)
    return IndicatorPage(
        line=indicator_line(indicator),
        activity=indicator.activity,
        group=group_name(indicator.activity.group),
        disaggregation=tuple(str(names.get(key, key)) for key in indicator.disaggregation),
        missing_to_register=missing_to_register(indicator),
        missing_to_measure=missing_to_measure(indicator),
        may_edit=may_edit,
    )
