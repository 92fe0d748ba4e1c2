"""An annual report on sixty activities with two hundred indicators: composed, as Word and PDF; an annex."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.test import Client
from django.utils.translation import override

from benchmarks import data
from pilares.core.papers import Cell, Paper
from pilares.monitoring.models import Activity, Indicator, Measurement, Period, Target
from pilares.people.models import Appointment, Country, Presidency, User
from pilares.plans.models import Document
from pilares.reports.models import Report
from pilares.reports.queries.composing import compose

ACTIVITIES, INDICATORS, ANNEX = 60, 200, 500
SINCE = datetime(2021, 1, 1, 6, tzinfo=UTC)
CUT_OFF = date(2021, 10, 15)
COLUMNS = (0.1, 0.14, 0.2, 0.2, 0.14, 0.11, 0.11)


def _lay() -> Report:
    """Put sixty activities with their two hundred indicators in the plan's place, and begin their report."""
    plan = Document.objects.the_plan()
    if plan is None:
        raise RuntimeError("the plan is not loaded")
    found = Report.objects.filter(plan=plan).first()
    if found is not None:
        return found
    for model in (Measurement, Period, Target, Indicator, Activity):
        model._default_manager.all().delete()
    data.add(ACTIVITIES, INDICATORS, Random(2021))
    begun = Period.objects.filter(pk=OuterRef("period")).values("starts_on")
    Measurement.objects.update(observed_on=Subquery(begun))  # so that each indicator is drawn over time
    presidency, _made = Presidency.objects.get_or_create(
        label="2021", defaults={"country": Country.objects.get(pk="MX"), "order": 1, "starts_at": SINCE}
    )
    return Report.objects.create(plan=plan, presidency=presidency, label="2021", cut_off=CUT_OFF)


def composed() -> Callable[[], Any]:
    """Compose the facts of the report in both languages."""
    report = _lay()

    def ask() -> HttpResponse:
        facts = compose(report.plan, presidency=report.presidency, cut_off=report.cut_off)
        return HttpResponse(str(len(facts["rows"])))

    return ask


def handed_out(suffix: str) -> Callable[[], Callable[[], Any]]:
    """Ask for the report as the Secretariat, who reads it while it still follows the matrix."""

    def prepare() -> Callable[[], Any]:
        report = _lay()
        user, _made = User.objects.get_or_create(email="reports@example.invalid")
        Appointment.objects.get_or_create(user=user, office="secretariat", defaults={"starts_at": SINCE})
        client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
        client.force_login(user)
        return lambda: client.get(f"/es/informes/{report.label}{suffix}")

    return prepare


def annex() -> Callable[[], Any]:
    """Print a table of five hundred rows in the shape of §4.3."""

    def ask() -> HttpResponse:
        with override("es"):
            paper = Paper("Anexo", footer="Pilares", landscape=True)
            paper.heading("Matriz de seguimiento")
            rows = [[Cell((f"{words} {number}",)) for words in WORDS] for number in range(ANNEX)]
            paper.table(WORDS, rows, shares=COLUMNS, caption="Matriz de seguimiento")
            return HttpResponse(paper.printed())

    return ask


WORDS = (
    "Gobernanza migratoria",
    "Gestión integrada de fronteras",
    "Ruta regional de referencia para la atención integral de personas migrantes",
    "Número de países que aplican el resultado acordado",
    "Grupo de Trabajo, Secretaría Ejecutiva",
    "2.º año, 30 de septiembre de 2021",
    "En proceso de implementarse",
)
