"""What a rule is, and what an answer says: one rule of the plan, one code, one citation, one check (M23)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from pilares.compliance.maths import Answer
from pilares.people.models import Body

if TYPE_CHECKING:
    from pilares.compliance.queries.facts import Facts
    from pilares.compliance.queries.years import Year


class Clock(StrEnum):
    """Which of the four clocks a rule counts by, or that it speaks of a day, or of the whole plan."""

    CALENDAR = "calendar"
    PLAN_YEAR = "plan_year"
    PRESIDENCY = "presidency"
    MEETINGS = "meetings"
    DAY = "day"
    PLAN = "plan"


CLOCK_WORDS: dict[str, str | Promise] = {
    Clock.CALENDAR: _("calendar year"),
    Clock.PLAN_YEAR: _("year of the plan"),
    Clock.PRESIDENCY: _("term of the presidency"),
    Clock.MEETINGS: _("meetings of the organ"),
    Clock.DAY: _("the day itself"),
    Clock.PLAN: _("the whole plan"),
}
ANSWER_WORDS: dict[str, str | Promise] = {
    Answer.MET: pgettext_lazy("answer", "Met"),
    Answer.NOT_YET_DUE: _("Not yet due"),
    Answer.DUE_SOON: _("Due soon"),
    Answer.NOT_MET: pgettext_lazy("answer", "Not met"),
    Answer.NOT_APPLICABLE: pgettext_lazy("answer", "Not applicable"),
    Answer.NO_DATA: _("No data to tell"),
}
#: the same of several rules, each word agreeing with its number
COUNTED_WORDS = {
    Answer.MET: ngettext_lazy("%(n)s met", "%(n)s met", "n"),
    Answer.NOT_YET_DUE: ngettext_lazy("%(n)s not yet due", "%(n)s not yet due", "n"),
    Answer.DUE_SOON: ngettext_lazy("%(n)s due soon", "%(n)s due soon", "n"),
    Answer.NOT_MET: ngettext_lazy("%(n)s not met", "%(n)s not met", "n"),
    Answer.NOT_APPLICABLE: ngettext_lazy("%(n)s not applicable", "%(n)s not applicable", "n"),
    Answer.NO_DATA: ngettext_lazy("%(n)s without data to tell", "%(n)s without data to tell", "n"),
}
GROUPS = (Body.Kind.GROUP.value, Body.Kind.AD_HOC.value)


@dataclass(frozen=True)
class Fact:
    """Something that an answer rests on, with where it can be read."""

    text: str
    url: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Finding:
    """How a rule stands for a body in a year, what that rests on and what would mend it."""

    answer: Answer
    #: in a few words, as a cell of a table says it
    short: str
    facts: tuple[Fact, ...] = ()
    due_on: date | None = None
    #: what would mend it, and where; empty where nothing is to be done
    mend: tuple[Fact, ...] = ()
    #: the sentence of the annex without its citation; by default it is made of `short`
    line: str = ""
    #: the code where it depends on a parameter of the plan, as the refusal says it: `MAX_PRIORITY_3`
    code: str = ""


@dataclass(frozen=True)
class Rule:
    """One obligation of the text."""

    code: str
    #: the code of the body that it binds, or of nobody: then every working group
    body: str
    citation: str
    #: where it stands in the plan reader
    anchor: str
    #: the Spanish wording of the source, exactly
    quote: str
    #: what it asks, in both languages
    sentence: str | Promise
    clock: Clock
    check: Callable[["Facts", Body, "Year"], Finding]
    #: the codes with which an action, an import or the JSON refuses what the rule forbids
    refusals: tuple[str, ...] = field(default=())

    def binds(self, body: Body) -> bool:
        """Whether the rule speaks of a body."""
        return body.code == self.body if self.body else body.kind in GROUPS
