"""The pictures of a report: states by group and by pillar, deadlines, themes, indicators (never a score)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from django.utils.translation import gettext as _

from pilares.core.templatetags.ui.pictures import (
    LINE,
    TargetPicture,
    TargetRow,
    TimePicture,
    UnitPicture,
    type_of_picture,
)
from pilares.monitoring.queries.pictures import coverage_picture, deadlines_picture, spans_of, states_picture
from pilares.reports.queries.coverage import counts, coverage
from pilares.reports.queries.group_reading import GroupTelling
from pilares.reports.queries.reading_shapes import Entry, Telling

#: deadlines in one drawing, and how high a drawing of indicators may be, so that it always fits a page
MOST_DUE, HIGHEST = 18, 880
#: how high the words of an indicator are, at most as often as not
TWO_LINES = 2 * LINE
T = TypeVar("T")


def pictures_of(told: Telling) -> tuple[type_of_picture, ...]:
    """Return what opens an annual report: its counts drawn; nothing while nothing is counted."""
    if not told.totals.total:
        return ()
    return (replace(by_group(told), about=""), by_pillar(told))  # abreast: one says how to read both


def annexed(told: Telling) -> tuple[type_of_picture, ...]:
    """Return the pictures of the annex, or of a group's activities: deadlines, themes, indicators."""
    found = (*deadlines(told), of_themes(told), *targets(told)) if told.rows else ()
    return tuple(one for one in found if one is not None)


def by_group(told: Telling) -> UnitPicture:
    """Return the activities of each group by state."""
    counted = [row for row in told.rows if counts(row)]
    rows = [
        (name.text, [row.state for row in counted if row.group == code])
        for code, name, ad_hoc in told.groups
        if not ad_hoc
    ]
    return states_picture(_("Activities by working group and status"), rows, "by-group")


def by_pillar(told: Telling) -> UnitPicture:
    """Return the activities that serve each pillar by state; one that serves two stands in each (AC-02)."""
    counted = [row for row in told.rows if counts(row)]
    rows = [
        (name.text, [row.state for row in counted if number in row.pillars])
        for number, name in sorted(told.pillars.items())
    ]
    return states_picture(_("Activities by pillar and status"), rows, "by-pillar")


def of_themes(told: Telling) -> UnitPicture | None:
    """Return which themes of each pillar an activity works on; its table is an annex."""
    covered = coverage(told)
    themes = {one.number: [True] * len(one.attended) + [False] * len(one.others) for one in covered}
    return coverage_picture(((one.number, one.name.text) for one in covered), themes)


def deadlines(told: Telling) -> Iterator[TimePicture]:
    """Yield the deadlines along the years of the plan, some in each; a group's own stand whatever it is."""
    rows = told.rows if isinstance(told, GroupTelling) else tuple(row for row in told.rows if counts(row))
    due = [(row.code, row.due_on, row.state) for row in rows if row.heading != "modified" and row.due_on]
    for number, some in enumerate(_evenly(due, MOST_DUE)):
        ident = f"deadlines-{number + 1}" if number else "deadlines"
        one = deadlines_picture(told.years, some, told.cut_off, ident)
        if one is not None:
            words = {"title": one.title, "first": some[0][0], "last": some[-1][0]}
            title = _("%(title)s: %(first)s to %(last)s") % words if len(due) > MOST_DUE else one.title
            yield replace(one, title=title)


def _evenly(rows: Sequence[T], most: int) -> list[Sequence[T]]:
    """Part rows into as few parts as hold them, of about the same length."""
    parts = -(-len(rows) // most)
    long = -(-len(rows) // parts) if parts else 1
    return [rows[first : first + long] for first in range(0, len(rows), long)]


def targets(told: Telling) -> Iterator[TargetPicture]:
    """Yield the indicators against their targets, group by group; the first says how to read them all."""
    whole = isinstance(told, GroupTelling)  # whose charts stand below, each with its axis
    spans = () if whole else spans_of(told.years)
    found = []
    for code, name, _ad_hoc in told.groups:
        rows = [row for row in told.rows if row.group == code and (counts(row) or whole)]
        lines = [line for row in rows if row.heading != "modified" for line in _lines(row, drawn=bool(spans))]
        title = _("Indicators against their targets: %(group)s") % {"group": name}
        first = 0
        for number, some in enumerate(_fitting(lines), start=1):
            last = first + len(some)
            words = {"title": title, "first": first + 1, "last": last, "all": len(lines)}
            said = (
                _("%(title)s, %(first)s to %(last)s of %(all)s") % words if len(some) < len(lines) else title
            )
            ident = f"targets-{code}-{number}".lower()
            found.append(TargetPicture(said, "", some, _("Target"), ident, spans))
            first = last
    about = _about(row for one in found for row in one.rows)
    yield from (replace(one, about="" if at else about) for at, one in enumerate(found))


def _fitting(lines: Iterable[TargetRow]) -> Iterator[tuple[TargetRow, ...]]:
    """Yield as many lines at a time as one drawing holds."""
    some: list[TargetRow] = []
    for line in lines:
        if some and sum(one.height + TWO_LINES for one in (*some, line)) > HIGHEST:
            yield tuple(some)
            some = []
        some.append(line)
    if some:
        yield tuple(some)


def _lines(row: Entry, *, drawn: bool) -> Iterator[TargetRow]:
    for value in row.values:
        mark = _("corrected, no. %(number)s") % {"number": value.corrected} if value.corrected else ""
        said = f"{value.text} ({mark})" if mark else value.text
        course = value.course if drawn else None
        yield TargetRow(f"{row.code}. {value.name}", value.percent, said, course)


def _about(rows: Iterable[TargetRow]) -> str:
    """Say how to read what is drawn."""
    with_course = {bool(row.course) for row in rows}
    bars = _(
        "Thick line: what was done of the way to the target, with validated values. "
        "Dashed line: no data, or nothing that a share can be said of."
    )
    steps = _(
        "Along the years, thick line: validated values, one point each; dashed line: the target of each day."
    )
    return " ".join(said for has, said in ((False, bars), (True, steps)) if has in with_course)
