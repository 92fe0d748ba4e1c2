"""The pages of compliance: a year with its groups and organs, and one body in a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pilares.compliance.maths import Answer
from pilares.compliance.queries.answers import Line, judge, lines_of
from pilares.compliance.queries.facts import Facts
from pilares.compliance.queries.rules import COUNTED_WORDS, Rule
from pilares.compliance.queries.table import RULES
from pilares.compliance.queries.words import address, day_words
from pilares.compliance.queries.years import Year
from pilares.monitoring.queries.values import year_words
from pilares.people.models import Body


@dataclass(frozen=True)
class YearRef:
    """A year that can be chosen."""

    number: int
    url: str
    current: bool


@dataclass(frozen=True)
class BodyRef:
    """A group or an organ in a year."""

    body: Body
    url: str
    lines: tuple[Line, ...] = ()

    @property
    def counted(self) -> str:
        """How many rules have each answer, in words: counts, never a share and never an order."""
        return counted(self.lines)

    @property
    def to_attend(self) -> tuple[Line, ...]:
        """What is due soon or not met."""
        return tuple(line for line in self.lines if line.attend)


@dataclass(frozen=True)
class Row:
    """A rule with its answer for each group, in the order of the groups."""

    rule: Rule
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        """What the rule asks, as a heading."""
        return str(self.rule.sentence).rstrip(".")


@dataclass(frozen=True)
class YearPage:
    """A year: the rules of the groups as a table, the organs one by one."""

    year: Year
    years: tuple[YearRef, ...]
    as_of: date
    today: date
    groups: tuple[BodyRef, ...]
    rows: tuple[Row, ...]
    organs: tuple[BodyRef, ...]
    spans: tuple[str, ...]

    @property
    def attending(self) -> tuple[BodyRef, ...]:
        """The groups, then the organs, of which something is due soon or not met."""
        return tuple(ref for ref in (*self.groups, *self.organs) if ref.to_attend)


@dataclass(frozen=True)
class BodyPage:
    """One body in a year, rule by rule."""

    body: Body
    year: Year
    years: tuple[YearRef, ...]
    as_of: date
    today: date
    lines: tuple[Line, ...]
    others: tuple[BodyRef, ...]
    spans: tuple[str, ...]

    @property
    def counted(self) -> str:
        """How many rules have each answer, in words."""
        return counted(self.lines)


def counted(lines: Iterable[Line]) -> str:
    """Return «7 met · 2 due soon», in the order of the answers, those that occur."""
    found = [line.finding.answer for line in lines]
    said = [str(COUNTED_WORDS[a] % {"n": found.count(a)}) for a in Answer if a in found]
    return " · ".join(said)


def year_page(facts: Facts, year: Year) -> YearPage:
    """Return a year as everybody's answers."""
    groups = [body for body in facts.bodies if body.is_group]
    organs = [body for body in facts.bodies if not body.is_group]
    rules = [rule for rule in RULES if not rule.body]
    rows = tuple(Row(rule, tuple(judge(rule, facts, body, year) for body in groups)) for rule in rules)
    mine = {body.pk: tuple(row.lines[at] for row in rows) for at, body in enumerate(groups)}
    return YearPage(
        year=year,
        years=_years(facts, year, "compliance:year"),
        as_of=facts.now.as_of,
        today=facts.today,
        groups=tuple(_ref(body, year, mine[body.pk]) for body in groups),
        rows=rows,
        organs=tuple(_ref(body, year, lines_of(facts, body, year)) for body in organs),
        spans=_spans(year),
    )


def body_page(facts: Facts, body: Body, year: Year) -> BodyPage:
    """Return one body's answers in a year."""
    return BodyPage(
        body=body,
        year=year,
        years=_years(facts, year, "compliance:body", body.slug),
        as_of=facts.now.as_of,
        today=facts.today,
        lines=lines_of(facts, body, year),
        others=tuple(_ref(one, year) for one in facts.bodies),
        spans=_spans(year),
    )


def _ref(body: Body, year: Year, lines: tuple[Line, ...] = ()) -> BodyRef:
    return BodyRef(body, address("compliance:body", str(year.number), body.slug) + year.asking, lines)


def _years(facts: Facts, here: Year, name: str, *more: str) -> tuple[YearRef, ...]:
    return tuple(
        YearRef(year.number, address(name, str(year.number), *more) + year.asking, year.number == here.number)
        for year in facts.years
    )


def _spans(year: Year) -> tuple[str, ...]:
    """Say which span of each clock belongs to the year: they differ, and none is derived from another."""
    found = [_("Calendar year %(year)s") % {"year": year.number}]
    if year.plan and year.plan_number:
        said = {"year": year_words(year.plan_number), "days": _days(year.plan.starts_on, year.plan.ends_on)}
        found.append(_("%(year)s of the plan: %(days)s") % said)
    else:
        found.append(_("No year of the plan that ends in %(year)s is recorded") % {"year": year.number})
    if year.country:
        named = {"country": year.country, "year": year.number}
        found.append(_("Presidency of %(country)s (PPT %(year)s)") % named)
    return tuple(found)


def _days(first: date, last: date) -> str:
    return f"{day_words(first)} – {day_words(last)}"
