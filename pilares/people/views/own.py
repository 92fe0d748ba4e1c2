"""A person's own pages: their account, the invitation that they accept, and the very first account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pilares.core.access import Refused
from pilares.core.http import sent
from pilares.people.access import invited, is_first_run
from pilares.people.actions import accept_invitation, keep_profile, open_first_account
from pilares.people.forms.people import FirstRunForm, PasswordForm, ProfileForm
from pilares.people.http import SignedInRequest
from pilares.people.queries import read_person


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def me(request: SignedInRequest) -> HttpResponse:
    """Show a person's own page: name, language, zone, offices in words, and the way to security."""
    user = request.user
    names = ("name", "language", "time_zone")
    form = ProfileForm(sent(request), initial={name: getattr(user, name) for name in names})
    if request.method == "POST" and form.is_valid():
        keep_profile(user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:me")
    context = {"form": form, "person": read_person(user)}
    return render(request, "people/me.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password1", "password2")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person set a password; opening the page changes nothing."""
    user = invited(token)
    if user is None:
        return render(request, "people/link_is_over.html", status=410)
    form = PasswordForm(sent(request), user=user, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            accept_invitation(user, name=said["name"], password=said["password1"])
        except Refused:
            return render(request, "people/link_is_over.html", status=410)
        messages.success(request, _("Your account is open. Sign in with your e-mail and your password."))
        return redirect("account_login")
    return opening(request, form, {"email": user.email})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password1", "password2")
def first_run(request: HttpRequest, token: str) -> HttpResponse:
    """Create the Secretariat's account, while no account exists and to whoever has the printed token."""
    if not is_first_run(token):
        raise Http404
    form = FirstRunForm(sent(request), initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        open_first_account(
            email=said["email"], name=said["name"], language=said["language"], password=said["password1"]
        )
        messages.success(request, _("The Secretariat's account is open. Sign in with it."))
        return redirect("account_login")
    return opening(request, form, {"first": True})


def opening(request: HttpRequest, form: object, context: dict[str, Any]) -> HttpResponse:
    """Show the form with which an account is opened."""
    # The address holds the token and the settings' referrer policy keeps it on this site. A stricter one
    # would make browsers send the form with `Origin: null`, which the guard against forged forms refuses.
    status = 422 if request.method == "POST" else 200
    return render(request, "people/open_account.html", {"form": form, **context}, status=status)
