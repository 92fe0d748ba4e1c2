"""How many meetings a body held in a year (§3.10 e): the one count of screen, report and rule (AC-08).

Only held meetings count, virtual or in person. What began on one day is one meeting, however many
sessions it had and whoever might attend them; a joint meeting counts for each of its bodies. The window
is the caller's: the plan says whether its year is the calendar's or its own.
"""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pilares.core.bilingual import Wording, reading_language, wording
from pilares.meetings.models import Meeting
from pilares.people.access import type_of_reader

#: what a fact is made of, in this order; ten years of twenty groups are read at once
COLUMNS = (
    "pk", "code", "starts_on", "ends_on", "name_es", "name_en", "status", "modality", "tier", "illustrative",
)  # fmt: skip


@dataclass(frozen=True)
class MeetingFact:
    """A meeting as the count takes it."""

    pk: int
    code: str
    name: Wording
    #: the day on which it counts; `None` where no source gives one, and then it counts in no year
    day: date | None
    status: str
    modality: str
    tier: str
    joint: bool
    illustrative: bool


@dataclass(frozen=True)
class MeetingCount:
    """What a body held, will hold and cancelled within some days, both included."""

    starts_on: date
    ends_on: date
    held: tuple[MeetingFact, ...]
    convened: tuple[MeetingFact, ...]
    cancelled: tuple[MeetingFact, ...]

    @property
    def number(self) -> int:
        """How many meetings were held: one for each day on which any began."""
        return len({fact.day for fact in self.held})


def meetings_of(
    bodies: Iterable[int], *, user: type_of_reader | None = None
) -> dict[int, tuple[MeetingFact, ...]]:
    """Return every meeting of bodies, earliest first, in two queries; with `user`, those they may see."""
    wanted = dict.fromkeys(bodies)
    rows = Meeting.objects.all() if user is None else Meeting.objects.visible_to(user)
    joint = defaultdict(set)
    pairs = Meeting.joint_with.through.objects.filter(body__in=list(wanted))
    for meeting, body in pairs.values_list("meeting", "body"):
        joint[meeting].add(body)
    found = defaultdict(list)
    alone, shared = rows.filter(body__in=list(wanted)), rows.filter(pk__in=joint)
    language = reading_language()
    for body_of, *columns in sorted((alone | shared).order_by().values_list("body", *COLUMNS), key=_by_day):
        fact = _fact(columns, language, joint)
        for body in ({body_of} & wanted.keys()) | joint[fact.pk]:
            found[body].append(fact)
    return {body: tuple(found[body]) for body in wanted}


def count_in(facts: Iterable[MeetingFact], starts_on: date, ends_on: date) -> MeetingCount:
    """Count what falls within some days, both included."""
    within = [fact for fact in facts if fact.day is not None and starts_on <= fact.day <= ends_on]

    def of(status: str) -> tuple[MeetingFact, ...]:
        return tuple(fact for fact in within if fact.status == status)

    status = Meeting.Status
    return MeetingCount(starts_on, ends_on, of(status.HELD), of(status.CONVENED), of(status.CANCELLED))


def held_in(
    bodies: Iterable[int], starts_on: date, ends_on: date, *, user: type_of_reader | None = None
) -> dict[int, MeetingCount]:
    """Return what each body held within some days; `user` asks for what that reader may know of it."""
    found = meetings_of(bodies, user=user)
    return {body: count_in(facts, starts_on, ends_on) for body, facts in found.items()}


def _by_day(row: tuple[Any, ...]) -> tuple[date, str]:
    _body, _pk, code, starts_on, ends_on, *_rest = row
    return starts_on or ends_on or date.min, code


def _fact(columns: list[Any], language: str, joint: Container[int]) -> MeetingFact:
    pk, code, starts_on, ends_on, name_es, name_en, status, modality, tier, illustrative = columns
    return MeetingFact(
        pk=pk,
        code=code,
        name=wording(name_es, name_en, reader=language),
        day=starts_on or ends_on,
        status=status,
        modality=modality,
        tier=tier,
        joint=pk in joint,
        illustrative=illustrative,
    )
