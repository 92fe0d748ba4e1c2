"""The plan of a group: read, printed, taken along one step at a time (§3.9; screens.md 8)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core.access import Reason, Refused
from pilares.core.days import AsOf, read_day
from pilares.core.forms import add_errors
from pilares.core.http import refusal, sent
from pilares.core.kinds import WORD
from pilares.monitoring.actions import group_plans as acts
from pilares.monitoring.actions import reviews
from pilares.monitoring.exports.word import word
from pilares.monitoring.forms import group_plans as forms
from pilares.monitoring.models import Activity, GroupPlan
from pilares.monitoring.queries.group_plans import (
    findings_of,
    group_plan_page,
    plan_of_group,
    presented_page,
    seen_codes,
)
from pilares.monitoring.queries.past_plan import group_plan_then
from pilares.monitoring.queries.plan_files import PlanFile, plan_file, plan_file_then
from pilares.monitoring.queries.plan_tables import draft_table, snapshot_of
from pilares.monitoring.queries.ways import Way
from pilares.monitoring.views.activities import same_day
from pilares.monitoring.views.loading import as_written, load_group, place_in, slugs_of
from pilares.monitoring.workflow import GROUP_PLAN
from pilares.people.http import SignedInRequest, note_openings
from pilares.people.models import User
from pilares.plans.queries.standing import plan_asked, plan_on

type_of_act = Callable[[GroupPlan, User, dict[str, Any]], Any]


@dataclass(frozen=True)
class Step:
    """One step: what it says, what it asks, what it does."""

    about: str | Promise
    done: str | Promise
    form: type[forms.PlanForm]
    act: type_of_act


def _with(act: Callable[..., Any]) -> type_of_act:
    return lambda group_plan, by, typed: act(group_plan, by=by, **typed)


STEPS = {
    "review": Step(
        _("The group read its draft and agrees to present it."),
        _("The review by the group is recorded."),
        forms.ReviewedForm,
        _with(acts.review),
    ),
    "present": Step(
        _("The table of §3.9 is kept as it stands now. The RCGM endorses it or takes note of it."),
        _("The plan is presented to the RCGM."),
        forms.PresentForm,
        _with(acts.present),
    ),
    "take_back": Step(
        _("The plan can be changed again, and presented again. Nothing is lost."),
        _("The plan is in draft again."),
        forms.NoteForm,
        _with(acts.take_back),
    ),
    "endorse": Step(
        _("What was presented is endorsed whole: every activity that waits is decided with it."),
        _("The RCGM's decision is recorded."),
        forms.EndorsedForm,
        _with(acts.endorse),
    ),
    "enter_force": Step(
        _("From now on this is the version in force."),
        _("The plan is in force."),
        forms.PlanForm,
        _with(acts.enter_force),
    ),
    "amend": Step(
        _("The version in force stands until the RCGM endorses the change; no other body is needed."),
        _("The change of the plan is in draft."),
        forms.NoteForm,
        _with(acts.amend),
    ),
    "drop_change": Step(
        _("The version in force goes on as it is."),
        _("The change is given up."),
        forms.NoteForm,
        _with(acts.drop_change),
    ),
    "open_review": Step(
        _("Every activity in force gets a line: what was reached, if it is still relevant, what follows."),
        _("The yearly review is open."),
        forms.OpenReviewForm,
        _with(reviews.open_review),
    ),
    "close": Step(
        _("The plan stays to be read. No review is opened any more, and nothing of it changes."),
        _("The plan is closed."),
        forms.NoteForm,
        _with(acts.close),
    ),
}


def refuse(request: HttpRequest, reason: Reason, *ways: Way) -> HttpResponse:
    """Answer a refusal with its reason and where one can go from there."""
    status = Refused(reason).status
    if request.headers.get("Accept", "").startswith("application/json"):
        return refusal(request, reason, status=status)
    return render(request, "refused.html", {"reason": reason, "exits": ways}, status=status)


def back_to(group_plan: GroupPlan) -> Way:
    """Return the way back to the plan of the group."""
    url = reverse("monitoring:group_plan", args=[group_plan.group.slug]) + group_plan.plan.asking
    return Way("plan", gettext("Return to the plan of the group"), url)


def load_plan(request: HttpRequest, slug: str) -> GroupPlan:
    """Return the plan of a group in the Strategic Plan asked for, or 404 where there is no such group."""
    body, asked, day = load_group(slug), request.GET.get("plan", ""), read_day(request.GET).day
    plan = plan_on(day, asked, request.user) if day else plan_asked(asked, request.user)
    if plan is None:
        raise Http404
    return plan_of_group(body, plan)


@require_safe
def group_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan of a group: where it stands, its table of §3.9, its history; with a day, as it stood then."""
    found = load_plan(request, slug)
    if slug != found.group.slug:
        return as_written(request, "monitoring:group_plan", found.group.slug)
    place_in(request, "monitoring:group_plan", slug=slugs_of(found.group))
    as_of = read_day(request.GET)
    if as_of.day:
        return _plan_then(request, found, as_of, as_of.day)
    work = group_plan_page(found.group, found.plan, request.user)
    return render(request, "monitoring/plan.html", {"work": work, "page": work.page, "as_of": as_of})


