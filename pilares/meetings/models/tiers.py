"""How far what hangs from a meeting reaches: the one place that says whom GROUP and CLOSED let in (§3.10)."""

from typing import Any

from django.db import models
from django.db.models import Q

from pilares.core.access import Tier
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Appointment, Body, Standing

#: the tiers of those seated in the meeting alone
SEATED = (Tier.GROUP, Tier.CLOSED)
#: those who sit in the organs for a Member Country
DELEGATIONS = frozenset({Appointment.Office.DELEGATE, Appointment.Office.PRESIDENCY})


class ByTier(models.QuerySet[Any]):
    """Rows with a `tier` that belong to no group."""

    def visible_to(self, user: type_of_reader) -> "ByTier":
        """Keep what the reader's tiers reach; those who steer read everything."""
        standing = standing_of(user)
        return self if standing.steers else self.filter(tier__in=standing.tiers)


class OfAMeeting(ByTier):
    """Meetings and what hangs from them; the model's `TO_MEETING` is the way up, `TIERS` what must be open.

    `SEATS` names a tier that bars only while it keeps a meeting to those seated in it: conclusions may be
    published although the meeting has no page for everybody.
    """

    def visible_to(self, user: type_of_reader) -> "OfAMeeting":
        """Keep what the reader's tiers reach, and what only those seated in the meeting may see."""
        standing = standing_of(user)
        if standing.steers:
            return self
        seat = seated(standing, self.model.TO_MEETING)
        open_ = Q()
        for way in self.model.SEATS:
            held_in_private = Q(**{f"{way}__in": SEATED})
            open_ &= ~held_in_private if seat is None else ~held_in_private | seat
        for way in self.model.TIERS:
            open_ &= reached(standing, way, seat)
        return self.filter(open_)


def reached(standing: Standing, way: str, seat: Q | None) -> Q:
    """Say which rows have a tier at the end of `way` that lets the person in; no row there bars nobody."""
    said = Q(**{f"{way}__in": standing.tiers})
    if seat is not None:
        said |= seat & Q(**{f"{way}__in": SEATED})
    return said | Q(**{f"{way}__isnull": True}) if "__" in way else said


def seated(standing: Standing, to_meeting: str) -> Q | None:
    """Say which rows hang from a meeting in which the person sits; `None` for who sits in none.

    In a working group sit its members; in an organ, the delegations of the Member Countries. Observers
    and the RNCOM take part in open work only (§3.10).
    """
    if not standing.member:
        return None
    seat = Q()
    if standing.groups:
        joint = Body.objects.filter(pk__in=standing.groups, joint_meetings__isnull=False)
        seat |= Q(**{f"{to_meeting}body__in": standing.groups})
        seat |= Q(**{f"{to_meeting}pk__in" if to_meeting else "pk__in": joint.values("joint_meetings")})
    if standing.offices & DELEGATIONS:
        seat |= Q(**{f"{to_meeting}body__kind": Body.Kind.ORGAN})
    return seat or None


def sits(standing: Standing, meeting: Any) -> bool:
    """Whether the person sits in a meeting that is at hand, with its bodies (`Meeting.bodies`)."""
    if standing.steers:
        return True
    if not standing.member:
        return False
    return any(
        body.pk in standing.groups or (body.kind == Body.Kind.ORGAN and standing.offices & DELEGATIONS)
        for body in meeting.bodies
    )
