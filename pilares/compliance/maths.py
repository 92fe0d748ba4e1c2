"""Answers from numbers and dates alone: what a rule asks, what was done, and until when (M23).

Nothing is scored: a rule is met, not yet due, due soon or not met; where it does not apply, or where what is
recorded cannot tell, that is the answer.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Answer(StrEnum):
    """How a rule stands on a day."""

    MET = "met"
    NOT_YET_DUE = "not_yet_due"
    DUE_SOON = "due_soon"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Span:
    """The days of a year, of whichever clock; both ends belong to it."""

    starts_on: date
    ends_on: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Moment:
    """The day for which is asked, and how many days before a deadline «due soon» begins."""

    as_of: date
    soon: timedelta

    def before(self, due_on: date) -> Answer:
        """Return how something that is not done stands towards the day on which it is due."""
        if self.as_of > due_on:
            return Answer.NOT_MET
        return Answer.DUE_SOON if due_on - self.as_of <= self.soon else Answer.NOT_YET_DUE


def by_the_end(done: int, wanted: int, span: Span | None, now: Moment) -> Answer:
    """Answer a rule that asks for so many acts within a year: it is due on the year's last day."""
    if span is None:
        return Answer.NO_DATA
    if span.starts_on > now.as_of:
        return Answer.NOT_YET_DUE
    return Answer.MET if done >= wanted else now.before(span.ends_on)


def by_the_day(done_on: date | None, due_on: date | None, now: Moment) -> Answer:
    """Answer a rule that asks for one act until a day; without a day it stays open."""
    if done_on is not None and done_on <= now.as_of:
        return Answer.MET
    return Answer.NO_DATA if due_on is None else now.before(due_on)


def all_of(complete: int, of: int, span: Span | None, now: Moment, today: date) -> Answer:
    """Answer a rule that asks for something of every record, until the end of a year.

    Records are known as they stand today: of a year that is over, or of another day, they tell nothing.
    """
    if span is not None and span.starts_on > now.as_of:
        return Answer.NOT_YET_DUE
    if now.as_of != today or (span is not None and span.ends_on < today) or of == 0:
        return Answer.NO_DATA
    if complete >= of:
        return Answer.MET
    return Answer.NO_DATA if span is None else now.before(span.ends_on)


def while_it_lasts(starts_on: date | None, ends_on: date | None, now: Moment) -> Answer:
    """Answer a rule that asks for a term in force: it is due again when the term ends."""
    if starts_on is not None and starts_on > now.as_of:
        return Answer.NOT_YET_DUE
    if ends_on is None:
        return Answer.NO_DATA
    if ends_on < now.as_of:
        return Answer.NOT_MET
    return Answer.DUE_SOON if ends_on - now.as_of <= now.soon else Answer.MET


def holds(is_so: bool | None) -> Answer:
    """Answer a rule that has no deadline: it holds, it does not, or nothing recorded tells."""
    if is_so is None:
        return Answer.NO_DATA
    return Answer.MET if is_so else Answer.NOT_MET


def worst(*answers: Answer) -> Answer:
    """Return the answer of a rule whose parts are answered one by one: that of the part furthest from it."""
    order = (
        Answer.NOT_MET,
        Answer.DUE_SOON,
        Answer.NOT_YET_DUE,
        Answer.NO_DATA,
        Answer.MET,
        Answer.NOT_APPLICABLE,
    )
    return min(answers, key=order.index, default=Answer.NOT_APPLICABLE)
