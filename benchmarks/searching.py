"""A question asked of twenty thousand records, as a visitor and as a group's member."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client

from pilares.core.index import Indexed, index, look_anew
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import Appointment, Body, User

RECORDS, A_MEETING = 20_000, 100
#: forty words of the kind that conclusions are made of, with one that stands in few of them
WORDS = (
    "Encomendar al Grupo de Trabajo la preparación de una propuesta de {rare} para la protección de las "
    "personas migrantes en la región, con apoyo de las organizaciones observadoras y de las instituciones de "
    "cada País Miembro, e informar de ello al GRCM en su próxima reunión ordinaria."
)
ENGLISH = (
    "Entrust the Working Group with preparing a proposal of {rare} for the protection of migrants in the "
    "region, with support of observer organisations and of the institutions of each Member Country, and "
    "report on it."
)
RARE = ("capacitaciones", "protocolos", "estadísticas", "retornos", "consulados", "albergues", "fronteras")


def searching(question: str, *, member: bool = False) -> Callable[[], Callable[[], Any]]:
    """Lay the records once, and ask the same question again and again."""

    def prepare() -> Callable[[], Any]:
        if Indexed.objects.count() < RECORDS:
            _lay()
        client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
        if member:
            user, _made = User.objects.get_or_create(email="searches@example.invalid")
            since, group = datetime(2019, 1, 1, tzinfo=UTC), Body.objects.get(code="PROT")
            Appointment.objects.get_or_create(
                user=user, office="group_member", country_id="GT", body=group, defaults={"starts_at": since}
            )
            client.force_login(user)
        return lambda: client.get("/es/buscar", {"q": question})

    return prepare


def _lay() -> None:
    rcgm = Body.objects.get(code="GRCM")
    for number in range(RECORDS // A_MEETING):
        meeting = Meeting.objects.create(
            code=f"B-{number}", body=rcgm, name_es=f"Reunión {number}", name_en=f"Meeting {number}",
            starts_on=date(2019, 11, 15), tier="public",
        )  # fmt: skip
        rows = [
            Decision(
                meeting=meeting, paragraph=str(n), verb="entrust", tier="public",
                text_es=WORDS.format(rare=RARE[n % len(RARE)] if n < 14 else "acciones"),
                text_en=ENGLISH.format(rare="actions"),
            )
            for n in range(A_MEETING)
        ]  # fmt: skip
        index(Decision.objects.bulk_create(rows))
    look_anew(Indexed, Decision, Meeting)
