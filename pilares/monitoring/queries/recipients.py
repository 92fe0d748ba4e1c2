"""To whom a request is written: the person named, or the focal points that its country has today."""

from collections import defaultdict
from collections.abc import Iterable

from pilares.core import clock
from pilares.monitoring.models import Request
from pilares.monitoring.models.requests import KEPT
from pilares.people.models import Appointment, User


def focal_points(countries: Iterable[str] | None = None) -> dict[str, tuple[User, ...]]:
    """Return the focal points in office by country, in one query."""
    now = clock.now()
    terms = Appointment.objects.filter(office=Appointment.Office.FOCAL_POINT, user__is_active=True)
    if countries is not None:
        terms = terms.filter(country__in=set(countries))
    found: dict[str, list[User]] = defaultdict(list)
    for term in terms.select_related("user").order_by("pk"):
        if term.country_id and term.in_force(now) and term.user not in found[term.country_id]:
            found[term.country_id].append(term.user)
    return {code: tuple(users) for code, users in found.items()}


def recipients(requests: Iterable[Request]) -> dict[int, tuple[User, ...]]:
    """Return the people to whom each request is written, by its key; the requests came with `to`.

    Of an activity that is kept to its group nobody is told who does not sit there or steer (AC-07).
    """
    asked = list(requests)
    of_country = focal_points({r.country_id for r in asked if r.to is None and r.country_id})
    kept = _kept_to_groups(asked)
    found = {}
    for r in asked:
        people = ((r.to,) if r.to.is_active else ()) if r.to else of_country.get(r.country_id or "", ())
        found[r.pk] = tuple(user for user in people if r.pk not in kept or _sits(user, kept[r.pk]))
    return found


def _kept_to_groups(asked: list[Request]) -> dict[int, int]:
    """Return the group of each request about an activity that is kept to its group."""
    rows = Request.objects.filter(pk__in=[r.pk for r in asked], period__indicator__activity__tier__in=KEPT)
    return dict(rows.values_list("pk", "period__indicator__activity__group")) if asked else {}


def _sits(user: User, group: int) -> bool:
    return user.standing.steers or group in user.standing.groups
