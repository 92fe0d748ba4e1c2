"""The public home «Avances», a person's own work, the calendar, and what machines ask for."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core.icalendar import Occasion
from pilares.core.icalendar import calendar as calendar_file
from pilares.home import queries
from pilares.people.actions import make_feed, revoke_feed
from pilares.people.http import SignedInRequest
from pilares.people.models import User
from pilares.people.queries import feed_in_use, feed_of, feed_token


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


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show what comes, the agenda first and the month second (screens.md, 15)."""
    page = queries.calendar_page(request.user, queries.read_wanted(request.GET))
    request.alternates = {code: _calendar_in(code, page) for code, _name in settings.LANGUAGES}  # type: ignore[attr-defined]
    return render(request, "home/calendar.html", {"page": page})


def _calendar_in(language: str, page: queries.CalendarPage) -> str:
    with override(language):
        return queries.calendar_address(page.wanted, page.group, language=language)


@require_safe
def calendar_ics(_request: HttpRequest, slug: str = "") -> HttpResponse:
    """Send the public calendar, or that of one group, to any program: the same for everybody."""
    group = queries.find_group(slug) if slug else None
    if slug and group is None:
        raise Http404
    return _ics(queries.calendar_feed(AnonymousUser(), group), "public, max-age=1800")


@require_safe
def calendar_mine(request: HttpRequest, token: str) -> HttpResponse:
    """Send a person's calendar to the programs that have its address, as their offices are now (E-3)."""
    feed = feed_of(token)
    if feed is None:
        raise Http404
    if feed.revoked_at or not feed.user.is_active:
        return render(request, "home/calendar_gone.html", status=410)
    with timezone.override(feed.user.time_zone or settings.TIME_ZONE):
        return _ics(queries.calendar_feed(feed.user), "private, max-age=900")


def _ics(feed: tuple[str, tuple[Occasion, ...]], caching: str) -> HttpResponse:
    kind = "text/calendar; charset=utf-8"
    headers = {"Cache-Control": caching, "Content-Disposition": 'inline; filename="crm-rcm.ics"'}
    return HttpResponse(calendar_file(*feed), content_type=kind, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Say how to subscribe; a person makes, remakes or revokes their own address here (E-3)."""
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST":
        if user is None:
            return redirect_to_login(request.get_full_path())
        if "revoke" in request.POST or "remake" in request.POST:
            revoke_feed(by=user)
        if "revoke" not in request.POST:
            make_feed(by=user)
        return redirect("home:subscribe")
    feed = feed_in_use(user) if user else None
    mine = settings.ADDRESS + reverse("home:calendar_mine", args=[feed_token(feed)]) if feed else ""
    return render(request, "home/subscribe.html", {"mine": mine, "feeds": queries.public_feeds()})
