"""Inputs of the RNCOM: calls, sending, receipt, treatment, answer and reply (Tabla 2, AC-21)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilares.consensus.access import inputs as access
from pilares.consensus.actions import inputs as actions
from pilares.consensus.exports.inputs import FILES
from pilares.consensus.forms.inputs import AnswerForm, CallForm, ConsiderForm, InputForm, ReplyForm
from pilares.consensus.models.inputs import Input, InputCall, InputFile
from pilares.consensus.queries.inputs import input_lines, input_page, inputs_page
from pilares.consensus.workflow.inputs import INPUT
from pilares.core import clock
from pilares.core.access import Refused
from pilares.core.conflicts import typed_base
from pilares.core.edits import Conflict
from pilares.core.forms import add_errors
from pilares.core.http import hand_over, refusal, sent
from pilares.people.http import SignedInRequest, note_opening
from pilares.plans.models import Document
from pilares.plans.queries.standing import asking, of_plan, plan_asked

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])
FORM = "consensus/inputs/form.html"


def show(request: HttpRequest, form: Any, title: str, *, status: int = 0, **more: Any) -> HttpResponse:
    """Show a form about an input or a call."""
    context = {"form": form, "title": title, "asking": "", **more}
    return render(request, FORM, context, status=status or (422 if form.errors else 200))


@require_safe
def inputs(request: HttpRequest) -> HttpResponse:
    """Show the calls, and the inputs that the reader may see with what became of them."""
    return render(
        request, "consensus/inputs/list.html", {"page": inputs_page(request.user, plan_in(request))}
    )


@require_safe
def inputs_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """Hand the inputs over as a file, as its reader sees them."""
    if suffix not in FILES:
        raise Http404
    write, media_type = FILES[suffix]
    seen = Input.objects.visible_to(request.user).filter(of_plan(plan_in(request), request.user))
    lines = input_lines(request.user, seen)
    response = HttpResponse(write(lines), content_type=media_type)
    name = _("inputs")
    response["Content-Disposition"] = f'attachment; filename="{name}-{clock.today():%Y-%m-%d}.{suffix}"'
    return response


def load_input(request: HttpRequest, reference: str) -> Input:
    """Return an input that the reader may see."""
    mark, _dash, rest = reference.partition("-")
    year, _dash, number = rest.partition("-")
    if mark != "AP" or not (year.isdecimal() and number.isdecimal()) or len(year) > 4 or len(number) > 9:
        raise Http404
    seen = Input.objects.visible_to(request.user).select_related("organisation", "plan")
    found: Input = get_object_or_404(seen, year=int(year), number=int(number))
    if found.reference != reference:
        raise Http404
    return found


@require_safe
def input_(request: HttpRequest, reference: str) -> HttpResponse:
    """Show an input and what became of it, to each reader their view."""
    found = load_input(request, reference)
    note_opening(found, found.tier, by=request.user)
    page = input_page(found, request.user)
    return render(request, "consensus/inputs/input.html", {"page": page})


@login_required
@asked_and_sent
def new_input(request: SignedInRequest) -> HttpResponse:
    """Send an input, for a call of its plan or, at any time, on the plan that is asked for."""
    if reason := access.why_not_send_input(request.user):
        return refusal(request, reason)
    call = _call(request)
    plan = call.plan if call else plan_in(request)
    if plan is None:
        raise Http404
    initial = {"call": call.pk} if call else {}
    form = InputForm(sent(request), request.FILES or None, initial=initial, user=request.user, plan=plan)
    if form.is_valid():
        try:
            return received(request, form, plan)
        except ValidationError as error:
            add_errors(form, error)
    return show(request, form, _("Send an input"), sending=True, asking=asking(plan))


def _call(request: HttpRequest) -> InputCall | None:
    """Return the call that an address names, if the reader may see it."""
    key = request.GET.get("call", "")
    if not (key.isdecimal() and len(key) < 10):
        return None
    seen = InputCall.objects.visible_to(request.user).select_related("plan")
    found: InputCall | None = seen.filter(pk=int(key)).first()
    return found


def plan_in(request: HttpRequest) -> Document | None:
    """Return the plan that an address asks for, otherwise the one that is shown and measured."""
    return plan_asked(request.GET.get("plan", ""), request.user)


def to_list(plan: Document) -> HttpResponse:
    """Lead to the calls and inputs of a plan."""
    return redirect(reverse("consensus:inputs") + asking(plan))


def received(request: SignedInRequest, form: InputForm, plan: Document) -> HttpResponse:
    """Receive it, and lead to its receipt."""
    typed = dict(form.cleaned_data)
    done = actions.send_input(by=request.user, plan=plan, seen=form.seen, **typed)
    messages.success(
        request, _("Your input is received. Its receipt is %(number)s.") % {"number": done.reference}
    )
    return redirect("consensus:input", done.reference)


@require_safe
def input_file(request: HttpRequest, key: UUID) -> HttpResponse | FileResponse:
    """Hand a file over to be saved, never to be shown by the browser, and kept by no cache."""
    found = InputFile.objects.visible_to(request.user).select_related("input").filter(key=key).first()
    if found is None:
        raise Http404
    note_opening(found, found.input.tier, by=request.user)
    return hand_over(found.file, name=found.name, media_type=found.media_type)


def _act(
    request: SignedInRequest,
    found: Input,
    form: Any,
    title: str,
    done: str,
    act: Callable[[dict[str, Any]], Any],
) -> HttpResponse:
    """Do what a valid form asks, or show it again with what is wrong."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refused:
            return refusal(request, refused.reason)
        messages.success(request, done)
        return redirect("consensus:input", found.reference)
    return show(request, form, title, input=found, asking=asking(found.plan))


