"""The cases: what a person asks for, by the same door as a browser."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from benchmarks import reports, sheets
from benchmarks.consultations import consultation
from benchmarks.data import INDICATORS
from benchmarks.memory import changes, past
from benchmarks.rules import compliance
from benchmarks.searching import searching
from benchmarks.versions import comparison
from pilares.core import clock
from pilares.monitoring.models import Activity, Measurement, Period
from pilares.people.models import Appointment, Body, User

MANY = 1000 // INDICATORS  # activities that make a page or a sheet of 1,000 indicators
MOST = 200  # at most so many requests measure a case
LONG_AGO = datetime(2019, 1, 1, tzinfo=UTC)
type_of_ask = Callable[[], Any]  # an HttpResponse; the test client's own kind of it


def browser() -> Client:
    """Return a visitor's browser, which takes compressed answers."""
    return Client(headers={"host": "localhost", "accept-encoding": "gzip"})


def first_group() -> Body:
    """Return the first working group."""
    return Body.objects.filter(kind=Body.Kind.GROUP).order_by("order")[0]


def officer() -> Client:
    """Return the browser of a member of the first group."""
    user, _made = User.objects.get_or_create(email="benchmark@example.invalid")
    Appointment.objects.get_or_create(
        user=user, office="group_member", country_id="GT", body=first_group(),
        defaults={"starts_at": LONG_AGO},
    )  # fmt: skip
    client = browser()
    client.force_login(user)
    return client


def page(address: str) -> Callable[[], type_of_ask]:
    """Ask for the same address again and again, as a visitor."""

    def prepare() -> type_of_ask:
        client = browser()
        return lambda: client.get(address)

    return prepare


def save() -> type_of_ask:
    """Change the title's cell of one activity, to other words each time, as its group's member."""
    client, marks = officer(), count(1)
    code = Activity.objects.filter(group=first_group()).order_by("sort_key")[0].code
    address = f"/es/matriz/{code}/actividad"

    def ask() -> Any:
        words = f"Ruta regional de referencia, redacción {next(marks)}"
        return client.post(address, {"title_es": words, "title_en": "Regional referral pathway"})

    return ask


def validate() -> type_of_ask:
    """Validate one correction after the other; totals are worked out as they are read, so none is late."""
    user, _made = User.objects.get_or_create(email="validates@example.invalid")
    Appointment.objects.get_or_create(user=user, office="secretariat", defaults={"starts_at": LONG_AGO})
    client = browser()
    client.force_login(user)
    sent = Measurement.objects.bulk_create(
        Measurement(period=period, value=3, status="sent", sent_at=clock.now())
        for period in Period.objects.order_by("pk")[: MOST + 10]
    )
    with override("es"):
        addresses = iter([reverse("monitoring:validate", args=[figure.pk]) for figure in sent])
    return lambda: client.post(next(addresses))


@dataclass(frozen=True)
class Case:
    """One thing to measure: between how many activities it makes sense, and how to ask for it."""

    name: str
    least: int
    ask: Callable[[], type_of_ask]
    most: int = 1_000_000


CASES = {
    case.name: case
    for case in (
        Case("public home", 0, page("/es/")),
        Case("matrix page, 50 rows", 50, page("/es/matriz")),
        Case("matrix of a past day, 50 rows", 50, past("/es/matriz?al=2021-06-30"), most=1000),
        Case("what changed, 100,000 lines of history", 50, changes, most=1000),
        Case("matrix page, 12 rows", 0, page("/es/matriz?filas=12")),
        Case("matrix, 1,000 indicators", MANY, page(f"/es/matriz?vista=4.3&filas={MANY}")),
        Case("an indicator with its calculation", 0, page("/es/indicadores/PROT-A1-I1")),
        Case("full detail of 1,000 indicators", MANY, page(f"/es/matriz?vista=4.2&filas={MANY}")),
        Case("every indicator in full detail", MANY, page("/es/indicadores/?detalle=completo"), most=MANY),
        Case("text in consultation, 2,200 observations", 0, consultation, most=1000),
        Case("two versions of 60 sections compared", 0, comparison, most=1000),
        Case("save in place", 0, save),
        Case("validate a figure", 100, validate),
        # two of the four groups: 1,000 of the 2,000 indicators
        Case("round trip, 1,000 indicators", 1000, sheets.round_trip("&grupo=PROT&grupo=IRR"), most=1000),
        Case("round trip, 1,000 rows changed", 1000, sheets.round_trip(), most=1000),
        Case("comparison of 10,000 rows", 10_000, sheets.comparison),
        Case("framework of others, 2,036 rows", 0, sheets.foreign, most=1000),
        Case("search, 20,000 records, few hold it", 0, searching("capacitacion protección"), most=100),
        Case(
            "search, 20,000 records, all hold it", 0, searching("personas migrantes", member=True), most=100
        ),
        Case("rules of 20 groups over 10 years", 0, compliance, most=100),
        Case("XLSX, 1,000 indicators", 1000, page("/es/matriz.xlsx?grupo=PROT&grupo=IRR"), most=1000),
        # these put sixty activities in the place of those that are there, so they come last
        Case("annual report, 200 indicators: composed", 0, reports.composed, most=12),
        Case("annual report, 200 indicators: page", 0, reports.handed_out(""), most=12),
        Case("annual report, 200 indicators: Word", 0, reports.handed_out(".docx"), most=12),
        Case("annual report, 200 indicators: PDF", 0, reports.handed_out(".pdf"), most=12),
        Case("annex of 500 rows as PDF", 0, reports.annex, most=12),
    )
}


def warm_up() -> None:
    """Answer what every instance has answered before: a page with its frame, and the health check."""
    for address in ("/healthz", "/es/ayuda", "/es/"):
        browser().get(address)
