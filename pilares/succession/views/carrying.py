"""Destinations, recommendations and proposals are written; the words of both records are compared."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core import clock
from pilares.monitoring.models import Activity
from pilares.people.access import type_of_reader
from pilares.people.http import SignedInRequest
from pilares.people.models import Country
from pilares.plans.models import Document
from pilares.succession import access, actions
from pilares.succession.forms.carrying import (
    DestinationForm,
    PresidencyForm,
    ProposalForm,
    SecretariatForm,
    country_of,
)
from pilares.succession.models import Destination, Proposal
from pilares.succession.queries.carrying import body_chosen_last, next_unsettled
from pilares.succession.queries.redlined import redlined
from pilares.succession.views.loading import Then, load_activity, load_plan, refused, writing

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@asked_and_sent
def settle(request: SignedInRequest, period: str, code: str) -> HttpResponse:
    """Where an unfinished activity goes, why, and who proposes it."""
    activity = load_activity(request, period, code)
    if reason := access.why_not_settle(request.user, activity):
        return refused(request, reason)
    return writing(
        request,
        lambda data: DestinationForm(data, instance=line_of(activity), proposing=body_chosen_last(activity)),
        partial(actions.settle, activity, by=request.user),
        said=_("The destination of %(code)s is saved.") % {"code": code},
        plan=activity.plan,
        activity=activity,
        title=_("Where %(code)s goes") % {"code": code},
        place=code,
        then=_next_without(activity, request.user),
    )


def _next_without(activity: Activity, user: type_of_reader) -> Then | None:
    """Return the next activity that has no destination yet, in the order of the table."""
    code = next_unsettled(activity, user)
    if not code:
        return None
    return Then(code, reverse("succession:settle", args=[activity.plan.period, code]))


@login_required
@asked_and_sent
def recommend(request: SignedInRequest, period: str, code: str) -> HttpResponse:
    """What one's own office recommends for an activity."""
    activity = load_activity(request, period, code)
    if reason := access.why_not_settle(request.user, activity):
        return refused(request, reason)
    kind = SecretariatForm if request.user.standing.secretariat else PresidencyForm
    return writing(
        request,
        lambda data: kind(data, instance=line_of(activity)),
        partial(actions.recommend, activity, by=request.user),
        said=_("The recommendation is saved."),
        plan=activity.plan,
        activity=activity,
        title=_("Recommendation on %(code)s") % {"code": code},
        place=code,
    )


@login_required
@asked_and_sent
def propose(request: SignedInRequest, period: str, code: str = "") -> HttpResponse:
    """What a Member Country proposes for the next plan, of one activity or of the whole."""
    plan = load_plan(request, period)
    activity = load_activity(request, period, code) if code else None
    reason, country = access.why_not_propose(request.user, plan), country_of(request.user)
    if reason or country is None:
        return refused(request, reason or access.COUNTRIES_PROPOSE)
    return writing(
        request,
        lambda data: ProposalForm(data, instance=proposal_of(plan, activity, country)),
        partial(actions.propose, plan, activity=activity, country=country, by=request.user),
        said=_("The proposal of %(country)s is saved.") % {"country": country.name},
        plan=plan,
        activity=activity,
        title=_("Proposal of %(country)s") % {"country": country.name},
    )


def line_of(activity: Activity) -> Destination:
    """Return the line of an activity in the table, or a new one."""
    return Destination.objects.filter(activity=activity).first() or Destination(activity=activity)


def proposal_of(plan: Document, activity: Activity | None, country: Country) -> Proposal:
    """Return what the country has proposed already, or a new proposal."""
    found = Proposal.objects.filter(plan=plan, activity=activity, country=country).first()
    return found or Proposal(plan=plan, activity=activity, country=country, at=clock.now())


@require_safe
def redline(request: HttpRequest, period: str, code: str) -> HttpResponse:
    """The words of the record in the next plan beside those of the original."""
    activity = load_activity(request, period, code)
    found = redlined(activity, request.user)
    if found is None:
        raise Http404
    return render(request, "succession/redline.html", {"page": found, "plan": activity.plan})
