"""Who is who: the page of all actors, and one for each country and each organ."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from pilares.people.forms.actors import OnDay
from pilares.people.queries import (
    latest_presidencies,
    read_actors,
    read_body,
    read_country,
    read_troika,
)


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """Show who is who, the presidencies, and the Troika on the day that the address names."""
    asked = request.GET.get("fecha") or request.GET.get("date")
    form = OnDay({"on": asked} if asked else None)
    on: date | None = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    context = {
        "actors": read_actors(),
        "presidencies": latest_presidencies(),
        "troika": read_troika(on),
        "form": form,
        "asked": asked or "",
        "parameter": gettext("date"),
    }
    return render(request, "people/actors.html", context, status=422 if form.errors else 200)


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Show a country's seat and the times at which it presided."""
    page = read_country(code)
    if page is None:
        raise Http404
    return render(request, "people/country.html", {"country": page})


@require_safe
def organ(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an organ, a network or a mechanism with the names that it has had."""
    body = read_body(slug)
    if body is None:
        raise Http404
    request.alternates = {code: _in(code, slug) for code, slug in body.slugs}  # type: ignore[attr-defined]
    context = {"body": body, "presidencies": latest_presidencies() if body.code == "PPT" else None}
    return render(request, "people/organ.html", context)


def _in(language: str, slug: str) -> str:
    with override(language):
        return reverse("people:organ", args=[slug])
