"""What a presidency sends after its end is kept for the office, whichever page it was sent to (AC-11)."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilares.core.access import Refused
from pilares.core.http import refusal, sent, wants_json
from pilares.people.access import why_not_settle_kept
from pilares.people.actions import discard_kept, keep_form, mark_sent
from pilares.people.forms.kept import DiscardForm, typed
from pilares.people.http import SignedInRequest
from pilares.people.models import KeptForm, Presidency, User
from pilares.people.queries import office_now, term_just_ended

type_of_next = Callable[[HttpRequest], HttpResponse]
#: what an address says when its form is one that was kept
KEPT = "kept"
#: pages of one's own account: nothing typed there is for the office
OWN = (
    "account_",
    "mfa_",
    "usersessions_",
    "people:me",
    "people:ask",
    "people:accept",
    "people:first_run",
    "people:kept",
)
SECRET = ("csrfmiddlewaretoken", "password", "token", "credential")
#: what a form carries beside what a person types, to tell whose change was first
UNSEEN = ("base-", "was-", "form_key")
#: a text longer than this is given back to somebody whose session had ended
LONG = 40
#: a person is refused by who they are, or shown nothing; a form with errors stays on its page
REFUSED = frozenset({403, 404})


class KeepWhatWasTyped:
    """Keep a refused form of somebody whose presidency has just ended, and say who can send it."""

    def __init__(self, get_response: type_of_next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and look at what became of it."""
        response = self.get_response(request)
        if request.method != "POST":
            return response
        if not isinstance(request.user, User):
            return _signed_out(request) if _sent_to_sign_in(request, response) else response
        if response.status_code in {302, 303} and KEPT in request.GET:
            _sent(request, request.user)
        if response.status_code not in REFUSED or not _worth_keeping(request):
            return response
        term = term_just_ended(request.user)
        if term is None or request.user.standing.steers:
            return response
        kept = _keep(request, term, request.user)
        return response if kept is None else _answer(request, kept)


def _sent_to_sign_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody whose session had ended sent a text that would be gone with the way to sign in."""
    asked = response.status_code == 302 and response.headers["Location"].startswith(
        reverse(settings.LOGIN_URL)
    )
    return asked and not wants_json(request) and _worth_keeping(request) and bool(_texts(request))


def _texts(request: HttpRequest) -> list[str]:
    """Return what was written at some length, each text once: what a form carries unseen is not repeated."""
    shown = (v for name, v in request.POST.items() if not _secret(name) and not name.startswith(UNSEEN))
    return list(dict.fromkeys(str(value) for value in shown if len(str(value)) > LONG))


def _signed_out(request: HttpRequest) -> HttpResponse:
    """Give back what was written, whole, with the way to sign in; nothing of it is kept here."""
    way = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"
    return render(request, "people/signed_out.html", {"texts": _texts(request), "way": way}, status=401)


def _worth_keeping(request: HttpRequest) -> bool:
    """Whether the form came from one of our pages and holds something that was typed."""
    match = request.resolver_match
    ours = getattr(request, "csrf_processing_done", False) and match is not None
    if not ours or match is None or match.view_name.startswith(OWN):
        return False
    return any(not _secret(name) for name in request.POST) or bool(request.FILES)


def _secret(name: str) -> bool:
    return any(part in name.lower() for part in SECRET)


def _keep(request: HttpRequest, term: Presidency, user: User) -> KeptForm | None:
    fields = {name: values for name, values in request.POST.lists() if not _secret(name)}
    files = [file.name for _name, several in request.FILES.lists() for file in several]
    return keep_form(
        term,
        path=request.get_full_path(),
        fields={name: [str(value) for value in values] for name, values in fields.items()},
        files=[str(name) for name in files],
        by=user,
    )


def _answer(request: HttpRequest, kept: KeptForm) -> HttpResponse:
    """Say that it is kept and who can send it, on a page or, where JSON was asked for, as JSON."""
    now = office_now()
    if wants_json(request):
        said = _("Your presidency has ended. What you wrote is kept as a draft: %(who)s can send it.") % {
            "who": ", ".join(now.people) or _("the Executive Secretariat")
        }
        error = {"code": "PRESIDENCY_ENDED", "message": said, "citation": ""}
        return JsonResponse({"error": error, "kept": reverse("people:kept", args=[kept.pk])}, status=403)
    context = {"kept": kept, "now": now, "typed": typed(kept.fields)}
    return render(request, "people/kept_answer.html", context, status=403)


def _sent(request: HttpRequest, user: User) -> None:
    """Write down that a kept form was sent, once its page took it."""
    number = request.GET[KEPT]
    if not number.isdecimal():
        return
    kept = KeptForm.objects.visible_to(user).waiting().filter(pk=int(number)).first()
    if kept is not None and kept.path.partition("?")[0] == request.path and mark_sent(kept, by=user):
        messages.info(request, _("What was kept for the presidency is sent, as yours."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what was kept: to be sent by the office as its own, or discarded with a reason."""
    seen = KeptForm.objects.visible_to(request.user).select_related("by", "settled_by", "presidency__country")
    kept = get_object_or_404(seen, pk=pk)
    if request.method == "POST" and (reason := why_not_settle_kept(request.user, kept)) is not None:
        return refusal(request, reason)
    form = DiscardForm(sent(request))
    if form.is_bound and form.is_valid():
        return _discard(request, kept, form)
    context = {
        "kept": kept,
        "now": office_now(),
        "typed": typed(kept.fields),
        "hidden": [(name, value) for name, values in kept.fields.items() for value in values],
        "send_to": _again(kept),
        "why_not": why_not_settle_kept(request.user, kept),
        "form": form,
    }
    return render(request, "people/kept.html", context, status=422 if form.errors else 200)


def _discard(request: SignedInRequest, kept: KeptForm, form: DiscardForm) -> HttpResponse:
    try:
        discard_kept(kept, reason=form.cleaned_data["reason"], by=request.user)
    except Refused as refused:
        return refusal(request, refused.reason, status=409)
    messages.success(request, _("It is discarded. What was typed stays to be read."))
    return redirect("people:kept", kept.pk)


def _again(kept: KeptForm) -> str:
    """Return the address to which the kept form is sent again; one leading slash keeps it on this site."""
    path = "/" + kept.path.lstrip("/\\")
    return f"{path}{'&' if '?' in path else '?'}{urlencode({KEPT: kept.pk})}"
