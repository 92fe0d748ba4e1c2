"""Files of evidence; whoever may not see one gets the page of any wrong address."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pilares.core.access import Refused
from pilares.core.http import hand_over, refusal
from pilares.core.uploads import NotAccepted
from pilares.monitoring import actions
from pilares.monitoring.models import Evidence, Measurement
from pilares.monitoring.views.reporters import load_measurement, person_or_link, signed_in
from pilares.people.http import note_opening
from pilares.people.models import User

#: the ways from a file to its activity
OF_ACTIVITY = ("activity", "measurement__period__indicator__activity")


@require_POST
@person_or_link
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Add files to a figure that is already kept; one that fails says so, and the figure stays (AC-18)."""
    found, user = load_measurement(request, pk)
    files = request.FILES.getlist("files")
    if not files:
        messages.warning(request, _("Choose at least one file."))
    for file in files:
        try:
            say(request, found, file, user)
        except Refused as refused:
            return refusal(request, refused.reason)
    return redirect("monitoring:check_figure", pk)


def say(request: HttpRequest, found: Measurement, file: Any, user: User) -> None:
    """Keep one file, and say what became of it."""
    name = file.name or ""
    try:
        kept = actions.attach(found, file, name=name, size=file.size or 0, by=user)
    except NotAccepted as refused:
        words = _("«%(name)s» was not attached: %(reason)s The figure is kept.")
        messages.error(request, words % {"name": name[:80], "reason": refused.reason})
    except OSError:
        words = _(
            "«%(name)s» could not be saved. The figure is kept: try again, or send it without the file."
        )
        messages.error(request, words % {"name": name[:80]})
    else:
        words = _("«%(name)s» is attached.")
        if kept.name != name:  # its ending did not say what it holds
            words = _("«%(name)s» is attached as «%(kept)s»: that is the kind of file it is.")
        messages.success(request, words % {"name": name[:80], "kept": kept.name[:80]})


@require_POST
@person_or_link
def detach(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a file from a figure that is not sent."""
    evidence = get_object_or_404(Evidence.objects.select_related("measurement__period", "activity"), key=key)
    if evidence.measurement_id is None:
        return detach_from_activity(request, evidence)
    found, user = load_measurement(request, evidence.measurement_id)
    try:
        actions.detach(evidence, by=user)
    except Refused as refused:
        return refusal(request, refused.reason)
    messages.success(request, _("«%(name)s» is deleted.") % {"name": evidence.name})
    return redirect("monitoring:check_figure", found.pk)


def detach_from_activity(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """Take a file from the explanation of an activity; a letter's link opens nothing of it."""
    user = signed_in(request)
    if user is None or not Evidence.objects.visible_to(user).filter(pk=evidence.pk).exists():
        raise Http404
    try:
        actions.detach(evidence, by=user)
    except Refused as refused:
        return refusal(request, refused.reason)
    messages.success(request, _("«%(name)s» is deleted.") % {"name": evidence.name})
    return redirect("monitoring:activity", evidence.activity)


@require_safe
def download(request: HttpRequest, key: UUID) -> HttpResponse | FileResponse:
    """Hand a file over to be saved, never to be shown by the browser, and kept by no cache."""
    user = signed_in(request)
    seen = Evidence.objects.visible_to(user).select_related(*OF_ACTIVITY) if user else Evidence.objects.none()
    evidence = seen.filter(key=key).first()
    if evidence is None:
        raise Http404
    figure = evidence.measurement
    activity = figure.period.indicator.activity if figure else evidence.activity
    note_opening(evidence, activity.tier if activity else "", by=user)
    return hand_over(evidence.file, name=evidence.name, media_type=evidence.media_type)
