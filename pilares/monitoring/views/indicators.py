"""An indicator: its page and files, its periods, milestones and the versions of its target."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.core.access import Reason, Refused
from pilares.core.days import AsOf, read_day
from pilares.core.forms import add_errors
from pilares.core.http import refusal, sent
from pilares.monitoring import access, actions
from pilares.monitoring.exports.indicators import FILES
from pilares.monitoring.forms import PeriodForm, PressForm, ReviseTargetForm, StepsForm, TargetsForm
from pilares.monitoring.forms.assistant import AssistantForm
from pilares.monitoring.models import Indicator, Period, Target
from pilares.monitoring.queries import indicator_page
from pilares.monitoring.queries.assistant import catalogue, preview_of
from pilares.monitoring.queries.past_indicator import indicator_then
from pilares.monitoring.queries.sheet import periods_of
from pilares.monitoring.views.activities import permanent_address, same_day
from pilares.monitoring.views.loading import as_written, load_activity, load_indicator
from pilares.people.http import SignedInRequest, note_opening

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """What is measured and how much, today or as it stood on a day: three numbers, the calculation."""
    if code != code.upper():
        return as_written(request, "monitoring:indicator", code.upper())
    found, as_of, past = load_indicator(request, code), read_day(request.GET), None
    note_opening(found, found.activity.tier, by=request.user)
    if as_of.day:
        page, past = indicator_then(found, request.user, as_of, as_of.day)
    else:
        page = indicator_page(found, request.user)
    context = {"page": page, "as_of": as_of, "past": past}
    context["same_day"] = same_day(as_of, page.plan, page.group.slug, page.activity.code) if past else ()
    context["permanent"] = permanent_address(request, AsOf(day=as_of.day or page.as_of))
    return render(request, "monitoring/indicator.html", context)


@require_safe
def indicator_file(request: HttpRequest, code: str, suffix: str) -> HttpResponse:
    """The same data as a file, with a day as they stood then; a chart that has nothing to draw is no file."""
    found, as_of, past = load_indicator(request, code), read_day(request.GET), None
    if suffix not in FILES or as_of.problem:
        raise Http404
    write, kind = FILES[suffix]
    if as_of.day:
        page, past = indicator_then(found, request.user, as_of, as_of.day)
    else:
        page = indicator_page(found, request.user)
    body = write(page) if past is None or past.told else b""
    if not body:
        raise Http404
    note_opening(found, found.activity.tier, by=request.user)
    response = HttpResponse(body, content_type=kind)
    on = f"-{as_of.day:%Y-%m-%d}" if as_of.day else ""
    response["Content-Disposition"] = f'attachment; filename="{code}{on}.{suffix}"'
    return response


@login_required
@asked_and_sent
def assistant(request: SignedInRequest, code: str) -> HttpResponse:
    """Eight plain questions, a preview of what they come to, and a draft of the indicator (screens.md 7)."""
    activity = load_activity(request, code)
    if reason := access.why_not_edit(request.user, activity):
        return refusal(request, reason)
    offered = catalogue()
    chosen = offered.find(request.GET.get("iom", ""))
    form = AssistantForm(sent(request), initial={"name": chosen.title if chosen else ""})
    valid = form.is_valid()
    if valid and "save" in request.POST:
        draft = form.indicator()
        draft.template = chosen.mark if chosen else ""
        made = actions.add_part(draft, activity=activity, by=request.user)
        messages.success(request, _("The draft %(code)s is kept.") % {"code": made.code})
        return redirect("monitoring:indicator", made.code)
    said = request.GET.get("q", "")
    context = {"activity": activity, "form": form, "catalogue": offered, "chosen": chosen, "said": said}
    context["found"] = offered.search(said)
    context["preview"] = preview_of(form.indicator()) if valid else None
    status = 422 if form.errors else 200
    return render(request, "monitoring/assistant.html", context, status=status)


def load_mine(request: SignedInRequest, code: str) -> tuple[Indicator, Reason | None]:
    """Return an indicator, and why this person may not change how it is measured."""
    found = load_indicator(request, code)
    return found, access.why_not_edit(request.user, found.activity)


@login_required
@asked_and_sent
def indicator_periods(request: SignedInRequest, code: str) -> HttpResponse:
    """The periods of an indicator and the target of each."""
    found, reason = load_mine(request, code)
    if reason:
        return refusal(request, reason)
    given = sent(request)
    act = given.get("act", "") if given else ""
    periods = periods_of(found)
    versioned = found.targets.filter(period=None).exists()
    forms: dict[str, Any] = {
        "make": PressForm(given if act == "make" else None),
        "add": PeriodForm(given if act == "add" else None),
        "targets": TargetsForm(given if act == "targets" else None, periods=periods, versioned=versioned),
    }
    if act and (answer := change_periods(request, found, act, forms)):
        return answer
    bound = forms.get(act)
    context = {"indicator": found, "periods": periods, "problem_form": bound, "versioned": versioned, **forms}
    status = 422 if request.method == "POST" else 200
    return render(request, "monitoring/indicator_periods.html", context, status=status)


def change_periods(
    request: SignedInRequest, found: Indicator, act: str, forms: dict[str, Any]
) -> HttpResponse | None:
    """Take one of the acts of the page; without an answer its form says what is wrong."""
    form: Any = forms.get(act)
    if form is not None and not form.is_valid():
        return None
    try:
        take(request, found, act, form)
    except ValidationError as error:
        add_errors(form, error)
        return None
    except Refused as refused:
        return refusal(request, refused.reason)
    messages.success(request, _("It is saved."))
    return redirect("monitoring:indicator_periods", found.code)


def take(request: SignedInRequest, found: Indicator, act: str, form: Any) -> None:
    """Do what one button of the page of periods says."""
    name, _dash, key = act.partition("-")
    if name == "make":
        actions.make_periods(found, by=request.user)
    elif name == "add":
        actions.add_period(found, by=request.user, **form.cleaned_data)
    elif name == "targets":
        actions.set_targets(found, form.targets(), by=request.user)
    elif name == "remove" and key.isdigit():
        period = get_object_or_404(Period, pk=key, indicator=found)
        actions.remove_period(period, by=request.user)
    else:
        raise Http404


@login_required
@asked_and_sent
def indicator_steps(request: SignedInRequest, code: str) -> HttpResponse:
    """The milestones of an indicator with their weights, fixed before anything is measured."""
    found = load_indicator(request, code)
    if reason := access.why_not_set_steps(request.user, found):
        return refusal(request, reason)
    form = StepsForm(sent(request), steps=list(found.steps.all()))
    if form.is_valid():
        try:
            actions.set_steps(found, form.rows(), by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("It is saved."))
            return redirect("monitoring:indicator", found.code)
    context = {"indicator": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "monitoring/indicator_steps.html", context, status=status)


@login_required
@asked_and_sent
def revise_target(request: SignedInRequest, code: str) -> HttpResponse:
    """A new version of the target, by a decision and with its reason (AC-17)."""
    found = load_indicator(request, code)
    if reason := access.why_not_revise_target(request.user, found):
        return refusal(request, reason)
    form = ReviseTargetForm(sent(request), indicator=found, user=request.user)
    if form.is_valid():
        try:
            target = actions.revise_target(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        except Refused as refused:
            form.add_error("valid_from", str(refused.reason))
        else:
            messages.success(request, revised_words(target))
            return redirect("monitoring:indicator", found.code)
    context = {"indicator": found, "form": form}
    return render(request, "monitoring/revise_target.html", context, status=422 if form.errors else 200)


def revised_words(target: Target) -> str:
    """Say what became of a revision."""
    if target.binds:
        return _("The target is revised; the earlier version stays to be read.")
    return _("The revision is proposed: it binds once the other office signs it.")


@login_required
@require_POST
def sign_target(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Sign, as the other office, a revision that reaches a closed period (AC-17)."""
    found = load_indicator(request, code)
    target = get_object_or_404(Target, pk=pk, indicator=found)
    if reason := access.why_not_sign_target(request.user, target):
        return refusal(request, reason)
    actions.sign_target(target, by=request.user)
    messages.success(request, _("The revision is signed and in force."))
    return redirect("monitoring:indicator", found.code)
