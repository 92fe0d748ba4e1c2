"""The meetings that come, as far as a reader may know of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from pilares.core.bilingual import Wording
from pilares.meetings.models import Meeting
from pilares.people.access import type_of_reader

#: zones whose city has another name than the zone
CITIES = {"America/Costa_Rica": "San José"}


@dataclass(frozen=True)
class NextMeeting:
    """A meeting that was convened."""

    name: Wording
    starts_on: date
    starts_at: datetime | None
    modality: str
    place: Wording
    presidency: str

    @property
    def city(self) -> str:
        """The city by whose clock the reader is told the hour."""
        zone = timezone.get_current_timezone_name()
        return CITIES.get(zone) or zone.rpartition("/")[2].replace("_", " ")


def next_meetings(user: type_of_reader, day: date, most: int) -> Iterator[NextMeeting]:
    """Yield the next meetings, from a day on; one query."""
    seen = Meeting.objects.visible_to(user).filter(status=Meeting.Status.CONVENED, starts_on__gte=day)
    for meeting in seen.select_related("presidency").order_by("starts_on", "code")[:most]:
        yield NextMeeting(
            name=meeting.name,
            starts_on=meeting.starts_on,
            starts_at=meeting.starts_at,
            modality=str(meeting.get_modality_display()).lower(),
            place=meeting.place,
            presidency=meeting.presidency.name.text if meeting.presidency else "",
        )


def next_meeting(user: type_of_reader, day: date) -> NextMeeting | None:
    """Return the next meeting, if one was convened."""
    return next(next_meetings(user, day, 1), None)
