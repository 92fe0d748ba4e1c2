"""A row in full: added as a candidate, edited, its status and pace declared."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from pilares.core.access import Refused
from pilares.core.conflicts import typed_base
from pilares.core.edits import Conflict
from pilares.core.forms import add_errors
from pilares.core.http import refusal, sent
from pilares.core.presence import leave
from pilares.matrix.forms import ActivityForm, PaceForm, StateForm
from pilares.matrix.forms.conflicts import settle, spoken
from pilares.matrix.forms.rows import initial_of
from pilares.matrix.queries.options import options_for
from pilares.matrix.queries.rows import activity_url, new_values, overtaken_words
from pilares.matrix.views.declaring import declare
from pilares.monitoring import access, actions
from pilares.monitoring.actions.activities import Edited, values_of
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.presence import present
from pilares.people.http import SignedInRequest
from pilares.people.models import Body
from pilares.plans.queries.standing import plan_asked


def load(request: SignedInRequest, code: str) -> Activity:
    """Return an activity that this reader may see; for any other the answer is 404."""
    seen = Activity.objects.visible_to(request.user).select_related("group", "plan__parameters")
    activity: Activity = get_object_or_404(seen, code=code)
    return activity


@login_required
def add(request: SignedInRequest, group: str) -> HttpResponse:
    """Add a candidate to a group; candidates are unlimited (§3.9)."""
    body = Body.objects.filter(slug_es=group).first() or get_object_or_404(Body, slug_en=group)
    plan = plan_asked(request.GET.get("plan", ""), request.user)
    if plan is None or not body.is_group:
        raise Http404
    if reason := access.why_not_propose(request.user, body, plan):
        return refusal(request, reason)
    options = options_for(request.user, plan)
    form = ActivityForm(sent(request), initial=new_values(request.user), options=options)
    if request.method == "POST" and form.is_valid():
        try:
            activity = actions.propose(group=body, plan=plan, by=request.user, **form.new_row())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("%(code)s was added as a candidate.") % {"code": activity.code})
            return HttpResponseRedirect(activity_url(activity.code))
    return render(
        request, "matrix/edit.html", {"form": form, "group": body, "plan": plan}, status=status_of(form)
    )


@login_required
def edit(request: SignedInRequest, code: str) -> HttpResponse:
    """Edit everything that the group registers of an activity; two people never lose a word (AC-10)."""
    activity = load(request, code)
    if reason := access.why_not_edit(request.user, activity):
        return refusal(request, reason)
    options, values = options_for(request.user, activity.plan), values_of(activity)
    form = ActivityForm(sent(request), initial=initial_of(values), options=options)
    about = {"activity": activity, "group": activity.group, "plan": activity.plan}
    context = {"form": form, "base": values} | about
    if request.method != "POST":
        return render(request, "matrix/edit.html", context | {"present": present(activity, request.user)})
    outcome = attempt(request, activity, form)
    if outcome.done:
        leave(activity, request.user)
        messages.success(request, overtaken_words(outcome.done, form))
        return HttpResponseRedirect(activity_url(code))
    return render(request, "matrix/edit.html", context | outcome.context, status=outcome.status)


@dataclass(frozen=True)
class Outcome:
    """What became of a form: saved, or what its page must show and with which HTTP status."""

    done: Edited | None = None
    context: dict[str, Any] = field(default_factory=dict)
    status: int = 200


def attempt(request: SignedInRequest, activity: Activity, form: ActivityForm) -> Outcome:
    """Write a form's changes, or say what stands in the way; what the person typed stays in the form."""
    if not form.is_valid():
        return Outcome(context={"base": typed_base(form)}, status=422)
    settled = settle(form)
    try:
        return Outcome(actions.edit(activity, changes=settled.changes, base=settled.base, by=request.user))
    except Conflict as conflict:
        theirs = {clash.field: clash.theirs for clash in conflict.clashes}
        clashes = [spoken(form, clash) for clash in conflict.clashes]
        base = settled.base | theirs
        return Outcome(context={"clashes": clashes, "base": base, "problem": True}, status=412)
    except ValidationError as error:
        add_errors(form, error)
        return Outcome(context={"base": settled.base}, status=422)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return Outcome(context={"base": settled.base}, status=refused.status)


def status_of(form: Any) -> int:
    """Return 422 for a form that was sent and refused, 200 otherwise."""
    return 422 if form.errors else 200


@login_required
def state(request: SignedInRequest, code: str) -> HttpResponse:
    """Declare the official state, with its day and the meeting or reason (§4.2.7)."""
    activity = load(request, code)
    if reason := access.why_not_declare_state(request.user, activity):
        return refusal(request, reason, status=Refused(reason).status)
    # without the day of the last declaration: it would date the next one
    form = StateForm(sent(request), initial={"state": activity.state or "none"})
    if request.method == "POST" and form.is_valid():
        return declare(request, activity, form)
    return render(request, "matrix/state.html", {"form": form, "activity": activity}, status=status_of(form))


@login_required
def pace(request: SignedInRequest, code: str) -> HttpResponse:
    """Say how it goes in one sentence."""
    activity = load(request, code)
    if reason := access.why_not_declare_state(request.user, activity):
        return refusal(request, reason, status=Refused(reason).status)
    form = PaceForm(sent(request), initial={"pace": activity.pace, "note": activity.pace_note.text})
    if request.method == "POST" and form.is_valid():
        actions.declare_pace(activity, by=request.user, **form.cleaned_data)
        messages.success(request, _("The pace of %(code)s is noted.") % {"code": code})
        return HttpResponseRedirect(activity_url(code))
    return render(request, "matrix/state.html", {"form": form, "activity": activity, "pace": True})
