"""The people and their offices: what the Secretariat sees of all, and each person of their own."""

from dataclasses import dataclass
from datetime import datetime

from pilares.core import clock
from pilares.people.models import Appointment, User


@dataclass(frozen=True)
class AppointmentLine:
    """An office that a person holds, held, or will hold."""

    pk: int
    office: str
    words: str
    institution: str
    starts_at: datetime
    ends_at: datetime | None
    #: "now", "future" or "past"
    when: str


@dataclass(frozen=True)
class PersonLine:
    """A person with their offices, those in force first."""

    pk: int
    name: str
    email: str
    #: whether they have set a password
    signed_up: bool
    active: bool
    invited_at: datetime | None
    appointments: tuple[AppointmentLine, ...]

    @property
    def holds(self) -> tuple[AppointmentLine, ...]:
        """The offices in force."""
        return tuple(a for a in self.appointments if a.when == "now")


def appointment_words(appointment: Appointment) -> str:
    """Return an office in words: «Member of a Working Group · Protection · Guatemala»."""
    parts = [
        appointment.get_office_display(),
        appointment.body.name.text if appointment.body else "",
        appointment.country.name.text if appointment.country else "",
        str(appointment.organisation) if appointment.organisation else "",
    ]
    return " · ".join(dict.fromkeys(str(part) for part in parts if part))


def read_people() -> tuple[PersonLine, ...]:
    """Return everybody with an account, by name, in two queries."""
    now = clock.now()
    offices: dict[int, list[Appointment]] = {}
    for appointment in Appointment.objects.select_related("country", "organisation", "body"):
        offices.setdefault(appointment.user_id, []).append(appointment)
    people = [_person(user, offices.get(user.pk, []), now) for user in User.objects.all()]
    return tuple(sorted(people, key=lambda p: (p.name or p.email).casefold()))


def read_person(user: User) -> PersonLine:
    """Return one person with their offices."""
    mine = user.appointments.select_related("country", "organisation", "body")
    return _person(user, list(mine), clock.now())


def _person(user: User, offices: list[Appointment], now: datetime) -> PersonLine:
    lines = [_appointment(a, now) for a in offices]
    order = ("now", "future", "past")
    return PersonLine(
        pk=user.pk,
        name=user.name,
        email=user.email,
        signed_up=user.has_usable_password() or user.last_login is not None,
        active=user.is_active,
        invited_at=user.invited_at,
        appointments=tuple(sorted(lines, key=lambda line: (order.index(line.when), line.starts_at))),
    )


def _appointment(appointment: Appointment, now: datetime) -> AppointmentLine:
    when = "now" if appointment.in_force(now) else "future" if appointment.starts_at > now else "past"
    return AppointmentLine(
        pk=appointment.pk,
        office=appointment.office,
        words=appointment_words(appointment),
        institution=appointment.institution.text,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        when=when,
    )
