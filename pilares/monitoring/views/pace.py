"""The thresholds of the pace of one indicator, where a decision departs from the plan's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilares.core.forms import add_errors
from pilares.core.http import refusal, sent
from pilares.monitoring import access, actions
from pilares.monitoring.forms.pace import PaceThresholdsForm
from pilares.monitoring.views.loading import load_indicator
from pilares.people.http import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pace_thresholds(request: SignedInRequest, code: str) -> HttpResponse:
    """Set own thresholds by a decision, or return to the plan's."""
    found = load_indicator(request, code)
    if reason := access.why_not_set_pace(request.user, found):
        return refusal(request, reason)
    stands = {"on_course": found.pace_on_course, "insufficient": found.pace_insufficient}
    form = PaceThresholdsForm(sent(request), initial=stands, user=request.user)
    if form.is_valid():
        try:
            actions.set_pace(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("It is saved."))
            return redirect("monitoring:indicator", found.code)
    context = {"indicator": found, "form": form}
    return render(request, "monitoring/pace.html", context, status=422 if form.errors else 200)
