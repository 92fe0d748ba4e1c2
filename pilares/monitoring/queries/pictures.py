"""The pictures of activities and of the plan's themes, from plain values: what every page and file draws."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pilares.core.templatetags.ui.marks import state_words
from pilares.core.templatetags.ui.pictures import Bar, Span, TimePicture, UnitPicture, UnitRow

#: how each state is drawn, in the order of the units
DRAWN = {"completed": "full", "in_process": "half", "not_achieved": "empty", "": "none"}
#: an activity by its code, its deadline and its state
type_of_due = tuple[str, date | None, str]
#: a year of the plan: its number, its first and its last day
type_of_year = tuple[int, date | None, date | None]


def states_picture(title: str, rows: Iterable[tuple[str, Iterable[str]]], ident: str) -> UnitPicture:
    """Return rows of activities by their states, one square each, as counts (never a score)."""
    about = _("One square an activity. Full: %(done)s. Half: %(going)s. Empty: %(missed)s. Dashed: %(none)s.")
    words = {
        "done": state_words("completed"),
        "going": state_words("in_process"),
        "missed": state_words("not_achieved"),
        "none": state_words(""),
    }
    drawn = tuple(states_row(label, states) for label, states in rows)
    return UnitPicture(title, about % words, drawn, ident)


def states_row(label: str, states: Iterable[str]) -> UnitRow:
    """Return one row: «3 activities · Completed 2 · Not achieved 1»."""
    found = list(states)
    counts = {state: found.count(state) for state in DRAWN}
    units = tuple(kind for state, kind in DRAWN.items() for _n in range(counts[state]))
    total = ngettext("%(n)s activity", "%(n)s activities", len(found)) % {"n": len(found)}
    parts = [f"{state_words(state)} {number}" for state, number in counts.items() if number]
    return UnitRow(label, units, " · ".join([total, *parts]))


def deadlines_picture(
    years: Iterable[type_of_year], due: Iterable[type_of_due], on: date, ident: str = "years"
) -> TimePicture | None:
    """Return the deadline of each activity along the years of the plan (§4.3); nothing without dates."""
    spans = spans_of(years)
    bars = tuple(_bar(code, day, state) for code, day, state in due if day)
    if not spans or not bars:
        return None
    about = _("Filled: completed. Hollow: not completed. Dashed line: %(date)s, the day of the data.")
    said = about % {"date": date_format(on, "DATE_FORMAT")}
    return TimePicture(_("Deadlines along the years of the Plan"), said, spans, bars, on, ident)


def spans_of(years: Iterable[type_of_year]) -> tuple[Span, ...]:
    """Return the years of the plan that have their days, by their names."""
    return tuple(Span(_year(number), first, last) for number, first, last in years if first and last)


def coverage_picture(
    pillars: Iterable[tuple[int, str]], themes: Mapping[int, Iterable[bool]], ident: str = "coverage"
) -> UnitPicture | None:
    """Return the themes of each pillar, full where a priority activity works on them; nothing without any."""
    rows = []
    for number, name in pillars:
        attended = sorted(themes.get(number, ()), reverse=True)
        units = tuple("full" if one else "empty" for one in attended)
        total = ngettext("%(n)s theme", "%(n)s themes", len(units)) % {"n": len(units)}
        with_one = _("With activity %(n)s") % {"n": sum(attended)}
        without = _("Without activity %(n)s") % {"n": len(attended) - sum(attended)}
        rows.append(UnitRow(f"{number}. {name}", units, f"{total} · {with_one} · {without}"))
    about = _("One square a theme. Full: a priority activity works on it. Empty: none does yet.")
    title = _("Themes of the Plan with priority activities, by pillar")
    return UnitPicture(title, about, tuple(rows), ident) if any(row.units for row in rows) else None


def _bar(code: str, day: date, state: str) -> Bar:
    said = f"{date_format(day, 'SHORT_DATE_FORMAT')} · {state_words(state)}"
    return Bar(code, day, state == "completed", said)


def _year(number: int) -> str:
    names = {
        1: pgettext("year of the plan", "1st year"),
        2: pgettext("year of the plan", "2nd year"),
        3: pgettext("year of the plan", "3rd year"),
    }
    return names.get(number) or _("Year %(number)s") % {"number": number}
