"""To whom is written about a text: each country's delegate, the presidency in office and the Secretariat."""

from dataclasses import dataclass

from pilares.consensus.models import Delegation
from pilares.core import clock
from pilares.people.models import Appointment, Membership, Presidency, User
from pilares.plans.models import Document

Office = Appointment.Office


@dataclass(frozen=True)
class Recipients:
    """Who is written to, each person once."""

    #: the delegates; where a country named none, its focal points and its RCGM delegates
    countries: tuple[User, ...]
    #: the presidency in office and the Secretariat
    steering: tuple[User, ...]

    @property
    def everybody(self) -> tuple[User, ...]:
        """Everybody, without repeating who holds two offices."""
        return tuple({user.pk: user for user in (*self.countries, *self.steering)}.values())


def recipients(document: Document) -> Recipients:
    """Return who is concerned by a text today, in four queries."""
    now = clock.now()
    members = set(
        Membership.objects.in_force().filter(kind=Membership.Kind.MEMBER).values_list("country", flat=True)
    )
    named = Delegation.objects.filter(document=document, ended_at=None, user__is_active=True)
    delegates = {d.country_id: d.user for d in named.select_related("user") if d.country_id in members}
    offices = (Office.SECRETARIAT, Office.PRESIDENCY, Office.FOCAL_POINT, Office.DELEGATE)
    terms = Appointment.objects.filter(office__in=offices, user__is_active=True).select_related("user")
    in_force = [term for term in terms.order_by("pk") if term.in_force(now)]
    term = Presidency.objects.presiding(now)
    steering = [
        one.user
        for one in in_force
        if one.office == Office.SECRETARIAT
        or (one.office == Office.PRESIDENCY and term is not None and one.country_id == term.country_id)
    ]
    others = [
        one.user
        for one in in_force
        if one.office in {Office.FOCAL_POINT, Office.DELEGATE} and one.country_id in members - set(delegates)
    ]
    return Recipients(
        countries=tuple({user.pk: user for user in (*delegates.values(), *others)}.values()),
        steering=tuple({user.pk: user for user in steering}.values()),
    )
