"""What the totals of a report say in words: counts, never a percentage of a dozen things (§4.2 a)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext, pgettext

from pilares.reports import maths
from pilares.reports.models import GroupReport


def by_heading(entries: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    """Return the entries under each heading, in the report's order; an empty heading stands too."""
    known = list(entries)
    return {
        heading.value: tuple(entry for entry in known if entry.heading == heading)
        for heading in maths.Heading
    }


def year_words(number: int) -> str:
    """Return a year of the plan as §4.3 writes it."""
    known = {
        1: pgettext("year of the plan", "1st year"),
        2: pgettext("year of the plan", "2nd year"),
        3: pgettext("year of the plan", "3rd year"),
    }
    return known.get(number) or _("Year %(number)s") % {"number": number}


def completion_words(years: Sequence[int], due_on: date | None) -> tuple[str, ...]:
    """Return the time frame for completion, one line each: year or years, then the day (§4.3)."""
    day = (date_format(due_on, "DATE_FORMAT"),) if due_on else ()
    return (*map(year_words, years), *day)


def qualifications(totals: maths.Totals) -> Mapping[str, str]:
    """Return what stands under each of the three counts: «1 with target not met», «1 at risk, 1 delayed»."""
    return {
        "achieved": _some(
            (totals.achieved_short, ngettext("%(n)s with target not met", "%(n)s with target not met",
                                             totals.achieved_short)),
        ),
        "in_process": _some(
            (totals.at_risk, ngettext("%(n)s at risk", "%(n)s at risk", totals.at_risk)),
            (totals.delayed, ngettext("%(n)s delayed", "%(n)s delayed", totals.delayed)),
            (totals.overdue, ngettext("%(n)s past its deadline", "%(n)s past their deadline",
                                      totals.overdue)),
        ),
        "pending": pending_words(totals),
    }  # fmt: skip


def pending_words(totals: maths.Totals) -> str:
    """Return «1 not achieved, 1 to start in the 3rd year, 1 without status»."""
    later = [
        (n, ngettext("%(n)s to start in the %(year)s", "%(n)s to start in the %(year)s", n)
         % {"n": n, "year": year_words(year)})
        for year, n in totals.to_begin
    ]  # fmt: skip
    not_achieved = npgettext("commitment", "%(n)s not achieved", "%(n)s not achieved", totals.not_achieved)
    unreported = ngettext("%(n)s without status", "%(n)s without status", totals.unreported)
    ended = ngettext(
        "%(n)s in process when the plan concluded", "%(n)s in process when the plan concluded", totals.ended
    )
    return _some(
        (totals.not_achieved, not_achieved), *later, (totals.ended, ended), (totals.unreported, unreported)
    )


def progress_line(totals: maths.Totals) -> str:
    """Return «Commitments achieved: 5 · In process: 4 · Pending: 2 (1 not achieved…)» (AC-15)."""
    said = _("Commitments achieved: %(achieved)s · In process: %(going)s · Pending: %(pending)s") % {
        "achieved": totals.achieved,
        "going": totals.in_process,
        "pending": totals.pending,
    }
    rest = pending_words(totals)
    return f"{said} ({rest})" if rest else said


def achieved_line(totals: maths.Totals) -> str:
    """Return «4 achieved, of which 1 with target not met» (AC-14)."""
    said = ngettext("%(n)s achieved", "%(n)s achieved", totals.achieved) % {"n": totals.achieved}
    if not totals.achieved_short:
        return said
    return _("%(achieved)s, of which %(short)s with target not met") % {
        "achieved": said,
        "short": totals.achieved_short,
    }


def late_line(told_on: date | None, cut_off: date | None) -> str:
    """Return that the data are of a later day than the cut-off, where they are: never in silence."""
    if told_on is None or cut_off is None or told_on <= cut_off:
        return ""
    words = _("The history of the matrix begins after the cut-off: the data are those of %(date)s.")
    return words % {"date": date_format(told_on, "DATE_FORMAT")}


def _some(*counts: tuple[int, str]) -> str:
    return ", ".join(
        words % {"n": number} if "%(n)s" in words else words for number, words in counts if number
    )


def group_report_title(occasion: str, year: int, group: object) -> str:
    """Return «Informe de trabajo al GRCM, a mitad de 2021: Grupo de Trabajo sobre Protección»."""
    words = {
        GroupReport.Occasion.MID_YEAR: _("Work report to the RCGM, mid-%(year)s: %(group)s"),
        GroupReport.Occasion.BEFORE_RVM: _(
            "Work report to the RCGM before the Vice-Ministerial Meeting, %(year)s: %(group)s"
        ),
    }
    return words[GroupReport.Occasion(occasion)] % {"year": year, "group": group}
