"""Progress by pillar, and each pillar and theme with who works on it (§3.8, AC-02)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from pilares.monitoring.queries import attention_to_pillar, attention_to_theme, pillars_page
from pilares.monitoring.views.loading import load_version, place_in, slugs_of
from pilares.plans import queries as plans
from pilares.plans.access import why_not_adopt_theme
from pilares.plans.queries.standing import pillar_of, theme_of


@require_safe
def pillars(request: HttpRequest, period: str) -> HttpResponse:
    """The activities by pillar; what serves two counts once in the total."""
    plan, _version = load_version(request, period)
    return render(request, "monitoring/pillars.html", {"page": pillars_page(plan, request.user)})


@require_safe
def pillar(request: HttpRequest, period: str, slug: str) -> HttpResponse:
    """A pillar: its themes, as the plan prints them, and the activities that serve it."""
    plan, version = load_version(request, period)
    found = pillar_of(plan, slug)
    if found is None:
        raise Http404
    if slug != found.slug:
        return redirect("monitoring:pillar", period, found.slug, permanent=True)
    place_in(request, "monitoring:pillar", period=period, slug=slugs_of(found))
    page = plans.pillar_page(version, found, request.user)
    context = {"page": page, "attention": attention_to_pillar(found, request.user), "number": found.number}
    return render(request, "monitoring/pillar.html", context)


@require_safe
def theme(request: HttpRequest, period: str, slug: str) -> HttpResponse:
    """A theme: where it stands in the plan, and the activities on it."""
    plan, version = load_version(request, period)
    found = theme_of(plan, slug, request.user)
    if found is None:
        raise Http404
    if slug != found.slug:
        return redirect("monitoring:theme", period, found.slug, permanent=True)
    place_in(request, "monitoring:theme", period=period, slug=slugs_of(found))
    context = {
        "page": plans.theme_page(version, found, request.user),
        "attention": attention_to_theme(found, request.user),
        "may_adopt": why_not_adopt_theme(request.user, found) is None,
    }
    return render(request, "monitoring/theme.html", context)
