"""What every view of the end of a plan begins with: plan, activity, what was sent; clashes in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pilares.core.access import Reason, Refused
from pilares.core.conflicts import Spoken, settle, spoken, typed_base
from pilares.core.edits import Clash, Conflict
from pilares.core.forms import add_errors
from pilares.core.http import refusal, sent
from pilares.monitoring.models import Activity
from pilares.plans.models import Document
from pilares.plans.queries.standing import plan_of


def load_plan(request: HttpRequest, period: str) -> Document:
    """Return the plan of a period that the reader may see."""
    plan = plan_of(period, request.user)
    if plan is None:
        raise Http404
    return plan


def load_activity(request: HttpRequest, period: str, code: str) -> Activity:
    """Return an activity of the plan that the reader may see."""
    seen = Activity.objects.visible_to(request.user).filter(plan=load_plan(request, period))
    found: Activity = get_object_or_404(seen.select_related("group", "plan__parameters"), code=code)
    return found


def refused(request: HttpRequest, reason: Reason) -> HttpResponse:
    """Answer with the reason: a rule of the plan is 422, a missing permission 403."""
    return refusal(request, reason, status=Refused(reason).status)


@dataclass(frozen=True)
class Then:
    """What is still to be written after this, and where."""

    label: str
    url: str


@dataclass(frozen=True)
class Outcome:
    """What became of a form: done, or what clashes, with what others wrote meanwhile, and the status."""

    done: bool = False
    clashes: tuple[Spoken, ...] = ()
    theirs: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


def attempt(form: Any, act: Callable[..., Any]) -> Outcome:
    """Write what was typed, or say what stands in the way; what was typed stays in the form (AC-10)."""
    if not form.is_valid():
        return Outcome(status=422)
    settled = settle(form, form.cleaned_data)
    try:
        act(changes=settled.changes, base=settled.base)
    except Conflict as conflict:
        said = tuple(_spoken(form, clash) for clash in conflict.clashes)
        return Outcome(clashes=said, theirs={c.field: c.theirs for c in conflict.clashes}, status=412)
    except Refused as no:
        form.add_error(None, str(no.reason))
        return Outcome(status=no.status)
    except ValidationError as error:
        add_errors(form, error)
        return Outcome(status=422)
    return Outcome(done=True)


def _spoken(form: Any, clash: Clash) -> Spoken:
    texts = {name: _words(form, clash.field, getattr(clash, name)) for name in ("base", "theirs", "mine")}
    return spoken(form, clash, **texts)


def _words(form: Any, name: str, text: str) -> str:
    """Put a stored value in the words of its choice; a text is its own words."""
    choices = getattr(form.fields[name], "choices", ())
    return next((str(label) for value, label in choices if str(value) == text), text) or _("nothing")


def writing(
    request: HttpRequest, make: Callable[[Any], Any], act: Callable[..., Any], *, said: str, **context: Any
) -> HttpResponse:
    """Ask for texts that two people may be writing, or write them and go back to the page that shows them.

    `place` is the anchor of the text on that page; `then` leads to what is still to be written, if anything.
    """
    form, opened = make(sent(request)), make(None).base
    outcome = attempt(form, act) if request.method == "POST" else Outcome()
    up = context.setdefault("up", "closing")
    if outcome.done:
        messages.success(request, said)
        then: Then | None = context.get("then")
        if then is not None and "on" in request.POST:
            return redirect(then.url)
        page, place = reverse(f"succession:{up}", args=[context["plan"].period]), context.get("place")
        return redirect(f"{page}#{place}" if place else page)
    base = {**opened, **(typed_base(form) if form.is_bound else {}), **outcome.theirs}
    shown = {"form": form, "base": base, "clashes": outcome.clashes, "problem": bool(outcome.clashes)}
    return render(request, "succession/write.html", shown | context, status=outcome.status)


def ask(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    """Show a form, with 422 where it was sent and refused."""
    shown = {"form": form, **context}
    return render(request, f"succession/{template}.html", shown, status=422 if form.errors else 200)


def done(form: Any, act: Callable[[], Any]) -> bool:
    """Do what a valid form asks, or put beside it what refused it."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as no:
        form.add_error(None, str(no.reason))
    except ValidationError as error:
        add_errors(form, error)
    return not form.errors


def handed(content: bytes, kind: str, name: str) -> HttpResponse:
    """Hand a file over under its name."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
