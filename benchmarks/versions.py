"""Two versions of a plan of sixty sections, compared as a member reads what changed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from pilares.people.models import Appointment, User
from pilares.plans.models import Block, Document, Section, Version

SECTIONS, EACH = 60, 10
SINCE = datetime(2021, 1, 1, tzinfo=UTC)


def comparison() -> Callable[[], Any]:
    """Lay both versions once, and ask for what changed as a delegate."""
    user, _made = User.objects.get_or_create(email="compares@example.invalid")
    Appointment.objects.get_or_create(
        user=user, office="delegate", country_id="PA", defaults={"starts_at": SINCE}
    )
    document, is_new = Document.objects.get_or_create(
        code="texto-largo", defaults={"kind": "text", "title_es": "Texto de sesenta secciones", "order": 98}
    )
    if is_new:
        for number in (1, 2):
            _version(document, number)
    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    client.force_login(user)
    return lambda: client.get("/es/documentos/texto-largo/v1...v2")


def _version(document: Document, number: int) -> None:
    """Write a version in which every tenth paragraph changes, one is new and one is gone."""
    version = Version.objects.create(document=document, number=number, status="in_consultation")
    sections = Section.objects.bulk_create(
        Section(version=version, number=str(n), anchor=str(n), order=n, title_es=f"Sección {n}")
        for n in range(1, SECTIONS + 1)
    )
    Block.objects.bulk_create(
        Block(
            section=section, anchor=f"{section.anchor}.p{n}", order=n, kind="paragraph",
            text_es="Los Países Miembros intercambian información y buenas prácticas, y desarrollan "
            f"capacidades {'conjuntas ' if number == 2 and n == EACH else ''}en la materia {section.anchor} "
            f"del párrafo {n}, de conformidad con su legislación nacional y en el marco de la Conferencia.",
        )
        for section in sections
        for n in range(1, EACH + 1)
        if (number, section.anchor, n) not in {(1, "7", 3), (2, "9", 4)}
    )  # fmt: skip
