"""The Secretariat's register of meetings, decisions and mandates."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core.access import Refused
from pilares.core.http import refusal
from pilares.meetings import actions
from pilares.meetings.access import why_not_extend
from pilares.meetings.forms import DecisionForm, ExtensionForm, MandateForm, MeetingForm
from pilares.meetings.models import Decision, Mandate, Meeting
from pilares.meetings.queries import read_decisions, read_mandates, read_meetings
from pilares.people.http import SignedInRequest, for_the_secretariat
from pilares.people.queries import read_history

GET_OR_POST = ["GET", "HEAD", "POST"]
ACTS_ON_MEETINGS = {
    "record_meeting": gettext_lazy("recorded the meeting"),
    "rewrite_meeting": gettext_lazy("corrected the meeting"),
    "record_decision": gettext_lazy("recorded the decision"),
    "rewrite_decision": gettext_lazy("corrected the decision"),
}
ACTS_ON_MANDATES = {
    "give_mandate": gettext_lazy("recorded the mandate"),
    "extend_mandate": gettext_lazy("extended the mandate"),
    "rewrite_mandate": gettext_lazy("corrected the mandate"),
}
LABELS = {
    name: field.label
    for form in (MandateForm, DecisionForm, MeetingForm)
    for name, field in form.base_fields.items()
}


@require_safe
@for_the_secretariat
def meetings(request: HttpRequest) -> HttpResponse:
    """Show the meetings, latest first, with what was done to them."""
    kinds = ("meetings.meeting", "meetings.decision")
    history = read_history(*kinds, words=ACTS_ON_MEETINGS, fields=LABELS)
    context = {"meetings": read_meetings(request.user), "history": history}
    return render(request, "meetings/meetings.html", context)


@require_http_methods(GET_OR_POST)
@for_the_secretariat
def new_meeting(request: SignedInRequest) -> HttpResponse:
    """Write a meeting down."""
    form = MeetingForm(request.POST or None)

    def save() -> Meeting:
        return actions.record_meeting(**form.columns, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The meeting is recorded."), reverse("meetings:meetings"))
    return page(request, form, _("Record a meeting"), _("Record the meeting"), "meetings:meetings")


@require_http_methods(GET_OR_POST)
@for_the_secretariat
def edit_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a meeting."""
    meeting = get_object_or_404(Meeting, pk=pk)
    form = MeetingForm(request.POST or None, initial=MeetingForm.initial_of(meeting))

    def save() -> Meeting:
        stamp = form.cleaned_data["stamp"]
        return actions.rewrite_meeting(meeting, **form.columns, stamp=stamp, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The meeting is corrected."), reverse("meetings:meetings"))
    return page(request, form, _("Correct the meeting"), _("Save"), "meetings:meetings", meeting.code)


@require_safe
@for_the_secretariat
def decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a meeting decided."""
    meeting = get_object_or_404(Meeting, pk=pk)
    context = {"meeting": meeting, "decisions": read_decisions(meeting, request.user)}
    return render(request, "meetings/decisions.html", context)


@require_http_methods(GET_OR_POST)
@for_the_secretariat
def new_decision(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down a paragraph of a meeting's conclusions."""
    meeting = get_object_or_404(Meeting, pk=pk)
    form = DecisionForm(request.POST or None)

    def save() -> Decision:
        return actions.record_decision(meeting, **form.columns, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The decision is recorded."), reverse("meetings:decisions", args=[pk]))
    title = _("Record a decision")
    return page(request, form, title, _("Record the decision"), "meetings:meetings", meeting.code)


@require_http_methods(GET_OR_POST)
@for_the_secretariat
def edit_decision(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct how a decision was written down."""
    decision = get_object_or_404(Decision.objects.select_related("meeting"), pk=pk)
    form = DecisionForm(request.POST or None, initial=DecisionForm.initial_of(decision))

    def save() -> Decision:
        stamp = form.cleaned_data["stamp"]
        return actions.rewrite_decision(decision, **form.columns, stamp=stamp, by=request.user)

    if request.method == "POST" and saved(form, save):
        to = reverse("meetings:decisions", args=[decision.meeting_id])
        return done(request, _("The decision is corrected."), to)
    return page(request, form, _("Correct the decision"), _("Save"), "meetings:meetings", decision.citation)


@require_safe
@for_the_secretariat
def mandates(request: HttpRequest) -> HttpResponse:
    """Show what each group is for and until when, with every term that it has had."""
    history = read_history("meetings.mandate", words=ACTS_ON_MANDATES, fields=LABELS)
    return render(request, "meetings/mandates.html", {"groups": read_mandates(), "history": history})


@require_http_methods(GET_OR_POST)
@for_the_secretariat
def new_mandate(request: SignedInRequest) -> HttpResponse:
    """Record a group's objective, mandate and term."""
    form = MandateForm(request.POST or None)

    def save() -> Mandate:
        return actions.give_mandate(**form.columns, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The mandate is recorded."), reverse("meetings:mandates"))
    return page(request, form, _("Record a mandate"), _("Record the mandate"), "meetings:mandates")


@require_http_methods(GET_OR_POST)
@for_the_secretariat
def edit_mandate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct how a mandate was written down."""
    mandate = get_object_or_404(Mandate.objects.select_related("body"), pk=pk)
    form = MandateForm(request.POST or None, initial=MandateForm.initial_of(mandate))

    def save() -> Mandate:
        stamp = form.cleaned_data["stamp"]
        return actions.rewrite_mandate(mandate, **form.columns, stamp=stamp, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The mandate is corrected."), reverse("meetings:mandates"))
    about = str(mandate.body.name)
    return page(request, form, _("Correct the mandate"), _("Save"), "meetings:mandates", about)


@require_http_methods(GET_OR_POST)
@for_the_secretariat
def extend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Extend a group's term by a decision; the earlier date stays (AC-13)."""
    mandate = get_object_or_404(Mandate.objects.select_related("body"), pk=pk)
    if (reason := why_not_extend(request.user, mandate)) is not None:
        return refusal(request, reason, status=409)
    form = ExtensionForm(request.POST or None, mandate=mandate)

    def save() -> Mandate:
        return actions.extend_mandate(mandate, **form.cleaned_data, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The mandate is extended."), reverse("meetings:mandates"))
    about = str(mandate.body.name)
    return page(request, form, _("Extend the mandate"), _("Extend"), "meetings:mandates", about)


def saved(form: Form, save: Callable[[], object]) -> bool:
    """Save what a valid form says; what the record or a rule refuses is said in the form."""
    if not form.is_valid():
        return False
    try:
        save()
    except (ValidationError, Refused) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else _said(error))
        return False
    return True


def _said(refused: Refused) -> str:
    reason = refused.reason
    return f"{reason} ({reason.citation})" if reason.citation else str(reason)


def done(request: HttpRequest, said: str, to: str) -> HttpResponse:
    """Say that it is done and go back to the list."""
    messages.success(request, said)
    return redirect(to)


def page(
    request: HttpRequest, form: Form, title: str, submit: str, back: str, about: str = ""
) -> HttpResponse:
    """Show a form of the register; what is wrong is said at its top and beside each field."""
    lists = {
        "meetings:meetings": _("Meetings"),
        "meetings:mandates": _("Mandates of the groups"),
    }
    crumbs = ((_("Register"), reverse("people:register")), (lists[back], reverse(back)))
    context = {"form": form, "title": title, "submit": submit, "about": about, "crumbs": crumbs}
    wrong = request.method == "POST"
    return render(request, "people/form_page.html", context, status=422 if wrong else 200)
