"""The public home «Avances», each person's own work, the front door, and what machines ask for."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pilares.home import queries
from pilares.people.http import SignedInRequest


@require_safe
def front_door(_request: HttpRequest) -> HttpResponse:
    """Send a visitor to the home in the language that their browser asks for."""
    return HttpResponseRedirect(reverse("home:progress"))


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Answer 200 while the database answers; for load balancers and monitors."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Show what was promised and how it goes (screens.md, 1)."""
    page = queries.progress_page(request.user)
    return render(request, "home/empty.html" if page.empty else "home/progress.html", {"page": page})


@require_safe
@login_required
def my_work(request: SignedInRequest) -> HttpResponse:
    """Show what a person has to do, and by when (screens.md, 9)."""
    return render(request, "home/my_work.html", {"page": queries.work_page(request.user)})


@require_safe
@login_required
def my_country(request: SignedInRequest) -> HttpResponse:
    """Show what a country is asked for and its figures, to its focal points alone (screens.md, 11)."""
    return render(request, "home/my_country.html", {"pages": queries.country_pages(request.user)})


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Say which files there are, what they hold and how to cite them (AC-25)."""
    return render(request, "home/open_data.html", {"licence": settings.DATA_LICENCE})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let search engines read the public pages; nothing of a demonstration."""
    lines = ["User-agent: *"]
    if settings.DEMO:
        lines.append("Disallow: /")
    else:
        lines += ["Allow: /", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the public pages in both languages; a demonstration has none."""
    if settings.DEMO:
        raise Http404
    host = request.build_absolute_uri("/").rstrip("/")
    context = {"addresses": queries.public_addresses(), "host": host}
    return render(request, "home/sitemap.xml", context, content_type="application/xml; charset=utf-8")
