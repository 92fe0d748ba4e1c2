"""The annual plan of a presidency: read, written line by line, taken along its steps (Tabla 1, M6)."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.core.access import Reason, Refused
from pilares.core.conflicts import spoken, typed_base
from pilares.core.edits import Conflict
from pilares.core.forms import add_errors
from pilares.core.http import refusal, sent
from pilares.core.kinds import WORD, XLSX
from pilares.monitoring import access
from pilares.monitoring.actions import presidency_plans as acts
from pilares.monitoring.exports.presidency_plans import word, workbook
from pilares.monitoring.forms import presidency_plans as forms
from pilares.monitoring.models import PresidencyLine, PresidencyPlan
from pilares.monitoring.queries.presidency_plans import (
    PresidencyPlanPage,
    plan_of_term,
    presidency_plan_page,
    term_labelled,
)
from pilares.monitoring.queries.ways import Way
from pilares.monitoring.workflow import PRESIDENCY_PLAN
from pilares.people.http import SignedInRequest, note_openings
from pilares.people.models import User

PAGE = "monitoring:presidency_plan"
asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])
type_of_act = Callable[[PresidencyPlan, User, dict[str, Any]], Any]
type_of_form = type[forms.LineForm | forms.StatusForm]


@dataclass(frozen=True)
class Step:
    """One step: what it says, what it asks, what it does."""

    about: str | Promise
    done: str | Promise
    form: type[forms.StepForm]
    act: type_of_act


def _with(act: Callable[..., Any]) -> type_of_act:
    return lambda annual_plan, by, typed: act(annual_plan, by=by, **typed)


STEPS = {
    "consult": Step(
        gettext_lazy("The plan becomes a text that the Member Countries read and comment (Tabla 2)."),
        gettext_lazy("The plan is in consultation with the Member Countries."),
        forms.StepForm,
        _with(acts.consult),
    ),
    "take_back": Step(
        gettext_lazy("The plan can be changed again, and consulted again. Nothing is lost."),
        gettext_lazy("The plan is in draft again."),
        forms.ReasonForm,
        _with(acts.take_back),
    ),
    "endorse": Step(
        gettext_lazy("The RCGM endorses the plan; the Vice-Ministerial Meeting then knows and approves it."),
        gettext_lazy("The RCGM's decision is recorded."),
        forms.EndorsedForm,
        _with(acts.endorse),
    ),
    "approve": Step(
        gettext_lazy("The presidency then countersigns it, and its execution begins."),
        gettext_lazy("The approval is recorded."),
        forms.ApprovedForm,
        _with(acts.approve),
    ),
    "start": Step(
        gettext_lazy(
            "The presidency countersigns what was approved. From now on each line says how it goes."
        ),
        gettext_lazy("The plan is in execution."),
        forms.StartForm,
        _with(acts.start),
    ),
    "close": Step(
        gettext_lazy("The report says what was done and what the next presidency receives. The plan stays."),
        gettext_lazy("The plan is closed with its report."),
        forms.CloseForm,
        _with(acts.close),
    ),
}


def load(request: HttpRequest, label: str) -> PresidencyPlan:
    """Return the plan of a term for its reader, or 404 as for any other address."""
    term = term_labelled(label)
    found = plan_of_term(term, request.user) if term else None
    if found is None:
        raise Http404
    return found


def load_line(request: HttpRequest, label: str, pk: int) -> PresidencyLine:
    """Return a line of the plan that the reader may see."""
    annual_plan = load(request, label)
    seen = PresidencyLine.objects.visible_to(request.user).select_related("theme")
    line: PresidencyLine = get_object_or_404(seen, annual_plan=annual_plan.pk, pk=pk)
    line.annual_plan = annual_plan
    return line


def _opened(request: HttpRequest, annual_plan: PresidencyPlan) -> PresidencyPlanPage:
    """Read the plan for its reader; of what it takes up, what is closed leaves a trace (AC-07)."""
    page = presidency_plan_page(annual_plan, request.user)
    note_openings((line.taken for line in page.lines if line.taken), by=request.user)
    return page


@require_safe
def plan(request: HttpRequest, label: str) -> HttpResponse:
    """Show the plan of a presidency."""
    page = _opened(request, load(request, label))
    return render(request, "monitoring/presidency/plan.html", {"page": page})


@require_safe
def plan_file(request: HttpRequest, label: str, suffix: str) -> HttpResponse:
    """Hand the plan over as a Word file or a workbook, as its reader sees it."""
    if suffix not in {"docx", "xlsx"}:
        raise Http404
    page = _opened(request, load(request, label))
    paper = "a4" if "a4" in request.GET else "letter"
    content = word(page, paper) if suffix == "docx" else workbook(page)
    response = HttpResponse(content, content_type=WORD if suffix == "docx" else XLSX)
    name = f"pilares-plan-ppt-{label}-{page.as_of:%Y-%m-%d}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# --- Lines -------------------------------------------------------------------------------------------------


@login_required
@asked_and_sent
def take_up(request: SignedInRequest, label: str) -> HttpResponse:
    """Choose from what is pending and inherited."""
    annual_plan = load(request, label)
    if reason := access.why_not_write_lines(request.user, annual_plan):
        return refuse(request, reason)
    form = forms.TakeUpForm(sent(request), annual_plan=annual_plan, user=request.user)
    if form.is_valid():
        added = acts.take_up(annual_plan, form.rows(), by=request.user)
        messages.success(request, _("Added to the plan: %(count)s.") % {"count": len(added)})
        return redirect(PAGE, label)
    return ask(request, annual_plan, _("Take up what is pending"), form, submit=_("Add to the plan"))


@login_required
@asked_and_sent
def new_line(request: SignedInRequest, label: str) -> HttpResponse:
    """Add an initiative of the presidency."""
    annual_plan = load(request, label)
    if reason := access.why_not_write_lines(request.user, annual_plan):
        return refuse(request, reason)
    begun = {"form_key": uuid.uuid4()}
    form = forms.NewLineForm(sent(request), initial=begun, annual_plan=annual_plan, user=request.user)
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            acts.add_line(annual_plan, form_key=values.pop("form_key"), values=values, by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The line is in the plan."))
            return redirect(PAGE, label)
    return ask(request, annual_plan, _("Add an initiative"), form, submit=_("Add to the plan"))


@login_required
@asked_and_sent
def edit_line(request: SignedInRequest, label: str, pk: int) -> HttpResponse:
    """Rewrite a line of the draft."""
    line = load_line(request, label, pk)
    if reason := access.why_not_write_lines(request.user, line.annual_plan):
        return refuse(request, reason)
    return _write(request, line, forms.LineForm, acts.edit_line, _("Edit the line"))


@login_required
@asked_and_sent
def line_status(request: SignedInRequest, label: str, pk: int) -> HttpResponse:
    """Say how a line goes."""
    line = load_line(request, label, pk)
    if reason := access.why_not_report_line(request.user, line):
        return refuse(request, reason)
    return _write(request, line, forms.StatusForm, acts.report_line, _("Say how it goes"))


def _write(
    request: SignedInRequest, line: PresidencyLine, kind: type_of_form, act: Callable[..., Any], title: str
) -> HttpResponse:
    """Write a line, and let the person choose where somebody saved the same field first (AC-10)."""
    opened = kind(instance=line, annual_plan=line.annual_plan, user=request.user).texts()
    form = kind(sent(request), instance=line, annual_plan=line.annual_plan, user=request.user)
    if not form.is_valid():
        return ask(request, line.annual_plan, title, form, line=line, base=typed_base(form) or opened)
    settled = form.settle()
    try:
        act(line, changes=settled.changes, base=settled.base, by=request.user)
    except Conflict as conflict:
        return _ask_which(request, line, title, form, conflict)
    except ValidationError as error:
        add_errors(form, error)
        return ask(request, line.annual_plan, title, form, line=line, base=settled.base)
    messages.success(request, _("The line is saved."))
    return redirect(PAGE, line.annual_plan.presidency.label)


def _ask_which(
    request: SignedInRequest, line: PresidencyLine, title: str, form: Any, conflict: Conflict
) -> HttpResponse:
    clashes = [
        spoken(form, clash, base=clash.base, theirs=clash.theirs, mine=clash.mine)
        for clash in conflict.clashes
    ]
    base = typed_base(form) | {clash.field: clash.theirs for clash in conflict.clashes}
    more = {"line": line, "base": base, "clashes": clashes, "problem": True}
    return ask(request, line.annual_plan, title, form, status=412, **more)


@login_required
@asked_and_sent
def remove_line(request: SignedInRequest, label: str, pk: int) -> HttpResponse:
    """Ask whether a line leaves the draft, and take it out."""
    line = load_line(request, label, pk)
    if reason := access.why_not_write_lines(request.user, line.annual_plan):
        return refuse(request, reason)
    if request.method == "POST":
        acts.remove_line(line, by=request.user)
        messages.success(request, _("The line is out of the plan."))
        return redirect(PAGE, label)
    return ask(request, line.annual_plan, _("Remove the line"), None, line=line, submit=_("Remove"))


@login_required
@require_POST
def move_line(request: SignedInRequest, label: str, pk: int) -> HttpResponse:
    """Move a line up or down among the others."""
    line = load_line(request, label, pk)
    try:
        acts.move_line(line, up=request.POST.get("to") == "up", by=request.user)
    except Refused as refused:
        return refuse(request, refused.reason)
    return redirect(PAGE, label)


# --- Steps -------------------------------------------------------------------------------------------------


@login_required
@asked_and_sent
def step(request: SignedInRequest, label: str, verb: str) -> HttpResponse:
    """Ask what a step needs (GET), show it to be checked (POST), do it (POST with `confirm`)."""
    found, asked = load(request, label), STEPS[verb]
    if reason := PRESIDENCY_PLAN.why_not(verb, request.user, found):
        return refuse(request, reason)
    form = asked.form(sent(request), annual_plan=found, user=request.user)
    valid = form.is_valid()
    if valid and "confirm" in request.POST:
        try:
            asked.act(found, request.user, form.cleaned_data)
        except Refused as refused:
            return refuse(request, refused.reason)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, str(asked.done))
            return redirect(PAGE, label)
    checking = valid and "correct" not in request.POST and not form.errors
    title = str(PRESIDENCY_PLAN.steps[verb].label)
    return ask(request, found, title, form, about=asked.about, checking=checking, submit=_("Continue"))


def ask(
    request: SignedInRequest,
    annual_plan: PresidencyPlan,
    title: str,
    form: Any,
    *,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    """Show a form of the plan, or the answers to be checked."""
    context = {"annual_plan": annual_plan, "title": title, "form": form, "submit": _("Save"), **more}
    if more.get("checking"):
        context["answers"] = form.answers()
    correcting = "correct" in request.POST
    status = status or (422 if form is not None and form.errors and not correcting else 200)
    return render(request, "monitoring/presidency/form.html", context, status=status)


def refuse(request: HttpRequest, reason: Reason) -> HttpResponse:
    """Answer a refusal with its reason, and lead back to the plan and to where a round is concluded."""
    label = request.resolver_match.kwargs["label"] if request.resolver_match else ""
    exits = [Way("plan", _("Return to the annual work plan"), reverse(PAGE, args=[label]))]
    if reason.code == "ROUND_NOT_CONCLUDED":
        exits.append(Way("texts", _("Texts in consultation"), reverse("consensus:texts")))
    return refusal(request, reason, status=Refused(reason).status, exits=exits)
