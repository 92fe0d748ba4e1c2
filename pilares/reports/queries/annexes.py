"""What a report carries beside the matrix: rules of the plan, critical aspects, support, inputs, decisions.

Each annex is a tuple of items, `{"tier", "code", "about": {"es", "en"}, "text": {"es", "en"}}`; what is not
for every Member Country never enters one. Copies made before `about` was kept are read by their `code`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from pilares.compliance.queries import annex_of, read_facts
from pilares.compliance.queries.facts import Facts
from pilares.consensus.models import Input
from pilares.core.access import Tier
from pilares.meetings.models import Decision
from pilares.meetings.queries.decisions import cards as decision_cards
from pilares.meetings.queries.decisions import visible_decisions
from pilares.monitoring.models import CriticalAspect, SupportOffer
from pilares.monitoring.queries.critical import aspects_said, read_aspects
from pilares.monitoring.queries.support import offers_said, read_offers
from pilares.people.models import Appointment, Standing, User
from pilares.plans.models import Document
from pilares.reports.access import audience

type_of_item = dict[str, Any]
#: as one language says it: tier, code and words, in an order that both languages share
type_of_said = tuple[str, str, str]
#: says in the language of now what was read once
type_of_reading = Callable[[], Iterable[type_of_said]]
BOTH = ("es", "en")


@dataclass(frozen=True)
class Item:
    """A line of an annex: what it is about, and what it says."""

    code: str
    text: str


@dataclass(frozen=True)
class Annex:
    """An annex of the report with its lines, or what it says where there is none."""

    key: str
    title: str
    items: tuple[Item, ...]
    empty: str


def annexes(plan: Document, *, cut_off: date) -> dict[str, list[type_of_item]]:
    """Return every annex of a report in both languages, as of its cut-off."""
    reader = audience()
    facts = read_facts(plan, recorder(), cut_off)
    readings: dict[str, type_of_reading] = {
        "rules": lambda: _rules(facts, cut_off),
        "critical": critical_of(reader, cut_off, plan=plan),
        "support": support_of(reader, cut_off, activity__plan=plan),
        "decisions": _decisions(reader, cut_off),
    }
    found = {name: in_both(read) for name, read in readings.items()}
    found["inputs"] = [
        {"tier": tier, "code": status, "text": {"es": "", "en": ""}}
        for tier, status in Input.objects.visible_to(reader)
        .filter(year=cut_off.year, received_at__date__lte=cut_off)
        .order_by("year", "number")
        .values_list("tier", "status")
    ]
    return found


def in_both(read: type_of_reading) -> list[type_of_item]:
    """Return the items of an annex with their words in both languages."""
    said = []
    for language in BOTH:
        with override(language):
            said.append(list(read()))
    return [
        {
            "tier": es[0],
            "code": es[1],
            "about": {"es": es[1], "en": en[1]},
            "text": {"es": es[2], "en": en[2]},
        }
        for es, en in zip(*said, strict=True)
    ]


def recorder() -> User:
    """Return a reader who stands for the Secretariat: a rule is answered from everything that counts."""
    reader = User()
    reader.__dict__["standing"] = Standing(offices=frozenset({Appointment.Office.SECRETARIAT}))
    return reader


def _rules(facts: Facts, on: date) -> Iterable[type_of_said]:
    """Return rule by rule each body's answer for the year, with what the presidency says of it (AC-08)."""
    lines = annex_of(facts, on.year)
    first: dict[str, int] = {}
    for place, line in enumerate(lines):
        first.setdefault(line.title, place)
    for line in sorted(lines, key=lambda line: first[line.title]):
        said = f"{line.sentence} · {line.explanation}" if line.explanation else line.sentence
        yield Tier.PUBLIC.value, line.title, said


def critical_of(reader: User, on: date, *which: Q, **where: Any) -> type_of_reading:
    """Return what says the critical aspects that had been identified by a day, with who answers for each."""
    rows = CriticalAspect.objects.visible_to(reader).filter(*which, identified_on__lte=on, **where)
    read = read_aspects(reader, rows)
    tiers = {row.pk: row.tier for row in read.rows}

    def say() -> Iterable[type_of_said]:
        for line in aspects_said(read):
            owner = ", ".join(line.owner)
            parts = [
                line.text.text,
                _("Strategy: %(strategy)s") % {"strategy": line.strategy} if line.strategy else "",
                _("Answered for by: %(owner)s") % {"owner": owner} if owner else "",
                line.status_label,
            ]
            yield tiers[line.pk], line.identified_by, ". ".join(part.rstrip(".") for part in parts if part)

    return say


def support_of(reader: User, on: date, **where: Any) -> type_of_reading:
    """Return what says the support that was confirmed by a day; every language in the order of the first."""
    rows = SupportOffer.objects.visible_to(reader).confirmed().filter(starts_on__lte=on, **where)
    read, order = read_offers(reader, rows), list[int]()

    def say() -> Iterable[type_of_said]:
        lines = {line.pk: line for line in offers_said(read)}
        order[:] = order or lines  # a country is called otherwise, and stands elsewhere in the alphabet
        for line in map(lines.__getitem__, order):
            days = [day for day in (line.starts_on, line.ends_on) if day]
            span = " – ".join(date_format(day, "DATE_FORMAT") for day in days)
            yield line.activity.tier, line.activity.code, f"{line.by}: {line.kinds}. {line.text} ({span})"

    return say


def _decisions(reader: User, on: date) -> type_of_reading:
    rows = visible_decisions(reader).filter(meeting__starts_on__year=on.year, meeting__starts_on__lte=on)
    return decided(reader, rows)


def decided(reader: User, found: "QuerySet[Decision]") -> type_of_reading:
    """Return what says those of some decisions that commit somebody, with where their follow-up stands."""
    rows = list(found)

    def say() -> Iterable[type_of_said]:
        for card in decision_cards(rows, reader):
            if card.commits:
                who = ", ".join(map(str, card.addressees))
                parts = [f"{card.verb}: {card.text}".rstrip("."), who, card.state_words]
                yield card.tier, card.citation, ". ".join(part for part in parts if part)

    return say
