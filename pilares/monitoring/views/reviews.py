"""A yearly review of a group's plan: read, written line by line, closed (§3.10, M14)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core.access import Reason, Refused
from pilares.core.conflicts import spoken, typed_base
from pilares.core.edits import Clash, Conflict
from pilares.core.forms import add_errors
from pilares.core.http import sent
from pilares.monitoring import access
from pilares.monitoring.actions import reviews as acts
from pilares.monitoring.forms.group_plans import CloseReviewForm, LineForm
from pilares.monitoring.models import Review
from pilares.monitoring.queries.reviews import ReviewedLine, review_page
from pilares.monitoring.queries.values import year_words
from pilares.monitoring.queries.ways import Way
from pilares.monitoring.views.group_plans import back_to, load_plan, refuse
from pilares.monitoring.views.loading import place_in, slugs_of
from pilares.people.http import SignedInRequest, note_opening, note_openings

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])


def load_review(request: HttpRequest, slug: str, number: int) -> Review:
    """Return the review of one year, or 404 as for any address that the reader may not see."""
    found = load_plan(request, slug)
    seen = Review.objects.visible_to(request.user).filter(group_plan__group=found.group, year__number=number)
    related = seen.select_related("group_plan__group", "group_plan__plan", "year", "meeting")
    # the address of a review stays when another plan follows that has none of that year yet
    rows = {row.group_plan.plan_id: row for row in related.order_by("group_plan__plan__order")}
    if not rows:
        raise Http404
    review = rows.get(found.plan_id) or next(reversed(rows.values()))
    review.group_plan.plan.aside = found.plan.aside
    _placed(request, "monitoring:review", review)
    return review


def _placed(request: HttpRequest, name: str, found: Review, **more: str) -> None:
    slugs, number = slugs_of(found.group_plan.group), str(found.year.number)
    place_in(request, name, slug=slugs, number=number, **more)


@require_safe
def review(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The review of one year: what was committed and reached, and what the group says."""
    found = load_review(request, slug, number)
    page = review_page(found, request.user)
    note_opening(found, found.tier, by=request.user)
    note_openings((line.activity for line in page.lines), by=request.user)
    return render(request, "monitoring/review.html", {"page": page})


@login_required
@asked_and_sent
def review_line(request: SignedInRequest, slug: str, number: int, code: str) -> HttpResponse:
    """What the group says of one activity; two people never lose a word (AC-10)."""
    found = load_review(request, slug, number)
    told = _line(request, found, code)
    _placed(request, "monitoring:review_line", found, code=code)
    if reason := access.why_not_write_review(request.user, found):
        return refuse(request, reason, back_to(found.group_plan))
    opened = LineForm(instance=told.line).texts()
    form = LineForm(sent(request), instance=told.line)
    if not form.is_valid():
        return _show(request, found, told, form, base=typed_base(form) or opened)
    settled = form.settle()
    try:
        acts.write_line(found, told.activity, changes=settled.changes, base=settled.base, by=request.user)
    except Conflict as conflict:
        return _ask_which(request, found, told, form, conflict)
    except ValidationError as error:
        add_errors(form, error)
        return _show(request, found, told, form, base=settled.base)
    messages.success(request, _("The line of %(code)s is saved.") % {"code": code})
    return redirect(reverse("monitoring:review", args=[slug, number]) + found.group_plan.plan.asking)


def _line(request: SignedInRequest, found: Review, code: str) -> ReviewedLine:
    lines = {one.activity.code: one for one in review_page(found, request.user).lines}
    if code not in lines:
        raise Http404
    return lines[code]


def _ask_which(
    request: SignedInRequest, found: Review, told: ReviewedLine, form: LineForm, conflict: Conflict
) -> HttpResponse:
    """Show what both started from, what the other saved and what this person wrote (AC-10)."""
    theirs = {clash.field: clash.theirs for clash in conflict.clashes}
    clashes = [_spoken(form, clash) for clash in conflict.clashes]
    base = typed_base(form) | theirs
    return _show(request, found, told, form, status=412, clashes=clashes, base=base, problem=True)


def _spoken(form: LineForm, clash: Clash) -> Any:
    choices = dict(getattr(form.fields[clash.field], "choices", ()))
    yes_no = {"1": "True", "": "False"} if clash.field == "relevant" else {}
    words = [
        str(choices.get(yes_no.get(text, text), text)) or _("nothing")
        for text in (clash.base, clash.theirs, clash.mine)
    ]
    return spoken(form, clash, base=words[0], theirs=words[1], mine=words[2])


def _show(
    request: SignedInRequest,
    found: Review,
    told: ReviewedLine,
    form: LineForm,
    *,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    group, year = found.group_plan.group, year_words(found.year.number)
    context = {"group": group, "review": found, "year": year, "told": told, "form": form, **more}
    status = status or (422 if form.errors else 200)
    return render(request, "monitoring/review_line.html", context, status=status)


@login_required
@asked_and_sent
def close_review(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Close a review once every activity has its line; the refusal names those that are missing."""
    found = load_review(request, slug, number)
    _placed(request, "monitoring:close_review", found)
    reason = access.why_not_write_review(request.user, found) or access.why_not_close_review(
        request.user, found.group_plan
    )
    if reason:
        return refuse(request, reason, *_ways(found, reason))
    form = CloseReviewForm(sent(request), group_plan=found.group_plan, user=request.user)
    if not form.is_valid():
        return _ask_to_close(request, found, form)
    try:
        acts.close_review(found, by=request.user, tier=form.cleaned_data["tier"])
    except Refused as refused:
        return refuse(request, refused.reason, back_to(found.group_plan))
    messages.success(request, _("The review is closed. The plan is in force."))
    return redirect(reverse("monitoring:review", args=[slug, number]) + found.group_plan.plan.asking)


def _ways(found: Review, reason: Reason) -> tuple[Way, ...]:
    """Return where each missing line is written, or else the way back."""
    slug, number = found.group_plan.group.slug, found.year.number
    if reason.code != "REVIEW_INCOMPLETE":
        return (back_to(found.group_plan),)
    return tuple(
        Way(
            "write",
            _("Write the line of %(code)s") % {"code": code},
            reverse("monitoring:review_line", args=[slug, number, code]),
        )
        for code in found.group_plan.not_reviewed()
    )


def _ask_to_close(request: SignedInRequest, found: Review, form: CloseReviewForm) -> HttpResponse:
    context = {
        "group": found.group_plan.group,
        "group_plan": found.group_plan,
        "title": _("Close the yearly review"),
        "about": _("Its lines stay as they are, with what stands beside them today."),
        "act": _("Close the yearly review"),
        "form": form,
    }
    return render(request, "monitoring/plan_step.html", context, status=422 if form.errors else 200)
