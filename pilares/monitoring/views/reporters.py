"""Who reports: a person who signed in, or one who came by the link of a letter, for one request alone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_datetime

from pilares.core import clock
from pilares.monitoring.access import Link, serves
from pilares.monitoring.models import Measurement, Request
from pilares.people.models import User

GRANT = "report_link"
GRANT_HOLDS_FOR = timedelta(hours=12)
WITH = (
    "period__indicator__activity__group",
    "period__indicator__activity__plan",
    "period__year",
    "measurement",
    "country",
)


def grant(request: HttpRequest, link: Link) -> None:
    """Let this browser answer one request as its person, for half a day."""
    until = clock.now() + GRANT_HOLDS_FOR
    said = {"request": link.request.pk, "user": link.user.pk, "until": until.isoformat()}
    request.session[GRANT] = said


def granted(request: HttpRequest) -> tuple[Request, User] | None:
    """Return the request that this browser may answer by a link, and as whom, while that serves."""
    said: dict[str, Any] = request.session.get(GRANT) or {}
    until: datetime | None = parse_datetime(said.get("until", ""))
    if until is None or clock.now() >= until:
        return None
    asked = Request.objects.select_related(*WITH).filter(pk=said["request"]).first()
    user = User.objects.filter(pk=said["user"], is_active=True).first()
    if asked is None or user is None or not serves(asked, user):
        return None
    return asked, user


def signed_in(request: HttpRequest) -> User | None:
    """Return the person who signed in, if anybody did."""
    return request.user if isinstance(request.user, User) else None


def person_or_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask whoever neither signed in nor came by a letter's link to sign in; of every address alike."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if signed_in(request) is None and granted(request) is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return asked


def load_request(request: HttpRequest, pk: int) -> tuple[Request, User]:
    """Return a request and who answers it; 404 for one that this reader may not know of."""
    by_link = granted(request)
    if by_link and by_link[0].pk == pk:
        return by_link
    user = signed_in(request)
    if user is None:
        raise Http404
    seen = Request.objects.visible_to(user).select_related(*WITH)
    found: Request = get_object_or_404(seen, pk=pk)
    return found, user


def load_measurement(request: HttpRequest, pk: int) -> tuple[Measurement, User]:
    """Return a figure to do something with, and who reads it; by a link, only the answer to that request.

    What a page says of it, the page reads.
    """
    user = signed_in(request)
    if user is None:
        by_link = granted(request)
        if by_link is None or by_link[0].measurement_id != pk:
            raise Http404
        user = by_link[1]
    seen = Measurement.objects.visible_to(user).filter(total=None)
    found: Measurement = get_object_or_404(seen.to_decide(), pk=pk)
    return found, user
