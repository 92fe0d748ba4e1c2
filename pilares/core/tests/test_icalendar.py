"""Calendars as files, read back as a calendar program reads them (RFC 5545)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from pilares.core.icalendar import WIDTH, Occasion, calendar

STAMP = datetime(2021, 10, 15, 15, tzinfo=UTC)


def read(content: bytes) -> list[dict[str, str]]:
    """Read a file's events: unfold, split at the first colon outside parameters, unmark texts."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    found: list[dict[str, str]] = []
    for line in lines:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name:
            plain = value.replace("\\\\", "\0").replace("\\n", "\n")
            found[-1].setdefault(name, plain.replace("\\,", ",").replace("\\;", ";").replace("\0", "\\"))
    return found


def test_a_file_is_read_back_as_it_was_written():
    title = "Reunión del GT; «Protección», con una \\ y un título tan largo que no cabe en una línea: ñandú 🗓"
    day = Occasion("window-1-closes@crm", 3, STAMP, title, date(2021, 10, 22), about="Uno\nDos\r\nTres\x07")
    days = Occasion("meeting-1@crm", 0, STAMP, "RVM", date(2021, 12, 2), date(2021, 12, 3), cancelled=True)
    begins = datetime(2021, 11, 3, 9, tzinfo=ZoneInfo("America/Mexico_City"))
    hour = Occasion("session-1@crm", 1, STAMP, "Sesión", begins, begins.replace(hour=11), place="Ottawa")
    content = calendar("CRM", [day, days, hour])
    physical = content.split(b"\r\n")
    assert [line for line in physical if len(line) > WIDTH or b"\n" in line or b"\r" in line] == []
    assert physical[:3] == [b"BEGIN:VCALENDAR", b"VERSION:2.0", physical[2]]
    assert physical[-2:] == [b"END:VCALENDAR", b""]
    first, second, third = read(content)
    assert (first["SUMMARY"], first["DESCRIPTION"]) == (title, "Uno\nDos\nTres")
    assert (first["UID"], first["SEQUENCE"], first["DTSTAMP"]) == (
        "window-1-closes@crm", "3", "20211015T150000Z",
    )  # fmt: skip
    assert (first["DTSTART;VALUE=DATE"], first["DTEND;VALUE=DATE"]) == ("20211022", "20211023")
    assert (second["DTEND;VALUE=DATE"], second["STATUS"]) == ("20211204", "CANCELLED")
    # 09:00 in Mexico City in November, in winter time, is 15:00 in UTC
    assert (third["DTSTART"], third["DTEND"]) == ("20211103T150000Z", "20211103T170000Z")
    assert (third["LOCATION"], third["STATUS"]) == ("Ottawa", "CONFIRMED")


def test_nobody_slips_a_line_into_a_file():
    content = calendar("CRM", [Occasion("a@crm", 0, STAMP, "x\r\nURL:https://example.org", date(2021, 1, 1))])
    assert read(content)[0]["SUMMARY"] == "x\nURL:https://example.org"
    assert b"\r\nURL" not in content
