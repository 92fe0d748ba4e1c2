"""Reporting windows and requests: the SE sets the days, it and the presidency ask and close (M17)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from pilares.core.access import Refused
from pilares.core.forms import add_errors
from pilares.core.http import refusal, sent
from pilares.monitoring import access, actions
from pilares.monitoring.forms.measuring import ReasonForm
from pilares.monitoring.forms.windows import AskForm, DueForm, PassOnForm, WindowForm
from pilares.monitoring.models import Indicator, Period, Request, Window
from pilares.monitoring.queries.asking import request_lines, window_history, window_lines, window_page
from pilares.monitoring.queries.candidates import candidates
from pilares.monitoring.views.measuring import asked_and_sent
from pilares.people.http import SignedInRequest
from pilares.plans.models import Document

FORM = "monitoring/measuring/form.html"


def page(
    request: SignedInRequest,
    form: Any,
    title: str,
    submit: str,
    *,
    about: str = "",
    back: str = "",
    to: str = "",
) -> HttpResponse:
    """Show a short form with its title and the way back, `to` being the name of where it leads."""
    context = {"form": form, "title": title, "submit": submit, "about": about, "back_url": back, "to": to}
    return render(request, FORM, context, status=422 if form.errors else 200)


@login_required
@require_safe
def windows(request: SignedInRequest) -> HttpResponse:
    """List the windows, with how many have answered: for whoever steers alone."""
    if reason := access.why_not_steer_measuring(request.user):
        return refusal(request, reason)
    may_keep = access.why_not_keep_windows(request.user) is None
    context = {"windows": window_lines(), "may_keep": may_keep}
    return render(request, "monitoring/measuring/windows.html", context)


@login_required
@asked_and_sent
def new_window(request: SignedInRequest) -> HttpResponse:
    """Set a window."""
    plan = Document.objects.the_plan()
    if reason := access.why_not_keep_windows(request.user, plan):
        return refusal(request, reason)
    form = WindowForm(sent(request), instance=Window(plan=plan))
    if plan is not None and form.is_valid():
        window = actions.open_window(plan=plan, **days_of(form), by=request.user)
        messages.success(request, _("The window is set. Now ask for the figures."))
        return redirect("monitoring:window", window.pk)
    return page(
        request, form, _("Set a reporting window"), _("Set the window"),
        back=reverse("monitoring:windows"), to=_("Reporting windows"),
    )  # fmt: skip


def days_of(form: WindowForm) -> dict[str, Any]:
    """Return what a window is made of."""
    names = ("name_es", "name_en", "opens_on", "closes_on")
    return {name: form.cleaned_data[name] for name in names}


@login_required
@asked_and_sent
def edit_window(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a window; its history stays and those concerned are told (E-3)."""
    found = get_object_or_404(Window, pk=pk)
    if reason := access.why_not_keep_windows(request.user):
        return refusal(request, reason)
    form, back = WindowForm(sent(request), instance=found), reverse("monitoring:window", args=[pk])
    if form.is_valid():
        why = form.cleaned_data["reason"]
        try:
            actions.move_window(found, **days_of(form), reason=why, by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The window is changed. Those concerned are told by e-mail."))
            return redirect(back)
    return page(request, form, _("Change the window"), _("Save"), about=str(found), back=back, to=str(found))


@login_required
@require_safe
def window(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who has answered and who has not: for whoever steers alone (screens.md §1)."""
    found = get_object_or_404(Window, pk=pk)
    if reason := access.why_not_steer_measuring(request.user):
        return refusal(request, reason)
    context = {"page": window_page(found, request.user), "history": window_history(found)}
    return render(request, "monitoring/measuring/window.html", context)


@login_required
@asked_and_sent
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for what the window has not asked for yet: choose, check, and send in one press."""
    found = get_object_or_404(Window, pk=pk)
    if reason := access.why_not_steer_measuring(request.user):
        return refusal(request, reason)
    form = AskForm(sent(request), candidates=candidates(found), initial={"due_on": found.closes_on})
    valid = form.is_valid()
    if valid and "confirm" in request.POST:
        return ask_all(request, found, form)
    checking = valid and "correct" not in request.POST
    chosen = form.chosen() if checking else ()
    context = {"window": found, "form": form, "checking": checking, "chosen": chosen}
    return render(request, "monitoring/measuring/ask.html", context, status=422 if form.errors else 200)


def ask_all(request: SignedInRequest, found: Window, form: AskForm) -> HttpResponse:
    """Ask for everything that was checked."""
    due = form.cleaned_data["due_on"]
    made = actions.ask(window=found, wanted=form.wanted(), due_on=due, by=request.user)
    said = ngettext("%(n)s figure is asked for.", "%(n)s figures are asked for.", len(made))
    messages.success(request, said % {"n": len(made)})
    return redirect("monitoring:window", found.pk)


@login_required
@require_POST
def lock_window(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close every period of a window for which nothing waits."""
    found = get_object_or_404(Window, pk=pk)
    if reason := access.why_not_steer_measuring(request.user):
        return refusal(request, reason)
    done = left = 0
    for period in Period.objects.filter(requests__window=found, locked_at=None).distinct():
        try:
            actions.lock(period, by=request.user)
            done += 1
        except Refused:
            left += 1
    said = ngettext("%(n)s period is locked.", "%(n)s periods are locked.", done)
    if done:
        messages.success(request, said % {"n": done})
    elif not left:
        messages.warning(request, _("No period of this window is open: there was nothing to close."))
    if left:
        said = ngettext("%(n)s still has figures to validate.", "%(n)s still have figures to validate.", left)
        messages.warning(request, said % {"n": left})
    return redirect("monitoring:window", pk)


@login_required
@require_POST
def lock(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the figures of one period."""
    period = load_period_to_steer(request, pk)
    try:
        actions.lock(period, by=request.user)
    except Refused as refused:
        return refusal(request, refused.reason)
    messages.success(request, _("The period is locked."))
    return redirect("monitoring:indicator", period.indicator.code)


@login_required
@asked_and_sent
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reopen a locked period with a reason."""
    period = load_period_to_steer(request, pk)
    if reason := access.why_not_reopen(request.user, period):
        return refusal(request, reason)
    form, code = ReasonForm(sent(request)), period.indicator.code
    if form.is_valid():
        actions.reopen(period, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The period is open again. Whoever was asked is told."))
        return redirect("monitoring:indicator", code)
    about = _("What was validated stays in the history and counts until its correction is validated.")
    title = _("Reopen a period of %(code)s") % {"code": code}
    return page(
        request, form, title, _("Reopen"), about=about,
        back=reverse("monitoring:indicator", args=[code]), to=code,
    )  # fmt: skip


def load_period_to_steer(request: SignedInRequest, pk: int) -> Period:
    """Return a period of an indicator that the person may see."""
    seen = Period.objects.filter(indicator__in=Indicator.objects.visible_to(request.user)).select_related(
        "indicator__activity__group"
    )
    return get_object_or_404(seen, pk=pk)


def load_asked(request: SignedInRequest, pk: int) -> Request:
    """Return a request that concerns the person."""
    seen = Request.objects.visible_to(request.user)
    related = seen.select_related(
        "period__indicator__activity__group", "period__year", "country", "measurement", "to"
    )
    found: Request = get_object_or_404(related, pk=pk)
    return found


@login_required
@asked_and_sent
def reassign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Pass a country's request on to one of its institutions."""
    asked = load_asked(request, pk)
    if reason := access.why_not_reassign(request.user, asked):
        return refusal(request, reason)
    form = PassOnForm(sent(request), request=asked)
    if form.is_valid():
        try:
            actions.reassign(asked, to=form.person(), by=request.user)
        except (Refused, ValidationError) as error:
            form.add_error("to", str(error.reason) if isinstance(error, Refused) else error.messages)
        else:
            messages.success(request, _("It is passed on, and the person is written to."))
            return redirect("home:my_country" if request.user.standing.focal else "monitoring:windows")
    line = request_lines(Request.objects.filter(pk=pk))[0]
    about = f"{line.code}. {line.indicator.text} · {line.period}"
    return page(
        request, form, _("Pass the request on"), _("Pass on"), about=about,
        back=reverse("home:my_work"), to=_("My work"),
    )  # fmt: skip


@login_required
@asked_and_sent
def change_due(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a request another day."""
    asked = load_asked(request, pk)
    if reason := access.why_not_steer_measuring(request.user):
        return refusal(request, reason)
    form = DueForm(sent(request), initial={"due_on": asked.due_on})
    if form.is_valid():
        try:
            actions.change_due(asked, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The deadline is changed, and whoever was asked is told."))
            return back_to_window(asked)
    about, (back, to) = asked.period.indicator.code, way_back(asked)
    return page(request, form, _("Change the deadline"), _("Save"), about=about, back=back, to=to)


@login_required
@require_POST
def withdraw_request(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask no longer for a figure."""
    asked = load_asked(request, pk)
    try:
        actions.withdraw_request(asked, by=request.user)
    except Refused as refused:
        return refusal(request, refused.reason)
    messages.success(request, _("It is not asked for any more. What was reported stays."))
    return back_to_window(asked)


def back_to_window(asked: Request) -> HttpResponse:
    """Go back to where requests are listed."""
    return redirect(way_back(asked)[0])


def way_back(asked: Request) -> tuple[str, str]:
    """Return where a request is listed, and what that page is called."""
    if asked.window is None:
        return reverse("monitoring:windows"), _("Reporting windows")
    return reverse("monitoring:window", args=[asked.window_id]), str(asked.window)
