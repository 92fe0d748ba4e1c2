"""The pictures of a report: states by group and by pillar, deadlines, themes, indicators (never a score)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pilares.core.templatetags.ui.pictures import (
    TargetPicture,
    TargetRow,
    TimePicture,
    UnitPicture,
    type_of_picture,
)
from pilares.monitoring.queries.pictures import coverage_picture, deadlines_picture, states_picture
from pilares.reports.queries.coverage import counts, coverage
from pilares.reports.queries.group_reading import GroupTelling
from pilares.reports.queries.reading_shapes import Entry, Telling

#: indicators in one drawing, so that it always fits a page
MOST = 8


def pictures_of(told: Telling) -> tuple[type_of_picture, ...]:
    """Return what opens an annual report: its counts drawn; nothing while nothing is counted."""
    return (by_group(told), by_pillar(told)) if told.totals.total else ()


def annexed(told: Telling) -> tuple[type_of_picture, ...]:
    """Return the pictures of the annex, or of a group's activities: deadlines, themes, indicators."""
    found = (deadlines(told), of_themes(told), *targets(told)) if told.rows else ()
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


def deadlines(told: Telling) -> TimePicture | None:
    """Return the deadlines along the years of the plan; a group's own stand whatever the group."""
    rows = told.rows if isinstance(told, GroupTelling) else tuple(row for row in told.rows if counts(row))
    due = ((row.code, row.due_on, row.state) for row in rows if row.heading != "modified")
    return deadlines_picture(told.years, due, told.cut_off, "deadlines")


def targets(told: Telling) -> Iterator[TargetPicture]:
    """Yield the indicators against their targets, group by group, a few in each drawing."""
    whole = isinstance(told, GroupTelling)
    for code, name, _ad_hoc in told.groups:
        rows = [row for row in told.rows if row.group == code and (counts(row) or whole)]
        lines = [line for row in rows if row.heading != "modified" for line in _lines(row)]
        title = _("Indicators against their targets: %(group)s") % {"group": name}
        for first in range(0, len(lines), MOST):
            some = tuple(lines[first : first + MOST])
            last = first + len(some)
            about = {"title": title, "first": first + 1, "last": last, "all": len(lines)}
            said = _("%(title)s, %(first)s to %(last)s of %(all)s") % about if len(lines) > MOST else title
            ident = f"targets-{code}-{first // MOST + 1}".lower()
            yield TargetPicture(said, _about(), some, _("Target"), ident)


def _lines(row: Entry) -> Iterator[TargetRow]:
    for value in row.values:
        mark = _("corrected, no. %(number)s") % {"number": value.corrected} if value.corrected else ""
        said = f"{value.text} ({mark})" if mark else value.text
        yield TargetRow(f"{row.code}. {value.name}", value.percent, said)


def _about() -> str:
    return _(
        "Thick line: what was done of the way to the target, with validated values. "
        "Dashed line: no data, or nothing that a share can be said of."
    )
