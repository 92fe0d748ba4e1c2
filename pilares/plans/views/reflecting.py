"""What the Charter changed, beside what the plan says; and why no new version has to reflect it (nota 6)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilares.core.forms import add_errors
from pilares.core.http import sent
from pilares.people.access import standing_of
from pilares.people.http import SignedInRequest
from pilares.plans import access, actions
from pilares.plans.forms.documents import SettleForm
from pilares.plans.models import Reflection
from pilares.plans.queries.reflecting import reflection_page
from pilares.plans.queries.standing import version_of
from pilares.plans.views.loading import refuse, shown


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reflection(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """A change of the Charter: read by members, settled by whoever drafts the plan."""
    found = Reflection.objects.filter(pk=pk, charter__document__code=code).select_related("charter", "plan")
    one = found.first()
    version = version_of(one.plan, request.user) if one and standing_of(request.user).member else None
    if one is None or version is None:
        raise Http404
    form = SettleForm(sent(request))
    if request.method == "POST" and (reason := access.why_not_settle(request.user, one)):
        return refuse(request, reason, one.charter.document)
    if form.is_valid():
        try:
            actions.settle_reflection(one, by=request.user, **form.cleaned_data)
            messages.success(request, _("The reason is recorded. The task is closed."))
            return redirect("plans:reflection", code, pk)
        except ValidationError as error:
            add_errors(form, error)
    page = reflection_page(one, version, request.user)
    return shown(request, "plans/reflection.html", {"page": page, "form": form}, form)
