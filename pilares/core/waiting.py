"""A file that takes more than two seconds: its reader is told, waits calmly, and gets it, composed once.

A thread composes the file while its reader's page looks again; the cache keeps what was composed, for the
session that asked, until it is taken. A program that asks for the file itself gets it, however long it takes.
"""

import hashlib
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from http import HTTPStatus

from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import is_valid_path, translate_url
from django.utils import timezone, translation
from django.utils.encoding import escape_uri_path

from pilares.core.http import wants_json

FILE = re.compile(r"\.(docx|pdf|xlsx)$")
#: what an address says when a page looks whether its file is there, and when it takes it
PREPARED, LOOK, TAKE = "prepared", "look", "take"
#: seconds after which a file that has not come is given up, and for which one that came is kept
GIVEN_UP, KEPT = 180, 300
#: seconds between two looks of a page without scripts: as many as it has waited, within these
OFTEN, SELDOM = 2, 10
#: files that one process composes beside its pages; one more is composed while its reader's browser waits
BESIDE = threading.BoundedSemaphore(2)
type_of_next = Callable[[HttpRequest], HttpResponse]
#: status, headers and content of an answer
type_of_kept = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True)
class Wanted:
    """A file as one session asks for it: nobody else finds it, and signing out loses it."""

    address: str
    key: str

    @property
    def making(self) -> str:
        """Where the cache keeps since when it is being composed."""
        return f"{self.key}:making"

    @property
    def awaited(self) -> str:
        """Where the cache keeps that a page waits for it."""
        return f"{self.key}:awaited"

    def at(self, step: str) -> str:
        """Return the address of a step of the wait."""
        return f"{self.address}{'&' if '?' in self.address else '?'}{PREPARED}={step}"


@dataclass
class Composing:
    """A file that is being composed beside the request that asked for it."""

    wanted: Wanted
    request: HttpRequest
    get_response: type_of_next
    language: str = field(default_factory=lambda: translation.get_language() or settings.LANGUAGE_CODE)
    zone: tzinfo = field(default_factory=timezone.get_current_timezone)
    response: HttpResponse | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Compose the file and keep it."""
        try:
            with translation.override(self.language), timezone.override(self.zone):
                self.response = self.get_response(self.request)
            cache.set(self.wanted.key, _packed(self.response), KEPT)
        finally:
            cache.delete(self.wanted.making)
            self.done.set()

    def run_beside(self) -> None:
        """Compose it in a thread, which has its own connection to the database."""
        try:
            self.run()
        finally:
            connections.close_all()
            BESIDE.release()


def patience_for_files(get_response: type_of_next) -> type_of_next:
    """Tell a person whose file takes long that it is being composed, and hand it over when it is there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or not FILE.search(request.path_info):
            return get_response(request)
        step = request.GET.get(PREPARED)
        if step in {LOOK, TAKE}:
            wanted = _wanted(request)
            return _taken(wanted) if step == TAKE else _looked(request, wanted)
        return (
            _asked(request, _wanted(request), get_response) if _can_wait(request) else get_response(request)
        )

    return middleware


def _can_wait(request: HttpRequest) -> bool:
    """Whether a browser or a script of our pages asks, and not a program that wants nothing but the file."""
    return wants_json(request) or "text/html" in request.headers.get("Accept", "")


def _wanted(request: HttpRequest) -> Wanted:
    query = request.GET.copy()
    query.pop(PREPARED, None)
    # one leading slash only: //host would leave this site
    address = "/" + escape_uri_path(request.path).lstrip("/") + (f"?{query.urlencode()}" if query else "")
    session = request.session.session_key or ""
    said = f"{session}\n{address}\n{timezone.get_current_timezone_name()}"
    return Wanted(address, f"file:{hashlib.sha256(said.encode()).hexdigest()}")


def _asked(request: HttpRequest, wanted: Wanted, get_response: type_of_next) -> HttpResponse:
    """Compose a file, or join who began; what is there within the reader's patience is the answer."""
    if not cache.add(wanted.making, time.time(), GIVEN_UP):
        cache.set(wanted.awaited, 1, GIVEN_UP)
        return _looked(request, wanted)
    cache.delete_many([wanted.key, wanted.awaited])  # what was composed before is not what is asked for now
    work = Composing(wanted, request, get_response)
    if BESIDE.acquire(blocking=False):
        threading.Thread(target=work.run_beside, daemon=True).start()
        work.done.wait(settings.FILE_PATIENCE)
    else:
        work.run()
    if not work.done.is_set() or work.response is None or wants_json(request):
        return _looked(request, wanted)
    if not cache.get(wanted.awaited):  # pressed twice, the browser listens to the second answer alone
        cache.delete(wanted.key)
    return work.response


def _looked(request: HttpRequest, wanted: Wanted) -> HttpResponse:
    """Say where a file stands: being composed, there to be taken, or lost on the way."""
    since: float | None = cache.get(wanted.making)
    kept: type_of_kept | None = cache.get(wanted.key)  # it is kept before it is no longer being composed
    if wants_json(request):
        state = "making" if since else "lost"
        if kept:
            state = "ready" if kept[0] == HTTPStatus.OK else "refused"
        return JsonResponse({"state": state, "url": wanted.at(TAKE if kept else LOOK)})
    if kept and kept[0] != HTTPStatus.OK:  # what refuses a file, or says that it failed, is a page
        return _taken(wanted)
    return _page(request, wanted, kept, since)


def _page(
    request: HttpRequest, wanted: Wanted, kept: type_of_kept | None, since: float | None
) -> HttpResponse:
    owner = FILE.sub("", request.path_info)
    seconds = int(time.time() - since) if since else 0
    context = {
        "name": request.path.rpartition("/")[2],
        "owner": owner if is_valid_path(owner) else "",
        "seconds": seconds,
        "size": len(kept[2]) if kept else 0,
        "take": wanted.at(TAKE) if kept else "",
        "look": wanted.at(LOOK),
        "again": "" if kept or since else wanted.address,
    }
    # in the other language it is the file in that language that is asked for, and not this step of the wait
    request.alternates = {code: translate_url(wanted.address, code) for code, _name in settings.LANGUAGES}  # type: ignore[attr-defined]
    page = render(request, "waiting.html", context, status=_status(kept, since))
    if kept:
        page["Refresh"] = f"0;url={wanted.at(TAKE)}"
    elif since:
        page["Refresh"] = f"{min(max(seconds, OFTEN), SELDOM)};url={wanted.at(LOOK)}"
    page["Cache-Control"] = "private, no-store"
    return page


def _status(kept: type_of_kept | None, since: float | None) -> HTTPStatus:
    return HTTPStatus.OK if kept else HTTPStatus.ACCEPTED if since else HTTPStatus.GONE


def _taken(wanted: Wanted) -> HttpResponse:
    """Hand over what was composed, once; asked for later, it is composed anew."""
    kept: type_of_kept | None = cache.get(wanted.key)
    if kept is None:
        return HttpResponseRedirect(wanted.address)
    cache.delete_many([wanted.key, wanted.awaited])
    status, headers, content = kept
    return HttpResponse(content, status=status, headers={**headers, "Cache-Control": "private, no-store"})


def _packed(response: HttpResponse) -> type_of_kept:
    content = b"".join(response) if response.streaming else response.content
    return response.status_code, dict(response.items()), content
