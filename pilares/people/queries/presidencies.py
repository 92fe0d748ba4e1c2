"""The presidencies in their order, with their gaps, and the Troika of any day."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from pilares.core import clock
from pilares.people.models import Appointment, Presidency

RECENT = 6


@dataclass(frozen=True)
class PresidencyLine:
    """A term as Presidencia Pro-Témpore: what is recorded of it, and what is not."""

    pk: int
    country: str
    code: str
    label: str
    #: the exact instant of the handover, where somebody recorded it
    starts_at: datetime | None
    #: the first and the last day on which a source shows the country in office
    seen_from: date | None
    seen_until: date | None
    #: whether the next line is known to follow directly
    followed: bool
    last: bool
    source: str
    illustrative: bool

    @property
    def gap_after(self) -> bool:
        """Whether nobody knows who came between this term and the next line."""
        return not self.followed and not self.last


@dataclass(frozen=True)
class TroikaView:
    """Who left, who presides and who comes, on a day; an empty name is not known."""

    on: date
    outgoing: str
    current: str
    incoming: str

    @property
    def known(self) -> bool:
        """Whether it is known who presides."""
        return bool(self.current)


@dataclass(frozen=True)
class Presidencies:
    """The terms as the page of actors shows them: latest first, the old ones apart."""

    recent: tuple[PresidencyLine, ...]
    earlier: tuple[PresidencyLine, ...]

    def __bool__(self) -> bool:
        return bool(self.recent)


def latest_presidencies() -> Presidencies:
    """Return the terms latest first, `RECENT` of them before the rest; one query."""
    lines = tuple(reversed(read_presidencies()))
    return Presidencies(lines[:RECENT], lines[RECENT:])


def read_presidencies() -> tuple[PresidencyLine, ...]:
    """Return every recorded term, oldest first, in one query."""
    terms = list(Presidency.objects.select_related("country"))
    return tuple(_line(term, last=term is terms[-1]) for term in terms)


def of_country(code: str) -> tuple[PresidencyLine, ...]:
    """Return the terms of one country."""
    return tuple(line for line in read_presidencies() if line.code == code)


def read_troika(on: date | None = None) -> TroikaView:
    """Return the Troika of a day, at noon where the instance stands; of this instant without a day."""
    noon = (
        timezone.make_aware(datetime.combine(on, time(12)), timezone.get_default_timezone()) if on else None
    )
    found = Presidency.objects.troika(noon or clock.now())
    names = [c.name.text if c else "" for c in (found.outgoing, found.current, found.incoming)]
    return TroikaView(on or clock.today(), *names)


def presidency_without_people() -> str:
    """Return the country that presides now, if none of its people holds the office; then the SE stands in.

    Leadership is never left with the outgoing country (AC-11).
    """
    now = clock.now()
    term = Presidency.objects.presiding(now)
    if term is None:
        return ""
    mine = Appointment.objects.filter(
        office=Appointment.Office.PRESIDENCY, country_id=term.country_id, user__is_active=True
    )
    return "" if any(a.in_force(now) for a in mine) else term.country.name.text


def _line(term: Presidency, *, last: bool) -> PresidencyLine:
    return PresidencyLine(
        pk=term.pk,
        country=term.country.name.text,
        code=term.country_id,
        label=term.label,
        starts_at=term.starts_at,
        seen_from=term.seen_from,
        seen_until=term.seen_until,
        followed=term.followed,
        last=last,
        source=term.source,
        illustrative=term.illustrative,
    )
