"""The list of all indicators: filters, full detail on one page, a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from pilares.core import clock
from pilares.core.bilingual import reading_language
from pilares.core.kinds import CSV
from pilares.monitoring.exports.listed import comma_separated
from pilares.monitoring.queries.listed import IndicatorsPage, group_slug, indicators_page
from pilares.monitoring.views.activities import asked
from pilares.people.http import note_openings
from pilares.plans.queries.standing import plan_asked

GROUP, GATE, DETAIL = ("grupo", "group"), ("registro", "gate"), ("detalle", "detail")
FULL = ("completo", "full")


def page_of(request: HttpRequest) -> IndicatorsPage:
    """Read what the address asks for."""
    group = asked(request, GROUP)
    return indicators_page(
        request.user,
        plan=plan_asked(request.GET.get("plan", ""), request.user),
        group=group_slug(group) if group else "",
        gate=asked(request, GATE),
        full=asked(request, DETAIL) in FULL,
    )


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """List every indicator that the reader may see, or show all of them in full."""
    at = 0 if reading_language() == "es" else 1
    ask = {"group": GROUP[at], "gate": GATE[at], "detail": DETAIL[at], "full": FULL[at]}
    return render(request, "monitoring/indicators.html", {"page": page_of(request), "ask": ask})


@require_safe
def indicators_file(request: HttpRequest) -> HttpResponse:
    """Hand the same rows over as a file."""
    page = page_of(request)
    note_openings({row.activity for row in page.rows}, by=request.user)
    response = HttpResponse(comma_separated(page), content_type=CSV)
    stem = pgettext("name of a file", "indicators")
    name = f"{stem}-{clock.today():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
