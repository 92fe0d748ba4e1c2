"""Staying in a plan that is not the one shown: the next one while it is prepared, or one that concluded."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pilares.core.templatetags.ui.ways import crumb
from pilares.plans.models import Document

register = template.Library()


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