def _plan_then(request: HttpRequest, found: GroupPlan, as_of: AsOf, day: date) -> HttpResponse:
    work, past = group_plan_then(found.group, found.plan, request.user, as_of, day)
    for code, url in request.alternates.items():  # type: ignore[attr-defined]
        request.alternates[code] = url + as_of.query_in(code)  # type: ignore[attr-defined]
    context = {"work": work, "page": work.page, "as_of": as_of, "past": past}
    context["same_day"] = same_day(as_of, found.plan)
    return render(request, "monitoring/plan_then.html", context)


@require_safe
def plan_word(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan of a group, today or as it stood on a day, as Word: on Letter or, where asked for, A4."""
    found, as_of = load_plan(request, slug), read_day(request.GET)
    file = _file(found, request, as_of)
    if file is None:
        raise Http404
    codes = [row.code for row in file.table.rows]
    note_openings(Activity.objects.filter(plan=found.plan_id, code__in=codes), by=request.user)
    paper = "a4" if "a4" in request.GET else "letter"
    response = HttpResponse(word(file, paper=paper), content_type=WORD)
    name = f"pilares-{file.slug}-{file.table.as_of:%Y-%m-%d}.docx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _file(found: GroupPlan, request: HttpRequest, as_of: AsOf) -> PlanFile | None:
    """Return what the file holds; nothing of a day that cannot be read or of which nothing is told."""
    if as_of.day:
        work, past = group_plan_then(found.group, found.plan, request.user, as_of, as_of.day)
        return plan_file_then(work) if past.told else None
    return None if as_of.problem else plan_file(found.group, found.plan, request.user)


@require_safe
def presented(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What was presented to the RCGM, as it stood that day."""
    found = load_plan(request, slug)
    other = GroupPlan.objects.filter(steps=pk, group=found.group).select_related("group", "plan").first()
    found = other or found  # its address stays when another plan follows
    page = presented_page(found, pk, request.user)
    if page is None:
        raise Http404
    place_in(request, "monitoring:presented", slug=slugs_of(found.group), pk=str(pk))
    context = {"shown": page, "group_plan": found, "table": page.table, "notes": page.notes}
    return render(request, "monitoring/plan_presented.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_step(request: SignedInRequest, slug: str, verb: str) -> HttpResponse:
    """Ask what a step needs (GET), show it to be checked (POST), do it (POST with `confirm`)."""
    found, asked = load_plan(request, slug), STEPS[verb]
    place_in(request, f"monitoring:plan_{verb}", slug=slugs_of(found.group))
    if reason := GROUP_PLAN.why_not(verb, request.user, found):
        return refuse(request, reason, back_to(found))
    form = asked.form(sent(request), group_plan=found, user=request.user)
    valid = form.is_valid()
    if valid and "confirm" in request.POST:
        try:
            asked.act(found, request.user, form.cleaned_data)
        except Refused as refused:
            return refuse(request, refused.reason, back_to(found))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, str(asked.done))
            return redirect(back_to(found).url)
    return ask(request, found, verb, form, checking=valid and "correct" not in request.POST)


def ask(
    request: SignedInRequest, found: GroupPlan, verb: str, form: forms.PlanForm, *, checking: bool
) -> HttpResponse:
    """Show the form of a step with what is missing, or the answers to be checked."""
    checking = checking and not form.errors
    table = None
    if verb in {"review", "present"}:
        table = draft_table(snapshot_of(found), seen_codes(found, request.user))
    context = {
        "group": found.group,
        "group_plan": found,
        "title": GROUP_PLAN.steps[verb].label,
        "about": STEPS[verb].about,
        "form": form,
        "checking": checking,
        "answers": form.answers() if checking else (),
        "table": table,
        "findings": findings_of(table) if table else (),
    }
    status = 422 if form.errors and "correct" not in request.POST else 200
    return render(request, "monitoring/plan_step.html", context, status=status)
