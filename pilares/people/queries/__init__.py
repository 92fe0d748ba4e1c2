"""What the pages about people and actors show: frozen lines, in a constant number of queries."""

from pilares.people.queries.actors import (
    Actors,
    BodyLine,
    CountryLine,
    NameLine,
    OrganisationLine,
    footer,
    in_alphabetical_order,
    member_names,
    read_actors,
    read_body,
    read_country,
)
from pilares.people.queries.feeds import feed_in_use, feed_of, feed_token
from pilares.people.queries.handover import (
    KeptLine,
    OfficeNow,
    kept_for_the_office,
    office_now,
    term_just_ended,
)
from pilares.people.queries.history import Change, HistoryLine, read_history
from pilares.people.queries.persons import (
    AppointmentLine,
    PersonLine,
    appointment_words,
    read_people,
    read_person,
)
from pilares.people.queries.presidencies import (
    PresidencyLine,
    TroikaView,
    latest_presidencies,
    presidency_without_people,
    read_presidencies,
    read_troika,
)
from pilares.people.queries.seats import GroupSeats, SeatLine, read_seats

__all__ = [
    "Actors",
    "AppointmentLine",
    "BodyLine",
    "Change",
    "CountryLine",
    "GroupSeats",
    "HistoryLine",
    "KeptLine",
    "NameLine",
    "OfficeNow",
    "OrganisationLine",
    "PersonLine",
    "PresidencyLine",
    "SeatLine",
    "TroikaView",
    "appointment_words",
    "feed_in_use",
    "feed_of",
    "feed_token",
    "footer",
    "in_alphabetical_order",
    "kept_for_the_office",
    "latest_presidencies",
    "member_names",
    "office_now",
    "presidency_without_people",
    "read_actors",
    "read_body",
    "read_country",
    "read_history",
    "read_people",
    "read_person",
    "read_presidencies",
    "read_seats",
    "read_troika",
    "term_just_ended",
]
