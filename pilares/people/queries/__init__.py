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
from pilares.people.queries.presidencies import PresidencyLine, TroikaView, read_presidencies, read_troika

__all__ = [
    "Actors",
    "BodyLine",
    "CountryLine",
    "NameLine",
    "OrganisationLine",
    "PresidencyLine",
    "TroikaView",
    "footer",
    "in_alphabetical_order",
    "member_names",
    "read_actors",
    "read_body",
    "read_country",
    "read_presidencies",
    "read_troika",
]
