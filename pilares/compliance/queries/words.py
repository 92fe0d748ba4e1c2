"""The words and the addresses that the answers of every body share."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pilares.compliance.maths import Answer, Span
from pilares.compliance.models import Presentation
from pilares.compliance.queries.facts import Facts
from pilares.compliance.queries.organ_facts import EventFact
from pilares.compliance.queries.rules import Fact, Finding
from pilares.compliance.queries.years import Year
from pilares.core.bilingual import reading_language
from pilares.meetings.queries import MeetingFact, count_in
from pilares.monitoring.queries import ways
from pilares.monitoring.queries.group_plans import DONE
from pilares.people.models import Body
from pilares.plans.models import VersionEvent

#: the name of the parameter that asks for another day, in Spanish and in English
AS_OF = ("al", "on")
SETTLED = frozenset({Answer.MET, Answer.NOT_APPLICABLE})
address = ways.address


def in_plan(facts: Facts, name: str, *args: str) -> str:
    """Return the address of something of the plan that is asked about, which may not be the one shown."""
    page = address(name, *args)
    return page + facts.plan.asking if page else ""


@lru_cache(maxsize=4096)
def _day(_language: str | None, day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def day_words(day: date) -> str:
    """Return a day in words, in the reader's language."""
    return _day(get_language(), day)


def step_words(verb: str) -> str:
    """Return what a step of a group's plan did, as its history says it."""
    return str(DONE.get(verb, verb))


def to_mend(answer: Answer, *ways: Fact) -> tuple[Fact, ...]:
    """Return what would mend it, where something is to be done."""
    return () if answer in SETTLED else ways


def activity_fact(code: str, text: str) -> Fact:
    """Return a fact about an activity, with its page."""
    return Fact(f"{code}: {text}", address("monitoring:activity", code))


def meeting_fact(meeting: MeetingFact, said: str) -> Fact:
    """Return a fact about a meeting that the reader may see, with its page."""
    return Fact(f"{meeting.code}: {said}", address("meetings:page", meeting.code), meeting.day)


def held_by(facts: Facts, organ: str, span: Span) -> tuple[MeetingFact, ...]:
    """Return what an organ held within a year, until the day for which is asked."""
    body = facts.body(organ)
    met = facts.meetings.get(body.pk, ()) if body else ()
    return count_in(met, span.starts_on, min(span.ends_on, facts.now.as_of)).held


def edit_url(code: str) -> str:
    """Return where an activity is edited."""
    return address("matrix:edit", code)


def decision_url(meeting: str, paragraph: str) -> str:
    """Return the permanent address of a decision that a meeting has numbered."""
    return address("meetings:cited", meeting, paragraph) if paragraph else ""


def record_url(year: Year, body: Body, rule: str) -> str:
    """Return where the Secretariat records what was presented."""
    page = address("compliance:record", str(year.number), body.slug, rule)
    return page + year.asking if page else ""


def as_of_url(year: Year, day: date) -> str:
    """Return where the answers of a year stand as of a day."""
    page = address("compliance:year", str(year.number))
    joint = "&" if year.asking else "?"
    said = f"{AS_OF[reading_language() == 'en']}={day:%Y-%m-%d}"
    return f"{page}{year.asking}{joint}{said}" if page else ""


def no_plan_year(year: Year) -> Finding:
    """Return the answer where nobody recorded a year of the plan that ends in this one."""
    said = _("No year of the plan that ends in %(year)s is recorded") % {"year": year.number}
    return Finding(Answer.NO_DATA, said)


def plan_url(facts: Facts) -> str:
    """Return the page of the plan."""
    return address("plans:plan", facts.plan.period)


def event_fact(facts: Facts, event: EventFact) -> Fact:
    """Return a step of a version as a fact, with the plan's page."""
    label = str(VersionEvent.Step(event.step).label) if event.step in VersionEvent.Step.values else event.step
    told = [_("Version %(number)s") % {"number": event.version}, label, event.citation]
    return Fact(" · ".join(part for part in told if part), plan_url(facts), event.on)


def given_in(facts: Facts, kind: str, span: Span) -> list[Presentation]:
    """Return what of a kind was presented within a year, in its order."""
    rows = [row for (of, _body), found in facts.presentations.items() if of == kind for row in found]
    return sorted((row for row in rows if row.on in span), key=lambda row: (row.on, row.pk))


def cited_words(row: Presentation) -> str:
    """Return the decision or the meeting of a record; members read both."""
    if row.decision:
        return row.decision.citation
    return row.meeting.code if row.meeting else row.note
