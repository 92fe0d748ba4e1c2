"""The answers of the rules: for one body and year, for all of them, and as the annex prints them (M23)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from pilares.compliance.maths import Answer
from pilares.compliance.models import Explanation
from pilares.compliance.queries.facts import Facts, read_facts
from pilares.compliance.queries.rules import ANSWER_WORDS, CLOCK_WORDS, Clock, Fact, Finding, Rule
from pilares.compliance.queries.table import RULES
from pilares.compliance.queries.words import SETTLED, address, as_of_url, day_words
from pilares.compliance.queries.years import Year
from pilares.people.access import type_of_reader
from pilares.people.models import Body
from pilares.plans.models import Document

#: what somebody should look at, and what is only to be known
TO_ATTEND = frozenset({Answer.DUE_SOON, Answer.NOT_MET})


@dataclass(frozen=True)
class Line:
    """One rule for one body in one year."""

    rule: Rule
    body: Body
    year: Year
    finding: Finding
    explanation: Explanation | None
    #: in which office the explanation was written, in words
    explained_by: str = ""

    @property
    def code(self) -> str:
        """The rule's code, with the plan's parameter where a refusal carries it."""
        return self.finding.code or self.rule.code

    @property
    def words(self) -> str | Promise:
        """The answer in words."""
        return ANSWER_WORDS[self.finding.answer]

    @property
    def clock(self) -> str | Promise:
        """By which clock it counts."""
        return CLOCK_WORDS[self.rule.clock]

    @property
    def attend(self) -> bool:
        """Whether somebody should look at it."""
        return self.finding.answer in TO_ATTEND

    @property
    def title(self) -> str:
        """What the rule asks, as a heading."""
        return str(self.rule.sentence).rstrip(".")

    @property
    def due_on(self) -> date | None:
        """The day on which it is due, while it is not met."""
        return None if self.finding.answer in SETTLED else self.finding.due_on

    @property
    def explainable(self) -> bool:
        """Whether there is something to explain: it is not simply met."""
        return self.explained or self.finding.answer not in SETTLED

    @property
    def overdue(self) -> bool:
        """Whether that day has passed."""
        return self.finding.answer == Answer.NOT_MET

    @property
    def of_a_note(self) -> bool:
        """Whether it stands in a note of the plan, and not in a section."""
        return self.rule.anchor.startswith("nota-")

    @property
    def section(self) -> str:
        """The section of the plan in which it stands."""
        return ".".join(self.rule.anchor.split(".")[:2])

    @property
    def explained(self) -> bool:
        """Whether an explanation stands beside it."""
        return self.explanation is not None and bool(self.explanation.text)

    @property
    def sentence(self) -> str:
        """The line of the annex: what was done of what was foreseen, with the citation."""
        said = self.finding.line or f"{self.body.short.text}: {self.finding.short}"
        return f"{said} ({self.rule.citation})"

    @property
    def url(self) -> str:
        """Where it is read with all that it rests on."""
        page = address("compliance:body", str(self.year.number), self.body.slug)
        return f"{page}{self.year.asking}#{self.rule.code}" if page else ""


def judge(rule: Rule, facts: Facts, body: Body, year: Year) -> Line:
    """Answer one rule for one body in one year."""
    finding = _of_another_day(rule, facts, year) or rule.check(facts, body, year)
    said = facts.explanations.get((rule.code, body.pk, year.number))
    by = facts.register.capacity(said.capacity, "", in_full=True) if said else ""
    return Line(rule, body, year, finding, said, by)


def _of_another_day(rule: Rule, facts: Facts, year: Year) -> Finding | None:
    """Return the answer of a rule that speaks of a day, where the day lies in another year."""
    day = facts.now.as_of
    if rule.clock != Clock.DAY or day in year.calendar:
        return None
    if day < year.calendar.starts_on:
        return Finding(Answer.NOT_YET_DUE, _("The year has not begun"))
    last = year.calendar.ends_on
    way = Fact(_("As of %(day)s") % {"day": day_words(last)}, as_of_url(year, last))
    return Finding(Answer.NO_DATA, _("Asked of a day of that year"), (way,))


def lines_of(facts: Facts, body: Body, year: Year) -> tuple[Line, ...]:
    """Return the answers of every rule that binds a body, in the order of the text."""
    return tuple(judge(rule, facts, body, year) for rule in RULES if rule.binds(body))


def every_line(facts: Facts, years: Iterable[Year] = ()) -> Iterator[Line]:
    """Yield every answer: each year, each group and organ in its order, each rule in that of the text."""
    for year in years or facts.years:
        for body in facts.bodies:
            yield from lines_of(facts, body, year)


@dataclass(frozen=True)
class AnnexLine:
    """A line of the annual report's annex: one rule, group and year, and what the presidency says of it."""

    code: str
    body: str
    year: int
    answer: str
    sentence: str
    explanation: str
    #: what the rule asks
    title: str


def annex_lines(
    plan: Document, number: int, user: type_of_reader, *, as_of: date | None = None
) -> tuple[AnnexLine, ...]:
    """Return the annex of a year's report, in the reader's language (AC-08); what it says is published.

    The reader is whoever writes the report: the Secretariat and the presidency see everything that counts.
    """
    return annex_of(read_facts(plan, user, as_of), number)


def annex_of(facts: Facts, number: int) -> tuple[AnnexLine, ...]:
    """Return the annex of a year's report from facts that were read: once, for every language."""
    year = facts.year(number)
    return tuple(
        AnnexLine(
            line.code,
            line.body.code,
            number,
            line.finding.answer.value,
            line.sentence,
            line.explanation.text.text if line.explanation else "",
            line.title,
        )
        for line in every_line(facts, (year,) if year else ())
        if line.finding.answer != Answer.NOT_APPLICABLE
    )
