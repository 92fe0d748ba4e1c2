"""Who: countries, organisations, organs and groups, presidencies, people and the offices they hold.

Everything here has dates, because names, memberships and offices change (§1.1, §1.6 Tabla 2, notas 3-5).
"""

from pilares.people.models.bodies import Body, BodyName, Seat
from pilares.people.models.feeds import CalendarFeed
from pilares.people.models.handover import KEPT_WITHIN, Handover, KeptForm
from pilares.people.models.persons import Appointment, Standing, User
from pilares.people.models.places import Country, Membership, Organisation
from pilares.people.models.presidencies import Presidency, Terms, Troika

__all__ = [
    "KEPT_WITHIN",
    "Appointment",
    "Body",
    "BodyName",
    "CalendarFeed",
    "Country",
    "Handover",
    "KeptForm",
    "Membership",
    "Organisation",
    "Presidency",
    "Seat",
    "Standing",
    "Terms",
    "Troika",
    "User",
]
