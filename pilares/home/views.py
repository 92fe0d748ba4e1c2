"""The public home «Avances», a person's own work, the calendar, and what machines ask for."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.core import clock
from pilares.core.access import Refused
from pilares.core.atom import CONTENT_TYPE, atom
from pilares.core.http import refusal
from pilares.core.icalendar import Occasion
from pilares.core.icalendar import calendar as calendar_file
from pilares.core.kinds import PDF, WORD
from pilares.home import queries
from pilares.home.access import countries_of_sheet, why_not_read_handover, why_not_read_sheet
from pilares.home.exports import DATASETS, FORMATS, written
from pilares.home.exports.handover import accepted_words, effect_words, handover_pdf, handover_word
from pilares.home.exports.sheet import sheet_paper
from pilares.home.forms import AcceptForm
from pilares.home.queries.glossary import glossary
from pilares.home.queries.handover import dossier
from pilares.home.queries.presidencies import panel, presidencies_page, term_page
from pilares.home.queries.publications import publications
from pilares.home.queries.search import KINDS, search_page
from pilares.home.queries.sheet import SheetPage, sheet_page
from pilares.monitoring.queries.presidency_plans import term_labelled
from pilares.people.access import why_not_accept_handover
from pilares.people.actions import accept_handover, make_feed, revoke_feed
from pilares.people.http import SignedInRequest
from pilares.people.models import Presidency, User
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
def group_meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a group's meetings and how many the plan asks for (screens.md, 14)."""
    page = queries.read_group_meetings(slug, request.user)
    if page is None:
        raise Http404
    request.alternates = {  # type: ignore[attr-defined]
        code: _meetings_in(code, getattr(page.body, f"slug_{code}")) for code, _name in settings.LANGUAGES
    }
    return render(request, "home/group_meetings.html", {"page": page})


def _meetings_in(language: str, slug: str) -> str:
    with override(language):
        return reverse("home:group_meetings", args=[slug])


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Say which files there are, what each column holds and how to cite them (AC-25)."""
    context = {"licence": settings.DATA_LICENCE, "datasets": DATASETS.values(), "formats": FORMATS}
    return render(request, "home/open_data.html", context)


@require_safe
def glossary_page(request: HttpRequest) -> HttpResponse:
    """Show the words of the Conference in its two languages."""
    return render(request, "home/glossary.html", {"sections": glossary()})


@require_safe
def dataset(_request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """Hand a table over as anybody may see it, whoever asks."""
    if slug not in DATASETS or suffix not in FORMATS:
        raise Http404
    body, media_type = written(DATASETS[slug], suffix)
    name = f"crm-rcm-{slug}-{clock.today():%Y-%m-%d}.{suffix}"
    headers = {
        "Cache-Control": "public, max-age=300",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return HttpResponse(body, content_type=media_type, headers=headers)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find what holds the words that are asked for, among what the reader may see."""
    narrowed = request.GET.get("tipo") or request.GET.get("kind") or ""
    page = search_page(request.user, request.GET.get("q", ""), narrowed)
    context = {"page": page, "kinds": KINDS.values(), "parameter": _("kind")}
    return render(request, "home/search.html", context)


@require_safe
def publications_feed(_request: HttpRequest) -> HttpResponse:
    """Send what was published to any program: the same for everybody."""
    return HttpResponse(
        atom(*publications()), content_type=CONTENT_TYPE, headers={"Cache-Control": "public, max-age=900"}
    )


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


# --- The presidencies --------------------------------------------------------------------------------------

HANDED_OVER = {"docx": (handover_word, WORD), "pdf": (handover_pdf, PDF)}


def load_term(label: str) -> Presidency:
    """Return the presidency that is named by a year, or 404."""
    term = term_labelled(label)
    if term is None:
        raise Http404
    return term


@require_safe
def presidencies(request: HttpRequest) -> HttpResponse:
    """Show the three presidencies of the Troika and every one that is recorded (nota 4)."""
    return render(request, "home/presidencies/list.html", {"page": presidencies_page(request.user)})


