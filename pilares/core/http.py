"""What every answer shares: one form of each address, private caching, refusals in words."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models.fields.files import FieldFile
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
    QueryDict,
)
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import is_valid_path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from pilares.core import clock
from pilares.core.access import Reason
from pilares.core.bilingual import reading_language
from pilares.core.cards import Card, with_card
from pilares.core.papers.press import NotPrinted
from pilares.core.told import FILES, Told

type_of_next = Callable[[HttpRequest], HttpResponse]
#: files that are packed in themselves: Word, spreadsheets, PDF, pictures
PACKED = ("application/vnd.", "application/pdf", "application/zip", "image/png")


class PackWhatShrinks(GZipMiddleware):
    """Send pages and data packed, and leave alone what would only cost time to pack again."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack what is asked packed, unless it already is."""
        if response.get("Content-Type", "").startswith(PACKED):
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed


def trailing_slash(get_response: type_of_next) -> type_of_next:
    """Send `/es/matriz/` to `/es/matriz` and `/es/plan/2019-2022` to its form with a slash."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        path = request.path_info
        other = path.rstrip("/") if path.endswith("/") else f"{path}/"
        if is_valid_path(path) or not is_valid_path(other):
            return response
        query = request.META.get("QUERY_STRING", "")
        # one leading slash only: //host would leave this site
        return HttpResponsePermanentRedirect("/" + other.lstrip("/") + (f"?{query}" if query else ""))

    return middleware


def private_by_default(get_response: type_of_next) -> type_of_next:
    """Keep what a signed-in person sees out of every shared cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            signed_in = bool(getattr(request, "user", None) and request.user.is_authenticated)
            response["Cache-Control"] = "private, no-store" if signed_in else "private, max-age=0"
        return response

    return middleware


def wrong_method_in_words(get_response: type_of_next) -> type_of_next:
    """Say on a page that an address only takes forms: a session that lapsed under one leads people there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content or request.method == "HEAD":
            return response
        owner = request.path_info.rpartition("/")[0]
        context = {"owner": owner if is_valid_path(owner) else ""}
        page = render(request, "405.html", context, status=405)
        page["Allow"] = response["Allow"]
        return page

    return middleware


#: pages without a card: answers to one person's question, and forms
NO_CARD = {"home:search", "people:ask", "people:accept", "people:first_run", "core:gallery", "core:theme"}


def social_card(get_response: type_of_next) -> type_of_next:
    """Give a public page its card and its own address; a page behind a sign-in or a secret has none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        if response.status_code != 200 or request.method != "GET" or match is None or not match.namespace:
            return response
        if match.view_name in NO_CARD or "token" in match.kwargs or request.user.is_authenticated:
            return response
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            page = with_card(response.content.decode(), _card(request))
            response.content = page.encode()
        return response

    return middleware


def _card(request: HttpRequest) -> Card:
    as_of = _("Data as of %(date)s") % {"date": date_format(clock.today(), "DATE_FORMAT")}
    warning = _("Illustrative data. Not commitments of the RCM.") if settings.DEMO else ""
    return Card(
        house=f"Pilares · {_('RCM')}",
        sentence=_("What the RCM agreed and what was done, with date and source."),
        picture=request.build_absolute_uri(static("card.png")),
        address=request.build_absolute_uri(request.path),
        language={"es": "es_LA", "en": "en_US"}[reading_language()],
        remarks=tuple(filter(None, (f"{as_of}.", warning))),
    )


def unavailable() -> HttpResponse:
    """Say that the data cannot be read now, without asking the database for anything more."""
    page = render_to_string("503.html", {"demo": settings.DEMO})
    return HttpResponse(page, status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})


def failed(request: HttpRequest) -> HttpResponse:
    """Answer what no page expected: 503 while the database does not answer, otherwise 500."""
    cause = sys.exc_info()[1]
    if isinstance(cause, InterfaceError | OperationalError):
        return unavailable()
    if isinstance(cause, NotPrinted):
        return render(request, "not_printed.html", status=500)
    return server_error(request)


@dataclass(frozen=True)
class Exit:
    """Where a person goes on from a refusal: a button of its page."""

    label: str
    url: str


def refusal(
    request: HttpRequest, reason: Reason, *, status: int = 403, exits: Sequence[object] = ()
) -> HttpResponse:
    """Answer a refused verb with its reason: a page with its `exits` or, where it was asked for, JSON."""
    if wants_json(request):
        error = {"code": reason.code, "message": str(reason), "citation": reason.citation}
        return JsonResponse({"error": error}, status=status, json_dumps_params={"ensure_ascii": False})
    return render(request, "refused.html", {"reason": reason, "exits": exits}, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, not a page."""
    return request.headers.get("Accept", "").startswith("application/json")


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form was sent, also where that is nothing; `None` for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def hand_over(stored: FieldFile, *, name: str, media_type: str) -> FileResponse:
    """Hand a kept file over to be saved, never to be shown by the browser, and kept by no cache.

    Raises Http404 where the file itself is gone.
    """
    try:
        file = stored.open("rb")
    except (OSError, ValueError) as error:  # gone from the folder, or never there
        raise Http404 from error
    response = FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox"
    return response


def day_file(told: Told, suffix: str, name: str, *, paper: str = "letter") -> HttpResponse:
    """Answer with a page of a day as a file whose name carries the day; raises Http404 for another kind."""
    if suffix not in FILES:
        raise Http404
    write, kind = FILES[suffix]
    response = HttpResponse(write(told, paper), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="pilares-{name}-{told.day:%Y-%m-%d}.{suffix}"'
    return response
