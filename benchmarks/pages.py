"""«My work» and «Progress», of a plan that is full: what people open first, every day."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from pilares.people.models import Appointment, User

SINCE = datetime(2019, 1, 1, tzinfo=UTC)


def work(office: str, **held: Any) -> Callable[[], Callable[[], Any]]:
    """Ask for «My work» as somebody who holds an office."""

    def prepare() -> Callable[[], Any]:
        user, _made = User.objects.get_or_create(email=f"works-{office}@example.invalid")
        Appointment.objects.get_or_create(user=user, office=office, **held, defaults={"starts_at": SINCE})
        client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
        client.force_login(user)
        return lambda: client.get("/es/mi-trabajo")

    return prepare
