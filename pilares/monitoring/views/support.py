"""Support: asked for by groups, offered by observers, recorded by the Secretariat (Tabla 2, AC-22)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.core.access import Reason, Refused
from pilares.core.forms import add_errors
from pilares.core.http import refusal, sent
from pilares.monitoring import access, actions
from pilares.monitoring.forms.support import (
    AgreeForm,
    AskSupportForm,
    ConfirmForm,
    ContributionForm,
    DeliveredForm,
    OfferForm,
    WhyForm,
)
from pilares.monitoring.models import Contribution, SupportOffer, SupportRequest
from pilares.monitoring.queries.support import (
    contributions,
    offer_lines,
    offer_page,
    offers,
    offers_of,
    opportunities,
)
from pilares.monitoring.views.loading import load_activity, plan_in
from pilares.monitoring.workflow import SUPPORT
from pilares.people.access import why_not_keep_the_register
from pilares.people.http import SignedInRequest, note_opening
from pilares.people.models import User
from pilares.plans.models import Document
from pilares.plans.queries.standing import asking

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])
FORM = "monitoring/support/form.html"


@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """«Oportunidades de apoyo»: what is asked for, as the reader may see it."""
    page = opportunities(request.user, plan_in(request))
    return render(request, "monitoring/support/opportunities.html", {"page": page})


@login_required
@require_safe
def my_support(request: SignedInRequest) -> HttpResponse:
    """«Mi apoyo»: what an observer's organisation or country has offered."""
    context = {"lines": offers_of(request.user), "offering": offers(request.user)}
    return render(request, "monitoring/support/mine.html", context)


