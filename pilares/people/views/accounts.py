"""What stands round sign-in: the second step, the reader's zone, and what is closed."""

from collections.abc import Callable
from typing import Any, NoReturn

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from pilares.people.access import why_not_work_with_a_password_alone

type_of_next = Callable[[HttpRequest], HttpResponse]
#: the pages on which a second step is set up, and those that need none
WITHOUT_A_SECOND_STEP = ("account_", "mfa_", "usersessions_")


def closed(_request: HttpRequest) -> NoReturn:
    """Answer as if nothing were here: accounts and their addresses are the Secretariat's to give."""
    raise Http404


class SecondStepFirst:
    """Send whoever needs a second step at sign-in to set it up before anything else."""

    def __init__(self, get_response: type_of_next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Redirect before the view runs."""
        match = request.resolver_match
        name = (match.view_name if match else "") or ""
        if name.startswith((*WITHOUT_A_SECOND_STEP, "core:", "home:front_door", "home:health")):
            return None
        if (reason := why_not_work_with_a_password_alone(request.user)) is None:
            return None
        messages.warning(request, str(reason))
        return redirect("mfa_index")


def in_the_readers_zone(get_response: type_of_next) -> type_of_next:
    """Show instants in the zone that the person chose."""

    def middleware(request: HttpRequest) -> HttpResponse:
        zone = request.user.time_zone if request.user.is_authenticated else ""
        if not zone:
            return get_response(request)
        with timezone.override(zone):
            return get_response(request)

    return middleware
