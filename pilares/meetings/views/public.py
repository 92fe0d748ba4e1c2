"""Meetings and decisions as everybody reads them, each as far as they may."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.days import AsOf, Past, end_of, read_day
from pilares.core.trail import opened, opened_many
from pilares.meetings import exports
from pilares.meetings.access import (
    why_not_comment,
    why_not_conclude_meeting,
    why_not_follow_up,
    why_not_keep_meeting,
)
from pilares.meetings.models import CommentPeriod, Decision, Meeting
from pilares.meetings.queries import (
    DecisionFilters,
    MeetingFilters,
    declared_on,
    find_decision,
    follow_up_choices,
    read_closed,
    read_decision,
    read_for_export,
    read_meeting,
    read_meetings,
    read_register,
    visible_decisions,
)
from pilares.meetings.queries.decisions import DecisionCard, Declarations
from pilares.meetings.queries.past import decision_then, declared_then
from pilares.meetings.views.loading import load_meeting
from pilares.meetings.workflow import MEETING, MINUTES
from pilares.people.access import standing_of
from pilares.people.http import SignedInRequest
from pilares.people.models import User


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Show the meetings, latest first."""
    asked = MeetingFilters(body=request.GET.get(_("organ"), ""), year=number(request.GET.get(_("year"))))
    context = {
        "page": read_meetings(request.user, asked),
        "steers": standing_of(request.user).steers,
        "secretariat": standing_of(request.user).secretariat,
        **names(),
    }
    return render(request, "meetings/list.html", context)


@require_safe
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """Show when, who and what (screens.md, 14)."""
    found = load_meeting(request, code)
    write_down(request, found)
    page = read_meeting(found, request.user)
    periods = CommentPeriod.objects.filter(meeting=found) if page.periods else ()
    user = request.user
    context = {
        "page": page,
        "meeting": found,
        "keeps": why_not_keep_meeting(user, found) is None,
        "concludes": why_not_conclude_meeting(user, found) is None,
        "steps": MEETING.open_to(user, found),
        "minutes_steps": MINUTES.open_to(user, found.minutes) if page.minutes else (),
        "may_comment": {period.pk for period in periods if why_not_comment(user, period) is None},
        "closed_meeting": found.tier == Tier.CLOSED,
        "print_line": f"{found.code} · {page.tier_words}",
    }
    return render(request, "meetings/meeting.html", context)


@require_safe
@login_required
def closed(request: SignedInRequest, code: str) -> HttpResponse:
    """Show what is kept behind closed doors; every opening is written down (AC-07)."""
    found = load_meeting(request, code)
    page = read_closed(found, request.user)
    if page.empty:
        raise Http404
    decisions = Decision.objects.filter(pk__in=page.opened_decisions).select_related("meeting")
    opened_many([*page.opened, *decisions], by=request.user)
    keeps = why_not_keep_meeting(request.user, found) is None
    return render(request, "meetings/closed.html", {"page": page, "meeting": found, "keeps": keeps})


@require_safe
def conclusions(request: HttpRequest, code: str) -> HttpResponse:
    """Show the conclusions alone, to be printed."""
    return sheet(request, code, "meetings/conclusions.html")


@require_safe
def minutes(request: HttpRequest, code: str) -> HttpResponse:
    """Show the minutes alone, to be printed."""
    return sheet(request, code, "meetings/minutes.html")


