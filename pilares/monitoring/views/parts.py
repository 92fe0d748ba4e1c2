"""Results, indicators, risks and milestones: one way to add, edit and remove the four."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from pilares.core.access import Reason
from pilares.core.conflicts import typed_base
from pilares.core.edits import Conflict
from pilares.core.forms import add_errors
from pilares.core.http import refusal, sent
from pilares.core.presence import leave
from pilares.monitoring import access, actions
from pilares.monitoring.forms import FORMS, PartForm
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.history import told_meanwhile
from pilares.monitoring.queries.presence import present
from pilares.monitoring.queries.values import Values
from pilares.monitoring.views.loading import load_activity, load_indicator
from pilares.people.http import SignedInRequest

TITLES = {
    "result": (gettext_lazy("Add an expected result"), gettext_lazy("Edit the expected result")),
    "indicator": (gettext_lazy("Add an indicator"), gettext_lazy("Edit the indicator")),
    "risk": (gettext_lazy("Add an assumption or a risk"), gettext_lazy("Edit the assumption or risk")),
    "milestone": (gettext_lazy("Add a milestone"), gettext_lazy("Edit the milestone")),
}
asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@asked_and_sent
def add_part(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    """Add a part to an activity."""
    activity = load_activity(request, code)
    if reason := access.why_not_edit(request.user, activity):
        return refusal(request, reason)
    model = FORMS[kind]._meta.model
    form = FORMS[kind](sent(request), instance=model(activity=activity), activity=activity)
    if form.is_valid():
        try:
            part = actions.add_part(form.instance, activity=activity, by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("It is added to %(code)s.") % {"code": code})
            return after(part, kind)
    return show(request, activity, kind, form)


@login_required
@asked_and_sent
def edit_part(request: SignedInRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """Edit a part of an activity."""
    activity = load_activity(request, code)
    part = get_object_or_404(FORMS[kind]._meta.model, pk=pk, activity=activity)
    return edit(request, activity, kind, part)


@login_required
@asked_and_sent
def edit_indicator(request: SignedInRequest, code: str) -> HttpResponse:
    """Edit an indicator."""
    indicator = load_indicator(request, code)
    return edit(request, indicator.activity, "indicator", indicator)


def edit(request: SignedInRequest, activity: Activity, kind: str, part: Any) -> HttpResponse:
    """Write what the person changed; two people never lose a word (AC-10)."""
    if reason := access.why_not_edit(request.user, activity):
        return refusal(request, reason)
    opened = FORMS[kind](instance=part, activity=activity).texts()
    form = FORMS[kind](sent(request), instance=part, activity=activity)
    if not form.is_valid():
        return show(request, activity, kind, form, part=part, base=typed_base(form) or opened)
    settled, values = form.settle(), Values(activity, request.user)
    try:
        merged = actions.edit_part(part, changes=settled.changes, base=settled.base, by=request.user)
    except Conflict as conflict:
        return ask_which(request, activity, kind, form, conflict, part=part)
    except ValidationError as error:
        add_errors(form, error)
        return show(request, activity, kind, form, part=part, base=settled.base)
    leave(part, request.user)
    others = told_meanwhile(part, merged.overtaken, settled.base, values, request.user.standing)
    saved = _("It is saved.") if merged.write else _("Nothing changed.")
    messages.success(request, " ".join((saved, *others)))
    return after(part, kind)


def ask_which(
    request: SignedInRequest, activity: Activity, kind: str, form: PartForm, conflict: Conflict, *, part: Any
) -> HttpResponse:
    """Show what both started from, what the other saved and what this person wrote (AC-10)."""
    values = Values(activity, request.user)
    theirs = {clash.field: clash.theirs for clash in conflict.clashes}
    context = {
        "clashes": [form.spoken(clash, values) for clash in conflict.clashes],
        "base": typed_base(form) | theirs,
        "part": part,
        "problem": True,
    }
    return show(request, activity, kind, form, status=412, **context)


def show(
    request: SignedInRequest, activity: Activity, kind: str, form: PartForm, *, status: int = 0, **more: Any
) -> HttpResponse:
    """Show the form of a part."""
    title = TITLES[kind][1 if "part" in more else 0]
    context = {"activity": activity, "kind": kind, "form": form, "title": title, **more}
    if kind == "indicator" and "part" in more:
        context["present"] = present(more["part"], request.user)
    return render(request, "monitoring/part.html", context, status=status or (422 if form.errors else 200))


def after(part: Any, kind: str) -> HttpResponse:
    """Lead to where the part is read."""
    if kind == "indicator":
        return redirect("monitoring:indicator", part.code)
    return redirect("monitoring:activity", part.activity.code)


@login_required
@asked_and_sent
def remove_part(request: SignedInRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """Remove a part of an activity, once it was checked."""
    activity = load_activity(request, code)
    part = get_object_or_404(FORMS[kind]._meta.model, pk=pk, activity=activity)
    return remove(request, activity, kind, part)


@login_required
@asked_and_sent
def remove_indicator(request: SignedInRequest, code: str) -> HttpResponse:
    """Remove an indicator, once it was checked."""
    indicator = load_indicator(request, code)
    return remove(request, indicator.activity, "indicator", indicator)


def remove(request: SignedInRequest, activity: Activity, kind: str, part: Any) -> HttpResponse:
    """Ask before removing; the history stays."""
    reason: Reason | None = access.why_not_edit(request.user, activity)
    if reason:
        return refusal(request, reason)
    if request.method == "POST":
        actions.remove_part(part, by=request.user)
        messages.success(
            request, _("It is removed from %(code)s. Its history stays.") % {"code": activity.code}
        )
        return redirect("monitoring:activity", activity.code)
    context = {"activity": activity, "part": part, "kind": kind}
    return render(request, "monitoring/remove.html", context)
