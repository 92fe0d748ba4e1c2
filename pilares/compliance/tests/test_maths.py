"""Each kind of answer at its borders: the first and the last day, one less and one enough."""

from datetime import date, timedelta

import pytest

from pilares.compliance.maths import (
    Answer,
    Moment,
    Span,
    all_of,
    by_the_day,
    by_the_end,
    holds,
    while_it_lasts,
    worst,
)

MET, NOT_MET, DUE_SOON = Answer.MET, Answer.NOT_MET, Answer.DUE_SOON
LATER, UNKNOWN, OUTSIDE = Answer.NOT_YET_DUE, Answer.NO_DATA, Answer.NOT_APPLICABLE
YEAR = Span(date(2021, 1, 1), date(2021, 12, 31))
SOON = timedelta(days=120)


def on(month: int, day: int, year: int = 2021) -> Moment:
    return Moment(date(year, month, day), SOON)


@pytest.mark.parametrize(
    ("done", "now", "answer"),
    [
        (0, on(12, 31, 2020), LATER),
        (2, on(12, 31, 2020), LATER),  # what is ahead counts for nothing yet
        (0, on(1, 1), LATER),
        (1, on(9, 1), LATER),  # 121 days before the end
        (1, on(9, 2), DUE_SOON),  # 120
        (1, on(12, 31), DUE_SOON),  # the last day still belongs to the year
        (1, on(1, 1, 2022), NOT_MET),
        (2, on(1, 1), MET),
        (2, on(1, 1, 2022), MET),
        (3, on(10, 15), MET),
    ],
)
def test_so_many_acts_are_due_on_the_last_day_of_the_year(done, now, answer):
    assert by_the_end(done, 2, YEAR, now) == answer


def test_without_a_recorded_year_nobody_can_tell():
    assert by_the_end(5, 2, None, on(10, 15)) == UNKNOWN


@pytest.mark.parametrize(
    ("done_on", "due_on", "answer"),
    [
        (date(2021, 10, 15), date(2021, 11, 14), MET),
        (date(2021, 10, 16), date(2021, 11, 14), DUE_SOON),  # done after the day for which is asked
        (date(2021, 10, 15), date(2021, 1, 1), MET),  # late, and done
        (None, date(2021, 10, 14), NOT_MET),
        (None, date(2021, 10, 15), DUE_SOON),
        (None, date(2022, 2, 12), DUE_SOON),
        (None, date(2022, 2, 13), LATER),
        (None, None, UNKNOWN),
    ],
)
def test_one_act_is_due_on_its_day(done_on, due_on, answer):
    assert by_the_day(done_on, due_on, on(10, 15)) == answer


@pytest.mark.parametrize(
    ("complete", "of", "span", "now", "today", "answer"),
    [
        (3, 3, YEAR, on(10, 15), date(2021, 10, 15), MET),
        (2, 3, YEAR, on(10, 15), date(2021, 10, 15), DUE_SOON),
        (2, 3, YEAR, on(3, 1), date(2021, 3, 1), LATER),
        (0, 0, YEAR, on(10, 15), date(2021, 10, 15), UNKNOWN),
        (2, 3, YEAR, on(10, 14), date(2021, 10, 15), UNKNOWN),  # another day than today
        (3, 3, YEAR, on(1, 1, 2022), date(2022, 1, 1), UNKNOWN),  # today tells nothing of a year that is over
        (3, 3, YEAR, on(12, 31, 2020), date(2020, 12, 31), LATER),
        (3, 3, None, on(10, 15), date(2021, 10, 15), MET),
        (2, 3, None, on(10, 15), date(2021, 10, 15), UNKNOWN),
    ],
)
def test_what_is_asked_of_every_record_is_known_as_it_stands_today(complete, of, span, now, today, answer):
    assert all_of(complete, of, span, now, today) == answer


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "answer"),
    [
        (date(2021, 10, 16), date(2022, 12, 31), LATER),
        (date(2021, 10, 15), date(2022, 12, 31), MET),
        (None, date(2022, 2, 13), MET),
        (None, date(2022, 2, 12), DUE_SOON),
        (None, date(2021, 10, 15), DUE_SOON),  # the last day of the term
        (None, date(2021, 10, 14), NOT_MET),
        (None, None, UNKNOWN),
    ],
)
def test_a_term_is_due_again_when_it_ends(starts_on, ends_on, answer):
    assert while_it_lasts(starts_on, ends_on, on(10, 15)) == answer


def test_what_has_no_deadline_holds_or_not_or_is_not_known():
    assert [holds(True), holds(False), holds(None)] == [MET, NOT_MET, UNKNOWN]


def test_of_several_parts_the_one_furthest_from_the_rule_is_said():
    assert worst(MET, DUE_SOON, NOT_MET) == NOT_MET
    assert worst(MET, LATER, DUE_SOON) == DUE_SOON
    assert worst(MET, MET) == MET
    assert worst() == OUTSIDE
