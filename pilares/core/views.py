"""Pages that explain the house, and the reader's choice of light or dark."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core.gallery import gallery_context
from pilares.core.pages import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice of light or dark in a cookie and return to the page it was made on."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = ""
    if request.method != "POST":
        return render(request, "core/theme.html", {"next": back})
    response = HttpResponseRedirect(back or reverse("core:theme"))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(THEME_COOKIE, chosen, YEAR, secure=settings.TLS, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Say what the states mean, how to cite, who may do what, and whom to write to."""
    shown = {"pillar_one": (1,), "pillars_shared": (1, 3), "secretariat_email": settings.SECRETARIAT_EMAIL}
    return render(request, "core/help.html", shown)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "core/accessibility.html")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every variant, with its signature."""
    return render(request, "core/gallery.html", gallery_context())
