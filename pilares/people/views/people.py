"""The people of the register: invitations and offices, kept by the Secretariat."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.core import clock
from pilares.core.access import Refused
from pilares.core.bilingual import Language
from pilares.core.http import refusal, sent
from pilares.people.access import invitation_token, why_not_end_appointment
from pilares.people.actions import appoint, end_appointment, invite, renew_invitation, send_invitation
from pilares.people.forms.people import AppointmentForm, EndForm, InvitationForm, midnight
from pilares.people.http import SignedInRequest, for_the_secretariat
from pilares.people.models import Appointment, User
from pilares.people.queries import appointment_words, read_history, read_people
from pilares.people.views.words import ACTS_ON_PEOPLE, FIELDS


@require_safe
@for_the_secretariat
def people(request: HttpRequest) -> HttpResponse:
    """Show everybody with an account, with their offices in force, to come and ended."""
    history = read_history("people.user", "people.appointment", words=ACTS_ON_PEOPLE, fields=FIELDS)
    return render(request, "people/people.html", {"people": read_people(), "history": history})


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_secretariat
def invite_person(request: SignedInRequest) -> HttpResponse:
    """Open an account, give it its first office, and write to the person."""
    form = InvitationForm(sent(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        who = {name: said[name] for name in ("email", "name", "language")}
        user = invite(**who, office=form.appointment, by=request.user)
        return written(request, user)
    return page(request, form, _("Invite a person"), _("Send the invitation"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_secretariat
def appoint_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a person who has an account another office, now or from a day to come."""
    user = get_object_or_404(User, pk=pk)
    form = AppointmentForm(sent(request))
    if request.method == "POST" and form.is_valid():
        appoint(user, **form.appointment, by=request.user)
        messages.success(request, _("The office is recorded."))
        return redirect("people:people")
    return page(request, form, _("Another office for %(name)s") % {"name": user}, _("Record the office"))


@require_POST
@for_the_secretariat
def invite_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a new link; the earlier one serves no more."""
    user = get_object_or_404(User, pk=pk)
    try:
        renew_invitation(user, by=request.user)
    except Refused as refused:
        return refusal(request, refused.reason, status=409)
    return written(request, user)


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_secretariat
def end_office(request: SignedInRequest, pk: int) -> HttpResponse:
    """End an office, at this instant or after a day."""
    appointment = get_object_or_404(Appointment.objects.select_related("user", "country", "body"), pk=pk)
    if (reason := why_not_end_appointment(request.user, appointment)) is not None:
        return refusal(request, reason, status=409)
    form = EndForm(sent(request))
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["last_day"]
        at = midnight(day + timedelta(days=1)) if day else clock.now()
        end_appointment(appointment, at=at, by=request.user)
        messages.success(request, _("The office is ended."))
        return redirect("people:people")
    title = _("End the office of %(name)s") % {"name": appointment.user}
    return page(request, form, title, _("End the office"), appointment_words(appointment))


def written(request: HttpRequest, user: User) -> HttpResponse:
    """Write to the person, say whether it could be done, and go back to the list."""
    try:
        send_invitation(user, links=links(request, user))
    except OSError:
        failed = _("The account is ready, but the e-mail could not be sent. Send it again from this list.")
        messages.error(request, failed)
    else:
        messages.success(request, _("We have written to %(email)s.") % {"email": user.email})
        if "filebased" in settings.EMAIL_BACKEND:
            kept = _(
                "This instance has no mail server yet: the letter waits in the folder outbox of its data."
            )
            messages.warning(request, kept)
    return redirect("people:people")


def links(request: HttpRequest, user: User) -> dict[str, str]:
    """Return the address of the person's way in, in each language."""
    found = {}
    for code in Language.values:
        with override(code):
            known = user.has_usable_password()
            path = (
                reverse("account_login") if known else reverse("people:accept", args=[invitation_token(user)])
            )
        found[code] = request.build_absolute_uri(path)
    return found


def page(request: HttpRequest, form: object, title: str, submit: str, about: str = "") -> HttpResponse:
    """Show a form about people; what is wrong is said at its top and beside each field."""
    crumbs = (
        (_("Register"), reverse("people:register")),
        (_("People and offices"), reverse("people:people")),
    )
    context = {"form": form, "title": title, "submit": submit, "about": about, "crumbs": crumbs}
    wrong = request.method == "POST"
    return render(request, "people/form_page.html", context, status=422 if wrong else 200)
