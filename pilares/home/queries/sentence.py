"""The sentence of the home: how many activities are in each state, in words, without what is zero."""

from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext, pgettext


@dataclass(frozen=True)
class Counts:
    """Activities in the plan's totals by official state (§4.2.7), those without one by when they begin."""

    completed: int = 0
    in_process: int = 0
    not_achieved: int = 0
    #: no state reported, and due in a year of the plan that is still to come
    to_begin: dict[int, int] = field(default_factory=dict)
    unreported: int = 0

    @property
    def none(self) -> int:
        """All those without a state."""
        return self.unreported + sum(self.to_begin.values())

    @property
    def total(self) -> int:
        """All the activities that count."""
        return self.completed + self.in_process + self.not_achieved + self.none


def sentence_of(counts: Counts) -> SafeString:
    """Return «5 de 11 actividades están finalizadas, 4 en proceso…»; nothing for an empty plan.

    The first clause names the activities and carries the total; the others are short after it.
    """
    clauses = _clauses(counts)
    if not clauses:
        return SafeString("")
    if len(clauses) == 1:
        return format_html("{}.", clauses[0])
    before = format_html_join(", ", "{}", ((clause,) for clause in clauses[:-1]))
    return format_html("{} {} {}.", before, _("and"), clauses[-1])


def _clauses(counts: Counts) -> list[SafeString]:
    clauses: list[SafeString] = []

    def subject(number: int) -> SafeString:
        if clauses:
            return format_html("<b>{}</b>", number)
        words = ngettext("<b>{} of {}</b> activity", "<b>{} of {}</b> activities", counts.total)
        return format_html(words, number, counts.total)

    if n := counts.completed:
        clauses.append(format_html(ngettext("{} is completed", "{} are completed", n), subject(n)))
    if n := counts.in_process:
        words = (
            npgettext("after the first", "{} is in progress", "{} are in progress", n)
            if clauses
            else ngettext("{} is in progress", "{} are in progress", n)
        )
        clauses.append(format_html(words, subject(n)))
    if n := counts.not_achieved:
        clauses.append(format_html(ngettext("{} was not achieved", "{} were not achieved", n), subject(n)))
    for year, n in sorted(counts.to_begin.items()):
        words = ngettext("{} starts in the {} year", "{} start in the {} year", n)
        clauses.append(format_html(words, subject(n), ordinal(year)))
    if n := counts.unreported:
        words = ngettext("{} has no state reported", "{} have no state reported", n)
        clauses.append(format_html(words, subject(n)))
    return clauses


def ordinal(year: int) -> str:
    """Return the year of the plan as it stands before «year»: primer, segundo, tercer."""
    known = {
        1: pgettext("year of the plan", "first"),
        2: pgettext("year of the plan", "second"),
        3: pgettext("year of the plan", "third"),
        4: pgettext("year of the plan", "fourth"),
        5: pgettext("year of the plan", "fifth"),
    }
    return known.get(year, str(year))


def tally(counts: dict[str, int]) -> str:
    """Return «1 finalizada, 2 en proceso» for one pillar or group; what is zero is left out."""
    done, going = counts.get("completed", 0), counts.get("in_process", 0)
    failed, none = counts.get("not_achieved", 0), counts.get("", 0)
    parts = [
        (done, ngettext("%(n)s completed", "%(n)s completed", done)),
        (going, ngettext("%(n)s in progress", "%(n)s in progress", going)),
        (failed, ngettext("%(n)s not achieved", "%(n)s not achieved", failed)),
        (none, ngettext("%(n)s without state", "%(n)s without state", none)),
    ]
    return ", ".join(words % {"n": number} for number, words in parts if number)


def year_of(year: int, years: int) -> str:
    """Return which year of the plan runs: «2.º año de 3»."""
    names = {
        1: pgettext("year of the plan", "1st year"),
        2: pgettext("year of the plan", "2nd year"),
        3: pgettext("year of the plan", "3rd year"),
    }
    name = names.get(year) or _("Year %(number)s") % {"number": year}
    return _("%(year)s of %(years)s") % {"year": name, "years": years}


def number_in_words(number: int) -> str:
    """Return a small number in words, as a sentence says it; a large one in figures."""
    return {2: _("two"), 3: _("three"), 4: _("four"), 5: _("five")}.get(number, str(number))