@login_required
@asked_and_sent
def consider(request: SignedInRequest, reference: str) -> HttpResponse:
    """Record that a group treated an input."""
    found = load_input(request, reference)
    if reason := INPUT.why_not("consider", request.user, found):
        return refusal(request, reason)
    form = ConsiderForm(sent(request), input_=found, user=request.user)
    title, done = _("Record that it was considered"), _("It is recorded as considered.")
    return _act(
        request, found, form, title, done, lambda typed: actions.consider(found, by=request.user, **typed)
    )


@login_required
@asked_and_sent
def answer(request: SignedInRequest, reference: str, *, included: bool) -> HttpResponse:
    """Record what became of an input, and why."""
    found = load_input(request, reference)
    step = INPUT.steps["include" if included else "not_include"]
    if reason := INPUT.why_not(step.verb, request.user, found):
        return refusal(request, reason)
    form = AnswerForm(sent(request), input_=found)
    done = _("The answer is recorded. Whoever sent the input is told.")
    return _act(
        request, found, form, str(step.label), done,
        lambda typed: actions.answer(found, included=included, by=request.user, **typed),
    )  # fmt: skip


@login_required
@asked_and_sent
def reply(request: SignedInRequest, reference: str) -> HttpResponse:
    """Reply once to the answer."""
    found = load_input(request, reference)
    if reason := access.why_not_reply(request.user, found):
        return refusal(request, reason)
    title, done = _("Reply to the answer"), _("Your reply is sent.")
    form = ReplyForm(sent(request))
    return _act(request, found, form, title, done, lambda t: actions.reply(found, by=request.user, **t))


@login_required
@asked_and_sent
def new_call(request: SignedInRequest) -> HttpResponse:
    """Call for inputs until a day."""
    if reason := access.why_not_keep_calls(request.user):
        return refusal(request, reason)
    plan = plan_in(request)
    form = CallForm(sent(request))
    if plan is not None and form.is_valid():
        actions.open_call(plan=plan, by=request.user, **form.cleaned_data)
        messages.success(request, _("The call is open from its first day."))
        return to_list(plan)
    return show(request, form, _("Call for inputs"), asking=asking(plan) if plan else "")


@login_required
@asked_and_sent
def edit_call(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a call; two people never lose a word (AC-10)."""
    seen = InputCall.objects.visible_to(request.user).select_related("plan")
    call = get_object_or_404(seen, pk=pk)
    if reason := access.why_not_keep_calls(request.user):
        return refusal(request, reason)
    opened = CallForm(instance=call).texts()
    form, title = CallForm(sent(request), instance=call), _("Change the call")
    if not form.is_valid():
        base, staying = typed_base(form) or opened, asking(call.plan)
        return show(request, form, title, base=base, asking=staying)
    settled = form.settle()
    try:
        actions.edit_call(call, changes=settled.changes, base=settled.base, by=request.user)
    except Conflict as conflict:
        return ask_which(request, form, title, conflict, staying=asking(call.plan))
    messages.success(request, _("It is saved."))
    return to_list(call.plan)


def ask_which(
    request: SignedInRequest, form: CallForm, title: str, conflict: Conflict, *, staying: str
) -> HttpResponse:
    """Show what both started from, what the other saved and what this person wrote (AC-10)."""
    base = typed_base(form) | {clash.field: clash.theirs for clash in conflict.clashes}
    clashes = [form.spoken(clash) for clash in conflict.clashes]
    more = {"clashes": clashes, "base": base, "problem": True, "asking": staying}
    return show(request, form, title, status=412, **more)
