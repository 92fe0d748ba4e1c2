"""Documents taken up, on the activity's side and on the document's (§1.4 Tabla 1, Tabla 2)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.core.access import Refused
from pilares.core.http import refusal, sent
from pilares.monitoring import access, actions
from pilares.monitoring.forms.support import TakeUpForm
from pilares.monitoring.queries.taking_up import sources_of, uses_of
from pilares.monitoring.views.loading import load_activity
from pilares.people.http import SignedInRequest
from pilares.plans.models import Document


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: SignedInRequest, code: str) -> HttpResponse:
    """Take a document up, or say anew what of it."""
    activity = load_activity(request, code)
    if reason := access.why_not_edit(request.user, activity):
        return refusal(request, reason)
    form = TakeUpForm(sent(request), user=request.user, activity=activity)
    if form.is_valid():
        actions.take_up(activity, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(code)s takes the document up.") % {"code": code})
        return redirect("monitoring:activity", code)
    context = {"form": form, "activity": activity, "lines": sources_of(activity, request.user)}
    return render(request, "monitoring/take_up.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def drop_document(request: SignedInRequest, code: str, document: str) -> HttpResponse:
    """Take a document up no more."""
    activity = load_activity(request, code)
    found = get_object_or_404(Document.objects.visible_to(request.user), code=document)
    try:
        actions.drop_document(activity, document=found, by=request.user)
    except Refused as refused:
        return refusal(request, refused.reason)
    messages.success(request, _("%(code)s does not take the document up any more.") % {"code": code})
    return redirect("monitoring:activity", code)


@require_safe
def document_uses(request: HttpRequest, code: str) -> HttpResponse:
    """Show which activities take a document up, as the reader may see them."""
    found = get_object_or_404(Document.objects.visible_to(request.user), code=code)
    context = {"document": found, "uses": uses_of(found, request.user)}
    return render(request, "monitoring/document_uses.html", context)
