"""Calendars as files (RFC 5545): the few parts of it that an agenda needs, read by every calendar program.

Instants are written in UTC, so that no time zone has to be described; days without an hour are days.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

#: octets of a line at most, without its end (§3.1)
WIDTH = 75
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Occasion:
    """One event as a file says it; `uid` never changes, `sequence` rises with each change of it."""

    uid: str
    sequence: int
    #: when it was last changed
    stamp: datetime
    title: str
    starts: date | datetime
    #: its last day, included, or the instant at which it ends
    ends: date | datetime | None = None
    about: str = ""
    place: str = ""
    url: str = ""
    cancelled: bool = False


def calendar(name: str, occasions: Iterable[Occasion]) -> bytes:
    """Return a calendar's file; programs are told to look again each hour."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Regional Conference on Migration//Pilares//ES",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        f"NAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *(line for one in occasions for line in _event(one)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _event(one: Occasion) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.uid}"
    yield f"DTSTAMP:{_instant(one.stamp)}"
    yield f"LAST-MODIFIED:{_instant(one.stamp)}"
    yield f"SEQUENCE:{one.sequence}"
    yield f"SUMMARY:{escaped(one.title)}"
    yield from _when(one)
    for name, text in (("DESCRIPTION", one.about), ("LOCATION", one.place)):
        if text:
            yield f"{name}:{escaped(text)}"
    if one.url:
        yield f"URL:{one.url}"
    yield "STATUS:CANCELLED" if one.cancelled else "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _when(one: Occasion) -> Iterator[str]:
    """Yield the start and the end; the end of days is the day after the last (§3.6.1)."""
    if isinstance(one.starts, datetime):
        yield f"DTSTART:{_instant(one.starts)}"
        if isinstance(one.ends, datetime):
            yield f"DTEND:{_instant(one.ends)}"
        return
    last = one.ends.date() if isinstance(one.ends, datetime) else one.ends or one.starts
    yield f"DTSTART;VALUE=DATE:{one.starts:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + DAY:%Y%m%d}"


def _instant(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Return a text with the signs that structure a file marked as text (§3.3.11)."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(sign for sign in plain if sign.isprintable() or sign in "\t\N{NO-BREAK SPACE}")


def folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets, each but the first after a space; no letter is cut."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > WIDTH:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
