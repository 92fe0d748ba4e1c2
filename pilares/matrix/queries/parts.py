"""The parts of many activities at once: one query each, rows as tuples."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording, reading_language, wording
from pilares.core.composed import Composed
from pilares.matrix.queries.lines import IndicatorLine, Party, ResultLine, RiskLine, ThemeLine
from pilares.monitoring.models import (
    Activity,
    ActivityPlacement,
    Indicator,
    ResponsibleParty,
    Result,
    Risk,
)
from pilares.monitoring.queries.facts import facts_from, facts_of
from pilares.monitoring.queries.progress import Progress, measured_from, progress_of_all
from pilares.people.access import type_of_reader
from pilares.people.models import Body

T = TypeVar("T")
#: what a line says of an indicator beside how it is measured
LINE = (
    "activity", "name_es", "name_en", "original_language", "outdated_since", "level", "measured_by_es",
    "measured_by_en", "target_note_es", "target_note_en", "monitored_by",
)  # fmt: skip
PARTY = (
    "country", "country__name_es", "country__name_en", "body", "body__short_es", "body__short_en",
    "body__name_es", "body__name_en", "body__kind", "organisation", "organisation__acronym_es",
    "organisation__acronym_en", "all_members", "principal", "supports",
)  # fmt: skip
type_of_parts = dict[int, tuple[T, ...]]


@dataclass(frozen=True)
class Parts:
    """What belongs to each activity, by its primary key."""

    themes: dict[int, tuple[ThemeLine, ...]]
    results: dict[int, tuple[ResultLine, ...]]
    indicators: dict[int, tuple[IndicatorLine, ...]]
    parties: dict[int, tuple[Party, ...]]
    risks: dict[int, tuple[RiskLine, ...]]
    years: dict[int, tuple[int, ...]]
    countries: dict[int, tuple[str, ...]]
    #: letter of the principle and number of the note that reserves it, 0 without one
    principles: dict[int, tuple[tuple[str, int], ...]]


def parts_of(activities: Sequence[int], wanted: frozenset[str], user: type_of_reader) -> Parts:
    """Read the wanted parts of these activities, one query each, indicators three; the others stay empty."""
    reader = reading_language()
    read: dict[str, dict[int, Any]] = {
        name: _gather(rows(activities), partial(make, reader)) if name in wanted else {}
        for name, (rows, make) in PARTS.items()
    }
    return Parts(indicators=_indicators(activities, user) if "indicators" in wanted else {}, **read)


def _gather(rows: Any, make: Callable[..., T]) -> dict[int, tuple[T, ...]]:
    """Group rows by their first column, the activity, and make a value of the others."""
    gathered: dict[int, list[T]] = defaultdict(list)
    for activity, *values in rows:
        gathered[activity].append(make(*values))
    return {activity: tuple(items) for activity, items in gathered.items()}


def _themes(activities: Iterable[int]) -> Any:
    at = "placement__theme__"
    columns = ("name_es", "name_en", "code", "slug_es", "slug_en", "original", "added_by")
    return (
        ActivityPlacement.objects.filter(activity__among=activities)
        .order_by("placement__pillar__number", "placement__number")
        .values_list(
            "activity",
            *(at + column for column in columns),
            "placement__pillar__number",
            "placement__number",
            "primary",
            "placement__pillar__name_es",
            "placement__pillar__name_en",
        )
    )


def theme_line(
    reader: str,
    name_es: str,
    name_en: str,
    code: str,
    slug_es: str,
    slug_en: str,
    original: bool,
    added_by: int | None,
    pillar: int,
    number: int | None,
    primary: bool,
    pillar_es: str,
    pillar_en: str,
) -> ThemeLine:
    slug = slug_es if reader == "es" else slug_en
    return ThemeLine(
        wording(name_es, name_en, reader=reader),
        code,
        slug,
        pillar,
        number,
        primary,
        not original and added_by is None,
        pillar_es if reader == "es" else pillar_en,
    )


def _results(activities: Iterable[int]) -> Any:
    rows = Result.objects.filter(activity__among=activities)
    return rows.values_list("activity", "text_es", "text_en", "original_language", "outdated_since", "level")


def result_line(reader: str, es: str, en: str, original: str, outdated: Any, level: str) -> ResultLine:
    return ResultLine(wording(es, en, original=original, outdated_since=outdated, reader=reader), level)


#: how the indicators of activities are measured, and what a line says of them
_facts = Composed(lambda keys: facts_of(Indicator.objects.filter(activity__among=keys), *LINE))


def _indicators(activities: Sequence[int], user: type_of_reader) -> dict[int, tuple[IndicatorLine, ...]]:
    """Read the indicators with their figures, in three queries (AC-16)."""
    facts = facts_from(_facts(activities), *LINE)
    figures, reader = progress_of_all(measured_from(facts, user)), reading_language()
    found: dict[int, list[IndicatorLine]] = defaultdict(list)
    for one in facts:
        line = indicator_line(reader, one.columns, figures[one.pk])
        found[one.columns["activity"]].append(line)
    return {activity: tuple(lines) for activity, lines in found.items()}


def indicator_line(reader: str, row: Mapping[str, Any], figure: Progress | None) -> IndicatorLine:
    def said(name: str) -> Wording:
        return wording(row[f"{name}_es"], row[f"{name}_en"], reader=reader)

    return IndicatorLine(
        pk=row["pk"],
        code=row["code"],
        name=wording(
            row["name_es"],
            row["name_en"],
            original=row["original_language"],
            outdated_since=row["outdated_since"],
            reader=reader,
        ),
        level=row["level"],
        measured_by=said("measured_by"),
        unit=said("unit"),
        baseline_status=row["baseline_status"],
        baseline=row["baseline"],
        baseline_on=row["baseline_on"],
        target=row["target"],
        target_upper=row["target_upper"],
        target_note=said("target_note"),
        monitored_by=row["monitored_by"],
        figure=figure,
    )


def _parties(activities: Iterable[int]) -> Any:
    return ResponsibleParty.objects.filter(activity__among=activities).values_list("activity", *PARTY)


def party_line(reader: str, *row: Any) -> Party:
    country, country_es, country_en, body, short_es, short_en, body_es, body_en, kind = row[:9]
    org, org_es, org_en, all_members, principal, supports = row[9:]
    if all_members:
        return Party(_("Member Countries"), "members", principal, supports)
    if country:
        return Party(
            wording(country_es, country_en, reader=reader).text, f"country:{country}", principal, supports
        )
    if body:
        if kind == Body.Kind.GROUP:
            name = _("WG %(group)s") % {"group": wording(short_es, short_en, reader=reader)}
        else:
            name = wording(body_es, body_en, reader=reader).text
        return Party(name, f"body:{body}", principal, supports)
    return Party(wording(org_es, org_en, reader=reader).text, f"organisation:{org}", principal, supports)


def _risks(activities: Iterable[int]) -> Any:
    return Risk.objects.filter(activity__among=activities).values_list(
        "activity", "kind", "text_es", "text_en"
    )


def risk_line(reader: str, kind: str, es: str, en: str) -> RiskLine:
    return RiskLine(kind, wording(es, en, reader=reader))


def _years(activities: Iterable[int]) -> Any:
    through = Activity.years.through.objects.filter(activity__among=activities)
    return through.order_by("planyear__number").values_list("activity", "planyear__number")


def _countries(activities: Iterable[int]) -> Any:
    through = Activity.countries.through.objects.filter(activity__among=activities)
    return through.order_by("country").values_list("activity", "country")


def _principles(activities: Iterable[int]) -> Any:
    through = Activity.principles.through.objects.filter(activity__among=activities)
    rows = through.order_by("principle__letter")
    return rows.values_list("activity", "principle__letter", "principle__note__number")


#: the rows of each part, and what makes a value of one
PARTS: dict[str, tuple[Composed, Callable[..., Any]]] = {
    "themes": (Composed(_themes), theme_line),
    "results": (Composed(_results), result_line),
    "parties": (Composed(_parties), party_line),
    "risks": (Composed(_risks), risk_line),
    "years": (Composed(_years), lambda _reader, number: number),
    "countries": (Composed(_countries), lambda _reader, code: code),
    "principles": (Composed(_principles), lambda _reader, letter, note: (letter, note or 0)),
}
ALL_PARTS = frozenset(PARTS) | {"indicators"}
