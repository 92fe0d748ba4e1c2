"""Who reads what a presidency hands over, how its groups go, and the vice-ministers' sheet."""

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.core.search import fold
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Country, Membership


def why_not_read_handover(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The Troika and the Secretariat: it names people, and what is pending with each group."""
    standing = standing_of(user)
    if standing.steers or standing.troika:
        return None
    return Reason("TROIKA_ONLY", _("The Troika and the Executive Secretariat read this page."))


def why_not_read_sheet(user: type_of_reader, _obj: object = None) -> Reason | None:
    """Those who act for a Member Country read their country's sheet; the Secretariat serves all of them."""
    if countries_of_sheet(user):
        return None
    return Reason("OWN_COUNTRY", _("The sheet is for those who act for a Member Country."))


def countries_of_sheet(user: type_of_reader) -> tuple[Country, ...]:
    """Return the countries whose sheet a person may read, in the order of the reader's language."""
    standing = standing_of(user)
    seated = Membership.objects.filter(kind=Membership.Kind.MEMBER).in_force()
    members = Country.objects.filter(pk__in=seated.values("country"))
    if not standing.secretariat:
        members = members.filter(pk__in=standing.countries if standing.member else ())
    return tuple(sorted(members, key=lambda country: fold(country.name.text)))
