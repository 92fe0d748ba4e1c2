"""Who: countries, organisations, organs and groups, presidencies, people and the offices they hold.

Everything here has dates, because names, memberships and offices change (§1.1, §1.6 Tabla 2, notas 3-5).
"""

from pilares.people.models.bodies import Body, BodyName, Seat
from pilares.people.models.persons import Appointment, Standing, User
from pilares.people.models.places import Country, Membership, Organisation
from pilares.people.models.presidencies import Presidency, Troika

__all__ = [
    "Appointment",
    "Body",
    "BodyName",
    "Country",
    "Membership",
    "Organisation",
    "Presidency",
    "Seat",
    "Standing",
    "Troika",
    "User",
]
