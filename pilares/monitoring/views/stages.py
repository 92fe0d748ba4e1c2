"""The steps of an activity's stage: each asks, lets the person check, then acts (§3.9, AC-01)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from pilares.core.access import Reason, Refused
from pilares.core.forms import add_errors
from pilares.core.http import refusal, sent
from pilares.monitoring import access, actions
from pilares.monitoring.forms import DecisionForm, PlaceForm, PlainForm, ReasonForm, StepForm, SuccessorForm
from pilares.monitoring.models import Activity
from pilares.monitoring.views.groups import group_with_problem
from pilares.monitoring.views.loading import load_activity
from pilares.monitoring.workflow import ACTIVITY
from pilares.people.http import SignedInRequest
from pilares.people.models import User
from pilares.plans.queries.standing import asking

type_of_act = Callable[[Activity, User, dict[str, Any]], Activity]


@dataclass(frozen=True)
class Step:
    """One step: its words, its form, its guard and its act."""

    title: str | Promise
    about: str | Promise
    done: str | Promise
    form: type[StepForm]
    why_not: Callable[[User, Activity], Reason | None]
    act: type_of_act


def _of_workflow(verb: str) -> Callable[[User, Activity], Reason | None]:
    return lambda user, activity: ACTIVITY.why_not(verb, user, activity)


STEPS = {
    "replace": Step(
        _("Replace %(code)s"),
        _("A candidate takes its place in the draft. The version in force shows it until it is endorsed."),
        _("%(code)s is replaced in the draft, pending endorsement."),
        SuccessorForm,
        _of_workflow("replace"),
        lambda activity, by, typed: actions.replace(
            activity, successor=typed["other"], reason=typed["reason"], by=by
        ),
    ),
    "take_place": Step(
        _("Replace an activity by %(code)s"),
        _("Choose which activity leaves. The version in force shows it until the change is endorsed."),
        _("%(code)s is prioritised in the draft, pending endorsement."),
        PlaceForm,
        access.why_not_take_a_place,
        lambda activity, by, typed: actions.replace(
            typed["other"], successor=activity, reason=typed["reason"], by=by
        ),
    ),
    "withdraw": Step(
        _("Withdraw %(code)s"),
        _("A candidate leaves at once; a priority activity leaves when the RCGM endorses it."),
        _("The withdrawal of %(code)s is recorded."),
        ReasonForm,
        _of_workflow("withdraw"),
        lambda activity, by, typed: actions.withdraw(activity, reason=typed["reason"], by=by),
    ),
    "set_aside": Step(
        _("Return %(code)s to the candidates"),
        _("It frees its place in the draft. Nothing that was written is lost."),
        _("%(code)s is a candidate again."),
        PlainForm,
        _of_workflow("set_aside"),
        lambda activity, by, _typed: actions.set_aside(activity, by=by),
    ),
    "keep": Step(
        _("Keep %(code)s in the plan"),
        _("The replacement or withdrawal that awaited endorsement is taken back."),
        _("%(code)s stays in the plan."),
        PlainForm,
        access.why_not_keep,
        lambda activity, by, _typed: actions.keep(activity, by=by),
    ),
    "endorse": Step(
        _("Record the endorsement of %(code)s"),
        _("What the group drafted comes into force. A replacement is endorsed whole."),
        _("The endorsement of %(code)s is recorded."),
        DecisionForm,
        _of_workflow("endorse"),
        lambda activity, by, typed: actions.endorse(activity, decision=typed["decision"], by=by),
    ),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedInRequest, code: str, verb: str) -> HttpResponse:
    """Ask what a step needs (GET), show it to be checked (POST), do it (POST with `confirm`)."""
    activity, asked = load_activity(request, code), STEPS[verb]
    if reason := asked.why_not(request.user, activity):
        return refused(request, activity, reason)
    form = asked.form(sent(request), activity=activity, user=request.user)
    valid = form.is_valid()
    if valid and "confirm" in request.POST:
        try:
            asked.act(activity, request.user, form.cleaned_data)
        except Refused as refusal_:
            return refused(request, activity, refusal_.reason)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, asked.done % {"code": code})
            return redirect(_group_of(activity))
    return ask(request, activity, asked, form, checking=valid and "correct" not in request.POST)


def _group_of(activity: Activity) -> str:
    """Return the address of the activity's group, in the plan of the activity."""
    return reverse("monitoring:group", args=[activity.group.slug]) + asking(activity.plan)


def ask(
    request: SignedInRequest, activity: Activity, asked: Step, form: StepForm, *, checking: bool
) -> HttpResponse:
    """Show the form of a step, or the answers to be checked."""
    checking = checking and not form.errors
    context = {
        "activity": activity,
        "title": asked.title % {"code": activity.code},
        "about": asked.about,
        "form": form,
        "checking": checking,
        "answers": form.answers() if checking else (),
    }
    status = 422 if form.errors and "correct" not in request.POST else 200
    return render(request, "monitoring/step.html", context, status=status)


@login_required
@require_POST
def prioritise(request: SignedInRequest, code: str) -> HttpResponse:
    """Give a candidate a place; a fourth is refused with what can be done instead (AC-01)."""
    activity = load_activity(request, code)
    try:
        actions.prioritise(activity, by=request.user)
    except Refused as refusal_:
        return refused(request, activity, refusal_.reason)
    messages.success(request, _("%(code)s is prioritised in the draft.") % {"code": code})
    return redirect(_group_of(activity))


@login_required
@require_POST
def ask_rcgm(request: SignedInRequest, code: str) -> HttpResponse:
    """Note that the group asks the RCGM about a candidate."""
    activity = load_activity(request, code)
    try:
        actions.ask_rcgm(activity, by=request.user)
    except Refused as refusal_:
        return refused(request, activity, refusal_.reason)
    messages.success(request, _("The consultation of the RCGM on %(code)s is noted.") % {"code": code})
    return redirect(_group_of(activity))


def refused(request: SignedInRequest, activity: Activity, reason: Reason) -> HttpResponse:
    """Answer a refusal: a full plan with the group's page, anything else with its reason."""
    status = Refused(reason).status
    as_json = request.headers.get("Accept", "").startswith("application/json")
    if reason.code.startswith("MAX_PRIORITY") and not as_json:
        return group_with_problem(request, activity, reason)
    return refusal(request, reason, status=status)
