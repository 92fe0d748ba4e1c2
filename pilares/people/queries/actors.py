"""Who is who: countries, organs, groups, networks and organisations, in the reader's alphabetical order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.utils.functional import SimpleLazyObject
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording, wording
from pilares.core.search import fold
from pilares.people.models import Body, Country, Membership, Organisation
from pilares.people.queries.presidencies import PresidencyLine, of_country

T = TypeVar("T")


@dataclass(frozen=True)
class CountryLine:
    """A country with its seat at the table."""

    code: str
    name: str
    kind: str
    since: date | None
    until: date | None
    note: Wording
    source: str


@dataclass(frozen=True)
class NameLine:
    """A name that a body has or had, with what is known of its dates."""

    name: Wording
    acronym: str
    period: str
    source: str


@dataclass(frozen=True)
class BodyLine:
    """An organ, a group, a network or a mechanism."""

    code: str
    kind: str
    slug: str
    #: the slug of each language
    slugs: tuple[tuple[str, str], ...]
    name: str
    short: str
    about: Wording
    source: str
    #: every name it has had, today's among them, oldest first; empty where only today's is known
    names: tuple[NameLine, ...]
    illustrative: bool

    @property
    def former(self) -> tuple[NameLine, ...]:
        """The names that it no longer has."""
        return tuple(line for line in self.names if line.name.text != self.name)


@dataclass(frozen=True)
class OrganisationLine:
    """An organisation at the table."""

    code: str
    kind: str
    name: str
    acronym: str
    named_in_plan: bool
    note: Wording
    source: str


@dataclass(frozen=True)
class Actors:
    """The whole page of who is who."""

    members: tuple[CountryLine, ...]
    observers: tuple[CountryLine, ...]
    organs: tuple[BodyLine, ...]
    groups: tuple[BodyLine, ...]
    ad_hoc: tuple[BodyLine, ...]
    networks: tuple[BodyLine, ...]
    mechanisms: tuple[BodyLine, ...]
    organisations: tuple[OrganisationLine, ...]
    civil_society: tuple[OrganisationLine, ...]


@dataclass(frozen=True)
class CountryPage:
    """A country's seats and the times at which sources show it presiding."""

    code: str
    name: str
    seats: tuple[CountryLine, ...]
    presidencies: tuple[PresidencyLine, ...]


def in_alphabetical_order(items: Iterable[T], name: Callable[[T], object]) -> tuple[T, ...]:
    """Sort by a name as a reader does: without regard to accents and capitals."""
    return tuple(sorted(items, key=lambda item: fold(str(name(item)))))


def read_actors() -> Actors:
    """Return everybody at the table today, in four queries."""
    seats = [_country(s) for s in Membership.objects.in_force().select_related("country")]
    bodies = [_body(b) for b in Body.objects.prefetch_related("names")]
    around = [_organisation(o) for o in Organisation.objects.in_force()]

    def countries(kind: str) -> tuple[CountryLine, ...]:
        return in_alphabetical_order((s for s in seats if s.kind == kind), lambda s: s.name)

    def of_kind(kind: str) -> tuple[BodyLine, ...]:
        return tuple(b for b in bodies if b.kind == kind)

    def organisations(kind: str) -> tuple[OrganisationLine, ...]:
        return in_alphabetical_order((o for o in around if o.kind == kind), lambda o: o.name)

    return Actors(
        members=countries(Membership.Kind.MEMBER),
        observers=countries(Membership.Kind.OBSERVER),
        organs=of_kind(Body.Kind.ORGAN),
        groups=of_kind(Body.Kind.GROUP),
        ad_hoc=of_kind(Body.Kind.AD_HOC),
        networks=of_kind(Body.Kind.NETWORK),
        mechanisms=of_kind(Body.Kind.MECHANISM),
        organisations=organisations(Organisation.Kind.OBSERVER),
        civil_society=organisations(Organisation.Kind.CIVIL_SOCIETY),
    )


def read_body(slug: str) -> BodyLine | None:
    """Return an organ, network or mechanism by its slug in either language; groups have their own pages."""
    kinds = (Body.Kind.ORGAN, Body.Kind.NETWORK, Body.Kind.MECHANISM)
    found = Body.objects.filter(kind__in=kinds).prefetch_related("names")
    body = found.filter(slug_es=slug).first() or found.filter(slug_en=slug).first()
    return _body(body) if body else None


def read_country(code: str) -> CountryPage | None:
    """Return a country by its ISO code, with its seats and its presidencies."""
    country = Country.objects.filter(code=code.upper()).first()
    if country is None:
        return None
    seats = Membership.objects.filter(country=country).select_related("country").order_by("starts_on")
    return CountryPage(
        country.code, country.name.text, tuple(_country(s) for s in seats), of_country(country.code)
    )


def member_names() -> str:
    """Return the Member Countries of today in one sentence, alphabetical in the reader's language."""
    seats = Membership.objects.in_force().filter(kind=Membership.Kind.MEMBER)
    both = seats.values_list("country__name_es", "country__name_en")  # every page asks for them
    names = in_alphabetical_order((wording(es, en).text for es, en in both), str)
    return str(get_text_list(list(names), _("and")))


def footer(_request: object) -> dict[str, Any]:
    """Give every template the members of the CRM; the database is asked only where they are shown."""
    return {"member_names": SimpleLazyObject(member_names)}


def _country(seat: Membership) -> CountryLine:
    return CountryLine(
        code=seat.country_id,
        name=seat.country.name.text,
        kind=seat.kind,
        since=seat.starts_on,
        until=seat.ends_on,
        note=seat.note,
        source=seat.source,
    )


def _body(body: Body) -> BodyLine:
    return BodyLine(
        code=body.code,
        kind=body.kind,
        slug=body.slug,
        slugs=(("es", body.slug_es), ("en", body.slug_en)),
        name=body.name.text,
        short=body.short.text,
        about=body.about,
        source=body.source,
        names=tuple(
            NameLine(name=n.name, acronym=n.acronym.text, period=n.period.text, source=n.source)
            for n in body.names.all()
        ),
        illustrative=body.illustrative,
    )


def _organisation(organisation: Organisation) -> OrganisationLine:
    return OrganisationLine(
        code=organisation.code,
        kind=organisation.kind,
        name=organisation.name.text,
        acronym=organisation.acronym.text,
        named_in_plan=organisation.named_in_plan,
        note=organisation.note,
        source=organisation.source,
    )
