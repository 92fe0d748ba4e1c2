"""What a delegate does with a text that goes round; the acts are forms, never links."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pilares.consensus import actions
from pilares.consensus.access import why_not_observe
from pilares.consensus.forms.answers import ObserveForm, PositionForm
from pilares.consensus.models import Observation, Round
from pilares.consensus.queries.texts import places
from pilares.consensus.views.asking import Step, for_members, load_round, refuse, take
from pilares.core import clock
from pilares.core.access import Refused
from pilares.core.http import sent
from pilares.core.zones import in_words
from pilares.people.http import SignedInRequest

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])


def late_words(found: Round, *, done: str) -> str:
    """Say that a message arrived late, and that it was accepted; otherwise what was done."""
    if clock.now() < found.closes_at:
        return done
    return _("The deadline passed on %(when)s. Your message was accepted and marked as late.") % {
        "when": in_words(found.closes_at)
    }


def _about(found: Round) -> str:
    """Say who reads what is written, or that it comes late."""
    if clock.now() >= found.closes_at:
        return _("The deadline has passed: your message is accepted and marked as late.")
    return _("The Member Countries, the Presidency and the Secretariat read it. It is not published.")


@asked_and_sent
@for_members
def observe(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write an observation, a counter-proposal, a declaration or a reservation."""
    found = load_round(request, pk)
    back = reverse("consensus:round", args=[pk])
    if reason := why_not_observe(request.user, found):
        return refuse(request, reason, back)
    every = places(found)
    initial = {"anchor": request.GET.get("parrafo", ""), "language": request.user.language}
    form = ObserveForm(sent(request), places=every, initial=initial)
    chosen = request.POST.get("anchor") or initial["anchor"]
    step = Step(
        title=_("Write on the text"),
        about=_about(found),
        back=back,
        act=lambda asked: actions.observe(found, by=request.user, **asked.said()),
        done=lambda _sent: late_words(found, done=_("Your observation was received.")),
        extra={"place": next((place for place in every if place.anchor == chosen), None)},
    )
    return take(request, step, form)


@require_POST
@for_members
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an observation of one's country back."""
    observation: Observation = get_object_or_404(
        Observation.objects.select_related("round__version__document"), pk=pk
    )
    found = load_round(request, observation.round_id)
    back = reverse("consensus:round", args=[found.pk])
    try:
        actions.withdraw(observation, by=request.user)
    except Refused as refused:
        return refuse(request, refused.reason, back)
    messages.success(request, _("The observation was withdrawn."))
    return redirect(back)


@asked_and_sent
@for_members
def position(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say where the country stands."""
    found = load_round(request, pk)
    back = reverse("consensus:round", args=[pk])
    if reason := why_not_observe(request.user, found):
        return refuse(request, reason, back)
    step = Step(
        title=_("Position of the country"),
        about=_("It is not a vote: nobody counts it, and it is never published. You may change it."),
        back=back,
        act=lambda form: actions.declare(found, by=request.user, **form.cleaned_data),
        done=lambda _said: late_words(found, done=_("The position of your country is recorded.")),
    )
    return take(request, step, PositionForm(sent(request)))


@require_POST
@for_members
def read(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that the text was read, for the country alone."""
    found = load_round(request, pk)
    back = reverse("consensus:round", args=[pk])
    try:
        actions.confirm_reading(found, by=request.user)
    except Refused as refused:
        return refuse(request, refused.reason, back)
    messages.success(request, _("It is recorded for your country that you read this text."))
    return redirect(back)