@login_required
@asked_and_sent
def ask_support(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask for support on an activity."""
    activity = load_activity(request, code)
    if reason := access.why_not_ask_support(request.user, activity):
        return refusal(request, reason)
    form = AskSupportForm(sent(request), user=request.user)
    if form.is_valid():
        actions.ask_support(activity, by=request.user, **form.cleaned_data)
        messages.success(request, _("The support is asked for."))
        return redirect("monitoring:activity", code)
    context = {"form": form, "title": _("Ask for support"), "activity": activity}
    return render(request, FORM, context, status=422 if form.errors else 200)


@login_required
@require_POST
def close_request(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for it no more."""
    seen = SupportRequest.objects.visible_to(request.user).select_related("activity__group", "activity__plan")
    found = get_object_or_404(seen, pk=pk)
    try:
        actions.close_request(found, by=request.user)
    except Refused as refused:
        return refusal(request, refused.reason)
    messages.success(request, _("It is not asked for any more."))
    return redirect("monitoring:activity", found.activity.code)


@login_required
@asked_and_sent
def offer_support(request: SignedInRequest, code: str) -> HttpResponse:
    """Offer support on behalf of one's organisation or country."""
    activity = load_activity(request, code)
    if reason := access.why_not_offer(request.user, activity):
        return refusal(request, reason)
    form = OfferForm(sent(request), user=request.user)
    if form.is_valid():
        try:
            return redirect("monitoring:support_offer", file_offer(request, code, form))
        except ValidationError as error:
            add_errors(form, error)
    context = {"form": form, "title": _("Offer support"), "activity": activity, "offering": True}
    return render(request, FORM, context, status=422 if form.errors else 200)


def file_offer(request: SignedInRequest, code: str, form: OfferForm) -> int:
    """File the offer, and return its key."""
    typed: dict[str, Any] = dict(form.cleaned_data)
    actor = form.actors[typed.pop("offered_by")]
    offer = actions.offer_support(load_activity(request, code), offered_by=actor, by=request.user, **typed)
    messages.success(request, _("Your offer is filed. The group considers it."))
    return offer.pk


def load_offer(request: SignedInRequest, pk: int) -> SupportOffer:
    """Return an offer that the reader may see."""
    seen = SupportOffer.objects.visible_to(request.user)
    found: SupportOffer = get_object_or_404(
        seen.select_related("activity__group", "activity__plan", "organisation", "country"), pk=pk
    )
    return found


@login_required
@require_safe
def support_offer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an offer and what may be done with it."""
    found = load_offer(request, pk)
    note_opening(found, found.activity.tier, by=request.user)
    return render(request, "monitoring/support/offer.html", {"page": offer_page(found, request.user)})


@dataclass(frozen=True)
class Step:
    """One step of an offer: its words, its form, its guard and its act."""

    title: str | Promise
    done: str | Promise
    form: type[AgreeForm] | type[WhyForm]
    why_not: Callable[[User, SupportOffer], Reason | None]
    act: Callable[[SupportOffer, User, dict[str, Any]], Any]


def _of_workflow(verb: str) -> Callable[[User, SupportOffer], Reason | None]:
    return lambda user, offer: SUPPORT.why_not(verb, user, offer)


STEPS = {
    "agree": Step(
        gettext_lazy("Say that the group accepts"),
        gettext_lazy("It is noted. The Executive Secretariat records the acceptance."),
        AgreeForm,
        _of_workflow("decline"),  # whoever may decline it, while it is offered
        lambda offer, by, typed: actions.agree_to_offer(offer, on=typed["on"], by=by),
    ),
    "confirm": Step(
        gettext_lazy("Record the acceptance of the group"),
        gettext_lazy("The support is confirmed. It is shown with the activity."),
        ConfirmForm,
        _of_workflow("confirm"),
        lambda offer, by, typed: actions.confirm_offer(
            offer, accepted_on=typed["on"], decision=typed["decision"], by=by
        ),
    ),
    "decline": Step(
        gettext_lazy("Decline the offer"),
        gettext_lazy("The offer is declined. Whoever made it reads the reason."),
        WhyForm,
        _of_workflow("decline"),
        lambda offer, by, typed: actions.decline_offer(offer, by=by, **typed),
    ),
    "withdraw": Step(
        gettext_lazy("Withdraw the offer"),
        gettext_lazy("The offer is withdrawn."),
        WhyForm,
        _of_workflow("withdraw"),
        lambda offer, by, typed: actions.withdraw_offer(offer, by=by, **typed),
    ),
    "end": Step(
        gettext_lazy("Record that the support was delivered"),
        gettext_lazy("The delivery is recorded."),
        DeliveredForm,
        _of_workflow("end"),
        lambda offer, by, typed: actions.end_support(offer, ended_on=typed["on"], by=by),
    ),
}


@login_required
@asked_and_sent
def support_step(request: SignedInRequest, pk: int, verb: str) -> HttpResponse:
    """Take a step with an offer."""
    offer, step = load_offer(request, pk), STEPS[verb]
    if reason := step.why_not(request.user, offer):
        return refusal(request, reason)
    form = step.form(sent(request), user=request.user, offer=offer)
    if form.is_valid():
        try:
            step.act(offer, request.user, form.cleaned_data)
        except Refused as refused:
            return refusal(request, refused.reason)
        messages.success(request, str(step.done))
        return redirect("monitoring:support_offer", pk)
    lines = offer_lines(request.user, SupportOffer.objects.filter(pk=pk))
    context = {"form": form, "title": step.title, "activity": offer.activity, "offer": lines[0]}
    return render(request, FORM, context, status=422 if form.errors else 200)


@login_required
@require_POST
def name_as_party(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put who supports among the responsible parties, or take them out, as the group says (AC-22)."""
    offer = load_offer(request, pk)
    named = request.POST.get("named") == "1"
    try:
        actions.name_as_party(offer, named=named, by=request.user)
    except Refused as refused:
        return refusal(request, refused.reason)
    done = _("It stands among the responsible parties.") if named else _("It left the responsible parties.")
    messages.success(request, done)
    return redirect("monitoring:support_offer", pk)


@login_required
@asked_and_sent
def contributions_page(request: SignedInRequest) -> HttpResponse:
    """Show the register of contributions by year; the Secretariat adds to it."""
    if reason := access.why_not_read_contributions(request.user):
        return refusal(request, reason)
    keeps = why_not_keep_the_register(request.user)
    if request.method == "POST" and keeps:
        return refusal(request, keeps)
    form, plan = ContributionForm(sent(request)) if keeps is None else None, plan_in(request)
    if form is not None and form.is_valid():
        try:
            return written(request, form, plan)
        except ValidationError as error:
            add_errors(form, error)
    context = {"years": contributions(request.user, plan), "form": form, "plan": plan}
    status = 422 if form is not None and form.errors else 200
    return render(request, "monitoring/support/contributions.html", context, status=status)


def written(request: SignedInRequest, form: ContributionForm, plan: Document | None) -> HttpResponse:
    """Write the line, and show the register again."""
    form.instance.plan = plan
    actions.write_contribution(form.instance, by=request.user)
    messages.success(request, _("The contribution is in the register."))
    return to_register(plan)


def to_register(plan: Document | None) -> HttpResponse:
    """Lead to the register of a plan."""
    return redirect(reverse("monitoring:contributions") + (asking(plan) if plan else ""))


@login_required
@require_POST
def remove_contribution(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take out a line that was written by mistake."""
    if reason := why_not_keep_the_register(request.user):
        return refusal(request, reason)
    seen = Contribution.objects.visible_to(request.user).select_related("plan")
    found = seen.filter(pk=pk).first()
    if found is not None:  # pressed twice: it is gone already
        actions.remove_contribution(found, by=request.user)
    messages.success(request, _("The line is taken out. What it said stays in the history."))
    return to_register(found.plan if found else plan_in(request))
