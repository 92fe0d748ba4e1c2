"""A text in consultation as a delegate reads it: forty paragraphs and 200 observations of each country."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from pilares.consensus.models import Delegation, Observation, Round
from pilares.consensus.queries.texts import snapshot
from pilares.people.models import Appointment, Membership, User
from pilares.plans.models import Block, Document, Section, Version

PARAGRAPHS, EACH = 40, 200
OPENED, CLOSES = datetime(2021, 10, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def consultation() -> Callable[[], Any]:
    """Lay the round once, and ask for its first page as the delegate of one country."""
    user, _made = User.objects.get_or_create(email="delegate@example.invalid")
    Appointment.objects.get_or_create(
        user=user, office="delegate", country_id="PA", defaults={"starts_at": OPENED}
    )
    round_ = Round.objects.first() or _lay(user)
    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    client.force_login(user)
    return lambda: client.get(f"/es/textos/{round_.pk}")


def _lay(user: User) -> Round:
    document = Document.objects.create(code="consulta", kind="text", title_es="Texto en consulta", order=99)
    versions = [_version(document, number) for number in (1, 2)]
    Delegation.objects.create(document=document, country_id="PA", user=user, named_at=OPENED)
    round_ = Round.objects.create(
        version=versions[1], before=versions[0], number=1, text=snapshot(versions[1]), opened_at=OPENED,
        closes_at=CLOSES,
    )  # fmt: skip
    countries = Membership.objects.in_force().filter(kind="member").values_list("country", flat=True)
    Observation.objects.bulk_create(
        Observation(
            round=round_, country_id=country, anchor=f"1.{n % PARAGRAPHS + 1}", at=OPENED,
            text=f"Conviene precisar el alcance de este párrafo; es la observación {n + 1} del país.",
        )
        for country in countries
        for n in range(EACH)
    )  # fmt: skip
    return round_


def _version(document: Document, number: int) -> Version:
    """Write a version in which every third paragraph changes."""
    version = Version.objects.create(document=document, number=number, status="in_consultation")
    section = Section.objects.create(version=version, number="1", anchor="1", order=1, title_es="Objeto")
    Block.objects.bulk_create(
        Block(
            section=section, anchor=f"1.{n}", order=n, kind="paragraph",
            text_es="Los Países Miembros intercambian información y buenas prácticas, y desarrollan "
            f"capacidades {'conjuntas ' if number == 2 and n % 3 == 0 else ''}en la materia del párrafo {n}.",
        )
        for n in range(1, PARAGRAPHS + 1)
    )  # fmt: skip
    return version
