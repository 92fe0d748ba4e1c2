"""What the presidency and the Secretariat choose for the vice-ministers' sheet."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilares.core.http import refusal
from pilares.people.http import SignedInRequest
from pilares.plans.models import Document
from pilares.reports import access, actions
from pilares.reports.forms.sheets import AspectForm
from pilares.reports.queries.sheets import choosable, chosen_aspect


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: SignedInRequest) -> HttpResponse:
    """Choose the critical aspect of the sheet, or none."""
    if reason := access.why_not_choose(request.user):
        return refusal(request, reason)
    if (plan := Document.objects.the_plan()) is None:
        raise Http404
    now = chosen_aspect(plan, request.user)
    read = {"aspect": now.line.pk if now.line else None, "before": now.chosen.pk if now.chosen else 0}
    sent = request.POST if request.method == "POST" else None
    form = AspectForm(sent, offered=choosable(plan), initial=read)
    if form.is_valid() and _chosen(request, plan, form):
        messages.success(request, _("The sheet carries it from now on."))
        return redirect("home:sheets")
    context = {"form": form, "now": now}
    return render(request, "reports/choose_aspect.html", context, status=422 if form.errors else 200)


def _chosen(request: SignedInRequest, plan: Document, form: AspectForm) -> bool:
    """Choose what was sent; say in the form why it could not be."""
    said = form.cleaned_data
    try:
        actions.choose_aspect(plan, aspect=said["aspect"], before=said["before"] or 0, by=request.user)
    except ValidationError as error:
        form.add_error("aspect", error)
        return False
    return True
