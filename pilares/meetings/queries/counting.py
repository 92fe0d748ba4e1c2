"""How many meetings a body held in a year (§3.10 e): the one count of screen, report and rule (AC-08).

Only held meetings count, virtual or in person. What began on one day is one meeting, however many
sessions it had and whoever might attend them; a joint meeting counts for each of its bodies. The window
is the caller's: the plan says whether its year is the calendar's or its own.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pilares.core.bilingual import Wording
from pilares.meetings.models import Meeting
from pilares.people.access import type_of_reader


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
    for row in sorted(alone | shared, key=lambda m: (m.starts_on or m.ends_on or date.min, m.code)):
        for body in ({row.body_id} & wanted.keys()) | joint[row.pk]:
            found[body].append(_fact(row, joint=row.pk in joint))
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


def _fact(row: Meeting, *, joint: bool) -> MeetingFact:
    return MeetingFact(
        pk=row.pk,
        code=row.code,
        name=row.name,
        day=row.starts_on or row.ends_on,
        status=row.status,
        modality=row.modality,
        tier=row.tier,
        joint=joint,
        illustrative=row.illustrative,
    )
