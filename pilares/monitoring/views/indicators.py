"""An indicator: its page and files, its periods, milestones and the versions of its target."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pilares.monitoring.exports.indicators import FILES
from pilares.monitoring.queries import indicator_page
from pilares.monitoring.views.loading import load_indicator


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """What is measured and how much: three numbers, the calculation, and what it still needs."""
    page = indicator_page(load_indicator(request, code), request.user)
    permanent = request.build_absolute_uri(request.path)
    return render(request, "monitoring/indicator.html", {"page": page, "permanent": permanent})


@require_safe
def indicator_file(request: HttpRequest, code: str, suffix: str) -> HttpResponse:
    """The same data as a file; a chart that has nothing to draw is no file."""
    if suffix not in FILES:
        raise Http404
    write, kind = FILES[suffix]
    body = write(indicator_page(load_indicator(request, code), request.user))
    if not body:
        raise Http404
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{code}.{suffix}"'
    return response
