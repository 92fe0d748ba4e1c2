"""Who reads what a presidency hands over and how its groups go (screens.md 19)."""

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.people.access import standing_of, type_of_reader


def why_not_read_handover(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The Troika and the Secretariat: it names people, and what is pending with each group."""
    standing = standing_of(user)
    if standing.steers or standing.troika:
        return None
    return Reason("TROIKA_ONLY", _("The Troika and the Executive Secretariat read this page."))
