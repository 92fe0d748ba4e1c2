"""What is done and how we know, as tables: activities, indicators, measurements."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pilares.core.sheets import type_of_cell
from pilares.home.exports.datasets.fields import (
    CODE,
    NAME_EN,
    NAME_ES,
    TITLE_EN,
    TITLE_ES,
    VISITOR,
    WHERE,
    Dataset,
    Field,
    of,
    whole,
)
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.listed import Listed, indicators_listed, periods_listed


def _activities() -> Iterable[Activity]:
    rows = Activity.objects.visible_to(VISITOR).exclude(stage=Activity.Stage.PROPOSED)
    return rows.select_related("group").prefetch_related("placements__theme")


def _themes_of(row: Activity) -> str:
    return "; ".join(sorted({one.theme.code for one in row.placements.all()}))


ACTIVITIES = Dataset(
    "activities",
    _("Activities"),
    _("One row an activity of the groups, also those that a decision replaced."),
    (
        CODE,
        Field("group", _("Code of the working group."), of("group.code")),
        TITLE_ES,
        TITLE_EN,
        Field("themes", _("Codes of its themes, between “;”."), _themes_of),
        Field("scope", _("national, subregional or regional."), of("scope")),
        Field("completion_date", _("Completion deadline."), of("due_on")),
        Field(
            "state",
            _(
                "completed, in_process or not_achieved (§4.2). Empty: none was declared, "
                "which is not “not achieved”."
            ),
            of("state"),
        ),
        Field("state_date", _("Day of the declaration."), of("state_on")),
        Field(
            "stage",
            _("Where it stands in its group's plan; replaced and withdrawn are outside the totals."),
            of("stage"),
        ),
        Field("address", WHERE, lambda row: whole(reverse("monitoring:activity", args=[row.code]))),
    ),
    _activities,
)


def _indicator(name: str) -> Callable[[Listed], type_of_cell]:
    tell = of(name)
    return lambda row: tell(row.line.indicator)


def _figure(name: str) -> Callable[[Listed], type_of_cell]:
    tell = of(name)
    return lambda row: tell(row.line.figure)


INDICATORS = Dataset(
    "indicators",
    _("Indicators"),
    _("One row an indicator, with what was validated last."),
    (
        Field(CODE.name, CODE.about, _indicator("code")),
        Field("activity", _("Code of its activity."), of("activity.code")),
        Field(NAME_ES.name, NAME_ES.about, _indicator("name_es")),
        Field(NAME_EN.name, NAME_EN.about, _indicator("name_en")),
        Field("level", _("output, outcome or impact."), _indicator("level")),
        Field("gate", _("draft, registered or measurable (§4.2)."), of("gate")),
        Field("unit", _("Unit of its values."), _indicator("unit.text")),
        Field("baseline", _("Baseline value."), _indicator("baseline")),
        Field("baseline_date", _("Its date."), _indicator("baseline_on")),
        Field("target", _("Target in force."), _indicator("target")),
        Field(
            "figure",
            _("Value, in words; “No data” is not zero: nothing was validated yet."),
            _figure("value"),
        ),
        Field("progress", _("Progress, in words."), _figure("progress")),
        Field("coverage", _("How many reported."), _figure("coverage")),
        Field(
            "validated_on",
            _("Day of the last validation."),
            _figure("validated_on"),
        ),
        Field(
            "address",
            WHERE,
            lambda row: whole(reverse("monitoring:indicator", args=[row.line.indicator.code])),
        ),
    ),
    lambda: indicators_listed(VISITOR),
)


def _period(name: str) -> Callable[[Any], type_of_cell]:
    tell = of(name)
    return lambda row: tell(row[1])


MEASUREMENTS = Dataset(
    "measurements",
    _("Measurements"),
    _("One row a period of an indicator. Only what was validated counts."),
    (
        Field("indicator", _("Code of the indicator."), lambda row: row[0].code),
        Field("period", _("Its name."), _period("name")),
        Field("from", _("First day."), _period("starts_on")),
        Field("until", _("Last day."), _period("ends_on")),
        Field(
            "reported",
            _("Who reported it, or why there is no figure."),
            _period("reported"),
        ),
        Field("in_the_period", _("Figure of the period alone."), _period("value")),
        Field("until_then", _("Figure until its end."), _period("total")),
        Field("target", _("Target of the period."), _period("target")),
        Field(
            "validated_on",
            _("Day of the last validation."),
            _period("validated_on"),
        ),
    ),
    lambda: periods_listed(VISITOR),
)
