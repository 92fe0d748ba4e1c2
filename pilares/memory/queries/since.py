"""«Since when»: a meeting or a day, as an address says it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.core.days import end_of
from pilares.meetings.models import Meeting
from pilares.people.access import type_of_reader

#: the organ whose meetings the delegates count from
DELEGATES = "GRCM"
#: meetings offered to be chosen
OFFERED = 24


@dataclass(frozen=True)
class Since:
    """A meeting, after its last day, or a day, from its beginning; or what is wrong with what was typed."""

    typed: str
    #: the day of which pages speak
    day: date | None = None
    at: datetime | None = None
    meeting: Meeting | None = None
    problem: str = ""

    @property
    def name(self) -> Wording | None:
        """What the meeting is called, if it is one."""
        return self.meeting.name if self.meeting else None

    @property
    def field(self) -> str:
        """The kind of field that can show what was typed: a field for a day drops what is none."""
        try:
            return "date" if self.meeting or parse_date(self.typed) else "text"
        except ValueError:
            return "text"


@dataclass(frozen=True)
class Choice:
    """A meeting to choose."""

    code: str
    text: str
    on: bool


def read_since(typed: str, user: type_of_reader) -> Since:
    """Read since when; nothing typed means since the last meeting of the delegates that is known."""
    typed = typed.strip()[:60]
    if not typed:
        last = held(user).filter(body__code=DELEGATES).first() or held(user).first()
        return _of(last, "") if last else _from(clock.today(), "")
    try:
        day = parse_date(typed)
    except ValueError:
        return Since(typed, problem=_unreadable(typed))
    if day is not None:
        return _from(day, typed) if day <= clock.today() else Since(typed, problem=_to_come(day))
    meeting = Meeting.objects.visible_to(user).filter(code__iexact=typed).first()
    if meeting is None or meeting.starts_on is None:
        return Since(typed, problem=_unreadable(typed))
    last_day = meeting.ends_on or meeting.starts_on
    return _of(meeting, typed) if last_day <= clock.today() else Since(typed, problem=_to_come(last_day))


def held(user: type_of_reader) -> Any:
    """Return the meetings that took place, as far as the reader may know of them, the last one first."""
    found = Meeting.objects.visible_to(user).filter(status=Meeting.Status.HELD, starts_on__lte=clock.today())
    return found.order_by("-starts_on", "code")


def choices(user: type_of_reader, chosen: Since) -> tuple[Choice, ...]:
    """Return the meetings to choose from: those of the delegates first, then the others."""
    found = list(held(user).select_related("body")[:OFFERED])
    found.sort(key=lambda meeting: meeting.body.code != DELEGATES)
    code = chosen.meeting.code if chosen.meeting else ""
    return tuple(
        Choice(m.code, f"{m.name} ({date_format(m.ends_on or m.starts_on, 'DATE_FORMAT')})", m.code == code)
        for m in found
    )


def _of(meeting: Meeting, typed: str) -> Since:
    day = meeting.ends_on or meeting.starts_on
    return Since(typed or meeting.code, day, end_of(day) if day else None, meeting)


def _from(day: date, typed: str) -> Since:
    at = timezone.make_aware(datetime.combine(day, time.min))
    return Since(typed or day.isoformat(), day, at)


def _to_come(day: date) -> str:
    said = _("%(day)s has not come yet. Choose today or an earlier day.")
    return said % {"day": date_format(day, "DATE_FORMAT")}


def _unreadable(typed: str) -> str:
    said = _("«%(typed)s» is neither a meeting that you may see nor a day. Write a day as in 2021-06-26.")
    return said % {"typed": typed}
