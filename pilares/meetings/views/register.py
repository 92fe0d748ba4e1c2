"""The register of meetings, decisions and mandates, as it is written."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core.http import refusal, sent
from pilares.meetings import actions
from pilares.meetings.access import why_not_conclude, why_not_conclude_meeting, why_not_extend
from pilares.meetings.forms import (
    ConclusionForm,
    DecisionForm,
    ExtensionForm,
    MandateForm,
    MeetingForm,
    NewMeetingForm,
)
from pilares.meetings.models import Decision, Mandate, Meeting
from pilares.meetings.queries import decision_url, read_mandates
from pilares.meetings.queries.log import read_log
from pilares.meetings.views.loading import (
    GET_OR_POST,
    done,
    for_its_keeper,
    form_page,
    meeting_crumbs,
    saved,
    to_meeting,
)
from pilares.people.http import SignedInRequest, for_the_secretariat
from pilares.people.queries import read_history

ACTS_ON_MANDATES = {
    "give_mandate": gettext_lazy("recorded the mandate"),
    "extend_mandate": gettext_lazy("extended the mandate"),
    "conclude_mandate": gettext_lazy("concluded the mandate"),
    "rewrite_mandate": gettext_lazy("corrected the mandate"),
}
LABELS = {
    name: field.label
    for form in (MandateForm, DecisionForm, NewMeetingForm)
    for name, field in form.base_fields.items()
}


@require_safe
@for_the_secretariat
def meetings(request: HttpRequest) -> HttpResponse:
    """Show what was done to meetings and decisions, every opening of something closed included."""
    return render(request, "meetings/register.html", {"history": read_log(LABELS)})


@require_http_methods(GET_OR_POST)
@for_the_secretariat
def new_meeting(request: SignedInRequest) -> HttpResponse:
    """Write down a meeting that took place, or was convened elsewhere."""
    form = NewMeetingForm(sent(request))

    def save() -> Meeting:
        return actions.record_meeting(**form.columns, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The meeting is recorded."), _page_of(form.cleaned_data["code"]))
    words = {"title": _("Record a meeting"), "submit": _("Record the meeting")}
    return form_page(request, form, crumbs=meeting_crumbs(), **words)


@require_http_methods(GET_OR_POST)
@for_its_keeper
def edit_meeting(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Correct a meeting; its status moves by its own steps."""
    form = MeetingForm(sent(request), meeting=meeting, initial=MeetingForm.initial_of(meeting))

    def save() -> Meeting:
        stamp, opened_by = form.cleaned_data["stamp"], form.cleaned_data.get("opened_by")
        said = {**form.columns, "opened_by": opened_by}
        return actions.rewrite_meeting(meeting, **said, stamp=stamp, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The meeting is corrected."), _page_of(form.cleaned_data["code"]))
    words = {"title": _("Correct the meeting"), "submit": _("Save")}
    return form_page(request, form, crumbs=meeting_crumbs(meeting), **words)


def new_decision_view(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Write down a paragraph of a meeting's conclusions."""
    form = DecisionForm(sent(request), meeting=meeting, initial={"tier": meeting.tier})

    def save() -> Decision:
        return actions.record_decision(meeting, **form.columns, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The decision is recorded."), to_meeting(meeting, "decisions"))
    words = {"title": _("Record a decision"), "submit": _("Record the decision")}
    return form_page(request, form, crumbs=meeting_crumbs(meeting), **words)


new_decision = require_http_methods(GET_OR_POST)(for_its_keeper(new_decision_view, why_not_conclude_meeting))


@require_http_methods(GET_OR_POST)
@for_its_keeper
def edit_decision(request: SignedInRequest, meeting: Meeting, pk: int) -> HttpResponse:
    """Correct how a decision was written down."""
    decision = get_object_or_404(Decision.objects.select_related("meeting"), pk=pk, meeting=meeting)
    form = DecisionForm(sent(request), meeting=meeting, initial=DecisionForm.initial_of(decision))
    if not decision.paragraph:
        del form.fields["paragraph"]  # a meeting numbers it

    def save() -> Decision:
        said = {**form.columns, "opened_by": form.cleaned_data.get("opened_by")}
        return actions.rewrite_decision(decision, **said, stamp=form.cleaned_data["stamp"], by=request.user)

    if request.method == "POST" and saved(form, save):
        to = decision_url(meeting.code, form.cleaned_data.get("paragraph", ""), decision.pk)
        return done(request, _("The decision is corrected."), to)
    words = {"title": _("Correct the decision"), "submit": _("Save"), "about": decision.citation}
    return form_page(request, form, crumbs=meeting_crumbs(meeting), **words)


def _page_of(code: str) -> str:
    return reverse("meetings:page", args=[code])


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
    form = MandateForm(sent(request))

    def save() -> Mandate:
        return actions.give_mandate(**form.columns, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The mandate is recorded."), reverse("meetings:mandates"))
    return mandate_page(request, form, _("Record a mandate"), _("Record the mandate"))


@require_http_methods(GET_OR_POST)
@for_the_secretariat
def edit_mandate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct how a mandate was written down."""
    mandate = get_object_or_404(Mandate.objects.select_related("body"), pk=pk)
    form = MandateForm(sent(request), initial=MandateForm.initial_of(mandate))

    def save() -> Mandate:
        stamp = form.cleaned_data["stamp"]
        return actions.rewrite_mandate(mandate, **form.columns, stamp=stamp, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The mandate is corrected."), reverse("meetings:mandates"))
    about = str(mandate.body.name)
    return mandate_page(request, form, _("Correct the mandate"), _("Save"), about)


@require_http_methods(GET_OR_POST)
@for_the_secretariat
def extend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Extend a group's term by a decision; the earlier date stays (AC-13)."""
    mandate = get_object_or_404(Mandate.objects.select_related("body"), pk=pk)
    form = ExtensionForm(sent(request), mandate=mandate)
    if (reason := why_not_extend(request.user, mandate)) is not None:
        same = form.is_valid() and Mandate.objects.filter(extends=mandate, **form.cleaned_data).exists()
        again = redirect("meetings:mandates") if same else None  # the same form, pressed twice
        return again or refusal(request, reason, status=409)

    def save() -> Mandate:
        return actions.extend_mandate(mandate, **form.cleaned_data, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The mandate is extended."), reverse("meetings:mandates"))
    about = str(mandate.body.name)
    return mandate_page(request, form, _("Extend the mandate"), _("Extend"), about)


@require_http_methods(GET_OR_POST)
@for_the_secretariat
def conclude(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a group has finished its work; nothing is deleted."""
    mandate = get_object_or_404(Mandate.objects.select_related("body"), pk=pk)
    if (reason := why_not_conclude(request.user, mandate)) is not None:
        return refusal(request, reason, status=409)
    form = ConclusionForm(sent(request))

    def save() -> Mandate:
        return actions.conclude_mandate(mandate, **form.cleaned_data, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The mandate is concluded."), reverse("meetings:mandates"))
    about = str(mandate.body.name)
    return mandate_page(request, form, _("Conclude the mandate"), _("Conclude"), about)


def mandate_page(request: HttpRequest, form: Form, title: str, submit: str, about: str = "") -> HttpResponse:
    """Show a form about a mandate."""
    crumbs = [
        (_("Register"), reverse("people:register")),
        (_("Mandates of the groups"), reverse("meetings:mandates")),
    ]
    return form_page(request, form, title=title, submit=submit, crumbs=crumbs, about=about)
