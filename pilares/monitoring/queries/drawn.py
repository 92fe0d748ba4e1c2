"""The chart of an indicator: what was validated, step by step, against the target that stood then (AC-17)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilares.core.templatetags.ui.charts import Chart, Level, Point, Span, axis
from pilares.core.templatetags.ui.pictures import Course
from pilares.monitoring import maths
from pilares.monitoring.models import Indicator
from pilares.monitoring.queries.derived import Names
from pilares.monitoring.queries.progress import REMEMBERED, Measured, Progress
from pilares.monitoring.queries.words import Way, amount_words, percent_words

#: what has no axis: met or not, judged in words
WITHOUT_AXIS = {maths.Measure.QUALITATIVE, maths.Measure.NOMINAL}


def chart_of(
    indicator: Indicator, one: Measured, names: Names, figure: Progress, today: date
) -> Chart | None:
    """Return the chart, or nothing where there is no period or no number to draw."""
    if not one.periods or one.way.measure in WITHOUT_AXIS:
        return None
    highest = one.configuration.natural_max if one.way.measure == maths.Measure.UNIT else None
    if one.way.measure == maths.Measure.MILESTONE:  # its axis is the weight that was accepted
        one, highest = replace(one, way=replace(one.way, measure=maths.Measure.PERCENTAGE)), Decimal(100)
    periods = sorted(one.counted, key=lambda period: period.starts_on)
    points = tuple(_points(one, today))
    drawn = Chart(
        title=_("%(indicator)s, validated values") % {"indicator": indicator.name},
        about=_described(one, points),
        spans=tuple(
            Span(
                names.periods.get(period.key, ""),
                _span_words(period.starts_on, period.ends_on),
                period.starts_on,
                period.ends_on,
                current=period.starts_on <= today <= period.ends_on,
            )
            for period in periods
        ),
        points=points,
        targets=_levels(one),
        baseline=_baseline(one, periods[0].starts_on),
        baseline_label=_("Baseline: %(value)s")
        % {"value": amount_words(one.configuration.baseline or 0, one.way)},
        value_label=_last(figure),
        ceiling=float(highest) if highest is not None else None,
        ceiling_label=indicator.target_note.text.partition(" ")[2] if highest is not None else "",
    )
    return replace(drawn, ticks=_ticks(drawn, one.way))


@lru_cache(REMEMBERED)
def course_of(one: Measured, on: date) -> Course | None:
    """Return the values that counted by a day, two at least, with their targets, as numbers alone."""
    known = tuple(
        replace(p, entries=tuple(e for e in p.entries if _day(e, p, on) <= on)) for p in one.counted
    )
    days = {_day(entry, period, on) for period in known for entry in period.entries}
    if len(days) < 2 or one.way.measure in WITHOUT_AXIS:
        return None
    steps = maths.target_steps(one.configuration, one.periods)
    levels = [(s.starts_on, s.ends_on, float(s.target.value)) for s in steps if s.target.value is not None]
    start = _baseline(one, min(period.starts_on for period in one.periods))
    points = tuple((point.on, point.value) for point in _points(replace(one, periods=known), on))
    if len(points) < 2 or not levels:
        return None
    return Course(points, tuple(levels), (start.on, start.value) if start else None)


def _span_words(first: date, last: date) -> str:
    month = pgettext("format of a month", "M Y")
    words = {"from": date_format(first, month), "until": date_format(last, month)}
    return _("%(from)s to %(until)s") % words


def _points(one: Measured, today: date) -> Iterator[Point]:
    """Yield the value as it stood after each day on which something was observed."""
    days = sorted({_day(entry, period, today) for period in one.counted for entry in period.entries})
    for day in days:
        known = tuple(
            replace(period, entries=tuple(e for e in period.entries if _day(e, period, today) <= day))
            for period in one.counted
        )
        value = maths.progress(one.configuration, known, on=day).value
        if value is not None:
            yield Point(day, float(value))


def _day(entry: maths.Entry, period: maths.Period, today: date) -> date:
    """Return when a value was observed; without its day, the end of its period, or today."""
    return entry.observed_on or min(period.ends_on, today)


def _levels(one: Measured) -> tuple[Level, ...]:
    """Return the target as steps, each labelled where it changes."""
    steps = maths.target_steps(one.configuration, one.periods)
    known = [step for step in steps if step.target.value is not None]
    levels = []
    for at, step in enumerate(known):
        value = step.target.value or 0
        following = known[at + 1].target.value if at + 1 < len(known) else None
        label = "" if following == value else _("Target: %(value)s") % {"value": amount_words(value, one.way)}
        levels.append(Level(step.starts_on, step.ends_on, float(value), label))
    return tuple(levels)


def _baseline(one: Measured, first: date) -> Point | None:
    known = one.configuration.known_baseline
    if known is None or one.configuration.measure is maths.Measure.MILESTONE:
        return None
    return Point(max(one.configuration.baseline_on or first, first), float(known))


def _ticks(chart: Chart, way: Way) -> dict[float, str]:
    whole = all(value == int(value) for value in chart.values)
    marks = list(axis(chart.values, whole=whole))
    if chart.ceiling is not None:  # the highest possible value closes the axis
        marks = [mark for mark in marks if mark < chart.ceiling] + [chart.ceiling]
        if len(marks) > 2 and marks[-1] - marks[-2] < 0.75 * (marks[1] - marks[0]):
            del marks[-2]
    return {mark: amount_words(maths.plain(_exact(mark)), way) for mark in marks}


def _exact(mark: float) -> maths.Amount:
    return maths.exact(int(mark)) if mark == int(mark) else maths.exact(round(mark * 10**6)) / 10**6


def _last(figure: Progress) -> str:
    """Return the label at the end of the line: «3 countries»."""
    if figure.answer.value is None:
        return ""
    value = amount_words(figure.answer.value, figure.way)
    if figure.way.measure == maths.Measure.MILESTONE:
        return percent_words(figure.answer.value)
    return f"{value} {figure.way.unit_of(figure.answer.value)}".strip()


def _described(one: Measured, points: tuple[Point, ...]) -> str:
    """Describe in words what is drawn, for whoever does not see it."""
    said = []
    known = one.configuration.known_baseline
    if known is not None and one.configuration.measure is not maths.Measure.MILESTONE:
        said.append(_("Baseline: %(value)s") % {"value": amount_words(known, one.way)} + ".")
    for point in points:
        value = amount_words(maths.plain(_exact(point.value)), one.way)
        said.append(f"{date_format(point.on, 'DATE_FORMAT')}: {value}.")
    if not points:
        said.append(_("No validated value yet."))
    until = _("until")
    said += [
        f"{level.label} ({until} {date_format(level.last, 'DATE_FORMAT')})."
        for level in _levels(one)
        if level.label
    ]
    return " ".join(said)
