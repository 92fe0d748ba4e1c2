"""The pictures of a report: activities by group and by pillar, one unit each, as counts (never a score)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.core.templatetags.ui.marks import state_words
from pilares.core.templatetags.ui.pictures import UnitPicture, UnitRow
from pilares.reports.queries.reading import Entry, Telling

#: how each state is drawn, in the order of the units
DRAWN = {"completed": "full", "in_process": "half", "not_achieved": "empty", "": "none"}
#: what stands outside the totals
OUTSIDE = {"modified", "ad_hoc"}


def by_group(told: Telling) -> UnitPicture:
    """Return the activities of each group by state."""
    counted = _counted(told)
    rows = [
        _row(name.text, [row for row in counted if row.group == code])
        for code, name, ad_hoc in told.groups
        if not ad_hoc
    ]
    return UnitPicture(_("Activities by working group and status"), _about(), tuple(rows), "by-group")


def by_pillar(told: Telling) -> UnitPicture:
    """Return the activities that serve each pillar by state; one that serves two stands in each (AC-02)."""
    counted = _counted(told)
    rows = [
        _row(name.text, [row for row in counted if number in row.pillars])
        for number, name in sorted(told.pillars.items())
    ]
    return UnitPicture(_("Activities by pillar and status"), _about(), tuple(rows), "by-pillar")


def in_words(picture: UnitPicture) -> str:
    """Return what a picture shows, for whoever does not see it."""
    return f"{picture.title}. " + " ".join(f"{row.label}: {row.said}." for row in picture.rows)


def _counted(told: Telling) -> list[Entry]:
    return [row for row in told.rows if row.heading not in OUTSIDE]


def _about() -> str:
    words = _("One square an activity. Full: %(done)s. Half: %(going)s. Empty: %(missed)s. Dashed: %(none)s.")
    return words % {
        "done": state_words("completed"),
        "going": state_words("in_process"),
        "missed": state_words("not_achieved"),
        "none": state_words(""),
    }


def _row(label: str, rows: Iterable[Entry]) -> UnitRow:
    found = list(rows)
    counts = {state: sum(row.state == state for row in found) for state in DRAWN}
    units = tuple(kind for state, kind in DRAWN.items() for _n in range(counts[state]))
    parts = [f"{number} {state_words(state).lower()}" for state, number in counts.items() if number]
    total = ngettext("%(n)s activity", "%(n)s activities", len(found)) % {"n": len(found)}
    return UnitRow(label, units, f"{total}: {', '.join(parts)}" if parts else total)
