"""The Secretariat's register: its index, presidencies, and seats in the groups."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core import clock
from pilares.core.access import Refused
from pilares.core.http import sent
from pilares.people.actions import end_seat, record_presidency, rewrite_presidency, seat, stamp_of
from pilares.people.forms.people import EndForm
from pilares.people.forms.register import NewPresidencyForm, PresidencyForm, SeatForm
from pilares.people.http import SignedInRequest, for_the_secretariat
from pilares.people.models import Presidency, Seat
from pilares.people.queries import (
    presidency_without_people,
    read_history,
    read_presidencies,
    read_seats,
    read_troika,
)
from pilares.people.views.words import ACTS_ON_PRESIDENCIES, ACTS_ON_SEATS, FIELDS


@require_safe
@for_the_secretariat
def register(request: HttpRequest) -> HttpResponse:
    """Show the way to everything that the Secretariat keeps."""
    return render(request, "people/register.html", {"vacant": presidency_without_people()})


@require_safe
@for_the_secretariat
def presidencies(request: HttpRequest) -> HttpResponse:
    """Show the presidencies with what was done to them."""
    context = {
        "presidencies": read_presidencies(),
        "troika": read_troika(),
        "vacant": presidency_without_people(),
        "history": read_history("people.presidency", words=ACTS_ON_PRESIDENCIES, fields=FIELDS),
    }
    return render(request, "people/presidencies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_secretariat
def new_presidency(request: SignedInRequest) -> HttpResponse:
    """Record a term with its place among the others."""
    last = Presidency.objects.order_by("-order").first()
    form = NewPresidencyForm(sent(request), initial={"after": last, "direct": True})
    if request.method == "POST" and form.is_valid():
        try:
            record_presidency(**form.cleaned_data, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return done(request, _("The presidency is recorded."), "people:presidencies")
    return page(request, form, _("Record a presidency"), _("Record the presidency"), "people:presidencies")


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_secretariat
def edit_presidency(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a term; whoever saves second is told that somebody else did."""
    term = get_object_or_404(Presidency.objects.select_related("country"), pk=pk)
    form = PresidencyForm(sent(request), initial=as_initial(term))
    if request.method == "POST" and form.is_valid():
        try:
            rewrite_presidency(term, **form.cleaned_data, by=request.user)
        except (ValidationError, Refused) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error.reason))
        else:
            return done(request, _("The presidency is corrected."), "people:presidencies")
    title = _("Presidency %(label)s") % {"label": term.label}
    return page(request, form, title, _("Save"), "people:presidencies", str(term.country))


@require_safe
@for_the_secretariat
def seats(request: HttpRequest) -> HttpResponse:
    """Show who sits in each group."""
    history = read_history("people.seat", words=ACTS_ON_SEATS, fields=FIELDS)
    return render(request, "people/seats.html", {"groups": read_seats(), "history": history})


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_secretariat
def new_seat(request: SignedInRequest) -> HttpResponse:
    """Give a country's institution its seat, or record the supporting country."""
    form = SeatForm(sent(request))
    if request.method == "POST" and form.is_valid():
        seat(**form.cleaned_data, by=request.user)
        return done(request, _("The seat is recorded."), "people:seats")
    return page(request, form, _("Record a seat"), _("Record the seat"), "people:seats")


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_secretariat
def close_seat(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a seat after a day."""
    one = get_object_or_404(Seat.objects.select_related("body", "country"), pk=pk)
    form = EndForm(sent(request))
    if request.method == "POST" and form.is_valid():
        day: date = form.cleaned_data["last_day"] or clock.today()
        try:
            end_seat(one, on=day, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return done(request, _("The seat is ended."), "people:seats")
    return page(
        request,
        form,
        _("End the seat"),
        _("End the seat"),
        "people:seats",
        f"{one.body.name} · {one.country}",
    )


def as_initial(term: Presidency) -> dict[str, Any]:
    """Return a term as its form shows it."""
    names = ("country", "label", "starts_at", "followed", "source")
    return {**{name: getattr(term, name) for name in names}, "stamp": stamp_of(term)}


def done(request: HttpRequest, said: str, to: str) -> HttpResponse:
    """Say that it is done and go back to the list."""
    messages.success(request, said)
    return redirect(to)


def page(
    request: HttpRequest, form: object, title: str, submit: str, back: str, about: str = ""
) -> HttpResponse:
    """Show a form of the register; what is wrong is said at its top and beside each field."""
    lists = {"people:presidencies": _("Presidencies"), "people:seats": _("Members of the groups")}
    crumbs = ((_("Register"), reverse("people:register")), (lists[back], reverse(back)))
    context = {"form": form, "title": title, "submit": submit, "about": about, "crumbs": crumbs}
    wrong = request.method == "POST"
    return render(request, "people/form_page.html", context, status=422 if wrong else 200)
