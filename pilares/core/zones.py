"""One instant as the reader's city, the Secretariat's and UTC say it; cities in words, summer time right."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.template.defaultfilters import date as date_filter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: zones whose city for the region is another than the one that names them, or is written otherwise
CITIES = {
    "America/Belize": gettext_lazy("Belmopan"),
    "America/Costa_Rica": gettext_lazy("San José"),
    "America/El_Salvador": "San Salvador",
    "America/Guatemala": gettext_lazy("Guatemala City"),
    "America/Mexico_City": gettext_lazy("Mexico City"),
    "America/New_York": "Washington, D.C.",
    "America/Panama": gettext_lazy("Panama City"),
    "America/Toronto": "Ottawa",
}


def day_there(instant: datetime) -> date:
    """Return the day of an instant in the reader's zone."""
    return _day_in(instant, timezone.get_current_timezone())


@lru_cache(8192)
def _day_in(instant: datetime, zone: tzinfo) -> date:
    return instant.astimezone(zone).date()


@dataclass(frozen=True)
class Hour:
    """An instant as one place says it; `city` is empty for UTC."""

    city: str
    at: datetime

    @property
    def hour(self) -> str:
        """The hour, as in 17:00."""
        return date_filter(self.at, "H:i")

    @property
    def day(self) -> str:
        """The day with its name, as in «Friday 20 August 2021»."""
        return f"{date_filter(self.at, 'l')} {date_filter(self.at, 'DATE_FORMAT')}"

    @property
    def name(self) -> str:
        """The place, with UTC's own name."""
        return self.city or "UTC"

    @property
    def offset(self) -> str:
        """How far it stands from UTC, as in UTC−6."""
        minutes = int((self.at.utcoffset() or UTC.utcoffset(None)).total_seconds() // 60)
        hours, rest = divmod(abs(minutes), 60)
        sign = "−" if minutes < 0 else "+"
        return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}"


def city_of(zone: tzinfo | str) -> str:
    """Return the city that stands for a zone, in the reader's language."""
    key = str(getattr(zone, "key", zone))
    return str(CITIES.get(key, key.rpartition("/")[2].replace("_", " ")))


def hours(instant: datetime) -> tuple[Hour, ...]:
    """Return an instant in the reader's zone, the Secretariat's and UTC, each zone once."""
    zones: list[tzinfo] = [timezone.get_current_timezone(), timezone.get_default_timezone()]
    if str(zones[0]) == str(zones[1]):
        zones = zones[:1]
    local = [Hour(city_of(zone), instant.astimezone(zone)) for zone in zones if str(zone) != "UTC"]
    return (*local, Hour("", instant.astimezone(ZoneInfo("UTC"))))


def in_words(instant: datetime) -> str:
    """Return «Friday 20 August 2021, 19:00 (Ottawa) · 17:00 (San José) · 23:00 UTC»; another day is said."""
    first, *others = hours(instant)
    said = [_("%(day)s, %(hour)s") % {"day": first.day, "hour": _placed(first)}]
    for other in others:
        same = other.at.date() == first.at.date()
        said.append(
            _placed(other) if same else _("%(day)s, %(hour)s") % {"day": other.day, "hour": _placed(other)}
        )
    return " · ".join(said)


def _placed(hour: Hour) -> str:
    return f"{hour.hour} ({hour.city})" if hour.city else f"{hour.hour} UTC"
