"""The page of an indicator: three numbers, chart, calculation, versions of its target (AC-16, AC-17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilares.core import clock
from pilares.core.templatetags.ui.charts import Chart
from pilares.meetings.models import Decision
from pilares.monitoring import access, maths
from pilares.monitoring.models import (
    Activity,
    Dimension,
    Indicator,
    IndicatorMilestone,
    Measurement,
    Period,
)
from pilares.monitoring.queries.derived import Explained, Names, explained
from pilares.monitoring.queries.disaggregated import Breakdown, breakdowns_of
from pilares.monitoring.queries.drawn import chart_of
from pilares.monitoring.queries.indicator import IndicatorLine, indicator_line
from pilares.monitoring.queries.names import GroupName, group_name
from pilares.monitoring.queries.progress import Measured, Progress, measured, shortfall_words
from pilares.monitoring.queries.references import reference_words
from pilares.monitoring.queries.values import CRITERIA, year_words
from pilares.monitoring.queries.versions import TargetVersion, may_sign, versions_of
from pilares.monitoring.queries.ways import address
from pilares.monitoring.queries.words import (
    Way,
    amount_words,
    caution_words,
    pace_legend,
    pace_words,
    percent_words,
    target_words,
)
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Country
from pilares.plans.models import Document, Version


@dataclass(frozen=True)
class PeriodRow:
    """A row of the table under the chart."""

    pk: int
    name: str
    days: str
    starts_on: date
    ends_on: date
    #: what was reported: countries, milestones or nothing yet
    reported: str
    value: str
    total: str
    target: str
    #: whether the target of the period was met; None where it cannot be told
    met: bool | None
    current: bool
    locked: bool
    validated_on: date | None


@dataclass(frozen=True)
class Criterion:
    """One criterion of the quality checklist, and whether the group says that the indicator meets it."""

    key: str
    name: str
    about: str
    ticked: bool


@dataclass(frozen=True)
class IndicatorPage:
    """Everything that the page of an indicator shows to one reader."""

    line: IndicatorLine
    activity: Activity
    group: GroupName
    plan: Document
    version: int | None
    #: «Progress: 60 % of the distance between baseline and target»
    sentence: str
    #: how it stands against what is expected by today, and from where each pace counts; empty without one
    pace: str
    pace_legend: str
    #: against the target in force and the one first agreed, if it was revised (AC-17)
    both: str
    cautions: tuple[str, ...]
    chart: Chart | None
    rows: tuple[PeriodRow, ...]
    explained: Explained
    versions: tuple[TargetVersion, ...]
    small_number: int
    disaggregation: tuple[str, ...]
    references: tuple[str, ...]
    #: why a decision departs from the plan's thresholds of pace, and which; empty where none does
    pace_reason: str
    pace_decision: str
    checklist: tuple[Criterion, ...]
    milestones: tuple[tuple[str, str, bool], ...]
    as_of: date
    member: bool
    names: Names
    periods: tuple[Period, ...]
    breakdowns: tuple[tuple[str, Breakdown], ...] = ()
    may_edit: bool = False
    may_sign: frozenset[int] = frozenset()
    #: where this reader may report a figure of it; empty where they may not
    report_url: str = ""

    @property
    def number(self) -> str:
        """The value alone, for the large figure; empty where words stand in its place."""
        answer = self.figure.answer
        if answer.value is None or self.figure.way.measure == maths.Measure.NOMINAL:
            return ""
        if self.figure.way.measure == maths.Measure.MILESTONE:
            return str(len(answer.members or ()))
        return amount_words(answer.value, self.figure.way)

    @property
    def target(self) -> str:
        """The target in force alone, for the large figure."""
        if self.figure.way.measure == maths.Measure.MILESTONE:
            return str(self.figure.way.steps or "") or self.line.target
        target = self.figure.answer.target
        said = target_words(target.value, target.upper, self.figure.way) if target else ""
        return said or self.line.target

    @property
    def without_baseline(self) -> bool:
        """Whether it starts from nowhere: so it is said, or it is measured by milestones."""
        indicator = self.line.indicator
        none = indicator.baseline_status == indicator.BaselineStatus.NOT_APPLICABLE
        return none or indicator.measure == indicator.Measure.MILESTONE

    @property
    def shortfall(self) -> str:
        """«target not met: 3 of 5 countries», where its activity is completed nevertheless (AC-14)."""
        completed = self.activity.state == Activity.State.COMPLETED
        return shortfall_words([self.figure]) if completed else ""

    @property
    def licence(self) -> str:
        """The terms of use; the CRM has not set any until somebody writes them down."""
        return settings.DATA_LICENCE or _("Terms of use to be defined by the RCM")

    @property
    def figure(self) -> Progress:
        """What every surface says of it."""
        return self.line.figure

    @property
    def citation(self) -> str:
        """Title, version, indicator and date of the data (AC-25)."""
        return _(
            "RCM, Strategic Plan %(period)s, version %(version)s, indicator %(code)s, data as of %(date)s"
        ) % {
            "period": self.plan.period,
            "version": self.version or 1,
            "code": self.line.code,
            "date": date_format(self.as_of, "DATE_FORMAT"),
        }


def indicator_page(indicator: Indicator, user: type_of_reader) -> IndicatorPage:
    """Read the page of an indicator that was read with its activity, group and plan; constant queries."""
    one = measured([indicator.pk], user)[indicator.pk]
    least, published = indicator.activity.plan.parameters.small_number, not standing_of(user).member
    page = page_on(clock.today(), indicator, one, user)
    parts = breakdowns_of(indicator.pk, user, least=least, published=published)
    return replace(
        page,
        breakdowns=tuple((page.names.periods.get(part.period, ""), part) for part in parts),
        may_edit=access.why_not_edit(user, indicator.activity) is None,
        may_sign=may_sign(user, page.versions),
        report_url=_report_url(indicator, user, page.periods, page.as_of),
    )


def page_on(
    day: date, indicator: Indicator, one: Measured, user: type_of_reader, *, until: datetime | None = None
) -> IndicatorPage:
    """Return what a page says of an indicator on a day, to be read only; `until` is the end of a past one."""
    line = indicator_line(indicator, one, day)
    periods = list(Period.objects.filter(indicator=indicator.pk).select_related("year"))
    steps = list(IndicatorMilestone.objects.filter(indicator=indicator.pk))
    names = names_of(periods, steps)
    derivation = maths.derivation(one.configuration, one.counted, on=day, thresholds=one.thresholds)
    return IndicatorPage(
        line=line,
        activity=indicator.activity,
        group=group_name(indicator.activity.group),
        plan=indicator.activity.plan,
        version=_version(indicator.activity.plan, user),
        sentence=sentence_of(line.figure),
        pace=pace_words(line.figure.answer),
        pace_legend=pace_legend(derivation.thresholds) if line.figure.answer.pace else "",
        both=both_of(line.figure),
        cautions=caution_words(line.figure.answer),
        chart=chart_of(indicator, one, names, line.figure, day),
        rows=tuple(period_row(period, derivation, one, names, day) for period in periods),
        explained=explained(derivation, names, one.way),
        versions=versions_of(indicator, user, one.way, names, on=day, until=until),
        small_number=indicator.activity.plan.parameters.small_number,
        disaggregation=_labels(indicator.disaggregation),
        references=tuple(map(reference_words, indicator.references)),
        pace_reason=indicator.pace_reason,
        pace_decision=_decided(indicator, user),
        checklist=checklist_of(indicator),
        milestones=_milestones(steps, line.figure),
        as_of=day,
        member=standing_of(user).member,
        names=names,
        periods=tuple(periods),
    )


def _decided(indicator: Indicator, user: type_of_reader) -> str:
    """Return the citation of the decision that set the thresholds, to whoever may see it."""
    if indicator.pace_decision_id is None:
        return ""
    seen = Decision.objects.visible_to(user).select_related("meeting").filter(pk=indicator.pace_decision_id)
    return "".join(one.citation for one in seen)


def checklist_of(indicator: Indicator) -> tuple[Criterion, ...]:
    """Return the checklist, with what the group says that the indicator meets."""
    return tuple(
        Criterion(key, str(name), str(about), key in indicator.quality)
        for key, (name, about) in CRITERIA.items()
    )


def _report_url(indicator: Indicator, user: type_of_reader, periods: Sequence[Period], today: date) -> str:
    standing = standing_of(user)
    open_now = any(period.starts_on <= today and not period.locked for period in periods)
    mine = indicator.activity.group_id in standing.groups or bool(standing.focal) or standing.steers
    begun = any(period.starts_on <= today for period in periods)
    shown = (open_now and mine) or (begun and standing.steers)  # who steers reopens a locked period there
    return address("monitoring:report", indicator.code) if shown else ""


def periods_of(indicator: Indicator) -> list[Any]:
    """Return the periods with their targets and, as `has_figures`, whether anything was reported for them."""
    reported = Exists(Measurement.objects.filter(period=OuterRef("pk")))
    periods = Period.objects.filter(indicator=indicator).annotate(has_figures=reported)
    return list(periods.select_related("year").prefetch_related("targets"))


def names_of(periods: Iterable[Period], steps: Iterable[IndicatorMilestone]) -> Names:
    """Return the names of the periods, the countries and the milestones; one query."""
    return Names(
        periods={period.pk: period_name(period) for period in periods},
        countries={country.code: country.name.text for country in Country.objects.all()},
        steps={step.pk: step.text.text for step in steps},
    )


def period_name(period: Period) -> str:
    """Return «1st year», or the days of a period that is no year of the plan."""
    whole = period.year is not None and (period.year.starts_on, period.year.ends_on) == (
        period.starts_on,
        period.ends_on,
    )
    return (
        year_words(period.year.number)
        if whole and period.year
        else days_words(period.starts_on, period.ends_on)
    )


def days_words(first: date, last: date) -> str:
    """Return «Nov 2019 to Nov 2020»."""
    month = pgettext("format of a month", "M Y")
    words = {"from": date_format(first, month), "until": date_format(last, month)}
    return _("%(from)s to %(until)s") % words


def sentence_of(figure: Progress) -> str:
    """Return what the percentage is of, in one sentence; nothing where there is no percentage."""
    answer = figure.answer
    if answer.percent is None:
        return figure.progress if figure.has_data else ""
    of = {
        maths.Formula.FLOW: _("Progress: %(percent)s of the target."),
        maths.Formula.MILESTONES: _("Progress: %(percent)s, by the weight of the accepted milestones."),
    }.get(answer.formula, _("Progress: %(percent)s of the distance between baseline and target."))
    said = percent_words(answer.percent)
    if answer.percent < 0:
        said = _("%(percent)s (regression)") % {"percent": said}
    return of % {"percent": said}


def both_of(figure: Progress) -> str:
    """Return «75 % of the target in force (8) · 54.5 % of the original target (11)» (AC-17)."""
    answer = figure.answer
    original, target = answer.original, answer.target
    if original is None or target is None or answer.percent is None or original.percent is None:
        return ""
    return _("%(now)s of the target in force (%(target)s) · %(then)s of the original target (%(first)s)") % {
        "now": percent_words(answer.percent),
        "target": amount_words(target.value or 0, figure.way),
        "then": percent_words(original.percent),
        "first": amount_words(original.target.value or 0, figure.way),
    }


def _version(plan: Document, user: type_of_reader) -> int | None:
    rows = list(Version.objects.visible_to(user).filter(document=plan).values_list("status", "number"))
    in_force = [number for status, number in rows if status in Version.STANDING]
    return max(in_force or [number for _status, number in rows], default=None)


def _labels(keys: Iterable[str]) -> tuple[str, ...]:
    names = dict(Dimension.choices)
    return tuple(str(names.get(key, key)) for key in keys)


def _milestones(steps: Iterable[IndicatorMilestone], figure: Progress) -> tuple[tuple[str, str, bool], ...]:
    """Return each milestone with its weight and whether it was accepted."""
    accepted = figure.answer.members or frozenset()
    return tuple((step.text.text, percent_words(step.weight), step.pk in accepted) for step in steps)


# --- The table under the chart -----------------------------------------------------------------------------


def period_row(
    period: Period, derivation: maths.Derivation, one: Measured, names: Names, today: date
) -> PeriodRow:
    """Return what is said of one period of an indicator; asks the database nothing."""
    line = next(line for line in derivation.lines if line.period.key == period.pk)
    data = line.state is maths.State.DATA
    return PeriodRow(
        pk=period.pk,
        name=names.periods[period.pk],
        days=days_words(period.starts_on, period.ends_on),
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        reported=_reported(line, names),
        value=_amount(line.value, one.way) if data else "",
        total=_amount(line.cumulative, one.way) if data else "",
        target=target_words(line.target.value, line.target.upper, one.way) if line.target else "",
        met=line.met,
        current=period.starts_on <= today <= period.ends_on,
        locked=period.locked,
        validated_on=_day(one.validated.get(period.pk)),
    )


def _day(at: datetime | None) -> date | None:
    return timezone.localtime(at).date() if at else None


def _reported(line: maths.PeriodLine, names: Names) -> str:
    """Say which countries or milestones were reported, or why there is nothing."""
    if line.state is maths.State.DATA:
        if line.figure.judgement:
            return str(Measurement.Judgement(line.figure.judgement).label)
        return ", ".join(names.members(line.figure.members))
    if not line.begun:
        return _("No data: the period has not begun")
    return {
        maths.State.NOT_APPLICABLE: _("Not applicable: there was nothing to measure"),
        maths.State.CONFLICT: _("Two sources differ: not settled yet"),
    }.get(line.state, _("No data"))


def _amount(number: maths.Amount | None, way: Way) -> str:
    return "" if number is None else amount_words(number, way)
