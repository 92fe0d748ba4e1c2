"""What the timer does about figures: reminders before and after the day, and the week's digest, each once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from pilares.core import clock
from pilares.core.letters import Draft, post, said
from pilares.monitoring.actions.letters import About, asked_about, by_person, gathered, write
from pilares.monitoring.models import Request, in_code_order
from pilares.monitoring.queries.recipients import recipients
from pilares.monitoring.queries.validating import to_validate_count
from pilares.people.models import Appointment, User

WORK = ("home:my_work",)
WEEK, DAY = timedelta(days=7), timedelta(days=1)
VALIDATORS = (
    Appointment.Office.SECRETARIAT,
    Appointment.Office.PRESIDENCY,
    Appointment.Office.FOCAL_POINT,
)


@dataclass(frozen=True)
class Written:
    """How many letters one run wrote."""

    reminders: int
    digests: int


def remind() -> Written:
    """Write what is due: run again, or days late, it writes nothing twice."""
    today = clock.today()
    asked = list(
        Request.objects.unanswered()
        .filter(period__locked_at=None)
        .select_related("to", "measurement", "period__indicator", "period__year")
        .order_by("due_on", *in_code_order("period__indicator__"), "pk")
    )
    people = recipients(asked)
    reminders = post(reminders_of(asked, people, today))
    return Written(reminders, post(digests(asked, people, today)))


def reminders_of(asked: list[Request], people: dict[int, tuple[User, ...]], today: date) -> Iterator[Draft]:
    """Yield one letter to each person who was not yet reminded of something at this moment of it."""
    due = [
        (to, asked_about(request, to, key=reminder_key(when, request, to), when=when))
        for request in asked
        if (when := stage_of(request, today))
        for to in people[request.pk]
    ]
    known = said((about.key for _to, about in due), (to.email for to, _about in due))
    for to, figures in by_person((to, about) for to, about in due if about.key not in known):
        yield gathered("reminder", to, figures)


def reminder_key(when: str, request: Request, to: User) -> str:
    """Return what makes a reminder the same one: its moment, request, person and day."""
    return f"reminder:{when}:{request.pk}:{to.pk}:{request.due_on}"


def stage_of(request: Request, today: date) -> str:
    """Return which reminder its day calls for: seven days before, one day before, or after it.

    Nobody is reminded on the day on which they are asked, nor of a week that had begun by then.
    """
    asked_on = timezone.localtime(request.sent_at).date() if request.sent_at else None
    if asked_on == today:
        return ""
    if today > request.due_on:
        return "overdue"
    if today >= request.due_on - DAY:
        return "day"
    fresh = asked_on is not None and asked_on >= request.due_on - WEEK  # the request itself is still fresh
    return "week" if today >= request.due_on - WEEK and not fresh else ""


def digests(asked: list[Request], people: dict[int, tuple[User, ...]], today: date) -> Iterator[Draft]:
    """Yield one letter a week to whoever has something to report or to validate, and to nobody else."""
    mine: dict[int, list[About]] = defaultdict(list)
    known: dict[int, User] = {}
    for request in asked:
        for to in people[request.pk]:
            known[to.pk] = to
            late = "overdue" if request.due_on < today else ""
            mine[to.pk].append(About("", request.period, WORK, request.due_on, late))
    year, week, _day = today.isocalendar()
    for user in (*known.values(), *(v for v in validators() if v.pk not in known)):
        figures, waiting = mine.get(user.pk, []), to_validate_count(user)
        if figures or waiting:
            yield write(
                "digest",
                user,
                key=f"digest:{user.pk}:{year}-{week:02d}",
                context={"validate": waiting},
                links={"work": WORK},
                figures=tuple(figures),
            )


def validators() -> list[User]:
    """Return who validates figures today."""
    now = clock.now()
    terms = Appointment.objects.filter(office__in=VALIDATORS, user__is_active=True).select_related("user")
    return list({term.user_id: term.user for term in terms if term.in_force(now)}.values())