@require_safe
def presidency(request: HttpRequest, label: str) -> HttpResponse:
    """Show a presidency with what is dated in its term; the address is permanent (AC-11)."""
    return render(request, "home/presidencies/term.html", {"page": term_page(load_term(label), request.user)})


@require_safe
@login_required
def presidency_panel(request: SignedInRequest) -> HttpResponse:
    """Show the four groups side by side to whoever leads them, and to the Troika."""
    if (reason := why_not_read_handover(request.user)) is not None:
        return refusal(request, reason)
    return render(request, "home/presidencies/panel.html", {"page": panel(request.user)})


@require_safe
@login_required
def handover(request: SignedInRequest, label: str) -> HttpResponse:
    """Show what a presidency hands over (screens.md 19)."""
    if (reason := why_not_read_handover(request.user)) is not None:
        return refusal(request, reason)
    return _handover(request, label, AcceptForm())


def _handover(request: SignedInRequest, label: str, form: AcceptForm) -> HttpResponse:
    page = dossier(load_term(label), request.user)
    context = {"page": page, "effect": effect_words(page), "accepted": accepted_words(page), "form": form}
    status = 422 if form.errors else 200
    return render(request, "home/presidencies/handover.html", context, status=status)


@require_safe
@login_required
def handover_file(request: SignedInRequest, label: str, suffix: str) -> HttpResponse:
    """Hand the same over as Word or PDF."""
    if suffix not in HANDED_OVER:
        raise Http404
    if (reason := why_not_read_handover(request.user)) is not None:
        return refusal(request, reason)
    page = dossier(load_term(label), request.user)
    paper = "a4" if "a4" in request.GET else "letter"
    write, kind = HANDED_OVER[suffix]
    response = HttpResponse(write(page, paper), content_type=kind)
    what = _("handover")
    name = f"pilares-{what}-{label}-{page.as_of:%Y-%m-%d}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@login_required
def accept(request: SignedInRequest, label: str) -> HttpResponse:
    """Record that the incoming presidency accepts the handover."""
    form, term = AcceptForm(request.POST), load_term(label)
    if (reason := why_not_accept_handover(request.user, term)) is not None:
        return refusal(request, reason)
    if not form.is_valid():
        return _handover(request, label, form)
    try:
        accept_handover(term, note=form.cleaned_data["note"], by=request.user)
    except Refused as refused:
        return refusal(request, refused.reason)
    messages.success(request, _("The handover is accepted."))
    return redirect("home:handover", label)


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


# --- The vice-minister's sheet -----------------------------------------------------------------------------


@require_safe
@login_required
def sheets(request: SignedInRequest) -> HttpResponse:
    """Lead to the sheet of the person's own country, or let the Secretariat pick one."""
    if (reason := why_not_read_sheet(request.user)) is not None:
        return refusal(request, reason)
    return redirect("home:sheet", countries_of_sheet(request.user)[0].pk.lower())


@require_safe
@login_required
def sheet(request: SignedInRequest, code: str) -> HttpResponse:
    """One page for a vice-minister: to read and to print, nothing to approve (AC-24)."""
    page = load_sheet(request, code)
    return render(request, "home/sheet.html", {"page": page, "print_line": page.line})


@require_safe
@login_required
def sheet_pdf(request: SignedInRequest, code: str) -> HttpResponse:
    """The same on one Letter page."""
    page = load_sheet(request, code)
    response = HttpResponse(sheet_paper(page), content_type=PDF)
    what = _("sheet")
    name = f"pilares-{what}-{code.lower()}-{page.as_of:%Y-%m-%d}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def load_sheet(request: SignedInRequest, code: str) -> SheetPage:
    """Return the sheet of a country that the person may read, or 404."""
    found = {country.pk.lower(): country for country in countries_of_sheet(request.user)}
    if code.lower() not in found:
        raise Http404
    site = request.build_absolute_uri("/").rstrip("/")
    return sheet_page(found[code.lower()], tuple(found.values()), request.user, site=site)
