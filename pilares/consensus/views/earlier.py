"""The way of a text, with what happened to it before it was agreed here (Tabla 3)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.consensus import actions
from pilares.consensus.access import why_not_record_step
from pilares.consensus.forms.earlier import EarlierForm
from pilares.consensus.models import EarlierStep
from pilares.consensus.queries.path import path_of
from pilares.consensus.views.asking import Step, for_members, refuse, take
from pilares.core.access import Refused
from pilares.core.http import sent
from pilares.people.http import SignedInRequest
from pilares.plans.models import Document

WRITTEN = (
    "year", "month", "day", "version", "country", "what_es", "what_en", "became_es", "became_en", "source",
)  # fmt: skip
asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])


def load_document(request: SignedInRequest, code: str) -> Document:
    """Return a document that the reader sees."""
    found: Document = get_object_or_404(Document.objects.visible_to(request.user), code=code)
    return found


def load_step(request: SignedInRequest, pk: int) -> EarlierStep:
    """Return a step that the reader sees, with its document."""
    seen = EarlierStep.objects.visible_to(request.user).select_related("document")
    found: EarlierStep = get_object_or_404(seen, pk=pk)
    return found


@require_safe
@for_members
def way(request: SignedInRequest, code: str) -> HttpResponse:
    """What happened to the texts of a document, the oldest first."""
    document = load_document(request, code)
    context = {
        "document": document,
        "page": {"path": path_of(document, request.user)},
        "records": why_not_record_step(request.user) is None,
    }
    return render(request, "consensus/way.html", context)


@asked_and_sent
@for_members
def new(request: SignedInRequest, code: str) -> HttpResponse:
    """Record a step of before."""
    document = load_document(request, code)
    back = reverse("consensus:way", args=[code])
    if reason := why_not_record_step(request.user):
        return refuse(request, reason, back)
    step = Step(
        title=_("Record what happened before: %(title)s") % {"title": document.title},
        about=_(
            "It keeps the date of its source, says that it was recorded afterwards, and writes to nobody."
        ),
        back=back,
        act=lambda form: actions.record_step(
            document, form_key=form.cleaned_data["key"], by=request.user, **form.said()
        ),
        done=lambda _step: _("It is recorded in the way of the text."),
    )
    return take(request, step, EarlierForm(sent(request), document=document))


@asked_and_sent
@for_members
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a step of before."""
    found = load_step(request, pk)
    back = reverse("consensus:way", args=[found.document.code])
    if reason := why_not_record_step(request.user):
        return refuse(request, reason, back)
    step = Step(
        title=_("Correct what happened before: %(title)s") % {"title": found.document.title},
        about=_("The trail keeps what it said until now."),
        back=back,
        act=lambda form: actions.correct_step(found, by=request.user, **form.said()),
        done=lambda _step: _("It is corrected."),
    )
    initial = {name: getattr(found, name) for name in WRITTEN}
    return take(request, step, EarlierForm(sent(request), document=found.document, initial=initial))


@require_POST
@for_members
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a step of before out of the way of a text."""
    found = load_step(request, pk)
    back = reverse("consensus:way", args=[found.document.code])
    try:
        actions.remove_step(found, by=request.user)
    except Refused as refused:
        return refuse(request, refused.reason, back)
    messages.success(request, _("It is taken out; the trail keeps its words."))
    return redirect(back)
