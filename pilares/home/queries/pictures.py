"""The pictures of the home: the deadlines of the plan's activities along its three years (§4.3)."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilares.core.templatetags.ui.marks import state_words
from pilares.core.templatetags.ui.pictures import Bar, Span, TimePicture
from pilares.matrix.queries import Line, Matrix


def deadlines(matrix: Matrix, lines: tuple[Line, ...]) -> TimePicture | None:
    """Return the deadline of each activity in the totals; nothing without dates for the years of the plan."""
    spans = tuple(
        Span(_year(year.number), year.starts_on, year.ends_on)
        for year in matrix.years
        if year.starts_on and year.ends_on
    )
    order = {line.pk: at for at, line in enumerate(matrix.lines)}
    bars = tuple(_bar(line) for line in sorted(lines, key=lambda line: order[line.pk]) if line.due_on)
    if not spans or not bars:
        return None
    about = _("Filled: completed. Hollow: not completed. Dashed line: %(date)s, the day of the data.")
    return TimePicture(
        _("Deadlines along the years of the Plan"),
        about % {"date": date_format(matrix.as_of, "DATE_FORMAT")},
        spans,
        bars,
        matrix.as_of,
    )


def _bar(line: Line) -> Bar:
    assert line.due_on is not None  # noqa: S101 (the caller keeps those with a deadline)
    day = date_format(line.due_on, "DATE_FORMAT")
    return Bar(line.code, line.due_on, line.state == "completed", f"{day} · {state_words(line.state)}")


def _year(number: int) -> str:
    names = {
        1: pgettext("year of the plan", "1st year"),
        2: pgettext("year of the plan", "2nd year"),
        3: pgettext("year of the plan", "3rd year"),
    }
    return names.get(number) or _("Year %(number)s") % {"number": number}
