"""Who else has an editor open; an open page asks again now and then (AC-10)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from pilares.core.http import refusal
from pilares.monitoring import access
from pilares.monitoring.models import Activity, Indicator
from pilares.monitoring.queries.presence import present
from pilares.monitoring.views.loading import load_activity, load_indicator
from pilares.people.http import SignedInRequest


@login_required
@require_POST
def activity_presence(request: SignedInRequest, code: str) -> HttpResponse:
    """Say who else edits an activity."""
    found = load_activity(request, code)
    return _said(request, found, found)


@login_required
@require_POST
def indicator_presence(request: SignedInRequest, code: str) -> HttpResponse:
    """Say who else edits an indicator."""
    found = load_indicator(request, code)
    return _said(request, found, found.activity)


def _said(request: SignedInRequest, record: Activity | Indicator, activity: Activity) -> HttpResponse:
    if reason := access.why_not_edit(request.user, activity):
        return refusal(request, reason)
    return render(request, "monitoring/_present.html", {"present": present(record, request.user)})
