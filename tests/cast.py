"""The fixed cast of the tests: one person per role around Working Group PROT, on 15 October 2021.

Fixtures: `world` (countries, organs, groups and organisations, and Mexico in office), the people
(`nobody`, `observer`, `civil_society`, `member`, `other_member`, `outsider`, `focal_point`,
`delegate`, `presidency`, `secretariat`), `cast` (all of them by name), `sign_in`, `move_clock`,
`real_clock` and `real_instance`. `appoint` makes a person or gives one another office.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import Settings

from pilares.people.models import Appointment, Body, Country, Membership, Organisation, Presidency, User

NOW = "2021-10-15T09:00:00-06:00"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PASSWORD = "una frase que nadie adivina"
Office = Appointment.Office

MEMBERS = (  # code, ISO 3166 alpha-3, Spanish, English
    ("BZ", "BLZ", "Belice", "Belize"),
    ("CA", "CAN", "Canadá", "Canada"),
    ("CR", "CRI", "Costa Rica", "Costa Rica"),
    ("DO", "DOM", "República Dominicana", "Dominican Republic"),
    ("SV", "SLV", "El Salvador", "El Salvador"),
    ("GT", "GTM", "Guatemala", "Guatemala"),
    ("HN", "HND", "Honduras", "Honduras"),
    ("MX", "MEX", "México", "Mexico"),
    ("NI", "NIC", "Nicaragua", "Nicaragua"),
    ("PA", "PAN", "Panamá", "Panama"),
    ("US", "USA", "Estados Unidos", "United States"),
)
BODIES = (  # code, kind, slugs, names, short names
    ("RVM", "organ", "reunion-viceministerial", "vice-ministerial-meeting",
     "Reunión Viceministerial", "Vice-Ministerial Meeting", "RVM", "RVM"),
    ("GRCM", "organ", "grupo-regional-de-consulta", "regional-consultation-group",
     "Grupo Regional de Consulta sobre Migración", "Regional Consultation Group on Migration",
     "GRCM", "RCGM"),
    ("PPT", "organ", "presidencia-pro-tempore", "presidency-pro-tempore",
     "Presidencia Pro-Témpore", "Presidency Pro-Témpore", "PPT", "PPT"),
    ("SE", "organ", "secretaria-ejecutiva", "executive-secretariat",
     "Secretaría Ejecutiva", "Executive Secretariat", "SE", "ES"),
    ("PROT", "group", "proteccion", "protection",
     "Grupo de Trabajo sobre Protección", "Working Group on Protection", "Protección", "Protection"),
    ("IRR", "group", "migracion-irregular-y-masiva", "irregular-and-mass-migration",
     "Grupo de Trabajo sobre Migración Irregular y Masiva",
     "Working Group on Irregular and Mass Migration",
     "Migración Irregular y Masiva", "Irregular and Mass Migration"),
    ("LAB", "group", "migracion-laboral", "labor-migration",
     "Grupo de Trabajo sobre Migración Laboral", "Working Group on Labor Migration",
     "Migración Laboral", "Labor Migration"),
    ("FRO", "group", "gestion-fronteriza", "border-management",
     "Grupo de Trabajo sobre Gestión Fronteriza", "Working Group on Border Management",
     "Gestión Fronteriza", "Border Management"),
    ("EXTRA", "ad_hoc", "migrantes-extra-regionales", "extra-regional-migrants",
     "Grupo Ad Hoc sobre Migrantes Extra-Regionales", "Ad Hoc Group on Extra-Regional Migrants",
     "Ad Hoc: Migrantes Extra-Regionales", "Ad Hoc: Extra-Regional Migrants"),
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """The countries, bodies and organisations that a small test needs."""

    countries: dict[str, Country]
    bodies: dict[str, Body]
    organisations: dict[str, Organisation]
    #: Mexico's term, in office from 1 January 2021
    mexico: Presidency


def build_world() -> World:
    """Write the small world down; the same names as the real actors, without loading them."""
    countries = [Country(code=c, iso3=iso, name_es=es, name_en=en) for c, iso, es, en in MEMBERS]
    Country.objects.bulk_create(countries)
    Membership.objects.bulk_create([Membership(country=c, kind=Membership.Kind.MEMBER) for c in countries])
    for order, (code, kind, slug_es, slug_en, name_es, name_en, short_es, short_en) in enumerate(BODIES):
        Body.objects.create(
            code=code, kind=kind, slug_es=slug_es, slug_en=slug_en, name_es=name_es, name_en=name_en,
            short_es=short_es, short_en=short_en, order=order,
        )  # fmt: skip
    observing = Organisation.objects.create(
        code="oim", kind=Organisation.Kind.OBSERVER,
        name_es="Organización Internacional para las Migraciones",
        name_en="International Organization for Migration", acronym_es="OIM", acronym_en="IOM",
    )  # fmt: skip
    network = Organisation.objects.create(
        code="rrocm", kind=Organisation.Kind.CIVIL_SOCIETY,
        name_es="Red Regional de Organizaciones Civiles para las Migraciones",
        name_en="Regional Network for Civil Organizations on Migration",
        acronym_es="RROCM", acronym_en="RNCOM",
    )  # fmt: skip
    mexico = Presidency.objects.create(
        country_id="MX", order=1, label="2021", starts_at=datetime(2021, 1, 1, 6, tzinfo=UTC)
    )
    return World(
        countries={c.code: c for c in countries},
        bodies={b.code: b for b in Body.objects.all()},
        organisations={"oim": observing, "rrocm": network},
        mexico=mexico,
    )


def appoint(
    who: str | User,
    office: str,
    *,
    country: str | None = None,
    body: str | None = None,
    organisation: str | None = None,
    starts_at: datetime = LONG_AGO,
    ends_at: datetime | None = None,
    password: str | None = None,
) -> User:
    """Give a person an office, by codes; an unknown address becomes a new person with that account.

    The answer is read afresh, so that `user.standing` knows the new office.
    """
    if isinstance(who, User):
        user = who
    else:
        user = User.objects.filter(email=who).first() or User.objects.create_user(
            who, password, name=who.split("@")[0].replace("-", " ").capitalize()
        )
    Appointment.objects.create(
        user=user, office=office, country_id=country, starts_at=starts_at, ends_at=ends_at,
        body=Body.objects.get(code=body) if body else None,
        organisation=Organisation.objects.get(code=organisation) if organisation else None,
    )  # fmt: skip
    return User.objects.get(pk=user.pk)


def as_role(client: Client, user: User | AnonymousUser) -> Client:
    """Return the client signed in as the person, or signed out for `nobody`."""
    if isinstance(user, User):
        client.force_login(user)
    else:
        client.logout()
    return client


@pytest.fixture(autouse=True)
def demo_clock(request: pytest.FixtureRequest, settings: Settings) -> None:
    """Let it be the demo, on 15 October 2021 at 9:00 in San José, unless the test asks for `real_clock`."""
    if "real_clock" not in request.fixturenames:
        settings.DEMO, settings.NOW = True, NOW


@pytest.fixture
def real_clock(settings: Settings) -> None:
    """Let time be the machine's, and the instance a real one."""
    settings.DEMO, settings.NOW = False, ""


