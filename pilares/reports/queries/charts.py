"""The charts of a group's indicators, kept as plain data so that a report draws what its day knew (AC-17)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import override

from pilares.core.bilingual import Wording, reading_language
from pilares.core.templatetags.ui.charts import Chart, Level, Point, Span
from pilares.monitoring.models import Activity, Indicator, IndicatorMilestone, Period, in_code_order
from pilares.monitoring.queries.drawn import chart_of
from pilares.monitoring.queries.progress import measured, progress_from
from pilares.monitoring.queries.sheet import names_of
from pilares.people.models import Body, User
from pilares.plans.models import Document
from pilares.reports.queries.reaching import wording_of
from pilares.reports.queries.reading import day_of

type_of_kept = Mapping[str, Any]


@dataclass(frozen=True)
class IndicatorChart:
    """The chart of one indicator."""

    code: str
    name: Wording
    chart: Chart

    @property
    def ident(self) -> str:
        """What names it on a page."""
        return f"chart-{self.code}".lower()


def chart_facts(plan: Document, group: Body, reader: User, on: date, until: datetime) -> list[type_of_kept]:
    """Return the charts of a group's indicators, with what counted at an instant; constant queries."""
    seen = Activity.objects.visible_to(reader).in_the_matrix().filter(plan=plan, group=group)
    rows = Indicator.objects.filter(activity__in=seen).select_related("activity")
    indicators = list(rows.order_by(*in_code_order()))
    keys = [one.pk for one in indicators]
    periods = list(Period.objects.filter(indicator__in=keys).select_related("year"))
    steps = list(IndicatorMilestone.objects.filter(indicator__in=keys))
    found: dict[int, dict[str, Any]] = {}
    for language in ("es", "en"):
        with override(language):
            names = names_of(periods, steps)
            for pk, one in measured(keys, reader, until=until).items():
                indicator = next(row for row in indicators if row.pk == pk)
                chart = chart_of(indicator, one, names, progress_from(one, on), on)
                if chart is not None:
                    found.setdefault(pk, {})[language] = _kept(chart)
    return [
        {
            "code": one.code,
            "tier": one.activity.tier,
            "name": {"es": one.name_es or one.name_en, "en": one.name_en or one.name_es},
            **found[one.pk],
        }
        for one in indicators
        if one.pk in found
    ]


def _kept(chart: Chart) -> dict[str, Any]:
    base = chart.baseline
    return {
        "title": chart.title,
        "about": chart.about,
        "spans": [[s.name, s.about, s.first.isoformat(), s.last.isoformat(), s.current] for s in chart.spans],
        "points": [[p.on.isoformat(), p.value] for p in chart.points],
        "targets": [[t.first.isoformat(), t.last.isoformat(), t.value, t.label] for t in chart.targets],
        "baseline": [base.on.isoformat(), base.value] if base else None,
        "labels": [chart.baseline_label, chart.value_label, chart.ceiling_label],
        "ceiling": chart.ceiling,
        "ticks": [[value, words] for value, words in chart.ticks.items()],
    }


def charts_of(facts: type_of_kept, tiers: frozenset[str]) -> tuple[IndicatorChart, ...]:
    """Return the charts that the reader may see, in the reader's language; none in older copies."""
    rows = [row for row in facts.get("charts", ()) if row["tier"] in tiers]
    language = reading_language()
    return tuple(IndicatorChart(row["code"], wording_of(row["name"]), _drawn(row[language])) for row in rows)


def _drawn(kept: type_of_kept) -> Chart:
    base, (baseline_label, value_label, ceiling_label) = kept["baseline"], kept["labels"]
    return Chart(
        title=kept["title"],
        about=kept["about"],
        spans=tuple(Span(n, a, _day(first), _day(last), now) for n, a, first, last, now in kept["spans"]),
        points=tuple(Point(_day(on), value) for on, value in kept["points"]),
        targets=tuple(Level(_day(a), _day(b), value, label) for a, b, value, label in kept["targets"]),
        baseline=Point(_day(base[0]), base[1]) if base else None,
        baseline_label=baseline_label,
        value_label=value_label,
        ceiling=kept["ceiling"],
        ceiling_label=ceiling_label,
        ticks=dict(kept["ticks"]),
    )


def _day(text: str) -> date:
    found = day_of(text)
    assert found is not None  # noqa: S101 (it was written by `_kept`)
    return found
