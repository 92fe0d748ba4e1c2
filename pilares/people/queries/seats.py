"""Who sits in the groups: countries with their institutions, and the countries that support (§3.10)."""

from dataclasses import dataclass
from datetime import date

from pilares.core import clock
from pilares.people.models import Body, Seat
from pilares.people.queries.actors import in_alphabetical_order


@dataclass(frozen=True)
class SeatLine:
    """A country's institution in a group, from and until a day."""

    pk: int
    country: str
    role: str
    institution: str
    starts_on: date | None
    ends_on: date | None
    in_force: bool


@dataclass(frozen=True)
class GroupSeats:
    """A group with its seats, those in force first, countries in the reader's order."""

    code: str
    name: str
    seats: tuple[SeatLine, ...]


def read_seats() -> tuple[GroupSeats, ...]:
    """Return every group with its seats, in two queries."""
    today = clock.today()
    seats: dict[int, list[SeatLine]] = {}
    for seat in Seat.objects.select_related("country"):
        seats.setdefault(seat.body_id, []).append(_seat(seat, today))
    groups = Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC))
    return tuple(
        GroupSeats(
            code=body.code,
            name=body.name.text,
            seats=_ordered(seats.get(body.pk, [])),
        )
        for body in groups
    )


def _ordered(seats: list[SeatLine]) -> tuple[SeatLine, ...]:
    by_country = in_alphabetical_order(seats, lambda s: s.country)
    return tuple(sorted(by_country, key=lambda s: not s.in_force))


def _seat(seat: Seat, today: date) -> SeatLine:
    begun = seat.starts_on is None or seat.starts_on <= today
    return SeatLine(
        pk=seat.pk,
        country=seat.country.name.text,
        role=seat.get_role_display(),
        institution=seat.institution.text,
        starts_on=seat.starts_on,
        ends_on=seat.ends_on,
        in_force=begun and (seat.ends_on is None or seat.ends_on >= today),
    )
