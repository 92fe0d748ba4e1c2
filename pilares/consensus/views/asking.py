"""What every view begins with; how an act is asked, checked and done: a page that is opened never acts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, NoReturn

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext

from pilares.consensus.access import rule_in_force
from pilares.consensus.forms.fields import StepForm
from pilares.consensus.models import Round, Silence
from pilares.core.access import Reason, Refused
from pilares.core.forms import add_errors
from pilares.core.http import refusal, wants_json
from pilares.people.http import SignedInRequest
from pilares.people.models import User
from pilares.plans.models import Version

type_of_view = Callable[..., HttpResponse]
#: instants that a form asks for as a day
DAYS = {"closes_at": "day", "becomes": "day"}


@dataclass(frozen=True)
class Exit:
    """Where one can go from a refusal."""

    label: str
    url: str


@dataclass(frozen=True)
class Step:
    """One act: what its page says, what it does, and where it leads."""

    title: str | Promise
    about: str | Promise
    back: str
    act: Callable[[Any], Any]
    #: what is said once it is done; takes what the act returned
    done: Callable[[Any], str]
    #: whether the answers are shown once more before they are sent
    checked: bool = True
    extra: dict[str, Any] = field(default_factory=dict)
    where: Callable[[Any], str] | None = None
    #: where it leads if this person has just done it: the same form, pressed twice
    twice: Callable[[], str] | None = None


def for_members(view: type_of_view) -> type_of_view:
    """Ask a visitor to sign in; to whoever is of no Member Country there is no such page (M5)."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or not user.standing.member:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def nothing_here() -> NoReturn:
    """Answer as for any address that does not exist."""
    raise Http404


def load_round(request: HttpRequest, pk: int) -> Round:
    """Return a round with its version and document."""
    seen = Round.objects.visible_to(request.user).select_related("version__document", "before__document")
    found: Round = get_object_or_404(seen, pk=pk)
    return found


def load_silence(request: HttpRequest, pk: int) -> Silence:
    """Return a silence procedure with its version, its decision and its rule."""
    seen = Silence.objects.visible_to(request.user)
    related = seen.select_related("version__document", "before__document", "decision__meeting", "rule")
    found: Silence = get_object_or_404(related, pk=pk)
    return found


def load_version(request: HttpRequest, code: str, number: int) -> Version:
    """Return a version of a document that the reader sees."""
    seen = Version.objects.visible_to(request.user).select_related("document", "based_on")
    found: Version = get_object_or_404(seen, document__code=code, number=number)
    return found


def silence_exists() -> None:
    """Answer 404 while no rule authorises the silence procedure: it is not there at all (AC-05)."""
    if rule_in_force() is None and not Silence.objects.exists():
        raise Http404


def refuse(request: HttpRequest, reason: Reason, back: str) -> HttpResponse:
    """Answer a refusal with its reason and the way back."""
    status = Refused(reason).status
    if wants_json(request):
        return refusal(request, reason, status=status)
    exits = (Exit(gettext("Return to the text"), back),)
    return render(request, "refused.html", {"reason": reason, "exits": exits}, status=status)


def take(request: SignedInRequest, step: Step, form: StepForm) -> HttpResponse:
    """Ask what a step needs (GET), show it to be checked (POST), do it (POST with `confirm`)."""
    valid = form.is_valid()
    if valid and ("confirm" in request.POST or not step.checked) and "correct" not in request.POST:
        try:
            found = step.act(form)
        except Refused as refused:
            if step.twice and (done := step.twice()):
                return redirect(done)
            return _again(request, step, form, refused.reason)
        except ValidationError as error:
            add_errors(form, error, DAYS)
        else:
            messages.success(request, step.done(found))
            return redirect(step.where(found) if step.where else step.back)
    checking = valid and step.checked and "correct" not in request.POST and not form.errors
    return show(request, step, form, checking=checking)


def opened_already(name: str, found: Any, request: SignedInRequest) -> Callable[[], str]:
    """Return what tells where it is that this person has opened, of what was `found`, if they sent a form."""

    def where() -> str:
        mine = found.filter(opened_by=request.user).first() if request.method == "POST" else None
        return reverse(name, args=[mine.pk]) if mine else ""

    return where


def _again(request: SignedInRequest, step: Step, form: StepForm, reason: Reason) -> HttpResponse:
    """Say why it was refused above the form, so that nothing that was typed is lost."""
    status = Refused(reason).status
    return show(request, step, form, checking=False, reason=reason, status=status)


def show(
    request: SignedInRequest,
    step: Step,
    form: StepForm,
    *,
    checking: bool,
    reason: Reason | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the form with what is missing, or the answers to be checked."""
    context = {
        "step": step,
        "form": form,
        "checking": checking,
        "reason": reason,
        "answers": form.answers() if checking else (),
        **step.extra,
    }
    status = 422 if form.errors and "correct" not in request.POST else status
    return render(request, "consensus/step.html", context, status=status)


def shown_view(request: HttpRequest, *, compared: bool) -> str:
    """Return how the reader sees a text: its changes, clean, or as it was before."""
    asked = request.GET.get("vista", "")
    return asked if asked == "limpio" or (asked == "antes" and compared) else "cambios"


def seen(shown: str) -> dict[str, Any]:
    """Return what the templates need of it."""
    return {"shown": shown, "see": {shown: True}}
