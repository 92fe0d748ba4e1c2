"""The five cases: what a person asks for, by the same door as a browser."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpResponse
from django.test import Client

from benchmarks.data import INDICATORS
from pilares.people.models import Appointment, Body, User

MANY = 1000 // INDICATORS  # activities that make a page or a sheet of 1,000 indicators
type_of_ask = Callable[[], HttpResponse]


@dataclass(frozen=True)
class Case:
    """One thing to measure: how many activities it needs at least, and how to ask for it."""

    name: str
    least: int
    ask: Callable[[Client], type_of_ask]


def visitor() -> Client:
    """Return a browser without an account, which takes compressed answers."""
    return Client(headers={"host": "localhost", "accept-encoding": "gzip"})


def officer() -> Client:
    """Return the browser of a member of the first group."""
    user, _made = User.objects.get_or_create(email="benchmark@example.invalid")
    group = Body.objects.filter(kind=Body.Kind.GROUP).order_by("order")[0]
    Appointment.objects.get_or_create(
        user=user, office="group_member", country_id="GT", body=group,
        defaults={"starts_at": datetime(2019, 1, 1, tzinfo=UTC)},
    )  # fmt: skip
    client = visitor()
    client.force_login(user)
    return client
