"""The dossier of a meeting of the RCGM, for those who sit in it (screens.md, 18)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pilares.core.http import refusal
from pilares.core.kinds import PDF, WORD
from pilares.meetings.models import Meeting
from pilares.meetings.queries import find_meeting
from pilares.people.http import SignedInRequest
from pilares.reports.access import why_not_read_dossier
from pilares.reports.exports import dossier_papers
from pilares.reports.queries.dossier import RCGM, read_dossier

FILES = {"docx": (dossier_papers.word, WORD), "pdf": (dossier_papers.pdf, PDF)}


def load_meeting(request: HttpRequest, code: str) -> Meeting:
    """Return a meeting of the RCGM that the reader may see."""
    found = find_meeting(request.user, code)
    if found is None or RCGM not in {body.code for body in found.bodies}:
        raise Http404
    return found


@require_safe
@login_required
def dossier(request: SignedInRequest, code: str) -> HttpResponse:
    """The four groups on one page, and what awaits the meeting."""
    if (reason := why_not_read_dossier(request.user)) is not None:
        return refusal(request, reason)
    page = read_dossier(load_meeting(request, code), request.user)
    return render(request, "reports/dossier/page.html", {"page": page})


@require_safe
@login_required
def dossier_file(request: SignedInRequest, code: str, suffix: str) -> HttpResponse:
    """The same as Word or PDF, on Letter or A4 laid across."""
    if (reason := why_not_read_dossier(request.user)) is not None:
        return refusal(request, reason)
    if suffix not in FILES:
        raise Http404
    page = read_dossier(load_meeting(request, code), request.user)
    write, kind = FILES[suffix]
    response = HttpResponse(write(page, paper="a4" if "a4" in request.GET else "letter"), content_type=kind)
    name = f"pilares-dossier-{page.meeting.code}-{page.as_of:%Y-%m-%d}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
