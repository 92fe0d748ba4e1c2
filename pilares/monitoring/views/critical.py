"""Critical aspects: the list, one of them, what people write about it, and files (Tabla 2, GRCM d; M16)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core import clock
from pilares.core.access import Refused, Tier
from pilares.core.conflicts import typed_base
from pilares.core.edits import Conflict
from pilares.core.forms import add_errors
from pilares.core.http import refusal, sent
from pilares.core.trail import opened, opened_many
from pilares.monitoring import access, actions
from pilares.monitoring.exports.critical import FILES
from pilares.monitoring.forms.critical import AspectStepForm, CriticalForm, FollowUpForm
from pilares.monitoring.models import Activity, CriticalAspect, Risk
from pilares.monitoring.queries.critical import aspect_lines, aspect_page, aspects_page
from pilares.monitoring.views.loading import plan_in
from pilares.monitoring.workflow import CRITICAL_ASPECT
from pilares.people.http import SignedInRequest
from pilares.people.models import User
from pilares.plans.models import Document
from pilares.plans.queries.standing import of_plan

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])
FORM = "monitoring/critical/form.html"
DONE = {
    "start": gettext_lazy("The strategy is under way."),
    "resolve": gettext_lazy("It is recorded as resolved."),
    "close": gettext_lazy("It is closed. What was written stays to be read."),
    "reopen": gettext_lazy("It is open again."),
}


@require_safe
def critical_aspects(request: HttpRequest) -> HttpResponse:
    """List the critical aspects that the reader may see, and what may be one."""
    plan = plan_in(request)
    _write_down(request, seen_in(request, plan))
    return render(request, "monitoring/critical/list.html", {"page": aspects_page(request.user, plan)})


@require_safe
def critical_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """Hand the list over as a file, as its reader sees it."""
    if suffix not in FILES:
        raise Http404
    write, media_type = FILES[suffix]
    seen = seen_in(request, plan_in(request))
    _write_down(request, seen)
    lines = aspect_lines(request.user, seen)
    response = HttpResponse(write(lines), content_type=media_type)
    name = _("critical-aspects")
    response["Content-Disposition"] = f'attachment; filename="{name}-{clock.today():%Y-%m-%d}.{suffix}"'
    return response


def seen_in(request: HttpRequest, plan: Document | None) -> Any:
    """Return the aspects of a plan that the reader may see."""
    return CriticalAspect.objects.visible_to(request.user).filter(of_plan(plan, request.user))


def load_aspect(request: HttpRequest, pk: int) -> CriticalAspect:
    """Return an aspect that the reader may see."""
    seen = CriticalAspect.objects.visible_to(request.user).select_related("identified_by", "plan")
    found: CriticalAspect = get_object_or_404(seen, pk=pk)
    return found


@require_safe
def critical(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one critical aspect, with its follow-up."""
    found = load_aspect(request, pk)
    if found.tier == Tier.CLOSED and isinstance(request.user, User):
        opened(found, by=request.user)
    return render(request, "monitoring/critical/aspect.html", {"page": aspect_page(found, request.user)})


def _write_down(request: HttpRequest, shown: Any) -> None:
    """Write down the opening of those that are kept behind closed doors (AC-07)."""
    if isinstance(request.user, User):
        opened_many(shown.filter(tier=Tier.CLOSED), by=request.user)


def begun(request: SignedInRequest) -> dict[str, Any]:
    """Return what a form begins with, from the candidate that was chosen."""
    seen = Activity.objects.visible_to(request.user).select_related("group", "plan")
    activity = seen.filter(code=request.GET.get("activity", "")).first()
    if activity is None:
        return {}
    initial: dict[str, Any] = {"activities": [activity], "group": activity.group}
    if access.may_identify(request.user, activity.group):
        initial["identified_by"] = activity.group
    key = request.GET.get("risk", "")
    risk = Risk.objects.filter(activity=activity, pk=key).first() if key.isdecimal() else None
    return initial | (_of_risk(risk) if risk else {})


def _of_risk(risk: Risk) -> dict[str, Any]:
    """Return what a risk that came about says already."""
    pairs = {"text": "text", "owner": "owner", "strategy": "response"}
    said = {f"{to}_{x}": getattr(risk, f"{of}_{x}") for to, of in pairs.items() for x in ("es", "en")}
    return {**said, "probability": risk.probability, "impact": risk.impact}


