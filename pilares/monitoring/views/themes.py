"""A theme that is not on the list: proposed for an activity, added by a decision (§3.8, AC-03)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilares.core.forms import add_errors
from pilares.core.http import refusal, sent
from pilares.monitoring import access, actions
from pilares.monitoring.forms import AdoptThemeForm, ProposeThemeForm
from pilares.monitoring.models import Activity
from pilares.monitoring.views.loading import load_activity, load_version
from pilares.people.http import SignedInRequest
from pilares.people.models import User
from pilares.plans.access import why_not_adopt_theme
from pilares.plans.actions import adopt_theme as adopt
from pilares.plans.actions import propose_theme as propose
from pilares.plans.models import Placement
from pilares.plans.queries.near import near_themes
from pilares.plans.queries.standing import theme_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose_theme(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the themes near to what was typed; then use one of them, or propose a new one."""
    activity = load_activity(request, code)
    if reason := access.why_not_edit(request.user, activity):
        return refusal(request, reason)
    if chosen := request.POST.get("use"):
        return use(request, activity, get_placement(activity, chosen))
    form = ProposeThemeForm(sent(request), plan=activity.plan)
    if form.is_valid() and "propose" in request.POST:
        try:
            with transaction.atomic():
                place = propose(by=request.user, **form.cleaned_data)
                return use(request, activity, place)
        except ValidationError as error:
            add_errors(form, error)
    context = {"activity": activity, "form": form, "near": near(form, activity, request.user)}
    return render(request, "monitoring/propose_theme.html", context, status=422 if form.errors else 200)


def near(form: ProposeThemeForm, activity: Activity, user: User) -> list[dict[str, object]]:
    """Return the themes near to what was typed, each with the place that would be used."""
    if not form.is_bound or "name_es" not in form.cleaned_data:
        return []
    typed = form.cleaned_data
    names = (activity.group.short_es, activity.group.short_en)
    words = {name: typed.get(name, "") for name in ("name_es", "name_en")}
    if not any(words.values()):
        return []
    found = near_themes(activity.plan, user, pillar=typed.get("pillar"), also=names, **words)
    return [{"theme": theme, "places": list(theme.placements.all())} for theme in found]


def get_placement(activity: Activity, key: str) -> Placement:
    """Return a place among the themes of the activity's plan."""
    places = Placement.objects.filter(theme__plan=activity.plan_id)
    place = places.filter(pk=key).first() if key.isdecimal() else None
    if place is None:
        raise Http404
    return place


def use(request: SignedInRequest, activity: Activity, place: Placement) -> HttpResponse:
    """Give the activity the theme, beside those that it has."""
    themes = [str(placed.placement_id) for placed in activity.placed.all()]
    actions.edit(activity, changes={"themes": [*themes, str(place.pk)]}, base={}, by=request.user)
    messages.success(
        request,
        _("%(code)s now has the theme «%(theme)s».") % {"code": activity.code, "theme": place.theme},
    )
    return redirect("monitoring:activity", activity.code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adopt_theme(request: SignedInRequest, period: str, slug: str) -> HttpResponse:
    """Link the decision that adds a proposed theme to the plan."""
    plan, _version = load_version(request, period)
    theme = theme_of(plan, slug, request.user)
    if theme is None:
        raise Http404
    if reason := why_not_adopt_theme(request.user, theme):
        return refusal(request, reason)
    form = AdoptThemeForm(sent(request), user=request.user)
    if form.is_valid():
        adopt(theme, by=request.user, **form.cleaned_data)
        messages.success(request, _("«%(theme)s» is in the plan.") % {"theme": theme})
        return redirect("monitoring:theme", period, theme.slug)
    context = {"plan": plan, "theme": theme, "form": form}
    return render(request, "monitoring/adopt_theme.html", context, status=422 if form.errors else 200)
