"""The handover: whose presidency has just ended, who holds the office now, and what was kept for it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from pilares.core import clock
from pilares.people.models import KEPT_WITHIN, Appointment, KeptForm, Presidency, User


@dataclass(frozen=True)
class OfficeNow:
    """Who holds the presidency at this instant, for whoever has to be told."""

    #: the country in office, empty where it is not known
    country: str
    label: str
    #: the people who hold the office; of the Secretariat while it stands in
    people: tuple[str, ...]
    provisional: bool


@dataclass(frozen=True)
class KeptLine:
    """A kept form in a list."""

    pk: int
    #: what was typed, or where
    about: str
    at: datetime
    by: str


def term_just_ended(user: User) -> Presidency | None:
    """Return the person's term if it ended within the last 48 hours by its exact record (AC-11)."""
    at = clock.now()
    terms = Presidency.objects.around(at)
    if terms.before is None or terms.current is None or terms.current.starts_at is None:
        return None
    if not terms.current.starts_at <= at < terms.current.starts_at + KEPT_WITHIN:
        return None
    if terms.current.country_id == terms.before.country_id:
        return None
    until = Q(ends_at=None) | Q(ends_at__gte=terms.current.starts_at)
    mine = user.appointments.filter(
        until,
        office=Appointment.Office.PRESIDENCY,
        country=terms.before.country_id,
        starts_at__lt=terms.current.starts_at,
    )
    return terms.before if mine.exists() else None


def office_now() -> OfficeNow:
    """Return who can act as the presidency now: its people, or the Secretariat while there are none."""
    at = clock.now()
    term = Presidency.objects.presiding(at)
    held = Appointment.objects.held_at(at).select_related("user")
    holders = (
        held.filter(office=Appointment.Office.PRESIDENCY, country=term.country_id) if term else held.none()
    )
    people = tuple(dict.fromkeys(str(one.user) for one in holders))
    if not people:
        stands_in = held.filter(office=Appointment.Office.SECRETARIAT)
        people = tuple(dict.fromkeys(str(one.user) for one in stands_in))
        return OfficeNow(_country(term), term.label if term else "", people, provisional=True)
    return OfficeNow(_country(term), term.label if term else "", people, provisional=False)


def kept_for_the_office(user: User) -> tuple[KeptLine, ...]:
    """Return what waits for whoever holds the presidency, or stands in for it; nothing for others."""
    if not user.standing.steers:
        return ()
    waiting = KeptForm.objects.visible_to(user).waiting().select_related("by")
    return tuple(KeptLine(one.pk, one.about, one.at, str(one.by or "")) for one in waiting)


def _country(term: Presidency | None) -> str:
    return term.country.name.text if term else ""
