"""What every view begins with: the record that this reader may see, or 404 as for any other address."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import override

from pilares.core.bilingual import Language
from pilares.monitoring.models import Activity, Indicator
from pilares.people.models import Body
from pilares.plans.models import Document, Version
from pilares.plans.queries.standing import plan_asked, plan_of, version_of


def load_activity(request: HttpRequest, code: str) -> Activity:
    """Return an activity with its group and plan."""
    seen = Activity.objects.visible_to(request.user).select_related("group", "plan__parameters")
    activity: Activity = get_object_or_404(seen, code=code)
    return activity


def as_written(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """Lead a code or a slug to its address as it is cited, whether or not there is such a record."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(reverse(name, args=[code]) + (f"?{query}" if query else ""))


def load_indicator(request: HttpRequest, code: str) -> Indicator:
    """Return an indicator with its activity, group and result."""
    seen = Indicator.objects.visible_to(request.user)
    related = seen.select_related("activity__group", "activity__plan__parameters", "result")
    indicator: Indicator = get_object_or_404(related, code=code)
    return indicator


def load_group(slug: str) -> Body:
    """Return a working group, standing or ad hoc, by its slug in either language."""
    groups = Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC))
    body = groups.filter(slug_es=slug).first() or groups.filter(slug_en=slug).first()
    if body is None:
        raise Http404
    return body


def load_version(request: HttpRequest, period: str) -> tuple[Document, Version]:
    """Return the plan of a period with the version that stands."""
    plan = plan_of(period, request.user)
    version = version_of(plan, request.user) if plan else None
    if plan is None or version is None:
        raise Http404
    return plan, version


def place_in(request: HttpRequest, name: str, **parts: str | Mapping[str, str]) -> None:
    """Say where this page is in each language: a part of its address is one text or one a language.

    The plan that the address asks for stays the same in every language.
    """
    addresses, plan = {}, request.GET.get("plan", "")
    query = f"?{urlencode({'plan': plan})}" if plan else ""
    for language in Language.values:
        with override(language):
            kwargs = {part: text if isinstance(text, str) else text[language] for part, text in parts.items()}
            addresses[language] = reverse(name, kwargs=kwargs) + query
    request.alternates = addresses  # type: ignore[attr-defined]


def slugs_of(record: Any) -> dict[str, str]:
    """Return the slugs of a group, pillar or theme by language."""
    return {"es": record.slug_es, "en": record.slug_en}


def plan_in(request: HttpRequest) -> Document | None:
    """Return the plan that an address asks for, otherwise the one that is shown and measured."""
    return plan_asked(request.GET.get("plan", ""), request.user)
