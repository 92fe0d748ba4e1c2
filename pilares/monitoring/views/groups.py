"""The groups and the plan of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pilares.core.access import Reason
from pilares.monitoring.models import Activity
from pilares.monitoring.queries import group_page, groups_page
from pilares.monitoring.views.loading import as_written, load_group, place_in, slugs_of
from pilares.plans.queries.standing import plan_asked


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The working groups, standing and ad hoc."""
    plan = plan_asked(request.GET.get("plan", ""), request.user)
    return render(request, "monitoring/groups.html", {"page": groups_page(request.user, plan)})


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan of a group: three places, candidates, pillars attended."""
    body = load_group(slug)
    if slug != body.slug:
        return as_written(request, "monitoring:group", body.slug)
    place_in(request, "monitoring:group", slug=slugs_of(body))
    plan = plan_asked(request.GET.get("plan", ""), request.user)
    return render(request, "monitoring/group.html", {"page": group_page(body, request.user, plan)})


def group_with_problem(request: HttpRequest, activity: Activity, reason: Reason) -> HttpResponse:
    """Answer a refusal by a rule of the plan with the group's page and what can be done (AC-01)."""
    body = activity.group
    place_in(request, "monitoring:group", slug=slugs_of(body))
    page = group_page(body, request.user, plan_asked(activity.plan.period, request.user))
    context = {"page": page, "problem": reason, "refused": activity}
    return render(request, "monitoring/group.html", context, status=422)