@pytest.fixture
def real_instance(demo_clock: None, settings: Settings) -> None:
    """Let the instance be a real one, on the same day as the demo."""
    settings.DEMO = False


@pytest.fixture
def move_clock(settings: Settings) -> Callable[[str], None]:
    """Set the present to an ISO instant: `move_clock("2022-01-01T00:00:00-06:00")`."""

    def move(instant: str) -> None:
        settings.NOW = instant

    return move


@pytest.fixture
def sign_in(client: Client) -> Callable[[User | AnonymousUser], Client]:
    """Return the test's client as a person: `sign_in(member).get(…)`."""
    return lambda user: as_role(client, user)


@pytest.fixture
def world(db: None) -> World:
    """The countries, organs, groups and organisations, and Mexico presiding."""
    return build_world()


@pytest.fixture
def nobody() -> AnonymousUser:
    """A visitor who did not sign in."""
    return AnonymousUser()


@pytest.fixture
def observer(world: World) -> User:
    """An official of an observer organisation."""
    return appoint("observador@example.org", Office.OBSERVER, organisation="oim")


@pytest.fixture
def civil_society(world: World) -> User:
    """The secretary of the RROCM."""
    return appoint("rrocm@example.org", Office.CIVIL_SOCIETY, organisation="rrocm")


@pytest.fixture
def member(world: World) -> User:
    """Member A of Working Group PROT, from Guatemala."""
    return appoint("miembro-a@example.org", Office.GROUP_MEMBER, country="GT", body="PROT")


@pytest.fixture
def other_member(world: World) -> User:
    """Member B of Working Group PROT, from Honduras."""
    return appoint("miembro-b@example.org", Office.GROUP_MEMBER, country="HN", body="PROT")


@pytest.fixture
def outsider(world: World) -> User:
    """A member of another group, LAB, from Belize."""
    return appoint("ajena@example.org", Office.GROUP_MEMBER, country="BZ", body="LAB")


@pytest.fixture
def focal_point(world: World) -> User:
    """The focal point of Honduras."""
    return appoint("focal-hn@example.org", Office.FOCAL_POINT, country="HN")


@pytest.fixture
def delegate(world: World) -> User:
    """The GRCM delegate of Panama."""
    return appoint("grcm-pa@example.org", Office.DELEGATE, country="PA")


@pytest.fixture
def presidency(world: World) -> User:
    """An official of Mexico's presidency, which is in office in 2021."""
    return appoint("ppt@example.org", Office.PRESIDENCY, country="MX")


@pytest.fixture
def secretariat(world: World) -> User:
    """An officer of the Executive Secretariat."""
    return appoint("se@example.org", Office.SECRETARIAT)


ROLES = (
    "nobody", "observer", "civil_society", "member", "other_member", "outsider", "focal_point",
    "delegate", "presidency", "secretariat",
)  # fmt: skip


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, User | AnonymousUser]:
    """Everybody, by role."""
    return {role: request.getfixturevalue(role) for role in ROLES}