def sheet(request: HttpRequest, code: str, template: str) -> HttpResponse:
    """Show a part of a meeting on paper; what is behind closed doors is never on it."""
    found = load_meeting(request, code)
    write_down(request, found)
    page = read_meeting(found, request.user)
    if template.endswith("minutes.html") and page.minutes is None:
        raise Http404
    context = {"page": page, "meeting": found, "print_line": f"{found.code} · {page.tier_words}"}
    return render(request, template, context)


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Show the register of decisions (screens.md, 13)."""
    asked = filters_of(request)
    page = read_register(request.user, asked)
    query = {name: str(value) for name, value in request.GET.items() if value and name != _("page")}
    files = [(s, f"{reverse('meetings:export', args=[s])}?{urlencode(query)}") for s in exports.FILES]
    context = {
        "page": page,
        "files": files,
        "follow_ups": follow_up_choices(),
        "outcomes": Decision.Outcome.choices,
        "query": urlencode(query),
        "steers": standing_of(request.user).steers,
        **names(),
    }
    return render(request, "meetings/decisions.html", context)


@require_safe
def export(request: HttpRequest, suffix: str) -> HttpResponse:
    """Hand the register over as a file."""
    if suffix not in exports.FILES:
        raise Http404
    write, kind = exports.FILES[suffix]
    body = write(read_for_export(request.user, filters_of(request)))
    response = HttpResponse(body, content_type=kind)
    name = _("decisions")
    response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response


@require_safe
def cited(request: HttpRequest, code: str, paragraph: str) -> HttpResponse:
    """Show a decision at its permanent address."""
    found = find_decision(request.user, code, paragraph)
    if found is None:
        raise Http404
    return one(request, found)


@require_safe
def unnumbered(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Show a decision that no meeting has numbered yet; once it is, lead to its permanent address."""
    found = visible_decisions(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    if found.paragraph:
        return redirect(read_decision(request.user, found).url)
    if found.meeting.code != code:
        raise Http404
    return one(request, found)


def one(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Show one decision, today or as it stood on a day; a closed one says so, and leaves a trace."""
    as_of = read_day(request.GET)
    card, past, declared = _card_of(request, decision, as_of)
    if card.closed and isinstance(request.user, User):
        opened(decision, by=request.user)
    user = request.user
    context = {
        "card": card,
        "as_of": as_of,
        "past": past,
        "permanent": settings.ADDRESS + card.url + AsOf(day=as_of.day or clock.today()).query,
        "declared": declared,
        "citation": citation(decision),
        "keeps": past is None and why_not_keep_meeting(user, decision.meeting) is None,
        "follows": past is None and why_not_follow_up(user, decision) is None,
        "print_line": f"{card.citation} · {card.tier_words}",
    }
    return render(request, "meetings/decision.html", context)


def _card_of(
    request: HttpRequest, decision: Decision, as_of: AsOf
) -> tuple[DecisionCard, Past | None, Declarations]:
    declared = declared_on(request.user, decision)
    if as_of.day is None:
        return read_decision(request.user, decision), None, declared
    card, past = decision_then(decision, request.user, as_of, as_of.day)
    return card, past, declared_then(declared, end_of(as_of.day))


def citation(decision: Decision) -> str:
    """Say how a decision is cited: meeting, paragraph and date."""
    meeting = decision.meeting
    day = meeting.ends_on or meeting.starts_on
    said = _("RCM, %(meeting)s (%(code)s)") % {"meeting": meeting.name, "code": meeting.code}
    parts = [said, _("paragraph %(paragraph)s") % {"paragraph": decision.paragraph}]
    if not decision.paragraph:
        parts[1] = _("not numbered")
    return ", ".join([*parts, *([day.isoformat()] if day else [])])


def write_down(request: HttpRequest, found: Meeting) -> None:
    """Write down the opening of a meeting that is closed as a whole."""
    if found.tier == Tier.CLOSED and isinstance(request.user, User):
        opened(found, by=request.user)


def filters_of(request: HttpRequest) -> DecisionFilters:
    """Return what the address asks of the register."""
    asked = request.GET
    return DecisionFilters(
        body=asked.get(_("organ"), ""),
        verb=asked.get(_("verb"), ""),
        follow_up=asked.get(_("follow-up"), ""),
        year=number(asked.get(_("year"))),
        outcome=asked.get(_("outcome"), ""),
        page=number(asked.get(_("page"))) or 1,
    )


def names() -> dict[str, dict[str, str]]:
    """Return the names of what is asked in the address, in the reader's language."""
    said = {
        "body": _("organ"), "verb": _("verb"), "follow_up": _("follow-up"), "year": _("year"),
        "outcome": _("outcome"), "page": _("page"),
    }  # fmt: skip
    return {"names": said}


def number(text: str | None) -> int | None:
    """Return a number of an address, or nothing."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
