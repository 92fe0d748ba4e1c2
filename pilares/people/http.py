"""The request of a person who signed in; views behind `login_required` take it."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from pilares.core.access import Tier
from pilares.core.http import refusal
from pilares.core.trail import opened, opened_many
from pilares.people.access import why_not_keep_the_register
from pilares.people.models import User


class SignedInRequest(HttpRequest):
    """A request whose `user` is a person, never a visitor."""

    user: User


def note_opening(obj: Model, *tiers: str, by: object) -> None:
    """Write down that a person opened what one of its tiers keeps behind closed doors (AC-07)."""
    if Tier.CLOSED in tiers and isinstance(by, User):
        opened(obj, by=by)


def note_openings(rows: Iterable[Model], *, by: object) -> None:
    """Write down each of the closed records that a page or a file shows a person beside others (AC-07)."""
    if isinstance(by, User) and (closed := [row for row in rows if _tier_of(row) == Tier.CLOSED]):
        opened_many(closed, by=by)


def _tier_of(row: Model) -> str:
    return str(getattr(row, "reach", None) or getattr(row, "tier", ""))


def for_the_secretariat(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep a page to the Secretariat: a visitor is asked to sign in, and others are told why not."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (reason := why_not_keep_the_register(request.user)) is not None:
            return refusal(request, reason)
        return view(request, *args, **kwargs)

    return guarded
