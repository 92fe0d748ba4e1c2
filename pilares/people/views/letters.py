"""The outbox as the Secretariat sees it: what waits, what the mail server said, and another try."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pilares.core.letters import Letter
from pilares.people.actions.letters import try_letter_again
from pilares.people.http import SignedInRequest, for_the_secretariat
from pilares.people.queries.letters import read_outbox


@require_safe
@for_the_secretariat
def letters(request: HttpRequest) -> HttpResponse:
    """Show what waits and what went wrong; never what a letter says."""
    return render(request, "people/letters.html", {"outbox": read_outbox()})


@require_POST
@for_the_secretariat
def try_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have a letter tried again, once the person has seen why it failed."""
    letter = get_object_or_404(Letter, pk=pk)
    if try_letter_again(letter, by=request.user):
        messages.success(request, _("The letter will be tried again with the next sending."))
    else:
        messages.warning(request, _("This letter is sent already, or is about to be."))
    return redirect("people:letters")
