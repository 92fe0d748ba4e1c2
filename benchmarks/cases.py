"""The cases: what a person asks for, by the same door as a browser."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from benchmarks import pages, reports, sheets
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


def secretariat() -> Client:
    """Return the browser of somebody of the Secretariat."""
    user, _made = User.objects.get_or_create(email="validates@example.invalid")
    Appointment.objects.get_or_create(user=user, office="secretariat", defaults={"starts_at": LONG_AGO})
    client = browser()
    client.force_login(user)
    return client


def report() -> type_of_ask:
    """Save one figure after the other by the form of «Reportar dato»: each corrects the one of its period."""
    client = secretariat()
    begun = Period.objects.filter(starts_on__lte=clock.today()).select_related("indicator")
    periods = begun.order_by("-pk")[: MOST + 10]  # others are validated
    typed = {"then": "check", "value": "4", "correction_reason": "Se contó uno de menos."}
    with override("es"):
        forms = iter(
            [
                (
                    reverse("monitoring:report_figure", args=[period.indicator.code, period.pk]),
                    {**typed, "form_key": str(uuid4()), "observed_on": period.starts_on.isoformat()},
                )
                for period in periods
            ]
        )
    return lambda: client.post(*next(forms))


def validate() -> type_of_ask:
    """Validate one correction after the other; totals are worked out as they are read, so none is late."""
    client = secretariat()
    sent = Measurement.objects.bulk_create(
        Measurement(period=period, value=3, status="sent", sent_at=clock.now())
        for period in Period.objects.order_by("pk")[: MOST + 10]
    )
    with override("es"):
        addresses = iter([reverse("monitoring:validate", args=[figure.pk]) for figure in sent])
    return lambda: client.post(next(addresses))


@dataclass(frozen=True)
class Case:
    """One thing to measure: among how many activities it says something, and how to ask for it."""

    name: str
    sizes: tuple[int, ...]
    ask: Callable[[], type_of_ask]


#: from the demo's dozen to more than anybody will ever have
ANY, MORE, ALL_MEASURED = (12, 100, 1000, 10_000), (100, 1000, 10_000), (MANY, 1000, 10_000)
#: what does not depend on the matrix beside it
SMALLEST, LARGE = (12,), (1000,)

CASES = {
    case.name: case
    for case in (
        Case("public home", ANY, page("/es/")),
        Case("my work, Secretariat", ANY, pages.work("secretariat")),
        Case("my work, focal point", ANY, pages.work("focal_point", country_id="HN")),
        Case("matrix page, 50 rows", MORE, page("/es/matriz")),
        Case("matrix of a past day, 50 rows", (100, 1000), past("/es/matriz?al=2021-06-30")),
        Case("an activity of a past day, beside today", LARGE, past("/es/actividades/PROT-A1?al=2021-06-30")),
        Case("what changed, 100,000 lines of history", LARGE, changes),
        Case("matrix page, 12 rows", ANY, page("/es/matriz?filas=12")),
        Case("matrix, 1,000 indicators", ALL_MEASURED, page(f"/es/matriz?vista=4.3&filas={MANY}")),
        Case("an indicator with its calculation", ANY, page("/es/indicadores/PROT-A1-I1")),
        Case("full detail of 1,000 indicators", ALL_MEASURED, page(f"/es/matriz?vista=4.2&filas={MANY}")),
        Case("every indicator in full detail", (MANY,), page("/es/indicadores/?detalle=completo")),
        Case("text in consultation, 2,200 observations", SMALLEST, consultation),
        Case("two versions of 60 sections compared", SMALLEST, comparison),
        Case("save in place", ANY, save),
        Case("save a figure", MORE, report),
        Case("validate a figure", MORE, validate),
        # two of the four groups: 1,000 of the 2,000 indicators
        Case("round trip, 1,000 indicators", LARGE, sheets.round_trip("&grupo=PROT&grupo=IRR")),
        Case("round trip, 1,000 rows changed", LARGE, sheets.round_trip()),
        Case("comparison of 10,000 rows", (10_000,), sheets.comparison),
        Case("framework of others, 2,036 rows", SMALLEST, sheets.foreign),
        Case("search, 20,000 records, few hold it", SMALLEST, searching("capacitacion protección")),
        Case("search, 20,000 records, all hold it", SMALLEST, searching("personas migrantes", member=True)),
        Case("rules of 20 groups over 10 years", SMALLEST, compliance),
        Case("XLSX, 1,000 indicators", LARGE, page("/es/matriz.xlsx?grupo=PROT&grupo=IRR")),
        # these put sixty activities in the place of those that are there, so they come last
        Case("annual report, 200 indicators: composed", SMALLEST, reports.composed),
        Case("annual report, 200 indicators: page", SMALLEST, reports.handed_out("")),
        Case("annual report, 200 indicators: Word", SMALLEST, reports.handed_out(".docx")),
        Case("annual report, 200 indicators: PDF", SMALLEST, reports.handed_out(".pdf")),
        Case("annex of 500 rows as PDF", SMALLEST, reports.annex),
    )
}


def warm_up() -> None:
    """Answer what every instance has answered before: a page with its frame, and the health check."""
    for address in ("/healthz", "/es/ayuda", "/es/"):
        browser().get(address)
