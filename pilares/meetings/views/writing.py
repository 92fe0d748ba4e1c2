"""Convening, holding and cancelling; attendance and comments; the follow-up of commitments."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from pilares.core import clock
from pilares.core.access import Refused, Tier
from pilares.core.http import refusal, sent
from pilares.meetings import actions
from pilares.meetings.access import (
    NOT_STEERING,
    why_not_comment,
    why_not_conclude_meeting,
    why_not_convene,
    why_not_follow_up,
)
from pilares.meetings.forms import (
    AttendanceForm,
    CommentForm,
    ConveneForm,
    FollowUpForm,
    PeriodForm,
    ReasonForm,
)
from pilares.meetings.models import CommentPeriod, Decision, Meeting
from pilares.meetings.queries import find_decision, read_decision
from pilares.meetings.views.loading import (
    GET_OR_POST,
    done,
    for_its_keeper,
    form_page,
    load_meeting,
    meeting_crumbs,
    saved,
    to_meeting,
)
from pilares.meetings.workflow import FOLLOW_UP, MEETING, MINUTES
from pilares.people.access import standing_of
from pilares.people.http import SignedInRequest
from pilares.people.models import Body, Presidency, User

MOVED = {
    "hold": gettext_lazy("The meeting is recorded as held."),
    "cancel": gettext_lazy("The meeting is cancelled."),
    "convene_again": gettext_lazy("The meeting is convened again."),
}
WHOSE = gettext_lazy(
    "It is recorded in the name of the country and read by the Member Countries. It is not edited later."
)


@require_http_methods(GET_OR_POST)
@login_required
def convene(request: SignedInRequest) -> HttpResponse:
    """Ask what is needed to convene, show it once more, and only then convene."""
    if not standing_of(request.user).steers:
        return refusal(request, NOT_STEERING)
    asked = request.GET.get(_("organ"), "")
    body = Body.objects.filter(Q(code=asked) | Q(slug_es=asked) | Q(slug_en=asked)).first()
    if body and (reason := why_not_convene(request.user, body)):
        return refusal(request, reason, status=409)
    form = ConveneForm(sent(request), initial=proposed(body))
    sure = "sure" in request.POST
    if sure and (known := already(form)):
        return redirect(to_meeting(known))
    if sure and saved(form, lambda: actions.convene(**form.columns, by=request.user)):
        to = reverse("meetings:page", args=[form.cleaned_data["code"]])
        return done(request, _("The meeting is convened. Nothing is sent by e-mail from here."), to)
    if request.method == "POST" and not sure and "back" not in request.POST and form.is_valid():
        return render(request, "meetings/convene_check.html", {"form": form, **_in_words(form)})
    words = {"title": _("Convene a meeting"), "submit": _("Check before convening")}
    return form_page(request, form, crumbs=meeting_crumbs(), **words)


def proposed(body: Body | None) -> dict[str, object]:
    """Return what a convened meeting begins with: who presides, and the body that asks."""
    term = Presidency.objects.presiding(clock.now())
    country = term.country if term else None
    return {"body": body, "presidency": country, "tier": "members"}


def _in_words(form: ConveneForm) -> dict[str, str]:
    said = form.cleaned_data
    modality = Meeting.Modality(said["modality"])
    return {"tier_words": str(Tier(said["tier"]).label), "modality_words": str(modality.label)}


def already(form: ConveneForm) -> Meeting | None:
    """Return the meeting that a form sent twice has convened already."""
    said = {name: form.data.get(name) for name in ("code", "body", "starts_on")}
    if not all(said.values()) or not str(said["body"]).isdigit():
        return None
    same = Meeting.objects.filter(code=said["code"], body=said["body"], status=Meeting.Status.CONVENED)
    return next((row for row in same if str(row.starts_on) == said["starts_on"]), None)


@require_http_methods(GET_OR_POST)
@for_its_keeper
def move(request: SignedInRequest, meeting: Meeting, verb: str) -> HttpResponse:
    """Hold a meeting, cancel it with its reason, or convene it again; the page asks before."""
    if verb not in MEETING.steps:
        raise Http404
    reason = MEETING.why_not(verb, request.user, meeting)
    if reason and meeting.status != MEETING.target(verb):
        return refusal(request, reason, status=409)
    form = ReasonForm(sent(request))
    if verb != "cancel":
        del form.fields["reason"]

    def save() -> Meeting:
        return actions.move(meeting, verb, by=request.user, **form.cleaned_data)

    if request.method == "POST" and saved(form, save):
        return done(request, str(MOVED[verb]), to_meeting(meeting))
    title = str(MEETING.steps[verb].label)
    about = _("%(name)s. What is recorded of it stays with it.") % {"name": meeting.name}
    words = {"title": title, "submit": title, "about": about, "leave": _("Leave it as it is")}
    return form_page(request, form, crumbs=meeting_crumbs(meeting), **words)


@require_POST
@for_its_keeper
def move_minutes(request: SignedInRequest, meeting: Meeting, verb: str) -> HttpResponse:
    """Circulate the minutes, take them back, or record their approval."""
    if verb not in MINUTES.steps or not hasattr(meeting, "minutes"):
        raise Http404
    try:
        actions.move_minutes(meeting.minutes, verb, by=request.user)
    except Refused as refused:
        return refusal(request, refused.reason, status=409)
    return done(request, _("The minutes are recorded as such."), to_meeting(meeting, "minutes"))


def attendance_view(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Write down who took part."""
    form = AttendanceForm(sent(request), meeting=meeting)

    def save() -> None:
        actions.record_attendance(meeting, form.said, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The attendance is recorded."), to_meeting(meeting, "attendance"))
    about = _("Choose “Present” or “Absent” only where it is known. Nothing is inferred from an absence.")
    words = {"title": _("Attendance"), "submit": _("Save the attendance"), "about": about, "look": "detres"}
    return form_page(request, form, crumbs=meeting_crumbs(meeting), **words)


attendance = require_http_methods(GET_OR_POST)(for_its_keeper(attendance_view, why_not_conclude_meeting))


def ask_view(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Open a period for comments: of a country that was absent, or of all (E-1)."""
    form = PeriodForm(sent(request), meeting=meeting)

    def save() -> CommentPeriod:
        return actions.ask_for_comments(meeting, **form.cleaned_data, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The period for comments is open."), to_meeting(meeting, "comments"))
    about = _(
        "The absence of a country says nothing of its consent. It may write until the hour recorded here."
    )
    words = {"title": _("Open a period for comments"), "submit": _("Open the period"), "about": about}
    return form_page(request, form, crumbs=meeting_crumbs(meeting), **words)


ask_for_comments = require_http_methods(GET_OR_POST)(for_its_keeper(ask_view, why_not_conclude_meeting))


def load_period(request: SignedInRequest, code: str, pk: int) -> CommentPeriod:
    """Return a comment period of a meeting, which only those who act for a member know of."""
    if not standing_of(request.user).member:
        raise Http404
    periods = CommentPeriod.objects.select_related("meeting__body", "country")
    return get_object_or_404(periods, pk=pk, meeting=load_meeting(request, code))


@require_http_methods(GET_OR_POST)
@login_required
def comment(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Write a country's comment."""
    period = load_period(request, code, pk)
    meeting = period.meeting
    if reason := why_not_comment(request.user, period):
        return refusal(request, reason, status=409 if reason.code == "COMMENTS_CLOSED" else 403)
    countries = request.user.standing.countries
    asked = countries if period.country_id is None else countries & {period.country_id}
    form = CommentForm(sent(request), countries=asked)

    def save() -> object:
        return actions.comment(period, **form.cleaned_data, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The comment is recorded."), to_meeting(meeting, "comments"))
    words = {"title": _("Write a comment"), "submit": _("Send the comment"), "about": str(WHOSE)}
    return form_page(request, form, crumbs=meeting_crumbs(meeting), **words)


@require_http_methods(GET_OR_POST)
@login_required
def follow_up(request: SignedInRequest, code: str, paragraph: str) -> HttpResponse:
    """Add a dated entry about what became of a commitment (screens.md, 13)."""
    decision = find_decision(request.user, code, paragraph)
    if decision is None:
        raise Http404
    if reason := why_not_follow_up(request.user, decision):
        return refusal(request, reason, status=409 if reason.code == "NOT_A_COMMITMENT" else 403)
    start = {"on": clock.today(), "state": decision.follow_up, "tier": decision.tier}
    form = FollowUpForm(sent(request), initial=start)
    offer_states(form, request.user, decision)
    card = read_decision(request.user, decision)

    def save() -> object:
        return actions.follow_up(decision, **form.cleaned_data, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, _("The follow-up is recorded."), card.url)
    crumbs = [(_("Decisions"), reverse("meetings:decisions")), (card.citation, card.url)]
    words = {"title": _("Record follow-up"), "submit": _("Record the follow-up"), "about": card.text.text}
    return form_page(request, form, crumbs=crumbs, **words)


def offer_states(form: FollowUpForm, user: User, decision: Decision) -> None:
    """Offer where the follow-up stands and where it may go from there."""
    reachable = {decision.follow_up, *(step.target for step in FOLLOW_UP.open_to(user, decision))}
    states = form.fields["state"]
    states.choices = [pair for pair in states.choices if pair[0] in reachable]  # type: ignore[attr-defined]
