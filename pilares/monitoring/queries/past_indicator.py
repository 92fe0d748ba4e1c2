"""The page of an indicator as it stood at the end of a day, and what is other today (AC-16, AC-25)."""

from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.days import AsOf, Past, differences, end_of, first_day
from pilares.monitoring.models import Indicator
from pilares.monitoring.queries.past_activity import figures_of, stood_for
from pilares.monitoring.queries.past_figures import recast_since, recast_words
from pilares.monitoring.queries.sheet import IndicatorPage, indicator_page, page_on
from pilares.people.access import type_of_reader
from pilares.plans.queries.standing import version_on


def indicator_then(
    indicator: Indicator, user: type_of_reader, as_of: AsOf, day: date
) -> tuple[IndicatorPage, Past]:
    """Read the page of an indicator of a day that is over; a constant number of queries.

    Where nothing of that day may be told, the page is that of today, of which only name and code are shown.
    """
    now = indicator_page(indicator, user)
    activity, past = stood_for(indicator.activity, user, as_of, day)
    if activity is None:
        return now, past
    found = next((one for one in activity.indicators.all() if one.pk == indicator.pk), None)
    if found is None:
        return now, replace(past, known=False, first=_begun(indicator))
    one, until = figures_of([found], user, day)[found.pk], end_of(day)
    version = version_on(activity.plan, day, user)
    then = page_on(day, found, one, user, until=until)
    then = replace(then, version=version.number if version else now.version)
    untold = [_("Values told apart by sex, age or country are told by today's page alone.")]
    if recast_since([found.pk], until):
        untold.append(recast_words())
    told = differences(_said(then), _said(now))
    return then, replace(past, differences=told, untold=tuple(untold))


def _begun(indicator: Indicator) -> date | None:
    first = indicator.history.order_by("history_date").values_list("history_date", flat=True).first()
    return first_day(first)


def _said(page: IndicatorPage) -> dict[str, str]:
    """Return what a page says, by label: the same labels then and today, so that they can be compared."""
    one = page.line.indicator
    no_data = _("No data")
    return {
        _("Indicator"): str(one.name),
        _("Value"): page.figure.text,
        _("Target"): " ".join(filter(None, (page.target, str(one.target_note)))) or _("To be defined"),
        _("Baseline"): page.line.baseline or no_data,
        _("Baseline date"): _day(one.baseline_on),
        _("Baseline source"): one.baseline_told,
        _("Expected result"): str(one.result.text) if one.result else "",
        _("Level"): str(one.get_level_display()),
        _("What it measures"): str(one.definition),
        _("Type of measure"): str(one.get_measure_display()),
        _("Unit"): str(one.unit),
        _("Direction of change"): str(one.get_direction_display()),
        _("Numerator"): str(one.numerator),
        _("Denominator"): str(one.denominator),
        _("Over time"): str(one.get_over_time_display()),
        _("Over the countries"): str(one.get_over_countries_display()),
        _("Frequency"): str(one.get_frequency_display()),
        _("Who measures"): str(one.measured_by),
        _("Monitoring deadline"): _day(one.monitored_by),
        _("Data source"): str(one.data_source),
        _("Method"): str(one.method),
        _("Means of verification"): str(one.verification),
        _("Disaggregation"): ", ".join(page.disaggregation),
        _("References"): "; ".join(page.references),
        _("Limitations"): str(one.limitations),
    }


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
