"""Staying in a plan that is not the one shown: the next one while it is prepared, or one that concluded."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from pilares.core import clock
from pilares.core.days import AsOf, day_in_the_house
from pilares.core.templatetags.ui.ways import crumb
from pilares.plans.models import Document
from pilares.plans.queries.standing import standing_on

register = template.Library()
#: what an address of the matrix is narrowed by
NARROWED = {
    "pillar": pgettext_lazy("parameter of an address", "pillar"),
    "theme": pgettext_lazy("parameter of an address", "theme"),
}


@register.simple_tag(takes_context=True)
def asking(context: Mapping[str, Any], plan: Document | None, joint: str = "?") -> str:
    """What an address adds to stay in this plan; nothing for the one that is shown and measured."""
    if not plan or str(context.get("shown_period", "")) in {"", plan.period}:
        return ""
    return f"{joint}plan={plan.period}"


@register.simple_tag(takes_context=True)
def group_crumb(context: Mapping[str, Any], group: Any, plan: Document | None) -> SafeString:
    """The way through a group; in a plan that is not the one shown, it says which plan this is."""
    there = asking(context, plan)
    way = crumb(group.name, reverse("monitoring:group", args=[group.slug]) + there)
    return mark_safe(plan_crumb(context, plan) + way)


@register.simple_tag(takes_context=True)
def plan_crumb(context: Mapping[str, Any], plan: Document | None) -> SafeString:
    """Which plan this is, where it is not the one shown; otherwise nothing."""
    if not plan or not asking(context, plan):
        return SafeString("")
    said = _("Plan %(period)s (concluded)") if plan.concluded_at else _("Plan %(period)s (being prepared)")
    return crumb(said % {"period": plan.period}, reverse("plans:plan", args=[plan.period]))


@register.simple_tag(takes_context=True)
def cited(context: Mapping[str, Any], plan: Document, day: date, place: str) -> str:
    """How what stands in a plan on a day is cited: title, version, place and date of the data (AC-25)."""
    user = context["request"].user
    number = getattr(plan, "shown_version", None)  # read with the plan, of today
    if number is None or day < day_in_the_house(clock.now()):
        version = standing_on(plan, day, user)
        number = version.number if version else 1
    said = _("RCM, Strategic Plan %(period)s, version %(version)s, %(place)s, data as of %(date)s")
    return said % {
        "period": plan.period,
        "version": number,
        "place": place,
        "date": date_format(day, "DATE_FORMAT"),
    }


@register.simple_tag
def lasting(
    name: str,
    *args: str,
    day: date,
    plan: Document,
    also: Iterable[tuple[str, str]] = (),
    **kept: str,
) -> str:
    """The address that keeps showing a page as it stands on a day, in its plan, narrowed as it is here."""
    asked = {AsOf().name: day.isoformat(), "plan": plan.period}
    here = [(str(NARROWED[key]), value) for key, value in kept.items()]
    here += [(key, value) for key, value in also if key not in asked]
    return f"{settings.ADDRESS}{reverse(name, args=args)}?{urlencode([*asked.items(), *here])}"
