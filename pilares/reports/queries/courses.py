"""The values of an indicator over time, kept as numbers: a report draws what its day knew (M15)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.templatetags.ui.pictures import Course
from pilares.monitoring.queries.drawn import course_of
from pilares.monitoring.queries.progress import Progress
from pilares.monitoring.queries.words import number_words, percent_words


def kept_course(figure: Progress | None, on: date) -> dict[str, Any]:
    """Return what a report keeps of an indicator with two validated values or more; of others nothing."""
    course = course_of(figure.measured, on) if figure and figure.measured else None
    if figure is None or course is None:
        return {}
    start = course.start
    return {
        "course": {
            "points": [[on.isoformat(), value] for on, value in course.points],
            "targets": [[first.isoformat(), last.isoformat(), value] for first, last, value in course.levels],
            "baseline": [start[0].isoformat(), start[1]] if start else None,
            "per_cent": figure.way.per_cent or figure.way.steps > 0,
        }
    }


def drawn_course(kept: Mapping[str, Any] | None) -> Course | None:
    """Return what is drawn of it, in the reader's language; nothing in copies made before it was kept."""
    if not kept:
        return None
    levels = tuple((_day(first), _day(last), float(value)) for first, last, value in kept["targets"])
    points = tuple((_day(on), float(value)) for on, value in kept["points"])
    start = kept["baseline"]
    aim = _("Target: %(value)s") % {"value": _number(levels[-1][2], kept)}
    told = [f"{date_format(on, 'DATE_FORMAT')}: {_number(value, kept)}" for on, value in points]
    begun = (_day(start[0]), float(start[1])) if start else None
    return Course(points, levels, begun, aim, f"{'; '.join(told)}. {aim}")


def _number(value: float, kept: Mapping[str, Any]) -> str:
    exact = Decimal(str(round(value, 2))).normalize()
    return percent_words(exact) if kept["per_cent"] else number_words(exact)


def _day(text: str) -> date:
    return date.fromisoformat(text)