@login_required
@asked_and_sent
def new_critical(request: SignedInRequest) -> HttpResponse:
    """Write a critical aspect down, in the plan of the activity that it begins from or that is asked for."""
    initial = begun(request)
    plan = initial["activities"][0].plan if initial else plan_in(request)
    if reason := access.why_not_identify(request.user, plan):
        return refusal(request, reason)
    if plan is None:
        raise Http404
    form = CriticalForm(sent(request), initial=initial, user=request.user, plan=plan)
    if form.is_valid():
        try:
            return redirect("monitoring:critical", identify(request, form, plan).pk)
        except ValidationError as error:
            add_errors(form, error)
    return show(request, form, _("Write a critical aspect down"), plan=plan)


def identify(request: SignedInRequest, form: CriticalForm, plan: Document) -> CriticalAspect:
    """Do it, with the risk that it comes from where there is one."""
    typed, key = form.cleaned_data, request.GET.get("risk", "")
    seen = Activity.objects.visible_to(request.user)
    risk = Risk.objects.filter(pk=key, activity__in=seen).first() if key.isdecimal() else None
    aspect = actions.identify(
        identified_by=typed["identified_by"], by=request.user, form_key=typed["form_key"],
        changes=form.changes(), plan=plan, risk=risk,
    )  # fmt: skip
    messages.success(request, _("It is written down. Add what is done about it, by date."))
    return aspect


def show(
    request: SignedInRequest, form: Any, title: str, *, aspect: CriticalAspect | None = None, status: int = 0,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """Show a form about a critical aspect."""
    context = {
        "plan": aspect.plan if aspect else None,
        "form": form,
        "title": title,
        "aspect": aspect,
        **more,
    }
    return render(request, FORM, context, status=status or (422 if form.errors else 200))


@login_required
@asked_and_sent
def edit_critical(request: SignedInRequest, pk: int) -> HttpResponse:
    """Edit a critical aspect; two people never lose a word (AC-10)."""
    aspect, title = load_aspect(request, pk), _("Edit the critical aspect")
    if reason := access.why_not_work_on_aspect(request.user, aspect):
        return refusal(request, reason)
    opened = CriticalForm(instance=aspect, user=request.user, plan=aspect.plan).texts()
    form = CriticalForm(sent(request), instance=aspect, user=request.user, plan=aspect.plan)
    if not form.is_valid():
        return show(request, form, title, aspect=aspect, base=typed_base(form) or opened)
    settled = form.settle()
    try:
        actions.edit_aspect(aspect, changes=settled.changes, base=settled.base, by=request.user)
    except Conflict as conflict:
        return ask_which(request, form, conflict, aspect)
    except ValidationError as error:
        add_errors(form, error)
        return show(request, form, title, aspect=aspect, base=settled.base)
    messages.success(request, _("It is saved."))
    return redirect("monitoring:critical", pk)


def ask_which(
    request: SignedInRequest, form: CriticalForm, conflict: Conflict, aspect: CriticalAspect
) -> HttpResponse:
    """Show what both started from, what the other saved and what this person wrote (AC-10)."""
    theirs = {clash.field: clash.theirs for clash in conflict.clashes}
    clashes = [form.spoken(clash) for clash in conflict.clashes]
    more = {"clashes": clashes, "base": typed_base(form) | theirs, "problem": True}
    return show(request, form, _("Edit the critical aspect"), aspect=aspect, status=412, **more)


@login_required
@asked_and_sent
def critical_step(request: SignedInRequest, pk: int, verb: str) -> HttpResponse:
    """Take a step: start the strategy, resolve, close with a reason, open again."""
    aspect = load_aspect(request, pk)
    if reason := CRITICAL_ASPECT.why_not(verb, request.user, aspect):
        return refusal(request, reason)
    form = AspectStepForm(sent(request), verb=verb, user=request.user)
    if form.is_valid():
        try:
            actions.move_aspect(aspect, verb, by=request.user, **form.cleaned_data)
        except Refused as refused:
            return refusal(request, refused.reason)
        messages.success(request, DONE[verb])
        return redirect("monitoring:critical", pk)
    return show(request, form, str(CRITICAL_ASPECT.steps[verb].label), aspect=aspect)


@login_required
@asked_and_sent
def critical_follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add what was done or seen on a day."""
    aspect = load_aspect(request, pk)
    if reason := access.why_not_work_on_aspect(request.user, aspect):
        return refusal(request, reason)
    form = FollowUpForm(sent(request))
    if form.is_valid():
        actions.follow_up(aspect, by=request.user, **form.cleaned_data)
        messages.success(request, _("The follow-up is added."))
        return redirect("monitoring:critical", pk)
    return show(request, form, _("Add a follow-up"), aspect=aspect)
