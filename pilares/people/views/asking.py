"""Writing to the Executive Secretariat, from the page that says that something is not to be found (AC-07)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilares.core.access import Refused
from pilares.core.http import refusal, sent
from pilares.people.actions import ask_secretariat
from pilares.people.forms.asking import AskForm
from pilares.people.http import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request: SignedInRequest) -> HttpResponse:
    """Take a message; nothing is looked up about the address that it names."""
    form = AskForm(sent(request), initial={"about": request.GET.get(_("about"), "")[:500]})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            ask_secretariat(text=said["text"], about=said["about"], key=str(said["key"]), by=request.user)
        except Refused as refused:
            return refusal(request, refused.reason)
        messages.success(request, _("Your message is on its way to the Executive Secretariat."))
        return redirect("home:my_work")
    return render(request, "people/ask.html", {"form": form}, status=422 if request.method == "POST" else 200)
