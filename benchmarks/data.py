"""Generated activities, as many as asked for, each with results, indicators and responsible parties.

The texts are made of the plan's own vocabulary in lengths that a group writes; they commit nobody.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import models, transaction

from pilares.core.access import Tier
from pilares.core.search import fold
from pilares.home.management.commands.start import CONTENT
from pilares.monitoring.models import (
    Activity,
    ActivityPlacement,
    Indicator,
    Measurement,
    Period,
    ResponsibleParty,
    Result,
    Risk,
    Target,
)
from pilares.people.models import Body, Country
from pilares.plans.models import Document, Placement, PlanYear, Principle

#: how many indicators are measured, in how many periods, and of how many the values are told apart
MEASURED, PERIODS, TOLD_APART = 1000, 3, 200
VALIDATED = datetime(2021, 10, 12, 16, tzinfo=UTC)
INDICATORS = 2  # of each activity: 500 activities make the page of 1,000 indicators
BATCH = 2000
ES = [
    "ruta",
    "regional",
    "de",
    "referencia",
    "para",
    "la",
    "atención",
    "integral",
    "de",
    "personas",
    "migrantes",
    "en",
    "situación",
    "de",
]
EN = [
    "regional",
    "referral",
    "pathway",
    "for",
    "the",
    "comprehensive",
    "assistance",
    "of",
    "migrants",
    "in",
    "situations",
    "of",
]
KINDS = ("vulnerabilidad", "retorno", "tránsito", "protección", "trabajo", "frontera", "crisis")


def fill(activities: int) -> None:
    """Fill a migrated, empty database with the plan, the actors and that many activities."""
    for loader in CONTENT:
        call_command(loader, verbosity=0)
    add(activities, INDICATORS * activities, Random(2019))  # the same data in every run


@transaction.atomic
def add(activities: int, indicators: int, chance: Random) -> None:
    """Add activities to the plan, and so many indicators in all, shared out evenly."""
    rows = list(_activities(activities, chance))
    Activity.objects.bulk_create(rows, batch_size=BATCH)
    _write(list(_results(rows, chance)))
    _write(list(_indicators(rows, indicators, chance)))
    for make in (_parties, _risks, _placements, _years, _principles):
        _write(list(make(rows, chance)))
    _measure(chance)


def _write(rows: list[models.Model]) -> None:
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)


def _words(number: int, chance: Random) -> dict[str, str]:
    kind = chance.choice(KINDS)
    return {
        "title_es": f"{' '.join(ES).capitalize()} {kind}, {number}",
        "title_en": f"{' '.join(EN).capitalize()} {kind}, {number}",
    }


def _activities(how_many: int, chance: Random) -> Iterator[Activity]:
    plan = Document.objects.the_plan()
    groups = list(Body.objects.filter(kind=Body.Kind.GROUP).order_by("order"))
    for index in range(how_many):
        group, number = groups[index % len(groups)], index // len(groups) + 1
        words = _words(number, chance)
        state = chance.choice(("", *Activity.State.values))
        yield Activity(
            plan=plan, group=group, code=f"{group.code}-A{number}", **words,
            sort_key=f"{group.order:03d}-{group.code}-{number:05d}",
            searched=fold(" ".join(words.values())),
            stage=Activity.Stage.IN_FORCE, scope=chance.choice(Activity.Scope.values),
            due_on=date(2019 + chance.randrange(4), 1 + chance.randrange(12), 28),
            state=state, state_on=date(2021, 9, 30) if state else None,
            gender_marker=chance.choice((None, 0, 1, 2)), tier=Tier.PUBLIC,
        )  # fmt: skip


def _results(rows: list[Activity], chance: Random) -> Iterator[Result]:
    for row in rows:
        for order in range(chance.choice((1, 1, 2))):
            text = f"Los países aplican lo acordado en {row.code} con criterios comunes"
            yield Result(activity=row, text_es=text, text_en=f"Countries apply {row.code} alike", order=order)


def _indicators(rows: list[Activity], how_many: int, chance: Random) -> Iterator[Indicator]:
    each, more = divmod(how_many, max(len(rows), 1))
    for number, row in enumerate(rows):
        for order in range(each + (number < more)):
            yield Indicator(
                activity=row, code=f"{row.code}-I{order + 1}", order=order, level="outcome",
                name_es=f"Número de países que aplican el resultado {order + 1} de {row.code}",
                name_en=f"Number of countries that apply result {order + 1} of {row.code}",
                measure="unit", direction="ascending", unit_es="países", unit_en="countries",
                baseline_status="established", baseline=chance.randrange(3), baseline_on=date(2019, 6, 26),
                target=3 + chance.randrange(9), monitored_by=date(2021, 11, 30),
                measured_by_es="Secretaría Ejecutiva", measured_by_en="Executive Secretariat",
                over_time=("latest", "sum", "average")[order % 3], over_countries="none", frequency="yearly",
            )  # fmt: skip


def _measure(chance: Random) -> None:
    """Give the first thousand indicators of the matrix three periods with validated figures, and targets."""
    indicators = list(Indicator.objects.order_by("activity__sort_key", "order")[:MEASURED])
    periods = Period.objects.bulk_create(
        (
            Period(indicator=one, starts_on=date(2019 + n, 11, 15), ends_on=date(2020 + n, 11, 14))
            for one in indicators
            for n in range(PERIODS)
        ),
        batch_size=BATCH,
    )
    Target.objects.bulk_create(
        (
            Target(indicator=one, value=one.target, valid_from=date(2019, 11, 15), at=VALIDATED)
            for one in indicators
        ),
        batch_size=BATCH,
    )
    shared = {"status": "validated", "validated_at": VALIDATED, "observed_on": date(2021, 10, 1)}
    figures = Measurement.objects.bulk_create(
        (Measurement(period=period, value=chance.randrange(12), **shared) for period in periods),
        batch_size=BATCH,
    )
    Measurement.objects.bulk_create(
        (
            Measurement(
                period_id=figure.period_id, total=figure, value=chance.randrange(6), **shared,
                dimensions={"sex": sex},
            )
            for figure in figures[: TOLD_APART * PERIODS]
            for sex in ("female", "male")
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _parties(rows: list[Activity], chance: Random) -> Iterator[ResponsibleParty]:
    countries = list(Country.objects.filter(memberships__kind="member").order_by("code"))
    for row in rows:
        for order, country in enumerate(chance.sample(countries, 3)):
            yield ResponsibleParty(activity=row, country=country, principal=order == 0, order=order)


def _risks(rows: list[Activity], chance: Random) -> Iterator[Risk]:
    for row in rows:
        if chance.random() < 0.5:
            yield Risk(activity=row, text_es="Rotación del personal designado", text_en="Staff turnover")


def _placements(rows: list[Activity], chance: Random) -> Iterator[ActivityPlacement]:
    places = list(Placement.objects.all())
    for row in rows:
        for order, place in enumerate(chance.sample(places, chance.choice((1, 1, 2)))):
            yield ActivityPlacement(activity=row, placement=place, primary=order == 0)


def _years(rows: list[Activity], chance: Random) -> Iterator[Any]:
    years = list(PlanYear.objects.all())
    through = Activity.years.through
    for row in rows if years else ():
        yield through(activity_id=row.pk, planyear_id=chance.choice(years).pk)


def _principles(rows: list[Activity], chance: Random) -> Iterator[Any]:
    letters = list(Principle.objects.all())
    through = Activity.principles.through
    for row in rows:
        yield through(activity_id=row.pk, principle_id=chance.choice(letters).pk)
