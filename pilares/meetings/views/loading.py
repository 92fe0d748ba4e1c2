"""How the pages of meetings load, guard, save and answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pilares.core.access import Reason, Refused
from pilares.core.http import refusal
from pilares.core.uploads import NotAccepted
from pilares.meetings.access import why_not_keep_meeting
from pilares.meetings.models import Meeting
from pilares.meetings.queries import find_meeting
from pilares.people.access import type_of_reader
from pilares.people.http import SignedInRequest

GET_OR_POST = ["GET", "HEAD", "POST"]
type_of_check = Callable[[type_of_reader, Meeting], Reason | None]


def load_meeting(request: HttpRequest, code: str) -> Meeting:
    """Return a meeting that the reader may see, or answer as for any wrong address."""
    meeting = find_meeting(request.user, code)
    if meeting is None:
        raise Http404
    return meeting


def for_its_keeper(
    view: Callable[..., HttpResponse], why_not: type_of_check = why_not_keep_meeting
) -> Callable[..., HttpResponse]:
    """Keep a page of a meeting, found by its `code`, to whoever keeps the meeting."""

    @wraps(view)
    @login_required
    def guarded(request: SignedInRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        meeting = load_meeting(request, code)
        if (reason := why_not(request.user, meeting)) is not None:
            return refusal(request, reason, status=403 if reason.code == "NOT_ITS_LEAD" else 409)
        return view(request, meeting, *args, **kwargs)

    return guarded


def saved(form: Form, save: Callable[[], object]) -> bool:
    """Save what a valid form says; what the record or a rule refuses is said in the form."""
    if not form.is_valid():
        return False
    try:
        save()
    except (ValidationError, Refused, NotAccepted) as error:
        _say(form, error)
        return False
    return True


def _say(form: Form, error: ValidationError | Refused | NotAccepted) -> None:
    """Put what was refused beside the field that it is about, or at the top."""
    if isinstance(error, ValidationError):
        known = hasattr(error, "error_dict") and set(error.error_dict) <= {*form.fields, "__all__"}
        form.add_error(None, error if known else ValidationError(error.messages))
    elif isinstance(error, NotAccepted):
        form.add_error("file", str(error.reason))
    else:
        reason = error.reason
        words = f"{reason} ({reason.citation})" if reason.citation else str(reason)
        fields = {"NARROWER_THAN_ITS_SESSION": "confirmed", "CLOSED_BY_THE_GROUP": "opened_by"}
        fields |= dict.fromkeys(("PAPER_REACHES_FURTHER", "REACHES_FURTHER_THAN_ITS_MEETING"), "tier")
        field = fields.get(reason.code)
        form.add_error(field if field in form.fields else None, words)


def done(request: HttpRequest, said: str, to: str) -> HttpResponse:
    """Say that it is done and go back."""
    messages.success(request, said)
    return redirect(to)


def to_meeting(meeting: Meeting, anchor: str = "") -> str:
    """Return the address of a meeting's page."""
    address = reverse("meetings:page", args=[meeting.code])
    return f"{address}#{anchor}" if anchor else address


def meeting_crumbs(meeting: Meeting | None = None) -> list[tuple[str, str]]:
    """Return the way to a meeting's page."""
    way = [(_("Meetings"), reverse("meetings:list"))]
    return [*way, (meeting.code, to_meeting(meeting))] if meeting else way


def form_page(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    submit: str,
    crumbs: list[tuple[str, str]],
    about: str = "",
    template: str = "meetings/form_page.html",
    **context: Any,
) -> HttpResponse:
    """Show a form; what is wrong is said at its top and beside each field, and nothing typed is lost."""
    said = {"form": form, "title": title, "submit": submit, "about": about, "crumbs": crumbs, **context}
    return render(request, template, said, status=422 if request.method == "POST" else 200)
