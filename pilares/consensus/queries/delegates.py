"""Who speaks for each country on a text."""

from collections.abc import Collection
from dataclasses import dataclass

from pilares.consensus.access import why_not_name
from pilares.consensus.models import Delegation
from pilares.people.models import Country, Membership, User
from pilares.people.queries import in_alphabetical_order
from pilares.plans.models import Document


@dataclass(frozen=True)
class DelegateLine:
    """A country with the person who speaks for it on a text, if it named one."""

    country: Country
    name: str


@dataclass(frozen=True)
class DelegatesPage:
    """The delegates of a text; `mine` are the countries whose delegate the reader names."""

    document: Document
    lines: tuple[DelegateLine, ...]
    mine: tuple[Country, ...]


def delegates_page(document: Document, user: User) -> DelegatesPage:
    """Read the delegates, in two queries; a country's people see their own, who steers sees all."""
    members = Membership.objects.in_force().filter(kind=Membership.Kind.MEMBER).select_related("country")
    named = {
        row.country_id: str(row.user)
        for row in Delegation.objects.filter(document=document, ended_at=None).select_related("user")
    }
    countries = in_alphabetical_order([seat.country for seat in members], lambda country: country.name)
    standing = user.standing
    seen = [one for one in countries if standing.steers or one.pk in standing.countries]
    return DelegatesPage(
        document=document,
        lines=tuple(DelegateLine(one, named.get(one.pk, "")) for one in seen),
        mine=tuple(one for one in seen if why_not_name(user, one.pk) is None),
    )


def without_delegate(documents: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return, for each text, the countries that named nobody: they cannot object yet (AC-05); two queries."""
    members = Membership.objects.in_force().filter(kind=Membership.Kind.MEMBER).select_related("country")
    named = set(
        Delegation.objects.filter(document__in=documents, ended_at=None).values_list("document", "country")
    )
    countries = in_alphabetical_order([seat.country for seat in members], lambda country: country.name)
    return {
        document: tuple(one.name.text for one in countries if (document, one.pk) not in named)
        for document in documents
    }
